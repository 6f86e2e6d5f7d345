"""A report in words. A failure becomes parts, each with a role, which every renderer lays out in its own way."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec

from statecourse.report.report import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from statecourse.report.report import AppError, CheckResult, Report

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_FILE = re.compile(r"\S+\.[a-z]+\b")
_WIDTH = 92
"""Characters of a line of advice."""

HIDDEN = "this check is hidden: what it did is not shown"
MARKS = {"passed": "✓", "failed": "✗", "not run": "–", "error": "!"}
UNCHANGED = "This is the exercise as it was handed out: nothing in it has been changed yet."
PRINTED_LINES = 8
"""Of what an app printed, the last lines are shown: those before the failure."""


def safe(text: str) -> str:
    """Text without characters that steer a terminal or reverse the reading direction."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """Safe text in one line: a student's name may hold a line end."""
    return safe(re.sub(r"[\r\n\t]", "\N{REPLACEMENT CHARACTER}", text))


def sentence(text: str) -> str:
    """A text as a sentence: it begins with a capital, but for a file's name, and ends with a full stop."""
    text = safe(text.strip())
    begins = text[:1] if _FILE.match(text) else text[:1].upper()
    return begins + text[1:] + ("" if text.endswith((".", "!", "?", "…")) else ".")


# --- a failure ---------------------------------------------------------------------------------


class Part(NamedTuple):
    """A part of a failure: its role, its label, and its texts, which are not yet safe to show."""

    role: Literal["headline", "steps", "expected", "seen", "error", "advice", "printed"]
    label: str
    texts: list[str]


def counted(number: float, what: str) -> str:
    """A number of things, such as “1 point” and “2 points”."""
    told = f"{number:g}" if isinstance(number, float) else str(number)
    return f"{told} {what}{'' if number == 1 else 's'}"


def few(names: Sequence[str], most: int) -> str:
    """The first names of a list, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def parts_of(failure: Failure, *, explained: bool = False) -> Iterator[Part]:
    """The parts of a failure in reading order.

    ``explained`` says that an earlier check has explained the misconception, so that its label is enough here.
    """
    yield Part("headline", "", [headline(failure)])
    if failure.steps:
        yield Part("steps", "What was done", failure.steps)
    if failure.expected:
        yield Part("expected", "Expected", [failure.expected])
    if failure.seen:
        yield Part("seen", "Seen", [failure.seen])
    if failure.app_error:
        yield Part("error", "", list(error_lines(failure.app_error)))
    if (advice := failure.advice) and explained:
        yield Part("advice", "The same as above", [advice.label])
    elif advice:
        texts = [advice.label, advice.message, f"Read about it in {advice.where}."]
        yield Part("advice", "This usually means", texts)
    if failure.printed:
        yield Part("printed", "Your app printed", [failure.printed])


def headline(failure: Failure) -> str:
    """What went wrong, in one sentence."""
    # A summary such as “the count” is what was compared; one that begins like these is a sentence of its own.
    if failure.expected and failure.seen and not failure.summary.startswith(("there ", "a ", "st.")):
        return f"Not as expected: {safe(failure.summary)}."
    return sentence(failure.summary)


def error_lines(error: AppError) -> Iterator[str]:
    """An exception, with the line of the student's file that raised it."""
    stopped = f"The app stopped with {safe(error.type)}"
    if error.python:
        yield f"{stopped}. Python {error.python} says: {safe(error.message)}"
    else:
        yield f"{stopped}: {safe(error.message)}".rstrip(": ")
    if error.file and error.line:
        yield f"  {safe(error.file)}, line {error.line}:  {safe(error.text)}".rstrip()
    if error.missing:
        promised = ", ".join(map(safe, error.missing.promised))
        yield f"The course lets you count on Python’s own library and {promised}. Your teacher sees this, too."
    if error.type == "PermissionError":
        yield "While it is checked, an app can use only the files in its own folder, and no network or program."


def failure_lines(failure: Failure) -> Iterator[str]:
    """A failure as lines of plain text."""
    for part in parts_of(failure):
        yield from plain_lines(part)


def plain_lines(part: Part) -> Iterator[str]:
    """A part of a failure as lines of plain text."""
    match part.role, [safe(text) for text in part.texts]:
        case "steps", steps:
            yield f"{part.label}:"
            yield from (f"  {number}. {step}" for number, step in enumerate(steps, 1))
        case "advice", [label, message, where]:
            yield f"{part.label}: {label}"
            yield from (f"  {line}" for line in textwrap.wrap(message, _WIDTH))
            yield where
        case "printed", _:
            yield f"{part.label}:"
            yield from (f"  {safe(line)}" for line in part.texts[0].splitlines()[-PRINTED_LINES:])
        case (("headline" | "error"), lines):
            yield from lines
        case _, [text]:
            yield f"{part.label + ':':<9} {text}"


# --- a report ----------------------------------------------------------------------------------


def for_student(report: Report) -> Report:
    """The report as a student may read it: of a hidden check only its title and its outcome."""
    return msgspec.structs.replace(report, checks=[check_for_student(check) for check in report.checks])


def check_for_student(check: CheckResult) -> CheckResult:
    """One check's result as a student may read it."""
    if not check.hidden:
        return check
    failure = Failure(HIDDEN) if check.failure else None
    return msgspec.structs.replace(check, failure=failure, error="")


def explained_before(report: Report) -> set[str]:
    """The names of the checks whose misconception an earlier check of the report has explained."""
    named = [
        (c.failure.misconception, c.name) for c in report.checks if c.failure and c.failure.misconception
    ]
    first = dict(reversed(named))
    return {name for misconception, name in named if first[misconception] != name}


def reason(check: CheckResult, report: Report) -> str:
    """Why a check has no verdict: it was not run, or the grader went wrong. Empty if it passed or failed."""
    if check.outcome == "error":
        what = f": {safe(check.error)}" if check.error else "."
        return f"The grader itself went wrong here, not your app{what}"
    if check.outcome == "not run" and check.blocked_by:
        blocker = next((c.title for c in report.checks if c.name == check.blocked_by), "")
        inner = safe(blocker).replace("“", "‘").replace("”", "’").rstrip(".")
        return f"Not run: first fix “{inner}”."
    if check.outcome != "not run":
        return ""
    return "Not run: there was no time left for it." if report.used_up else "Not run."


def handed_in(result: Any) -> Iterator[str]:
    """When and how something was handed in, and what that costs, in sentences; ``result`` is a `StudentResult`."""
    if result.group:
        yield f"This is what your group, {safe(result.group)}, handed in."
    if result.note:
        yield sentence(result.note)
    if result.handed_in:
        late = f", {safe(result.late)}" if result.late else ""
        yield sentence(f"Handed in {result.handed_in.replace('T', ' ')}{late}")
    elif result.late:
        yield sentence(result.late)
    if result.penalty:
        yield f"So {result.points:g} of {result.report.max_points} points count."


def score(report: Report) -> str:
    """The sum, such as ``7 of 10 points``."""
    return f"{report.points} of {report.max_points} points"
