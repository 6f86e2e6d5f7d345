"""The steps of a check, in the words of someone who would do the same by hand."""

from __future__ import annotations

from typing import Any

import pytest

from statecourse.app import steps
from statecourse.checks import CheckFailed, page_text, press_enter, widget

Opener = Any

WIDGETS = """
import datetime
st.button("Go")
st.button("", key="nameless")
st.checkbox("Agree")
st.toggle("Dark", value=True)
st.text_input("Name", "old")
st.text_area("Story")
st.number_input("Number", 0, 10)
st.slider("Slide", 0, 10)
st.radio("One", ["a", "b"])
st.selectbox("Pick", ["a", "b"], index=None)
st.multiselect("Many", ["a", "b"])
st.date_input("Day", datetime.date(2026, 1, 1))
st.color_picker("Colour")
st.chat_input("Say", key="chat")
st.file_uploader("File")
st.select_slider("Size", ["s", "m"])
"""


@pytest.mark.parametrize(
    ("act", "step"),
    [
        (lambda app: app.button[0].click(), "click “Go”"),
        (lambda app: app.button(key="nameless").click(), "click the button with the key “nameless”"),
        (lambda app: app.checkbox[0].check(), "switch on “Agree”"),
        (lambda app: app.toggle[0].set_value(False), "switch off “Dark”"),
        (lambda app: app.text_input[0].input("Ada"), "type “Ada” in “Name”"),
        (lambda app: app.text_input[0].input(""), "empty “Name”"),
        (lambda app: app.text_area[0].input("x" * 100), f"type “{'x' * 79}…” in “Story”"),
        (lambda app: app.number_input[0].set_value(3), "set “Number” to 3"),
        (lambda app: app.slider[0].set_value(3), "set “Slide” to 3"),
        (lambda app: app.radio[0].set_value("b"), "choose “b” in “One”"),
        (lambda app: app.selectbox[0].select("b"), "choose “b” in “Pick”"),
        (lambda app: app.multiselect[0].select("a").select("b"), "choose “a”, “b” in “Many”"),
        (lambda app: app.color_picker[0].pick("#ff0000"), "set “Colour” to “#ff0000”"),
        (lambda app: app.chat_input[0].set_value("hello"), "send “hello” in “Say”"),
        (lambda app: app.select_slider[0].set_value("m"), "set “Size” to “m”"),
    ],
)
def test_an_interaction_in_words(act: Any, step: str, open_app: Opener) -> None:
    """Widgets go by their label."""
    app = open_app(WIDGETS).run()
    act(app).run()
    assert app.steps == ["open the app", step]


def test_widgets_that_look_the_same_are_told_apart(open_app: Opener) -> None:
    """By their place among those of their kind; labels are told as they are read."""
    script = """
for key in "abc":
    st.button("Delete", key=key)
st.checkbox("Delete")
st.button(":red[**Wave**] :material/waving_hand:")
"""
    app = open_app(script).run()
    app.button(key="b").click().run()
    app.button(key="c").click().run()
    app.checkbox[0].check().run()
    app.button[3].click().run()
    assert app.steps[1:] == [
        "click the second “Delete”",
        "click the third “Delete”",
        "switch on “Delete”",
        "click “Wave”",
    ]


def test_several_interactions_before_one_run(open_app: Opener) -> None:
    """Each is a step, in page order."""
    app = open_app(WIDGETS).run()
    app.checkbox[0].check()
    app.button[0].click().run()
    assert app.steps == ["open the app", "click “Go”", "switch on “Agree”"]


def test_the_same_step_several_times_is_said_once(open_app: Opener) -> None:
    """With how often."""
    app = open_app(WIDGETS).run()
    for _ in range(3):
        app.button[0].click().run()
    app.run()
    assert app.steps == ["open the app", "click “Go”, 3 times", "run the app again (press R)"]


def test_addresses_and_pages(open_app: Opener) -> None:
    """A change of the address is one step, not two."""
    app = open_app("st.text('x')")
    app.query_params["page"] = "1"
    app.run()
    app.query_params["page"] = "a b"
    app.run()
    assert app.steps == ["open the app with ?page=1", "go to the address with ?page=a+b"]


def test_pages_of_a_multipage_app(open_app: Opener) -> None:
    """By the name of the page."""
    script = "st.navigation([st.Page('one.py', title='One'), st.Page('two.py', title='Two')]).run()"
    app = open_app(script, **{"one.py": "", "two.py": ""}).run()
    app.switch_page("two.py").run()
    assert app.steps == ["open the app", "go to the page “Two”"]


def test_what_only_a_check_can_do_is_said_to_be_so(open_app: Opener) -> None:
    """A change of session state from outside."""
    app = open_app("st.session_state.setdefault('n', 1)").run()
    app.session_state["n"] = 5
    app.run()
    del app.session_state["n"]
    app.run()
    assert app.steps == [
        "open the app",
        "(set st.session_state['n'] to 5, as only a check can)",
        "(delete st.session_state['n'], as only a check can)",
    ]


def test_tabs_and_restarts(open_app: Opener) -> None:
    """Each step says in which tab it was done, as soon as there is more than one."""
    app = open_app(WIDGETS).run()
    second = app.new_session().run()
    second.button[0].click().run()
    app.restart().run()
    assert app.steps == [
        "open the app",
        "in the second tab: open the app",
        "in the second tab: click “Go”",
        "stop the app’s server and start it again",
        "in the first tab: open the app",
    ]


def test_merged_leaves_no_step_out() -> None:
    """Also not where there is none, or one."""
    assert steps.merged([]) == []
    assert steps.merged(["a"]) == ["a"]
    assert steps.merged(["a", "b", "b", "a"]) == ["a", "b, 2 times", "a"]


@pytest.mark.parametrize(("number", "word"), [(0, "first"), (7, "eighth"), (8, "9th")])
def test_ordinals(number: int, word: str) -> None:
    """The first tab is number 0."""
    assert steps.ordinal(number) == word


FORM = """
with st.form("f", enter_to_submit=ENTER):
    name = st.text_input("Name")
    if st.form_submit_button("First", disabled=OFF): st.session_state.seen = f"first {name}"
    if st.form_submit_button("Second"): st.session_state.seen = f"second {name}"
st.text(st.session_state.get("seen", "none"))
"""


@pytest.mark.parametrize(
    ("enters", "off", "seen"), [(True, False, "first Ada"), (False, False, "none"), (True, True, "none")]
)
@pytest.mark.parametrize("live", [True, False])
def test_enter_in_a_form(open_app: Opener, *, enters: bool, off: bool, seen: str, live: bool) -> None:
    """It presses the first button, where the form allows that and the button can be used."""
    app = open_app(FORM.replace("ENTER", str(enters)).replace("OFF", str(off)), live=live).run()
    press_enter(app, "Name", "Ada")
    assert page_text(app) == seen
    assert app.steps[1:] == (["type “Ada” in “Name”", "press Enter in “Name”"] if seen != "none" else [])
    if seen == "none":  # what was typed is still there
        widget(app, "Second", in_form=True).click().run()
        assert page_text(app) == "second Ada"


def test_enter_outside_of_a_form(open_app: Opener) -> None:
    """It runs the app with what was typed, unless the app has asked for no run."""
    app = open_app('st.text(st.text_input("A"))\nst.text(st.text_input("B", on_change="ignore"))').run()
    press_enter(app, "A", "a")
    press_enter(app, "B", "b")
    assert (page_text(app), app.steps[1:]) == ("a", ["type “a” in “A”"])


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ('st.form("f").text_input("A")', "“A” is in a form, so nothing happens before it is sent"),
        ('st.slider("A", on_change="ignore")', "“A” does not run the app when it is used"),
    ],
)
def test_a_widget_whose_change_does_not_count_at_once(script: str, why: str, open_app: Opener) -> None:
    """Is refused, unless the check allows for it."""
    app = open_app(script).run()
    with pytest.raises(CheckFailed, match=why):
        widget(app, "A")
    assert widget(app, "A", in_form=True).label == "A"
