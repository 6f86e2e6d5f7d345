"""Fills marks into a teacher's own table: what is asked first, what is left as it is, and what the teacher is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from statecourse.classroom.formats.format import Output, Wanted
from statecourse.classroom.formats.marks import Mark, Student, maxima, students_of
from statecourse.classroom.formats.people import Row, match
from statecourse.classroom.table import to_number
from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from collections.abc import Callable

    from statecourse.classroom.results import Results
    from statecourse.classroom.table import Table


class Column(NamedTuple):
    """A column to fill in with the sum of some exercises. ``out_of`` is its maximum as the file says it."""

    number: int
    name: str
    exercises: tuple[str, ...]
    out_of: str = ""


@dataclass
class Filling:
    """A table of a platform: its rows of students, the columns to fill in, and which cells have to stay.

    ``stays`` says of a cell, by its row and column, why it is left as it is; empty where it may be filled in.
    """

    platform: str
    table: Table
    rows: list[Row]
    columns: list[Column]
    stays: Callable[[int, int], str]
    notes: list[str] = field(default_factory=list)

    def fill(self, results: Results, wanted: Wanted) -> Output:
        """Fill in the marks. Raises `CourseError` where a column is out of something else, and nobody said what to do."""
        students = list(students_of(results, wanted))
        sums = maxima(students)
        factors = [self._factor(column, sums, wanted) for column in self.columns]
        sign = self.table.decimal_sign([c.out_of for c in self.columns] + self._numbers())
        matches = match(students, self.rows, self.platform)
        for student in students:
            if row := matches.rows.get(student.key):
                for column, factor in zip(self.columns, factors, strict=True):
                    self._put(student, row, column, factor, sign=sign, zeros=wanted.zeros)
        missing = [f"{name}: {why}" for name, why in matches.unmatched.items()]
        self.notes += [f"Not in {self.table.name}: {line}" for line in missing]
        self._tell_left({row.number for row in matches.rows.values()})
        return Output(self.table.text(), self.notes, list(matches.unmatched), self.table.encoding)

    def _put(
        self, student: Student, row: Row, column: Column, factor: float, *, sign: str, zeros: bool
    ) -> None:
        marks = {name: student.marks[name] for name in column.exercises if name in student.marks}
        where = f"{student.name}, {column.name}"
        ends = column.number >= len(self.table.rows[row.number])
        short = "its row ends before that column" if ends else ""
        why = _no_mark(student, marks, zeros=zeros) or short or self.stays(row.number, column.number)
        if why:
            self.notes.append(f"Left as it is: {where}: {why}")
            return
        text = f"{sum(mark.points for mark in marks.values()) * factor:.2f}".replace(".", sign)
        old = self.table.cell(row.number, column.number)
        if old and to_number(old) != to_number(text):
            self.notes.append(f"Changed: {where}: {old} is now {text}")
        self.table.put(row.number, column.number, text)

    def _factor(self, column: Column, maximum: dict[str, int], wanted: Wanted) -> float:
        """What to multiply points by."""
        points, out_of = sum(maximum.get(name, 0) for name in column.exercises), to_number(column.out_of)
        if not points or not out_of or out_of == points or wanted.scale is False:
            return 1
        if wanted.scale is None:
            raise CourseError(
                f"“{column.name}” is out of {column.out_of}, and its exercises are out of {points}; "
                "say --scale to convert the points, or --no-scale to write them as they are"
            )
        return out_of / points

    def _numbers(self) -> list[str]:
        columns = {column.number for column in self.columns}
        return [self.table.cell(row.number, number) for row in self.rows for number in columns]

    def _tell_left(self, matched: set[int]) -> None:
        left = [row.name for row in self.rows if row.number not in matched]
        if left:
            self.notes.append(f"Rows without a hand-in, left as they were ({len(left)}): {'; '.join(left)}")


def _no_mark(student: Student, marks: dict[str, Mark], *, zeros: bool) -> str:
    """Why there is nothing to fill in; empty where there is."""
    if failed := [f"{name}: {mark.why}" for name, mark in marks.items() if mark.failed]:
        return "; ".join(failed)
    if zeros or any(mark.given for mark in marks.values()):
        return ""
    why = next((mark.why for mark in marks.values()), student.problem) or "nothing was handed in"
    return f"{why} (--zeros writes 0)"


def named(header: list[str], column: str) -> int:
    """The number of the column of this name. Raises `CourseError` where there is none, or more than one."""
    found = [number for number, name in enumerate(header) if name == column]
    if len(found) != 1:
        what = "no column is" if not found else f"{len(found)} columns are"
        raise CourseError(f'{what} called "{column}"; the columns are: {"; ".join(filter(None, header))}')
    return found[0]
