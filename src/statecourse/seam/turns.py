"""Schedules of sessions that act at the same moment: a lost update shows each time, not by luck.

Threads that run freely interleave as they like, so that a read and a write without a lock between them
do harm today and none tomorrow. `InStep` has them meet at every line and every call of the app's own code;
`OneLate` holds one of them in the middle of its first write while the others run. A session that waits for
a lock of the app's is not waited for long, so that a lock does here what it does in real life.
"""

from __future__ import annotations

import dis
import os
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, Self

from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from types import CodeType

PATIENCE = 0.15
"""Seconds without a step of anybody after which who is under way is taken to be stuck, as at a lock."""
START_PATIENCE = 2.0
"""As `PATIENCE`, until every session has come to its first line."""
REST = 0.004
"""Seconds that the others rest at each step while somebody is stuck: a lock let go of goes to who waits."""
MAX_RESTS = 300
MAX_STEPS = 3_000
"""Steps that the sessions take together; from then on all run freely."""
MAX_LATE = 1.0
"""Seconds that one is late at most, where the others never rest: they may be asking for a lock over and over."""
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_UNDER_WAY, _WAITING, _STUCK = "under way", "waiting", "stuck"


class Opens:
    """Hears of each file that is opened in this process. Python cannot take an audit hook back, so make one."""

    def __init__(self) -> None:
        self.tell: Callable[[str, int], None] | None = None
        sys.addaudithook(self._hear)

    def _hear(self, event: str, args: tuple[Any, ...]) -> None:
        if event != "open" or self.tell is None:
            return
        path, _, flags = args
        if isinstance(path, str | bytes) and isinstance(flags, int) and flags & _WRITES:
            self.tell(os.path.realpath(os.fsdecode(path)), flags)


class Turns:
    """Follows the threads of some sessions through the app's own code. A subclass says who may go on when."""

    def __init__(self, sessions: Iterable[str], folder: Path, opens: Opens) -> None:
        self._folder = os.path.realpath(folder) + os.sep
        self._opens = opens
        self._where = dict.fromkeys(sessions, _UNDER_WAY)
        self._arrived: set[str] = set()
        self._calls_of: dict[CodeType, set[int]] = {}
        self._changed = threading.Condition()
        self._last_change = time.monotonic()

    def __enter__(self) -> Self:
        """Have the threads that start from now on keep to the schedule."""
        self._opens.tell = self._before_write
        threading.settrace(self._trace)
        return self

    def __exit__(self, *_: object) -> None:
        threading.settrace(None)
        self._opens.tell = None
        with self._changed:
            self._where.clear()
            self._note()

    def leave(self, session: str) -> None:
        """A session is through; nobody waits for it any more."""
        with self._changed:
            self._where.pop(session, None)
            self._note()

    @property
    def others_may_begin(self) -> bool:
        """Whether the sessions after the first one may begin."""
        return True

    def _trace(self, frame: Any, _event: str, _arg: object) -> Any:
        """As `sys.settrace` calls it for each function: follow the app's own ones closely."""
        if not frame.f_code.co_filename.startswith(self._folder):
            return None
        # Python 3.13 hears of opcodes only where the frame is followed already, 3.12 only once it is told again.
        frame.f_trace = self._follow
        frame.f_trace_opcodes = True
        sys.settrace(self._trace)
        return self._follow

    def _follow(self, frame: Any, event: str, _arg: object) -> Any:
        if event == "line" or (event == "opcode" and frame.f_lasti in self._calls(frame.f_code)):
            self._step(self._meet)
        return self._follow

    def _calls(self, code: CodeType) -> set[int]:
        """Where a function calls another: more than one call may stand on a line."""
        if code not in self._calls_of:
            found = {part.offset for part in dis.get_instructions(code) if part.opname.startswith("CALL")}
            self._calls_of[code] = found
        return self._calls_of[code]

    def _before_write(self, path: str, flags: int) -> None:
        if path.startswith(self._folder) and "__pycache__" not in path:
            self._step(lambda session: self._meet_write(session, path, flags))

    def _step(self, how: Callable[[str], None]) -> None:
        context = get_script_run_ctx(suppress_warning=True)
        session = context.session_id if context else ""
        with self._changed:
            if session in self._where:
                self._arrived.add(session)
                how(session)

    def _meet(self, session: str) -> None:
        """A session is about to take its next step."""
        raise NotImplementedError

    def _meet_write(self, session: str, path: str, flags: int) -> None:
        """A session is about to open a file of the app's folder for writing."""
        raise NotImplementedError

    def _note(self) -> None:
        self._last_change = time.monotonic()
        self._changed.notify_all()

    def _left(self) -> float:
        """Seconds until patience ends."""
        patience = PATIENCE if self._arrived >= set(self._where) else START_PATIENCE
        return max(self._last_change + patience - time.monotonic(), 0)


class InStep(Turns):
    """All sessions take one step, one after another, then all the next one. Opening a file to write is a step, too."""

    def __init__(self, sessions: Iterable[str], folder: Path, opens: Opens) -> None:
        super().__init__(sessions, folder, opens)
        self._steps = self._rests = 0

    def _meet_write(self, session: str, path: str, flags: int) -> None:  # noqa: ARG002
        self._meet(session)

    def _meet(self, session: str) -> None:
        self._steps += 1
        if self._steps > MAX_STEPS:
            return
        del self._where[session]  # to come last
        self._where[session] = _WAITING
        self._note()
        rested = False
        while self._where.get(session) == _WAITING:
            if self._any(_UNDER_WAY):
                self._changed.wait(self._left())
                self._give_up()
            elif self._any(_STUCK) and not rested:
                rested = True
                self._rest()
            else:
                self._let_one_go()

    def _rest(self) -> None:
        """Give who is stuck the time to come."""
        self._rests += 1
        if self._rests <= MAX_RESTS:
            self._changed.wait_for(lambda: self._any(_UNDER_WAY) or not self._any(_STUCK), REST)

    def _any(self, where: str) -> bool:
        return where in self._where.values()

    def _give_up(self) -> None:
        """Once patience has ended, take who is under way to be stuck."""
        for session, where in self._where.items():
            if where == _UNDER_WAY and not self._left():
                self._where[session] = _STUCK
                self._arrived.add(session)

    def _let_one_go(self) -> None:
        first = next(session for session, where in self._where.items() if where == _WAITING)
        self._where[first] = _UNDER_WAY
        self._note()


class OneLate(Turns):
    """The first session waits as soon as it has opened a file for writing, until the others are through or stuck.

    They begin only then. Where the last of them opens the same file for writing, it is the late one from
    there on, and the first goes on: what it has read in between is old by the time that it writes.

    A file that is there and empty is a lock more likely than a book, and so is one that must not be there
    yet: neither is waited at.
    """

    def __init__(self, sessions: Iterable[str], folder: Path, opens: Opens) -> None:
        super().__init__(sessions, folder, opens)
        *_, self._last = self._where
        self._late = self._path = ""
        self._waited: set[str] = set()

    @property
    def others_may_begin(self) -> bool:
        """Whether the first session is in the middle of its write."""
        return bool(self._waited)

    def _meet_write(self, session: str, path: str, flags: int) -> None:
        if self._late:
            becomes_late = session == self._last and path == self._path
        else:
            empty = os.path.isfile(path) and not os.path.getsize(path)  # noqa: PTH113, PTH202  # quick
            becomes_late = not empty and not flags & os.O_EXCL
        if becomes_late and session not in self._waited:
            self._late, self._path = session, path
            self._follow_up()

    def _follow_up(self) -> None:
        """Follow the library's functions on the way to the file, too: the write itself may be in one of them."""
        frame: Any = sys._getframe()
        while frame is not None and not frame.f_code.co_filename.startswith(self._folder):
            if frame.f_code.co_filename != __file__:
                frame.f_trace = self._follow
            frame = frame.f_back

    def _meet(self, session: str) -> None:
        self._note()
        if session != self._late or session in self._waited:
            return
        self._waited.add(session)
        end = time.monotonic() + MAX_LATE
        while session == self._late and session in self._where and len(self._where) > 1 and self._left():
            if self._arrived >= set(self._where) and time.monotonic() > end:
                return
            self._changed.wait(self._left())
