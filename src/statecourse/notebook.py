"""What the check cells of a notebook call: the check's result as a score and a table.

Needs neither nbgrader nor its extra: students have neither.
"""

from __future__ import annotations

import atexit
import contextlib
import datetime as dt
import functools
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from statecourse.course.answer_files import SubmissionError
from statecourse.course.answer_folder import lay_out
from statecourse.course.course import Course, find_course
from statecourse.course.installed import installed_content
from statecourse.course.manifest import CourseError
from statecourse.course.submission import Job, Submission
from statecourse.judge.judges import Judges, JudgeStoppedError
from statecourse.report.files import cell_html, problem_html
from statecourse.sandbox.confine import missing_layers

if TYPE_CHECKING:
    from statecourse.course.course import Exercise
    from statecourse.report.report import Report

COURSE = "STATECOURSE_COURSE"
"""The environment variable that names the course, where it is neither installed nor around the notebook."""


class Result:
    """What a check cell ends with: as text the score, as HTML the table."""

    def __init__(self, score: float, table: str) -> None:
        self._score, self._table = score, table

    def __repr__(self) -> str:
        # nbgrader reads this, whatever precision Jupyter was told to show numbers with.
        return repr(float(self._score))

    def _repr_html_(self) -> str:
        return self._table


def check(exercise: str, name: str) -> Result:
    """Check the ``app.py``, or whatever file is the answer, in the notebook's folder with one check of an exercise.

    The app runs in a worker that is locked in as well as this machine can, never in the notebook's
    own process. Whatever goes wrong is in the result; nothing is raised.
    """
    try:
        return _checked(exercise, name, Path.cwd())
    except (CourseError, SubmissionError, JudgeStoppedError, OSError) as problem:
        return Result(0, problem_html(name, str(problem), "?"))


def _checked(exercise: str, name: str, folder: Path) -> Result:
    course = _course(folder)
    found = course.find(exercise)
    content, moment = _answer(folder, found.answer)
    with tempfile.TemporaryDirectory(prefix="statecourse-notebook-") as temporary:
        answer = Path(temporary) / "answer"
        lay_out({found.answer: content}, folder, found, answer)
        report = _report(course, found, answer)
    result = next((check for check in report.checks if check.name == name), None)
    if result is None:
        raise CourseError(
            f"{found.id} has no check {name} here; {report.problem or 'is statecourse up to date?'}"
        )
    return Result(result.points, cell_html(report, result, note=f"{found.answer} of {moment}{_notice()}"))


def _course(folder: Path) -> Course:
    """The course around a folder, or the one that is named, or the installed one."""
    with contextlib.suppress(CourseError):
        return find_course(folder)
    named = os.environ.get(COURSE)
    root = Path(named) if named else installed_content()
    if root is None:
        raise CourseError(f"no course was found; name its folder in the environment variable {COURSE}")
    return find_course(root)


def _answer(folder: Path, name: str) -> tuple[bytes, str]:
    """The answer's text, and when it was written."""
    path = folder / name
    if not path.is_file():
        raise SubmissionError(
            f"there is no {name} in this folder yet: run the answer cell first, it writes it"
        )
    moment = dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    return path.read_bytes(), f"{moment:%H:%M:%S}"


def _report(course: Course, exercise: Exercise, folder: Path) -> Report:
    """The report on a folder; asked again for the same files, the same report."""
    submission = Submission(folder, answer=exercise.answer)
    judges, known = _judges(course.root, exercise.id)
    digest = submission.digest()
    if digest not in known:
        known.clear()
        try:
            known[digest] = judges.submit(Job(exercise, submission)).result().report
        except KeyboardInterrupt:  # the kernel's button to stop a cell; the next one is to have an idle judge
            _judges.cache_clear()
            judges.close()
            raise
    return known[digest]


@functools.cache
def _judges(root: Path, exercise: str) -> tuple[Judges, dict[str, Report]]:
    """A judge that stays warm as long as the notebook's kernel, and the newest report by the answer's digest."""
    judges = Judges(Course(root), [exercise], quiet=True)
    atexit.register(judges.close)
    return judges, {}


def _notice() -> str:
    missing = [layer.layer for layer in missing_layers()]
    return f"; it ran without {', '.join(missing)} here, fine for your own code" if missing else ""
