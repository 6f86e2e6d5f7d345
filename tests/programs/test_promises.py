"""What a round of a lesson promises of its program is played, and held against what happens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from statecourse.app.app import App
from statecourse.app.server import bench
from statecourse.checks import page_text
from statecourse.course import versions
from statecourse.course.lesson_text import Edit, edited, read_selftest
from statecourse.course.limits import Limits
from statecourse.course.manifest import CourseError
from statecourse.programs.doing import Tabs, play_step, read_step
from statecourse.programs.promises import broken_promises

if TYPE_CHECKING:
    from pathlib import Path

    from statecourse.sandbox.sandbox import Sandbox

COUNTER = """\
import streamlit as st
from pathlib import Path

st.session_state.setdefault("n", 0)
if st.button("Add"):
    st.session_state.n += 1
name = st.text_input("Name")
on = st.checkbox("On")
pick = st.selectbox("Pick", ["a", "b"])
if said := st.chat_input("Say something", key="say"):
    st.write(f"said: {said}")
several = st.multiselect("Several", ["a", "b", "c"])
volume = st.slider("Volume", 0, 10)
ledger = Path("ledger.txt")
text = ledger.read_text() if ledger.exists() else "none"
st.write(f"n={st.session_state.n} {name!r} {on} {pick} {several} {volume} {text} {st.query_params.to_dict()}")
"""


PAGES = """
import streamlit as st
st.session_state.setdefault("n", 0)
def one():
    st.button("Add", on_click=lambda: st.session_state.update(n=st.session_state.n + 1))
def two():
    st.write("Two has", st.session_state.n)
st.navigation([st.Page(one, title="One"), st.Page(two, title="Two")]).run()
"""


@pytest.mark.parametrize(
    ("step", "shown"),
    [
        ('go to the page "Two"', "Two has 1"),
        ('open the page "Two" by its address', "Two has 0"),
        ('in tab 2: open the page "Two" by its address', "Two has 0"),
    ],
)
def test_pages_are_gone_to_and_opened(sandbox: Sandbox, tmp_path: Path, step: str, shown: str):
    (tmp_path / "app.py").write_text(PAGES)
    with bench(sandbox, Limits()):
        tabs = Tabs(App(tmp_path / "app.py", default_timeout=10, live=True))
        for line in ('click "Add"', step):
            play_step(read_step(line, "here"), tabs)
        assert shown in page_text(tabs.tab(tabs.newest))


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        ([], "n=0 '' False a [] 0 none {}"),
        (['click "Add" 3 times'], "n=3"),
        (['type "Ada" in "Name"', 'click the first "Add"'], "n=1 'Ada'"),
        (['type "Ada" in "Name"', 'empty "Name"'], "n=0 ''"),
        (['send "Hi" in "Say something"'], "said: Hi"),
        (['switch on "On"'], "True"),
        (['switch on "On"', 'switch off "On"'], "False"),
        (['choose "b" in "Pick"', 'choose "c", "a" in "Several"'], "b ['c', 'a']"),
        (['set "Volume" to 7', "run again"], " 7 "),
        (['click "Add"', "refresh"], "n=0"),
        (['click "Add"', "in tab 2: open", "in tab 1: run again"], "n=1"),
        (['click "Add"', 'in tab 2: click "Add" 2 times'], "n=2"),
        (['write "kept" to the file "ledger.txt"', "restart"], "n=0 '' False a [] 0 kept"),
        (['write "kept" to the file "ledger.txt"', 'delete the file "ledger.txt"', "run again"], " none "),
        (['write \'{"n": 1\' to the file "ledger.txt"', "run again"], ' {"n": 1 '),
        (['in tabs 1 and 2 at once: click "Add"', "in tab 2: open"], "n=1"),
        (['go to "?who=Ada&tag=a&tag=b"'], "{'who': 'Ada', 'tag': 'b'}"),
        (['click "Add"', 'go to "?who=Ada"', "refresh"], "n=0 '' False a [] 0 none {'who': 'Ada'}"),
    ],
)
def test_steps_do_what_they_say(sandbox: Sandbox, tmp_path: Path, lines: list[str], shown: str):
    (tmp_path / "app.py").write_text(COUNTER)
    with bench(sandbox, Limits()):
        tabs = Tabs(App(tmp_path / "app.py", default_timeout=10, live=True))
        tabs.tab(1)
        for line in lines:
            play_step(read_step(line, "here"), tabs)
        assert shown in page_text(tabs.tab(tabs.newest))


FORM = """\
import streamlit as st

with st.form("form", enter_to_submit=ENTER):
    name = st.text_input("Name")
    volume = st.slider("Volume", 0, 10)
    sent = st.form_submit_button("Send", disabled=DISABLED)
st.write(f"{name!r} {volume} {sent}")
st.button("Other")
"""


DIALOG = """\
import streamlit as st

@st.dialog("Sure?")
def ask():
    st.text_input("Why")

if st.button("Ask")AGAIN:
    st.session_state.n = 1
    ask()
st.button("Other")
st.write(f"n={st.session_state.get('n', 0)}")
"""


@pytest.mark.parametrize(
    ("lines", "enter", "disabled", "shown"),
    [
        (['type "Ada" in "Name"', 'set "Volume" to 7'], True, False, "'' 0 False"),
        (['type "Ada" in "Name"', 'set "Volume" to 7', 'click "Send"'], True, False, "'Ada' 7 True"),
        (['type "Ada" in "Name"', 'click "Other"'], True, False, "'' 0 False"),
        (['type "Ada" in "Name"', 'press Enter in "Name"'], True, False, "'Ada' 0 True"),
        (['type "Ada" in "Name"', 'press Enter in "Name"'], False, False, "'' 0 False"),
        (['type "Ada" in "Name"', 'press Enter in "Name"'], True, True, "'' 0 False"),
    ],
)
def test_what_is_typed_in_a_form_waits(
    sandbox: Sandbox, tmp_path: Path, lines: list[str], enter: bool, disabled: bool, shown: str
):
    program = tmp_path / "app.py"
    program.write_text(FORM.replace("ENTER", str(enter)).replace("DISABLED", str(disabled)))
    with bench(sandbox, Limits()):
        tabs = Tabs(App(program, default_timeout=10, live=True))
        tabs.tab(1)
        for line in lines:
            play_step(read_step(line, "here"), tabs)
        assert page_text(tabs.tab(1)) == shown


@pytest.mark.parametrize(("again", "shown"), [("", "n=1"), (" or 'n' in st.session_state", "n=1\nSure?")])
def test_a_dialog_is_closed(sandbox: Sandbox, tmp_path: Path, again: str, shown: str):
    program = tmp_path / "app.py"
    program.write_text(DIALOG.replace("AGAIN", again))
    with bench(sandbox, Limits()):
        tabs = Tabs(App(program, default_timeout=10, live=True))
        for line in ('click "Ask"', "close the dialog", 'click "Other"'):
            play_step(read_step(line, "here"), tabs)
        assert page_text(tabs.tab(1)) == shown


def test_one_of_several_is_told_by_its_place(sandbox: Sandbox, tmp_path: Path):
    program = tmp_path / "app.py"
    program.write_text("import streamlit as st\nst.write([st.button('Add', key=key) for key in 'ab'])")
    with bench(sandbox, Limits()):
        tabs = Tabs(App(program, default_timeout=10, live=True))
        play_step(read_step('click the second "Add"', "here"), tabs)
        assert tabs.tab(1).button(key="b").value


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ('type "Ada" in "Name"', "Name"),
        ('set the second "Volume" to 7', "Volume"),
        ('choose "a", "b" in "Pick"', "Pick"),
        ('in tab 2: switch on "On"', "On"),
        ('click "Send" 2 times', ""),
        ('press Enter in "Name"', ""),
        ('send "Hi" in "Say"', ""),
        ("refresh", ""),
    ],
)
def test_a_step_tells_what_it_sets(line: str, label: str):
    assert read_step(line, "here").sets == label


@pytest.mark.parametrize("line", ["clack it", 'click "Add', 'type "Ada"', "in tab 0: open", ""])
def test_what_is_no_step_is_refused(line: str):
    with pytest.raises(CourseError, match="here: .* is no step"):
        read_step(line, "here")


ROUND = """\
---
title: T
question: Q
do: [{do}]
{promise}
answers:
  - {{text: a, because: b, right: true}}
  - {{text: c, because: d}}
---
Before.
"""


@pytest.mark.parametrize(
    ("promise", "problem"),
    [
        ("shows: ['n=1']\nhides: ['n=0']\nstate: {n: '1'}", ""),
        ("shows: ['n=2']", "question: the page does not show “n=2”"),
        ("hides: ['n=1']", "question: the page shows “n=1”"),
        ("state: {n: '2'}", "question: session state holds 1 under “n”, and not 2"),
        ("state: {m: '2'}", "question: session state holds nothing under “m”, and not 2"),
        ("hides: ['in tab 2: n=1']\nshows: ['in tab 2: n=0', 'in tab 1: n=1']", ""),
        ("shows: ['in tab 2: n=1']", "question: the page does not show “in tab 2: n=1”"),
        ("error: KeyError", "question: the run ends with no exception, and not with KeyError"),
        (
            "modify: [{change: c, look_for: l, do: ['click \"Add\"'], shows: ['n=2'], edit: [{replace: '+= 1', by: '+= 2'}]}]",
            "",
        ),
        (
            "modify: [{change: c, look_for: l, shows: ['n=2'], edit: [{replace: '+= 1', by: '+= 2'}]}]",
            "modify: number 1: the page does not show “n=2”",
        ),
        (
            "modify: [{change: c, look_for: l, edit: [{append: '1 / 0'}]}]",
            "modify: number 1: the run ends with ZeroDivisionError, and not with none",
        ),
        (
            "modify: [{change: c, look_for: l, do: ['click \"Sub\"']}]",
            "modify: number 1: there is no widget with the label “Sub” on the page",
        ),
    ],
)
def test_promises_are_held(sandbox: Sandbox, tmp_path: Path, promise: str, problem: str):
    (tmp_path / "counts.py").write_text(COUNTER)
    (tmp_path / "counts.md").write_text(ROUND.format(do="'click \"Add\"'", promise=promise))
    found = list(broken_promises(tmp_path / "counts.md", sandbox))
    assert len(found) == bool(problem)
    assert all(problem in text for text in found)


def test_settings_are_those_of_the_program_alone(sandbox: Sandbox, tmp_path: Path):
    (tmp_path / "f.py").write_text('import streamlit as st\nst.session_state["f"] = lambda: 1\n')
    for settings, error in (
        ("{}", "UnserializableSessionStateError"),
        ("{runner.enforceSerializableSessionState: true}", "''"),
    ):
        promise = f"settings: {settings}\nerror: {error}"
        (tmp_path / "f.md").write_text(ROUND.format(do="", promise=promise))
        assert len(list(broken_promises(tmp_path / "f.md", sandbox))) == 1


@pytest.mark.parametrize(
    ("edit", "says"), [(Edit(replace="zz", by="y"), "0 times"), (Edit(replace="a", by="y"), "2 times")]
)
def test_an_edit_fits_once(edit: Edit, says: str):
    with pytest.raises(CourseError, match=re.escape(f"is {says} in the program; it must be once")):
        edited("a a", [edit], "here")


def test_edits_are_made_in_turn():
    edits = [Edit(replace="one", by="two"), Edit(append="st.write(2)\n"), Edit(replace="two", by="three")]
    assert edited("x = one\n", edits, "here") == "x = three\nst.write(2)\n"


def test_selftest_has_one_right_answer_each(tmp_path: Path):
    assert read_selftest(tmp_path) == []
    (tmp_path / "selftest.yaml").write_text(
        "- question: q\n  answers: [{text: a, because: b}, {text: c, because: d}]"
    )
    with pytest.raises(CourseError, match="number 1: write `right: true` at exactly one answer"):
        read_selftest(tmp_path)


@pytest.mark.parametrize(("since", "told"), [('"1.66"', 0), ('"1.64"', 1)])
def test_a_promise_of_a_newer_streamlit_is_not_held(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, since: str, told: int
):
    monkeypatch.setattr(versions, "installed", lambda: "1.65.2")
    (tmp_path / "counts.py").write_text(COUNTER)
    promise = f"streamlit: {since}\nshows: [never]"
    (tmp_path / "counts.md").write_text(ROUND.format(do="'click \"Add\"'", promise=promise))
    assert len(list(broken_promises(tmp_path / "counts.md", sandbox))) == told
