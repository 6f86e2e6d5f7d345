"""Each student with their marks, without the reports: for a table of a class of any size."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from statecourse.report.words import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from statecourse.classroom.formats.format import Wanted
    from statecourse.classroom.results import Person, Results, StudentResult


class Mark(NamedTuple):
    """What a student got for an exercise. ``given`` is False where nothing was graded; then ``why`` says why.

    ``failed``: because the grader itself went wrong. ``remarks`` are what the late policy made of it,
    and what was taken for the answer, in words.
    """

    points: float
    maximum: int
    given: bool
    why: str
    remarks: str
    failed: bool = False


class Student(NamedTuple):
    """A student, and their marks by exercise. ``problem`` says why something of theirs belongs to no exercise."""

    key: str
    person: Person
    marks: dict[str, Mark]
    problem: str

    @property
    def name(self) -> str:
        """The name that a teacher knows them by, and the key where that is another; safe to show, in one line."""
        name, key = one_line(self.person.name), one_line(self.key)
        return f"{name} ({key})" if name and name != key else key


def students_of(results: Results, wanted: Wanted) -> Iterator[Student]:
    """Each student in turn, with the marks that are wanted."""
    for key, found in itertools.groupby(results.results, key=lambda result: result.student):
        rows = [row for row in found if wanted.wants(row.exercise)]
        if rows:
            person = next((row.person for row in rows if row.person.name), rows[0].person)
            marks = {row.exercise: mark_of(row) for row in rows if row.exercise}
            yield Student(key, person, marks, next((row.problem for row in rows if not row.exercise), ""))


def mark_of(result: StudentResult) -> Mark:
    """One mark. What the grader itself failed at is no mark, neither is what was never handed in, or cannot be read."""
    report = result.report
    remarks = "; ".join(filter(None, [result.late, result.note]))
    if report and report.has_errors:
        why = "the grader itself went wrong; grade again"
        return Mark(0, report.max_points, given=False, why=why, remarks=remarks, failed=True)
    if report is None or result.absent or report.problem:
        maximum = report.max_points if report else 0
        return Mark(0, maximum, given=False, why=result.problem or "nothing was handed in", remarks=remarks)
    return Mark(result.points, report.max_points, given=True, why=report.reason, remarks=remarks)


def maxima(students: Iterable[Student]) -> dict[str, int]:
    """What each exercise is out of, in the order of the course."""
    found: dict[str, int] = {}
    for student in students:
        for exercise, mark in student.marks.items():
            found[exercise] = max(found.get(exercise, 0), mark.maximum)
    return dict(sorted(found.items()))


def number(value: float) -> int | float:
    """A number of points as short as it can be: 7 for 7.0, and no more than two decimals."""
    rounded = round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded
