"""Gradescope's autograder: its zip file, and what runs in it (gradescope-autograders.readthedocs.io)."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING

import msgspec

from statecourse.classroom.formats.format import Wanted, format_named
from statecourse.classroom.formats.gradescope import HEAD
from statecourse.classroom.formats.verdicts import verdicts_of
from statecourse.classroom.handins.lateness import span
from statecourse.classroom.platforms.bundle import bundle, read_bundle, template
from statecourse.classroom.platforms.isolation import close_to_others, isolation_lines
from statecourse.classroom.platforms.one import grade_one
from statecourse.classroom.platforms.wheel import zipped
from statecourse.classroom.results import Person
from statecourse.course.manifest import CourseError
from statecourse.course.whole_file import write_whole
from statecourse.report.words import failure_lines, one_line, safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from statecourse.classroom.results import Results
    from statecourse.course.course import Course, Exercise

_PROGRAMS = ("setup.sh", "run_autograder")


def build(course: Course, exercises: Sequence[Exercise], target: Path, seed: str = "") -> int:
    """Write the autograder's zip file; returns its size in bytes. Raises `CourseError`."""
    files = {name: template(name) for name in _PROGRAMS} | bundle(course, exercises, seed, hidden=True)
    data = zipped(files, frozenset(_PROGRAMS))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    except OSError as problem:
        raise CourseError(f"{target} cannot be written: {problem.strerror}") from problem
    return len(data)


# --- in the container --------------------------------------------------------------------------


class _Dates(msgspec.Struct, frozen=True):
    due_date: str | None = None


class _User(msgspec.Struct, frozen=True):
    name: str | None = None
    email: str | None = None
    assignment: _Dates = _Dates()


class Metadata(msgspec.Struct, frozen=True):
    """What is of use of ``submission_metadata.json``. A user may have dates of their own."""

    created_at: str = ""
    assignment: _Dates = _Dates()
    users: list[_User] = []


def run(root: Path, *, without: tuple[str, ...] = ()) -> int:
    """Grade the submission below ``root``, Gradescope's ``/autograder``; returns the exit code.

    Writes ``results/results.json``, and prints what instructors alone see. Where the grader itself went wrong, nothing
    is written, so that Gradescope shows no score, and says so. Raises `CourseError` where the autograder is broken.
    """
    target = root / "results" / "results.json"
    target.parent.mkdir(exist_ok=True)
    target.unlink(missing_ok=True)
    close_to_others(root / "source", target.parent)
    course, exercises, settings = read_bundle(root / "source")
    metadata = _metadata(root / "submission_metadata.json")
    results = grade_one(
        course,
        exercises,
        root / "submission",
        _name(metadata),
        person=_person(metadata),
        handed_in=metadata.created_at,
        seed=settings.seed,
        without=without,
    )
    for line in (*isolation_lines(results.layers), *_for_instructors(results)):
        sys.stdout.write(f"{line}\n")
    if any(result.report and result.report.has_errors for result in results.results):
        sys.stdout.write(
            "The grader itself went wrong, so there is no score. Run it again for this submission.\n"
        )
        return 1
    output = format_named("gradescope").write(results, Wanted(environment={HEAD: _due_line(metadata)}))
    write_whole(target, "".join(output.text))
    return 0


def _for_instructors(results: Results) -> Iterator[str]:
    """Each verdict, and of hidden checks why, which students are not told."""
    for result in results.results:
        for verdict in verdicts_of(result):
            yield f"{verdict.outcome:<8} {verdict.points} of {verdict.maximum}  {verdict.title}"
        for check in result.report.checks if result.report else []:
            if check.hidden and check.failure:
                yield f"Why “{one_line(check.title)}” failed, which is hidden from students:"
                yield from (f"  {line}" for line in failure_lines(check.failure))
            if check.error:
                yield f"  {safe(check.error)}"


def _metadata(path: Path) -> Metadata:
    """The platform's own data on the submission; empty where there is none, or it has another form by now."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Metadata)
    except (OSError, msgspec.DecodeError) as problem:
        if path.exists():
            sys.stdout.write(f"submission_metadata.json cannot be read: {problem}\n")
        return Metadata()


def _name(metadata: Metadata) -> str:
    names = [user.name or user.email or "" for user in metadata.users]
    return one_line(", ".join(filter(None, names))) or "submission"


def _person(metadata: Metadata) -> Person:
    first = metadata.users[0] if metadata.users else _User()
    return Person(first.name or "", first.email or "")


def _due_line(metadata: Metadata) -> str:
    """When it was handed in, and when it was due, where the platform says so."""
    handed_in = _moment(metadata.created_at)
    due = _moment(next((u.assignment.due_date for u in metadata.users if u.assignment.due_date), ""))
    due = due or _moment(metadata.assignment.due_date or "")
    if not handed_in or not due:
        return ""
    said = f"Handed in {handed_in:%Y-%m-%d %H:%M}; due {due.astimezone(handed_in.tzinfo):%Y-%m-%d %H:%M}"
    late = f"{span(handed_in - due)} late" if handed_in > due else "in time"
    return f"{said}: {late}."


def _moment(text: str | None) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
