"""How the command line shows things: calm in a terminal, plain where it is piped."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from statecourse.report import words
from statecourse.report.words import MARKS, safe

if TYPE_CHECKING:
    from statecourse.report.report import CheckResult, Failure, Report

_COLORS = {"passed": "green", "failed": "red", "not run": "dim", "error": "magenta"}
_PIPED_WIDTH = 100
_AGAIN = ("The same as above",)


def console(*, stderr: bool = False) -> Console:
    """A console for standard output or error; without colour where it is piped, or NO_COLOR is set."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _PIPED_WIDTH
    return Console(stderr=stderr, highlight=False, soft_wrap=False, width=width)


def show_report(out: Console, report: Report, *, number_of_hints: int) -> None:
    """One exercise: each check with its mark, and what a failed one means."""
    out.print()
    out.print(Text.assemble((safe(report.title), "bold"), (f"  {report.exercise}", "dim")))
    if report.problem:
        out.print(Text(f"This could not be checked: {safe(report.problem)}.", "red"))
        return
    if report.unchanged:
        out.print(Text(words.UNCHANGED, "yellow"))
    if report.used_up:
        out.print(Text(words.sentence(report.used_up), "yellow"))
    told = words.already_told(report)
    for check in report.checks:
        _show_check(out, check, report, told=check.name in told)
    out.print()
    _show_sum(out, report, number_of_hints)


def _show_check(out: Console, check: CheckResult, report: Report, *, told: bool) -> None:
    line = Text.assemble(
        (f"{MARKS[check.outcome]} ", _COLORS[check.outcome]),
        (safe(check.title), "dim" if check.outcome == "not run" else ""),
        (f"  {check.points}/{check.max_points}", "dim"),
    )
    out.print(line)
    if text := words.reason(check, report):
        _indented(out, Text(text, _COLORS[check.outcome]))
    if check.failure is not None:
        _show_failure(out, check.failure, told=told)


def _show_failure(out: Console, failure: Failure, *, told: bool) -> None:
    for line in words.failure_lines(failure, told=told):
        label, colon, rest = line.partition(":")
        known = label in {
            "Expected",
            "Seen",
            "What was done",
            "This usually means",
            "Your app printed",
            *_AGAIN,
        }
        text = Text.assemble((label + colon, "bold"), rest) if known else Text(line)
        _indented(out, text)


def _indented(out: Console, text: Text) -> None:
    """A line under a check: wrapped with its indent in a terminal, one line where it is piped."""
    if out.is_terminal:
        out.print(Padding(text, (0, 0, 0, 4)))
    else:
        out.print(Text.assemble("    ", text), soft_wrap=True)


def say(out: Console, text: str, style: str = "") -> None:
    """A line that is never broken where it is piped, and never taken for markup; one, whatever names are in it."""
    out.print(Text(words.one_line(text), style), soft_wrap=not out.is_terminal)


def _show_sum(out: Console, report: Report, number_of_hints: int) -> None:
    if report.passed:
        out.print(Text(f"All done: {words.score(report)}.", "bold green"))
        out.print(Text(f"Compare with one way to do it: statecourse solution {report.exercise}", "dim"))
        return
    out.print(Text(f"{words.score(report)}. Fix the first ✗ first.", "bold"))
    if number_of_hints and not report.has_errors:
        out.print(Text(f"Stuck? statecourse hint {report.exercise}", "dim"))


def complain(problem: object) -> None:
    """One line on standard error about why something could not be done."""
    say(console(stderr=True), f"statecourse: {problem}", "red")


__all__ = ["complain", "console", "say", "show_report"]
