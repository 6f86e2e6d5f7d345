"""Makes the notebook of an exercise: the task, the answer cell, and a cell for each check."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from statecourse.classroom.handins.notebook_cells import ANSWER, with_magic
from statecourse.course.check_list import Check, checks_of
from statecourse.course.manifest import CourseError
from statecourse.course.stubs import original

if TYPE_CHECKING:
    from statecourse.course.course import Course, Exercise

KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
SCHEMA = 3
"""The version of nbgrader's cell metadata."""

APP = "app.py"
"""Where the answer is tests, the app under test comes in a cell of its own, as nbgrader copies no such file."""

MARK = "statecourse"
"""The key of a cell's metadata with the digest of what was written, so that an update sees what a teacher changed."""


def make_notebook(exercise: Exercise) -> nbformat.NotebookNode:
    """The teacher's notebook of an exercise, with the reference solution as its answer.

    Raises `CourseError` where a file of the exercise is missing.
    """
    checks = checks_of(exercise)
    cells = [
        _locked("task", _task(exercise)),
        _locked("how", _how(checks, exercise.answer)),
        _answer(exercise),
        *([] if exercise.answer == APP else [_given(exercise)]),
        *(_check(exercise, check) for check in checks),
    ]
    for cell in cells:
        cell["metadata"][MARK] = {"written": digest(cell)}
    notebook = new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
    nbformat.validate(notebook)
    return notebook


def starter(course: Course, exercise: Exercise) -> str:
    """The app that students begin with: the original stub, as a teacher may have solved their copy of it."""
    try:
        return original(course, exercise)
    except CourseError:
        return _text(exercise.app, f"exercises/{exercise.id}/{exercise.answer}")


def _text(path: Any, name: str) -> str:
    try:
        return str(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as problem:
        raise CourseError(f"{name} cannot be read: {problem}") from problem


def _task(exercise: Exercise) -> str:
    """The task, with paths as they are in the notebook's own folder."""
    text = _text(exercise.task, f"exercises/{exercise.id}/task.md")
    return text.replace(f"exercises/{exercise.id}/", "").strip()


_WRITE = {
    True: (
        "Write your app in the next cell and run it (Shift+Enter): its first line saves it as `app.py`. To use your",
        "app, run `streamlit run app.py` in a terminal in this folder. Then run the check cells below; after each",
    ),
    False: (
        "Write your tests in the next cell and run it (Shift+Enter): its first line saves them as a file. The cell after it",
        "does so with the app: run it once, and `pytest` in a terminal in this folder runs your tests. Then run the check",
        "cells below; after each",
    ),
}


def _how(checks: list[Check], answer: str) -> str:
    hidden = [check for check in checks if check.hidden]
    lines = [
        "## Your answer",
        "",
        *_WRITE[answer == APP],
        "change, run the answer cell again first.",
    ]
    if hidden:
        points = sum(check.points for check in hidden)
        lines += ["", f"Your teacher has more checks, worth {points} points, which you do not see here."]
    return "\n".join(lines)


def _meta(grade_id: str, points: int | None = None, *, solution: bool = False) -> dict[str, Any]:
    known: dict[str, Any] = {
        "schema_version": SCHEMA,
        "grade": points is not None,
        "solution": solution,
        "locked": not solution,
        "task": False,
        "grade_id": grade_id,
    }
    return {"nbgrader": known if points is None else {**known, "points": points}}


def _locked(grade_id: str, text: str) -> nbformat.NotebookNode:
    return new_markdown_cell(text, id=grade_id, metadata=_meta(grade_id))


def _answer(exercise: Exercise) -> nbformat.NotebookNode:
    solution = _text(exercise.solution, f"solutions/{exercise.id}/{exercise.answer}")
    text = with_magic(solution, exercise.answer)
    return new_code_cell(text, id=ANSWER, metadata=_meta(ANSWER, solution=True))


def _given(exercise: Exercise) -> nbformat.NotebookNode:
    """The cell that writes the app under test, which students run once."""
    text = with_magic(_text(exercise.folder / APP, f"exercises/{exercise.id}/{APP}"), APP)
    return new_code_cell(text, id="app", metadata=_meta("app"))


def _check(exercise: Exercise, check: Check) -> nbformat.NotebookNode:
    plural = "point" if check.points == 1 else "points"
    lines = [
        f"# {check.title} ({check.points} {plural})",
        "from statecourse.notebook import check",
        "",
        f'check("{exercise.id}", "{check.name}")',
    ]
    # A cell's id has at most 64 characters.
    return new_code_cell("\n".join(lines), id=check.name[:64], metadata=_meta(check.name, check.points))


def digest(cell: Any) -> str:
    """A short hash of a cell's text and nbgrader's metadata."""
    known = {k: v for k, v in cell["metadata"].get("nbgrader", {}).items() if k != "checksum"}
    said = json.dumps([cell["cell_type"], cell["source"], known], sort_keys=True)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]
