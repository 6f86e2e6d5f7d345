"""Feedback for a student: files of Markdown and of HTML that needs no other file, and one check's result for a notebook.

What comes from a student is escaped, so that no markup of theirs takes effect.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any

import jinja2

from statecourse.report import words
from statecourse.report.words import MARKS, safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from statecourse.report.report import CheckResult, Report
    from statecourse.report.words import Part


def feedback_markdown(student: str, results: Sequence[Any]) -> str:
    """A student's feedback on all their exercises, as Markdown."""
    lines = [f"# Feedback for {_escaped(student)}", ""]
    for result in results:
        lines.extend(_report_markdown(result))
    return "\n".join(lines) + "\n"


def _report_markdown(result: Any) -> Iterator[str]:
    if result.report is None:
        yield from ("**Nothing could be graded.** " + _escaped(result.problem), "")
        return
    report: Report = words.for_student(result.report)
    yield f"## {_escaped(report.title)}"
    yield from ("", f"`{report.exercise}`: **{words.score(report)}**", "")
    for text in words.handed_in(result):
        yield from (_escaped(text), "")
    if report.problem:
        yield from ("This could not be graded: " + _escaped(report.problem), "")
    if report.unchanged:
        yield from (_escaped(words.UNCHANGED), "")
    if report.used_up:
        yield from (_escaped(words.sentence(report.used_up)), "")
    explained = words.explained_before(report)
    for check in report.checks if not report.problem else []:
        yield from _check_markdown(check, report, explained=check.name in explained)


def _check_markdown(check: CheckResult, report: Report, *, explained: bool) -> Iterator[str]:
    mark, points = MARKS[check.outcome], f"{check.points} of {check.max_points}"
    yield from (f"### {mark} {_escaped(check.title)} ({points})", "")
    if text := words.reason(check, report):
        yield from (_escaped(text), "")
    if check.failure is not None:
        parts = words.parts_of(check.failure, explained=explained)
        for part in sorted(parts, key=lambda part: part.role == "advice"):  # the advice comes last here
            yield from _part_markdown(part)


def _part_markdown(part: Part) -> Iterator[str]:
    match part.role, part.texts:
        case "headline", [text]:
            yield from (_escaped(text), "")
        case "steps", steps:
            yield from (f"{part.label}:", "")
            yield from (f"{number}. {_escaped(step)}" for number, step in enumerate(steps, 1))
            yield ""
        case "error", lines:
            yield from _fenced(lines)
        case "printed", [text]:
            yield from (f"{part.label}:", "")
            yield from _fenced(text.splitlines()[-words.PRINTED_LINES :])
        case _, [text, *more]:
            yield from (f"**{part.label}:** {_escaped(text)}", "")
            for line in more:
                yield from (_escaped(" ".join(line.split())), "")


def _fenced(lines: list[str]) -> Iterator[str]:
    text = safe("\n".join(lines))
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    yield from (f"{fence}text", text, fence, "")


def _escaped(text: str) -> str:
    """Text escaped for Markdown, in one line: no markup and no HTML of it takes effect."""
    flat = " ".join(safe(text).split())
    marked = re.sub(r"([\\`*_{}\[\]()#+!|~<>$])", r"\\\1", flat)
    # At the start of a line these would begin a list or a rule.
    return re.sub(r"^(\d{0,9})([-.=])", r"\1\\\2", marked).replace("&", "&amp;")


def feedback_html(student: str, results: Sequence[Any], films: Mapping[str, str] | None = None) -> str:
    """A student's feedback on all their exercises, as one HTML page. ``films`` maps exercises to links."""
    return html_template("feedback.html.j2").render(
        student=student, results=results, marks=MARKS, render=words, films=films or {}
    )


def cell_html(report: Report, check: CheckResult, *, note: str = "") -> str:
    """The result of one of a report's checks as a table. What comes from the student is escaped."""
    check, report = words.check_for_student(check), words.for_student(report)
    explained = check.name in words.explained_before(report)
    return html_template("cell.html.j2").render(
        check=check, report=report, explained=explained, note=note, marks=MARKS, render=words
    )


def problem_html(title: str, problem: str, maximum: float | str) -> str:
    """A table of the same look for a check that could not be decided, with the reason."""
    return html_template("cell_problem.html.j2").render(title=title, problem=problem, maximum=maximum)


@functools.cache
def html_template(name: str) -> jinja2.Template:
    """An HTML template of this package. Values are escaped."""
    loader = jinja2.PackageLoader("statecourse", "templates")
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["safe_text"] = lambda text: safe(str(text))
    environment.filters["capitalize_first"] = lambda text: text[:1].upper() + text[1:]
    return environment.get_template(name)
