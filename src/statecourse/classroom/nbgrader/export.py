"""Exports a row for each check of each student: a plugin of ``nbgrader export``."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import MissingEntry
from nbgrader.plugins import ExportPlugin

from statecourse.classroom.grade import inert

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = ["assignment", "notebook", "student_id", "last_name", "first_name", "check"]
COLUMNS += ["score", "max_score", "auto_score", "manual_score", "needs_manual_grade", "timestamp", "status"]


class ChecksExporter(ExportPlugin):
    """Writes a CSV file with each student's points for each check, from the judge or by hand.

    Use it with ``nbgrader export --exporter=statecourse.classroom.nbgrader.export.ChecksExporter --to checks.csv``.
    """

    def export(self, gradebook: Any) -> None:
        """Write the file that ``--to`` names; ``checks.csv`` if it names none."""
        target = Path(self.to or "checks.csv")
        with target.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for row in self._rows(gradebook):
                writer.writerow([inert("" if cell is None else str(cell)) for cell in row])
        self.log.info("Exported a row for each check to %s", target)

    def _rows(self, gradebook: Any) -> Iterator[list[Any]]:
        for assignment in gradebook.assignments:
            if self.assignment and assignment.name not in set(map(str, self.assignment)):
                continue
            for student in gradebook.students:
                if not self.student or student.id in set(map(str, self.student)):
                    yield from _of_student(gradebook, assignment, student)


def _of_student(gradebook: Any, assignment: Any, student: Any) -> Iterator[list[Any]]:
    who = [student.id, student.last_name, student.first_name]
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        for notebook in assignment.notebooks:
            for cell in notebook.grade_cells:
                known = [assignment.name, notebook.name, *who, cell.name]
                yield [*known, 0.0, cell.max_score, None, None, False, None, "nothing handed in"]
        return
    for notebook in submission.notebooks:
        for grade in _in_order(notebook):
            known = [assignment.name, notebook.name, *who, grade.name]
            scores = [grade.score, grade.max_score, grade.auto_score, grade.manual_score]
            status = "to be graded by hand" if grade.needs_manual_grade else "graded"
            yield [*known, *scores, grade.needs_manual_grade, submission.timestamp, status]


def _in_order(notebook: Any) -> list[Any]:
    """A notebook's grades in the order of its cells."""
    order = {cell.name: number for number, cell in enumerate(notebook.notebook.source_cells)}
    return sorted(notebook.grades, key=lambda grade: (order.get(grade.name, len(order)), grade.name))
