"""Who needs a look, and why: what no number of a class shows. Nothing here decides a point."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from statecourse.classroom.changes import UNSTEADY, in_words
from statecourse.classroom.summary.model import Case, Look
from statecourse.report.report import TOO_MUCH
from statecourse.report.words import few

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from statecourse.classroom.results import Change, StudentResult
    from statecourse.report.report import CheckResult, Report

_ERROR, _PROBLEM, _NOTHING, _UNCHANGED, _ODD, _UNSTEADY, _USED_UP, _PACKAGE = range(8)
_REASONS = {
    _ERROR: (
        "The grader itself went wrong",
        "Nothing is decided here. Grade again with the same command; what stays is to be mended in the check.",
    ),
    _PROBLEM: (
        "Could not be graded",
        "No points, for the reason that stands there. The feedback says it, too; the answer may only lie in the wrong place.",
    ),
    _NOTHING: ("Handed in nothing", "Of the exercises that others of this class handed in."),
    _UNCHANGED: (
        "Handed in as it was given out",
        "The file that the course gives, with nothing changed in it.",
    ),
    _ODD: (
        "Does what no exercise asks for",
        (
            "Seen in the text of the answer or as it ran: files of others, the network, other programs, Python’s inside. "
            "Most often a mistake or curiosity. The sandbox kept it from other students, from the points and from this machine."
        ),
    ),
    _UNSTEADY: (
        "Another result when it was graded again",
        "The same answer with the same checks. It depends on chance or on time; look at it before you publish its points.",
    ),
    _USED_UP: (
        "Used up the time of all checks",
        "What was not checked any more has no points. Something in the answer is slow or does not end.",
    ),
    _PACKAGE: (
        "Needs a package that is not installed here",
        "The course does not promise it. Install it and grade again, or have the answer changed.",
    ),
}
_ODD_FAILURES = (
    *(
        "the app crashed Python",
        "the app ended Python",
        "the app cut the line",
        "the app's page could not be read",
    ),
    *(
        "the app moved or deleted",
        "the app wrote more than",
        "the app made more than",
        "the app started more than",
    ),
    *(
        "Streamlit could not run the app",
        "the worker ",
        "too many of its keys",
        "the page has ",
        "the page shows more than",
    ),
    *(
        "your tests do not come to their end: the tests ended",
        "your tests do not come to their end: the tests's page",
    ),
    TOO_MUCH,
)
"""How failures begin that an app has to do something unusual for."""
_ODD_HANDINS = (
    *(
        "would be unpacked outside",
        "not an ordinary file",
        "is a link",
        "is a device or pipe",
        "unpacks to more than",
    ),
    *("are unpacked", "folders deep", "more than 500 files"),
)
_NAMED = 8


class Watch:
    """Takes each result, and tells in the end who needs a look."""

    def __init__(self) -> None:
        self._cases: dict[int, list[Case]] = defaultdict(list)

    def add(self, result: StudentResult) -> None:
        """Look at one more result."""
        report = result.report
        if report is None:
            self._note(_kind_of_problem(result.problem), result, result.problem)
        elif report.has_errors:
            self._note(_ERROR, result, report.problem or "; ".join(_errors(report)))
        elif report.problem:
            self._note(_kind_of_problem(report.problem), result, report.problem)
        else:
            self._look_at(result, report)

    def _note(self, kind: int, result: StudentResult, text: str) -> None:
        self._cases[kind].append(Case(result.student, result.exercise, text))

    def _look_at(self, result: StudentResult, report: Report) -> None:
        if report.unchanged:
            self._note(_UNCHANGED, result, "")
        if report.used_up:
            self._note(_USED_UP, result, report.used_up)
        errors = [c.failure.app_error for c in report.checks if c.failure and c.failure.app_error]
        if missing := sorted({error.missing.package for error in errors if error.missing}):
            self._note(_PACKAGE, result, ", ".join(missing))
        if odd := next(filter(None, map(_odd, report.checks)), ""):
            self._note(_ODD, result, odd)

    def found(
        self,
        changes: list[Change],
        points: Mapping[str, Mapping[str, float]],
        words: Mapping[tuple[str, str], list[str]],
    ) -> list[Look]:
        """The reasons for which there is somebody, with them.

        ``points`` are those by student and exercise, for what was handed in; ``words`` are what stands in the text of
        an answer and no exercise asks for.
        """
        cases = {kind: list(self._cases[kind]) for kind in _REASONS}
        cases[_NOTHING] += _missing(points, {case.student for case in cases[_PROBLEM] if not case.exercise})
        cases[_UNSTEADY] += [case_of(change) for change in changes if UNSTEADY in change.why]
        for (student, exercise), found in words.items():
            cases[_ODD].append(Case(student, exercise, f"in its text: {', '.join(found)}"))
        return [
            Look(title, advice, sorted(_joined(cases[kind]), key=lambda case: (case.student, case.exercise)))
            for kind, (title, advice) in _REASONS.items()
            if cases[kind]
        ]


def _kind_of_problem(problem: str) -> int:
    return _ODD if any(text in problem for text in _ODD_HANDINS) else _PROBLEM


def _errors(report: Report) -> Iterator[str]:
    for check in report.checks:
        if check.outcome == "error":
            yield f"{check.name}: {check.error}" if check.error else check.name


def _odd(check: CheckResult) -> str:
    """What an app did in a check that an exercise does not ask for, if anything."""
    failure = check.failure
    if failure is None:
        return ""
    error = failure.app_error
    if error is not None and error.type == "PermissionError":
        return f"was refused: {error.text or error.message}"
    return failure.summary if failure.summary.startswith(_ODD_FAILURES) else ""


def _missing(points: Mapping[str, Mapping[str, float]], unreadable: set[str]) -> Iterator[Case]:
    """Those who have no result for an exercise that others have."""
    exercises = sorted(set().union(*points.values()))
    for student, known in points.items():
        lacking = [name for name in exercises if name not in known]
        if lacking and student not in unreadable:
            all_of_them = len(lacking) == len(exercises)
            yield Case(student, "", "no exercise at all" if all_of_them else few(lacking, _NAMED))


def case_of(change: Change) -> Case:
    """What changed, as a row of a table."""
    return Case(change.student, change.exercise, in_words(change))


def _joined(cases: list[Case]) -> list[Case]:
    """One case for a student and an exercise, with all that was noted."""
    texts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for case in cases:
        texts[case.student, case.exercise].append(case.text)
    return [Case(*key, "; ".join(filter(None, dict.fromkeys(found)))) for key, found in texts.items()]
