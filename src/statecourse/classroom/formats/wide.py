"""A table with a row for each student and a column for each exercise, as a spreadsheet opens it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from statecourse.classroom.formats.format import Format, Output, Wanted
from statecourse.classroom.formats.marks import Student, maxima, number, students_of
from statecourse.classroom.grade import inert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from statecourse.classroom.results import Results

_BOM = "\ufeff"
"""Without it, spreadsheets take UTF-8 for something else."""


class Wide(Format):
    """Marks as a table of their own."""

    name = "wide"
    about = "a table with a row for each student, a column for each exercise, and totals"
    file = "marks.csv"

    def write(self, results: Results, wanted: Wanted) -> Output:
        """The table. A cell is empty where nothing was graded; the last column says why, and who was late."""
        students = list(students_of(results, wanted))
        return Output(_lines(students, maxima(students)))


def _lines(students: list[Student], out_of: dict[str, int]) -> Iterator[str]:
    yield _BOM
    header = ["student", "name", "email", "section", *out_of, "total", "maximum", "percent", "notes"]
    yield _line(header)
    for student in students:
        yield _line(_row(student, out_of))


def _line(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([inert(cell) for cell in cells])
    return line.getvalue()


def _row(student: Student, out_of: dict[str, int]) -> list[str]:
    marks, person = student.marks, student.person
    cells = [
        str(number(marks[name].points)) if name in marks and marks[name].given else "" for name in out_of
    ]
    total, maximum = sum(mark.points for mark in marks.values() if mark.given), sum(out_of.values())
    percent = str(number(100 * total / maximum)) if maximum else ""
    known = [student.key, person.name, person.email, person.section]
    return [*known, *cells, str(number(total)), str(maximum), percent, _notes(student)]


def _notes(student: Student) -> str:
    whys = [f"{name}: {mark.why}" for name, mark in student.marks.items() if mark.why]
    remarks = [f"{name}: {mark.remarks}" for name, mark in student.marks.items() if mark.remarks]
    return "; ".join([*filter(None, [student.problem]), *whys, *remarks])


FORMAT = Wide()
