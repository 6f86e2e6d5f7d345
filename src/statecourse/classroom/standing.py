"""How far a grading is, by exercise: what whoever waits for it is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from statecourse.course.submission import Job
    from statecourse.report.report import Report


@dataclass
class Count:
    """How far the submissions to one exercise are; of those graded in this run, how many went wrong."""

    done: int = 0
    total: int = 0
    failed: int = 0
    """Not all points."""
    errors: int = 0
    """The grader itself went wrong."""

    def add(self, report: Report) -> None:
        """Count one more that is graded."""
        self.done += 1
        self.errors += report.has_errors
        self.failed += not report.passed and not report.has_errors


Progress = Callable[[int, int, dict[str, Count]], None]
"""Called with how many submissions are graded, how many there are, and the same by exercise; first for earlier runs."""


def counted(jobs: list[Job], left: list[Job]) -> dict[str, Count]:
    """How far each exercise is before the jobs that are left."""
    total, to_do = (Counter(job.exercise.id for job in some) for some in (jobs, left))
    return {name: Count(total[name] - to_do[name], total[name]) for name in sorted(total)}
