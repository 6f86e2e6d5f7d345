"""Takes out of nbgrader's way what would make it drop a student: nothing is deleted."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from nbgrader.utils import parse_utc
from traitlets.log import get_logger

ASIDE = ".not-graded"
"""The folder in a student's own that files are put into which nbgrader could not copy."""


def prepare(assignment: str, student: str, notebooks: list[str]) -> None:  # noqa: ARG001  # nbgrader's own
    """Put aside what cannot be copied or read, and give a renamed notebook its name.

    nbgrader calls this for each student, with the paths of their notebooks, before it reads any; it
    says in its log what was done.
    """
    folder = Path(notebooks[0]).parent
    _put_aside(folder)
    _check_timestamp(folder)
    _take_renamed(folder, notebooks)


def _put_aside(folder: Path) -> None:
    for parent, _, names in os.walk(folder):
        for path in (Path(parent) / name for name in names):
            ordinary = path.is_file() and not path.is_symlink() and os.access(path, os.R_OK)
            # A notebook that is no ordinary file gets its reason as feedback.
            if not ordinary and path.suffix != ".ipynb" and ASIDE not in path.parts:
                _move(path, folder, "no ordinary readable file")


def _move(path: Path, folder: Path, why: str) -> None:
    aside = folder / ASIDE
    aside.mkdir(exist_ok=True)
    path.rename(aside / path.name)
    get_logger().warning("%s is %s; it is now in %s", path, why, aside)


def _check_timestamp(folder: Path) -> None:
    path = folder / "timestamp.txt"
    if path.is_file():
        try:
            parse_utc(path.read_text(encoding="utf-8").strip() or "2000-01-01")
        except (ValueError, OverflowError, TypeError, AttributeError):
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
    shutil.copyfile(given, target, follow_symlinks=False)
    notebooks.append(str(target))
    get_logger().warning("%s: %s is graded as %s", folder, given.name, target.name)
