"""Reports with any text in them: whatever it looks like, it is text in each form that a report takes."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.console import Console

from statecourse.classroom.grade import write_grades
from statecourse.classroom.results import SCHEMA, Results, StudentResult
from statecourse.report.files import feedback_html, feedback_markdown
from statecourse.report.report import Advice, AppError, CheckResult, Failure, Report, make_report
from statecourse.report.terminal import show_report
from statecourse.report.words import one_line, safe

if TYPE_CHECKING:
    from statecourse.course.course import Course

pytestmark = pytest.mark.slow

# What can come from a worker or a file's name is Unicode, so no lone surrogates.
signs = st.sampled_from(
    [*"<>&\"'`*_#[]()!|\\~-=+.:;1 \t\n\r\0\x1b\x07\x85\u2028\u202e\u200b\ufeff{}$@%", "é", "😀"]
)
snippets = st.sampled_from(
    ["<b>", "</pre>", "<!--", "]]>", "&lt;", "```", "~~~", "# h", "- x", "1. x", "---", "[a](b)", "![a](b)",
     "<http://x.y>", "http://x.y", "| a |", "    code", "\x1b[31m", "=1+1", "@SUM", "[red]", "[/]", "[link=x]", "{{ 1 }}",
     "[x]: y", ":smile:", "\\", "<script>", "</title>", "$x$", "::error::", "a\n\nb", "* * *", "&#0;", "&#x1b;"]
)  # fmt: skip
texts = st.lists(
    signs | snippets | st.text(st.characters(exclude_categories=["Cs"]), max_size=6), max_size=6
).map("".join)

failures = st.builds(
    Failure,
    summary=texts,
    steps=st.lists(texts, max_size=2),
    expected=texts,
    seen=texts,
    app_error=st.none() | st.builds(AppError, texts, texts, texts, st.integers(0, 9), texts),
    advice=st.none() | st.builds(Advice, st.just("plain"), texts, texts, st.just("01_likes")),
    printed=texts,
)
results_of_checks = st.builds(
    CheckResult,
    name=st.just("test_opens"),
    title=texts,
    outcome=st.sampled_from(["passed", "failed", "not run", "error"]),
    points=st.just(0),
    max_points=st.just(1),
    failure=st.none() | failures,
    blocked_by=st.sampled_from(["", "test_opens"]),
    error=texts,
    hidden=st.booleans(),
)
reports = st.builds(
    lambda title, checks, problem: make_report("ex01a_likes", title, checks, problem=problem),
    texts,
    st.lists(results_of_checks, max_size=2),
    st.just("") | texts,
)
with_reports = given(student=texts, report=reports, problem=texts)

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def results(student: str, report: Report, problem: str) -> list[StudentResult]:
    """One that was graded, and one that could not be."""
    return [StudentResult(student, "ex01a_likes", report, problem), StudentResult(student, "", None, problem)]


def shown_texts(report: Report, problem: str) -> list[str]:
    """The texts that a student's feedback has to have."""
    if report.problem:
        return [report.title, report.problem, problem]
    found = [report.title, problem, *(check.title for check in report.checks)]
    for check in report.checks:
        if check.failure and not check.hidden:
            found += [*check.failure.steps, check.failure.expected, check.failure.seen]
    return found


def flat(text: str) -> str:
    """Text without its white space, which each form lays out in its own way."""
    return "".join(safe(text).split())


# --- HTML --------------------------------------------------------------------------------------


class Page(HTMLParser):
    """Gathers the elements, their attributes, and the text in them."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: set[tuple[str, ...]] = set()
        self.text = ""
        self.open: list[str] = []
        self.odd: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add((tag, *(name for name, _ in attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open.pop() != tag:
            self.odd.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text += data

    def handle_comment(self, data: str) -> None:
        self.odd.append(data)

    unknown_decl = handle_pi = handle_comment


OURS = {
    ("html", "lang"), ("head",), ("meta", "charset"), ("meta", "name", "content"), ("meta", "http-equiv", "content"),
    ("title",), ("style",), ("body",), ("h1",), ("h2",), ("h3",), ("p",), ("p", "class"), ("code",), ("strong",),
    ("section", "class"), ("span",), ("span", "class"), ("ol",), ("li",), ("dl",), ("dt",), ("dd",), ("pre",),
    ("div", "class"),
}  # fmt: skip


@with_reports
def test_html_holds_the_texts_and_nothing_of_their_making(student: str, report: Report, problem: str) -> None:
    """Read back, each text is there as it was; no element and no attribute is a student's."""
    page = feedback_html(student, results(student, report, problem))
    read = Page()
    read.feed(page)
    read.close()
    assert read.elements <= OURS
    assert (read.open, read.odd) == ([], [])
    assert not CONTROL.search(page)
    for text in [student, *shown_texts(report, problem)]:
        assert flat(text) in flat(read.text)


# --- Markdown ----------------------------------------------------------------------------------

PLAIN_KINDS = {
    "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text", "strong_open",
    "strong_close", "code_inline", "fence", "ordered_list_open", "ordered_list_close", "list_item_open",
    "list_item_close", "softbreak",
}  # fmt: skip
COMMONMARK = MarkdownIt("gfm-like", {"linkify": False})


def inner(token: Any) -> str:
    """What a token of Markdown says."""
    return "".join(map(inner, token.children)) if token.children else token.content


@with_reports
@example(student="x", report=make_report("ex01a_likes", "&#42;", []), problem="<!-- &lt; -->")
@example(student="1) x", report=make_report("ex01a_likes", "T", [], problem="=" * 3), problem="\tcode")
def test_markdown_holds_the_texts_and_nothing_of_their_making(
    student: str, report: Report, problem: str
) -> None:
    """Read by a Markdown parser, they are words: no HTML, link, picture, table, rule or heading of their own."""
    page = feedback_markdown(student, results(student, report, problem))
    tokens = COMMONMARK.parse(page)
    kinds = {part.type for token in tokens for part in (token, *(token.children or []))}
    assert kinds <= PLAIN_KINDS
    headings = [token for token in tokens if token.type == "heading_open"]
    assert len(headings) == 2 + (0 if report.problem else len(report.checks))
    assert not CONTROL.search(page)
    read = flat("".join(map(inner, tokens)))
    for text in [student, *shown_texts(report, problem)]:
        assert flat(text) in read


# --- terminal ----------------------------------------------------------------------------------


@pytest.mark.parametrize("terminal", [True, False], ids=["terminal", "piped"])
@given(report=reports)
def test_the_terminal_is_not_steered(report: Report, *, terminal: bool) -> None:
    """The only control signs are the colours that are put round the texts."""
    file = io.StringIO()
    out = Console(file=file, force_terminal=terminal, width=100, highlight=False)
    show_report(out, report, number_of_hints=2)
    said = re.sub(r"\x1b\[[0-9;]*m", "", file.getvalue()) if terminal else file.getvalue()
    assert not CONTROL.search(said)
    for text in (
        [report.problem] if report.problem else [report.title, *(check.title for check in report.checks)]
    ):
        assert flat(text) in flat(said)


# --- tables ------------------------------------------------------------------------------------


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@with_reports
def test_the_table_has_its_rows_and_no_formulas(
    student: str, report: Report, problem: str, course: Course
) -> None:
    """Read back, each row has a cell for each column, and none begins as a formula does."""
    found = Results(SCHEMA, "T", "1", "1", [], results(student, report, problem), [problem])
    written = io.StringIO(newline="")
    write_grades(found, course, written)
    table = written.getvalue()
    head, *rows = csv.reader(io.StringIO(table, newline=""))
    assert len(rows) == 2
    for row in rows:
        assert len(row) == len(head)
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    assert not CONTROL.search(table.replace("\r\n", "\n"))
    assert rows[0][1] == "ex01a_likes"
    # A quote stands before what would begin a formula, in whatever way the cell is split.
    assert rows[1][5].replace("'", "") == one_line(problem).replace("'", "")


@with_reports
def test_the_results_can_be_read_back(student: str, report: Report, problem: str) -> None:
    """As they were."""
    found = Results(SCHEMA, "T", "1", "1", [], results(student, report, problem), [problem])
    assert msgspec.json.decode(msgspec.json.format(msgspec.json.encode(found)), type=Results) == found
