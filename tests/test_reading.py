"""Reading a page: its text, the number after a label, a widget by its label, the app's own keys."""

from __future__ import annotations

from typing import Any

import pytest

from statecourse.checks import (
    CheckFailed,
    exception_of,
    number_after,
    own_keys,
    page_text,
    text_after,
    widget,
)

Opener = Any


def test_page_text_is_what_the_app_says(open_app: Opener) -> None:
    """Element by element in page order, a metric with its label, and no widgets."""
    script = """
import pandas as pd
st.title("Title")
with st.sidebar:
    st.caption("aside")
st.metric("Clicks", 3)
st.text_input("Name", "typed")
st.dataframe(pd.DataFrame({"a": ["in a table"]}))
left, right = st.columns(2)
right.markdown("**bold**")
left.error("wrong")
st.button("Go")
"""
    text = page_text(open_app(script).run())
    assert text.splitlines()[:2] == ["Title", "Clicks: 3"]
    assert {"in a table" in text, "**bold**" in text, "wrong" in text, "aside" in text} == {True}
    assert {"typed" in text, "Go" in text} == {False}


@pytest.mark.parametrize(
    ("script", "number"),
    [
        ('st.write("Clicks: 3")', 3),
        ('st.write("Clicks:", 3)', 3),
        ('st.metric("Clicks", 3)', 3),
        ('st.metric("Clicks", "3.50")', 3.5),
        ('st.markdown("**Clicks:** `3`")', 3),
        ('st.header("Clicks")\nst.subheader("3")', 3),
        ('st.info("clicks = 3")', 3),
        ('st.text("Clicks: -3")', -3),
        ('st.text("Clicks: −3")', -3),
        ('st.text("You have 3 Clicks")', None),
        ('st.text("Clicks so far: 3")', None),
        ('st.text("3")', None),
        ('st.text("Clicks: 1")\nst.text("Clicks: 2")', 2),
        ('st.text("Clicks: 3.0")', 3),
        ('st.text("Clicks:" + " " * 100_000)', None),
    ],
)
def test_the_number_after_a_label(script: str, number: float | None, open_app: Opener) -> None:
    """However it is shown; the last one counts."""
    assert number_after(open_app(script).run(), "Clicks") == number


def test_a_label_is_text_and_no_pattern(open_app: Opener) -> None:
    """Signs that mean something in a pattern mean themselves."""
    assert number_after(open_app('st.text("Sum (a+b): 7")').run(), "Sum (a+b)") == 7


def test_a_widget_is_found_by_its_label_whatever_its_kind(open_app: Opener) -> None:
    """Letter case and blanks at the ends make no difference."""
    app = open_app('st.toggle(" dark Mode ")\nst.button("Go")').run()
    assert widget(app, "Dark mode").type == "toggle"


def test_of_widgets_with_the_same_label_the_first_is_taken(open_app: Opener) -> None:
    """In page order."""
    app = open_app('st.button("Go", key="one")\nst.button("Go", key="two")').run()
    assert widget(app, "Go").key == "one"


def test_a_widget_that_is_not_there_fails_the_check(open_app: Opener) -> None:
    """An element that only looks like it is no widget."""
    with pytest.raises(CheckFailed) as failed:
        widget(open_app('st.write("Go")').run(), "Go")
    assert (failed.value.expected, failed.value.seen) == ("a widget labelled “Go”", "no widgets")


def test_own_keys_are_those_that_the_app_has_put_there(open_app: Opener) -> None:
    """Not those of its widgets, and none of Streamlit's own."""
    script = """
st.session_state.b = 1
st.session_state["a"] = 2
st.text_input("Name", key="name")
with st.form("f"):
    st.form_submit_button("Send")
"""
    assert own_keys(open_app(script).run()) == ["a", "b"]


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        ('st.text("fine")', None),
        ("st.stop()", None),
        ("{}['x']", "KeyError"),
        ("def f(:", "SyntaxError"),
        ("import sys; sys.exit()", "SystemExit"),
        ("class Oops(Exception): pass\nraise Oops", "Oops"),
    ],
)
def test_the_type_of_exception_that_ended_the_run(script: str, kind: str | None, open_app: Opener) -> None:
    """By its plain name."""
    assert exception_of(open_app(script).run()) == kind


@pytest.mark.parametrize(
    ("script", "text"),
    [
        ('st.write("Hello: **Ada**")', "Ada"),
        ('st.markdown("Hello: :red[Ada]!")', "Ada"),
        ('st.metric("Hello", "Ada")', "Ada"),
        ('st.text("hello:   Ada Lovelace")', "Ada Lovelace"),
        ('st.text("Hello everyone")\nst.text("Hello: Ada")', "Ada"),
        ('st.text("Hello:")', ""),
        ('st.text("Othello: Ada")', None),
        ('st.text("Ada")', None),
    ],
)
def test_the_text_after_a_label(script: str, text: str | None, open_app: Opener) -> None:
    """To the end of its line, without what decorates it."""
    assert text_after(open_app(script).run(), "Hello") == text


def test_a_table_with_gaps_is_read(open_app: Opener) -> None:
    """A cell without a value says so, and the others are read."""
    script = "import pandas as pd\nst.table(pd.DataFrame({'Name': ['Ada', None], 'Likes': [3, None]}))"
    assert number_after(open_app(script).run(), "Likes") == 3
