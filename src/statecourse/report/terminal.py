"""Output of the command line: coloured in a terminal, plain text in a pipe."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from statecourse.report import words
from statecourse.report.words import MARKS, safe

if TYPE_CHECKING:
    from statecourse.report.report import CheckResult, Report
    from statecourse.report.words import Part

_COLORS = {"passed": "green", "failed": "red", "not run": "dim", "error": "magenta"}
_PIPED_WIDTH = 100


def console(*, stderr: bool = False) -> Console:
    """A console for standard output or error, without colour in a pipe or with NO_COLOR set."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _PIPED_WIDTH
    return Console(stderr=stderr, highlight=False, soft_wrap=False, width=width)


def show_report(out: Console, report: Report, *, number_of_hints: int) -> None:
    """Print one exercise: each check with its mark, and what a failure means."""
    out.print()
    out.print(Text.assemble((safe(report.title), "bold"), (f"  {report.exercise}", "dim")))
    if report.problem:
        out.print(Text(f"This could not be checked: {safe(report.problem)}.", "red"))
        return
    if report.unchanged:
        out.print(Text(words.UNCHANGED, "yellow"))
    if report.used_up:
        out.print(Text(words.sentence(report.used_up), "yellow"))
    explained = words.explained_before(report)
    for check in report.checks:
        show_check(out, check, report, explained=check.name in explained)
    out.print()
    _show_sum(out, report, number_of_hints)


def show_check(out: Console, check: CheckResult, report: Report, *, explained: bool) -> None:
    """Print one check of a report; ``explained`` as for `words.parts_of`."""
    line = Text.assemble(
        (f"{MARKS[check.outcome]} ", _COLORS[check.outcome]),
        (safe(check.title), "dim" if check.outcome == "not run" else ""),
        (f"  {check.points}/{check.max_points}", "dim"),
    )
    out.print(line)
    if text := words.reason(check, report):
        _indented(out, Text(text, _COLORS[check.outcome]))
    if check.failure is not None:
        for part in words.parts_of(check.failure, explained=explained):
            _show_part(out, part)


def _show_part(out: Console, part: Part) -> None:
    for line in words.plain_lines(part):
        label, colon, rest = line.partition(":")
        is_labelled = part.label and label == part.label
        _indented(out, Text.assemble((label + colon, "bold"), rest) if is_labelled else Text(line))


def _indented(out: Console, text: Text) -> None:
    """Print a line below a check: wrapped with its indent in a terminal, unbroken in a pipe."""
    if out.is_terminal:
        out.print(Padding(text, (0, 0, 0, 4)))
    else:
        out.print(Text.assemble("    ", text), soft_wrap=True)


def say(out: Console, text: str, style: str = "") -> None:
    """Print a text in one line, without reading markup in it. In a pipe the line is never broken."""
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
    """Print one line on standard error: why something could not be done."""
    say(console(stderr=True), f"statecourse: {problem}", "red")
