"""Grades a folder of submissions, and writes what a teacher and the students get."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import itertools
import json
import re
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

import msgspec

from statecourse.classroom.changes import Counted, changes
from statecourse.classroom.fingerprint import basis, surroundings
from statecourse.classroom.handins.found import Asked
from statecourse.classroom.handins.read import read_handins
from statecourse.classroom.isolation import kept_by
from statecourse.classroom.output import make_folder
from statecourse.classroom.results import Lazily, Results, StudentResult, held_by_all
from statecourse.classroom.standing import counted
from statecourse.classroom.summary.prints import keep_prints
from statecourse.classroom.temporary import workspace
from statecourse.course.answer_files import SubmissionError
from statecourse.course.manifest import CourseError
from statecourse.course.packages import lacking
from statecourse.course.stubs import flagged
from statecourse.course.submission import Job
from statecourse.course.whole_file import whole_file, write_whole
from statecourse.film.viewer import film_page
from statecourse.judge.judges import Graded, grade_all, not_graded
from statecourse.report.files import feedback_html, feedback_markdown
from statecourse.report.words import one_line

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from statecourse.classroom.handins.found import Handin
    from statecourse.classroom.standing import Progress
    from statecourse.classroom.store import Key, ReportStore
    from statecourse.course.course import Course
    from statecourse.report.report import Report

_MAX_NAME = 200


@dataclass(frozen=True)
class Grading:
    """What is ``asked`` of the hand-ins, how many judges, and which layers of isolation may be missing.

    ``seed`` replaces the one that follows from each submission. ``films`` is the folder for films of failed checks,
    if these are wanted: ``STUDENT/EXERCISE.html``. ``scheduler`` is the address of a Dask cluster that is to grade.
    """

    asked: Asked = field(default_factory=Asked)
    judges: int = 1
    without: tuple[str, ...] = ()
    seed: str = ""
    films: Path | None = None
    scheduler: str = ""


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
            handins = read_handins(folder, course, temporary, grading.asked)
            found = _wanted(handins.found, course, grading.asked.exercises)
            if not found:
                raise CourseError(f"{folder}: no submissions found; it should hold STUDENT/EXERCISE/app.py")
            _grade(course, found, grading, store, progress=progress, temporary=temporary)
    except OSError as problem:
        where = problem.filename or tempfile.gettempdir()
        raise CourseError(
            f"{where}: {problem.strerror or problem}; mend that, and run the same command again"
        ) from problem
    attempts = _attempts(found)
    results = Lazily(attempts, lambda handins: _best(handins, store)[1])
    layers = held_by_all(r.report for r in results if r.report)
    return Results.here(
        course.manifest.title,
        layers,
        results,
        [*_lacking(course), *handins.notes],
        promises=kept_by(layers),
        changes=list(changes(_counted(attempts, store), store)),
    )


def _lacking(course: Course) -> list[str]:
    """A note where this machine lacks a package that the course promises."""
    names = ", ".join(lacking(course.manifest.packages))
    text = f"The course promises packages that this machine lacks: {names}. Apps that import them get no verdict;"
    return [f"{text} install them, and run the same command again"] if names else []


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
    # Members of a group share one.
    answers = {h.key: (h.exercise, h.submission) for h in found if h.exercise and h.submission}
    jobs = [Job(exercise, answer, grading.seed, filmed=filmed) for exercise, answer in answers.values()]
    left = [job for job in jobs if not _is_done(job, store, bases)]
    films = _film_paths(found, grading.films)
    before, counts = len(jobs) - len(left), counted(jobs, left)
    progress(before, len(jobs), counts)
    with contextlib.closing(_graded(course, left, grading, temporary)) as graded:
        for done, (job, judged, submission, film) in enumerate(graded, before + 1):
            report = flagged(judged, course, job)
            for path in films.get(_key(job), ()):
                _keep_film(path, film)
            store.add(_key(job), report, submission, bases[job.exercise.id])
            counts[job.exercise.id].add(report)
            progress(done, len(jobs), counts)
    # Members of a group share a print; of several attempts of a student the last has it.
    names = {h.key: h.student for h in found if not h.group}
    keep_prints(((names.get(_key(job), job.submission.student), job) for job in jobs), store)


def _film_paths(found: list[Handin], folder: Path | None) -> dict[Key, list[Path]]:
    """Where the film of each answer goes: to every student whose only answer to the exercise it is."""
    paths: dict[Key, list[Path]] = {}
    answers = [handin for handin in found if handin.exercise and handin.submission]
    attempts = Counter((handin.student, handin.exercise) for handin in answers)
    for handin in answers if folder else ():
        if handin.exercise and folder and attempts[handin.student, handin.exercise] == 1:
            path = folder / file_name(handin.student) / f"{handin.exercise.id}.html"
            paths.setdefault(handin.key, []).append(path)
    return paths


def _graded(
    course: Course, jobs: list[Job], grading: Grading, temporary: Path
) -> Generator[Graded, None, None]:
    if grading.scheduler:
        try:
            from statecourse.classroom.cluster import grade_on_cluster  # noqa: PLC0415  # loads an extra
        except ImportError as problem:
            raise CourseError("--scheduler takes Dask: pip install 'statecourse[cluster]'") from problem
        return grade_on_cluster(course, jobs, grading.scheduler, without=grading.without)
    return grade_all(course, jobs, judges=grading.judges, without=grading.without, temporary=temporary)


def _keep_film(path: Path, film: str) -> None:
    """Write the film of a failed check; one of an earlier answer goes where there is none now."""
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


def _attempts(found: list[Handin]) -> list[list[Handin]]:
    """The attempts of each student at each exercise, in order."""
    attempts: dict[Key, list[Handin]] = {}
    for number, handin in enumerate(found):
        name = handin.exercise.id if handin.exercise else f"\t{number}"
        attempts.setdefault((handin.student, name), []).append(handin)
    return [handins for _, handins in sorted(attempts.items())]


def _best(handins: list[Handin], store: ReportStore) -> tuple[Handin, StudentResult]:
    """The best attempt and its result; of equally good ones the last."""
    return max(
        reversed([(handin, _result(handin, store)) for handin in handins]), key=lambda one: one[1].points
    )


def _counted(attempts: list[list[Handin]], store: ReportStore) -> Iterator[tuple[Key, Counted]]:
    """What each answer comes to, of several attempts the one that counts."""
    for handins in attempts:
        handin, result = _best(handins, store)
        if handin.submission and (entry := store.entry(handin.key)):
            yield (result.student, result.exercise), Counted.of(result, entry)


def _result(handin: Handin, store: ReportStore) -> StudentResult:
    exercise, report, problem = handin.exercise, None, handin.problem
    if exercise is not None:
        report = store.report(handin.key) if handin.submission else not_graded(exercise, problem)
        problem = report.problem
    penalty = handin.late.penalty(report.points, report.max_points) if report else 0
    return StudentResult(
        handin.student,
        exercise.id if exercise else "",
        report,
        problem,
        handin.person,
        handin.when.isoformat(timespec="seconds") if handin.when else "",
        handin.late.words,
        penalty,
        handin.absent,
        handin.note,
        handin.group,
    )


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
        name = file_name(student)
        called = f"{reports[0].person.name} ({student})" if reports[0].person.name else student
        write_whole(folder / f"{name}.md", feedback_markdown(called, reports))
        write_whole(folder / f"{name}.html", feedback_html(called, reports, _films(out / "films" / name)))
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


def file_name(student: str) -> str:
    """The student's name, changed where it would be too long for a file's name, or leads into another folder."""
    name, kept = student.encode(), re.sub(r"^\.|[/\\]", "_", student).encode()
    if kept == name and len(name) <= _MAX_NAME:
        return student
    return f"{kept[:_MAX_NAME].decode(errors='ignore')}-{hashlib.sha256(name).hexdigest()[:12]}"


_FIXED = ["student", "exercise", "status", "points", "maximum", "reason"]
_MORE = ["name", "email", "section", "group", "handed in", "late", "penalty", "note"]


def write_grades(results: Results, course: Course, file: IO[str]) -> None:
    """Write the grades as CSV: a row for each student and exercise, a column for each check.

    ``points`` are those that count, without what a late hand-in loses. A check's cell has its points, or its outcome
    where that is neither passed nor failed. Formulas are made inert.
    """
    checks = _check_columns(results, course)
    writer = csv.writer(file)
    writer.writerow([*_FIXED, *_MORE, *checks])
    for result in results.results:
        writer.writerow([inert(cell) for cell in _row(result, checks)])


def _check_columns(results: Results, course: Course) -> list[str]:
    ids = sorted({result.exercise for result in results.results} - {""})
    manifests = [course.exercises[name].manifest for name in ids]
    names = [name for m in manifests for name in (*m.checks, *m.hidden_checks)]
    return list(dict.fromkeys(names))


def _row(result: StudentResult, columns: list[str]) -> list[str]:
    report, person = result.report, result.person
    more = [person.name, person.email, person.section, result.group, result.handed_in, result.late]
    more += [f"{result.penalty:g}" if result.penalty else "", result.note]
    if report is None:
        return [result.student, "", "problem", "0", "", result.problem, *more, *("" for _ in columns)]
    cells = {c.name: str(c.points) if c.outcome in {"passed", "failed"} else c.outcome for c in report.checks}
    known = [report.exercise, status_of(result), f"{result.points:g}", str(report.max_points), report.reason]
    return [result.student, *known, *more, *(cells.get(name, "") for name in columns)]


def status_of(result: StudentResult) -> str:
    """A result in one word, or a few, for a table."""
    if result.absent:
        return "nothing handed in"
    return status(result.report) if result.report else "problem"


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
