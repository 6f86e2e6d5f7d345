"""Each check of a result as the formats of test reports see it: with what its student may read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from statecourse.report import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from statecourse.classroom.results import Results, StudentResult
    from statecourse.report.report import CheckResult, Outcome, Report


class Verdict(NamedTuple):
    """A check's verdict. ``text`` is why it did not pass; both texts are safe in a terminal, and in no markup."""

    exercise: str
    name: str
    title: str
    outcome: Outcome
    points: int
    maximum: int
    text: str
    hidden: bool = False
    file: str = ""
    line: int = 0

    @property
    def passed(self) -> bool:
        """Whether it passed."""
        return self.outcome == "passed"


def verdicts_of(result: StudentResult) -> Iterator[Verdict]:
    """The verdicts on a result; one that says why, where nothing could be graded."""
    report = result.report
    if report is None or report.problem or not report.checks:
        yield _no_verdict(result)
        return
    report = words.for_student(report)
    explained = words.explained_before(report)
    for check in report.checks:
        error = check.failure.app_error if check.failure else None
        yield Verdict(
            result.exercise,
            check.name,
            words.one_line(check.title),
            check.outcome,
            check.points,
            check.max_points,
            _text(check, report, explained=check.name in explained),
            check.hidden,
            words.one_line(error.file) if error else "",
            error.line if error else 0,
        )


def _no_verdict(result: StudentResult) -> Verdict:
    report, problem = result.report, result.problem
    failed = report is not None and report.has_errors
    title = report.title if report else result.exercise or "What was handed in"
    return Verdict(
        result.exercise,
        "graded",
        words.one_line(title),
        "error" if failed else "failed",
        0,
        report.max_points if report else 0,
        words.sentence(f"this could not be graded: {problem}"),
    )


def _text(check: CheckResult, report: Report, *, explained: bool) -> str:
    lines = [words.reason(check, report)]
    if check.failure is not None:
        for part in words.parts_of(check.failure, explained=explained):
            lines += words.plain_lines(part)
    return "\n".join(filter(None, lines))


def all_verdicts(results: Results) -> list[Verdict]:
    """The verdicts on all results."""
    return [verdict for result in results.results for verdict in verdicts_of(result)]


def points_of(results: Results) -> tuple[float, int]:
    """The points that count in all, and what they are out of."""
    found = list(results.results)
    return sum(r.points for r in found), sum(r.report.max_points for r in found if r.report)


def whole(points: float) -> int:
    """Points where only whole numbers are taken, a half as one."""
    return int(points + 0.5)


def remarks_of(results: Results) -> list[str]:
    """What was taken for the answer, and what the late policy made of it, in sentences that are safe to show."""
    return [
        words.sentence(f"{r.exercise}: {said}") for r in results.results for said in (r.note, r.late) if said
    ]
