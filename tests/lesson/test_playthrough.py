"""A learner goes through the whole course, by the hub, the lessons' pages and the commands, to its end.

Programs run in frames, and some on servers of their own; a browser has those, and AppTest does not. That a program
and each change of it do what is said of them, and that answers are judged rightly, is `verify`'s to hold: so this
can be quick, and is about the way.
"""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from lesson_pages import (
    HEADS,
    LESSONS,
    QUESTIONS,
    answer,
    copy_course,
    in_order,
    keep_answers,
    number_of,
    opened,
    place_of,
    program_of,
    rounds_of,
    tell,
    texts,
    verdicts,
)

from statecourse.cli import learner
from statecourse.cli.app import main
from statecourse.cli.exit_codes import ExitCode
from statecourse.course.course import Course
from statecourse.course.lesson_text import changed, read_selftest
from statecourse.course.progress import read_progress
from statecourse.judge import run
from statecourse.judge.check_plugin import check_name
from statecourse.programs import confined, program, servers

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from statecourse.course.submission import Job
    from statecourse.report.report import Report
    from statecourse.sandbox.sandbox import Sandbox

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _pages_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No program has a server, or a turn in the sandbox, and all may be open at once."""
    monkeypatch.setattr(servers.StreamlitServer, "start", lambda _: None)
    monkeypatch.setattr(program, "_FIRST_RUN_SECONDS", 0)
    monkeypatch.setattr(program, "MAX_SHOWN", 20)
    monkeypatch.setattr(confined, "_said", lambda shown: f"said by {shown.place}")


def explained(at: AppTest, path: Path, number: int) -> bool:
    """Whether the page says why an answer is right or not, and explains the others, too."""
    chosen = HEADS[path].answers[number]
    said = [text.value for text in (at.success if chosen.right else at.warning)]
    others = [other.because for other in HEADS[path].answers if other is not chosen]
    shown = texts(at)
    return any(text.endswith(chosen.because) for text in said) and all(other in shown for other in others)


# --- one lesson --------------------------------------------------------------------------------


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A copy of the course, with a progress of its own."""
    return copy_course(tmp_path, "lessons", "exercises", ".streamlit")


@pytest.mark.parametrize("script", LESSONS, ids=lambda path: path.stem)
def test_every_answer_is_explained_at_another_visit(course: Path, script: Path):
    """Whichever was given, it says why it is right or not, and what is so with the others."""
    rounds = rounds_of(script, QUESTIONS)
    for number in range(max(len(HEADS[path].answers) for path in rounds)):
        given = {path: min(number, len(HEADS[path].answers) - 1) for path in rounds}
        keep_answers(course, given)
        at = opened(course / "lessons" / script.name)
        assert [path.stem for path in rounds if not explained(at, path, given[path])] == []


@pytest.mark.parametrize("script", LESSONS, ids=lambda path: path.stem)
def test_a_change_is_one_click_and_stays(course: Path, script: Path):
    """It is put into the program's text, is there at the next visit, and can be taken back."""
    rounds = rounds_of(script)
    keep_answers(course, {path: 0 for path in rounds if path in QUESTIONS})
    at = opened(course / "lessons" / script.name)
    for path in rounds:
        at.button(key=f"{place_of(path)}/start").click()
    at.run()
    now: dict[Path, str] = {}
    for number in range(max(len(HEADS[path].modify) for path in rounds)):
        wanted = {path: text_with(path, number) for path in rounds if text_with(path, number)}
        for path, text in wanted.items():  # the click for each round, in a single run
            if text != now.get(path):
                at.button(key=f"{place_of(path)}/put{number}").click()
        now |= wanted
        assert not at.run().exception
        for page in (at, opened(course / "lessons" / script.name)):
            assert set(wanted.values()) <= {code.value for code in page.code}
    for path in now:
        at.button(key=f"{place_of(path)}/back").click()
    at.run()
    assert {original(path) for path in rounds} <= {code.value for code in at.code}


def original(path: Path) -> str:
    """The program of a round, as the page shows it."""
    return program_of(path).read_text("utf-8").strip("\n")


def text_with(path: Path, number: int) -> str:
    """The program with one of its round's changes; "" where that is none of the text."""
    offered = HEADS[path].modify[number : number + 1]
    if not any(change.edit or change.program for change in offered):
        return ""
    return changed(offered[0], path.parent, original(path) + "\n", "").strip("\n")


def test_one_may_go_on_without_an_answer(course: Path):
    """What comes below a question waits for the answer, but whoever does not want to give one sees it."""
    first, second = rounds_of(LESSONS[0], QUESTIONS)[:2]
    at = opened(course / "lessons" / LESSONS[0].name)
    assert HEADS[second].title not in texts(at)
    at.button(key=f"{place_of(first)}/skip/button").click().run()
    assert HEADS[second].title in texts(at)


# --- all of them -------------------------------------------------------------------------------


@dataclass
class Learner:
    """Someone who has a course, a browser and a terminal."""

    root: Path
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    def enters(self, *command: str) -> tuple[int, str]:
        """Enter a command; returns its exit code, and what it said."""
        self.monkeypatch.setattr(sys, "argv", ["statecourse", *command])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), self.capsys.readouterr().out

    def hub(self) -> AppTest:
        """Open the hub."""
        return opened(self.root / "lessons" / "home.py")

    def predicts(self, at: AppTest, script: Path) -> None:
        """Answer all questions of a lesson's page, rightly and wrongly in turn."""
        rounds, names = rounds_of(script, QUESTIONS), in_order(script)
        for turn, path in enumerate(rounds):
            below = [
                HEADS[p].title for p in rounds_of(script) if names.index(p.stem) > names.index(path.stem)
            ]
            assert not set(below) & {element.value for element in at.header}
            number, frames, told = (
                number_of(HEADS[path], right=turn % 2 == 0),
                len(at.get("iframe")),
                verdicts(at),
            )
            answer(at, path, HEADS[path].answers[number].text)
            if not HEADS[path].apart:  # there, the verdict waits until one has seen what the program does
                assert len(at.get("iframe")) == frames + HEADS[path].tabs
                assert verdicts(at) == told
                tell(at, path)
            assert explained(at, path, number)
            assert read_progress(Course(self.root)).predictions[place_of(path)] == number

    def takes_the_selftest(self, script: Path) -> None:
        """Answer the questions at the end of a lesson, the first one wrongly; it comes back."""
        asked = read_selftest(script.with_suffix(""))
        at, key = opened(self.root / "lessons" / script.name), f"{script.stem}/selftest"
        for turn, number in enumerate([*range(len(asked)), 0]):
            given = next(answer for answer in asked[number].answers if answer.right is bool(turn))
            place = f"{key}/{number}{'/again' if turn == len(asked) else ''}"
            at.radio(key=f"{place}/answer").set_value(given.text)
            next(b for b in at.button if b.proto.form_id == f"{place}/form").click().run()
            assert any(text.endswith(given.because) for text in verdicts(at))
            at.button(key=f"{place}/on").click().run()
        assert f"{len(asked) - 1} of {len(asked)} right at once." in verdicts(at)

    def solves(self, names: list[str]) -> None:
        """Pass exercises, and only then see one way to do it."""
        exercises = Course(self.root).exercises
        for name in names:
            assert self.enters("solution", name)[0] == ExitCode.NOT_PASSED
            shutil.copytree(exercises[name].solution.parent, exercises[name].folder, dirs_exist_ok=True)
        code, said = self.enters("check", *names)
        assert (code, said.count("All done:")) == (ExitCode.DONE, len(names)), said
        assert all(self.enters("solution", name)[0] == ExitCode.DONE for name in names)


@pytest.fixture
def somebody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, sandbox: Sandbox
) -> Learner:
    """Someone who begins."""
    root = copy_course(tmp_path, "lessons", "exercises", "graders", "solutions", ".streamlit")
    monkeypatch.chdir(root)
    # Each command starts a sandbox of its own; this one is started already.
    monkeypatch.setattr(learner, "_sandbox", lambda _: sandbox)
    monkeypatch.setattr(sandbox, "close", lambda: None)
    return Learner(root, capsys, monkeypatch)


@pytest.fixture
def one_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """An exercise is checked until something fails, and then for that alone: all checks would take minutes."""
    whole, failed = run.grade_job, dict[str, str]()

    def graded(job: Job, items: list[pytest.Item]) -> Report:
        first = failed.get(job.exercise.id)
        for item in items:
            if first in {None, check_name(item)}:
                report = whole(job, [item])
                if not report.passed:
                    failed[job.exercise.id] = check_name(item)
                    break
        return report

    monkeypatch.setattr(run, "grade_job", graded)


@pytest.mark.usefixtures("one_check")
def test_from_an_empty_progress_to_the_end(somebody: Learner):
    """The hub leads from lesson to lesson, each is done in its three parts, and at the end all is."""
    exercises = list(Course(somebody.root).exercises)
    code, said = somebody.enters("check", "--json")
    reports = json.loads(said)
    assert (code, [report["exercise"] for report in reports]) == (ExitCode.NOT_PASSED, exercises)
    assert [report["exercise"] for report in reports if report["points"] == report["max_points"]] == []
    for number, script in enumerate(LESSONS):
        hub = somebody.hub()
        assert done(hub) == number
        way_on = f"{'Continue' if number else 'Begin'} with **{number + 1}. "
        assert hub.get("page_link")[0].proto.label.startswith(way_on)
        at = hub.switch_page(script.name).run()
        somebody.predicts(at, script)
        somebody.takes_the_selftest(script)
        somebody.solves([name for name in exercises if name[2:4] == script.stem[:2]])
    hub = somebody.hub()
    assert done(hub) == len(LESSONS)
    assert [said.value for said in hub.success] == [
        "You have done the whole course: every prediction, self-test and exercise of it."
    ]
    assert f"{len(exercises)} of {len(exercises)} done." in somebody.enters("list")[1]


def done(hub: AppTest) -> int:
    """How many lessons the hub says are done."""
    return sum("✓" in link.proto.label for link in hub.get("page_link"))
