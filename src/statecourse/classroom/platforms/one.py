"""Grades one hand-in."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from statecourse.classroom.handins.answer import Found, Searched, find_answer
from statecourse.classroom.platforms.isolation import require_readable_python
from statecourse.classroom.results import Person, Results, StudentResult, held_by_all
from statecourse.classroom.temporary import workspace
from statecourse.course.answer_files import SubmissionError
from statecourse.course.stubs import flagged
from statecourse.course.submission import Job
from statecourse.judge.judges import grade_all, not_graded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from statecourse.course.course import Course, Exercise
    from statecourse.report.report import Report


def grade_one(
    course: Course,
    exercises: Sequence[Exercise],
    folder: Path,
    student: str,
    *,
    person: Person | None = None,
    handed_in: str = "",
    seed: str = "",
    without: tuple[str, ...] = (),
) -> Results:
    """The results of the exercises that one student has handed in as a folder, one of each.

    Raises `CourseError` where a grader is broken, or Python cannot be read by apps; a hand-in that cannot be read raises nothing.
    """
    require_readable_python(without)
    reports: dict[str, Report] = {}
    notes: dict[str, str] = {}
    with workspace() as temporary:
        jobs = []
        for exercise in exercises:
            try:
                found = _found(exercise, folder, student, temporary, alone=len(exercises) == 1)
                notes[exercise.id] = found.note
                jobs.append(Job(exercise, found.submission, seed))
            except SubmissionError as problem:
                reports[exercise.id] = not_graded(exercise, str(problem))
        graded = grade_all(course, jobs, judges=1, without=without, temporary=temporary)
        with contextlib.closing(graded):
            for one in graded:
                reports[one.job.exercise.id] = flagged(one.report, course, one.job)
    return Results.here(
        course.manifest.title,
        held_by_all(reports.values()),
        [
            StudentResult(
                student,
                exercise.id,
                report := reports[exercise.id],
                report.problem,
                person or Person(),
                handed_in,
                note=notes.get(exercise.id, ""),
            )
            for exercise in exercises
        ],
        [],
    )


def place_of(exercise: str, folder: Path) -> str:
    """Where a hand-in has the folder of an exercise; empty where it has none of its name."""
    names = (exercise, exercise.partition("_")[0], f"exercises/{exercise}")
    return next((name for name in names if (folder / name).is_dir()), "")


def _found(exercise: Exercise, folder: Path, student: str, temporary: Path, *, alone: bool) -> Found:
    """The answer to an exercise: in a folder of its name, or, where it is the only exercise, anywhere."""
    place = place_of(exercise.id, folder)
    if not place and not alone:
        raise SubmissionError(f"there is no folder {exercise.id}")
    return find_answer(Searched(folder / place, folder, student, exercise, temporary))
