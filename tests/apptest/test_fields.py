"""What the fields of a page hold when a key was deleted: as seen in Chromium with Streamlit 1.67, in both runtimes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import streamlit as st
from since import since

from statecourse.checks import exception_of, page_text, widget
from statecourse.programs.runs import ledger
from statecourse.runtime import run_observer

Opener = Any

RESETS = """
state = st.session_state
FIRST = {"name": "", "days": 3, "train": False, "pick": "a"}

def delete():
    for key in FIRST: del state[key]

def put(): state.update(FIRST)

if st.button("delete above"): delete()
if st.button("delete above, and again"): delete(); st.rerun()
if st.button("clear"): state.clear()
if st.button("delete, and begin"): delete(); put()
if st.button("set"): put()
if st.button("set, and again"): put(); st.rerun()
st.button("delete before", on_click=delete)
st.button("set before", on_click=put)
if st.button("take away"): state.away = True; st.rerun()
if not state.pop("away", False):
    st.text_input("Name", key="name")
    st.number_input("Days", 1, 30, 3, key="days")
    st.checkbox("Train", key="train")
    st.selectbox("Pick", ["a", "b"], key="pick")
if st.button("delete below"): delete()
st.button("Next")
st.write("Name:", state.get("name", "none"))
"""
TYPED = {"Name": "Ada", "Days": 8, "Train": True, "Pick": "b"}
FIRST = {"Name": "", "Days": 3, "Train": False, "Pick": "a"}


def fields(app: Any) -> dict[str, object]:
    """What the fields hold."""
    return {label: widget(app, label).value for label in TYPED}


@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize(
    ("how", "kept"),
    [
        *((how, True) for how in ("delete above", "delete above, and again", "clear", "delete before")),
        ("delete below", True),
        *((how, False) for how in ("delete, and begin", "set", "set, and again", "set before")),
    ],
)
def test_a_field_keeps_what_was_typed_until_its_value_is_set(
    how: str, open_app: Opener, *, kept: bool, live: bool
) -> None:
    """And what it holds is sent with the next run."""
    app = open_app(RESETS, live=live).run()
    for label, value in TYPED.items():
        widget(app, label).set_value(value).run()
    wanted = TYPED if kept else FIRST
    widget(app, how).click().run()
    assert fields(app) == wanted
    widget(app, "Next").click().run()
    assert fields(app) == wanted
    assert page_text(app).endswith("Name: Ada" if kept else "Name:")


@pytest.mark.parametrize("live", [False, True])
def test_a_field_that_was_away_for_a_run_begins_anew(open_app: Opener, *, live: bool) -> None:
    """So does one of a new tab, and of a server that was started again."""
    app = open_app(RESETS, live=live).run()
    for begun in (lambda: widget(app, "Next").click().run(), lambda: app.restart().run()):
        widget(app, "Name").set_value("Ada").run()
        widget(app, "take away").click().run()
        begun()
        assert fields(app) == FIRST


FORM = """
state = st.session_state
with st.form("f", clear_on_submit=CLEARS):
    st.text_input("Name", key="name")
    sent = st.form_submit_button("Send")
if st.button("Delete"): del state.name; st.rerun()
st.button("Next")
st.write("Name:", state.name)
"""


@pytest.mark.parametrize("live", [False, True])
def test_a_form_keeps_what_was_sent(open_app: Opener, *, live: bool) -> None:
    """What only waits in it is not sent by another button."""
    app = open_app(FORM.replace("CLEARS", "False"), live=live).run()
    widget(app, "Name", in_form=True).set_value("Bo")
    widget(app, "Next").click().run()
    assert page_text(app).endswith("Name:")
    widget(app, "Name", in_form=True).set_value("Ada")
    widget(app, "Send", in_form=True).click().run()
    widget(app, "Delete").click().run()
    assert page_text(app).endswith("Name:")
    widget(app, "Next").click().run()
    assert page_text(app).endswith("Name: Ada")


FIELDS = """
import datetime
state = st.session_state
CLEARS = state.get("clears", False)
with st.form("f", clear_on_submit=CLEARS):
    got = [
        st.text_input("Text", "a", key="text"), st.number_input("Number", 0, 9), st.slider("Slide", 0, 9, (1, 3)),
        st.checkbox("Check", key="check"), st.selectbox("Pick", [1, 2], format_func="No. {}".format, key="pick"),
        st.multiselect("Many", ["a", "b"], ["a"]), st.pills("Pills", ["a", "b"]), st.date_input("Day", datetime.date(2026, 1, 1)),
        st.select_slider("Size", ["s", "m"]), st.file_uploader("File", accept_multiple_files=True),
    ]
    st.form_submit_button("Send")
st.button("Set", on_click=lambda: state.update(text="set"))
st.button("Other")
st.checkbox("Clears", key="clears")
got[-1] = [file.name for file in got[-1]]
st.text(repr(got))
"""
PUT = {
    "Text": "b", "Number": 4, "Slide": (2, 8), "Check": True, "Pick": 2, "Many": ["a", "b"], "Pills": "b",
    "Day": dt.date(2026, 2, 2), "Size": "m",
}  # fmt: skip
EMPTY = {
    "Text": "a", "Number": 0, "Slide": (1, 3), "Check": False, "Pick": 1, "Many": ["a"], "Pills": None,
    "Day": dt.date(2026, 1, 1), "Size": "s",
}  # fmt: skip


def held(app: Any, wanted: dict[str, object]) -> dict[str, object]:
    """What the fields of the form hold."""
    found = {label: widget(app, label, in_form=True).value for label in wanted}
    day = found["Day"]  # AppTest has it in a tuple as long as it waits
    return found | {"Day": day[0] if isinstance(day, tuple) else day}


def fill(app: Any) -> None:
    """Enter something into each field of the form."""
    for label, value in PUT.items():
        widget(app, label, in_form=True).set_value(value)
    app.file_uploader[0].upload("one.txt", b"1")


@pytest.mark.parametrize("live", [False, True])
def test_what_is_typed_into_a_form_waits_for_its_button(open_app: Opener, *, live: bool) -> None:
    """Whatever else is clicked meanwhile; it is told once, and sent with the button."""
    app = open_app(FIELDS, live=live).run()
    before = page_text(app)
    fill(app)
    for _ in range(2):
        widget(app, "Other").click().run()
    assert page_text(app) == before
    assert held(app, PUT) == PUT
    app.file_uploader[0].upload("two.txt", b"2")
    widget(app, "Send").click().run()
    assert page_text(app) == repr([*PUT.values(), ["one.txt", "two.txt"]])
    assert held(app, PUT) == PUT
    assert app.steps[-3:] == [
        "click “Other”, 2 times",
        "upload “one.txt”, “two.txt” in “File”",
        "click “Send”",
    ]
    assert len(app.steps) == 1 + len(PUT) + 1 + 3


@pytest.mark.parametrize("live", [False, True])
def test_what_waits_in_a_form_is_lost_where_the_app_sets_the_field(open_app: Opener, *, live: bool) -> None:
    """That field shows what was set, and the others go on waiting."""
    app = open_app(FIELDS, live=live).run()
    fill(app)
    widget(app, "Set").click().run()
    assert held(app, PUT) == PUT | {"Text": "set"}
    widget(app, "Send").click().run()
    assert page_text(app).startswith("['set', 4,")


BESIDE_A_FRAGMENT = """
st.button("Set", on_click=lambda: st.session_state.update(name="set"))
with st.form("f"):
    st.text_input("Name", key="name")
    st.form_submit_button("Send")
st.fragment(lambda: st.button("In a fragment"))()
st.text(st.session_state.name)
"""


def test_what_waits_is_not_lost_with_the_run_of_a_fragment(open_app: Opener) -> None:
    """It draws nothing of the form, which so is not set again to what it was set to before."""
    app = open_app(BESIDE_A_FRAGMENT, live=True).run()
    widget(app, "Set").click().run()
    widget(app, "Name", in_form=True).set_value("Ada")
    widget(app, "In a fragment").click().run()
    widget(app, "Send").click().run()
    assert page_text(app) == "Ada"


@since("1.65")  # no AppTest before can send that no pill is chosen
@pytest.mark.parametrize("live", [False, True])
def test_a_form_that_clears_itself_shows_its_first_values(open_app: Opener, *, live: bool) -> None:
    """The app keeps what was sent; the first values wait for the next click on the button."""
    app = open_app(FIELDS, live=live).run()
    widget(app, "Clears").set_value(True).run()
    fill(app)
    widget(app, "Send").click().run()
    sent = repr([*PUT.values(), ["one.txt"]])
    assert (page_text(app), held(app, EMPTY)) == (sent, EMPTY)
    widget(app, "Other").click().run()
    assert (page_text(app), held(app, EMPTY)) == (sent, EMPTY)
    widget(app, "Number", in_form=True).set_value(7)
    widget(app, "Send").click().run()
    assert page_text(app) == repr([*(EMPTY | {"Number": 7}).values(), []])


ALL_GONE = """
st.text_input("Name", "nobody", key="name")
st.selectbox("Pick", ["a", "b"], key="pick")
st.file_uploader("File", key="file")
st.session_state.clear()
st.button("Next")
st.text(len(st.session_state))
"""


@pytest.mark.parametrize("live", [False, True])
def test_keys_that_are_deleted_once_the_widgets_are_there(open_app: Opener, *, live: bool) -> None:
    """The page is as it was, with what was typed or else the first value, and so is the next run."""
    app = open_app(ALL_GONE, live=live).run()
    assert [widget(app, label).value for label in ("Name", "Pick", "File")] == ["nobody", "a", None]
    widget(app, "Name").set_value("Ada").run()
    app.file_uploader[0].upload("one.txt", b"1").run()
    widget(app, "Next").click().run()
    assert [widget(app, label).value for label in ("Name", "Pick")] == ["Ada", "a"]
    assert exception_of(app) is None
    assert "name" not in app.session_state


def test_clear_cache_in_the_menu(open_app: Opener) -> None:
    """It clears what functions have kept, for all, and the session state of the one who asks."""
    script = """
state = st.session_state
@st.cache_resource
def calls(): return []
calls().append(1)
state.n = state.get("n", 0) + 1
st.write("Mine:", state.n, "All:", len(calls()))
"""
    first = open_app(script, live=True).run()
    second = first.new_session().run()
    assert page_text(second).endswith("Mine: 1 All: 2")
    assert page_text(first.clear_cache()).endswith("Mine: 1 All: 1")
    assert page_text(second.run()).endswith("Mine: 2 All: 2")
    assert "choose “Clear cache” in the menu, and then “Rerun”" in first.steps[-2]
    with pytest.raises(RuntimeError, match="AppTest has no menu"):
        open_app(script).run().clear_cache()


def test_clear_cache_leaves_the_lessons_record_alone() -> None:
    """What a lesson writes down of runs does not lie in the cache that its programs clear."""
    known, kept = run_observer._all_notes(), ledger()
    st.cache_resource.clear()
    assert run_observer._all_notes() is known
    assert ledger() is kept
