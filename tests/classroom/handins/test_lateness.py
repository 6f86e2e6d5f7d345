"""What is late, by how much, and what that costs; the keys in ``course.yaml`` that say so."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from statecourse.classroom.fingerprint import basis
from statecourse.classroom.handins.lateness import Calendar
from statecourse.course.course import Course
from statecourse.course.deadlines import as_moment
from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from collections.abc import Callable

    With = Callable[[str], Course]

ZONE = dt.timezone(dt.timedelta(hours=1))
DUE = dt.datetime(2026, 11, 20, 23, 59, tzinfo=ZONE)
HEAD = "timezone: Europe/Berlin\n  due: {ex01a: 2026-11-20 23:59}\n"
DAY, HOUR, MINUTE = dt.timedelta(days=1), dt.timedelta(hours=1), dt.timedelta(minutes=1)


@pytest.fixture
def with_deadlines(course: Course) -> With:
    """The small course with these deadlines."""

    def change(text: str) -> Course:
        path = course.root / "exercises" / "course.yaml"
        path.write_text(f"title: T\nformat: 1\ndeadlines:\n  {text}")
        return Course(course.root)

    return change


@pytest.mark.parametrize(
    ("policy", "by", "words", "penalty"),
    [
        ("", -MINUTE, "", 0),
        ("", dt.timedelta(), "", 0),
        ("", MINUTE, "1 minute late", 0),
        ("points_a_day: 2", HOUR, "1 hour late: 2 points less", 2),
        ("points_a_day: 2", DAY, "1 day late: 2 points less", 2),
        ("points_a_day: 0.5", DAY + MINUTE, "2 days late: 1 point less", 1),
        ("points_a_day: 2", 30 * DAY, "30 days late: 60 points less", 8),
        ("percent_a_day: 15", 2 * DAY, "2 days late: 30% of the points less", 3),
        ("percent_a_day: 60", 5 * DAY, "5 days late: 100% of the points less", 8),
        (
            "points_a_day: 2, grace_minutes: 15",
            15 * MINUTE,
            "15 minutes late, within the grace of 15 minutes",
            0,
        ),
        ("points_a_day: 2, grace_minutes: 15", 16 * MINUTE, "16 minutes late: 2 points less", 2),
        ("points_a_day: 1, cutoff_days: 2", 2 * DAY, "2 days late: 2 points less", 2),
        ("cutoff_days: 2", 2 * DAY + MINUTE, "3 days late, after the cut-off of 2 days: no points", 8),
        ("cutoff_days: 0", MINUTE, "1 minute late, after the cut-off of 0 days: no points", 8),
    ],
)
def test_what_being_late_costs(
    policy: str, by: dt.timedelta, words: str, penalty: float, with_deadlines: With
) -> None:
    """Of eight points of ten: for each day that has begun, and never more than there are."""
    calendar = Calendar(with_deadlines(f"{HEAD}  late: {{{policy}}}\n"))
    verdict = calendar.verdict(["ada"], "ex01a_likes", DUE + by)
    assert (verdict.words, verdict.penalty(8, 10)) == (words, penalty)


def test_a_moment_without_a_zone_is_in_the_courses(with_deadlines: With) -> None:
    """As Blackboard tells it; one with a zone is what it is."""
    calendar = Calendar(with_deadlines(HEAD))
    assert calendar.verdict(["ada"], "ex01a_likes", dt.datetime(2026, 11, 20, 23, 59)).words == ""
    late = dt.datetime(2026, 11, 20, 23, 30, tzinfo=dt.UTC)
    assert calendar.verdict(["ada"], "ex01a_likes", late).words == "31 minutes late"


def test_extensions(with_deadlines: With) -> None:
    """Of the course and of the roster, for one exercise or for all; the course's counts before the roster's."""
    course = with_deadlines(f"{HEAD}  extensions: {{ada: {{all: 2 days}}, ben: {{ex01a: 2026-11-30}}}}\n")
    calendar = Calendar(course)
    calendar.add(course, "ada", {"ex01a": as_moment("1 day"), "ex02a": as_moment("9 days")})
    calendar.add(course, "cy", {"all": as_moment("1 day")})
    due = {name: calendar.due([name], "ex01a_likes") for name in ("ada", "ben", "cy", "dan")}
    assert due == {
        "ada": DUE + DAY,
        "ben": dt.datetime(2026, 11, 30, 23, 59, 59, tzinfo=ZONE),
        "cy": DUE + DAY,
        "dan": DUE,
    }
    assert calendar.due(["ada"], "ex02a_notes") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("due: {ex99: 2026-11-20}\n", 'deadlines: due: there is no exercise "ex99"'),
        ("extensions: {ada: {ex99: 1 day}}\n", 'deadlines: extensions: ada: there is no exercise "ex99"'),
        ("due: {ex01a: soon}\n", "deadlines: due: ex01a: expected a date, such as .*; found 'soon'"),
        ("due: {ex01a: 3 days}\n", "deadlines: due: ex01a: expected a date, such as .*; found '3 days'"),
        ("extensions: {ada: 3 days}\n", "deadlines: extensions: ada: expected a table of keys, found text"),
        ("late: {points_a_day: -1}\n", "deadlines: late: points_a_day: expected a number of at least 0"),
        ("late: {points_a_day: 1, percent_a_day: 1}\n", "late: give points_a_day or percent_a_day, not both"),
        (
            "timezone: Mars/Base\n",
            "deadlines: the time zone 'Mars/Base' is not known; name one such as Europe/Berlin",
        ),
        ("dues: {}\n", 'deadlines: unknown key "dues"; did you mean "due"?'),
    ],
)
def test_keys_that_are_wrong(text: str, said: str, with_deadlines: With) -> None:
    """Are told in one line, with where they stand."""
    with pytest.raises(CourseError, match=said.replace("?", r"\?")):
        Calendar(with_deadlines(text))


def test_a_new_deadline_grades_nothing_anew(with_deadlines: With) -> None:
    """No verdict follows from it; from another limit one may."""
    bases = [
        basis(with_deadlines(text).exercises["ex01a_likes"], "around")
        for text in ("due: {}\n", HEAD, "due: {}\nlimits: {run_seconds: 3}\n")
    ]
    assert bases[0] == bases[1] != bases[2]
