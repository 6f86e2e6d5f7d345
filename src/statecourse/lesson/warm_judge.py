"""Checks a learner's apps for a lesson's page: a warm judge for each exercise, one check at a time."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from statecourse.course.course import Course
from statecourse.course.manifest import CourseError
from statecourse.course.progress import record
from statecourse.course.stubs import flagged
from statecourse.course.submission import own_job
from statecourse.judge.judges import Judge, JudgeStoppedError

if TYPE_CHECKING:
    from statecourse.course.course import Exercise
    from statecourse.report.report import Report


class Checker:
    """Checks the app of one exercise. Its judge starts with the first check and ends with `close`."""

    def __init__(self, course: Course, exercise: Exercise) -> None:
        self._course = course
        self._exercise = exercise
        self._judge: Judge | None = None
        self._lock = threading.Lock()

    def check(self) -> Report | str:
        """The report on the app as it is now, or why there is none. The learner's progress keeps it."""
        with self._lock:
            try:
                self._judge = self._judge or Judge(self._course, [self._exercise.id], ())
                job = own_job(self._exercise)
                report = flagged(self._judge.grade(job), self._course, job)
                record(self._course, report)
            except (JudgeStoppedError, CourseError) as problem:
                self._stop()
                return str(problem)
            return report

    def close(self) -> None:
        """End the judge."""
        with self._lock:
            self._stop()

    def _stop(self) -> None:
        if self._judge is not None:
            self._judge.close()
            self._judge = None


@st.cache_resource(show_spinner=False, scope="session", on_release=Checker.close)
def checker(root: str, exercise: str) -> Checker:
    """The checker of an exercise for one page; it ends with the page."""
    course = Course(Path(root))
    return Checker(course, course.exercises[exercise])


def stamp(exercise: Exercise) -> tuple[tuple[str, int, int], ...]:
    """A value that changes when a file of the exercise is saved."""
    found = []
    for path in sorted(exercise.folder.rglob("*")):
        with contextlib.suppress(OSError):
            if path.is_file() and "__pycache__" not in path.parts:
                found.append((path.name, path.stat().st_mtime_ns, path.stat().st_size))
    return tuple(found)
