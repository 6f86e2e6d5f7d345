"""Reads a notebook that a student handed in, whatever the file holds."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import nbformat
from nbformat.notebooknode import NotebookNode, from_dict
from nbformat.v4 import new_notebook

from statecourse.course.opening import NotOrdinaryError, read_file

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 20 * 2**20
"""Of a notebook. Even with pictures few have a tenth of this."""

MAX_CELLS = 2000


def read_notebook(path: Path) -> tuple[NotebookNode, str]:
    """The notebook with well-formed cells only, and an empty text; or an empty notebook, and why it is unreadable."""
    try:
        return _well_formed(_parsed(_content(path))), ""
    except OSError as problem:
        why = str(problem.strerror)
    except (ValueError, RecursionError):
        why = "it is not valid JSON"
    except _UnreadableError as problem:
        why = str(problem)
    return new_notebook(), f"the notebook cannot be read: {why}"


def _content(path: Path) -> bytes:
    try:
        content = read_file(path, at_most=MAX_BYTES + 1)
    except NotOrdinaryError as problem:
        raise _UnreadableError("it is no ordinary file") from problem
    if len(content) > MAX_BYTES:
        raise _UnreadableError(f"it is larger than {MAX_BYTES // 2**20} MB")
    return content


class _UnreadableError(Exception):
    """The file is no notebook, for the reason in the message."""


def _parsed(content: bytes) -> Any:
    data = json.loads(content)
    if isinstance(data, dict) and isinstance(data.get("worksheets"), list):
        return _upgraded(data)
    if not isinstance(data, dict) or not isinstance(data.get("cells"), list):
        raise _UnreadableError("it has no cells")
    return data


def _upgraded(data: Any) -> Any:
    """A notebook of format 3, converted to format 4."""
    quiet, before = logging.getLogger("traitlets"), logging.getLogger("traitlets").level
    quiet.setLevel(logging.CRITICAL)
    try:
        return nbformat.convert(from_dict(data), 4)
    except Exception as problem:
        raise _UnreadableError(f"it is of an old format, and damaged ({type(problem).__name__})") from problem
    finally:
        quiet.setLevel(before)


def _well_formed(data: Any) -> NotebookNode:
    """The notebook's cells, with their text and grade id and nothing else."""
    if len(data["cells"]) > MAX_CELLS:
        raise _UnreadableError(f"it has more than {MAX_CELLS} cells")
    cells = [_cell(number, cell) for number, cell in enumerate(data["cells"]) if isinstance(cell, dict)]
    return from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})


def _cell(number: int, cell: dict[str, Any]) -> dict[str, Any]:
    known = _grade_id(cell)
    made = {
        "id": f"cell-{number}",
        "cell_type": "markdown" if cell.get("cell_type") == "markdown" else "code",
        "metadata": {"nbgrader": {"grade_id": known}} if known else {},
        "source": _text(cell.get("source")),
    }
    return made if made["cell_type"] == "markdown" else {**made, "outputs": [], "execution_count": None}


def _text(source: Any) -> str:
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    # A lone surrogate could not be written to a file.
    return source.encode("utf-8", "replace").decode() if isinstance(source, str) else ""


def _grade_id(cell: Any) -> str:
    metadata = cell.get("metadata")
    known = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    found = known.get("grade_id") if isinstance(known, dict) else None
    return found if isinstance(found, str) else ""
