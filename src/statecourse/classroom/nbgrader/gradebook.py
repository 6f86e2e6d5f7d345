"""Writes the results of ``statecourse grade`` into nbgrader's gradebook."""

from __future__ import annotations

import datetime as dt
import os
import sys
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy.exc import SAWarning

from statecourse.course.check_list import checks_of
from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from statecourse.classroom.results import StudentResult
    from statecourse.course.course import Course, Exercise


@contextmanager
def open_gradebook(place: Path) -> Iterator[Any]:
    """Nbgrader's gradebook, made where there is none; ``place`` is ``gradebook.db`` itself or its folder.

    Raises `CourseError` where it cannot be opened.
    """
    path = place / "gradebook.db" if place.is_dir() or not place.suffix else place
    if not path.parent.is_dir():
        raise CourseError(
            f"{path.parent} does not exist; `statecourse nbgrader init {path.parent}` makes a course there"
        )
    try:
        gradebook = _opened(path)
    except Exception as problem:
        raise CourseError(
            f"{path} cannot be opened as nbgrader's gradebook: {str(problem).splitlines()[0]}"
        ) from problem
    with gradebook:
        yield gradebook


def _opened(path: Path) -> Any:
    before = os.environ.get("PATH", "")
    # For a new gradebook nbgrader runs alembic, which lies beside Python but may not be on the path.
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        return Gradebook(f"sqlite:///{path.resolve()}")
    finally:
        os.environ["PATH"] = before


def write_grades(gradebook: Any, course: Course, results: Iterable[StudentResult]) -> int:
    """Write a score for each check of each result; returns how many submissions were written.

    With names, dates and what late ones lose; of those who handed in nothing only who they are.
    Missing assignments are added. Scores given by hand stay, and are marked to be looked at again. Raises
    `CourseError` where the gradebook's checks are not the course's.
    """
    count = 0
    for exercise, found in _by_exercise(course, results).items():
        _assignment(gradebook, exercise)
        for result in found:
            _student(gradebook, result)
            if not result.absent:
                _submission(gradebook, exercise, result)
                _scores(gradebook, exercise, result)
                count += 1
    gradebook.db.commit()
    return count


def _by_exercise(course: Course, results: Iterable[StudentResult]) -> dict[Exercise, list[StudentResult]]:
    found: dict[Exercise, list[StudentResult]] = {}
    for result in results:
        if result.report is not None:
            found.setdefault(course.exercises[result.exercise], []).append(result)
    return found


def _assignment(gradebook: Any, exercise: Exercise) -> None:
    name, checks = exercise.id, checks_of(exercise)
    try:
        notebook = gradebook.find_notebook(name, name)
    except MissingEntry:
        gradebook.update_or_create_assignment(name)
        gradebook.update_or_create_notebook(name, name)
        for check in checks:
            gradebook.update_or_create_grade_cell(
                check.name, name, name, max_score=float(check.points), cell_type="code"
            )
        return
    known = {cell.name: float(cell.max_score) for cell in notebook.grade_cells}
    other = [check.name for check in checks if known.get(check.name) != check.points]
    if other:
        raise CourseError(
            f"the gradebook has other checks or points for {name} than the course ({', '.join(other)}); "
            f"run `statecourse nbgrader init` and `nbgrader generate_assignment {name} --force` first"
        )


def _student(gradebook: Any, result: StudentResult) -> None:
    """The student, with what is known of them; what nbgrader knows besides stays."""
    first, _, last = result.person.name.rpartition(" ")
    known = {"first_name": first, "last_name": last, "email": result.person.email}
    gradebook.update_or_create_student(
        result.student, **{key: value for key, value in known.items() if value}
    )


def _submission(gradebook: Any, exercise: Exercise, result: StudentResult) -> None:
    moment = dt.datetime.fromisoformat(result.handed_in) if result.handed_in else None
    # nbgrader keeps UTC without a zone.
    when = {"timestamp": moment.astimezone(dt.UTC).replace(tzinfo=None)} if moment else {}
    with warnings.catch_warnings():
        # SQLAlchemy warns of how nbgrader uses it.
        warnings.simplefilter("ignore", SAWarning)
        gradebook.update_or_create_submission(exercise.id, result.student, **when)
    notebook = gradebook.find_submission_notebook(exercise.id, exercise.id, result.student)
    notebook.late_submission_penalty = result.penalty or None


def _scores(gradebook: Any, exercise: Exercise, result: StudentResult) -> None:
    report = result.report
    assert report is not None  # `_by_exercise` leaves out those without
    found = {check.name: check for check in report.checks}
    for check in checks_of(exercise):
        grade = gradebook.find_grade(check.name, exercise.id, exercise.id, result.student)
        verdict = found.get(check.name)
        undecided = report.grader_failed or (verdict is not None and verdict.outcome == "error")
        grade.auto_score = None if undecided else float(verdict.points if verdict else 0)
        grade.needs_manual_grade = undecided or grade.manual_score is not None
