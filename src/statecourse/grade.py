"""Grades a folder of submissions, and writes what a teacher and the students get."""

from __future__ import annotations

import csv
import hashlib
import importlib.metadata
import io
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from statecourse import __version__
from statecourse.files import write_whole
from statecourse.handin import Handin, read_handins
from statecourse.judge import Job
from statecourse.manifest import CourseError
from statecourse.pool import grade_all
from statecourse.render_files import feedback_html, feedback_markdown
from statecourse.report import Report

if TYPE_CHECKING:
    from statecourse.course import Course, Exercise

SCHEMA = "statecourse/results/v1"
_MAX_NAME = 200


class StudentResult(msgspec.Struct, frozen=True):
    """One exercise of one student. ``exercise`` is empty where nothing of theirs could be read."""

    student: str
    exercise: str
    report: Report | None
    problem: str = ""


class Results(msgspec.Struct, frozen=True, rename={"schema_": "schema"}):
    """Everything that ``results.json`` holds."""

    schema_: str
    course: str
    statecourse: str
    streamlit: str
    layers: list[str]
    results: list[StudentResult]
    notes: list[str]


@dataclass(frozen=True)
class Grading:
    """How to grade: with how many judges, and without which layers of isolation."""

    judges: int = 1
    without: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()


Progress = Callable[[int, int], None]
"""Told how many submissions are done, and how many there are."""


def grade_folder(course: Course, folder: Path, grading: Grading, progress: Progress) -> Results:
    """Grade every submission in a folder.

    Raises `CourseError` where the folder, the course or a grader is not as it must be; a bad
    submission raises nothing and is a result with its reason.
    """
    with tempfile.TemporaryDirectory(prefix="statecourse-grade-") as temporary:
        handins = read_handins(folder, course, Path(temporary))
        wanted = {course.find(name).id for name in grading.exercises}
        # What could not be read at all may be an answer to any exercise.
        found = [h for h in handins.found if not wanted or not h.exercise or h.exercise.id in wanted]
        if not found:
            text = f"{folder}: no submissions found; it should hold STUDENT/EXERCISE/app.py"
            raise CourseError(text)
        reports = _grade(course, found, grading, progress)
        results = [_result(handin, reports) for handin in found]
    return Results(
        schema_=SCHEMA,
        course=course.manifest.title,
        statecourse=__version__,
        streamlit=importlib.metadata.version("streamlit"),
        layers=sorted({layer for r in reports.values() for layer in r.layers}),
        results=sorted(results, key=lambda result: (result.student, result.exercise)),
        notes=handins.notes,
    )


def _key(student: str, exercise: Exercise | None) -> tuple[str, str]:
    return student, exercise.id if exercise else ""


def _grade(
    course: Course, found: list[Handin], grading: Grading, progress: Progress
) -> dict[tuple[str, str], Report]:
    jobs = [Job(h.exercise, h.submission) for h in found if h.exercise and h.submission]
    reports: dict[tuple[str, str], Report] = {}
    progress(0, len(jobs))
    for job, report in grade_all(course, jobs, judges=grading.judges, without=grading.without):
        reports[_key(job.submission.student, job.exercise)] = report
        progress(len(reports), len(jobs))
    return reports


def _result(handin: Handin, reports: dict[tuple[str, str], Report]) -> StudentResult:
    exercise = handin.exercise
    if exercise is None:
        return StudentResult(handin.student, "", None, handin.problem)
    report = reports.get(_key(handin.student, exercise)) or _nothing(exercise, handin.problem)
    return StudentResult(handin.student, exercise.id, report, report.problem)


def _nothing(exercise: Exercise, problem: str) -> Report:
    return Report(exercise.id, exercise.manifest.title, [], 0, exercise.max_points, problem=problem)


# --- what is written ---------------------------------------------------------------------------


def write_results(results: Results, course: Course, out: Path) -> None:
    """Write ``grades.csv``, ``results.json`` and ``feedback/STUDENT.md`` and ``.html``.

    Each file is complete or not there at all. Raises `CourseError` where ``out`` cannot be written.
    """
    make_folder(out)
    try:
        for student, reports in _by_student(results.results):
            file = out / "feedback" / _file_name(student)
            write_whole(file.with_name(f"{file.name}.md"), feedback_markdown(student, reports))
            write_whole(file.with_name(f"{file.name}.html"), feedback_html(student, reports))
        json = msgspec.json.format(msgspec.json.encode(results), indent=1)
        write_whole(out / "results.json", json.decode() + "\n")
        write_whole(out / "grades.csv", grades_csv(results, course))
    except OSError as problem:
        text = f"{problem.filename or out} cannot be written: {problem.strerror}"
        raise CourseError(text) from problem


def make_folder(out: Path) -> None:
    """Make the folder for the results. Raises `CourseError` where that cannot be."""
    try:
        (out / "feedback").mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        text = f"{problem.filename or out} cannot be made: {problem.strerror}; choose another folder"
        raise CourseError(text) from problem


def _file_name(student: str) -> str:
    """The student's name, shortened where with an ending it would be too long for a file."""
    name = student.encode()
    if len(name) <= _MAX_NAME:
        return student
    return f"{name[:_MAX_NAME].decode(errors='ignore')}-{hashlib.sha256(name).hexdigest()[:12]}"


def _by_student(results: Iterable[StudentResult]) -> list[tuple[str, list[StudentResult]]]:
    found: dict[str, list[StudentResult]] = {}
    for result in results:
        found.setdefault(result.student, []).append(result)
    return list(found.items())


_FIXED = ["student", "exercise", "status", "points", "maximum", "reason"]


def grades_csv(results: Results, course: Course) -> str:
    """The grades as CSV: a row for each student and exercise, a column for each check.

    A check's cell has its points, or what became of it where it was not decided. Cells that a
    spreadsheet would take for a formula begin with an apostrophe.
    """
    checks = _check_columns(results, course)
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([*_FIXED, *checks])
    for result in results.results:
        writer.writerow([inert(cell) for cell in _row(result, checks)])
    return buffer.getvalue()


def _check_columns(results: Results, course: Course) -> list[str]:
    ids = sorted({result.exercise for result in results.results} - {""})
    manifests = [course.exercises[name].manifest for name in ids]
    names = [name for m in manifests for name in (*m.checks, *m.hidden_checks)]
    return list(dict.fromkeys(names))


def _row(result: StudentResult, columns: list[str]) -> list[str]:
    report = result.report
    if report is None:
        return [result.student, "", "problem", "0", "", result.problem, *("" for _ in columns)]
    cells = {c.name: str(c.points) if c.outcome in {"passed", "failed"} else c.outcome for c in report.checks}
    known = [report.exercise, status(report), str(report.points), str(report.max_points), report.problem]
    return [result.student, *known, *(cells.get(name, "") for name in columns)]


def status(report: Report) -> str:
    """A report in one word for a table."""
    if report.has_errors:
        return "grader error"
    if report.problem:
        return "problem"
    return "passed" if report.passed else "not passed"


def inert(cell: str) -> str:
    """A cell of a table that no spreadsheet takes for a formula."""
    risky = cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{cell}" if risky else cell.replace("\0", "")
