"""Tests as the answer: run on right and wrong apps, of which they see what AppTest shows, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from statecourse.app.app import App
from statecourse.app.server import AppServer, Bench, bench
from statecourse.apptest.messages import Outcome, RunTests
from statecourse.checks import CheckFailed, suites
from statecourse.checks.suites import AskedApp, Suite, run_tests
from statecourse.course.budget import Budget, BudgetUsedUpError
from statecourse.course.limits import Limits
from statecourse.course.submission import Submission
from statecourse.sandbox.worker_handle import WorkerLostError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from statecourse.sandbox.sandbox import Sandbox

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
EXERCISE = "ex13a_write_the_tests"
COUNTER = """
import streamlit as st

st.session_state.setdefault("n", 0)
kind = st.selectbox("Kind", [1, 2], format_func=lambda number: f"kind {number}", key="kind")
if st.button("Add", key="add"):
    st.session_state.n += 1
st.metric("Count", st.session_state.n)
"""
SHARED = COUNTER.replace('st.session_state.setdefault("n", 0)', "import kept").replace(
    "st.session_state.n", "kept.n"
)
IMPORT = "from streamlit.testing.v1 import AppTest\n"
OPENED = f"{IMPORT}\ndef opened():\n    return AppTest.from_file('app.py').run()\n"


@pytest.fixture
def place(sandbox: Sandbox) -> Iterator[Bench]:
    with bench(sandbox, Limits(run_seconds=5, check_seconds=20)) as made:
        yield made


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def came_of(place: Bench, tmp_path: Path, tests: str, script: str = COUNTER, **more: str) -> list[Outcome]:
    """What comes of tests on an app, each of which lies in a folder of its own."""
    written(tmp_path / "a", {"app.py": script, **more})
    folder = written(tmp_path / "t", {"test_app.py": tests})
    server = AppServer(place, tmp_path / "a", live=False)
    asked = AskedApp(App(tmp_path / "a" / "app.py", default_timeout=5, server=server))
    return run_tests(place, folder, RunTests("test_app.py", "app.py", all=True), asked)


def suite(place: Bench, tmp_path: Path, tests: str, **apps: str) -> Suite:
    """A suite over apps, by names such as ``right_one``."""
    files = {f"{name.partition('_')[0]}/{name.partition('_')[2]}.py": text for name, text in apps.items()}
    folder = written(tmp_path / "t", {"test_app.py": tests})
    return Suite(Submission(folder, answer="test_app.py"), written(tmp_path / "apps", files), place)


# --- what a test can do ------------------------------------------------------------------------


def test_a_test_uses_the_app_as_on_its_own_machine(place: Bench, tmp_path: Path):
    """Clicks, sessions of one server, options by their text, a class of unittest, and a script of the test's own."""
    tests = f"""{OPENED}
import unittest
from pathlib import Path
import pytest
from streamlit.testing.v1.app_test import AppTest as TheSame

def test_counts():
    app = opened()
    app.button(key="add").click().run()
    assert (app.metric[0].value, app.session_state["n"], app.metric[0].label) == ("1", 1, "Count")

def test_option():
    app = TheSame.from_file(Path(__file__).with_name("app.py"), default_timeout=10).run()
    app.selectbox(key="kind").select(2).run()
    assert app.selectbox(key="kind").value == 2

@pytest.mark.parametrize("n", [1, 3])
def test_seeded(n):
    app = AppTest.from_file("app.py")
    app.session_state["n"] = n
    assert app.run().metric[0].value == str(n)

class OneTest(unittest.TestCase):
    def test_it(self):
        self.assertFalse(opened().exception)

def test_own_script(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("X", "1")
    app = AppTest.from_string("import streamlit as st\\nif st.button('B'): st.write('hello')").run()
    app.button[0].click().run()
    assert app.markdown[0].value == "hello"

@pytest.mark.skip
def test_skipped():
    assert False
"""
    found = came_of(place, tmp_path, tests)
    assert [(test.name, test.said) for test in found if not test.passed] == []
    assert [test.name for test in found] == [
        "test_counts", "test_option", "test_seeded[1]", "test_seeded[3]", "OneTest::test_it", "test_own_script",
    ]  # fmt: skip


def test_two_apptests_are_two_sessions_of_one_server(place: Bench, tmp_path: Path):
    tests = f"""{OPENED}
def test_own():
    one, two = opened(), opened()
    one.button(key="add").click().run()
    assert two.run().metric[0].value == "0"
"""
    assert [test.passed for test in came_of(place, tmp_path, tests)] == [True]
    (shared,) = came_of(place, tmp_path, tests, SHARED, **{"kept.py": "n = 0\n"})
    assert (shared.passed, shared.said.splitlines()[0]) == (False, "assert '1' == '0'")


@pytest.mark.parametrize(
    ("tests", "said"),
    [
        ("def test_x():\n    assert 1 == 2", "assert 1 == 2"),
        ("def test_x():\n    import app", "the tests do not import app.py"),
        ("def test_x(", "SyntaxError"),
        ("raise ValueError('at once')\ndef test_x(): pass", "at once"),
        ("def test_x(nothing): pass", "fixture 'nothing' not found"),
        ("import sys\ndef test_x():\n    sys.exit(0)", "SystemExit: 0"),
        ("def test_x():\n    raise KeyboardInterrupt", "not run to their end"),
        (f"{OPENED}def test_x():\n    opened().button(key='no')", "KeyError"),
        (f"{OPENED}def test_x():\n    opened().session_state['no']", 'no key "no"'),
    ],
)
def test_what_fails_says_why(place: Bench, tmp_path: Path, tests: str, said: str):
    found = came_of(place, tmp_path, tests)
    assert [test.passed for test in found] == [False]
    assert said in found[0].said


@pytest.mark.parametrize(
    ("tests", "kind"),
    [("import os\nos._exit(0)", "exited"), ("import time\ntime.sleep(60)", "timeout")],
)
def test_tests_that_do_not_come_to_their_end(place: Bench, tmp_path: Path, tests: str, kind: str):
    with pytest.raises(WorkerLostError) as told:
        came_of(place, tmp_path, tests)
    assert told.value.kind == kind


def test_an_app_that_hangs_is_a_test_that_fails(place: Bench, tmp_path: Path):
    tests = f"{OPENED}def test_x():\n    AppTest.from_file('app.py', default_timeout=0.5).run()\n"
    (found,) = came_of(place, tmp_path, tests, "import time\ntime.sleep(60)")
    assert not found.passed


def test_a_traceback_shows_no_line_of_the_app(place: Bench, tmp_path: Path):
    """Its message does, as it does to a visitor."""
    tests = f"""{OPENED}
def test_x():
    app = opened()
    assert app.exception[0].message == "for all to see"
    assert "hushed" not in repr(app) + repr(app.exception[0].proto) + repr(app.page)
"""
    app = 'hushed = "for all to see"\nraise ValueError(hushed)\n'
    assert [(test.passed, test.said) for test in came_of(place, tmp_path, tests, app)] == [(True, "")]


# --- what follows from it ----------------------------------------------------------------------

WRONG = COUNTER.replace("+= 1", "+= 2")
ONE = f"{OPENED}def test_x():\n    assert opened().button(key='add').click().run().metric[0].value == '1'\n"


def test_a_wrong_app_is_missed_or_not(place: Bench, tmp_path: Path):
    made = suite(place, tmp_path, ONE, right_a=COUNTER, wrong_two=WRONG, wrong_late=f"{COUNTER}\n")
    made.pass_on("a")
    made.pass_on_right_apps()
    assert list(made.missed("two")) == []
    missed = iter(made.missed("late"))
    assert next(missed).run().metric[0].value == "0"
    with pytest.raises(RuntimeError, match="does not show what is wrong"):
        next(missed)


def test_tests_that_fail_on_a_right_app_are_told_of_the_same_one(place: Bench, tmp_path: Path):
    """They catch nothing; and each right app is run, so that they are always told of the same one."""
    made = suite(
        place, tmp_path, "def test_x():\n    assert False\n", right_a=COUNTER, right_b=COUNTER, wrong_c=WRONG
    )
    with pytest.raises(CheckFailed, match="a test fails on an app that does all"):
        made.pass_on_right_apps()
    with pytest.raises(CheckFailed) as told:
        made.pass_on("b")
    assert (told.value.expected, told.value.seen) == (
        "each test passes on the app “b”",
        "test_x: assert False",
    )


def test_tests_that_fail_on_a_right_app_catch_nothing(place: Bench, tmp_path: Path):
    """Whatever an author has forgotten to say that a check needs."""
    made = suite(place, tmp_path, "def test_x():\n    assert False\n", right_a=COUNTER, wrong_c=WRONG)
    with pytest.raises(CheckFailed, match="nothing follows where they fail on this one"):
        list(made.missed("c"))


def test_tests_that_are_slow_with_each_app_catch_nothing(sandbox: Sandbox, tmp_path: Path):
    """So many apps would keep a judge busy; and those that they were not run on are not caught."""
    slow = f"{ONE}\nimport time\ntime.sleep(2)\n"
    apps = {f"right_{letter}": COUNTER for letter in "abcd"}
    with bench(sandbox, Limits(run_seconds=20, check_seconds=20)) as made_on:
        sandbox.budget = Budget(1)
        made = suite(made_on, tmp_path, slow, **apps, wrong_x=WRONG)
        with pytest.raises(BudgetUsedUpError):
            made.pass_on("a")
    sandbox.budget = Budget()


def test_no_test_at_all_is_told(place: Bench, tmp_path: Path):
    with pytest.raises(CheckFailed, match="there is no test that runs"):
        suite(place, tmp_path, "def check_x(): pass\n", right_a=COUNTER).pass_on("a")


def test_tests_that_end_python_are_told(place: Bench, tmp_path: Path):
    made = suite(place, tmp_path, "import os\nos._exit(3)\n", right_a=COUNTER, right_b=COUNTER, wrong_c=WRONG)
    with pytest.raises(
        CheckFailed, match=r"do not come to their end: the tests ended Python itself \(exit code 3\)"
    ):
        made.pass_on("a")


def test_the_order_of_the_apps_is_drawn_anew(place: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """By what no answer decides: a seed follows from the answer."""
    shuffled: list[list[str]] = []

    class Turned:
        def shuffle(self, paths: list[Any]) -> None:
            paths.reverse()
            shuffled.append([path.stem for path in paths])

    monkeypatch.setattr(suites.random, "SystemRandom", Turned)
    suite(place, tmp_path, ONE, right_a=COUNTER, right_b=COUNTER, wrong_c=WRONG).pass_on_right_apps()
    assert shuffled == [["c", "b", "a"]]


def test_only_opening_is_told_from_using(place: Bench, tmp_path: Path):
    opens = suite(
        place, tmp_path / "1", f"{OPENED}def test_x():\n    assert opened().metric\n", right_a=COUNTER
    )
    opens.pass_on("a")
    clicks = suite(place, tmp_path / "2", ONE, right_a=COUNTER)
    clicks.pass_on("a")
    assert (opens.uses_apps, clicks.uses_apps) == (False, True)


# --- the exercise ------------------------------------------------------------------------------


def test_the_app_of_the_exercise_is_one_of_those_that_are_right():
    given = ROOT / "graders" / EXERCISE / "apps" / "right" / "as_given.py"
    assert given.read_text("utf-8") == (ROOT / "exercises" / EXERCISE / "app.py").read_text("utf-8")


@pytest.mark.parametrize("folder", ["exercises", "solutions"])
def test_the_tests_pass_on_ones_own_machine(folder: str, tmp_path: Path):
    """As a learner runs them: with pytest, on the app beside them, with stock AppTest."""
    for name in (f"exercises/{EXERCISE}/app.py", f"{folder}/{EXERCISE}/test_app.py"):
        shutil.copy(ROOT / name, tmp_path)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
