"""Feedback files for a student: Markdown, and HTML that needs no other file.

Everything in them that came from a student is text, whatever it looks like.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any

import jinja2

from statecourse.report import words
from statecourse.report.words import MARKS, safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from statecourse.report.report import CheckResult, Failure, Report


def feedback_markdown(student: str, results: Sequence[Any]) -> str:
    """A student's feedback on all their exercises, as Markdown."""
    lines = [f"# Feedback for {_escaped(student)}", ""]
    for result in results:
        lines.extend(_report_markdown(result.report, result.problem))
    return "\n".join(lines) + "\n"


def _report_markdown(report: Report | None, problem: str) -> Iterator[str]:
    if report is None:
        yield from ("**Nothing could be graded.** " + _escaped(problem), "")
        return
    report = words.told(report)
    yield f"## {_escaped(report.title)}"
    yield from ("", f"`{report.exercise}`: **{words.score(report)}**", "")
    if report.problem:
        yield from ("This could not be graded: " + _escaped(report.problem), "")
    if report.unchanged:
        yield from (_escaped(words.UNCHANGED), "")
    if report.used_up:
        yield from (_escaped(words.sentence(report.used_up)), "")
    told = words.already_told(report)
    for check in report.checks if not report.problem else []:
        yield from _check_markdown(check, report, told=check.name in told)


def _check_markdown(check: CheckResult, report: Report, *, told: bool) -> Iterator[str]:
    mark, points = MARKS[check.outcome], f"{check.points} of {check.max_points}"
    yield from (f"### {mark} {_escaped(check.title)} ({points})", "")
    if text := words.reason(check, report):
        yield from (_escaped(text), "")
    if check.failure is not None:
        yield from _failure_markdown(check.failure, told=told)


def _failure_markdown(failure: Failure, *, told: bool) -> Iterator[str]:
    yield from _what_happened(failure)
    if failure.advice and told:
        yield from (f"**The same as above:** {_escaped(failure.advice.label)}", "")
    elif failure.advice:
        advice = failure.advice
        yield from (f"**This usually means:** {_escaped(advice.label)}", "")
        yield from (_escaped(" ".join(advice.message.split())), "")
        yield from (f"Read about it in {_escaped(advice.where)}.", "")


def _what_happened(failure: Failure) -> Iterator[str]:
    yield from (_escaped(words.headline(failure)), "")
    if failure.steps:
        yield from ("What was done:", "")
        yield from (f"{number}. {_escaped(step)}" for number, step in enumerate(failure.steps, 1))
        yield ""
    for label, value in (("Expected", failure.expected), ("Seen", failure.seen)):
        if value:
            yield from (f"**{label}:** {_escaped(value)}", "")
    if failure.app_error:
        yield from _fenced(words.error_lines(failure.app_error))
    if failure.printed:
        yield from ("Your app printed:", "")
        yield from _fenced(failure.printed.splitlines()[-8:])


def _fenced(lines: Iterator[str] | list[str]) -> Iterator[str]:
    text = safe("\n".join(lines))
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    yield from (f"{fence}text", text, fence, "")


def _escaped(text: str) -> str:
    """Text as itself in Markdown: no markup, no HTML, no line of its own."""
    flat = " ".join(safe(text).split())
    marked = re.sub(r"([\\`*_{}\[\]()#+!|~<>$])", r"\\\1", flat)
    # At the begin of a line these would begin a list or a rule.
    return re.sub(r"^(\d{0,9})([-.=])", r"\1\\\2", marked).replace("&", "&amp;")


def feedback_html(student: str, results: Sequence[Any]) -> str:
    """A student's feedback on all their exercises, as one HTML page."""
    return html_template("feedback.html.j2").render(
        student=student, results=results, marks=MARKS, render=words
    )


@functools.cache
def html_template(name: str) -> jinja2.Template:
    """A template of ours for HTML: what is put into it is text, whatever it looks like."""
    loader = jinja2.PackageLoader("statecourse", "templates")
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["safe_text"] = lambda text: safe(str(text))
    return environment.get_template(name)
