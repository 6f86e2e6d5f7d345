"""The summary of a class as one HTML page, which needs nothing from anywhere else. What students wrote is escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from statecourse.classroom.changes import in_short
from statecourse.classroom.output import PRIVATE
from statecourse.classroom.summary.look import case_of
from statecourse.classroom.summary.model import STEPS, Summary
from statecourse.course.manifest import CourseError
from statecourse.course.whole_file import write_whole
from statecourse.report.files import html_template

if TYPE_CHECKING:
    from pathlib import Path

    from statecourse.classroom.results import Results
    from statecourse.classroom.store import ReportStore
    from statecourse.classroom.summary.model import Student
    from statecourse.course.course import Course

SHOWN = 10
"""Rows of a list that are open; the others can be unfolded."""
FOLDED = 2_000
"""At most so many rows are unfolded: more are in the Streamlit app and in ``grades.csv``."""
REASONS = 5
"""Misconceptions that are open for a check, or for a lesson."""
_DATA = "summary.json"


def write_summary(results: Results, course: Course, store: ReportStore, out: Path) -> None:
    """Write ``summary.html``, and its data beside the store. Raises `CourseError` where that cannot be."""
    from statecourse.classroom.summary.gather import summary_of  # noqa: PLC0415  # the app has no use for it

    summary = summary_of(results, course, store)
    try:
        write_whole(out / PRIVATE / _DATA, msgspec.json.encode(summary).decode())
        write_whole(out / "summary.html", summary_page(summary))
    except OSError as problem:
        raise CourseError(f"{problem.filename or out} cannot be written: {problem.strerror}") from problem


def read_summary(out: Path) -> Summary:
    """The summary of a results folder. Raises `CourseError` where there is none."""
    path = out / PRIVATE / _DATA
    try:
        return msgspec.json.decode(path.read_bytes(), type=Summary)
    except FileNotFoundError:
        raise CourseError(
            f"{out} holds no summary; `statecourse grade SUBMISSIONS -o {out}` makes one"
        ) from None
    except (OSError, msgspec.DecodeError) as problem:
        raise CourseError(f"{path} cannot be read: {problem}; grade again with the same command") from problem


def summary_page(summary: Summary) -> str:
    """The page."""
    return html_template("summary.html.j2").render(
        summary=summary,
        students={student.id: student for student in summary.students},
        titles={exercise.id: exercise.title for exercise in summary.exercises},
        ranges=step_names(),
        told=[(line, list(map(case_of, changes))) for line, changes in in_short(summary.changes)],
        percent=percent,
        number=number,
        shown_name=shown_name,
        shown=SHOWN,
        reasons=REASONS,
        folded=FOLDED,
    )


def step_names() -> list[str]:
    """What the bars of a distribution stand for."""
    width = 100 // STEPS
    return [f"{step * width} to {(step + 1) * width} %" for step in range(STEPS)]


def percent(part: float) -> str:
    """A part as percent, where not all is never 100 and not nothing never 0."""
    if 0 < part < 1:
        part = min(max(part, 0.01), 0.99)
    return f"{100 * part:.0f} %"


def number(points: float) -> str:
    """Points, with decimals only where there are some."""
    return f"{round(points, 2):,.15g}"


def shown_name(student: Student | None, known_as: str) -> str:
    """How a student is named: by the roster's name where there is one."""
    return f"{student.name} ({known_as})" if student and student.name else known_as
