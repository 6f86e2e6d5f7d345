"""Stops the sessions of a race before each step of the app's own code, and interleaves them by a plan.

A step is a line of the app, a call in it, a file of the app's that is opened or renamed, or something that
`waits` reports: a lock, or a statement of SQLite. The plan (`plans`) says at which steps a session is held up
(preempted); `turns` says who goes on meanwhile. Only one interleaving is active in a process, from ``with`` on.
"""

from __future__ import annotations

import dis
import functools
import os
import sys
import threading
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pathlib import Path
    from types import CodeType

    from statecourse.runtime.turns import Turns

HELD = 0.9
"""Virtual seconds that a session is held up: others who wait for its lock with a shorter timeout do not get it."""
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_FILE_EVENTS = (
    "open", "os.rename", "os.remove", "os.link", "os.symlink", "os.truncate", "os.mkdir", "os.rmdir",
)  # fmt: skip
_active: list[Interleaving] = []


def watch_files() -> None:
    """Stop at each file that a session opens or renames. Call it once: an audit hook cannot be removed."""
    sys.addaudithook(_hear)


def _hear(event: str, args: tuple[Any, ...]) -> None:
    if _active and event in _FILE_EVENTS:
        _active[0].touch_file(event, args)


def of_this_thread() -> Interleaving | None:
    """The interleaving that this thread takes part in, if any."""
    return _active[0] if _active and _active[0].turns.player() else None


def note_change() -> None:
    """Something has changed that others may wait for, such as a lock."""
    if _active:
        _active[0].turns.note_change()


class Interleaving:
    """Follows the threads that take ``turns`` through the app's own code, which is all that is in ``folder``."""

    def __init__(self, turns: Turns, folder: Path) -> None:
        self.turns = turns
        self._folder = os.path.realpath(folder) + os.sep
        self.held: list[tuple[int, str, int]] = []
        """Who was held up, by its place among them, and before which line of which file."""
        self._is_operation = self._opened_to_write = False

    def __enter__(self) -> Self:
        """Follow the threads that start from now on."""
        _active[:] = [self]
        threading.settrace(self._trace)
        return self

    def __exit__(self, *_: object) -> None:
        threading.settrace(None)
        _active.clear()
        self.turns.free_all()

    # --- steps that Python reports ---

    def _trace(self, frame: Any, _event: str, _arg: object) -> Any:
        """The function for `sys.settrace`: follows the app's own functions line by line and opcode by opcode."""
        if not self.is_app(frame):
            return None
        # Python 3.13 reports opcodes only if the frame has a trace function already, 3.12 only after another settrace.
        frame.f_trace = self._follow
        frame.f_trace_opcodes = True
        sys.settrace(self._trace)
        return self._follow

    def _follow(self, frame: Any, event: str, _arg: object) -> Any:
        code = frame.f_code
        if event == "line":
            self._step((code.co_filename, frame.f_lineno))
        elif event == "opcode" and frame.f_lasti in _calls(code):
            self._step((code.co_filename, frame.f_lineno, frame.f_lasti))
        return self._follow

    def touch_file(self, event: str, args: tuple[Any, ...]) -> None:
        """A file is about to be opened, renamed, or the like."""
        if self.turns.player() is None or not self._is_own(args[0]):
            return
        self._follow_library()
        self.operate(event)
        self._opened_to_write = event == "open" and isinstance(args[2], int) and bool(args[2] & _WRITES)

    def _is_own(self, path: object) -> bool:
        if not isinstance(path, str | bytes | os.PathLike):
            return False
        found = os.path.realpath(os.fsdecode(path))
        return found.startswith(self._folder) and "__pycache__" not in found

    def _follow_library(self) -> None:
        """Follow the library's functions on the stack, too: one of them may be what writes the file."""
        frame: Any = sys._getframe(2)
        while frame is not None and not self.is_app(frame):
            if frame.f_code.co_filename != __file__:
                frame.f_trace = self._follow
            frame = frame.f_back

    def is_app(self, frame: Any) -> bool:
        """Whether the app's own code runs in a frame."""
        found: bool = frame.f_code.co_filename.startswith(self._folder)
        return found

    def _line(self) -> tuple[str, int]:
        """Which line of the app runs in this thread."""
        frame: Any = sys._getframe(1)
        while frame is not None and not self.is_app(frame):
            frame = frame.f_back
        return (frame.f_code.co_filename, frame.f_lineno) if frame else ("", 0)

    # --- what is done at a step ---

    def operate(self, what: str) -> None:
        """Stop before an operation that others may see, such as taking a lock. Plans try these first."""
        self._is_operation = True
        self._step((*self._line(), what))

    def _step(self, place: tuple[Any, ...]) -> None:
        player = self.turns.player()
        if player is None:
            return
        self.turns.take_turn(player)
        point = player.pass_by(place, self._rank(place))
        self.turns.count_step()
        if self.turns.plan.holds(player.role, point):
            self.held.append((player.role, *self._line()))
            self.turns.hold(player, HELD)
        else:
            self.turns.yield_if_due(player)

    def _rank(self, place: tuple[Any, ...]) -> int:
        """How early plans are to try this place: the more others can see there, the lower the rank.

        -1 right after a file was opened to be written, and may be empty; 0 for an operation; 1 for a line; 2 for a call.
        """
        operates, opened = self._is_operation, self._opened_to_write
        self._is_operation = False
        if operates:
            return 0
        self._opened_to_write = False
        return -1 if opened else len(place) - 1


@functools.lru_cache(maxsize=1_000)
def _calls(code: CodeType) -> frozenset[int]:
    """Where a function calls another: more than one call may stand on a line."""
    return frozenset(part.offset for part in dis.get_instructions(code) if part.opname.startswith("CALL"))
