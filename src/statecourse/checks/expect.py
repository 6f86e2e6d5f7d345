"""What a check expects of the app, and which checks it needs."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

import pytest

from statecourse.app import trace
from statecourse.app.app import App
from statecourse.app.trace import exception_of
from statecourse.codec.encode import shown

Misconceptions = str | Mapping[Any, str]
"""A misconception for any wrong value, or one for each wrong value; ``...`` is every other one."""


class CheckFailed(Exception):  # noqa: N818  # a verdict on the app, not an error
    """The app does not do what the check expects. Carries data, which `report` puts into words."""

    def __init__(
        self,
        what: str,
        *,
        expected: str = "",
        seen: str = "",
        misconception: str = "",
    ) -> None:
        super().__init__(f"{what}: expected {expected}, seen {seen}" if expected else what)
        self.what = what
        self.expected = expected
        self.seen = seen
        self.misconception = misconception


class Expectation:
    """Something seen in the app, to be compared with what is expected."""

    def __init__(self, seen: Any, what: str) -> None:
        self._seen = seen
        self._what = what

    def to_be(self, expected: object, *, misconception: Misconceptions = "") -> None:
        """Pass if the value equals the expected one. ``True`` is not 1."""
        self._require(same(self._seen, expected), _in_words(expected), misconception)

    def not_to_be(self, unwanted: object, *, misconception: Misconceptions = "") -> None:
        """Pass if the value is any other than this one."""
        wanted = f"anything but {_in_words(unwanted)}"
        self._require(not same(self._seen, unwanted), wanted, misconception)

    def to_be_near(self, expected: float, within: float, *, misconception: Misconceptions = "") -> None:
        """Pass if the value is a number at most ``within`` away from the expected one."""
        is_number = isinstance(self._seen, int | float) and not isinstance(self._seen, bool)
        near = is_number and math.isclose(self._seen, expected, rel_tol=0, abs_tol=within)
        self._require(near, f"{expected:g}, give or take {within:g}", misconception)

    def to_be_one_of(self, allowed: Collection[object], *, misconception: Misconceptions = "") -> None:
        """Pass if the value equals one of these."""
        wanted = "one of " + ", ".join(_in_words(value) for value in allowed)
        self._require(any(same(self._seen, value) for value in allowed), wanted, misconception)

    def to_contain(self, part: object, *, misconception: Misconceptions = "") -> None:
        """Pass if the text, list or dictionary has this in it."""
        self._require(has(self._seen, part), f"{_in_words(part)} in it", misconception)

    def not_to_contain(self, part: object, *, misconception: Misconceptions = "") -> None:
        """Pass if the text, list or dictionary does not have this in it."""
        self._require(not has(self._seen, part), f"no {_in_words(part)} in it", misconception)

    def to_run(self, *, misconception: Misconceptions = "") -> None:
        """Pass if this is an app whose last run ended without an exception.

        ``misconception`` may tell exceptions apart by the name of their type.
        """
        problem = exception_of(self._seen)
        if problem is not None:
            raise CheckFailed(
                "the app stops with an exception",
                misconception=_choose(misconception, problem),
            )

    def _require(self, holds: object, wanted: str, misconception: Misconceptions) -> None:
        if holds or trace.record_wrong():
            return
        raise CheckFailed(
            self._what,
            expected=wanted,
            seen=_in_words(self._seen),
            misconception=_choose(misconception, self._seen),
        )


def expect(seen: Any, what: str = "the app") -> Expectation:
    """Begin an expectation of something seen; ``what`` is what a student would call it."""
    if not isinstance(seen, App):  # how its runs end is recorded by `record_run`
        trace.record(what, seen)
    return Expectation(seen, what)


def note(seen: Any, what: str) -> None:
    """Record something that tells misconceptions apart; no verdict rests on it."""
    trace.record(what, seen)


def same(seen: Any, expected: Any) -> bool:
    """Whether what an app sent equals something. ``True`` is not 1, and nothing is raised, as tables do at ``==``."""
    if isinstance(seen, bool) != isinstance(expected, bool):
        return False
    try:
        return bool(seen == expected)
    except Exception:  # noqa: BLE001  # tables and arrays refuse to be one truth value
        # Looked up in the type: a stand-in for an object of the app has whatever attributes the app chose.
        equals = getattr(type(seen), "equals", None)
        with contextlib.suppress(Exception):  # one that takes only its like
            return equals is not None and bool(equals(seen, expected))
        return False


def has(whole: Any, part: Any) -> bool:
    """Whether something that an app sent has this in it; nothing is raised, whatever it is."""
    try:
        return part in whole
    except TypeError:
        return False
    except Exception:  # noqa: BLE001  # a table or array among the items refuses to be one truth value
        return any(same(item, part) for item in whole)


def _choose(misconception: Misconceptions, seen: Any) -> str:
    if isinstance(misconception, str):
        return misconception
    named = (name for value, name in misconception.items() if value is not ... and same(seen, value))
    return next(named, misconception.get(..., ""))


def _in_words(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, str) and not value:
        return "an empty text"
    return f"“{value}”" if isinstance(value, str) else shown(value)


C = TypeVar("C", bound=Callable[..., object])


def needs(*checks: str) -> Callable[[C], C]:
    """Names the checks that this one builds on: if one of them does not pass, this is *not run*."""
    if not checks or not all(isinstance(check, str) for check in checks):
        raise TypeError('needs("test_opens", …) takes the names of checks')
    return pytest.mark.statecourse_needs(*checks)
