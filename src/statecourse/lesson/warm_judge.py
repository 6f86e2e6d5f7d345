"""Checks a learner's apps for a lesson's page: a warm judge for each exercise, one check at a time."""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from statecourse.course.course import Course
from statecourse.course.manifest import CourseError
from statecourse.course.progress import record
from statecourse.course.stubs import flagged
from statecourse.course.submission import own_job
from statecourse.judge.judges import Judges, JudgeStoppedError

if TYPE_CHECKING:
    from statecourse.course.course import Exercise
    from statecourse.report.report import Report


Stamp = tuple[tuple[str, int, int], ...]


def newest_report(course: Course, exercise: Exercise) -> Report | str:
    """The report on an exercise's app as it is now, kept in the learner's progress; or why there is none."""
    job = own_job(exercise)
    try:
        answer = _judges(str(course.root), exercise.id).submit(job).result()
        report = flagged(answer.report, course, job)
        record(course, report)
    except (JudgeStoppedError, CourseError) as problem:
        return str(problem)
    return report


def film_of_failure(course: Course, exercise: Exercise) -> dict[str, Any] | None:
    """The film of the first failed check as data; None where there is none, such as of a race."""
    try:
        answer = (
            _judges(str(course.root), exercise.id).submit(replace(own_job(exercise), filmed=True)).result()
        )
    except (JudgeStoppedError, CourseError):
        return None
    return json.loads(answer.film) if answer.film else None


@st.cache_resource(show_spinner=False, scope="session", on_release=Judges.close)
def _judges(root: str, exercise: str) -> Judges:
    """The judge of an exercise for one page; it ends with the page."""
    return Judges(Course(Path(root)), [exercise])


def stamp(exercise: Exercise) -> Stamp:
    """A value that changes when a file of the exercise is saved."""
    found = []
    for path in sorted(exercise.folder.rglob("*")):
        with contextlib.suppress(OSError):
            if path.is_file() and "__pycache__" not in path.parts:
                found.append((path.name, path.stat().st_mtime_ns, path.stat().st_size))
    return tuple(found)
