"""What is not the student's fault, or no attempt at all, is told as that, to student and teacher."""

from __future__ import annotations

import contextlib
import csv
import sys
from typing import TYPE_CHECKING

import pytest

from statecourse.classroom.grade import Grading, grade_folder, write_results
from statecourse.classroom.store import ReportStore
from statecourse.cli import doctor
from statecourse.course import packages
from statecourse.course.stubs import flagged, keep_stubs
from statecourse.course.submission import Job, Submission
from statecourse.report import words
from statecourse.report.report import CheckResult, make_report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Judge

    from statecourse.course.course import Course

    Tree = Callable[..., Path]

OPENS = 'def test_opens(app):\n    """It opens."""\n    expect(app.run()).to_run(misconception="forgot_it")'
PYTHON = f"Python {sys.version_info[0]}.{sys.version_info[1]} says: "


# --- packages ----------------------------------------------------------------------------------


def test_a_package_that_is_not_here_is_told_as_what_it_is(judge: Judge) -> None:
    """Not as the misconception that an exception would mean; and what may be counted on is named."""
    report = judge(OPENS, "import surely_not_installed.part")
    failure = report.checks[0].failure
    assert failure is not None
    assert (failure.misconception, failure.advice) == ("", None)
    lines = list(words.failure_lines(failure))
    assert (
        "This machine has no package “surely_not_installed”, and there is no file surely_not_installed.py"
        in lines[0]
    )
    counted_on = "The course lets you count on Python’s own library and streamlit, pandas, numpy."
    assert any(line.startswith(counted_on) for line in lines)
    assert report.reason == (
        "a package that is not installed here: surely_not_installed "
        "(app.py, line 2: import surely_not_installed.part)"
    )


@pytest.mark.parametrize(
    ("script", "files"),
    [
        ("import streamlit.no_such_part", {}),
        ("import helpers.two", {"helpers/one.py": ""}),
        ("raise ModuleNotFoundError('x')", {}),
        ("raise KeyError('No module named x')", {}),
    ],
)
def test_a_part_of_something_that_is_here_is_the_apps_own(
    judge: Judge, script: str, files: dict[str, str]
) -> None:
    """So is an exception that says something else."""
    failure = judge.one(OPENS, script, **files).failure
    assert failure is not None
    assert failure.app_error is not None
    assert (failure.misconception, failure.app_error.missing) == ("forgot_it", None)


def test_a_promised_package_that_is_not_here_is_an_error_of_the_grader(
    judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No student pays for what this machine should have."""
    monkeypatch.setattr(packages, "installed", lambda name: name != "pandas")
    result = judge.one(OPENS, "raise ModuleNotFoundError(\"No module named 'pandas'\")")
    assert result.outcome == "error"
    assert result.error == "the package pandas, which course.yaml promises, is not installed here; install it"


def test_the_doctor_looks_for_the_promised_packages(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of the course that it is asked in."""
    monkeypatch.chdir(course.root)
    assert doctor._packages().state == "good"
    manifest = course.root / "exercises" / "course.yaml"
    manifest.write_text(manifest.read_text() + "packages: [streamlit, surely_not_installed, json]\n")
    line = doctor._packages()
    assert (line.state, line.text.partition(":")[0]) == ("bad", "surely_not_installed")


# --- what is no Python -------------------------------------------------------------------------


@pytest.mark.parametrize("files", [{"app": "def f(:"}, {"app": "import other", "other.py": "def f(:"}])
def test_what_is_no_python_names_the_python_that_says_so(judge: Judge, files: dict[str, str]) -> None:
    """In the app and in a module of its; a student may have another version."""
    report = judge(OPENS, **files)
    failure = report.checks[0].failure
    assert failure is not None
    assert f"The app stopped with SyntaxError. {PYTHON}invalid syntax" in list(words.failure_lines(failure))
    assert report.reason.startswith(f"SyntaxError: {PYTHON}invalid syntax (")


# --- the table ---------------------------------------------------------------------------------


def test_each_that_could_not_run_has_a_reason(course: Course, tmp_path: Path, tree: Tree) -> None:
    """What, and in which line; the stub is named as the stub, in the student's feedback as well."""
    stub = (course.root / "exercises" / "ex01a_likes" / "app.py").read_text()
    answers = {
        "raises": "import streamlit as st\nst.session_state.nothing",
        "syntax": "x = 1\ndef f(:",
        "stub": "\ufeff" + stub.replace("\n", "  \r\n"),
        "solution": (course.root / "solutions" / "ex01a_likes" / "app.py").read_text(),
    }
    folder = tree(tmp_path / "in", {f"{name}/ex01a_likes/app.py": text for name, text in answers.items()})
    tree(folder, {"stub/ex01a_likes/left_by_running.json": "{}"})
    with contextlib.closing(ReportStore(tmp_path / "reports.db")) as store:
        results = grade_folder(course, folder, Grading(), store, lambda *_: None)
        write_results(results, course, tmp_path / "out")
    with (tmp_path / "out" / "grades.csv").open(newline="", encoding="utf-8") as file:
        reasons = {row["student"]: row["reason"] for row in csv.DictReader(file)}
    assert "(app.py, line 2: st.session_state.nothing)" in reasons["raises"]
    assert reasons["syntax"].startswith(f"SyntaxError: {PYTHON}invalid syntax (app.py, line 2:")
    assert reasons["stub"] == "the exercise as it was handed out, unchanged"
    assert reasons["solution"] == ""
    assert '"unchanged": true' in (tmp_path / "out" / "results.json").read_text()
    for ending in ("md", "html"):
        assert "as it was handed out" in (tmp_path / "out" / "feedback" / f"stub.{ending}").read_text()
        assert "as it was handed out" not in (tmp_path / "out" / "feedback" / f"syntax.{ending}").read_text()


def is_flagged(course: Course, folder: Path) -> bool:
    """Whether an answer of no points is taken for the stub."""
    check = CheckResult("test_opens", "It opens.", "failed", 0, 1)
    exercise = course.exercises["ex01a_likes"]
    report = make_report(exercise.id, "T", [check])
    return flagged(report, course, Job(exercise, Submission(folder))).unchanged


@pytest.mark.parametrize("more", [{"app.py": "import helper\n"}, {"helper.py": ""}])
def test_what_is_changed_at_all_is_no_stub(
    course: Course, tmp_path: Path, tree: Tree, more: dict[str, str]
) -> None:
    """A line, or a module beside it."""
    stub = course.exercises["ex01a_likes"].app.read_text()
    assert is_flagged(course, tree(tmp_path / "same", {"app.py": stub}))
    changed = more.get("app.py", "") + stub
    assert not is_flagged(course, tree(tmp_path / "other", more | {"app.py": changed}))


def test_a_learners_own_app_is_held_against_what_was_kept(course: Course) -> None:
    """Not against itself: it lies where the stub lay."""
    exercise = course.exercises["ex01a_likes"]
    assert not is_flagged(course, exercise.folder)
    keep_stubs(course)
    assert is_flagged(course, exercise.folder)
    exercise.app.write_text(exercise.app.read_text() + "# begun\n")
    assert not is_flagged(course, exercise.folder)
