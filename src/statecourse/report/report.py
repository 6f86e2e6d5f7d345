"""What a judge finds, as data. Renderers lay it out; nothing here knows how it will look."""

from __future__ import annotations

from typing import Literal

import msgspec

TOO_MUCH = "the app sends more than the grader has memory for"
"""What ends a check, or a judge, whose limit on memory is reached."""

Outcome = Literal["passed", "failed", "not run", "error"]


MAX_TEXT = 4_000
"""Characters of one text of a report: much of it is the app's own, which may be of any size."""
MAX_LINE = 400
"""Characters of each of a list of texts, such as the steps of a failure."""
MAX_LINES = 200


class Frozen(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Base of all parts of a report. Whatever a part is made of, its texts are cut to a size that can be read."""

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
    """The first and the last of many lines, and how many are between them."""
    if len(lines) > MAX_LINES:
        left_out = f"(… {len(lines) - MAX_LINES:,} more …)"
        lines = [*lines[: MAX_LINES // 2], left_out, *lines[-MAX_LINES // 2 :]]
    return [_cut(line, MAX_LINE) for line in lines]


class Missing(Frozen, frozen=True):
    """A package that an app imports and this machine lacks; and those that the course promises."""

    package: str
    promised: tuple[str, ...]


class AppError(Frozen, frozen=True):
    """An exception that the app showed or ended with; ``file`` and ``line`` are the student's own.

    ``python`` is the version that says what is no Python; ``missing`` the package that was not there.
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
    unchanged: bool = False
    """The stub was handed in as it was handed out."""
    used_up: str = ""
    """What used up the time of all checks together, where something did."""
    traces: dict[str, str] = {}
    """Where the job asks for it: how the answer behaves (`reasons.Behaviour`)."""

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

    @property
    def reason(self) -> str:
        """Why nothing could be graded, or nothing ran, in one line for a teacher; else empty."""
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


def make_report(
    exercise: str,
    title: str,
    checks: list[CheckResult],
    *,
    lesson: str = "",
    problem: str = "",
    layers: list[str] | None = None,
    traces: dict[str, str] | None = None,
    used_up: str = "",
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
        traces=traces or {},
        used_up=used_up,
    )
