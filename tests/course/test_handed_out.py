"""The course as students get it: nothing in it is a solution, and what they may check can be checked."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from statecourse.course.course import Course
from statecourse.course.handed_out import hand_out
from statecourse.course.manifest import CourseError
from statecourse.course.submission import own_job
from statecourse.judge.run import run_jobs

if TYPE_CHECKING:
    from pathlib import Path

    from statecourse.report.report import Report
    from statecourse.sandbox.sandbox import Sandbox


def test_what_is_in_it(course: Course, tmp_path: Path) -> None:
    """Tasks, stubs, lessons and checks; no solution, no right or wrong answer, no hidden check."""
    (course.root / "graders" / "ex01a_likes" / "test_hidden.py").write_text("")
    hand_out(course, tmp_path / "out", [])
    files = {
        path.relative_to(tmp_path / "out").as_posix()
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    }
    assert {"exercises/ex01a_likes/app.py", "graders/ex01a_likes/test_checks.py", "lessons/home.py"} <= files
    assert ".statecourse/stubs/ex01a_likes.py" in files
    wrong = ("solutions", "/right/", "/wrong/", "hidden")
    assert [name for name in files if any(part in name for part in wrong)] == []
    solution = course.find("ex01a").solution.read_text()
    assert [name for name in files if (tmp_path / "out" / name).read_bytes() == solution.encode()] == []


def test_a_zip_file(course: Course, tmp_path: Path) -> None:
    """Of one folder, which has the zip file's name."""
    hand_out(course, tmp_path / "state-course.zip", [])
    names = zipfile.ZipFile(tmp_path / "state-course.zip").namelist()
    assert "state-course/exercises/course.yaml" in names
    assert {name.partition("/")[0] for name in names} == {"state-course"}
    with pytest.raises(CourseError, match="is there already"):
        hand_out(course, tmp_path / "state-course.zip", [])


def test_only_some_exercises(course: Course, tmp_path: Path) -> None:
    """The others are not there, nor are their checks."""
    hand_out(course, tmp_path / "out", ["ex02a"])
    assert list(Course(tmp_path / "out").exercises) == ["ex02a_notes"]
    assert not (tmp_path / "out" / "graders" / "ex01a_likes").exists()
    with pytest.raises(CourseError, match="there is no exercise"):
        hand_out(course, tmp_path / "other", ["ex99a"])


def test_a_solved_exercise_is_not_handed_out(course: Course, tmp_path: Path) -> None:
    """A teacher who has tried it themselves is told before the class has it."""
    exercise = course.find("ex01a")
    exercise.app.write_bytes(exercise.solution.read_bytes())
    with pytest.raises(CourseError, match=r"app.py is the solution; `statecourse reset ex01a_likes`"):
        hand_out(course, tmp_path / "out", [])
    assert not (tmp_path / "out").exists()


WALK = '''

def test_whatever_one_does(walk: object) -> None:
    """Whatever one does."""
'''


@pytest.fixture
def walked(course: Course) -> Course:
    """A course with a check that needs the solution."""
    root = course.root
    with (root / "graders" / "ex01a_likes" / "test_checks.py").open("a") as checks:
        checks.write(WALK)
    manifest = root / "exercises" / "ex01a_likes" / "exercise.yaml"
    manifest.write_text(manifest.read_text().replace("checks:\n", "checks:\n  test_whatever_one_does: 3\n"))
    return Course(root)


def judged(course: Course, sandbox: Sandbox, answer: bytes) -> Report:
    """The report on an answer where it lies in the course."""
    exercise, found = course.find("ex01a"), []
    exercise.app.write_bytes(answer)
    run_jobs(course, [exercise], [own_job(exercise)], lambda _, report: found.append(report), sandbox=sandbox)
    return found[0]


def test_checks_that_need_the_solution_are_left_to_the_teacher(
    walked: Course, sandbox: Sandbox, tmp_path: Path
) -> None:
    """Students pass without them; a course that only lacks its solution says so instead."""
    solution = walked.find("ex01a").solution.read_bytes()
    hand_out(walked, tmp_path / "out", [])
    report = judged(Course(tmp_path / "out"), sandbox, solution)
    assert report.passed
    assert "test_whatever_one_does" not in [check.name for check in report.checks]
    walked.find("ex01a").solution.unlink()
    report = judged(walked, sandbox, solution)
    assert [check.outcome for check in report.checks if check.name == "test_whatever_one_does"] == ["error"]
