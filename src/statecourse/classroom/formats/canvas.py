"""A Canvas gradebook, as its export has it and its importer reads it (`gradebook_exporter.rb`, `gradebook_importer.rb`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from statecourse.classroom.formats.filling import Column, Filling, named
from statecourse.classroom.formats.format import Format, Output, Wanted
from statecourse.classroom.formats.marks import maxima, students_of
from statecourse.classroom.formats.people import Row
from statecourse.course.manifest import CourseError
from statecourse.report.words import one_line

if TYPE_CHECKING:
    from statecourse.classroom.results import Results
    from statecourse.classroom.table import Table

_IDS = ("SIS User ID", "SIS Login ID", "Integration ID")
_TOTALS = re.compile(r"(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)")
"""Columns that Canvas works out itself; they may begin with a group's name."""


class Canvas(Format):
    """Marks in a Canvas gradebook."""

    name = "canvas"
    about = "fills in a gradebook that you exported from Canvas"
    file = "canvas.csv"

    def fills(self, table: Table) -> bool:
        """Whether the header is that of a Canvas gradebook, whose names Canvas translates into no language."""
        header = table.header
        names = header[:2] == ["LastName", "FirstName"] or header[:1] == ["Student"]
        return names and "ID" in header[:3] and "Section" in header

    def write(self, results: Results, wanted: Wanted) -> Output:
        """The gradebook with the marks filled in. Raises `CourseError` where the column is not clear."""
        table = wanted.table
        assert table is not None  # `export` sees to it
        rows = [_row(table, number) for number in range(1, len(table.rows)) if _is_student(table, number)]
        points = _points_possible(table)
        columns = _columns(table, points, results, wanted)
        return Filling(self.name, table, rows, columns, lambda row, column: _stays(table, row, column)).fill(
            results, wanted
        )


def _is_student(table: Table, number: int) -> bool:
    cells = table.row(number)
    # Above the students stand the points possible, and which columns are posted by hand.
    posting = all(re.fullmatch(r"(Muted|Manual Posting.*)?", cell, re.IGNORECASE) for cell in cells)
    return "Points Possible" not in cells[0] and not posting


def _row(table: Table, number: int) -> Row:
    header = table.header
    if header[0] == "LastName":
        name = f"{table.cell(number, 1)} {table.cell(number, 0)}"
    else:
        name = table.cell(number, 0)
    others = tuple(table.cell(number, header.index(one)) for one in _IDS if one in header)
    return Row(number, table.cell(number, header.index("ID")), others, one_line(name))


def _points_possible(table: Table) -> list[str]:
    rows = [table.row(number) for number in range(1, min(4, len(table.rows)))]
    return next((row for row in rows if "Points Possible" in row[0]), [])


def _stays(table: Table, row: int, column: int) -> str:
    cell = table.cell(row, column)
    if cell.upper() == "EX":
        return "excused in Canvas"
    return "not assigned to them in Canvas" if cell.upper() == "N/A" else ""


def _columns(table: Table, points: list[str], results: Results, wanted: Wanted) -> list[Column]:
    """The columns to fill in: the one that was named, or those that are named like an exercise."""
    exercises = tuple(maxima(students_of(results, wanted)))
    titles = {one.exercise: one.report.title for one in results.results if one.report}
    header = table.header
    if wanted.column:
        found = {named(header, wanted.column): exercises}
    else:
        columns = _assignments(header, points)
        fits = {
            name: [c for c in columns if _is_for(header[c], name, titles.get(name, ""))] for name in exercises
        }
        _refuse_unclear(fits, [header[c] for c in columns])
        found = {numbers[0]: (name,) for name, numbers in fits.items()}
    for number in found:
        if number not in _assignments(header, points):
            raise CourseError(f"“{header[number]}” is no column that Canvas takes marks for")
    out_of = points + [""] * (len(header) - len(points))
    return [Column(number, header[number], names, out_of[number]) for number, names in found.items()]


def _assignments(header: list[str], points: list[str]) -> list[int]:
    """The columns of assignments: behind the students’, and not worked out by Canvas or read only."""
    first = header.index("Section") + 1
    locked = {number for number, cell in enumerate(points) if "read only" in cell}
    return [n for n in range(first, len(header)) if n not in locked and not _TOTALS.search(header[n])]


def _is_for(column: str, exercise: str, title: str) -> bool:
    """Whether an assignment, such as ``Visit counter (4711)``, is called like an exercise."""
    name = re.sub(r" \(\d+\)$", "", column).strip().casefold()
    short = re.escape(exercise.partition("_")[0])
    return name in {exercise, title.casefold()} or bool(re.match(rf"{short}\b(?!_)", name))


def _refuse_unclear(fits: dict[str, list[int]], columns: list[str]) -> None:
    """Raise `CourseError` where an exercise has no column, or several."""
    unclear = [
        f"{name} ({len(numbers) or 'no'} columns fit)" for name, numbers in fits.items() if len(numbers) != 1
    ]
    if unclear:
        raise CourseError(
            f"which column is for {', '.join(unclear)}? Say --column NAME for the sum of all exercises, with --exercise "
            f"for only some of them; the columns are: {'; '.join(columns)}"
        )


FORMAT = Canvas()
