"""A Moodle grading worksheet (`mod/assign/gradingtable.php`, `mod/assign/feedback/offline/importgradeslib.php`).

Moodle translates the header, but not the order of the columns: a participant's number comes first, and after the grade
come what it is out of, and whether it can be changed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from statecourse.classroom.formats.filling import Column, Filling, named
from statecourse.classroom.formats.format import Format, Output, Wanted
from statecourse.classroom.formats.marks import maxima, students_of
from statecourse.classroom.formats.people import Row
from statecourse.classroom.table import to_number
from statecourse.course.manifest import CourseError
from statecourse.report.words import one_line

if TYPE_CHECKING:
    from statecourse.classroom.results import Results
    from statecourse.classroom.table import Table

_PARTICIPANT = re.compile(r"\D+?(\d+)")
"""``Participant 4711``, ``Teilnehmer/in4711``."""
_NO = {
    "no",
    "nein",
    "non",
    "nie",
    "nee",
    "nej",
    "ne",
    "não",
    "nei",
    "ei",
    "нет",
    "ні",
    "いいえ",
    "否",
    "아니오",
}
"""What Moodle says in its languages where a grade cannot be changed. It refuses such a row itself, too."""
_SCALES = {"scale", "skala", "barème", "escala", "schaal"}


class Moodle(Format):
    """Marks in a Moodle grading worksheet."""

    name = "moodle"
    about = "fills in a grading worksheet that you downloaded from an assignment in Moodle"
    file = "moodle.csv"

    def fills(self, table: Table) -> bool:
        """Whether the first column is one of participants' numbers."""
        first = [cell for cell in table.column(0) if cell]
        return len(table.header) > 2 and bool(first) and all(map(_PARTICIPANT.fullmatch, first))  # noqa: PLR2004

    def write(self, results: Results, wanted: Wanted) -> Output:
        """The worksheet with the marks filled in. Raises `CourseError` where the column is not clear."""
        table = wanted.table
        assert table is not None  # `export` sees to it
        exercises = tuple(maxima(students_of(results, wanted)))
        grade, maximum = _grade_columns(table, wanted.column)
        rows = [_row(table, number, grade) for number in range(1, len(table.rows)) if table.cell(number, 0)]
        out_of = next(filter(None, table.column(maximum)), "") if maximum is not None else ""
        column = Column(grade, table.header[grade], exercises, out_of)
        return Filling(self.name, table, rows, [column], lambda row, _: _stays(table, row, maximum)).fill(
            results, wanted
        )


def _row(table: Table, number: int, grade: int) -> Row:
    found = _PARTICIPANT.fullmatch(table.cell(number, 0))
    own = found[1] if found else ""
    # Between the name and the status are the fields that this Moodle shows: ID number, e-mail address, and others.
    others = tuple(table.cell(number, column) for column in range(2, grade))
    name = one_line(table.cell(number, 1))
    return Row(number, own, (*others, table.cell(number, 0)), name or table.cell(number, 0))


def _grade_columns(table: Table, column: str) -> tuple[int, int | None]:
    """The column of grades, and that of what they are out of. Raises `CourseError` where it is not clear."""
    header = table.header
    after = {named(header, column) + 1} if column else set(range(3, len(header)))
    maxima_ = [number for number in sorted(after) if number < len(header) and _is_maximum(table, number)]
    if column:
        return named(header, column), next(iter(maxima_), None)
    if len(maxima_) == 1:
        return maxima_[0] - 1, maxima_[0]
    if scales := [name for name in header if name.casefold() in _SCALES]:
        raise CourseError(
            f"{table.name}: this assignment is graded by a scale (“{scales[0]}”), and marks are points; "
            "set its grade type to Point in Moodle, and download the worksheet again"
        )
    raise CourseError(
        f"{table.name}: which column is the grade? Say --column NAME; the columns are: {'; '.join(header)}"
    )


def _is_maximum(table: Table, number: int) -> bool:
    """Whether a column has the same number in every row, and grades, or nothing yet, stand before it."""
    cells, before = set(table.column(number)) - {""}, set(table.column(number - 1))
    numbers = [to_number(cell) for cell in cells]
    return (
        len(cells) == 1
        and bool(numbers[0])
        and all(cell in {"", "-"} or to_number(cell) is not None for cell in before)
    )


def _stays(table: Table, row: int, maximum: int | None) -> str:
    after = () if maximum is None else (maximum + 1, maximum + 2)  # a column on the workflow may come between
    locked = any(table.cell(row, number).casefold() in _NO for number in after)
    return "Moodle says that this grade cannot be changed" if locked else ""


FORMAT = Moodle()
