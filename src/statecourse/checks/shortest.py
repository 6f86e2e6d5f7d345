"""Shortens a list that shows a fault: Zeller's delta debugging.

Hypothesis has no documented way to shrink a list that it has not drawn itself, and what it draws changes with its
version. A walk has to be the same for students and teachers, whatever they have installed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def shortest(items: list[T], shows: Callable[[list[T]], bool]) -> list[T]:
    """A part of the items, in order, of which none can be left out so that ``shows`` stays true.

    It is true of all of them. Larger parts are left out first, so that few lists are tried.
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
