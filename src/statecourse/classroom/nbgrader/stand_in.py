"""Writes a notebook for a student who handed in something else: nbgrader sees nobody who has none.

What is the answer follows the rule for all hand-ins (`handins.answer`). Apart from `prepare`, as nbgrader calls that
only for students who have a notebook.
"""

from __future__ import annotations

import contextlib
import glob
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from statecourse.classroom.handins.answer import Found, Searched, find_answer
from statecourse.classroom.handins.download import unzipped
from statecourse.classroom.handins.notebook_cells import ANSWER, with_magic
from statecourse.classroom.handins.notebook_file import MAX_BYTES
from statecourse.classroom.unzip import Budget
from statecourse.course.answer_files import SubmissionError, reading
from statecourse.course.opening import NotOrdinaryError, read_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from statecourse.course.course import Exercise

_MARK = "statecourse"


class StandIn(NamedTuple):
    """Why there is no answer in the notebook that was written; or what was taken for one."""

    problem: str
    note: str


def write_stand_ins(exercises: Mapping[str, Exercise], converter: Any) -> dict[tuple[str, str], StandIn]:
    """Write the notebooks that are missing, and have nbgrader look for notebooks again.

    Those of an earlier run are written anew, as something else may have been handed in since. Returns what is
    to be said, by student and notebook. Raises OSError where one cannot be written.
    """
    directory = converter.coursedir
    pattern = directory.format_path(
        directory.submitted_directory, directory.student_id, directory.assignment_id
    )
    made = {}
    for folder in sorted(map(Path, glob.glob(pattern))):  # noqa: PTH207  # the pattern is nbgrader's own
        exercise = exercises.get(folder.name)
        if exercise is not None and folder.is_dir() and not folder.is_symlink() and _lacks(folder):
            made[folder.parent.name, folder.name] = _written(folder, exercise)
    if made:
        converter.init_notebooks()
    return made


def _lacks(folder: Path) -> bool:
    """Whether a student's folder has no notebook that could be the one in question, but for an earlier stand-in."""
    notebooks = [path for path in folder.glob("*.ipynb") if not _is_ours(path)]
    return len(notebooks) != 1 and folder / f"{folder.name}.ipynb" not in notebooks


def _is_ours(path: Path) -> bool:
    with contextlib.suppress(NotOrdinaryError, OSError, ValueError, RecursionError):
        data = json.loads(read_file(path, at_most=MAX_BYTES))
        return isinstance(data, dict) and isinstance(data.get("metadata"), dict) and _MARK in data["metadata"]
    return False


def _written(folder: Path, exercise: Exercise) -> StandIn:
    target = folder / f"{exercise.id}.ipynb"
    if _is_ours(target):
        target.unlink()
    cells, said = [], StandIn("", "")
    with tempfile.TemporaryDirectory() as temporary:
        try:
            with reading(folder):
                root, top = unzipped(folder, folder, Path(temporary), Budget())
            found = find_answer(Searched(root, top, folder.parent.name, exercise, Path(temporary)))
            found.submission.check()
            cells, said = list(_cells(found, folder)), StandIn("", _note(found, exercise))
        except SubmissionError as problem:
            said = StandIn(str(problem), "")
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {_MARK: {"stand_in": True}}, "cells": cells}
    with target.open("x", encoding="utf-8") as file:  # follows no link that lies there
        json.dump(notebook, file, indent=1)
    return said


def _note(found: Found, exercise: Exercise) -> str:
    return found.note or f"{exercise.answer} was handed in in place of a notebook."


def _cells(found: Found, folder: Path) -> Iterator[dict[str, Any]]:
    """The answer's cell, and those that write the programs beside it where these lie elsewhere."""
    submission = found.submission
    code = submission.text().decode("utf-8-sig", "replace")
    yield _cell(ANSWER, with_magic(code, submission.answer)) | {
        "metadata": {"nbgrader": {"grade_id": ANSWER}}
    }
    if submission.folder == folder:
        return
    for number, file in enumerate(submission.files()):
        name = file.path.relative_to(submission.folder).as_posix()
        if file.path.suffix == ".py" and name != submission.answer:
            yield _cell(f"file-{number}", with_magic(file.read().decode("utf-8-sig", "replace"), name))


def _cell(name: str, source: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": name,
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }
