"""The stub that an exercise began with: to restore it, and to recognise an unchanged answer."""

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
    """The stub's text: as `keep_stubs` kept it, from git (``history``), or from the installed package.

    Raises `CourseError` if none of them has it.
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
    """Keep a copy of every exercise's app as it is now, for `reset`."""
    folder = private_folder(course) / "stubs"
    folder.mkdir(parents=True, exist_ok=True)
    for exercise in course.exercises.values():
        shutil.copyfile(exercise.app, folder / f"{exercise.id}.py")


def flagged(report: Report, course: Course, job: Job) -> Report:
    """The report; its flag ``unchanged`` is set if the answer is still the stub."""
    if report.passed or report.problem or not _is_stub(course, job.exercise, job.submission):
        return report
    return msgspec.structs.replace(report, unchanged=True)


def _is_stub(course: Course, exercise: Exercise, submission: Submission) -> bool:
    """Whether an answer is the stub, apart from line ends and from files that the app has written."""
    folder = submission.folder
    try:
        texts = {file.path.relative_to(folder): file.read() for file in submission.files()}
        given = [Path(exercise.answer), *data_files(exercise)]
        more = [path for path in texts if path.suffix == ".py" and path not in given]
        if more or given[0] not in texts:
            return False
        for path in given[1:]:
            if path in texts and _lines((exercise.folder / path).read_bytes()) != _lines(texts[path]):
                return False
        return _lines(texts[given[0]]) in _stubs(course, exercise, own=folder == exercise.folder)
    except (SubmissionError, OSError):
        return False


_cached_original = functools.cache(original)
"""To search git's history for every answer would take longer than grading it."""


def _stubs(course: Course, exercise: Exercise, *, own: bool) -> list[list[str]]:
    """The known versions of the stub, as lines.

    In a learner's ``own`` course the app is the learner's work, and so may be its history in git.
    """
    found = [] if own else [_lines(exercise.app.read_bytes())]
    with contextlib.suppress(CourseError):
        text = original(course, exercise, history=False) if own else _cached_original(course, exercise)
        found.append(_lines(text.encode()))
    return found


def _lines(data: bytes) -> list[str]:
    return [line.rstrip() for line in data.decode("utf-8-sig", "replace").strip().splitlines()]


def reset(course: Course, exercise: Exercise) -> Path | None:
    """Put the stub back. Returns where the learner's app is kept, or None if there was none.

    Raises `CourseError` if no stub is found.
    """
    text = original(course, exercise)
    backup = keep_copy(course, exercise, exercise.app.read_bytes()) if exercise.app.is_file() else None
    write_whole(exercise.app, text)
    return backup


def keep_copy(course: Course, exercise: Exercise, data: bytes) -> Path:
    """Keep a copy of a learner's app before another text takes its place; returns where."""
    moment = dt.datetime.now().astimezone().strftime("%Y%m%d-%H%M%S-%f")
    backup = private_folder(course) / "backups" / f"{exercise.id}-{moment}.py"
    backup.parent.mkdir(parents=True, exist_ok=True)
    backup.write_bytes(data)
    return backup
