"""Follows a program line by line: which line changed what, in variables and in session state.

A module of its own: the other parts of the kit see a run from outside, this one from within.
"""

from __future__ import annotations

import inspect
import sys
import time
from itertools import islice
from typing import TYPE_CHECKING, Any, Self

import msgspec

from statecourse.codec.values import shown

if TYPE_CHECKING:
    import types
    from collections.abc import Callable

MAX_EVENTS = 120
"""Changes that are kept of one run: more than anyone reads."""
MAX_LINES = 4_000
"""Lines of a run that are looked at; those after are only counted by the clock."""
MAX_SECONDS = 15.0
"""How long a program may run on end: what a learner typed may have no end."""
_MAX_LOOKED_AT = 20
"""Items of a list that are looked at, to see what it holds."""
_PLAIN = (bool, int, float, str, list, tuple, dict, set, type(None))


class Event(msgspec.Struct, frozen=True):
    """A line that changed something: ``kind`` is ``variable`` or ``state``; no ``value`` where it was deleted."""

    line: int
    kind: str
    name: str
    value: str | None
    was: str | None = None


class EndlessError(BaseException):
    """A program that would not end was stopped; not one of the exceptions that programs catch."""


class Lines:
    """What the lines of some files do, from the beginning of a run to its end."""

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
        if not self._is_own(frame.f_code.co_filename) or _makes_a_class(frame.f_code):
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
        """What has changed since the line before; that line did it."""
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


def _makes_a_class(code: types.CodeType) -> bool:
    """Whether this is the body of a class: what it sets are the class's attributes, and no variables of the run."""
    return code.co_name != "<module>" and not code.co_flags & inspect.CO_OPTIMIZED


def _variables(frame: types.FrameType) -> dict[str, str]:
    """The plain variables of a frame: not what was imported, nor functions and classes."""
    found = {}
    for name, value in list(frame.f_locals.items()):
        if not name.startswith("_") and isinstance(value, _PLAIN) and not _is_machinery(value):
            found[name] = shown(value)
    return found


def _is_machinery(value: object) -> bool:
    """Whether it holds Streamlit's own objects, such as pages or containers: all that shows is where they lie."""
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return any(type(item).__module__.startswith("streamlit.") for item in islice(items, _MAX_LOOKED_AT))
