"""A report in words: lines of plain text, which the terminal and the files lay out further."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

import msgspec

from statecourse.report.report import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from statecourse.report.report import AppError, CheckResult, Report

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")

HIDDEN = "this check is hidden: what it did is not shown"
MARKS = {"passed": "✓", "failed": "✗", "not run": "–", "error": "!"}


def safe(text: str) -> str:
    """Text without what could steer a terminal or turn the reading direction round."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """Text in one line, and without what could steer a terminal: a name may have a line end in it."""
    return safe(re.sub(r"[\r\n\t]", "\N{REPLACEMENT CHARACTER}", text))


def told(report: Report) -> Report:
    """The report as a student may read it: of a hidden check only its sentence and its outcome, whatever ended it."""
    checks = [told_of(check) for check in report.checks]
    return msgspec.structs.replace(report, checks=checks)


def told_of(check: CheckResult) -> CheckResult:
    """One check of it."""
    if not check.hidden:
        return check
    failure = Failure(HIDDEN) if check.failure else None
    return msgspec.structs.replace(check, failure=failure, error="")


def failure_lines(failure: Failure, *, told: bool = False) -> Iterator[str]:
    """What happened, why, and what to look at. ``told``: its misconception was explained before."""
    yield headline(failure)
    if failure.steps:
        yield "What was done:"
        yield from (f"  {number}. {safe(step)}" for number, step in enumerate(failure.steps, 1))
    if failure.expected:
        yield f"Expected: {safe(failure.expected)}"
    if failure.seen:
        yield f"Seen:     {safe(failure.seen)}"
    if failure.app_error:
        yield from error_lines(failure.app_error)
    if failure.advice and told:
        yield f"The same as above: {safe(failure.advice.label)}"
    elif failure.advice:
        yield f"This usually means: {safe(failure.advice.label)}"
        yield from (f"  {line}" for line in textwrap.wrap(safe(failure.advice.message), 92))
        yield f"Read about it in {safe(failure.advice.where)}."
    if failure.printed:
        yield "Your app printed:"
        yield from (f"  {safe(line)}" for line in failure.printed.splitlines()[-8:])


def error_lines(error: AppError) -> Iterator[str]:
    """An exception with the student's own line."""
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


def already_told(report: Report) -> set[str]:
    """The names of the checks whose misconception an earlier check of the report has explained."""
    seen: set[str] = set()
    again: set[str] = set()
    for check in report.checks:
        name = check.failure.misconception if check.failure else ""
        if name in seen:
            again.add(check.name)
        if name:
            seen.add(name)
    return again


def reason(check: CheckResult, report: Report) -> str:
    """Why a check was not run, or what went wrong with it, in one sentence; else empty."""
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


def score(report: Report) -> str:
    """The sum, such as ``7 of 10 points``."""
    return f"{report.points} of {report.max_points} points"


UNCHANGED = "This is the exercise as it was handed out: nothing in it has been changed yet."


def headline(failure: Failure) -> str:
    """What went wrong, in one sentence."""
    if failure.expected and failure.seen and not failure.summary.startswith(("there ", "a ", "st.")):
        return f"Not as expected: {safe(failure.summary)}."
    return sentence(failure.summary)


def sentence(text: str) -> str:
    """A text as a sentence: a capital to begin with, a stop to end with."""
    text = safe(text.strip())
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", "…")) else ".")
