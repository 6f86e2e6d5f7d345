"""What a grading says otherwise than the one before it, and why: whose points, by which checks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from statecourse.classroom.results import (
    MENDED,
    NEW_ANSWER,
    NEW_CHECKS,
    NEW_SURROUNDINGS,
    UNSTEADY,
    WHY,
    Change,
    CheckChange,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from statecourse.classroom.store import Entry, Key, ReportStore
    from statecourse.report.report import Report


def changes(answers: Iterable[tuple[str, Key]], store: ReportStore) -> Iterator[Change]:
    """The results that differ from what the store's report before said; a student's may be kept under another name.

    Raises `CourseError`.
    """
    for student, key in sorted(answers):
        if (before := store.entry(key, "before")) is None:
            continue  # as for all of a first grading
        now = store.entry(key)
        if now is not None and (change := changed((student, key[1]), before, now)):
            yield change


def changed(key: Key, before: Entry, now: Entry) -> Change | None:
    """How two reports on a student's answer differ; None where points and outcomes are the same."""
    checks = list(_checks(before.report, now.report))
    points = before.report.points, now.report.points
    if not checks and points[0] == points[1] and before.report.problem == now.report.problem:
        return None
    return Change(*key, *points, _why(before, now), checks)


def _checks(before: Report, now: Report) -> Iterator[CheckChange]:
    known = {check.name: check for check in [*before.checks, *now.checks]}
    outcomes = [{check.name: check.outcome for check in report.checks} for report in (before, now)]
    for name, check in known.items():
        was, is_now = (found.get(name, "") for found in outcomes)
        if was != is_now:
            yield CheckChange(name, check.title, was, is_now)


def _why(before: Entry, now: Entry) -> str:
    if before.submission != now.submission and before.submission and now.submission:
        return NEW_ANSWER
    checks = [entry.basis.partition(".")[0] for entry in (before, now)]
    if checks[0] != checks[1]:
        return NEW_CHECKS
    if before.report.has_errors or now.report.has_errors:
        return MENDED
    return UNSTEADY if before.basis == now.basis else NEW_SURROUNDINGS


def in_short(found: list[Change]) -> Iterator[str]:
    """A line for each reason: how many results changed, how many of them in points, and by which checks most."""
    for why in WHY:
        here = [change for change in found if change.why == why]
        if not here:
            continue
        up = sum(change.points > change.points_before for change in here)
        down = sum(change.points < change.points_before for change in here)
        checks = Counter((change.exercise, check.name) for change in here for check in change.checks)
        most = "; ".join(f"{exercise} {name} ({count})" for (exercise, name), count in checks.most_common(4))
        where = f" Checks with another outcome: {most}." if most else ""
        results = "1 result is" if len(here) == 1 else f"{len(here)} results are"
        yield f"{results} not as before ({up} with more points, {down} with fewer): {why}.{where}"


def outcomes(change: Change) -> list[str]:
    """What each check said before, and what it says now."""
    return [f"{c.name} {c.before or 'not there'} → {c.after or 'not there'}" for c in change.checks]


def in_one_line(change: Change) -> str:
    """A change as a line of text."""
    checks = ", ".join(outcomes(change))
    points = f"{change.points_before} → {change.points} points"
    return f"{change.student}, {change.exercise}: {points}" + (f" ({checks})" if checks else "")
