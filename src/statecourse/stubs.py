"""An exercise's app as it was at the beginning, to go back to."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from typing import TYPE_CHECKING

from statecourse.content import installed_content
from statecourse.files import write_whole
from statecourse.manifest import CourseError
from statecourse.progress import private_folder

if TYPE_CHECKING:
    from pathlib import Path

    from statecourse.course import Course, Exercise


def original(course: Course, exercise: Exercise) -> str:
    """The stub's text: from the course's own keep, its history, or the installed package.

    Raises `CourseError` where none of them has it.
    """
    kept = private_folder(course) / "stubs" / f"{exercise.id}.py"
    if kept.is_file():
        return kept.read_bytes().decode()  # line ends and all
    if text := _from_history(course, exercise):
        return text
    content = installed_content()
    packaged = content / "exercises" / exercise.id / "app.py" if content else None
    if packaged is not None and packaged.is_file() and packaged != exercise.app:
        return packaged.read_bytes().decode()
    text = f"{exercise.id}: how app.py began is kept nowhere (not by `init`, git, or the package)"
    raise CourseError(text)


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
