"""Formats that are written new, each against what its consumer publishes, and all against what students write."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

import jsonschema
import msgspec
import pytest
import xmlschema
from classroom.formats import schemas
from marked import ADA, BEN, MARKUP, check, half, hostile, passed, report, result, results

from statecourse.classroom.formats.format import Wanted, format_named, known
from statecourse.classroom.formats.github import annotation_lines
from statecourse.classroom.formats.gradescope import HEAD
from statecourse.classroom.results import Person

if TYPE_CHECKING:
    from statecourse.classroom.results import Results, StudentResult


LATE = result("ada", passed(), person=ADA, late="1 day late: 1 point off", penalty=1)
HALF_OFF = result("ada", passed(), penalty=0.5)
EMPTY = result("cleo", report("ex01a_visit_counter", problem="app.py is empty"))
UNREADABLE = result("dora", None, problem="dora.zip is not a readable zip file")
BROKEN = result("eve", report("ex01a_visit_counter", check("open", "error", 0, 3, error="a fault of ours")))
ALL = [
    result("ada", passed()),
    result("ben", half()),
    LATE,
    HALF_OFF,
    EMPTY,
    UNREADABLE,
    BROKEN,
    result("x" + MARKUP, hostile(), person=Person(MARKUP, MARKUP, MARKUP), late=MARKUP),
]


def text_of(name: str, *found: StudentResult, **environment: str) -> str:
    output = format_named(name).write(results(*found), Wanted(environment=environment))
    return "".join(output.text)


def test_each_format_says_what_it_is() -> None:
    """A new one is a file, which is found."""
    assert set(known()) == {"canvas", "moodle", "wide", "gradescope", "classroom50", "github", "junit"}
    assert all(form.about and (form.file or form.needs_table) for form in known().values())


# --- a wide table ------------------------------------------------------------------------------


def wide(*found: StudentResult) -> list[dict[str, str]]:
    text = text_of("wide", *found)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_wide_table_has_a_row_for_each_student_and_totals() -> None:
    second = result("ada", passed("ex02a_second"), person=ADA, penalty=0.5, late="late: half a point off")
    rows = wide(result("ada", half(), person=ADA), second, EMPTY, UNREADABLE)
    assert rows == [
        {
            "student": "ada",
            "name": "Ada Lovelace",
            "email": "ada@example.org",
            "section": "S1",
            "ex01a_visit_counter": "1",
            "ex02a_second": "2.5",
            "total": "3.5",
            "maximum": "6",
            "percent": "58.33",
            "notes": "ex02a_second: late: half a point off",
        },
        dict.fromkeys(rows[0], "")
        | {"student": "cleo", "total": "0", "maximum": "6", "percent": "0"}
        | {"notes": "ex01a_visit_counter: app.py is empty"},
        dict.fromkeys(rows[0], "")
        | {"student": "dora", "total": "0", "maximum": "6", "percent": "0"}
        | {"notes": "dora.zip is not a readable zip file"},
    ]


def test_no_cell_of_a_wide_table_is_a_formula() -> None:
    (row,) = wide(result("=1+1", passed(), person=Person("@SUM(A1)", "+1", "a;=1")))
    assert [row[name] for name in ("student", "name", "email", "section")] == [
        "'=1+1",
        "'@SUM(A1)",
        "'+1",
        "a;'=1",
    ]


# --- Gradescope --------------------------------------------------------------------------------


def gradescope(*found: StudentResult, **environment: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(text_of("gradescope", *found, **environment))
    jsonschema.validate(data, schemas.GRADESCOPE)
    return data


@pytest.mark.parametrize("one", ALL)
def test_gradescope_gets_what_its_specification_allows(one: StudentResult) -> None:
    data = gradescope(one)
    total = data.get("score", sum(test["score"] for test in data["tests"]))
    assert total == one.points
    assert sum(test["max_score"] for test in data["tests"]) == (one.report.max_points if one.report else 0)
    assert data["stdout_visibility"] == "hidden"


def test_gradescope_shows_hidden_checks_with_the_marks_and_never_their_inputs() -> None:
    """And no sum before that, from which one could tell what they came to. Without points they stay hidden."""
    free = check("wonder", "passed", 0, 0, hidden=True)
    found = result("ada", report("ex01a_x", *hostile().checks, free))
    data = gradescope(found)
    assert [test["visibility"] for test in data["tests"]] == [
        "visible",
        "visible",
        "after_published",
        "hidden",
    ]
    assert "secret" not in json.dumps(data)
    assert data["output"] == ""
    assert "score" not in data


def test_gradescope_is_told_the_sum_and_what_was_late() -> None:
    assert gradescope(LATE, **{HEAD: "Handed in."})["output"] == (
        "Handed in.\nEx01a_visit_counter: 1 day late: 1 point off.\n2 of 3 points"
    )
    tests = gradescope(result("ben", half()))["tests"]
    assert [(test["name"], test["status"]) for test in tests] == [
        ("It opens", "passed"),
        ("It counts", "failed"),
    ]
    assert "What was done:\n  1. click “Add”\nExpected: 1\nSeen:     0" in tests[1]["output"]


# --- Classroom 50 ------------------------------------------------------------------------------

RUNNER = {
    "CLASSROOM": "cs",
    "ASSIGNMENT": "counter",
    "ASSIGNMENT_TYPE": "group",
    "OWNER": "ada",
    "SUBMISSION_TAG": "submit/2026-06-01T14-32-05Z-a1b2c3d",
    "COMMIT_URL": "https://git.example/commit/1",
    "RELEASE_URL": "https://git.example/release/1",
}


@pytest.mark.parametrize("one", ALL)
@pytest.mark.parametrize("environment", [{}, RUNNER])
def test_classroom50_gets_what_its_schema_allows(one: StudentResult, environment: dict[str, str]) -> None:
    """And what only its code says: no score above its maximum, and who it is as the runner says."""
    data = json.loads(text_of("classroom50", one, **environment))
    jsonschema.validate(data, schemas.CLASSROOM50)
    assert data["score"] <= data["max-score"]
    assert all(test["score"] <= test["max-score"] for test in data["tests"])
    assert sum(test["max-score"] for test in data["tests"]) == data["max-score"]
    if environment:
        assert (data["owner"], data["classroom"], data["assignment"]) == ("ada", "cs", "counter")
        assert data["review"] == data["commit"] == "https://git.example/commit/1"
    else:
        assert (data["owner"], data["submission"][:14]) == (one.student, "submit/manual-")


def test_classroom50_has_the_moment_of_the_hand_in_in_utc() -> None:
    found = json.loads(
        text_of("classroom50", result("ada", passed(), handed_in="2026-06-01T16:32:01.5+02:00"))
    )
    assert found["datetime"] == "2026-06-01T14:32:01Z"


# --- GitHub Actions ----------------------------------------------------------------------------


def github(*found: StudentResult) -> dict[str, Any]:
    """What the reporter reads, and that its two ways to count come to the same."""
    lines = dict(line.split("=", 1) for line in text_of("github", *found).splitlines())
    assert set(lines) == {"result", "points", "maximum"}
    data: dict[str, Any] = json.loads(base64.b64decode(lines["result"]))
    jsonschema.validate(data, schemas.GITHUB)
    passed_tests = sum(test["status"] == "pass" for test in data["tests"])
    table = passed_tests / len(data["tests"]) * (data["max_score"] or 1)  # aggregate-results.js
    annotation = sum(test["score"] for test in data["tests"])  # notify-classroom.js
    assert table == pytest.approx(annotation)
    assert (annotation, data["max_score"]) == (int(lines["points"]), int(lines["maximum"]))
    return data


@pytest.mark.parametrize("one", ALL)
def test_both_of_githubs_totals_are_the_points(one: StudentResult) -> None:
    data = github(one)
    assert sum(test["score"] for test in data["tests"]) == int(one.points + 0.5)


def test_github_says_what_became_of_each_check() -> None:
    data = github(result("ben", half()))
    assert [(test["name"], test["status"], test["score"]) for test in data["tests"]] == [
        ("It opens", "pass", 1),
        ("It counts (1 of 2)", "fail", 0),
        ("It counts (2 of 2)", "fail", 0),
    ]
    assert data["status"] == "fail"
    assert github(result("ada", passed()))["status"] == "pass"
    assert github(BROKEN)["status"] == "error"
    assert github(LATE)["status"] == "fail"
    assert github(LATE)["tests"][-1]["message"] == "Passed, but taken off for being late."


def test_annotations_stand_at_the_line_that_raised() -> None:
    found = report(
        "ex01a_x",
        check("open", "failed", 0, 1, failure=msgspec.structs.replace(hostile().checks[0].failure, steps=[])),
        check("count", "not run", 0, 1),
    )
    first, second = annotation_lines(results(result("ada", found)), "exercises/ex01a_x/")
    assert first.startswith("::error file=exercises/ex01a_x/app.py,line=3,title=It opens::")
    assert second.startswith("::warning title=It counts::Not run")


def test_no_text_of_a_student_is_a_command_to_githubs_runner() -> None:
    """It takes lines that begin with two colons, behind spaces too, and `##[` anywhere."""
    found = result("x", hostile(), person=Person(MARKUP))
    for line in annotation_lines(results(found)):
        assert "\n" not in line
        assert line.count("##[") == 0
        head, _, message = line.removeprefix("::").partition("::")
        assert re.fullmatch(r"(error|warning) [^:]*", head)
        assert "%3A" not in message
    for test in github(found)["tests"]:
        for line in test["message"].splitlines():
            assert not line.lstrip().startswith("::")
            assert "##[" not in line


# --- JUnit -------------------------------------------------------------------------------------

JUNIT = xmlschema.XMLSchema(schemas.JUNIT)


@pytest.mark.parametrize("found", [[], ALL, *([one] for one in ALL)])
def test_junit_xml_is_valid(found: list[StudentResult]) -> None:
    text = text_of("junit", *found)
    JUNIT.validate(text)
    data: Any = JUNIT.to_dict(text)
    suites = data.get("testsuite", [])
    assert len(suites) == len(found)
    for suite in suites:
        cases = suite["testcase"]
        assert suite["@tests"] == len(cases)
        kinds = {"@failures": "failure", "@errors": "error", "@skipped": "skipped"}
        assert {k: suite[k] for k in kinds} == {k: sum(v in case for case in cases) for k, v in kinds.items()}


def test_junit_says_who_what_and_why() -> None:
    data: Any = JUNIT.to_dict(text_of("junit", result("ben", half(), person=BEN)))
    (suite,) = data["testsuite"]
    assert suite["@name"] == "Ben Bitdiddle: ex01a_visit_counter"
    assert suite["properties"][0]["property"] == [
        {"@name": "points", "@value": "1"},
        {"@name": "maximum", "@value": "3"},
    ]
    failure = suite["testcase"][1]["failure"][0]
    assert failure["@message"] == "Not as expected: the page said 0."
    assert "Expected: 1" in failure["$"]


# --- what students write -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["wide", "gradescope", "classroom50", "github", "junit"])
def test_no_text_of_a_student_steers_whoever_reads_it(name: str) -> None:
    """No control character, no markup in a format that has any, and no line of its own."""
    text = text_of(name, result("x", hostile(), person=Person(MARKUP, MARKUP, MARKUP), late=MARKUP))
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text)
    if name == "junit":
        assert "<script>" not in text
    assert "a secret input" not in text


@pytest.mark.parametrize("name", ["wide", "junit"])
def test_a_class_is_read_once_for_all_that_is_written_new(name: str) -> None:
    """Going through the results reads each report from disk."""
    form = format_named(name)
    passes = 0

    class Counted:
        def __iter__(self) -> Any:
            nonlocal passes
            passes += 1
            return iter(ALL)

        def __len__(self) -> int:
            return len(ALL)

        def __contains__(self, one: object) -> bool:
            return one in ALL

    found: Results = msgspec.structs.replace(results(), results=Counted())
    "".join(form.write(found, Wanted()).text)
    assert passes == 1
