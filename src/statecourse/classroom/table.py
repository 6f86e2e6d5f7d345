"""A teacher's own table, such as a roster or a gradebook; nothing of it changes but the cells that are filled in.

The `csv` module forgets how a cell was quoted and which line ends and which encoding the file had, so a table keeps
each cell as it was written. What is not changed comes out byte for byte.
"""

from __future__ import annotations

import codecs
import contextlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_BOM = "\ufeff"
_DELIMITERS = ",;\t"
MAX_BYTES = 50 * 2**20


@dataclass
class Table:
    """A table of separated values: raw cells with what ended each, a delimiter or a line end."""

    name: str
    rows: list[list[str]]
    ends: list[list[str]]
    delimiter: str
    encoding: str = "utf-8"
    mark: str = ""
    """The byte order mark, if the file began with one."""

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a table. Raises `CourseError` where there is none to read."""
        try:
            if path.stat().st_size > MAX_BYTES:
                raise CourseError(
                    f"{path} is larger than {MAX_BYTES // 2**20} MB, so it is no table of a class"
                )
            data = path.read_bytes()
        except OSError as problem:
            raise CourseError(f"{path} cannot be read: {problem.strerror}") from problem
        text, encoding = _decoded(data)
        return cls.parse(text, path.name, encoding)

    @classmethod
    def parse(cls, text: str, name: str = "", encoding: str = "utf-8") -> Self:
        """A table from its text. Raises `CourseError` where it has no rows."""
        mark = _BOM if text.startswith(_BOM) else ""
        text = text.removeprefix(_BOM)
        if "\0" in text or not text.strip():
            raise CourseError(f"{name} is not a table; export it as CSV, with no program in between")
        delimiter = _delimiter(text)
        rows, ends = _split(text, delimiter)
        return cls(name, rows, ends, delimiter, encoding, mark)

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        return self.row(0)

    def row(self, number: int) -> list[str]:
        """The cells of a row, without quotation marks and spaces around them."""
        return [_plain(cell) for cell in self.rows[number]]

    def cell(self, row: int, column: int) -> str:
        """A cell's text; empty where the row is too short for it."""
        cells = self.rows[row]
        return _plain(cells[column]) if column < len(cells) else ""

    def column(self, number: int) -> list[str]:
        """The cells of a column, from the second row on."""
        return [self.cell(row, number) for row in range(1, len(self.rows))]

    def put(self, row: int, column: int, text: str) -> None:
        """Write a cell, quoted where the old one was, or where it must be."""
        old = self.rows[row][column]
        must = any(sign in text for sign in (self.delimiter, '"', "\n", "\r"))
        quoted = '"' + text.replace('"', '""') + '"'
        self.rows[row][column] = quoted if must or old.startswith('"') else text

    def text(self) -> Iterator[str]:
        """All of it, a row at a time."""
        yield self.mark
        for cells, ends in zip(self.rows, self.ends, strict=True):
            yield "".join(cell + end for cell, end in zip(cells, ends, strict=True))

    def decimal_sign(self, samples: Iterable[str]) -> str:
        """What stands before decimals in this file, by numbers in it; else by what separates its cells."""
        found = (re.fullmatch(r"-?\d+([.,])\d\d?", one) for one in samples)
        signs = {one[1] for one in found if one}
        if len(signs) == 1:
            return signs.pop()
        return "," if self.delimiter == ";" else "."


def to_number(text: str) -> float | None:
    """A number with a decimal point or comma; None for what is none."""
    found = re.fullmatch(r"(-?\d+)(?:[.,](\d+))?", text)
    return float(f"{found[1]}.{found[2] or 0}") if found else None


def _decoded(data: bytes) -> tuple[str, str]:
    """The text, and the encoding that gives the same bytes again; a byte order mark stays the first character."""
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return data.decode(name, "surrogatepass"), name
    for name in ("utf-8", "cp1252"):  # as spreadsheets save it
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode(name), name
    return data.decode("latin-1"), "latin-1"  # which loses no byte


def _delimiter(text: str) -> str:
    """What separates the cells of the first line most often, quoted texts left out."""
    first = re.sub(r'"[^"]*"', "", text.partition("\n")[0])
    return max(_DELIMITERS, key=first.count)


def _split(text: str, delimiter: str) -> tuple[list[list[str]], list[list[str]]]:
    cell = re.compile(rf'("(?:[^"]|"")*+"[ ]*|[^{delimiter}\r\n]*)({delimiter}|\r\n|\n|\r|\Z)')
    rows: list[list[str]] = [[]]
    ends: list[list[str]] = [[]]
    position = 0
    while position < len(text) or ends[-1][-1:] == [delimiter]:
        found = cell.match(text, position)
        assert found is not None  # the second way takes anything up to a delimiter
        if ends[-1] and ends[-1][-1] != delimiter:
            rows.append([])
            ends.append([])
        rows[-1].append(found[1])
        ends[-1].append(found[2])
        position = found.end()
    return rows, ends


def _plain(cell: str) -> str:
    cell = cell.strip()
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        cell = cell[1:-1].replace('""', '"').strip()
    return cell
