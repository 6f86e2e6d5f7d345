"""Grading a folder: the table, the JSON, the feedback, and that one bad submission ends nothing."""

from __future__ import annotations

import csv
import io
import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from statecourse.classroom.grade import (
    Grading,
    Results,
    StudentResult,
    grade_folder,
    write_grades,
    write_results,
)
from statecourse.classroom.handins.found import Asked
from statecourse.classroom.results import SCHEMA
from statecourse.classroom.store import ReportStore
from statecourse.course.manifest import CourseError
from statecourse.report.report import CheckResult, make_report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from statecourse.course.course import Course

    Tree = Callable[..., Path]

pytestmark = pytest.mark.slow

LIKES = ["test_opens", "test_starts_at_zero", "test_counts_likes", "test_each_tab_counts_for_itself"]


def result(student: str, *outcomes: str, problem: str = "") -> StudentResult:
    """A result of the first exercise with these outcomes."""
    checks = [
        CheckResult(name, name, outcome, 1 if outcome == "passed" else 0, 1)  # type: ignore[arg-type]
        for name, outcome in zip(LIKES, outcomes, strict=False)
    ]
    report = make_report("ex01a_likes", "T", checks, problem=problem)
    return StudentResult(student, "ex01a_likes", report, problem)


def results(*found: StudentResult) -> Results:
    """All that a grading came to."""
    return Results(SCHEMA, "A course", "1.0", "1.67", [], list(found), [])


def grades_csv(found: Results, course: Course) -> str:
    """The table."""
    file = io.StringIO()
    write_grades(found, course, file)
    return file.getvalue()


def rows(text: str) -> list[dict[str, str]]:
    """A table's rows by column."""
    return list(csv.DictReader(io.StringIO(text)))


def test_the_table_has_a_row_for_each_submission_and_a_column_for_each_check(course: Course) -> None:
    """A cell has the points, or what became of the check."""
    found = results(
        result("ada", "passed", "failed", "not run", "error"),
        StudentResult("ben", "", None, "ben.zip is not a readable zip file"),
        result("cleo", problem="app.py is empty"),
    )
    more = dict.fromkeys(["name", "email", "section", "group", "handed in", "late", "penalty", "note"], "")
    assert rows(grades_csv(found, course)) == [
        more
        | {
            "student": "ada",
            "exercise": "ex01a_likes",
            "status": "grader error",
            "points": "1",
            "maximum": "4",
            "reason": "",
            "test_opens": "1",
            "test_starts_at_zero": "0",
            "test_counts_likes": "not run",
            "test_each_tab_counts_for_itself": "error",
            "test_counts_beside_typing": "",
        },
        more
        | {
            "student": "ben",
            "exercise": "",
            "status": "problem",
            "points": "0",
            "maximum": "",
            "reason": "ben.zip is not a readable zip file",
            **dict.fromkeys([*LIKES, "test_counts_beside_typing"], ""),
        },
        more
        | {
            "student": "cleo",
            "exercise": "ex01a_likes",
            "status": "problem",
            "points": "0",
            "maximum": "0",
            "reason": "app.py is empty",
            **dict.fromkeys([*LIKES, "test_counts_beside_typing"], ""),
        },
    ]


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "\N{REPLACEMENT CHARACTER}=1"),
        ("\r=1", "\N{REPLACEMENT CHARACTER}=1"),
        ("a;=1+1;b", "a;'=1+1;b"),
        ('a|"+1', "a|\"'+1"),
        ("a; -1+1, -3", "a; '-1+1, -3"),
        ("a,＝1", "a,'＝1"),
        ('O"Neill, Ada', 'O"Neill, Ada'),
        ("two\nlines", "two\N{REPLACEMENT CHARACTER}lines"),
        ("nul\0here", "nul\N{REPLACEMENT CHARACTER}here"),
        ("größe", "größe"),
    ],
)
def test_no_cell_is_a_formula_and_every_name_keeps_its_column(name: str, cell: str, course: Course) -> None:
    """Also where the name has commas, quotation marks or line ends."""
    (row,) = rows(grades_csv(results(result(name, "passed")), course))
    assert (row["student"], row["status"]) == (cell, "passed")


def test_a_reason_that_looks_like_a_formula(course: Course) -> None:
    """It is a student's text as well."""
    (row,) = rows(grades_csv(results(result("ada", problem="=1+1")), course))
    assert row["reason"] == "'=1+1"


def test_what_is_written(course: Course, tmp_path: Path) -> None:
    """The table, the JSON, and two files for each student."""
    write_results(results(result("ada", "passed"), result("ben", "failed")), course, tmp_path / "out")
    names = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.glob("out/**/*.*"))
    assert names == [
        "out/feedback/ada.html",
        "out/feedback/ada.md",
        "out/feedback/ben.html",
        "out/feedback/ben.md",
        "out/grades.csv",
        "out/results.json",
    ]
    data = json.loads((tmp_path / "out" / "results.json").read_text())
    assert (data["schema"], data["streamlit"]) == ("statecourse/results/v1", "1.67")
    assert data["results"][0]["report"]["checks"][0]["outcome"] == "passed"


def test_the_longest_name_that_a_folder_can_have(course: Course, tmp_path: Path) -> None:
    """Has a feedback file all the same."""
    long = "ü" * 127
    write_results(results(result(long, "passed"), result(f"{long[:-1]}a", "passed")), course, tmp_path)
    assert len(list((tmp_path / "feedback").iterdir())) == 4


def test_where_nothing_can_be_written(course: Course, tree: Tree, tmp_path: Path) -> None:
    """One line says where."""
    tree(tmp_path, {"out": "a file"})
    with pytest.raises(CourseError, match=r"out/feedback cannot be made: Not a directory; choose another"):
        write_results(results(result("ada", "passed")), course, tmp_path / "out")


# --- for real ----------------------------------------------------------------------------------


def graded(course: Course, folder: Path, *exercises: str, judges: int = 1) -> dict[tuple[str, str], Any]:
    """Grade a folder, and return its results by student and exercise."""
    steps: list[tuple[int, int]] = []
    grading = Grading(Asked(exercises), judges=judges)
    store = ReportStore(course.root / "reports.db", fresh=True)
    found = grade_folder(course, folder, grading, store, lambda done, total, _: steps.append((done, total)))
    assert steps[0][0] == 0
    assert steps[-1][0] == steps[-1][1]
    return {(r.student, r.exercise): r for r in found.results}


def points(found: dict[tuple[str, str], Any]) -> dict[tuple[str, str], int | None]:
    """The points of each."""
    return {key: r.report.points if r.report else None for key, r in found.items()}


def test_one_bad_submission_ends_nothing(course: Course, tree: Tree, tmp_path: Path) -> None:
    """Each other one is graded, by two judges at once."""
    solution = (course.root / "solutions" / "ex01a_likes" / "app.py").read_text()
    files = {
        "ada/ex01a_likes/app.py": solution,
        "ada/ex02a_notes/app.py": "import os; os._exit(0)",
        "ben.zip": "no zip file",
        "cleo/ex01a_likes/readme.txt": "",
        "dan/ex01a_likes/app.py": "import streamlit as st\nst.write('Likes: 0')\nst.button('Like')\n",
    }
    found = graded(course, tree(tmp_path / "in", files), judges=2)
    assert points(found) == {
        ("ada", "ex01a_likes"): 10,
        ("ada", "ex02a_notes"): 0,
        ("ben", ""): None,
        ("cleo", "ex01a_likes"): 0,
        ("dan", "ex01a_likes"): 3,
    }
    assert found["cleo", "ex01a_likes"].problem == "there is no app.py; there is readme.txt"


def test_a_folder_whose_name_is_no_text(course: Course, tree: Tree, tmp_path: Path) -> None:
    """Is read as any other, and ends nothing."""
    folder = tree(tmp_path / "in" / "ada" / os.fsdecode(b"\xff") / "ex01a", {"app.py": "x = 1"})
    tree(tmp_path / "in", {"ben/ex01a/app.py": "x = 1"})
    assert list(points(graded(course, tmp_path / "in")).values()) == [1, 1]
    assert folder.is_dir()


def test_only_some_exercises(course: Course, tree: Tree, tmp_path: Path) -> None:
    """What could not be read at all is still told: it may have been one of them."""
    files = {"ada/ex01a_likes/app.py": "x", "ada/ex02a_notes/app.py": "x", "ben.zip": "no zip file"}
    folder = tree(tmp_path / "in", files)
    assert set(graded(course, folder, "ex02a")) == {("ada", "ex02a_notes"), ("ben", "ex02a_notes")}
    with pytest.raises(CourseError, match='there is no exercise "ex99"'):
        graded(course, folder, "ex99")


def test_an_empty_folder(course: Course, tree: Tree, tmp_path: Path) -> None:
    """One line says what it should hold."""
    with pytest.raises(CourseError, match=r"no submissions found; it should hold STUDENT/EXERCISE/app.py"):
        graded(course, tree(tmp_path / "in", {}))


def test_a_judge_that_dies_takes_one_submission_with_it(course: Course, tree: Tree, tmp_path: Path) -> None:
    """That one is an error of the grader, the next ones are graded."""
    checks = course.root / "graders" / "ex01a_likes" / "test_checks.py"
    deadly = 'def test_opens(app: App) -> None:\n    """The app opens without an exception."""\n'
    trap = "    if app.script.read_text() == '# trap':\n        import os; os._exit(3)\n"
    text = checks.read_text().replace("def test_opens(app: App) -> None:\n", "def unused() -> None:\n")
    checks.write_text(
        text.replace('@needs("test_opens")', f'{deadly}{trap}    app.run()\n\n\n@needs("test_opens")')
    )
    files = {"ada/ex01a/app.py": "# trap", "ben/ex01a/app.py": "# fine", "cleo/ex01a/app.py": "# trap"}
    found = graded(course, tree(tmp_path / "in", files))
    problem = "the grader itself stopped at this submission (exit code 3); grade it again or by hand"
    assert [r.problem for r in found.values()] == [problem, "", problem]
    assert [r.report.has_errors for r in found.values()] == [True, False, True]


def test_a_broken_grader_is_one_line(course: Course, tree: Tree, tmp_path: Path) -> None:
    """It is told before anything is graded, and no student pays for it."""
    checks = course.root / "graders" / "ex01a_likes" / "test_checks.py"
    checks.write_text("import nothing_like_it\n")
    with pytest.raises(
        CourseError, match=r"ex01a_likes/test_checks\.py: the checks cannot be loaded: line 1: "
    ):
        graded(course, tree(tmp_path / "in", {"ada/ex01a/app.py": "x"}))


def test_an_error_of_the_grader_is_no_failure_of_the_student(
    course: Course, tree: Tree, tmp_path: Path
) -> None:
    """It is told with the check's name, and what builds on it is not run."""
    checks = course.root / "graders" / "ex01a_likes" / "test_checks.py"
    checks.write_text(checks.read_text().replace("    expect(app).to_run(", "    1 / 0\n    dict("))
    found = graded(course, tree(tmp_path / "in", {"ada/ex01a/app.py": "x"}))
    report = found["ada", "ex01a_likes"].report
    assert [c.outcome for c in report.checks] == ["error", "not run", "not run", "not run", "not run"]
    assert report.checks[0].error == "ZeroDivisionError: division by zero (test_checks.py, line 9)"


def test_hidden_checks_count_and_are_marked(course: Course, tree: Tree, tmp_path: Path) -> None:
    """Their points are in the sum."""
    solution = (course.root / "solutions" / "ex01a_likes" / "app.py").read_text()
    found = graded(course, tree(tmp_path / "in", {"ada/ex01a/app.py": solution}))
    report = found["ada", "ex01a_likes"].report
    assert [(c.name, c.hidden) for c in report.checks[-2:]] == [
        ("test_each_tab_counts_for_itself", False),
        ("test_counts_beside_typing", True),
    ]
    assert (report.points, report.max_points) == (10, 10)


def test_what_cannot_be_graded_is_worth_as_much_as_what_can(
    course: Course, tree: Tree, tmp_path: Path
) -> None:
    """The points of hidden checks are in the maximum of both."""
    found = graded(course, tree(tmp_path / "in", {"ada/ex01a.zip": "no zip", "ben/ex01a/app.py": ""}))
    assert [r.report.max_points for r in found.values()] == [10, 10]
