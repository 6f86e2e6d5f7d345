"""`expect`: what passes, what fails, and with which words."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from statecourse import checks
from statecourse.checks import CheckFailed, expect, has, same


class Odd:
    """A value that refuses to be compared."""

    def __eq__(self, other: object) -> bool:
        raise ValueError

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        raise ValueError


TABLE = pd.DataFrame({"a": [1, 2]})


@pytest.mark.parametrize(
    ("seen", "matcher", "arguments", "passes"),
    [
        (1, "to_be", (1,), True),
        (1, "to_be", (1.0,), True),
        (1, "to_be", ("1",), False),
        (True, "to_be", (1,), False),
        (1, "to_be", (True,), False),
        (False, "to_be", (False,), True),
        ([1, 2], "to_be", ([1, 2],), True),
        (TABLE, "to_be", (TABLE.copy(),), True),
        (TABLE, "to_be", (TABLE + 1,), False),
        (Odd(), "to_be", (1,), False),
        (1, "not_to_be", (2,), True),
        (1, "not_to_be", (1,), False),
        (Odd(), "not_to_be", (1,), True),
        (1.05, "to_be_near", (1, 0.1), True),
        (1.2, "to_be_near", (1, 0.1), False),
        (True, "to_be_near", (1, 0.1), False),
        ("1", "to_be_near", (1, 0.1), False),
        (None, "to_be_near", (1, 0.1), False),
        (2, "to_be_one_of", ([1, 2],), True),
        (3, "to_be_one_of", ([1, 2],), False),
        (True, "to_be_one_of", ([1, 2],), False),
        ("hello", "to_contain", ("ell",), True),
        ("hello", "to_contain", ("x",), False),
        ([1, 2], "to_contain", (2,), True),
        ({"a": 1}, "to_contain", ("a",), True),
        (5, "to_contain", (5,), False),
        (None, "to_contain", ("a",), False),
        ("hello", "not_to_contain", ("x",), True),
        ("hello", "not_to_contain", ("ell",), False),
        (5, "not_to_contain", (5,), True),
    ],
)
def test_matchers(seen: object, matcher: str, arguments: tuple[object, ...], *, passes: bool) -> None:
    """Each passes for what it says, and never goes wrong over an odd value."""
    matches = getattr(expect(seen, "the value"), matcher)
    if passes:
        matches(*arguments)
    else:
        with pytest.raises(CheckFailed, match="the value"):
            matches(*arguments)


@pytest.mark.parametrize(
    ("seen", "matcher", "arguments", "words"),
    [
        ("a", "to_be", ("b",), ("“b”", "“a”")),
        (1, "to_be", (2,), ("2", "1")),
        (None, "to_be", (2,), ("2", "nothing")),
        (1, "not_to_be", (1,), ("anything but 1", "1")),
        (3, "to_be_near", (1, 0.25), ("1, give or take 0.25", "3")),
        (3, "to_be_one_of", (["a", 2],), ("one of “a”, 2", "3")),
        ("a", "to_contain", ("b",), ("“b” in it", "“a”")),
        ("a", "not_to_contain", ("a",), ("no “a” in it", "“a”")),
        (Odd(), "to_be", (1,), ("1", "<Odd, whose repr raises ValueError>")),
    ],
)
def test_the_words_of_a_failure(
    seen: object, matcher: str, arguments: tuple[object, ...], words: tuple[str, str]
) -> None:
    """Text stands in quotation marks, so that it cannot be taken for a number."""
    with pytest.raises(CheckFailed) as failed:
        getattr(expect(seen), matcher)(*arguments)
    assert (failed.value.expected, failed.value.seen) == words


@pytest.mark.parametrize(
    ("misconception", "told"),
    [
        ("always", "always"),
        ({0: "zero", 1: "one"}, "one"),
        ({True: "yes", ...: "other"}, "other"),
        ({0: "zero"}, ""),
        ({0: "zero", ...: "other"}, "other"),
        ("", ""),
    ],
)
def test_a_misconception_follows_from_the_wrong_value(misconception: object, told: str) -> None:
    """By value, with ``...`` for every other one; True is not 1."""
    with pytest.raises(CheckFailed) as failed:
        expect(1).to_be(2, misconception=misconception)  # type: ignore[arg-type]
    assert failed.value.misconception == told


def test_a_passed_expectation_says_nothing_of_a_misconception() -> None:
    """It is for wrong values only."""
    expect(2).to_be(2, misconception={...: "other"})


@pytest.mark.parametrize(
    "seen", [TABLE, TABLE["a"], TABLE["a"].to_numpy(), Odd(), [TABLE, 2], {"a": TABLE}, 2, None]
)
def test_to_compare_what_an_app_sent_raises_nothing(seen: object) -> None:
    """Whatever it is; and it finds what is there."""
    assert same(seen, 2) == (seen == 2 if isinstance(seen, int) else False)
    assert has([seen], 2) == same(seen, 2)
    assert has([seen, 2], 2)
    assert has(seen, "no such thing") is False
    assert same(seen, TABLE) == (seen is TABLE)


def test_authors_import_from_one_place() -> None:
    """CONTRIBUTING.md shows no other, and no name that is not there."""
    text = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    shown = re.findall(r"from (statecourse[\w.]*) import ([\w, ]+)", text)
    names = {name.strip() for _, names in shown for name in names.split(",")}
    assert {place for place, _ in shown} == {"statecourse.checks"}
    assert names <= set(checks.__all__)
