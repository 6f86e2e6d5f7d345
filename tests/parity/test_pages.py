"""Apps of several pages: a `pages` folder, `st.navigation`, and going from one page to another."""

# ruff: noqa: PLC0415  # a function that is a script imports what it needs

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    Open = Callable[..., AppTest]


@pytest.fixture
def open_app(make: type[AppTest], tmp_path: Path) -> Open:
    """Write an app's files, and give the app, which has not run yet."""

    def write(**files: str) -> AppTest:
        for name, text in files.items():
            path = tmp_path / (name.replace("__", "/") + ".py")
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"import streamlit as st\n{text}")
        return make.from_file(tmp_path / "app.py")

    return write


FOLDER = {"app": "st.text('main'); st.slider('S', key='s')", "pages__one": "st.text('one')"}


def test_a_page_of_the_folder_is_opened(open_app: Open) -> None:
    """A page of the `pages` folder is shown after it was switched to, and stays."""
    at = open_app(**FOLDER).run()
    assert at.text[0].value == "main"
    assert at.switch_page("pages/one.py").run().text[0].value == "one"
    assert at.run().text[0].value == "one"
    assert at.switch_page("app.py").run().text[0].value == "main"


def test_a_page_is_opened_at_once(open_app: Open) -> None:
    """A page can be the first one that is opened."""
    assert open_app(**FOLDER).switch_page("pages/one.py").run().text[0].value == "one"


def test_widgets_of_a_left_page_are_reset(open_app: Open) -> None:
    """A widget of a page that was left begins anew, its state is gone."""
    at = open_app(**FOLDER).run()
    at.slider[0].set_value(5).run()
    at.switch_page("pages/one.py").run()
    assert not at.slider
    assert "s" not in at.session_state
    assert at.switch_page("app.py").run().slider[0].value == 0


def test_state_is_shared_by_pages(open_app: Open) -> None:
    """What one page keeps, the other finds."""
    at = open_app(app="st.session_state.n = 1", pages__one="st.text(st.session_state.n)").run()
    assert at.switch_page("pages/one.py").run().text[0].value == "1"


def test_a_page_that_there_is_not(open_app: Open) -> None:
    """A page that is no file beside the main script is refused at once."""
    at = open_app(**FOLDER).run()
    with pytest.raises(ValueError, match=r"Could not find page 'one\.py' relative to the main script"):
        at.switch_page("one.py")


NAVIGATION = {
    "app": "st.caption('all')\n"
    "st.navigation([st.Page('first.py', title='First'), st.Page('other.py', url_path='elsewhere')]).run()",
    "first": "st.text('first')",
    "other": "st.text('other'); st.checkbox('C', key='c')",
    "stray": "st.text('stray')",
}


def test_navigation_opens_its_pages(open_app: Open) -> None:
    """`st.navigation` opens its first page, and any other that is switched to, also by its own address."""
    at = open_app(**NAVIGATION).run()
    assert (at.caption[0].value, at.text[0].value) == ("all", "first")
    assert at.switch_page("other.py").run().text[0].value == "other"
    assert at.checkbox[0].check().run().checkbox(key="c").value is True
    assert at.switch_page("first.py").run().text[0].value == "first"


def test_navigation_refuses_a_file_that_is_no_page(open_app: Open) -> None:
    """A file that the app did not register is refused, and the registered ones are named."""
    at = open_app(**NAVIGATION).run()
    with pytest.raises(ValueError, match=r"(?s)Could not find a navigation page.*first\.py.*other\.py"):
        at.switch_page("stray.py")


def test_navigation_over_functions(make: type[AppTest]) -> None:
    """Pages that are functions are shown, with what the main script wrote."""

    def script() -> None:
        import streamlit as st

        def page1() -> None:
            st.title("One")

        def page2() -> None:
            st.title("Two")

        st.write("Header")
        st.navigation([st.Page(page1, title="Page 1"), st.Page(page2, title="Page 2")]).run()

    at = make.from_function(script).run()
    assert (at.title[0].value, at.markdown[0].value) == ("One", "Header")


def test_pages_that_depend_on_the_state(open_app: Open) -> None:
    """A page that is registered only later can be switched to only then."""
    at = open_app(
        app="pages = ['in.py'] + (['out.py'] if 'user' in st.session_state else [])\n"
        "st.navigation([st.Page(page) for page in pages]).run()",
        **{"in": "st.text('in')", "out": "st.text('out')"},
    ).run()
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        at.switch_page("out.py")
    at.session_state.user = "Ada"
    assert at.run().switch_page("out.py").run().text[0].value == "out"


def test_an_app_switches_pages_itself(open_app: Open) -> None:
    """`st.switch_page` in the app leads to the other page in the same run."""
    at = open_app(
        app="if st.button('Go'): st.switch_page('pages/one.py')\nst.text('main')",
        pages__one="st.text('one')",
    ).run()
    assert at.button[0].click().run().text[0].value == "one"
    assert at.run().text[0].value == "one"


def test_a_page_link_tells_its_page(open_app: Open) -> None:
    """A link to a page of the app takes its label from the page."""
    at = open_app(
        app="st.page_link('pages/one.py'); st.page_link('app.py', label='Home')", pages__one=""
    ).run()
    assert at.page_link.values == ["one", "Home"]
    assert at.page_link[0].page == "one"


def test_query_parameters_go_with_a_page_switch(open_app: Open) -> None:
    """`st.switch_page` clears the query parameters, or sets those that it is given."""
    at = open_app(
        app="if st.button('Go'): st.switch_page('pages/one.py', query_params={'b': '2'})",
        pages__one="st.text(st.query_params.to_dict())",
    )
    at.query_params["a"] = "1"
    at.run().button[0].click().run()
    assert at.text[0].value == "{'b': '2'}"
    assert at.query_params == {"b": "2"}


def test_a_failing_run_keeps_the_pages(open_app: Open) -> None:
    """After a run that failed early, the pages that were known still are."""
    at = open_app(
        app="if st.session_state.get('fail'): raise ValueError\n"
        "st.navigation([st.Page('a.py'), st.Page('b.py', url_path='x')]).run()",
        a="st.text('a')",
        b="st.text('b')",
    ).run()
    at.session_state.fail = True
    assert at.run().exception[0].proto.type == "ValueError"
    at.session_state.fail = False
    assert at.switch_page("b.py").run().text[0].value == "b"


def test_an_app_imports_what_lies_beside_it(open_app: Open) -> None:
    """A module beside the script is imported, in the main script and in a page."""
    at = open_app(
        app="from helper import word\nst.text(word)",
        pages__one="import helper\nst.text(helper.word * 2)",
        helper="word = 'hi'",
    ).run()
    assert at.text[0].value == "hi"
    assert at.switch_page("pages/one.py").run().text[0].value == "hihi"
