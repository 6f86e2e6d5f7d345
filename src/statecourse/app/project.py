"""Guesses the folder to copy for an app of which a test names only the script or the function.

It is for AppTest tests outside of a course: the folder of an answer is known.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from statecourse.course.answer_files import SubmissionError, copy_files

if TYPE_CHECKING:
    from collections.abc import Callable

_TESTS = {"tests", "test"}


def project_of(script: Path) -> Path:
    """The folder of an app's project: the script's own, or the one above if it is one of its ``pages``."""
    return script.parent.parent if script.parent.name == "pages" else script.parent


def project_around(function: Callable[..., object]) -> Path | None:
    """The folder of the project that a function's file belongs to; None for a check's, which no app may see."""
    folder = Path(function.__code__.co_filename).resolve().parent
    folder = folder.parent if folder.name in _TESTS else folder
    return folder if folder.is_dir() and folder.parent.name != "graders" else None


def placed_in(project: Path, script: Path) -> Path:
    """Copy the project, with the script in a folder of its own; returns the script's path there.

    Beside the project's ``pages``, Streamlit would take it for their main script. Raises `SubmissionError`.
    """
    folder = Path(tempfile.mkdtemp(dir=script.parent)) / "project"
    try:
        copy_files(project, folder, leave_out=Path.is_symlink)
    except SubmissionError as problem:
        raise too_large(problem) from problem
    placed = folder / folder.parent.name / f"{folder.parent.name}.py"
    placed.parent.mkdir()
    placed.write_bytes(script.read_bytes())
    return placed


def too_large(problem: SubmissionError) -> SubmissionError:
    """The error, with advice on how to name another folder than the guessed one."""
    return SubmissionError(
        f"{problem}; name the folder that the app needs with from_file(…, folder=…) or from_function(…, folder=…)"
    )
