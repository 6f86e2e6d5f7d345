"""What one submission may take in all, counted so that a busy machine takes nothing from it.

Unlike `time_limit`, which ends one piece of work by the time on the wall, this goes through all checks of a submission,
and both the judge and the sandbox count into it.
"""

from __future__ import annotations

import math
import time
from collections import defaultdict

LOOK_SECONDS = 0.1
"""Of waiting for a worker, between two looks at what it does meanwhile."""


class BudgetUsedUpError(BaseException):
    """A submission has used up its budget. No `Exception`: neither a check nor a walk may go on from it."""

    def __init__(self, file: str = "") -> None:
        super().__init__("the time that all checks together may take is used up")
        self.file = file
        """The one whose code was interrupted, if any was."""


class Budget:
    """The seconds of one submission, and what took them; without a number there is no end of them.

    It counts the processor time of its workers and of the judge's thread, and the time for which a worker
    sleeps while the judge waits for it. To wait for a processor, which others make long, costs nothing.
    """

    def __init__(self, seconds: float = math.inf) -> None:
        self.seconds = seconds
        self.over = False
        """Whether somebody asked when nothing was left, and so was refused something."""
        self.until_look = LOOK_SECONDS
        """Seconds of waiting for a worker until the next look."""
        self._counted = 0.0
        self._began = time.thread_time()
        self._shares: defaultdict[tuple[str, str], float] = defaultdict(float)
        """Seconds by check and step."""
        self._at, self._marked = ("", ""), 0.0

    def used(self) -> float:
        """Seconds that are used by now."""
        return self._counted + time.thread_time() - self._began

    def is_used_up(self) -> bool:
        """Whether nothing is left; who asks does no more then."""
        self.over = self.over or self.used() >= self.seconds
        return self.over

    def require(self, file: str = "") -> None:
        """Raise `BudgetUsedUpError` where nothing is left."""
        if self.is_used_up():
            raise BudgetUsedUpError(file)

    def count(self, seconds: float) -> None:
        """Count what the judge's own thread did not use."""
        self._counted += seconds

    def enter(self, check: str, step: str = "") -> None:
        """Count what follows as this check's, and as this step's of it."""
        now = self.used()
        self._shares[self._at] += now - self._marked
        self._at, self._marked = (check, step), now

    def step(self, step: str) -> None:
        """Count what follows as this step's of the check that is being done."""
        self.enter(self._at[0], step)

    def most(self) -> tuple[str, float, str, float]:
        """The check that took most, with its seconds; and the step of it that did, with the step's."""
        self.enter(*self._at)
        checks: defaultdict[str, float] = defaultdict(float)
        for (check, _), seconds in self._shares.items():
            checks[check] += seconds
        check, seconds = max(checks.items(), key=lambda pair: pair[1])
        steps = {step: taken for (of, step), taken in self._shares.items() if of == check}
        step = max(steps, key=lambda step: steps[step])
        return check, seconds, step, steps[step]
