"""Gradescope's ``results.json`` (gradescope-autograders.readthedocs.io, “Autograder Specifications”)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from statecourse.classroom.formats.format import Format, Output, Wanted
from statecourse.classroom.formats.marks import number
from statecourse.classroom.formats.verdicts import Verdict, all_verdicts, points_of, remarks_of

if TYPE_CHECKING:
    from statecourse.classroom.results import Results

HEAD = "GRADESCOPE_OUTPUT"
"""The variable with lines that stand before all others."""


class Gradescope(Format):
    """Marks for Gradescope: a file for each student, as its autograder leaves it."""

    name = "gradescope"
    about = "Gradescope's results.json, one for each student"
    file = "results.json"
    each = True

    def write(self, results: Results, wanted: Wanted) -> Output:
        """The results of one student. All texts are plain text, so no markup in them takes effect."""
        verdicts = all_verdicts(results)
        points, maximum = points_of(results)
        lines = [wanted.environment.get(HEAD, ""), *remarks_of(results)]
        if not any(verdict.hidden for verdict in verdicts):  # else the sum would tell what they came to
            lines.append(f"{number(points)} of {maximum} points")
        data: dict[str, Any] = {
            "output": "\n".join(filter(None, lines)),
            "output_format": "text",
            "test_output_format": "text",
            "test_name_format": "text",
            "visibility": "visible",
            "stdout_visibility": "hidden",
            "tests": [_test(verdict) for verdict in verdicts],
        }
        if points != sum(verdict.points for verdict in verdicts):
            data["score"] = number(points)  # which overrides the sum: something was taken off
        return Output([json.dumps(data, indent=1), "\n"])


def _test(verdict: Verdict) -> dict[str, Any]:
    return {
        "name": verdict.title,
        "score": verdict.points,
        "max_score": verdict.maximum,
        "status": "passed" if verdict.passed else "failed",
        "output": verdict.text,
        "visibility": _visibility(verdict),
    }


def _visibility(verdict: Verdict) -> str:
    """Hidden checks are shown with the marks, as their points count; those without points never are."""
    if not verdict.hidden:
        return "visible"
    return "after_published" if verdict.maximum else "hidden"


FORMAT = Gradescope()
