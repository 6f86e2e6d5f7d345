"""Runs one check on one student's answer again, to settle a dispute: what it does now, and whether that is as before."""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from statecourse.classroom.fingerprint import basis, surroundings
from statecourse.classroom.handins.read import read_handins
from statecourse.classroom.temporary import workspace
from statecourse.course.manifest import CourseError
from statecourse.course.submission import Job
from statecourse.judge.judges import grade_all
from statecourse.report.words import few

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from statecourse.classroom.grade import Grading
    from statecourse.classroom.handins.found import Handin
    from statecourse.classroom.store import ReportStore
    from statecourse.course.course import Course
    from statecourse.report.report import CheckResult, Report


_LISTED = 12
_CHANGED = (
    "the answer is not the one that was graded",
    "the checks, the points or the solution were changed since",
    "statecourse, Python, a package, the isolation or the seed is another one",
)


@dataclass(frozen=True)
class Explained:
    """A check that was run again. ``before`` is None where there was no such check in the last grading."""

    student: str
    exercise: str
    check: str
    report: Report
    """Of this check, and of those that have to be run before it because it was blocked by one."""
    before: CheckResult | None
    changed: list[str]
    """What is not as it was in that grading, in words."""
    story: dict[str, Any] | None
    """The film, where the check fails and one may be made of it."""

    @property
    def now(self) -> CheckResult | None:
        """The check's result; None where the answer could not be graded."""
        return next((check for check in self.report.checks if check.name == self.check), None)

    @property
    def as_before(self) -> bool:
        """Whether the outcome and the points are those of the last grading."""
        now = self.now
        if self.before is None or now is None:
            return False
        return (self.before.outcome, self.before.points) == (now.outcome, now.points)


def explain(
    course: Course, folder: Path, grading: Grading, store: ReportStore, wanted: tuple[str, str]
) -> Explained:
    """Run a check on a student's answer again; ``wanted`` names both, the check as ``test_opens`` or ``ex01a/test_opens``.

    Raises `CourseError`, which says what may be meant, for a student or a check that there is not, and where the answer
    is not in ``folder``.
    """
    with workspace() as temporary:
        handin, check = _find(read_handins(folder, course, temporary, grading.asked).found, store, *wanted)
        exercise, submission = handin.exercise, handin.submission
        assert exercise is not None  # as it was found
        assert submission is not None
        entry = store.entry(handin.key)
        assert entry is not None
        job = Job(exercise, submission, grading.seed, checks=_with_blockers(entry.report, check), filmed=True)
        (graded,) = grade_all(course, [job], judges=1, without=grading.without, temporary=temporary)
    checks, _, around = basis(exercise, surroundings(grading.without, grading.seed)).partition(".")
    then, now = (entry.submission, *entry.basis.partition(".")[::2]), (graded.submission, checks, around)
    return Explained(
        student=handin.student,
        exercise=exercise.id,
        check=check,
        report=graded.report,
        before=next((found for found in entry.report.checks if found.name == check), None),
        changed=[text for text, *both in zip(_CHANGED, then, now, strict=True) if both[0] != both[1]],
        story=json.loads(graded.film) if graded.film else None,
    )


def _with_blockers(report: Report, check: str) -> tuple[str, ...]:
    """The check, and those that it was not run for: without them it would be run alone."""
    blockers = {found.name: found.blocked_by for found in report.checks}
    names = [check]
    while (blocker := blockers.get(names[0], "")) and blocker not in names:
        names.insert(0, blocker)
    return tuple(names)


# --- what is meant -----------------------------------------------------------------------------


def _find(found: list[Handin], store: ReportStore, student: str, check: str) -> tuple[Handin, str]:
    """The hand-in and the check that are meant. Raises `CourseError`, which says what there is."""
    theirs = _of_student(found, student)
    wanted, _, name = check.rpartition("/")
    named = name if name.startswith("test_") else f"test_{name}"
    there: dict[str, Handin] = {}
    # Of several attempts the best counts, and of equally good ones the last.
    for handin in sorted(theirs, key=lambda handin: _points(handin, store)):
        if handin.exercise and not handin.absent and _named(handin, wanted):
            there[handin.exercise.id] = handin
    if not there:
        known = [handin.exercise.id for handin in theirs if handin.exercise and not handin.absent]
        there_are = f"; there are {_listed(known)}" if known else ""
        raise CourseError(f"{student} has handed in nothing to {wanted or 'any exercise'}{there_are}")
    checks = {exercise: _checks(handin, store) for exercise, handin in there.items()}
    having = sorted(exercise for exercise, names in checks.items() if named in names)
    if not having:
        if unread := next((handin for handin in there.values() if handin.problem), None):
            raise CourseError(f"{student}: nothing can be run again: {unread.problem}")
        if not any(checks.values()):
            raise CourseError(
                f"{store.path} has no report on {student}, {_listed(there)} that this version of statecourse can read; "
                f"to make one, type: statecourse grade SUBMISSIONS -o {store.path.parents[1]}"
            )
        known = sorted({known for names in checks.values() for known in names})
        raise CourseError(f'there is no check "{name}" in {_listed(there)}{_near(named, known)}')
    if len(having) > 1:
        example = f"{having[0].partition('_')[0]}/{named}"
        raise CourseError(f"{named} is a check of {_listed(having)}; say which, such as {example}")
    return there[having[0]], named


def _of_student(found: list[Handin], student: str) -> list[Handin]:
    """The hand-ins of a student, by their id, or by a name that only one has. Raises `CourseError`."""
    known = {handin.student for handin in found}
    called = {handin.student for handin in found if handin.person.name.casefold() == student.casefold()}
    if student not in known and len(called) == 1:
        student = called.pop()
    theirs = [handin for handin in found if handin.student == student]
    if not theirs:
        raise CourseError(f'there is no student "{student}" among these{_near(student, known)}')
    return theirs


def _points(handin: Handin, store: ReportStore) -> float:
    """What an attempt counts; less than nothing where there is no report on it."""
    entry = store.entry(handin.key) if handin.submission else None
    if entry is None:
        return -1
    return entry.report.points - handin.late.penalty(entry.report.points, entry.report.max_points)


def _named(handin: Handin, wanted: str) -> bool:
    """Whether a hand-in is to the exercise that is named, by its id or the start of it."""
    return handin.exercise is not None and handin.exercise.id.startswith(wanted)


def _checks(handin: Handin, store: ReportStore) -> list[str]:
    """The checks of the last grading; none where there was nothing to grade."""
    assert handin.exercise is not None  # as it was chosen
    entry = store.entry(handin.key) if handin.submission else None
    return [check.name for check in entry.report.checks] if entry else []


def _near(name: str, known: Collection[str]) -> str:
    folded = {one.casefold(): one for one in known}
    near = difflib.get_close_matches(name.casefold(), folded, 3, cutoff=0.5)
    near += [one for one in folded if name and name.casefold() in one and one not in near]
    if near:
        return f"; did you mean {' or '.join(folded[one] for one in near[:3])}?"
    return f"; there are {_listed(known)}" if known else ""


def _listed(names: Collection[str]) -> str:
    return few(sorted(names), _LISTED)
