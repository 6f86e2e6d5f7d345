"""The summary of a class: what it says, from what, and that nothing of a student's is markup in it."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING

import msgspec
import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import launched
from streamlit.testing.v1 import AppTest

from statecourse.classroom.changes import NEW_CHECKS, UNSTEADY
from statecourse.classroom.results import (
    SCHEMA,
    Change,
    CheckChange,
    Person,
    Results,
    StudentResult,
)
from statecourse.classroom.store import ReportStore
from statecourse.classroom.summary import app
from statecourse.classroom.summary.gather import summary_of
from statecourse.classroom.summary.model import step_of
from statecourse.classroom.summary.page import percent, read_summary, summary_page, write_summary
from statecourse.classroom.summary.prints import Seen
from statecourse.course.manifest import CourseError
from statecourse.report.report import Advice, AppError, CheckResult, Failure, Report, make_report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from statecourse.classroom.summary.model import Summary
    from statecourse.course.course import Course

EX = "ex01a_likes"
EVIL = "<script>alert(1)</script>"
ADVICE = Advice("set_anew", "the likes are set anew", "A variable lives for one run.", "01_likes")


def report(*outcomes: str, failure: Failure | None = None, hidden: bool = False, **more: object) -> Report:
    """A report of checks of five points each; those that failed have ``failure``."""
    checks = [
        CheckResult(
            name=f"test_{number}",
            title=f"Check {number}.",
            outcome=outcome,  # type: ignore[arg-type]
            points=5 if outcome == "passed" else 0,
            max_points=5,
            failure=(failure or Failure("no")) if outcome == "failed" else None,
            error="KeyError" if outcome == "error" else "",
            hidden=hidden,
        )
        for number, outcome in enumerate(outcomes)
    ]
    return make_report(EX, "Likes", checks, **more)


def result(student: str, made: Report | None, problem: str = "", **more: object) -> StudentResult:
    """A result of the first exercise."""
    return StudentResult(student, EX if made else "", made, problem or (made.problem if made else ""), **more)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ReportStore]:
    """An empty store."""
    with closing(ReportStore(tmp_path / "reports.db")) as made:
        yield made


def results(*found: StudentResult, changes: tuple[Change, ...] = ()) -> Results:
    """All of a class."""
    return Results(SCHEMA, "A course", "1.0", "1.67", [], list(found), [], list(changes))


@pytest.fixture
def summary(course: Course, store: ReportStore) -> Summary:
    """Of a class in which each thing happens once."""
    because = Failure("the number of likes", advice=ADVICE, misconception="set_anew")
    refused = Failure(
        "it stops", app_error=AppError("PermissionError", "no", "app.py", 2, "open('/etc/passwd')")
    )
    away = Failure("it stops", app_error=AppError("ModuleNotFoundError", "no"))
    found = (
        result("ada", report("passed", "passed", hidden=True), person=Person("Ada L", section="A")),
        result(
            "ben", report("passed", "failed", failure=because), person=Person(EVIL, section="B"), penalty=2
        ),
        result("cleo", report("failed", "not run", failure=because)),
        result("dora", report("passed", "error")),
        result("emil", report("failed", "failed", unchanged=True)),
        result("finn", report("failed", "failed", failure=refused, used_up="It took 60 seconds.")),
        result("gita", report("failed", "failed", failure=away)),
        result("hugo", report(problem="there is no app.py; there is =1+1.txt")),
        result("ines", report(problem="ines.zip: '../x' would be unpacked outside of its folder")),
        result(EVIL, None, "no exercise found"),
    )
    for student in ("ada", "ben"):
        store.keep_print(
            (student, EX), "text", msgspec.msgpack.encode(Seen(frozenset(range(40)), ["ctypes"]))
        )
    changes = (
        Change("ben", EX, 10, 5, NEW_CHECKS, [CheckChange("test_1", "Check 1.", "passed", "failed")]),
        Change("cleo", EX, 5, 0, UNSTEADY, [CheckChange("test_0", "Check 0.", "passed", "failed")]),
    )
    return summary_of(results(*found, changes=changes), course, store)


def test_points(summary: Summary, course: Course) -> None:
    """Those that count, late ones with their penalty; what was not handed in has none."""
    maximum = course.exercises[EX].max_points
    assert {student.id: student.total for student in summary.students}["ben"] == 3
    (exercise,) = summary.exercises
    assert (exercise.handed_in, exercise.passed, exercise.maximum) == (9, 1, maximum)
    assert sum(summary.steps) == len(summary.students) == 10


@pytest.mark.parametrize(
    ("points", "maximum", "step"), [(0, 10, 0), (0.9, 10, 0), (3, 10, 3), (7, 10, 7), (10, 10, 9), (0, 0, 0)]
)
def test_steps(points: float, maximum: float, step: int) -> None:
    """Whoever has all points is in the last one."""
    assert step_of(points, maximum) == step


def test_checks_and_what_to_teach_again(summary: Summary) -> None:
    """The most failed comes first; a misconception counts each student once, and leads to its lesson."""
    assert [(c.name, c.failed, c.not_run, c.of) for c in summary.checks] == [
        ("test_1", 4, 1, 7),
        ("test_0", 4, 0, 7),
    ][::-1]
    (lesson,) = summary.lessons
    assert (lesson.where, lesson.students) == ("lessons/01_likes.py", 2)
    (reason,) = lesson.misconceptions
    assert (reason.label, reason.students, reason.examples) == ("the likes are set anew", 2, ["ben", "cleo"])


def test_who_needs_a_look(summary: Summary) -> None:
    """Each for the reason that is theirs, told in words."""
    found = {look.title: {case.student: case.text for case in look.cases} for look in summary.look}
    assert found == {
        "The grader itself went wrong": {"dora": "test_1: KeyError"},
        "Could not be graded": {
            "hugo": "there is no app.py; there is =1+1.txt",
            EVIL: "no exercise found",
        },
        "Handed in as it was given out": {"emil": ""},
        "Does what no exercise asks for": {
            "ada": "in its text: ctypes",
            "ben": "in its text: ctypes",
            "finn": "was refused: open('/etc/passwd')",
            "ines": "ines.zip: '../x' would be unpacked outside of its folder",
        },
        "Another result when it was graded again": {"cleo": "5 → 0 points (test_0 passed → failed)"},
        "Used up the time of all checks": {"finn": "It took 60 seconds."},
    }


def test_who_handed_in_nothing(course: Course, store: ReportStore) -> None:
    """Of what others of the class handed in."""
    other = msgspec.structs.replace(report("passed"), exercise="ex02a_notes")
    found = results(result("ada", report("passed")), StudentResult("ben", "ex02a_notes", other))
    (look,) = summary_of(found, course, store).look
    assert {case.student: case.text for case in look.cases} == {"ada": "ex02a_notes", "ben": EX}


def test_absentees_have_handed_in_nothing(course: Course, store: ReportStore) -> None:
    """They count as students, and neither as an answer nor as one that could not be graded."""
    gone = result("zoe", report(problem="nothing was handed in"), absent=True)
    summary = summary_of(results(result("ada", report("passed")), gone), course, store)
    assert [(look.title, [(c.student, c.text) for c in look.cases]) for look in summary.look] == [
        ("Handed in nothing", [("zoe", "no exercise at all")])
    ]
    assert (summary.exercises[0].handed_in, len(summary.students)) == (1, 2)


def test_copies(summary: Summary) -> None:
    """By the prints that were kept."""
    assert [(group.exercise, group.students) for group in summary.copies] == [(EX, ["ada", "ben"])]


def test_the_page_says_all_of_it_and_runs_nothing(summary: Summary) -> None:
    """What students wrote is text; links lead to their feedback; nothing is loaded from elsewhere."""
    page = summary_page(summary)
    assert EVIL not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; (ben)" in page
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert re.findall(r'(?:src|href)="(?!feedback/|#)[^"]*"', page) == []
    assert 'href="feedback/ada.html"' in page
    assert "4 of 7 failed" in page
    assert "hidden</span>" in page
    assert "1 result is not as before (0 with more points, 1 with fewer): the checks, the points" in page


def test_a_large_class_has_short_lists(course: Course, store: ReportStore) -> None:
    """The five most frequent misconceptions of a check and of a lesson are open, and the others are counted."""
    advice = [
        msgspec.structs.replace(ADVICE, misconception=f"m{n}", label=f"misconception {n}") for n in range(7)
    ]
    found = [
        result(f"s{n}", report("failed", failure=Failure("no", advice=advice[n // 2 % 7]))) for n in range(15)
    ]
    page = summary_page(summary_of(results(*found), course, store))
    assert " · misconception 0 (3)" in page
    assert "misconception 5 (2)" not in page.partition("What to teach again")[0]
    assert " · 2 others" in page
    assert "<summary>2 more</summary>" in page.partition("What to teach again")[2]


@pytest.mark.parametrize(
    "found", [(), (result("ada", None, "no exercise found"),), (result("ada", report()),)]
)
def test_a_class_with_hardly_anything(
    found: tuple[StudentResult, ...], course: Course, store: ReportStore
) -> None:
    """No student, none that could be read, or no check: a page all the same."""
    assert "the class at a glance" in summary_page(summary_of(results(*found), course, store))


CUT_OFF = """[...document.querySelectorAll('.scroll')].filter(part => part.scrollWidth > part.clientWidth)
    .map(part => part.getAttribute('aria-label') || part.getAttribute('aria-labelledby'))"""
"""Tables that are wider than the page, by their names: of these only one has so many columns."""


@pytest.mark.browser
def test_the_page_in_a_browser(summary: Summary, tmp_path: Path) -> None:
    """Nothing that axe complains of, in either width and scheme; nothing is wider than a phone."""
    (tmp_path / "summary.html").write_text(summary_page(summary), encoding="utf-8")
    with launched() as browser:
        for width, scheme in ((390, "dark"), (1280, "light")):
            view = {"width": width, "height": 900}
            with browser.new_context(viewport=view, color_scheme=scheme, bypass_csp=True) as context:  # type: ignore[arg-type]
                page = context.new_page()
                page.goto((tmp_path / "summary.html").as_uri())
                page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                assert set(page.evaluate(CUT_OFF)) <= {"Students and their points"}
                found = Axe().run(page).response["violations"]
                assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_percent() -> None:
    """Neither all nor nothing by rounding."""
    assert [percent(part) for part in (0, 0.001, 0.5, 0.999, 1)] == ["0 %", "1 %", "50 %", "99 %", "100 %"]


def test_the_app_shows_the_same(course: Course, store: ReportStore, summary: Summary, tmp_path: Path) -> None:
    """With one table for each part, from the file that the grading left."""
    with pytest.raises(CourseError, match="holds no summary; `statecourse grade SUBMISSIONS"):
        read_summary(tmp_path)
    (tmp_path / ".statecourse").mkdir()
    (tmp_path / ".statecourse" / "summary.json").write_bytes(msgspec.json.encode(summary))
    assert read_summary(tmp_path) == summary
    shown = AppTest.from_string(
        f"from pathlib import Path\nfrom {app.__name__} import show\nshow(Path({str(tmp_path)!r}))"
    )
    shown.run(timeout=60)
    assert not shown.exception
    assert [tab.label for tab in shown.tabs] == [
        *("Points", "Checks (2)", "To teach again (1)", "Who needs a look (10)", "Copies (1)", "Changes (2)")
    ]
    assert list(shown.dataframe[0].value["student"])[-1] == "hugo" or EVIL in list(
        shown.dataframe[0].value["student"]
    )
    shown.selectbox[1].set_value("A").run(timeout=60)
    assert list(shown.dataframe[0].value["student"]) == ["Ada L (ada)"]
    assert not any(EVIL in element.value for element in [*shown.markdown, *shown.caption])


def test_the_files(course: Course, store: ReportStore, tmp_path: Path) -> None:
    """Both are written, and a folder that cannot be written is one clear line."""
    (tmp_path / ".statecourse").mkdir()
    write_summary(results(result("ada", report("passed"))), course, store, tmp_path)
    assert read_summary(tmp_path).students[0].id == "ada"
    assert "A course: the class at a glance" in (tmp_path / "summary.html").read_text("utf-8")
    with pytest.raises(CourseError, match="cannot be written"):
        write_summary(results(), course, store, tmp_path / "away")
