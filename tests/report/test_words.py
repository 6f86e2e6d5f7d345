"""Feedback for a student: complete, the same in each form, and never more than text."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from statecourse.classroom.results import StudentResult
from statecourse.report.files import cell_html, feedback_html, feedback_markdown
from statecourse.report.report import Advice, AppError, CheckResult, Failure, make_report
from statecourse.report.terminal import say, show_report
from statecourse.report.words import failure_lines, for_student, reason, safe, sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from statecourse.report.report import Report

ADVICE = Advice(
    "plain_variable", "an ordinary variable", "It is made anew.\nEach time.", "01_likes", "lesson 1, “Likes”"
)
FAILED = Failure(
    summary="the number of likes",
    steps=["open the app", "click “Like”, 3 times"],
    expected="3",
    seen="0",
    misconception="plain_variable",
    advice=ADVICE,
    printed="one\ntwo\n",
)
CRASHED = Failure(
    summary="the app stops with an exception",
    steps=["open the app"],
    app_error=AppError("KeyError", "'likes'", "app.py", 3, "st.session_state['likes'] += 1"),
)


def check(name: str, outcome: str, **more: object) -> CheckResult:
    """The result of a check worth two points."""
    points = 2 if outcome == "passed" else 0
    return CheckResult(name, f"Title of {name}.", outcome, points, 2, **more)  # type: ignore[arg-type]


def whole_report() -> Report:
    """A report with everything in it."""
    checks = [
        check("test_a", "passed"),
        check("test_b", "failed", failure=FAILED),
        check("test_c", "not run", blocked_by="test_b"),
        check("test_d", "failed", failure=CRASHED),
        check("test_e", "error", error="ValueError: so (test_checks.py, line 7)"),
        check("test_f", "failed", failure=FAILED, hidden=True),
    ]
    return make_report("ex01a_likes", "A button that counts", checks)


def results() -> list[StudentResult]:
    """What one student handed in: one that was graded, one that could not be, and one unreadable."""
    return [
        StudentResult("Ada", "ex01a_likes", whole_report()),
        StudentResult(
            "Ada", "ex02a_notes", make_report("ex02a_notes", "Notes", [], problem="app.py is empty")
        ),
        StudentResult("Ada", "", None, "ada.zip is not a readable zip file"),
    ]


def test_feedback_as_markdown(golden: Callable[[str, str], None]) -> None:
    """Each check with what was done, expected, seen and usually meant."""
    golden("feedback.md", feedback_markdown("Ada", results()))


def test_feedback_as_html(golden: Callable[[str, str], None]) -> None:
    """The same in one file that needs no other."""
    page = feedback_html("Ada", results())
    golden("feedback.html", page)
    assert not re.search(r"(src|href)=|url\(|@import|<script", page)


@pytest.mark.parametrize(
    "ended",
    [
        check("test_f", "failed", failure=FAILED, hidden=True),
        check("test_f", "failed", failure=CRASHED, hidden=True),
        check("test_f", "failed", failure=Failure("the app wrote “secret” too often"), hidden=True),
        check("test_f", "error", error="ValueError: 'secret' (test_hidden.py, line 12)", hidden=True),
    ],
    ids=["not as expected", "an exception", "ended", "an error of the grader"],
)
def test_a_hidden_check_tells_nothing_but_its_sentence(ended: CheckResult) -> None:
    """Whatever ends it; the rest stays with the teacher."""
    report = make_report("ex01a_likes", "T", [ended])
    lines = io.StringIO()
    show_report(Console(file=lines), for_student(report), number_of_hints=0)
    for text in (
        feedback_markdown("Ada", [StudentResult("Ada", "ex01a_likes", report)]),
        feedback_html("Ada", [StudentResult("Ada", "ex01a_likes", report)]),
        cell_html(report, ended),
        lines.getvalue(),
    ):
        assert "Title of" in text
        assert ("This check is hidden" if ended.failure else "not your app.") in text
        for secret in (
            "click",
            "number of likes",
            "Expected",
            "Seen",
            "one\n",
            "secret",
            "line 12",
            "KeyError",
        ):
            assert secret not in text
        assert "an ordinary variable" not in text


@pytest.mark.parametrize("end", "\n\r\x0b\x0c\x1c\x85\u2028\u2029")
def test_a_name_with_a_line_end_stays_in_its_line(end: str) -> None:
    """It could look like the grader's own words."""
    lines, name = io.StringIO(), f"ada{end}3 submissions of 3 students: 3 passed."
    say(Console(file=lines, width=200), f"The grader went wrong at {name}")
    assert len(lines.getvalue().splitlines()) == 1
    page = feedback_markdown(name, []) + feedback_html(name, [])
    assert not [line for line in page.splitlines() if line.startswith("3 submissions") and end != "\n"]


HOSTILE = """<script>alert(1)</script><img src=x onerror=alert(1)>"'&
# a heading
- a list
``` a fence
![a picture](http://example.com/x.png) [a link](javascript:alert(1))
| a | table |
\x1b[31mred\x1b[0m \x1b]0;title\x07 \u202eturned\u202c {{ 7 * 7 }} {% raw %} $math$ ::set-output name=x::y"""


def hostile_report() -> Report:
    """A report in which everything that a student can choose is hostile."""
    error = AppError(HOSTILE, HOSTILE, HOSTILE, 1, HOSTILE)
    failure = Failure(HOSTILE, [HOSTILE], HOSTILE, HOSTILE, error, printed=HOSTILE)
    return make_report("ex01a_likes", "T", [check("test_a", "failed", failure=failure)])


class Tags(HTMLParser):
    """Gathers the names of all elements and of their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {tag, *(f"@{name}" for name, _ in attrs)}


def test_hostile_text_is_text_in_html() -> None:
    """No element, no attribute and no control character comes from a student."""
    page = feedback_html(HOSTILE, [StudentResult(HOSTILE, "ex01a_likes", hostile_report())])
    tags = Tags()
    tags.feed(page)
    assert tags.found == {
        "html", "@lang", "head", "meta", "@charset", "@name", "@content", "@http-equiv", "title", "style",
        "body", "h1", "h2", "p", "@class", "code", "section", "h3", "span", "ol", "li", "dl", "dt", "dd", "pre",
    }  # fmt: skip
    assert not set("\x1b\x07\u202e\u202c") & set(page)
    assert "{{ 7 * 7 }}" in page


def test_hostile_text_is_text_in_markdown() -> None:
    """No line of a student's own begins a heading, a list, a table or a fence, and no HTML gets through."""
    page = feedback_markdown(HOSTILE, [StudentResult(HOSTILE, "ex01a_likes", hostile_report())])
    outside = re.sub(r"^(`{3,})text\n.*?^\1$", "", page, flags=re.MULTILINE | re.DOTALL)
    headings = [line for line in outside.splitlines() if line.startswith("#")]
    assert [line[:14] for line in headings] == ["# Feedback for", "## T", "### ✗ Title of"]
    assert not re.search(r"(?<!\\)[<>|\[\]$]", outside)
    assert not set("\x1b\x07\u202e\u202c") & set(page)


@pytest.mark.parametrize("text", ["- a list", "1. a list", "--- a rule", "=== a heading", "+ more"])
def test_a_line_of_a_students_own_begins_no_list(text: str) -> None:
    """Its first sign is escaped."""
    report = make_report("ex01a_likes", "T", [check("test_a", "failed", failure=Failure(text))])
    page = feedback_markdown("Ada", [StudentResult("Ada", "ex01a_likes", report)])
    assert re.match(r"1?\\", page.splitlines()[8])


def test_a_fence_is_longer_than_any_in_the_text() -> None:
    """So that what an app printed cannot end it."""
    failure = Failure("x", printed="````\n# out\n````")
    report = make_report("ex01a_likes", "T", [check("test_a", "failed", failure=failure)])
    page = feedback_markdown("Ada", [StudentResult("Ada", "ex01a_likes", report)])
    assert "`````text\n````\n# out\n````\n`````\n" in page


@given(st.text())
def test_safe_text_steers_no_terminal(text: str) -> None:
    """Of the control characters only tab and line end are left."""
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", safe(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [("the app ended", "The app ended."), ("Really?", "Really?"), ("so …", "So …"), ("", ".")],
)
def test_sentences(text: str, said: str) -> None:
    """A capital to begin with, a stop to end with."""
    assert sentence(text) == said


def test_of_what_was_printed_the_last_eight_lines_are_shown() -> None:
    """They are the ones before the failure."""
    printed = "".join(f"line {number}\n" for number in range(20))
    lines = list(failure_lines(Failure("x", printed=printed)))
    assert lines[-9:] == ["Your app printed:", *(f"  line {number}" for number in range(12, 20))]


def test_a_blocked_check_names_what_to_mend_first() -> None:
    """By the title of its blocker, with the quotation marks within turned to single ones."""
    checks = [
        CheckResult("test_a", "It says “Hello”.", "failed", 0, 1),
        check("test_b", "not run", blocked_by="test_a"),
    ]
    report = make_report("ex01a_likes", "T", checks)
    assert reason(checks[1], report) == "Not run: first fix “It says ‘Hello’”."
