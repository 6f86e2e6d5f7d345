"""Traces a program: which line changed which variable, or which key of session state.

A module of its own: the other parts of the kit see a run from outside, this one from within.
"""

from __future__ import annotations

import sys
import time
from itertools import islice
from typing import TYPE_CHECKING, Any, Self

import msgspec

from statecourse.codec.values import shown
from statecourse.film.camera import makes_a_class

if TYPE_CHECKING:
    import types
    from collections.abc import Callable

MAX_EVENTS = 120
"""Changes that are kept of one run, which is more than anyone reads."""
MAX_LINES = 4_000
"""Lines of a run that are traced; after these, only the time counts."""
MAX_SECONDS = 15.0
"""How long a run may take, as a learner may write an endless loop."""
_MAX_LOOKED_AT = 20
"""Items of a collection whose type is looked at."""
_PLAIN = (bool, int, float, str, list, tuple, dict, set, type(None))


class Event(msgspec.Struct, frozen=True):
    """A change by a line: ``kind`` is ``variable`` or ``state``; ``value`` is None after a deletion."""

    line: int
    kind: str
    name: str
    value: str | None
    was: str | None = None


class EndlessError(BaseException):
    """A program ran for too long. It is no Exception, so that the program does not catch it."""


class Lines:
    """Traces the lines of some files while it is entered; ``events`` are the changes that they made."""

    def __init__(self, files: Callable[[str], bool], state: Callable[[], dict[str, str]]) -> None:
        self._is_own = files
        self._state = state
        self.events: list[Event] = []
        self._known_state: dict[str, str] = {}
        self._known: dict[int, dict[str, str]] = {}
        self._line: dict[int, int] = {}
        self._left = MAX_LINES
        self._end = time.monotonic() + MAX_SECONDS

    def __enter__(self) -> Self:
        self._known_state = self._state()
        sys.settrace(self._trace)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)

    def _trace(self, frame: types.FrameType, _event: str, _arg: object) -> Any:
        if not self._is_own(frame.f_code.co_filename) or makes_a_class(frame.f_code):
            return None
        self._known[id(frame)] = {}
        return self._follow

    def _follow(self, frame: types.FrameType, event: str, _arg: object) -> Any:
        if time.monotonic() > self._end:
            raise EndlessError(f"it was still running after {MAX_SECONDS:g} seconds, and was stopped")
        if self._left > 0 and len(self.events) < MAX_EVENTS:
            self._left -= 1
            self._note(frame)
        self._line[id(frame)] = frame.f_lineno
        if event == "return":
            self._line.pop(id(frame), None)
            self._known.pop(id(frame), None)
        return self._follow

    def _note(self, frame: types.FrameType) -> None:
        """Record what has changed since the previous line, which has made the changes."""
        line = self._line.get(id(frame))
        variables = _variables(frame)
        if line is not None:
            self._compare(line, "variable", self._known.get(id(frame), {}), variables)
            state = self._state()
            self._compare(line, "state", self._known_state, state)
            self._known_state = state
        self._known[id(frame)] = variables

    def _compare(self, line: int, kind: str, before: dict[str, str], after: dict[str, str]) -> None:
        for name, value in after.items():
            if before.get(name) != value:
                self.events.append(Event(line, kind, name, value, before.get(name)))
        if kind == "state":
            gone = [name for name in before if name not in after]
            self.events.extend(Event(line, kind, name, None, before[name]) for name in gone)


def _variables(frame: types.FrameType) -> dict[str, str]:
    """The plain variables of a frame, without modules, functions and classes."""
    found = {}
    for name, value in list(frame.f_locals.items()):
        if not name.startswith("_") and isinstance(value, _PLAIN) and not _is_machinery(value):
            found[name] = shown(value)
    return found


def _is_machinery(value: object) -> bool:
    """Whether it holds objects of Streamlit, such as pages, whose text is only an address in memory."""
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return any(type(item).__module__.startswith("streamlit.") for item in islice(items, _MAX_LOOKED_AT))
