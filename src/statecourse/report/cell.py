"""One check's result as a table for a notebook: in Jupyter, in nbgrader's feedback, in formgrader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from statecourse.report import words
from statecourse.report.files import html_template
from statecourse.report.words import MARKS

if TYPE_CHECKING:
    from statecourse.report.report import CheckResult, Report


def cell_html(report: Report, check: CheckResult, *, note: str = "") -> str:
    """The result of one of a report's checks, as a table; everything from the student is text in it."""
    check, report = words.told_of(check), words.told(report)
    told = check.name in words.already_told(report)
    return html_template("cell.html.j2").render(
        check=check, report=report, told=told, note=note, marks=MARKS, render=words
    )


def problem_html(title: str, problem: str, maximum: float | str) -> str:
    """A check that could not be decided, with the reason, as a table of the same looks."""
    return html_template("cell_problem.html.j2").render(title=title, problem=problem, maximum=maximum)
