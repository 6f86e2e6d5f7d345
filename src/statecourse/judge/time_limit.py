"""A time limit for the judge's own work, which a hostile page may make long."""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from functools import partial
from typing import TYPE_CHECKING

from statecourse.course.budget import Budget, BudgetUsedUpError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

_LOOK_SECONDS = 1.0
"""Between two signals. Each one after the deadline raises the error: code that swallows exceptions may have had the first."""


class TooLongError(Exception):
    """The work within `at_most` took too long. ``file`` is the one whose code was interrupted."""

    def __init__(self, seconds: float, file: str) -> None:
        super().__init__(f"the page keeps the grader busy for more than {seconds:g} seconds")
        self.file = file


@contextlib.contextmanager
def at_most(seconds: float, budget: Budget | None = None) -> Iterator[None]:
    """Raise `TooLongError` if the block takes longer, and `BudgetUsedUpError` if the budget is used up before that.

    Only the main thread of a process on Unix can be interrupted; elsewhere nothing is raised.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    until = time.monotonic() + seconds
    late: list[Callable[[], TooLongError | BudgetUsedUpError]] = []

    def look(_: int, frame: FrameType | None) -> None:
        file = frame.f_code.co_filename if frame else ""
        if time.monotonic() >= until:
            late.append(partial(TooLongError, seconds, file))
        elif budget is not None and budget.is_used_up():
            late.append(partial(BudgetUsedUpError, file))
        if late:
            problem = late[-1]()
            raise problem

    before = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, min(seconds, _LOOK_SECONDS), _LOOK_SECONDS)
    try:
        yield
    except (Exception, BudgetUsedUpError):
        if not late:
            raise
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    if late:
        # A new error, even if the first one came this far: its frame may have no line number, which pytest cannot show.
        problem = late[0]()
        raise problem from None
