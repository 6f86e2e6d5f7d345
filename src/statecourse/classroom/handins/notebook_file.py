"""Reads the cells of a notebook that a student handed in, whatever the file holds; it needs no nbformat."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from statecourse.course.opening import NotOrdinaryError, read_file

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 20 * 2**20
"""Of a notebook. Even with pictures few have a tenth of this."""

MAX_CELLS = 2000


def read_cells(path: Path, top: Path | None = None) -> tuple[list[dict[str, Any]], str]:
    """The notebook's cells, well formed, and an empty text; or no cells, and why it is unreadable.

    A cell has its ``id``, ``cell_type``, ``source``, and of its metadata nbgrader's grade id. From ``top`` down no
    link is followed.
    """
    try:
        found = _cells(json.loads(_content(path, top)))
        return [_cell(number, cell) for number, cell in enumerate(found) if isinstance(cell, dict)], ""
    except OSError as problem:
        why = str(problem.strerror)
    except _UnreadableError as problem:
        why = str(problem)
    except (ValueError, RecursionError):
        why = "it is not valid JSON"
    return [], f"the notebook cannot be read: {why}"


class _UnreadableError(Exception):
    """The file is no notebook, for the reason in the message."""


def _content(path: Path, top: Path | None) -> bytes:
    try:
        content = read_file(path, top, MAX_BYTES + 1)
    except NotOrdinaryError as problem:
        raise _UnreadableError("it is no ordinary file") from problem
    if len(content) > MAX_BYTES:
        raise _UnreadableError(f"it is larger than {MAX_BYTES // 2**20} MB")
    return content


def _cells(data: Any) -> list[Any]:
    """The cells of a notebook of format 4, or of the sheets of one of format 3."""
    known = data if isinstance(data, dict) else {}
    found = known.get("cells")
    if isinstance(sheets := known.get("worksheets"), list):
        lists = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
        found = [cell for cells in lists if isinstance(cells, list) for cell in cells]
    if not isinstance(found, list):
        raise _UnreadableError("it has no cells")
    if len(found) > MAX_CELLS:
        raise _UnreadableError(f"it has more than {MAX_CELLS} cells")
    return found


def _cell(number: int, cell: dict[str, Any]) -> dict[str, Any]:
    known, source = _grade_id(cell), cell.get("source", cell.get("input"))  # as it was called in format 3
    return {
        "id": f"cell-{number}",
        "cell_type": "markdown" if cell.get("cell_type") in {"markdown", "heading"} else "code",
        "metadata": {"nbgrader": {"grade_id": known}} if known else {},
        "source": _text(source),
    }


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
