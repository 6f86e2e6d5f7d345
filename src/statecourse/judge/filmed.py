"""The film of a failed check: the check is run once more, and its app is recorded.

Apart from `run`, as no verdict rests on it: whatever happens here, the report stays as it is.
"""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING, Any, NamedTuple

from statecourse.app.server import filming
from statecourse.film.story import story_of
from statecourse.judge.check_plugin import BENCH, STATE, check_name
from statecourse.judge.outcome import RAN_ON

if TYPE_CHECKING:
    import pytest

    from statecourse.report.report import Report


class Film(NamedTuple):
    """A check, and what happened in it: see `film.story`."""

    check: str
    story: dict[str, Any]


def film_of(items: list[pytest.Item], report: Report, *, passed: bool = False) -> Film | None:
    """The film of the first failed check that one may be made of; None if there is none.

    With ``passed`` it may be one that passed, where a single check was asked for.

    Not of hidden checks, whose steps nobody is told, not of races, whose threads are held up line by line, and not of
    an answer that hangs.
    """
    if any(check.failure and check.failure.summary.startswith(RAN_ON) for check in report.checks):
        return None  # it would hang once more
    wanted = {"failed", "passed"} if passed else {"failed"}
    failed = {check.name for check in report.checks if check.outcome in wanted and not check.hidden}
    for item in items:
        name = check_name(item)
        if name in failed and not _races(item) and (story := _filmed(item, report)):
            return Film(name, story)
    return None


def _races(item: pytest.Item) -> bool:
    """Whether a check has sessions act at the same moment, by what its code calls."""
    code = getattr(getattr(item, "function", None), "__code__", None)
    return bool({"race", "run_together"} & set(code.co_names if code else ()))


def _filmed(item: pytest.Item, report: Report) -> dict[str, Any] | None:
    state = item.config.stash[STATE]
    before, state.outcomes = state.outcomes, {}
    token = filming.set(True)
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
    finally:
        filming.reset(token)
        state.outcomes = before
    made = item.stash.get(BENCH, None)
    servers = [server for server in made.servers if server.is_answer and server.shots] if made else []
    if not servers:
        return None
    check = next(check for check in report.checks if check.name == check_name(item))
    answer = state.submission.answer if state.submission else "app.py"
    return story_of(servers[-1], check.title.rstrip("."), answer)
