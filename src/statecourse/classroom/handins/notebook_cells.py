"""Reads a student's answer out of a notebook's cells: the app, and the files that other cells write."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

ANSWER = "answer"
"""The grade id of the cell that holds the app."""

_NO_CODE = re.compile(r"\s*(#.*)?")
_WRITE = re.compile(r"%%(?:writefile|file)\s+(?P<arguments>.+)")


@dataclass(frozen=True)
class Answer:
    """The answer's text (None where no cell has one), the files beside it by name, and notes for teacher and student.

    ``name`` is the file that the answer would be.
    """

    code: str | None
    files: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    name: str = "app.py"

    def contents(self) -> dict[str, bytes]:
        """The bytes of all files that the notebook writes, by name."""
        texts = self.files | {self.name: self.code or ""}
        return {name: text.encode("utf-8", "replace") for name, text in texts.items()}


@dataclass
class _Written:
    """What the cells would write if all were run in order."""

    answer: str
    apps: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    answer_cells: int = 0

    def add(self, name: str, text: str, *, more: bool) -> None:
        if name != self.answer:
            self.files[name] = (self.files.get(name, "") if more else "") + text
        elif more and self.apps:
            self.apps[-1] += text
        else:
            self.apps.append(text)


def read_answer(cells: Iterable[Any], starter: str, name: str) -> Answer:
    """The answer in a notebook's cells; ``starter`` is the text that students begin with.

    It is what the file ``name``, such as ``app.py``, would hold if all cells were run in order, with or without
    the magic line on top of the answer cell. Copies of the starter count only where there is nothing else.
    """
    written, cells = _Written(name), list(cells)
    is_ours = any(cell["metadata"].get("nbgrader") for cell in cells)
    for cell in cells:
        if is_answer(cell):
            written.answer_cells += 1
            written.add(name, without_magic(cell["source"]), more=False)
        elif cell["cell_type"] == "code":
            _add_file(cell["source"], written)
    changed = [app for app in written.apps if not same(app, starter)]
    chosen = changed or written.apps
    return Answer(
        chosen[-1] if chosen else None, written.files, tuple(_notes(written, changed, is_ours=is_ours)), name
    )


def _notes(written: _Written, changed: list[str], *, is_ours: bool) -> Iterable[str]:
    if not written.apps:
        yield f"There is no answer cell in this notebook, and no other cell that writes {written.answer}."
    elif is_ours and not written.answer_cells:
        yield f"The answer cell is gone; the last cell that writes {written.answer} was graded in its place."
    if len(changed) > 1:
        yield f"{len(changed)} cells hold an app; the last one was graded."


def is_answer(cell: Any) -> bool:
    """Whether a cell is the answer cell."""
    return bool(cell["metadata"].get("nbgrader", {}).get("grade_id") == ANSWER)


def without_magic(source: str) -> str:
    """The text of an answer cell without a cell magic on top, if there is one."""
    lines = source.splitlines(keepends=True)
    for number, line in enumerate(lines):
        if line.startswith("%%"):
            return "".join(lines[:number] + lines[number + 1 :]).lstrip("\n")
        if not _NO_CODE.fullmatch(line.rstrip("\n")):
            break
    return source


def _add_file(source: str, written: _Written) -> None:
    first, _, text = source.lstrip("\n").partition("\n")
    found = _WRITE.fullmatch(first.strip())
    if found is None:
        return
    try:
        words = shlex.split(found["arguments"])
    except ValueError:
        return
    names = [word for word in words if not word.startswith("-")]
    if len(names) == 1 and _inside(names[0]):
        name = PurePosixPath(names[0]).as_posix()
        written.add(name, text, more="-a" in words or "--append" in words)


def _inside(name: str) -> bool:
    """Whether a name is of a file in the app's own folder or below."""
    path = PurePosixPath(name)
    plain = re.fullmatch(r"[\w./ -]{1,200}", name) is not None
    return plain and not path.is_absolute() and ".." not in path.parts and bool(path.name)


def same(app: str, other: str) -> bool:
    """Whether two apps are equal but for white space at the ends of lines."""
    return _plain(app) == _plain(other)


def _plain(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]


def with_magic(code: str, name: str) -> str:
    """The answer cell's text: the magic line that writes the file of this name, and the answer."""
    return f"%%writefile {name}\n{code.rstrip()}"
