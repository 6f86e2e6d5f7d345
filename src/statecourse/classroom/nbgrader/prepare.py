"""Moves aside files that would make nbgrader drop a student or run student code; deletes nothing handed in."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

from nbgrader.utils import parse_utc
from traitlets.log import get_logger

from statecourse.classroom.handins.notebook_file import MAX_BYTES
from statecourse.classroom.nbgrader.safe_markdown import runs_in_browser
from statecourse.course.opening import NotOrdinaryError, read_file

ASIDE = ".not-graded"
"""The folder, in a student's own, for files that nbgrader cannot copy."""

_MAX_TIMESTAMP = 1_000
"""Bytes of a ``timestamp.txt``, which says when something was handed in."""

_SETTINGS = re.compile(r"(jupyter|nbgrader)\w*\.(py|json)")
"""Names under which Jupyter looks for settings; it would run those in Python."""


def prepare(assignment: str, student: str, notebooks: list[str]) -> None:  # noqa: ARG001  # nbgrader's own
    """Move aside what cannot be copied or read, and copy a renamed notebook to the name that nbgrader looks for.

    nbgrader calls this for each student before it reads their ``notebooks``. The log says what was done.
    """
    folder = Path(notebooks[0]).parent
    _put_aside(folder)
    _check_timestamp(folder)
    _take_renamed(folder, notebooks)


def tidy(assignment: str, student: str, notebooks: list[str]) -> None:  # noqa: ARG001  # nbgrader's own
    """Delete from ``autograded/`` a student's files that a browser would run; the originals stay in ``submitted/``.

    formgrader serves that folder to a teacher's browser, with a teacher's rights. nbgrader calls this after
    each student.
    """
    given = Path(notebooks[0]).parent
    course = given.parents[2]
    folder = course / "autograded" / given.parent.name / given.name
    for path in [path for path in folder.rglob("*") if path.is_file() and runs_in_browser(path.name)]:
        # Where source/ has such a file, nbgrader has copied that one over the student's.
        if not (course / "source" / given.name / path.relative_to(folder)).exists():
            path.unlink()
            get_logger().warning("%s is a page that runs in a browser; it stays in submitted/ alone", path)


def _put_aside(folder: Path) -> None:
    for parent, _, names in os.walk(folder):
        for path in (Path(parent) / name for name in names):
            ordinary = path.is_file() and not path.is_symlink() and os.access(path, os.R_OK)
            # Where a notebook is no ordinary file, the student's feedback says so.
            if ASIDE in path.parts:
                continue
            if not ordinary and path.suffix != ".ipynb":
                _move(path, folder, "no ordinary readable file")
            elif _SETTINGS.fullmatch(path.name):
                _move(path, folder, "one that Jupyter would take for your settings", ".txt")


def _move(path: Path, folder: Path, why: str, ending: str = "") -> None:
    aside = folder / ASIDE
    link = aside.rename(folder / f"{ASIDE}-link") if aside.is_symlink() else None
    aside.mkdir(exist_ok=True)
    if link:  # through which files would have been moved to anywhere
        link.rename(aside / link.name)
    path.rename(aside / f"{path.name}{ending}")
    get_logger().warning("%s is %s; it is now in %s", path, why, aside)


def _check_timestamp(folder: Path) -> None:
    path = folder / "timestamp.txt"
    if path.is_file():
        try:
            parse_utc(read_file(path, at_most=_MAX_TIMESTAMP).decode().strip() or "2000-01-01")
        except (NotOrdinaryError, ValueError, OverflowError, TypeError, AttributeError):
            _move(path, folder, "no moment in time, so it is not known when this was handed in")


def _take_renamed(folder: Path, notebooks: list[str]) -> None:
    """Add a copy of a student's only notebook under the name that nbgrader looks for.

    Nothing is done where the right name is there, or which notebook was meant cannot be told.
    """
    # The course's folder is above submitted/STUDENT/ASSIGNMENT.
    wanted = sorted((folder.parents[2] / "source" / folder.name).glob("*.ipynb"))
    if len(wanted) != 1 or len(notebooks) != 1 or Path(notebooks[0]).name == wanted[0].name:
        return
    given, target = Path(notebooks[0]), folder / wanted[0].name
    content = b""  # an unreadable notebook becomes an empty one, and the feedback says so
    with contextlib.suppress(NotOrdinaryError, OSError):
        content = read_file(given, at_most=MAX_BYTES + 1)
    with target.open("xb") as file:  # follows no link that lies there
        file.write(content)
    notebooks.append(str(target))
    get_logger().warning("%s: %s is graded as %s", folder, given.name, target.name)
