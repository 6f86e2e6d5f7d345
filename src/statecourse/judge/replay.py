"""Runs the checks of a failed answer once more, with fixed inputs, to find the reason from its behaviour.

Apart from `reasons`, which knows nothing of pytest, and from `run`, whose verdicts do not depend on it.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from statecourse.app import trace
from statecourse.course.course import HIDDEN
from statecourse.judge.check_plugin import STATE, State, check_name
from statecourse.judge.outcome import RAN_ON
from statecourse.judge.reasons import NOTHING_WRONG, SEED, Behaviour, explained, read_catalogue

if TYPE_CHECKING:
    from collections.abc import Generator

    import pytest

    from statecourse.course.submission import Job
    from statecourse.report.report import CheckResult

Items = dict[str, list["pytest.Item"]]


def with_reasons(
    job: Job, items: list[pytest.Item], checks: list[CheckResult]
) -> tuple[list[CheckResult], Behaviour]:
    """The results with their reasons; and the behaviour, if the job asks to record it, else an empty one."""
    told, state = _traceable(items), items[0].config.stash[STATE]
    budget = state.sandbox.budget
    outcomes: dict[str, str] = {check.name: check.outcome for check in checks if check.name in told}
    if "failed" not in outcomes.values() or job.replay == "skip":
        return checks, {}
    with contextlib.closing(_replayed(told, outcomes, state)) as replayed:
        if job.replay == "record":
            traces = outcomes | dict(replayed)
            return checks, {} if budget.over else traces
        catalogue = read_catalogue(job.exercise)
        if catalogue is None:
            return checks, {}
        # An app that hangs would hang once more. It must not depend on how long the checks took: a busy machine would
        # give no reason where an idle one does.
        hangs = any(check.failure and check.failure.summary.startswith(RAN_ON) for check in checks)
        alike = set() if hangs else catalogue.alike(outcomes, replayed)
        if budget.over:
            alike = set()  # the comparison did not come to its end
    return explained(checks, job.exercise, told, alike), {}


def _traceable(items: list[pytest.Item]) -> Items:
    """The checks whose behaviour is the same each time, and that students have, by name."""
    found: Items = {}
    for item in items:
        if item.path.name != HIDDEN and "live_app" not in _fixtures(item):
            found.setdefault(check_name(item), []).append(item)
    return found


def _fixtures(item: pytest.Item) -> list[str]:
    return list(getattr(item, "fixturenames", ()))


def _replayed(items: Items, outcomes: dict[str, str], state: State) -> Generator[tuple[str, str]]:
    """Run each check that did not pass, and each walk, and yield it with its behaviour; failed ones first."""
    worth = [
        name for name, found in items.items() if outcomes[name] != "passed" or "walk" in _fixtures(found[0])
    ]
    before = state.seed, state.outcomes
    try:
        state.seed = SEED
        yield from _failed([name for name in worth if outcomes[name] == "failed"], items, state)
        for name in (name for name in worth if outcomes[name] != "failed"):
            yield name, f"{outcomes[name]} {trace.digest(_seen(items[name], state))}"
    finally:
        state.seed, state.outcomes = before


def _failed(names: list[str], items: Items, state: State) -> Generator[tuple[str, str]]:
    """Yield the failed checks with their behaviour; then `NOTHING_WRONG`, if neither they nor their walks show a fault."""
    wrong = False
    for name in names:
        seen = _seen(items[name], state)
        wrong |= seen.wrong
        yield name, f"failed {trace.digest(seen)}"
    walks = [items[name] for name in names if "walk" in _fixtures(items[name][0])]
    if not wrong and not any(_seen(found, state, compares=True).wrong for found in walks):
        yield names[-1], NOTHING_WRONG


def _seen(items: list[pytest.Item], state: State, *, compares: bool = False) -> trace.Trace:
    """The whole trace of a check: it does not end at the first thing that is not as expected."""
    with trace.recording(compares=compares) as seen:
        for item in items:
            state.outcomes = {}  # so that it runs although its prerequisite did not pass
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            ended = state.outcomes[check_name(item)]
            trace.record("ended", (ended.outcome, ended.failure.summary if ended.failure else ""))
            if ended.outcome != "passed":
                trace.record_wrong()
    return seen
