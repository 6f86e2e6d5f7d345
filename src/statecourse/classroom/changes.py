"""What a grading says otherwise than the one before it, and why: whose points, by which checks, or by which date."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from statecourse.classroom.results import Change, CheckChange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from statecourse.classroom.results import StudentResult
    from statecourse.classroom.store import Entry, Key, ReportStore

NEW_ANSWER = "another answer was handed in"
NEW_CHECKS = "the checks, the points or the solution were changed"
NEW_SURROUNDINGS = (
    "the checks are the same; statecourse, Python, a package, the isolation or the seed is another one"
)
UNSTEADY = "nothing was changed: the answer does not always do the same"
MENDED = "the grader itself had gone wrong"
NEW_DATE = "it has another date of the hand-in"
NEW_POLICY = "the due date, an extension, the time zone or the late policy was changed"


class Counted(msgspec.Struct, frozen=True):
    """What a result comes to, and what that rests on: all that one grading is held against the next by.

    ``points`` are those that count, and ``graded`` those of the checks. ``checks`` have their outcomes and titles.
    """

    submission: str
    basis: str
    points: float
    graded: float
    problem: str
    went_wrong: bool
    late: str
    handed_in: str
    checks: dict[str, tuple[str, str]]

    @classmethod
    def of(cls, result: StudentResult, entry: Entry) -> Counted:
        """What a result comes to; ``entry`` is what the store has of its answer."""
        report = entry.report
        return cls(
            entry.submission,
            entry.basis,
            result.points,
            report.points,
            report.problem,
            report.has_errors,
            result.late,
            result.handed_in,
            {check.name: (check.outcome, check.title) for check in report.checks},
        )


def changes(found: Iterable[tuple[Key, Counted]], store: ReportStore) -> Iterator[Change]:
    """The results that differ from what they came to before; kept for the next grading. Raises `CourseError`."""
    for key, *both in store.turn((key, msgspec.json.encode(now)) for key, now in found):
        if change := changed(key, *(msgspec.json.decode(one, type=Counted) for one in both)):
            yield change


def changed(key: Key, before: Counted, now: Counted) -> Change | None:
    """How two results of a student differ; None where points and outcomes are the same."""
    checks = list(_checks(before, now))
    graded_anew = bool(checks) or (before.graded, before.problem) != (now.graded, now.problem)
    if not graded_anew and before.points == now.points:
        return None
    late = (before.late, now.late) if before.late != now.late else None
    why = [_why(before, now)] if graded_anew or not late else []
    if late:
        why.append(NEW_POLICY if _same_date(before.handed_in, now.handed_in) else NEW_DATE)
    return Change(*key, before.points, now.points, "; ".join(why), checks, late)


def _same_date(before: str, now: str) -> bool:
    """Whether two moments are the same in one time zone, or, where the course has got another one, by the clock."""
    if not before or not now:
        return before == now
    was, is_now = map(dt.datetime.fromisoformat, (before, now))
    return was == is_now or was.replace(tzinfo=None) == is_now.replace(tzinfo=None)


def _checks(before: Counted, now: Counted) -> Iterator[CheckChange]:
    for name, (_, title) in (before.checks | now.checks).items():
        was, is_now = (result.checks.get(name, ("", ""))[0] for result in (before, now))
        if was != is_now:
            yield CheckChange(name, title, was, is_now)


def _why(before: Counted, now: Counted) -> str:
    if before.submission != now.submission and before.submission and now.submission:
        return NEW_ANSWER
    checks = [result.basis.partition(".")[0] for result in (before, now)]
    if checks[0] != checks[1]:
        return NEW_CHECKS
    if before.went_wrong or now.went_wrong:
        return MENDED
    return UNSTEADY if before.basis == now.basis else NEW_SURROUNDINGS


def in_short(found: list[Change]) -> Iterator[tuple[str, list[Change]]]:
    """For each reason a line and its changes: how many there are, how many of them in points, by which checks most."""
    for why, group in groupby(sorted(found, key=lambda change: change.why), key=lambda change: change.why):
        here = list(group)
        up = sum(change.points > change.points_before for change in here)
        down = sum(change.points < change.points_before for change in here)
        checks = Counter((change.exercise, check.name) for change in here for check in _told(change))
        most = "; ".join(f"{exercise} {name} ({count})" for (exercise, name), count in checks.most_common(4))
        where = f" Checks with another outcome: {most}." if most else ""
        results = "1 result is" if len(here) == 1 else f"{len(here)} results are"
        yield f"{results} not as before ({up} with more points, {down} with fewer): {why}.{where}", here


def _told(change: Change) -> list[CheckChange]:
    """The checks by which it changed, without those that only wait for one of them."""
    return [c for c in change.checks if "not run" not in {c.before, c.after}] or change.checks


def details(change: Change) -> list[str]:
    """What checks said before and what they say now, and so for lateness."""
    said = [f"{c.name} {c.before or 'not there'} → {c.after or 'not there'}" for c in _told(change)]
    return said + ([" → ".join(words or "not late" for words in change.late)] if change.late else [])


def in_words(change: Change) -> str:
    """The points that count, before and now, and what made them others."""
    more = ", ".join(details(change))
    return f"{change.points_before:g} → {change.points:g} points" + (f" ({more})" if more else "")
