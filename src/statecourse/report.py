"""What a judge finds, as data. Renderers lay it out; nothing here knows how it will look."""

from __future__ import annotations

from typing import Literal

import msgspec

Outcome = Literal["passed", "failed", "not run", "error"]


class Frozen(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Base of all parts of a report."""


class AppError(Frozen, frozen=True):
    """An exception that the app showed or ended with; ``file`` and ``line`` are the student's own."""

    type: str
    message: str
    file: str = ""
    line: int = 0
    text: str = ""


class Advice(Frozen, frozen=True):
    """The misconception that a failure usually means, and where to read about it."""

    misconception: str
    label: str
    message: str
    lesson: str
    reading: str = ""

    @property
    def where(self) -> str:
        """Where to read about it, as a learner finds it: a lesson and a round of it."""
        return self.reading or f"lessons/{self.lesson}.py"


class Failure(Frozen, frozen=True):
    """Why a check failed: what was done, what was expected, what was seen."""

    summary: str
    steps: list[str] = []
    expected: str = ""
    seen: str = ""
    app_error: AppError | None = None
    misconception: str = ""
    advice: Advice | None = None
    printed: str = ""


class CheckResult(Frozen, frozen=True):
    """The outcome of one check. ``blocked_by`` names the check that a *not run* one builds on."""

    name: str
    title: str
    outcome: Outcome
    points: int
    max_points: int
    failure: Failure | None = None
    blocked_by: str = ""
    error: str = ""
    hidden: bool = False


class Report(Frozen, frozen=True):
    """All checks of one submission to one exercise.

    ``problem`` says why nothing could be graded, such as a submission with no ``app.py``.
    """

    exercise: str
    title: str
    checks: list[CheckResult]
    points: int
    max_points: int
    lesson: str = ""
    problem: str = ""
    layers: list[str] = []
    grader_failed: bool = False

    @property
    def passed(self) -> bool:
        """Whether every check passed."""
        return not self.problem and all(check.outcome == "passed" for check in self.checks)

    @property
    def has_errors(self) -> bool:
        """Whether the grader itself went wrong somewhere."""
        return self.grader_failed or any(check.outcome == "error" for check in self.checks)

    @property
    def misconceptions(self) -> set[str]:
        """The misconceptions that the failed checks name."""
        failures = [check.failure for check in self.checks if check.failure]
        return {failure.misconception for failure in failures if failure.misconception}


def make_report(
    exercise: str,
    title: str,
    checks: list[CheckResult],
    *,
    lesson: str = "",
    problem: str = "",
    layers: list[str] | None = None,
) -> Report:
    """A report with its sums."""
    return Report(
        exercise=exercise,
        title=title,
        checks=checks,
        points=sum(check.points for check in checks),
        max_points=sum(check.max_points for check in checks),
        lesson=lesson,
        problem=problem,
        layers=layers or [],
    )
