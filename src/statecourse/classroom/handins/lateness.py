"""What the late policy of a course makes of the moment when something was handed in."""

from __future__ import annotations

import contextlib
import datetime as dt
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from statecourse.course.deadlines import ALL, Deadlines, Moment, aware
from statecourse.course.manifest import CourseError
from statecourse.report.words import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from statecourse.course.course import Course
    from statecourse.course.deadlines import Late

_DAY = dt.timedelta(days=1)
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Verdict:
    """What is said of a late hand-in, and what it loses: points, a share of the exercise's points, or all."""

    words: str = ""
    points: float = 0
    share: float = 0
    everything: bool = False

    def penalty(self, points: float, maximum: float) -> float:
        """The points that are taken of those that an answer got; never more."""
        lost = points if self.everything else self.points + self.share * maximum
        return round(min(lost, points), 2)


class Calendar:
    """When each student has to hand in each exercise."""

    def __init__(self, course: Course) -> None:
        """Raise `CourseError` where the deadlines name an exercise that there is not."""
        self._deadlines: Deadlines = course.manifest.deadlines
        name = "exercises/course.yaml: deadlines: "
        self._due = {_id(course, key, f"{name}due: "): at for key, at in self._deadlines.due.items()}
        self._extensions = {
            student: by_id(course, more, f"{name}extensions: {student}: ")
            for student, more in self._deadlines.extensions.items()
        }

    def add(self, course: Course, student: str, extensions: Mapping[str, Moment]) -> None:
        """Add a student's extensions of the roster; those of the course count before them. Raises `CourseError`."""
        more = by_id(course, extensions, f"the roster: extensions of {student}: ")
        self._extensions[student] = more | self._extensions.get(student, {})

    def extended(self) -> set[str]:
        """Who has more time for anything, by the course."""
        return set(self._deadlines.extensions)

    def has(self, exercise: str) -> bool:
        """Whether it is known when an exercise is due."""
        return exercise in self._due

    def aware(self, when: dt.datetime) -> dt.datetime:
        """A moment as the course's time zone has it; where it names none it is of that zone, or else of the machine's."""
        known = aware(when, self._deadlines.zone)
        with contextlib.suppress(OverflowError):  # a student may write any year into timestamp.txt
            return known.astimezone(self._deadlines.zone)
        return known

    def due(self, students: Collection[str], exercise: str) -> dt.datetime | None:
        """When students, of whom each waits for the others, have to hand in an exercise; None where that is not known."""
        if not self.has(exercise):
            return None
        due = self._due[exercise].after(dt.datetime.now().astimezone(), self._deadlines.zone)
        known = [self._extensions.get(student, {}) for student in students]
        extensions = [more.get(exercise, more.get(ALL)) for more in known]
        return max(one.after(due, self._deadlines.zone) if one else due for one in extensions)

    def verdict(
        self, students: Collection[str], exercise: str, when: dt.datetime | None, by: str = ""
    ) -> Verdict:
        """What the policy makes of an answer that these students handed in together at this moment.

        Where the student can have set the moment, ``by`` says what tells it; such a one takes nothing.
        """
        due = self.due(students, exercise)
        if due is None or when is None or self.aware(when) <= due:
            return Verdict()
        late = self.aware(when) - due
        return (
            Verdict(f"{span(late)} late {by} (a hint: nothing is taken)")
            if by
            else _late(late, self._deadlines.late)
        )


def _late(by: dt.timedelta, policy: Late) -> Verdict:
    grace, days = dt.timedelta(minutes=policy.grace_minutes), math.ceil(by / _DAY)
    if by <= grace:
        return Verdict(f"{span(by)} late, within the grace of {policy.grace_minutes:g} minutes")
    said = f"{span(by)} late"
    if policy.cutoff_days is not None and by > policy.cutoff_days * _DAY:
        return Verdict(
            f"{said}, after the cut-off of {counted(policy.cutoff_days, 'day')}: no points", everything=True
        )
    if policy.points_a_day:
        lost = policy.points_a_day * days
        return Verdict(f"{said}: {counted(lost, 'point')} less", points=lost)
    if policy.percent_a_day:
        percent = min(100, policy.percent_a_day * days)
        return Verdict(f"{said}: {percent:g}% of the points less", share=percent / 100)
    return Verdict(said)


def span(by: dt.timedelta) -> str:
    """How long, in words: minutes, hours, or days that have begun."""
    minutes = math.ceil(by / dt.timedelta(minutes=1))
    if minutes < 60:  # noqa: PLR2004
        return counted(minutes, "minute")
    hours = math.ceil(by / dt.timedelta(hours=1))
    return counted(hours, "hour") if hours < 24 else counted(math.ceil(by / _DAY), "day")  # noqa: PLR2004


def by_id(course: Course, given: Mapping[str, _Value], name: str) -> dict[str, _Value]:
    """What is given for exercises, by their ids; ``name`` is where it stands. Raises `CourseError`."""
    return {ALL if key == ALL else _id(course, key, name): value for key, value in given.items()}


def _id(course: Course, key: str, name: str) -> str:
    try:
        return course.find(key).id
    except CourseError as problem:
        raise CourseError(f"{name}{problem}") from problem
