"""Grading again says whose points changed and why, and one check run again settles a dispute."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from statecourse.classroom.changes import (
    MENDED,
    NEW_ANSWER,
    NEW_CHECKS,
    NEW_DATE,
    NEW_POLICY,
    NEW_SURROUNDINGS,
    UNSTEADY,
    Counted,
    changed,
    in_short,
    in_words,
)
from statecourse.classroom.results import CheckChange, StudentResult
from statecourse.classroom.store import Entry
from statecourse.cli.app import cli
from statecourse.course.manifest import CourseError
from statecourse.report.report import CheckResult, Report, make_report

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Tree

    from statecourse.course.course import Course

pytestmark = pytest.mark.slow

EX = "ex01a_likes"
KEY = ("ada", EX)
FORGETS = (
    "import streamlit as st\nlikes = 0\nif st.button('Like'):\n    likes += 1\nst.write('Likes:', likes)\n"
)


def report(*outcomes: str, points: int = 1, **more: Any) -> Report:
    """A report of a check for each outcome."""
    checks = [
        CheckResult(f"test_{n}", f"C{n}.", outcome, points if outcome == "passed" else 0, points)  # type: ignore[arg-type]
        for n, outcome in enumerate(outcomes)
    ]
    return make_report(EX, "Likes", checks, **more)


def result(made: Report, submission: str = "answer", basis: str = "checks.around", **more: Any) -> Counted:
    """What a result comes to."""
    return Counted.of(StudentResult("ada", EX, made, **more), Entry(submission, basis, made))


PASSED, FAILED = report("passed"), report("failed")
LATE = {"late": "1 day late: 1 point less", "penalty": 1}


@pytest.mark.parametrize(
    ("before", "now", "why"),
    [
        (result(PASSED, "another"), result(FAILED), NEW_ANSWER),
        (result(PASSED, "another", "others.around"), result(FAILED), NEW_ANSWER),
        (result(PASSED, basis="others.around"), result(FAILED), NEW_CHECKS),
        (result(PASSED, basis="checks.others"), result(FAILED), NEW_SURROUNDINGS),
        (result(PASSED), result(FAILED), UNSTEADY),
        (result(report("error")), result(PASSED), MENDED),
        (result(report(), ""), result(PASSED), UNSTEADY),
        (result(PASSED), result(PASSED, **LATE), NEW_POLICY),
        (result(PASSED), result(PASSED, handed_in="2026-11-21T10:00+00:00", **LATE), NEW_DATE),
        (
            result(PASSED, handed_in="2026-11-21T10:00+00:00"),
            result(PASSED, handed_in="2026-11-21T10:00+01:00", **LATE),
            NEW_POLICY,
        ),
        (result(PASSED, basis="others.around"), result(FAILED, **LATE), f"{NEW_CHECKS}; {NEW_POLICY}"),
        (
            result(PASSED, basis="others.around", **LATE),
            result(report("passed", points=3), **LATE),
            NEW_CHECKS,
        ),
    ],
)
def test_why_a_result_changed(before: Counted, now: Counted, why: str) -> None:
    """The answer, the checks, what is around them, the date or the policy, or nothing at all."""
    change = changed(KEY, before, now)
    assert change is not None
    assert change.why == why


def test_what_changed() -> None:
    """Points may change without an outcome, and outcomes without points; else there is nothing to tell."""
    assert changed(KEY, result(PASSED), result(PASSED, basis="others.around")) is None
    assert changed(KEY, result(PASSED), result(PASSED, late="1 hour late")) is None
    change = changed(KEY, result(PASSED), result(report("passed", points=3), basis="others.around"))
    assert change is not None
    assert (change.points_before, change.points, change.checks) == (1, 3, [])
    change = changed(KEY, result(PASSED), result(report("passed", "failed"), basis="others.around"))
    assert change is not None
    assert change.checks == [CheckChange("test_1", "C1.", "", "failed")]
    assert in_words(change) == "1 → 1 points (test_1 not there → failed)"
    assert list(in_short([change])) == [
        (
            f"1 result is not as before (0 with more points, 0 with fewer): {NEW_CHECKS}."
            f" Checks with another outcome: {EX} test_1 (1).",
            [change],
        )
    ]


def test_a_check_that_waits_for_another_is_not_told() -> None:
    """It is in the data, and alone it is told, too."""
    change = changed(KEY, result(report("passed", "passed")), result(report("failed", "not run")))
    assert change is not None
    assert len(change.checks) == 2
    assert in_words(change) == "2 → 0 points (test_0 passed → failed)"
    change = changed(KEY, result(report("failed", "not run")), result(report("failed", "failed")))
    assert change is not None
    assert in_words(change) == "0 → 0 points (test_1 not run → failed)"


def test_points_are_those_that_count() -> None:
    """Without what a late hand-in loses, and with what the late policy says."""
    change = changed(KEY, result(report("passed", points=3)), result(report("passed", points=3), **LATE))
    assert change is not None
    assert in_words(change) == "3 → 2 points (not late → 1 day late: 1 point less)"
    assert next(iter(in_short([change])))[0].endswith(f"(0 with more points, 1 with fewer): {NEW_POLICY}.")


class Class:
    """A course and a class of two, graded by the command as a teacher does it."""

    def __init__(self, course: Course, tree: Tree, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(course.root)
        solution = course.find("ex01a").solution.read_text()
        files = {f"ada/{EX}/app.py": FORGETS, f"bo/{EX}/app.py": solution, "bo/ex02a_notes/app.py": "x = (\n"}
        self.course, self.students, self.out = course, tree(place / "in", files), place / "grades"

    def run(self, *arguments: str) -> tuple[int, str]:
        """A command's exit code, and what it says."""
        done = CliRunner().invoke(cli, [*arguments])
        if isinstance(done.exception, CourseError):
            return 2, str(done.exception)
        return done.exit_code, done.output

    def grade(self, *options: str) -> str:
        """Grade, and return what is said."""
        code, said = self.run(
            "grade", str(self.students), "-o", str(self.out), "--isolation=process", *options
        )
        assert code == 0, said
        return said

    def explain(self, *arguments: str) -> tuple[int, str]:
        """Run one check again."""
        return self.run("explain", *arguments, "-o", str(self.out), "--isolation=process")

    def mend(self, before: str, after: str) -> None:
        """Change a check of the first exercise."""
        checks = self.course.root / "graders" / EX / "test_checks.py"
        text = checks.read_text()
        assert before in text
        checks.write_text(text.replace(before, after))


@pytest.fixture
def graded(course: Course, tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Class:
    """A class that is graded."""
    made = Class(course, tree, tmp_path, monkeypatch)
    made.grade()
    return made


def test_grading_again_after_a_check_was_mended(graded: Class) -> None:
    """The terminal, the JSON and the page say whose points changed, by how much, and by which check."""
    results = json.loads((graded.out / "results.json").read_text())
    assert results["changes"] == []
    points = {r["student"]: r["report"]["points"] for r in results["results"] if r["exercise"] == EX}
    graded.mend(
        "def test_opens(app: App) -> None:",
        "def test_opens(app: App) -> None:\n    assert 'ada' in ''\n\n\ndef old(app: App) -> None:",
    )
    said = graded.grade()
    changes = json.loads((graded.out / "results.json").read_text())["changes"]
    assert [(c["student"], c["points_before"], c["points"], c["why"]) for c in changes] == [
        ("ada", points["ada"], 0, NEW_CHECKS),
        ("bo", points["bo"], 0, NEW_CHECKS),
    ]
    assert {
        "name": "test_opens",
        "title": changes[0]["checks"][0]["title"],
        "before": "passed",
        "after": "failed",
    } in changes[0]["checks"]
    assert f"2 results are not as before (0 with more points, 2 with fewer): {NEW_CHECKS}" in said
    assert f"  bo, {EX}: {points['bo']} → 0 points (test_opens passed → failed" in said
    assert f"{points['bo']} → 0" in (graded.out / "summary.html").read_text()


def test_a_killed_or_fresh_run_knows_what_was_before(graded: Class) -> None:
    """``--fresh`` grades all anew, and what it says is still held against the run before."""
    answer = graded.students / "ada" / EX / "app.py"
    answer.write_text(graded.course.find("ex01a").solution.read_text())
    said = graded.grade("--fresh")
    assert f"1 result is not as before (1 with more points, 0 with fewer): {NEW_ANSWER}" in said
    assert "not as before" in graded.grade()  # nothing new: the same changes are told


def test_grading_again_with_another_deadline_or_date(graded: Class) -> None:
    """The points that count are told, as ``grades.csv`` has them, and what took them."""
    manifest, roster = graded.course.root / "exercises" / "course.yaml", graded.course.root / "roster.csv"
    roster.write_text("id,submitted\nada,\nbo,ex01a: 2026-11-21 10:00\n")
    graded.grade("--roster", str(roster))
    due = "\ndeadlines:\n  timezone: UTC\n  due: {ex01a: 2026-11-20}\n  late: {points_a_day: 1}\n"
    manifest.write_text(manifest.read_text() + due)
    said = graded.grade("--roster", str(roster))
    assert f"1 result is not as before (0 with more points, 1 with fewer): {NEW_POLICY}." in said
    points, less = re.findall(
        rf"bo, {EX}: (\d+) → (\d+) points \(not late → 11 hours late: 1 point less\)", said
    )[0]
    assert int(less) == int(points) - 1
    assert f"bo,{EX},passed,{less}," in (graded.out / "grades.csv").read_text()
    roster.write_text("id,submitted\nada,\nbo,ex01a: 2026-11-19 10:00\n")
    said = graded.grade("--roster", str(roster))
    assert f"(1 with more points, 0 with fewer): {NEW_DATE}." in said
    assert said.count("not as before") == 1
    assert f"bo, {EX}: {less} → {points} points (11 hours late: 1 point less → not late)" in said


def test_of_several_attempts_the_one_that_counts_is_told(graded: Class, tree: Tree) -> None:
    """Once for a student, with the points of the best one."""
    solution = graded.course.find("ex01a").solution.read_text()
    graded.students = tree(
        graded.out.parent / "canvas", {"jane_1_11_app.py": solution, "jane_1_12_app-1.py": FORGETS}
    )
    graded.grade("--exercise", "ex01a", "--keep", "best")
    graded.mend(
        "def test_opens(app: App) -> None:", "def test_opens(app: App) -> None:\n    assert 'ada' in ''"
    )
    assert "1 result is not as before (0 with more points, 1 with fewer)" in graded.grade(
        "--exercise", "ex01a", "--keep", "best"
    )
    results = json.loads((graded.out / "results.json").read_text())
    assert [change["points"] for change in results["changes"]] == [results["results"][0]["report"]["points"]]


def test_a_dispute_is_settled(graded: Class) -> None:
    """With every step, what was expected and seen, the film, and whether the verdict is as before."""
    code, said = graded.explain("ada", "test_counts_likes")
    assert code == 0, said
    assert re.search(r"1\. open the app\n.*2\. click “Like”", said)
    assert re.search(r"Expected: .*\n.*Seen:", said)
    film = graded.out / "films" / "ada" / f"{EX}.test_counts_likes.html"
    assert str(film) in said.replace("\n", "")
    assert "likes += 1" in film.read_text(encoding="utf-8")
    assert "The verdict is as before: failed, 0 of" in said
    assert "random inputs are those of the grading" in said


def test_a_check_that_passes_is_shown_as_well(graded: Class) -> None:
    """What was done, and the film: somebody else may ask why these points were given."""
    code, said = graded.explain("bo", "ex01a/test_counts_likes")
    assert code == 0, said
    assert re.search(r"1\. open the app\n.*2\. click “Like”", said)
    assert "The verdict is as before: passed, " in said
    assert (graded.out / "films" / "bo" / f"{EX}.test_counts_likes.html").is_file()


def test_a_verdict_that_is_not_as_before(graded: Class) -> None:
    """Exit code 1, and what was changed since."""
    (graded.students / "ada" / EX / "app.py").write_text(graded.course.find("ex01a").solution.read_text())
    code, said = graded.explain("ada", "ex01a/counts_likes")
    assert code == 1
    assert "NOT as before: it was failed, 0 of" in said
    assert "the answer is not the one that was graded" in said
    graded.mend('"""', '"""  ')
    assert (
        "the checks, the points or the solution were changed since" in graded.explain("bo", "counts_likes")[1]
    )


def test_what_is_not_there(graded: Class) -> None:
    """One line, which says what may be meant."""
    for arguments, problem in (
        (("adda", "opens"), 'there is no student "adda" among these; did you mean ada?'),
        (("ada", "test_count_like"), "did you mean test_counts_likes"),
        (("ada", "ex02a/opens"), "ada has handed in nothing to ex02a; there are ex01a_likes"),
        (("bo", "test_opens"), "is a check of ex01a_likes, ex02a_notes; say which, such as ex01a/test_opens"),
        (("ada", "opens", "elsewhere"), "elsewhere does not exist"),
    ):
        code, said = graded.explain(*arguments)
        assert (code, said.count("\n")) == (2, 0)
        assert problem in said


def test_what_a_grading_was_told_is_kept_for_a_dispute(graded: Class) -> None:
    """The seed, the roster and the groups: both members have the hand-in of one, and are known by name."""
    roster = graded.course.root / "roster.csv"
    roster.write_text("id,name,groups\nada,Ada L,red\nbo,Bo E,blue\ncleo,Cleo D,red\n")
    graded.grade("--roster", str(roster), "--group-work", "--seed", "unknown")
    for student in ("ada", "cleo", "cleo d"):
        code, said = graded.explain(student, "ex01a/test_counts_likes")
        assert (code, "The verdict is as before: failed, 0 of" in said) == (0, True), said
    assert "random inputs are those of the grading" in said
    roster.unlink()
    assert graded.explain("ada", "ex01a/opens")[0] == 2


def test_results_of_an_older_version(graded: Class) -> None:
    """What it did not note is said by whoever asks; a report that cannot be read any more is named, with the command."""
    store = graded.out / ".statecourse" / "reports.db"
    with closing(sqlite3.connect(store)) as database, database:
        database.execute("DELETE FROM notes")
        database.execute("UPDATE reports SET checksum = 0 WHERE student = 'bo'")
    code, said = graded.explain("ada", "ex01a/opens")
    assert (code, said.partition(";")[0]) == (
        2,
        f"{store} was written by an older statecourse, and does not say what was graded",
    )
    assert said.endswith(f"statecourse explain ada ex01a/opens SUBMISSIONS -o {graded.out}")
    code, said = graded.explain("ada", "ex01a/opens", str(graded.students))
    assert (code, "The verdict is as before: passed" in said) == (0, True), said
    code, said = graded.explain("bo", "ex01a/opens", str(graded.students))
    assert (code, said.partition(" that")[0]) == (2, f"{store} has no report on bo, {EX}")
    assert said.endswith(f"type: statecourse grade SUBMISSIONS -o {graded.out}")


def test_nothing_is_graded(
    course: Course, tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The results folder is named, and not made."""
    made = Class(course, tree, tmp_path, monkeypatch)
    assert made.explain("ada", "opens") == (2, f"{made.out} holds no grading; name its folder with --out")
    assert not made.out.exists()
