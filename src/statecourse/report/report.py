"""What a judge finds, as data. The renderers lay it out."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

TOO_MUCH = "the app sends more than the grader has memory for"
"""The reason of a check or a judge that has reached its memory limit."""

Outcome = Literal["passed", "failed", "not run", "error"]


MAX_TEXT = 4_000
"""Characters of one text of a report. Much of a report comes from the app, which may send texts of any size."""
MAX_LINE = 400
"""Characters of each of a list of texts, such as the steps of a failure."""
MAX_LINES = 200
"""Texts of such a list. Of more, the first and the last are kept."""


class Frozen(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Base of all parts of a report. It cuts long texts and lists as it is made."""

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if isinstance(value, str) and len(value) > MAX_TEXT:
                msgspec.structs.force_setattr(self, name, _cut(value, MAX_TEXT))
            elif isinstance(value, list) and value and isinstance(value[0], str):
                msgspec.structs.force_setattr(self, name, _cut_lines(value))


def _cut(text: str, size: int) -> str:
    return text if len(text) <= size else f"{text[: size - 1]}…"


def _cut_lines(lines: list[str]) -> list[str]:
    """The lines; of too many, the first and the last, and how many were left out."""
    if len(lines) > MAX_LINES:
        left_out = f"(… {len(lines) - MAX_LINES:,} more …)"
        lines = [*lines[: MAX_LINES // 2], left_out, *lines[-MAX_LINES // 2 :]]
    return [_cut(line, MAX_LINE) for line in lines]


class Missing(Frozen, frozen=True):
    """A package that an app imports and this machine lacks. ``promised`` are the packages of the course."""

    package: str
    promised: tuple[str, ...]


class AppError(Frozen, frozen=True):
    """An exception that the app showed or ended with; ``file`` and ``line`` are in the student's code.

    ``python`` is the Python version, given for a syntax error. ``missing`` is the package that was not found.
    """

    type: str
    message: str
    file: str = ""
    line: int = 0
    text: str = ""
    python: str = ""
    missing: Missing | None = None


class Advice(Frozen, frozen=True):
    """The misconception that a failure usually means, and where to read about it."""

    misconception: str
    label: str
    message: str
    lesson: str
    reading: str = ""

    @property
    def where(self) -> str:
        """Where to read about it: the lesson, and the round in it."""
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
    """The outcome of one check. ``blocked_by`` names the failed check that a check *not run* builds on."""

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

    ``problem`` says why nothing could be graded, such as a missing ``app.py``.
    """

    exercise: str
    title: str
    checks: list[CheckResult]
    points: int
    max_points: int
    lesson: str = ""
    problem: str = ""
    layers: list[str] = []
    """The layers of isolation that the app ran in."""
    grader_failed: bool = False
    unchanged: bool = False
    """Whether the answer is the stub, unchanged."""
    used_up: str = ""
    """What used up the time for all checks together, if anything did."""
    traces: dict[str, str] = {}
    """The outcome of each check and a digest of what it saw (`reasons.Behaviour`), if the job asks for it."""

    @property
    def passed(self) -> bool:
        """Whether every check passed."""
        return not self.problem and all(check.outcome == "passed" for check in self.checks)

    @property
    def has_errors(self) -> bool:
        """Whether the grader itself failed."""
        return self.grader_failed or any(check.outcome == "error" for check in self.checks)

    @property
    def misconceptions(self) -> set[str]:
        """The misconceptions that the failed checks name."""
        failures = [check.failure for check in self.checks if check.failure]
        return {failure.misconception for failure in failures if failure.misconception}

    @property
    def reason(self) -> str:
        """Why nothing could be graded, or no check passed, in one line for a teacher; else empty."""
        if self.used_up:
            return self.used_up
        if self.problem or self.unchanged:
            return self.problem or "the exercise as it was handed out, unchanged"
        failures = [check.failure for check in self.checks if check.failure]
        errors = [failure.app_error for failure in failures if failure.app_error]
        if missing := [error for error in errors if error.missing]:
            return _in_one_line(missing[0])
        if any(check.outcome == "passed" for check in self.checks) or not failures:
            return ""
        return _in_one_line(errors[0]) if errors else failures[0].summary


def _in_one_line(error: AppError) -> str:
    """What stopped an app, and where."""
    place = f" ({error.file}, line {error.line}: {error.text})" if error.file and error.line else ""
    if error.missing:
        return f"a package that is not installed here: {error.missing.package}{place}"
    says = f"Python {error.python} says: " if error.python else ""
    return f"{error.type}: {says}{error.message}".rstrip(": ") + place


def make_report(exercise: str, title: str, checks: list[CheckResult], **more: Any) -> Report:
    """A report with its sums. ``more`` are further fields of it, such as ``problem``."""
    points, max_points = sum(check.points for check in checks), sum(check.max_points for check in checks)
    return Report(exercise, title, checks, points, max_points, **more)
