"""A result for GitHub Actions, as the autograding reporter reads it, and annotations.

The reporter counts in two ways. Its table says how many tests of all passed, times the maximum; its annotation sums the
tests' scores. Both are the same where all tests are worth the same, so a check of several points is as many tests.
"""

from __future__ import annotations

import base64
import json
import math
from typing import TYPE_CHECKING, Any

from statecourse.classroom.formats.format import Format, Output, Wanted
from statecourse.classroom.formats.verdicts import Verdict, all_verdicts, points_of, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from statecourse.classroom.results import Results

_LATE = "Passed, but taken off for being late."


class GitHub(Format):
    """Marks for GitHub Actions: the outputs of a step, for each student."""

    name = "github"
    about = "outputs of a step in GitHub Actions for the autograding reporter, one file for each student"
    file = "github-output.txt"
    each = True

    def write(self, results: Results, wanted: Wanted) -> Output:  # noqa: ARG002  # as every format
        """The lines for ``$GITHUB_OUTPUT``: the ``result``, and the points by themselves."""
        verdicts = all_verdicts(results)
        points, maximum = points_of(results)
        earned = whole(points)
        data = {
            "version": 1,
            "status": _status(verdicts, earned, maximum),
            "max_score": maximum,
            "tests": list(_tests(verdicts, earned)),
        }
        result = base64.b64encode(json.dumps(data).encode()).decode()
        return Output([f"result={result}\n", f"points={earned}\n", f"maximum={maximum}\n"])


def _status(verdicts: list[Verdict], points: int, maximum: int) -> str:
    if any(verdict.outcome == "error" for verdict in verdicts):
        return "error"
    return "pass" if points == maximum and all(verdict.passed for verdict in verdicts) else "fail"


def _tests(verdicts: list[Verdict], points: int) -> Iterator[dict[str, Any]]:
    """Tests of the same worth; those that late points are taken from are the last ones."""
    unit = math.gcd(points, *(v.points for v in verdicts), *(v.maximum for v in verdicts)) or 1
    left = points
    for verdict in verdicts:
        parts = max(1, verdict.maximum // unit)
        for number in range(parts):
            earned = number * unit < verdict.points
            score = unit if earned and left >= unit else 0
            left -= score
            passed = bool(score) or (verdict.passed and not verdict.maximum)
            message = verdict.text or (_LATE if earned and not score else "")
            yield _test(verdict, number, parts, score=score, passed=passed, message="" if passed else message)


def _test(
    verdict: Verdict, number: int, parts: int, *, score: int, passed: bool, message: str
) -> dict[str, Any]:
    error = verdict.outcome == "error"
    return {
        "name": verdict.title if parts == 1 else f"{verdict.title} ({number + 1} of {parts})",
        "status": "pass" if passed else "error" if error else "fail",
        "score": score,
        "message": harmless(message),
        "test_code": "",
        "filename": verdict.file,
        "line_no": verdict.line,
        "duration": 0,
    }


# --- annotations -------------------------------------------------------------------------------


def annotation_lines(results: Results, place: str = "") -> Iterator[str]:
    """A line for the log for each check that did not pass, which shows at the line of the app that raised.

    ``place`` is the folder of the app in the repository, with a slash behind it.
    """
    for verdict in all_verdicts(results):
        if not verdict.passed:
            level = "error" if verdict.outcome in {"failed", "error"} else "warning"
            file = f"file={_property(place + verdict.file)},line={verdict.line}," if verdict.file else ""
            yield f"::{level} {file}title={_property(verdict.title)}::{_escaped(verdict.text)}"


def harmless(text: str) -> str:
    """Text for a log in which no line of it is a command to the runner."""
    lines = text.replace("##[", "# #[").split("\n")
    return "\n".join(f"| {line}" if line.lstrip().startswith("::") else line for line in lines)


def _escaped(text: str) -> str:
    text = harmless(text)
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


FORMAT = GitHub()
