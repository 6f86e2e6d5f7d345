"""An exercise's app as it was at the beginning, to go back to."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from statecourse.course.answer_files import SubmissionError
from statecourse.course.answer_folder import data_files
from statecourse.course.installed import installed_content
from statecourse.course.manifest import CourseError
from statecourse.course.progress import private_folder
from statecourse.course.whole_file import write_whole

if TYPE_CHECKING:
    from statecourse.course.course import Course, Exercise
    from statecourse.course.submission import Job, Submission
    from statecourse.report.report import Report


def original(course: Course, exercise: Exercise, *, history: bool = True) -> str:
    """The stub's text: from the course's own keep, its ``history``, or the installed package.

    Raises `CourseError` where none of them has it.
    """
    kept = private_folder(course) / "stubs" / f"{exercise.id}.py"
    if kept.is_file():
        return kept.read_bytes().decode()  # line ends and all
    if history and (text := _from_history(course, exercise)):
        return text
    content = installed_content()
    packaged = content / "exercises" / exercise.id / exercise.answer if content else None
    if packaged is not None and packaged.is_file() and packaged != exercise.app:
        return packaged.read_bytes().decode()
    raise CourseError(
        f"{exercise.id}: how {exercise.answer} began is kept nowhere (not by `init`, git, or the package)"
    )


def _from_history(course: Course, exercise: Exercise) -> str:
    """The last committed version that still holds its TODO."""
    path = exercise.app.relative_to(course.root).as_posix()
    for commit in _git(course, "log", "--format=%H", "-n50", "--", path).split():
        text = _git(course, "show", f"{commit}:./{path}")
        if "TODO" in text:
            return text
    return ""


def _git(course: Course, *arguments: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603
            ["git", *arguments],  # noqa: S607  # whichever git the learner has
            cwd=course.root,
            capture_output=True,
            timeout=20,
            check=False,
        )
        return done.stdout.decode() if done.returncode == 0 else ""
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return ""


def keep_stubs(course: Course) -> None:
    """Keep every exercise's app as it is now, as what to go back to."""
    folder = private_folder(course) / "stubs"
    folder.mkdir(parents=True, exist_ok=True)
    for exercise in course.exercises.values():
        shutil.copyfile(exercise.app, folder / f"{exercise.id}.py")


def flagged(report: Report, course: Course, job: Job) -> Report:
    """The report, with a flag where the answer is the exercise as it was handed out."""
    if report.passed or report.problem or not _is_stub(course, job.exercise, job.submission):
        return report
    return msgspec.structs.replace(report, unchanged=True)


def _is_stub(course: Course, exercise: Exercise, submission: Submission) -> bool:
    """Whether an answer is the stub, but for line ends, and for files that running it has left."""
    folder = submission.folder
    try:
        texts = {file.path.relative_to(folder): file.read() for file in submission.files()}
        given = [Path(exercise.answer), *data_files(exercise)]
        more = [path for path in texts if path.suffix == ".py" and path not in given]
        if more or given[0] not in texts:
            return False
        as_it_was = [
            _text(exercise.folder / path) == _decoded(texts[path]) for path in given[1:] if path in texts
        ]
        return all(as_it_was) and _decoded(texts[given[0]]) in _stubs(
            course, exercise, own=folder == exercise.folder
        )
    except (SubmissionError, OSError):
        return False


_began = functools.cache(original)
"""To look through git's history for each answer would take longer than to grade it."""


def _stubs(course: Course, exercise: Exercise, *, own: bool) -> list[list[str]]:
    """How the app began, as far as that is known.

    In a learner's ``own`` course `app.py` is what they made of it, and so may be its history.
    """
    found = [] if own else [_text(exercise.app)]
    with contextlib.suppress(CourseError):
        found.append(_lines(original(course, exercise, history=False) if own else _began(course, exercise)))
    return found


def _text(path: Path) -> list[str]:
    return _decoded(path.read_bytes())


def _decoded(data: bytes) -> list[str]:
    return _lines(data.decode("utf-8-sig", "replace"))


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]


def reset(course: Course, exercise: Exercise) -> Path | None:
    """Put the stub back. The learner's app is kept; returns where, or None where there was none.

    Raises `CourseError` where the stub is not to be had.
    """
    text = original(course, exercise)
    backup = None
    if exercise.app.is_file():
        moment = dt.datetime.now().astimezone().strftime("%Y%m%d-%H%M%S-%f")
        backup = private_folder(course) / "backups" / f"{exercise.id}-{moment}.py"
        backup.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(exercise.app, backup)
    write_whole(exercise.app, text)
    return backup
