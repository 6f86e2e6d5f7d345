"""One check's result as a table for a notebook: in Jupyter, in nbgrader's feedback, in formgrader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from statecourse import render
from statecourse.render import MARKS
from statecourse.render_files import html_template

if TYPE_CHECKING:
    from statecourse.report import CheckResult, Report


def cell_html(report: Report, check: CheckResult, *, note: str = "") -> str:
    """The result of one of a report's checks, as a table; everything from the student is text in it."""
    check, report = render.told_of(check), render.told(report)
    told = check.name in render.already_told(report)
    return html_template("cell.html.j2").render(
        check=check, report=report, told=told, note=note, marks=MARKS, render=render
    )


def problem_html(title: str, problem: str, maximum: float | str) -> str:
    """A check that could not be decided, with the reason, as a table of the same looks."""
    return html_template("cell_problem.html.j2").render(title=title, problem=problem, maximum=maximum)
