"""The summary of a class as a Streamlit app: ``streamlit run app.py -- OUT``, as `statecourse report` does it.

Texts that students wrote stand in tables and in `st.text` alone, where nothing is markup.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from statecourse.classroom.changes import details, in_short
from statecourse.classroom.summary.model import STEPS, step_of
from statecourse.classroom.summary.page import percent, read_summary, shown_name, step_names
from statecourse.course.manifest import CourseError
from statecourse.report.words import safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from statecourse.classroom.summary.model import Lesson, Student, Summary

EVERYTHING = "All exercises"
EVERYBODY = "All sections"


def show(out: Path) -> None:
    """Show the summary of a results folder."""
    st.set_page_config("The class at a glance", layout="wide")
    try:
        summary = read_summary(out)
    except CourseError as problem:
        st.error(str(problem))
        return
    st.title(f"{summary.course}: the class at a glance")
    st.caption("For teachers alone: this page names students and hidden checks.")
    students = {student.id: student for student in summary.students}
    parts = {
        "Points": lambda: _points(summary),
        f"Checks ({len(summary.checks)})": lambda: _checks(summary),
        f"To teach again ({len(summary.lessons)})": lambda: _lessons(summary, students),
        f"Who needs a look ({sum(len(look.cases) for look in summary.look)})": lambda: _look(
            summary, students
        ),
        f"Copies ({len(summary.copies)})": lambda: _copies(summary, students),
        f"Changes ({len(summary.changes)})": lambda: _changes(summary, students),
    }
    for tab, draw in zip(st.tabs(list(parts)), parts.values(), strict=True):
        with tab:
            draw()


def _points(summary: Summary) -> None:
    left, right = st.columns(2)
    titles = {exercise.id: f"{exercise.title} ({exercise.id})" for exercise in summary.exercises}
    chosen = left.selectbox(
        "Exercise", [EVERYTHING, *titles], format_func=lambda name: titles.get(name, name)
    )
    sections = sorted({student.section for student in summary.students if student.section})
    section = right.selectbox("Section", [EVERYBODY, *sections], disabled=not sections)
    shown = [student for student in summary.students if section in {EVERYBODY, student.section}]
    maximum = _maximum(summary, chosen)
    points = {student.id: _points_of(student, chosen) for student in shown}
    there = [value for value in points.values() if value is not None]
    counts = [sum(step_of(value, maximum) == step for value in there) for step in range(STEPS)]
    tiles = st.columns(3)
    tiles[0].metric("Students", f"{len(there)} of {len(shown)}")
    tiles[1].metric("Average", percent(sum(there) / (len(there) * maximum)) if there and maximum else "–")
    tiles[2].metric("All points", sum(value >= maximum for value in there))
    names = [name.removesuffix(" %") for name in step_names()]
    bars = pd.DataFrame({"percent of the points": pd.Categorical(names, names), "students": counts})
    st.bar_chart(bars, x="percent of the points", y="students", sort=False)
    rows = [(shown_name(student, student.id), student.section, points[student.id]) for student in shown]
    _table(["student", "section", f"points, of {maximum:g}"], rows)


def _maximum(summary: Summary, chosen: str) -> float:
    return sum(exercise.maximum for exercise in summary.exercises if chosen in {EVERYTHING, exercise.id})


def _points_of(student: Student, chosen: str) -> float | None:
    return student.total if chosen == EVERYTHING else student.points.get(chosen)


def _checks(summary: Summary) -> None:
    rows = [
        (
            check.failed / check.of,
            check.failed,
            check.not_run,
            check.of,
            check.exercise,
            check.name + (" (hidden)" if check.hidden else ""),
            check.title,
            "; ".join(f"{label} ({count})" for label, count in check.reasons.items()),
        )
        for check in summary.checks
    ]
    columns = ["part", "failed", "not run", "of", "exercise", "check", "title", "misconceptions"]
    _table(columns, rows, part=st.column_config.ProgressColumn("part failed", format="percent", max_value=1))


def _lessons(summary: Summary, students: dict[str, Student]) -> None:
    if not summary.lessons:
        st.write("No misconception was recognised.")
    for lesson in summary.lessons:
        title = f"{lesson.where[:1].upper()}{lesson.where[1:]}: {lesson.students} of {len(students)} students"
        with st.expander(title):
            _misconceptions(lesson, students)


def _misconceptions(lesson: Lesson, students: dict[str, Student]) -> None:
    for reason in lesson.misconceptions:
        st.text(f"{reason.label[:1].upper()}{reason.label[1:]} ({reason.students})")
        st.text(reason.message)
        who = ", ".join(_name(students, student) for student in reason.examples)
        st.text(f"In {', '.join(reason.exercises)}. For example {who}.")


def _look(summary: Summary, students: dict[str, Student]) -> None:
    for look in summary.look:
        st.subheader(f"{look.title} ({len(look.cases)})")
        st.caption(look.advice)
        rows = [(_name(students, case.student), case.exercise, case.text) for case in look.cases]
        _table(["student", "exercise", "what is seen"], rows)
    if not summary.look:
        st.write("Nobody.")


def _copies(summary: Summary, students: dict[str, Student]) -> None:
    st.caption("A hint to look for yourself, and no more: people who learn together write alike.")
    rows = [
        (group.exercise, ", ".join(_name(students, s) for s in group.students)) for group in summary.copies
    ]
    _table(["exercise", "students"], rows)


def _changes(summary: Summary, students: dict[str, Student]) -> None:
    for line, _ in in_short(summary.changes):
        st.text(safe(line))
    rows = [
        (
            _name(students, change.student),
            change.exercise,
            change.points_before,
            change.points,
            "; ".join(details(change)),
            change.why,
        )
        for change in summary.changes
    ]
    _table(["student", "exercise", "points before", "points", "what", "why"], rows)


def _name(students: dict[str, Student], student: str) -> str:
    return shown_name(students.get(student), student)


def _table(columns: list[str], rows: Iterable[tuple[Any, ...]], **config: Any) -> None:
    cells = [tuple(safe(cell) if isinstance(cell, str) else cell for cell in row) for row in rows]
    if cells:
        st.dataframe(pd.DataFrame(cells, columns=columns), hide_index=True, column_config=config)
    else:
        st.write("There is nothing here.")


if __name__ == "__main__":
    show(Path(sys.argv[1] if len(sys.argv) > 1 else "grades"))
