"""The course as students get it where it counts for marks: without solutions, right answers and hidden checks."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from statecourse.course import stubs
from statecourse.course.course import find_course
from statecourse.course.installed import NOT_COPIED, PARTS, copy_parts
from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from statecourse.course.course import Course, Exercise

_ANSWERS = {"right", "wrong"}
"""Folders of an exercise's graders: answers that only `verify` needs."""
_MARK = "\n# A copy for students: checks that need the solution, which is not here, are left to the teacher.\nhanded_out: true\n"


def hand_out(course: Course, target: Path, names: list[str]) -> None:
    """Write the copy for students into a new folder, or as a new zip file where the name ends in ``.zip``.

    It has the exercises of these names, all where none is named. Raises `CourseError` for one that there is not, where
    one is solved in this course, and where the copy cannot be written.
    """
    exercises = course.select(names)
    for exercise in exercises:
        if exercise.solution.is_file() and _lines(exercise.app) == _lines(exercise.solution):
            raise CourseError(
                f"exercises/{exercise.id}/{exercise.answer} is the solution; "
                f"`statecourse reset {exercise.id}` puts it back to how it began"
            )
    if target.suffix != ".zip":
        _copy(course, target, exercises)
        return
    if target.exists():
        raise CourseError(f"{target} is there already; choose another name")
    with tempfile.TemporaryDirectory() as folder:
        _copy(course, Path(folder, target.stem), exercises)
        try:
            shutil.make_archive(str(target.with_suffix("")), "zip", folder)
        except OSError as problem:
            raise CourseError(f"{target} cannot be written: {problem.strerror}") from problem


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split() if path.is_file() else []


def _copy(course: Course, target: Path, exercises: list[Exercise]) -> None:
    others = set(course.exercises) - {exercise.id for exercise in exercises}

    def ignore(folder: str, names: list[str]) -> set[str]:
        in_an_exercise = Path(folder).parent == course.root / "graders"
        unwanted = others | _ANSWERS if in_an_exercise else others
        return NOT_COPIED(folder, names) | (unwanted & set(names))

    copy_parts(course.root, target, [part for part in PARTS if part != "solutions"], ignore)
    manifest = target / "exercises" / "course.yaml"
    if not course.manifest.handed_out:
        manifest.write_text(manifest.read_text(encoding="utf-8").rstrip() + "\n" + _MARK, encoding="utf-8")
    stubs.keep_stubs(find_course(target))
