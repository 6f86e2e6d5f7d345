"""What the tests of formats share: a class with results of every kind, made without any grading."""

from __future__ import annotations

from statecourse.classroom.results import SCHEMA, Person, Results, StudentResult
from statecourse.report.report import AppError, CheckResult, Failure, Report, make_report

MARKUP = "<script>alert(1)</script> & ]]> =HYPERLINK(1) ::error::x ##[error]y \x1b[31m\x00\ufffe`x` |"
"""What a student may write to trouble whoever reads it."""


def check(name: str, outcome: str, points: int = 1, maximum: int = 0, **more: object) -> CheckResult:
    """A check's result; one that failed has a reason."""
    if outcome == "failed" and "failure" not in more:
        more["failure"] = Failure("the page said 0", ["click “Add”"], "1", "0", misconception="forgot_it")
    return CheckResult(name, f"It {name}s", outcome, points, maximum or points, **more)  # type: ignore[arg-type]


def report(exercise: str, *checks: CheckResult, **more: object) -> Report:
    """A report on an exercise."""
    return make_report(
        exercise, exercise.partition("_")[2].replace("_", " ").capitalize(), list(checks), **more
    )


def passed(exercise: str = "ex01a_visit_counter") -> Report:
    """All of three points."""
    return report(exercise, check("open", "passed", 1), check("count", "passed", 2))


def half(exercise: str = "ex01a_visit_counter") -> Report:
    """One of three points."""
    return report(exercise, check("open", "passed", 1), check("count", "failed", 0, 2))


def result(student: str, found: Report | None, exercise: str = "", **more: object) -> StudentResult:
    """A student's result."""
    problem = found.problem if found else ""
    return StudentResult(student, found.exercise if found else exercise, found, **{"problem": problem} | more)  # type: ignore[arg-type]


def results(*found: StudentResult) -> Results:
    """The results of a class."""
    return Results(SCHEMA, "A course", "1.0", "1.67", [], list(found), [])


def hostile() -> Report:
    """One whose every text is a student's own."""
    error = AppError("ValueError", MARKUP, "app.py", 3, MARKUP)
    failure = Failure(MARKUP, [MARKUP], MARKUP, MARKUP, app_error=error, printed=f"{MARKUP}\n::set-output x")
    secret = check("hide", "failed", 0, 2, failure=Failure("a secret input", [], "9", "8"), hidden=True)
    return report(
        "ex01a_visit_counter",
        check("open", "failed", 0, 1, failure=failure),
        check("count", "not run", 0, 2, blocked_by="open"),
        secret,
    )


ADA = Person("Ada Lovelace", "ada@example.org", "S1", {"canvas": "101", "moodle": "9001"})
BEN = Person("Ben Bitdiddle", "ben@example.org", "S2")
