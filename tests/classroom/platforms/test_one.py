"""One hand-in, with one exercise in it or several."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from conftest import MINICOURSE

from statecourse.classroom.platforms.one import grade_one
from statecourse.classroom.results import Person

if TYPE_CHECKING:
    from pathlib import Path

    from statecourse.course.course import Course

pytestmark = pytest.mark.slow


def test_each_exercise_is_in_a_folder_of_its_name(course: Course, tmp_path: Path) -> None:
    """One that is not there is a result with its reason."""
    folder = tmp_path / "handed in"
    shutil.copytree(MINICOURSE / "solutions" / "ex01a_likes", folder / "ex01a")
    found = grade_one(course, course.select([]), folder, "ada", person=Person("Ada"), handed_in="2026-06-01")
    first, second = found.results
    assert (first.student, first.person.name, first.handed_in) == ("ada", "Ada", "2026-06-01")
    assert first.report is not None
    assert first.report.passed
    assert set(found.layers) <= set(first.report.layers)
    assert (second.exercise, second.points) == ("ex02a_notes", 0)
    assert second.problem == "there is no folder ex02a_notes"


def test_a_seed_replaces_the_answers_own(course: Course, tmp_path: Path) -> None:
    """So that nobody knows the inputs beforehand."""
    shutil.copytree(MINICOURSE / "graders" / "ex01a_likes" / "wrong", tmp_path / "w")
    (tmp_path / "w" / "plain_variable.py").rename(tmp_path / "w" / "app.py")
    steps = set()
    for seed in ("", "a", "b", "c"):
        (one,) = grade_one(course, course.select(["ex01a"]), tmp_path / "w", "ada", seed=seed).results
        assert one.report is not None
        steps |= {str(check.failure.steps) for check in one.report.checks if check.failure}
    assert len(steps) > 1
