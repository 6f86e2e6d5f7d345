"""A clock for the judge's own work, which a hostile page may make long."""

from __future__ import annotations

import contextlib
import signal
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_AGAIN_SECONDS = 1.0
"""When the error is raised anew: the first one may have met code that lets no exception through."""


class TooLongError(Exception):
    """The work within `at_most` did not end by itself. ``file`` is the one whose code was interrupted."""

    def __init__(self, seconds: float, file: str) -> None:
        super().__init__(f"the page keeps the grader busy for more than {seconds:g} seconds")
        self.file = file


@contextlib.contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise `TooLongError` where what is done within takes longer.

    Only the main thread of a process on Unix can be interrupted like this; elsewhere nothing is raised.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    late: list[TooLongError] = []

    def end(_: int, frame: FrameType | None) -> None:
        late.append(TooLongError(seconds, frame.f_code.co_filename if frame else ""))
        raise late[-1]

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN_SECONDS)
    try:
        yield
    except Exception:
        if not late:
            raise
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    if late:
        # Anew, whatever became of it: an interrupted frame may have no line number, which pytest cannot show.
        raise TooLongError(seconds, late[0].file) from None
