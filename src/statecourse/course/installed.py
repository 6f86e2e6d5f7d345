"""The course that comes with the package: where it lies, and how to copy it."""

from __future__ import annotations

import shutil
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

from statecourse.course.course import HIDDEN, Course, find_course
from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PARTS = ("lessons", "exercises", "solutions", "graders", ".streamlit")
NOT_COPIED = shutil.ignore_patterns("__pycache__", "*.pyc", ".statecourse", HIDDEN)


def installed_content() -> Path | None:
    """The folder of the course that this package brings, or the checkout; None if there is none."""
    schemes = sysconfig.get_default_scheme(), sysconfig.get_preferred_scheme("user")
    shared = (Path(sysconfig.get_path("data", scheme)) / "share" / "statecourse" for scheme in schemes)
    places = [Path(__file__).resolve().parents[3], *shared]
    return next((p for p in places if (p / "exercises" / "course.yaml").is_file()), None)


def course_for_teaching(start: Path) -> Course:
    """The course around a folder, or else the installed one. Raises `CourseError` if there is neither."""
    try:
        return find_course(start)
    except CourseError:
        root = installed_content()
        if root is None:
            raise
        return Course(root)


def copy_course(target: Path) -> Course:
    """Copy the course into a new or empty folder.

    Raises `CourseError` if the folder is not empty, cannot be written, or the package has no course.
    """
    content = installed_content()
    if content is None:
        raise CourseError("the course's files are missing from this installation; reinstall statecourse")
    copy_parts(content, target, PARTS, NOT_COPIED)
    return find_course(target)


def copy_parts(
    content: Path, target: Path, parts: Iterable[str], ignore: Callable[[str, list[str]], set[str]]
) -> None:
    """Copy folders of a course into a new or empty folder; those that the course lacks are left out.

    ``ignore`` is as for `shutil.copytree`. Raises `CourseError`, and then leaves nothing behind.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise CourseError(f"{target} is there already and not empty; choose another name")
    try:
        target.mkdir(parents=True, exist_ok=True)
        for part in parts:
            if (content / part).is_dir():
                shutil.copytree(content / part, target / part, ignore=ignore)
    except OSError as problem:
        shutil.rmtree(target, ignore_errors=True)  # it was not there, or empty
        if problem.filename:
            raise CourseError(f"{problem.filename} cannot be written: {problem.strerror}") from problem
        raise CourseError(f"the course cannot be written to {target}: {problem}") from problem
    (target / ".gitignore").write_text(".statecourse/\n__pycache__/\n", encoding="utf-8")
