"""A clock for the judge's own work, which a hostile page may make long."""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from typing import TYPE_CHECKING

from statecourse.sandbox.budget import Budget, BudgetUsedUpError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_LOOK_SECONDS = 1.0
"""Between two looks at the time. An error is raised anew: the first may have met code that lets no exception through."""


class TooLongError(Exception):
    """The work within `at_most` did not end by itself. ``file`` is the one whose code was interrupted."""

    def __init__(self, seconds: float, file: str) -> None:
        super().__init__(f"the page keeps the grader busy for more than {seconds:g} seconds")
        self.file = file


@contextlib.contextmanager
def at_most(seconds: float, budget: Budget | None = None) -> Iterator[None]:
    """Raise `TooLongError` where what is done within takes longer, and `BudgetUsedUpError` where the budget ends.

    Only the main thread of a process on Unix can be interrupted like this; elsewhere nothing is raised.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    until = time.monotonic() + seconds
    late: list[TooLongError | BudgetUsedUpError] = []

    def look(_: int, frame: FrameType | None) -> None:
        file = frame.f_code.co_filename if frame else ""
        if time.monotonic() >= until:
            late.append(TooLongError(seconds, file))
        elif budget is not None and budget.is_used_up():
            late.append(BudgetUsedUpError(file))
        if late:
            raise late[-1]

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
        # Anew, whatever became of it: an interrupted frame may have no line number, which pytest cannot show.
        raise _anew(late[0], seconds) from None


def _anew(problem: TooLongError | BudgetUsedUpError, seconds: float) -> TooLongError | BudgetUsedUpError:
    if isinstance(problem, BudgetUsedUpError):
        return BudgetUsedUpError(problem.file)
    return TooLongError(seconds, problem.file)
