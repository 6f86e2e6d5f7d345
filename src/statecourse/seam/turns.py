"""Schedules of sessions that act at the same moment: a lost update shows each time, not by luck.

Threads that run freely interleave as they like, so that a read and a write without a lock between them
do harm today and none tomorrow. `Turns` has them meet at every line of the app's own code, and before
every file that it opens for writing. A session that waits for a lock of the app's is not waited for
long, so that a lock does here what it does in real life.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

PATIENCE = 0.15
"""Seconds without a step of anybody after which who is under way is taken to be stuck, as at a lock."""
START_PATIENCE = 2.0
"""As `PATIENCE`, until every session has come to its first line."""
BREATH = 0.004
"""Seconds that the others rest at each line while somebody is stuck: a lock let go of goes to who waits."""
MAX_BREATHS = 150
MAX_STEPS = 3_000
"""Steps that the sessions take together; from then on all run freely."""
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_UNDER_WAY, _WAITING, _STUCK = "under way", "waiting", "stuck"


class Turns:
    """Says when each of some sessions may take its next step.

    In step, all take a line each, then all the next one. With ``one_late``, the first that is about to
    write a file waits there until all others are through or stuck, and everything else runs freely.
    """

    def __init__(self, sessions: Iterable[str], folder: Path, opens: Opens, *, one_late: bool) -> None:
        self._folder = os.path.realpath(folder) + os.sep
        self._opens = opens
        self._one_late = one_late
        self._late = False
        self._where = dict.fromkeys(sessions, _UNDER_WAY)
        self._arrived: set[str] = set()
        self._round = self._steps = self._breaths = 0
        self._changed = threading.Condition()
        self._last_change = time.monotonic()

    def __enter__(self) -> Turns:
        """Have the threads that start from now on keep to the schedule."""
        self._opens.tell = self.before_open
        threading.settrace(self.trace)
        return self

    def __exit__(self, *_: object) -> None:
        threading.settrace(None)  # type: ignore[arg-type]  # it takes None, says its documentation
        self._opens.tell = None
        with self._changed:
            self._where.clear()
            self._release()

    def leave(self, session: str) -> None:
        """A session is through; nobody waits for it any more."""
        with self._changed:
            self._where.pop(session, None)
            self._note()

    # --- where a session takes a step ---

    def trace(self, frame: Any, _event: str, _arg: object) -> Any:
        """As `sys.settrace` calls it for each function: follow the app's own ones line by line."""
        return self._line if frame.f_code.co_filename.startswith(self._folder) else None

    def _line(self, _frame: object, event: str, _arg: object) -> Any:
        if event == "line":
            self._step(self._meet if not self._one_late else self._go)
        return self._line

    def before_open(self, path: object, flags: object) -> None:
        """A file is about to be opened."""
        if not isinstance(flags, int) or not flags & _WRITES or not isinstance(path, str | bytes):
            return
        name = os.path.realpath(os.fsdecode(path))
        if name.startswith(self._folder) and "__pycache__" not in name:
            self._step(self._meet if not self._one_late else self._be_late)

    def _step(self, how: Callable[[str], None]) -> None:
        context = get_script_run_ctx(suppress_warning=True)
        session = context.session_id if context else ""
        with self._changed:
            if session in self._where:
                self._arrived.add(session)
                how(session)

    # --- what it does there ---

    def _go(self, _session: str) -> None:
        self._note()

    def _meet(self, session: str) -> None:
        self._steps += 1
        if self._steps > MAX_STEPS:
            return
        self._where[session] = _WAITING
        self._note()
        here = self._round
        while here == self._round:
            if _UNDER_WAY not in self._where.values() and self._breathed():
                self._release()
            elif not self._changed.wait(self._left()) and self._left() <= 0:
                self._give_up()

    def _breathed(self) -> bool:
        """Give who is stuck the time to go on; whether nobody did."""
        if _STUCK not in self._where.values() or self._breaths >= MAX_BREATHS:
            return True
        self._breaths += 1
        here = self._round
        over = self._changed.wait_for(lambda: here != self._round or _STUCK not in self._where.values(), BREATH)
        return not over or here == self._round

    def _be_late(self, session: str) -> None:
        self._note()
        if self._late:
            return
        self._late = True
        while len(self._where) > 1 and session in self._where and self._left() > 0:
            self._changed.wait(self._left())

    # --- who waits for whom ---

    def _note(self) -> None:
        self._last_change = time.monotonic()
        self._changed.notify_all()

    def _left(self) -> float:
        """Seconds until patience ends."""
        patience = PATIENCE if self._arrived >= set(self._where) else START_PATIENCE
        return self._last_change + patience - time.monotonic()

    def _give_up(self) -> None:
        for session, where in self._where.items():
            if where == _UNDER_WAY:
                self._where[session] = _STUCK
                self._arrived.add(session)

    def _release(self) -> None:
        for session, where in self._where.items():
            if where == _WAITING:
                self._where[session] = _UNDER_WAY
        self._round += 1
        self._note()


class Opens:
    """Hears of each file that is opened in this process. Python cannot take an audit hook back, so make one."""

    def __init__(self) -> None:
        self.tell: Callable[[object, object], None] | None = None
        sys.addaudithook(self._hear)

    def _hear(self, event: str, args: tuple[Any, ...]) -> None:
        if event == "open" and self.tell is not None:
            self.tell(args[0], args[2])
