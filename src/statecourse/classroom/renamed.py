"""Takes a notebook that was handed in under another name for the one that was meant."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path


def take_renamed(assignment: str, student: str, notebooks: list[str]) -> None:  # noqa: ARG001  # nbgrader's own
    """Add a copy of a student's only notebook under the name that nbgrader looks for.

    nbgrader calls this for each student, with the paths of their notebooks, before it reads any. What
    was handed in stays as it is. Nothing is done where the right name is there, or which notebook
    was meant cannot be told.
    """
    folder = Path(notebooks[0]).parent
    # The course's folder is above submitted/STUDENT/ASSIGNMENT.
    wanted = sorted((folder.parents[2] / "source" / folder.name).glob("*.ipynb"))
    if len(wanted) != 1 or len(notebooks) != 1 or Path(notebooks[0]).name == wanted[0].name:
        return
    target = folder / wanted[0].name
    shutil.copyfile(notebooks[0], target, follow_symlinks=False)
    notebooks.append(str(target))
    name = Path(notebooks[0]).name
    logging.getLogger("traitlets").warning("%s: %s is graded as %s", folder, name, target.name)
