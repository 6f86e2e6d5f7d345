"""The shortest list that still shows something: Zeller's delta debugging.

Hypothesis shrinks what it drew itself, from choices that change with its version; it has no documented
way to shrink a list that is given to it. A walk has to be the same for students and teachers, whatever
they have installed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def shortest(items: list[T], shows: Callable[[list[T]], bool]) -> list[T]:
    """A part of the items, in order, none of which can be left out; ``shows`` is true of all of them.

    Larger parts are left out first, so about two times as many lists are tried as items stay for each
    halving of their number.
    """
    size = max(1, len(items) // 2)
    while True:
        fewer = _without_parts(items, size, shows)
        if size == 1 and len(fewer) == len(items):
            return fewer
        items, size = fewer, max(1, min(size, len(fewer)) // 2)


def _without_parts(items: list[T], size: int, shows: Callable[[list[T]], bool]) -> list[T]:
    start = 0
    while start < len(items):
        fewer = items[:start] + items[start + size :]
        if fewer and shows(fewer):
            items = fewer
        else:
            start += size
    return items


__all__ = ["shortest"]
