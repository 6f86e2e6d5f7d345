"""Classroom 50's ``result.json`` (foundation50/classroom50, `schemas/result-v1.schema.json`)."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING, Any

from statecourse.classroom.formats.format import Format, Output, Wanted
from statecourse.classroom.formats.verdicts import Verdict, all_verdicts, points_of, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from statecourse.classroom.results import Results

_MAX_TEXT = 2_000
"""Characters of a text that its own runner keeps."""


class Classroom50(Format):
    """Marks for Classroom 50: a file for each student's repository."""

    name = "classroom50"
    about = "Classroom 50's result.json, one for each student"
    file = "result.json"
    each = True

    def write(self, results: Results, wanted: Wanted) -> Output:
        """The results of one student. Points are whole numbers there, so what was taken off is rounded."""
        first = next(iter(results.results))
        points, maximum = points_of(results)
        now = _instant("")
        data: dict[str, Any] = {
            "schema": "classroom50/result/v1",
            **_identity(wanted.environment, first.student, first.exercise, now),
            "datetime": _instant(first.handed_in),
            "graded_at": now,
            "score": whole(points),
            "max-score": maximum,
            "tests": [_test(verdict) for verdict in all_verdicts(results)],
        }
        return Output([json.dumps(data, indent=1), "\n"])


def _identity(env: Mapping[str, str], student: str, exercise: str, now: str) -> dict[str, str]:
    """Whose result it is, as the runner's variables say; without a runner it is one made by hand."""
    submission = env.get("SUBMISSION_TAG") or f"submit/manual-{now.replace(':', '-')}"
    commit = env.get("COMMIT_URL") or submission
    return {
        "classroom": env.get("CLASSROOM") or "class",
        "assignment": env.get("ASSIGNMENT") or re.sub(r"[^a-z0-9-]", "-", exercise) or "course",
        "assignment_type": env.get("ASSIGNMENT_TYPE") or "individual",
        "owner": env.get("OWNER") or env.get("USERNAME") or student,
        "submission": submission,
        "commit": commit,
        "release": env.get("RELEASE_URL") or submission,
        "review": env.get("REVIEW_URL") or commit,
    }


def _instant(text: str) -> str:
    """A moment in UTC, to the second; now, where none is given."""
    when = dt.datetime.fromisoformat(text) if text else dt.datetime.now(dt.UTC)
    return when.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _test(verdict: Verdict) -> dict[str, Any]:
    found = {
        "test-name": verdict.title,
        "passed": verdict.passed,
        "score": verdict.points,
        "max-score": verdict.maximum,
    }
    return found | ({"message": verdict.text[:_MAX_TEXT]} if verdict.text else {})


FORMAT = Classroom50()
