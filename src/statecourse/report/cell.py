"""One check's result as a table for a notebook: in Jupyter, in nbgrader's feedback, in formgrader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from statecourse.report import words
from statecourse.report.files import html_template
from statecourse.report.words import MARKS

if TYPE_CHECKING:
    from statecourse.report.report import CheckResult, Report


def cell_html(report: Report, check: CheckResult, *, note: str = "") -> str:
    """The result of one of a report's checks as a table. What comes from the student is escaped."""
    check, report = words.check_for_student(check), words.for_student(report)
    explained = check.name in words.explained_before(report)
    return html_template("cell.html.j2").render(
        check=check, report=report, explained=explained, note=note, marks=MARKS, render=words
    )


def problem_html(title: str, problem: str, maximum: float | str) -> str:
    """A table of the same look for a check that could not be decided, with the reason."""
    return html_template("cell_problem.html.j2").render(title=title, problem=problem, maximum=maximum)
