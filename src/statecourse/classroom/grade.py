"""Grades a folder of submissions, and writes what a teacher and the students get."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import importlib.metadata
import itertools
import json
import re
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

import msgspec

from statecourse import version
from statecourse.classroom.fingerprint import basis, surroundings
from statecourse.classroom.handins import Handin, read_handins
from statecourse.classroom.output import make_folder
from statecourse.classroom.temporary import workspace
from statecourse.course.answer_files import SubmissionError
from statecourse.course.manifest import CourseError
from statecourse.course.stubs import flagged
from statecourse.course.submission import Job
from statecourse.course.whole_file import whole_file, write_whole
from statecourse.film.viewer import film_page
from statecourse.judge.judges import grade_all, not_graded
from statecourse.report.files import feedback_html, feedback_markdown
from statecourse.report.report import Report  # noqa: TC001  # msgspec reads the types below
from statecourse.report.words import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from statecourse.classroom.store import Key, ReportStore
    from statecourse.course.course import Course

SCHEMA = "statecourse/results/v1"
_MAX_NAME = 200


class StudentResult(msgspec.Struct, frozen=True):
    """What one student got for one exercise; ``exercise`` is empty where nothing of theirs could be read."""

    student: str
    exercise: str
    report: Report | None
    problem: str = ""


class Results(msgspec.Struct, frozen=True, rename={"schema_": "schema"}):
    """The content of ``results.json``. Going through the results may read each from disk."""

    schema_: str
    course: str
    statecourse: str
    streamlit: str
    layers: list[str]
    results: Collection[StudentResult]
    notes: list[str]


@dataclass(frozen=True)
class Grading:
    """How many judges, which layers of isolation may be missing, which exercises (all where none is named).

    ``seed`` replaces the one that follows from each submission. ``films`` is the folder for films of failed checks,
    if these are wanted: ``STUDENT/EXERCISE.html``.
    """

    judges: int = 1
    without: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()
    seed: str = ""
    films: Path | None = None


Progress = Callable[[int, int], None]
"""Called with how many submissions are graded, and how many there are; first for those of earlier runs."""


def grade_folder(
    course: Course, folder: Path, grading: Grading, store: ReportStore, progress: Progress
) -> Results:
    """Grade every submission in a folder on which the store has no report that counts.

    The store has to stay open while the results are read.
    Raises `CourseError` where the folder, the course or a grader is invalid, or the disk is full; an unreadable
    submission raises nothing, its result says why.
    """
    try:
        with workspace() as temporary:
            handins = read_handins(folder, course, temporary)
            found = _wanted(handins.found, course, grading.exercises)
            if not found:
                raise CourseError(f"{folder}: no submissions found; it should hold STUDENT/EXERCISE/app.py")
            _grade(course, found, grading, store, progress=progress, temporary=temporary)
    except OSError as problem:
        where = problem.filename or tempfile.gettempdir()
        raise CourseError(
            f"{where}: {problem.strerror or problem}; mend that, and run the same command again"
        ) from problem
    results = _Results(sorted(found, key=lambda h: (h.student, h.exercise.id if h.exercise else "")), store)
    return Results(
        schema_=SCHEMA,
        course=course.manifest.title,
        statecourse=version(),
        streamlit=importlib.metadata.version("streamlit"),
        layers=_layers(r.report for r in results if r.report),
        results=results,
        notes=handins.notes,
    )


def _layers(reports: Iterable[Report]) -> list[str]:
    """The layers of isolation that every app ran with."""
    found = [frozenset(report.layers) for report in reports if report.layers]
    return sorted(frozenset.intersection(*found)) if found else []


def _wanted(found: list[Handin], course: Course, names: tuple[str, ...]) -> list[Handin]:
    wanted = {course.find(name).id for name in names}
    # What could not be read at all may be an answer to any exercise.
    return [h for h in found if not wanted or not h.exercise or h.exercise.id in wanted]


def _grade(
    course: Course,
    found: list[Handin],
    grading: Grading,
    store: ReportStore,
    *,
    progress: Progress,
    temporary: Path,
) -> None:
    around = surroundings(grading.without, grading.seed)
    bases = {exercise.id: basis(exercise, around) for exercise in course.exercises.values()}
    filmed = grading.films is not None
    jobs = [
        Job(h.exercise, h.submission, grading.seed, filmed=filmed)
        for h in found
        if h.exercise and h.submission
    ]
    left = [job for job in jobs if not _is_done(job, store, bases)]
    before = len(jobs) - len(left)
    progress(before, len(jobs))
    graded = grade_all(course, left, judges=grading.judges, without=grading.without, temporary=temporary)
    with contextlib.closing(graded):
        for done, (job, judged, submission, film) in enumerate(graded, before + 1):
            report = flagged(judged, course, job)
            if grading.films is not None:
                _keep_film(grading.films, job, film)
            store.add(_key(job), report, submission, bases[job.exercise.id])
            progress(done, len(jobs))


def _keep_film(folder: Path, job: Job, film: str) -> None:
    """Write the film of a failed check; one of an earlier answer goes where there is none now."""
    path = folder / _file_name(job.submission.student) / f"{job.exercise.id}.html"
    if not film:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, film_page(json.loads(film)))


def _key(job: Job) -> Key:
    return job.submission.student, job.exercise.id


def _is_done(job: Job, store: ReportStore, bases: dict[str, str]) -> bool:
    if not store.knows(_key(job)):
        return False
    try:
        return store.holds(_key(job), job.submission.digest(), bases[job.exercise.id])
    except SubmissionError:
        return False


class _Results(Collection[StudentResult]):
    """The results in order, each read from the store when it is needed, so that memory does not grow with the class."""

    def __init__(self, found: list[Handin], store: ReportStore) -> None:
        self._found = found
        self._store = store

    def __iter__(self) -> Iterator[StudentResult]:
        return (_result(handin, self._store) for handin in self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __contains__(self, result: object) -> bool:
        return any(result == one for one in self)


def _result(handin: Handin, store: ReportStore) -> StudentResult:
    exercise = handin.exercise
    if exercise is None:
        return StudentResult(handin.student, "", None, handin.problem)
    if handin.submission is None:
        report = not_graded(exercise, handin.problem)
    else:
        report = store.report((handin.student, exercise.id))
    return StudentResult(handin.student, exercise.id, report, report.problem)


# --- files ------------------------------------------------------------------------------------


def write_results(results: Results, course: Course, out: Path) -> list[str]:
    """Write ``grades.csv``, ``results.json`` and ``feedback/STUDENT.md`` and ``.html``.

    No file is ever half written. Returns the names in ``feedback`` that belong to no student of these results;
    they are left alone. Raises `CourseError` where ``out`` cannot be written.
    """
    make_folder(out)
    try:
        written = _write_feedback(results, out)
        with whole_file(out / "results.json") as file:
            file.writelines(_json(results))
        with whole_file(out / "grades.csv") as file:
            write_grades(results, course, file)
        return sorted(path.name for path in (out / "feedback").iterdir() if path.name not in written)
    except OSError as problem:
        raise CourseError(f"{problem.filename or out} cannot be written: {problem.strerror}") from problem


def _write_feedback(results: Results, out: Path) -> set[str]:
    """Write each student's feedback, with links to the films that there are; returns the names of the files."""
    written, folder = set(), out / "feedback"
    for student, found in itertools.groupby(results.results, key=lambda result: result.student):
        reports = list(found)
        name = _file_name(student)
        write_whole(folder / f"{name}.md", feedback_markdown(student, reports))
        write_whole(folder / f"{name}.html", feedback_html(student, reports, _films(out / "films" / name)))
        written |= {f"{name}.md", f"{name}.html"}
    return written


def _films(folder: Path) -> dict[str, str]:
    """Where a student's films are, seen from the feedback, by exercise."""
    return {path.stem: f"../films/{folder.name}/{path.name}" for path in folder.glob("*.html")}


def _json(results: Results) -> Iterator[str]:
    """The results as indented JSON, with one result in memory at a time."""
    head, _, tail = _indented(msgspec.structs.replace(results, results=[0])).partition("\n  0\n")
    yield head
    for number, result in enumerate(results.results):
        # Not `textwrap.indent`: it ends lines at characters that JSON does not escape.
        lines = f"\n{_indented(result)}".replace("\n", "\n  ")
        yield f",{lines}" if number else lines
    yield f"\n{tail}\n"


def _indented(data: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(data), indent=1).decode()


def _file_name(student: str) -> str:
    """The student's name, shortened where it would be too long for a file's name."""
    name = student.encode()
    if len(name) <= _MAX_NAME:
        return student
    return f"{name[:_MAX_NAME].decode(errors='ignore')}-{hashlib.sha256(name).hexdigest()[:12]}"


_FIXED = ["student", "exercise", "status", "points", "maximum", "reason"]


def write_grades(results: Results, course: Course, file: IO[str]) -> None:
    """Write the grades as CSV: a row for each student and exercise, a column for each check.

    A check's cell has its points, or its outcome where that is neither passed nor failed. Formulas are made inert.
    """
    checks = _check_columns(results, course)
    writer = csv.writer(file)
    writer.writerow([*_FIXED, *checks])
    for result in results.results:
        writer.writerow([inert(cell) for cell in _row(result, checks)])


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
    known = [report.exercise, status(report), str(report.points), str(report.max_points), report.reason]
    return [result.student, *known, *(cells.get(name, "") for name in columns)]


def status(report: Report) -> str:
    """A report in one word for a table."""
    if report.has_errors:
        return "grader error"
    if report.problem:
        return "problem"
    return "passed" if report.passed else "not passed"


def inert(cell: str) -> str:
    """A cell's text with an apostrophe before what a spreadsheet might run as a formula, whatever separates its cells."""
    return _FORMULA.sub(lambda found: f"{found[0]}'", one_line(cell))


_FORMULA = re.compile(
    r"""((?:^|[;,|:\t"'])[\s"']*)(?=[=+@＝＋－＠]|-(?!\d[\d.]*(?:[\s;,|]|$)))|(^[\s"']*)(?=-)"""
)
"""Where a formula would begin: at the start of a cell, or after what may separate cells."""
