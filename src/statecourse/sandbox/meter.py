"""Counts what a worker takes into the budget of its submission (`course.budget`)."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from statecourse.course.budget import LOOK_SECONDS

if TYPE_CHECKING:
    from statecourse.course.budget import Budget

_OF_A_PROCESS = 2
"""In the number of a process's clock, see clock_getcpuclockid(3): all its threads, as the scheduler counts."""


class Meter:
    """Counts into a budget what one worker takes; all of the waiting, where the system tells nothing of others."""

    def __init__(self, budget: Budget, pid: int) -> None:
        self._budget = budget
        self._pid = pid
        self._before = self._now()

    @property
    def until_look(self) -> float:
        """As `Budget.until_look`."""
        return self._budget.until_look

    def waited(self, seconds: float) -> None:
        """Take note of a wait that ended before the next look: short ones add up to as many looks as a long one."""
        self._budget.until_look = max(0.001, self._budget.until_look - seconds)

    def look(self) -> None:
        """Count the waits since the last look, if the worker sleeps. Raises `BudgetUsedUpError` where nothing is left."""
        self._budget.until_look = LOOK_SECONDS
        if _sleeps(self._pid):
            self._budget.count(LOOK_SECONDS)
        self.read()
        self._budget.require()

    def read(self) -> None:
        """Count the worker's processor time since the last time."""
        now = self._now()
        self._budget.count(max(0.0, now - self._before))
        self._before = max(now, self._before)

    def _now(self) -> float:
        if hasattr(time, "clock_gettime"):
            with contextlib.suppress(OSError):  # it has ended
                return time.clock_gettime(~self._pid << 3 | _OF_A_PROCESS)
        return 0.0


def _sleeps(pid: int) -> bool:
    """Whether no thread of a process runs, or waits for a processor; also where nobody can tell."""
    with contextlib.suppress(OSError):
        return all(not _is_running(task.path) for task in os.scandir(f"/proc/{pid}/task"))
    return True


def _is_running(task: str) -> bool:
    with contextlib.suppress(OSError):  # it has ended meanwhile
        # Its name, in parentheses, may have anything in it.
        return Path(task, "stat").read_bytes().rpartition(b") ")[2].startswith(b"R")
    return False
