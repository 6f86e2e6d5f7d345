"""What a check sees, written down, so that two apps can be told apart by it.

A module of its own, as checks and those who run them both need it, and neither imports the other.
"""

from __future__ import annotations

import contextlib
from contextvars import ContextVar
from typing import TYPE_CHECKING

from statecourse.values import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

current: ContextVar[list[tuple[str, str]] | None] = ContextVar("statecourse_trace", default=None)
"""What was seen so far, as what it is and the value in words; None where nobody asked for it."""


@contextlib.contextmanager
def recording() -> Iterator[list[tuple[str, str]]]:
    """Have all that is seen within this block written down, in the list that it gives."""
    found: list[tuple[str, str]] = []
    token = current.set(found)
    try:
        yield found
    finally:
        current.reset(token)


def record(what: str, seen: object) -> None:
    """Write down what was seen, where somebody asked for it."""
    found = current.get()
    if found is not None:
        found.append((what, shown(seen)))
