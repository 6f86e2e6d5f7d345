"""Containers: what they tell of themselves, what lies within them, and how they are looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1.element_tree import Block

from statecourse.seam.older import AppTestError

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    Show = Callable[[str], AppTest]


def test_main_and_sidebar_are_apart(show: Show) -> None:
    """A query of the app finds both halves, a query of one half only its own."""
    at = show("st.sidebar.radio('a', ['x', 'y']); st.radio('b', [1, 2]); st.sidebar.text('s')")
    assert at.radio.len == 2
    assert at.sidebar.radio[0].value == "x"
    assert at.main.radio[0].value == 1
    assert (len(at.sidebar), len(at.main), at.main.type, at.sidebar.type) == (2, 1, "main", "sidebar")


def test_columns_have_weights_and_gaps(show: Show) -> None:
    """Columns are listed from left to right, with their share of the width."""
    at = show("a, b = st.columns([1, 3], gap='large'); a.text('left'); b.text('right')")
    assert [column.weight for column in at.columns] == [0.25, 0.75]
    assert [column.gap for column in at.columns] == ["large", "large"]
    assert at.columns[1].text[0].value == "right"
    assert at.get("column") == at.get("columns") == list(at.columns)


def test_tabs_have_labels(show: Show) -> None:
    """Each tab is a block with its label; the key belongs to all of them together."""
    at = show("one, two = st.tabs(['One', 'Two'], key='both'); one.text('1'); two.text('2')")
    assert [tab.label for tab in at.tabs] == ["One", "Two"]
    assert [tab.text[0].value for tab in at.tabs] == ["1", "2"]
    assert at.get_by_key("both").type == "tab_container"


def test_an_expander_narrows_a_query(show: Show) -> None:
    """An expander finds what lies in it, and nothing else."""
    at = show(
        "st.text('1')\nwith st.expander('More', icon='🔍', expanded=True):\n    st.text('2'); st.text('3')"
    )
    assert at.text.len == 3
    assert at.expander[0].text.values == ["2", "3"]
    assert (at.expander[0].label, at.expander[0].icon) == ("More", "🔍")
    assert at.expander[0].proto.expanded


def test_status_tells_its_state(show: Show) -> None:
    """A status is no expander, and tells how it ended."""
    at = show("with st.status('Work') as s:\n    st.text('step')\n    s.update(label='Done', state='error')")
    status = at.status[0]
    assert (status.label, status.state, status.icon) == ("Done", "error", ":material/error:")
    assert status.text[0].value == "step"
    assert at.expander.len == 0


@pytest.mark.parametrize("state", ["running", "complete", "error"])
def test_status_states(show: Show, state: str) -> None:
    """A status that was made with a state is in it."""
    assert show(f"st.status('Work', state={state!r})").status[0].state == state


def test_chat_messages_have_names(show: Show) -> None:
    """Chat messages tell who wrote them."""
    at = show("st.chat_message('user').write('Hi'); st.chat_message('Ada', avatar='🧮').write('Yes')")
    assert [message.name for message in at.chat_message] == ["user", "Ada"]
    assert [message.avatar for message in at.chat_message] == ["user", "🧮"]
    assert at.chat_message[1].markdown[0].value == "Yes"


def test_containers_by_key(show: Show) -> None:
    """A container with a key is found by it; the row around columns is no container."""
    at = show("st.container(key='box', border=True).text('in'); st.columns(2); st.container(horizontal=True)")
    assert at.container.len == 2
    assert at.container(key="box").text[0].value == "in"
    assert at.get_by_key("box").key == "box"
    assert at.container(key="box").proto.flex_container.border


def test_a_grid_tells_how_it_was_made(show: Show) -> None:
    """A grid gives back the arguments that it was made with, and its cells are no containers."""
    script = "g = st.grid(3, gap=('small', 'large'), border=True, key='g')\ng.cell().text('a'); g.text('b')"
    at = show(script)
    grid = at.grid[0]
    assert (grid.column_count, grid.border, grid.gap, grid.key) == (3, True, ("small", "large"), "g")
    assert (grid.row_height, grid.width, grid.height, grid.wrap) == ("content", "stretch", "content", True)
    assert (grid.min_column_width, grid.vertical_alignment, grid.dense) == ("auto", "top", False)
    assert grid.text.values == ["a", "b"]
    assert at.container.len == 0


def test_forms_are_blocks(show: Show) -> None:
    """A form is found by its id, and its submit button is also a button."""
    at = show(
        "with st.form('f'):\n    st.text_input('Name'); st.form_submit_button('Send')\nst.button('Other')"
    )
    assert at.form(key="f").text_input[0].label == "Name"
    assert at.form_submit_button.len == 1
    assert [button.label for button in at.button] == ["Send", "Other"]
    assert at.button[0].form_id == "f"


def test_a_popover_is_a_block(show: Show) -> None:
    """A popover has no class of its own, but its content is on the page."""
    at = show("with st.popover('Open', key='p'):\n    st.text('inside')")
    assert at.get("popover")[0].proto.popover.label == "Open"
    assert at.get_by_key("p").text[0].value == "inside"


def test_a_dialog_is_on_the_page(show: Show) -> None:
    """A dialog that was opened shows its title and its content."""
    at = show("@st.dialog('Sure?')\ndef ask():\n    st.text('Really?')\nask()")
    assert at.get("dialog")[0].proto.dialog.title == "Sure?"
    assert at.text[0].value == "Really?"


def test_out_of_order_writes_land_in_their_container(show: Show) -> None:
    """What a callback writes into an earlier container stands there, above the rest."""
    script = """
box = st.container()
with box:
    st.markdown("BarFoo")
    def hello(where):
        where.info("Hi!")
        where.markdown("FooBar")
    st.button("one", on_click=hello, args=[box])
"""
    at = show(script)
    at.button[0].click().run()
    assert at.info[0].value == "Hi!"
    assert at.markdown.values == ["FooBar", "BarFoo"]


def test_an_element_list_is_a_sequence(show: Show) -> None:
    """A list of elements has a length, indices, slices, an order and equality."""
    at = show("for word in 'abc': st.text(word)")
    texts = at.text
    assert (len(texts), texts.len, texts[-1].value) == (3, 3, "c")
    assert texts[1:].values == ["b", "c"]
    assert [element.value for element in texts] == texts.values == ["a", "b", "c"]
    assert texts == at.text
    assert texts == list(at.main.text)
    with pytest.raises(IndexError):
        texts[3]


def test_a_block_list_is_a_sequence(show: Show) -> None:
    """A list of blocks has a length, indices, slices, an order and equality."""
    at = show("for word in 'abc': st.expander(word)")
    assert (len(at.expander), at.expander.len, at.expander[-1].label) == (3, 3, "c")
    assert [block.label for block in at.expander[:2]] == ["a", "b"]
    assert at.expander == list(at.expander)
    assert at.expander[:1] == at.main.expander[:1]
    with pytest.raises(IndexError):
        at.expander[3]


def test_a_key_finds_its_element(show: Show) -> None:
    """A list called with a key gives that element, and KeyError for one that is not there."""
    at = show("st.text_input('A', key='a'); st.checkbox('A', key='b'); st.expander('E', key='e')")
    assert at.text_input(key="a").label == "A"
    assert at.checkbox("b").key == "b"
    assert at.expander(key="e").label == "E"
    for wrong in (at.text_input, at.expander):
        with pytest.raises(KeyError, match="nowhere"):
            wrong(key="nowhere")


def test_get_by_key_finds_any_kind(show: Show) -> None:
    """A key is found whatever kind it is of."""
    at = show("st.text_input('A', key='a'); st.sidebar.container(key='box').button('B', key='b')")
    assert at.get_by_key("a").type == "text_input"
    assert at.get_by_key("b").label == "B"
    assert at.sidebar.get_by_key("b").label == "B"
    with pytest.raises(KeyError, match="nowhere"):
        at.get_by_key("nowhere")
    with pytest.raises(KeyError):
        at.main.get_by_key("b")


def test_a_key_of_two_elements_is_ambiguous(show: Show) -> None:
    """A key that a form and a widget share is found by kind, and refused by `get_by_key`."""
    at = show("st.form('k').text_input('T', key='k')")
    assert at.text_input(key="k").label == "T"
    assert at.form(key="k").text_input[0].label == "T"
    with pytest.raises(AppTestError, match="Multiple elements have key 'k'"):
        at.get_by_key("k")


def test_get_takes_collection_and_node_names(show: Show) -> None:
    """`get` knows the names of the collections, and those of the messages."""
    script = "import datetime as dt\nst.pills('P', 'ab'); st.datetime_input('D', dt.datetime(2024, 1, 2)); st.help(1)"
    at = show(script)
    assert at.get("pills") == at.get("button_group") == list(at.pills)
    assert at.get("datetime_input") == at.get("date_time_input") == list(at.datetime_input)
    assert at.get("help") == at.get("help_info") == list(at.help)
    assert at.get("nothing") == []


def test_the_app_is_a_tree(show: Show) -> None:
    """The app can be walked, measured and indexed like the tree that it is."""
    at = show("st.text('a'); st.container().text('b')")
    assert len(at) == 3
    assert at[0] is at.main
    assert at[1] is at.sidebar
    assert at.main[0].value == "a"
    assert [node.type for node in at] == [
        "root",
        "main",
        "text",
        "flex_container",
        "text",
        "sidebar",
        "event",
    ]
    assert all(isinstance(node, Block) or node.value for node in at)


def test_an_app_that_has_not_run_is_empty(make: type) -> None:
    """Before the first run there is nothing to be found."""
    at = make.from_string("import streamlit as st\nst.text('a')")
    assert len(at) == 0
    assert len(at.text) == 0
    assert not at.button


def test_elements_are_shown_alike(show: Show) -> None:
    """The text of an element and of a list is what it was made with."""
    at = show("st.text('a'); st.checkbox('C', key='c', help='H'); st.text_input('T', 'x')")
    assert repr(at.text[0]) == "Text()"
    assert repr(at.checkbox[0]) == "Checkbox(key='c', label='C', help='H')"
    assert repr(at.checkbox) == "WidgetList(_list=[Checkbox(key='c', label='C', help='H')])"
    assert repr(at.text) == "ElementList(_list=[Text()])"


def test_the_app_is_shown_as_its_tree(show: Show) -> None:
    """The text of an app holds its page as a tree, and its query parameters."""
    at = show("st.container(); st.checkbox('C'); st.query_params['a'] = '1'")
    text = repr(at)
    assert "_tree={" in text
    assert "Checkbox(label='C'" in text
    assert "query_params={\n        a: '1'\n    }" in text
    assert "messages=" not in text


def test_blocks_are_shown_with_their_children(show: Show) -> None:
    """The text of a block shows what lies within it."""
    at = show("st.expander('E').text('inside')")
    assert "Expander(" in repr(at.expander[0])
    assert "0: Text()" in repr(at.expander[0])
    assert repr(at.expander) == f"BlockList(_list=[{at.expander[0]!r}])"
