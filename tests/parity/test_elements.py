"""Text, headings, data and messages: what an element shows and how the app made it."""

# ruff: noqa: PD011  # a list of elements has values, too
# ruff: noqa: PLC0415  # a function that is a script imports what it needs

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from statecourse.seam.older import AppTestError

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    Show = Callable[[str], AppTest]


@pytest.mark.parametrize(("kind", "tag"), [("title", "h1"), ("header", "h2"), ("subheader", "h3")])
def test_a_heading_has_its_tag_and_anchor(show: Show, kind: str, tag: str) -> None:
    """A heading tells its text, its tag, its anchor and its icon."""
    at = show(f"st.{kind}('Plain'); st.{kind}('Full', anchor='here', icon='🎈', help='Hint')")
    plain, full = at.get(kind)
    assert (plain.value, plain.tag, plain.anchor, plain.icon) == ("Plain", tag, "", "")
    assert (full.value, full.anchor, full.icon, full.help) == ("Full", "here", "🎈", "Hint")
    assert not full.hide_anchor


def test_a_heading_without_anchor_says_so(show: Show) -> None:
    """An anchor that is switched off is told by `hide_anchor`."""
    at = show("st.title('A', anchor=False)")
    assert at.title[0].hide_anchor


def test_headings_are_listed_by_kind(show: Show) -> None:
    """Titles, headers and subheaders are told apart."""
    at = show("st.title('t1'); st.header('h1'); st.subheader('s1'); st.title('t2')")
    assert at.title.values == ["t1", "t2"]
    assert at.header.values == ["h1"]
    assert at.subheader.values == ["s1"]


def test_markdown_keeps_its_text_and_html_flag(show: Show) -> None:
    """Markdown tells its source, and whether HTML is let through."""
    at = show("st.markdown('**b**'); st.markdown('<i>x</i>', unsafe_allow_html=True, help='H')")
    assert at.markdown.values == ["**b**", "<i>x</i>"]
    assert [element.allow_html for element in at.markdown] == [False, True]
    assert at.markdown[1].help == "H"
    assert not at.markdown[0].is_caption


def test_caption_latex_and_divider_are_no_markdown(show: Show) -> None:
    """The elements that Streamlit makes of markdown are listed under their own names."""
    at = show("st.caption('small'); st.latex('E=mc^2'); st.divider(); st.markdown('m')")
    assert at.caption[0].value == "small"
    assert at.caption[0].is_caption
    assert at.latex[0].value == "$$\nE=mc^2\n$$"
    assert at.divider[0].value == "---"
    assert at.markdown.values == ["m"]


def test_code_tells_its_language(show: Show) -> None:
    """Code tells its text, its language and whether lines are numbered."""
    at = show("st.code('x = 1'); st.code('a', language='sql', line_numbers=True)")
    assert at.code.values == ["x = 1", "a"]
    assert [element.language for element in at.code] == ["python", "sql"]
    assert at.code[1].show_line_numbers


def test_echo_shows_the_code_that_ran(show: Show) -> None:
    """The code within `st.echo` is on the page, above what it wrote."""
    at = show("with st.echo():\n    st.write('Hello')")
    assert at.code[0].value == "st.write('Hello')"
    assert at.markdown[0].value == "Hello"


def test_text_and_badge_and_html(show: Show) -> None:
    """Plain text, a badge and HTML keep their words."""
    at = show("st.text('plain', help='H'); st.badge('New'); st.html('<p>hi</p>')")
    assert (at.text[0].value, at.text[0].help) == ("plain", "H")
    assert at.markdown[0].value == ":blue-badge[New]"
    assert at.html[0].value == "<p>hi</p>"


def test_json_is_text(show: Show) -> None:
    """JSON is given as the text that the browser gets."""
    at = show("st.json({'a': [1, 2]}, expanded=False); st.write({'b': None})")
    assert at.json[0].value == '{"a": [1, 2]}'
    assert not at.json[0].expanded
    assert at.json[1].value == '{"b": null}'


def test_write_chooses_the_element(show: Show) -> None:
    """What `st.write` is given decides which element it becomes."""
    at = show("import pandas as pd\nst.write('a', 1); st.write(pd.DataFrame({'n': [1]})); st.write([1])")
    assert at.markdown[0].value == "a `1`"
    assert at.dataframe[0].value.to_dict() == {"n": {0: 1}}
    assert at.json[0].value == "[1]"


def test_write_stream_shows_all_of_it(show: Show) -> None:
    """A stream that has ended is one markdown element."""
    at = show("st.write_stream(iter(['one ', 'two']))")
    assert at.markdown.values == ["one two"]


def test_a_metric_tells_value_delta_and_help(show: Show) -> None:
    """A metric tells its label, its value as text, its delta and its help."""
    at = show("st.metric('Sales', 1234, -5, help='In euros'); st.metric('None', None)")
    metric = at.metric[0]
    assert (metric.label, metric.value, metric.delta, metric.help) == ("Sales", "1234", "-5", "In euros")
    assert at.metric[1].value == "—"


def test_a_dataframe_is_the_table_that_was_shown(show: Show) -> None:
    """A dataframe with two levels of index and of columns comes back as it was."""
    script = """
import pandas as pd
st.dataframe(pd.DataFrame([[0, 1, 2], [3, 4, 5]], index=[[0, 1], ["i", "j"]],
                          columns=[[2, 3, 4], ["a", "b", "c"]]), key="table")
"""
    shown = show(script).dataframe[0]
    expected = pd.DataFrame(
        [[0, 1, 2], [3, 4, 5]], index=[[0, 1], ["i", "j"]], columns=[[2, 3, 4], ["a", "b", "c"]]
    )
    assert shown.value.equals(expected)
    assert (shown.key, shown.editing_mode) == (None, "read_only")


def test_a_table_and_its_column_types(show: Show) -> None:
    """A static table keeps numbers, text, dates and gaps."""
    script = """
import pandas as pd
st.table(pd.DataFrame({"n": [1.5, None], "s": ["x", "y"], "d": pd.to_datetime(["2024-01-02", None])}))
"""
    table = show(script).table[0].value
    assert table["s"].tolist() == ["x", "y"]
    assert table["n"].isna().tolist() == [False, True]
    assert table["d"][0] == pd.Timestamp("2024-01-02")


def test_alerts_have_bodies_and_icons(show: Show) -> None:
    """Success, info, warning and error are told apart, each with its icon."""
    at = show("for s in (st.success, st.info, st.warning, st.error): s(s.__name__, icon='🔥')")
    assert at.success[0].value == "success"
    assert at.info[0].value == "info"
    assert at.warning[0].value == "warning"
    assert at.error[0].value == "error"
    assert {at.get(kind)[0].icon for kind in ("success", "info", "warning", "error")} == {"🔥"}


def test_a_toast_is_on_the_page(show: Show) -> None:
    """Toasts are listed, with their icons."""
    at = show("st.toast('Saved', icon='🎉'); st.toast('Again')")
    assert at.toast.values == ["Saved", "Again"]
    assert at.toast[0].icon == "🎉"


def test_progress_is_a_whole_number(show: Show) -> None:
    """Progress is told from 0 to 100, however the app gave it."""
    at = show("st.progress(0.25, text='Working'); st.progress(80)")
    assert at.progress.values == [25, 80]
    assert at.progress[0].text == "Working"


def test_an_image_has_urls_and_captions(show: Show) -> None:
    """Images are told by address and caption; one made from data has an address by its content."""
    script = """
st.image(["https://example.com/a.png", "https://example.com/b.png"], caption=["A", "B"])
from PIL import Image
st.image(Image.new("RGB", (2, 2), "red"))
"""
    at = show(script)
    assert at.image[0].value == ["https://example.com/a.png", "https://example.com/b.png"]
    assert at.image[0].captions == ["A", "B"]
    (url,) = at.image[1].value
    assert url.startswith("/mock/media/")
    assert url.endswith(".jpg")


def test_links_are_shown_but_not_followed(show: Show) -> None:
    """Link buttons and page links tell their labels, and refuse to be clicked."""
    at = show("st.link_button('Docs', 'https://x.y', help='H'); st.page_link('https://x.y', label='Out')")
    button, link = at.link_button[0], at.page_link[0]
    assert (button.value, button.url, button.help) == ("Docs", "https://x.y", "H")
    assert (link.value, link.page) == ("Out", "https://x.y")
    with pytest.raises(AppTestError, match="does not open URLs"):
        button.click()
    with pytest.raises(AppTestError, match="switch_page"):
        link.click()


@pytest.mark.parametrize("size", ["small", "medium", "large", "stretch", 12])
def test_space_tells_its_size(show: Show, size: str | int) -> None:
    """A space tells the size that it was made with."""
    assert show(f"st.space({size!r})").space[0].value == size


def test_space_is_small_by_default(show: Show) -> None:
    """A space without a size is a small one."""
    assert show("st.space()").space[0].size == "small"


def test_help_tells_name_and_doc_string(show: Show) -> None:
    """Help tells what it was given: a function by name, a value by its text."""
    at = show("def add(a, b):\n    'Add two.'\nst.help(add)\nword = 'Hello'\nst.help(word)")
    assert (at.help[0].name, at.help[0].value, at.help[0].doc_string) == ("add", "add", "Add two.")
    assert at.help[1].value == "'Hello'"


def test_a_spinner_leaves_only_its_content(show: Show) -> None:
    """A spinner that has ended is not on the page."""
    at = show("with st.spinner('Wait'):\n    st.text('done')")
    assert at.text.values == ["done"]
    assert len(at.get("spinner")) == 0


def test_empty_shows_the_last_content(show: Show) -> None:
    """A placeholder shows what was written last, and nothing after it was emptied."""
    at = show("a = st.empty(); a.text('one'); a.text('two'); b = st.empty(); b.text('x'); b.empty()")
    assert at.text.values == ["two"]


def test_an_unknown_element_gives_its_message(show: Show) -> None:
    """An element without a class of its own is found by its name, with its message."""
    at = show("st.iframe('https://example.com'); st.graphviz_chart('digraph { a -> b }')")
    assert at.get("iframe")[0].proto.src == "https://example.com"
    chart = at.get("graphviz_chart")[0]
    assert chart.proto.spec == "digraph { a -> b }"
    with pytest.raises(AppTestError, match="does not implement"):
        chart.click()


def test_charts_are_unknown_elements(show: Show) -> None:
    """A chart is there under the name of its message."""
    at = show("st.line_chart({'a': [1, 2]}); st.map()")
    assert len(at.get("vega_lite_chart")) == 1
    assert '"mark"' in at.get("vega_lite_chart")[0].proto.spec
    assert len(at.get("deck_gl_json_chart")) == 1


def test_audio_and_video_are_unknown_elements(show: Show) -> None:
    """Media are there under the names of their messages."""
    at = show("st.audio('https://x.y/a.mp3'); st.video('https://x.y/v.mp4')")
    assert at.get("audio")[0].proto.url == "https://x.y/a.mp3"
    assert at.get("video")[0].proto.url == "https://x.y/v.mp4"


def test_components_are_unknown_elements(make: type[AppTest]) -> None:
    """A component of the second version renders; its script never runs."""

    def script() -> None:
        import streamlit as st

        component = st.components.v2.component("parity_component", html="<b>hello</b>")
        component(key="mine", data={"text": "hello"})
        st.title("After")

    at = make.from_function(script).run()
    assert not at.exception
    assert at.get("bidi_component")[0].proto.html_content == "<b>hello</b>"
    assert at.title[0].value == "After"
