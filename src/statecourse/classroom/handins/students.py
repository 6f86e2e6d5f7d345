"""From what was read to students: who is meant, by the roster; which attempt counts; who is missing; what is late."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from statecourse.classroom.handins.dates import Dates
from statecourse.classroom.handins.found import Handin
from statecourse.classroom.handins.lateness import Calendar, Verdict
from statecourse.classroom.handins.roster import read_roster
from statecourse.classroom.results import Person
from statecourse.report.words import few

if TYPE_CHECKING:
    from collections.abc import Iterator

    from statecourse.classroom.handins.found import Asked
    from statecourse.classroom.handins.roster import Student
    from statecourse.classroom.layouts.entry import Entry
    from statecourse.course.course import Course, Exercise
    from statecourse.course.submission import Submission

ABSENT = "nothing was handed in"
_MARKED = "late, as the platform says; it does not say by how much, so nothing is taken"
_SHOWN = 6


@dataclass(frozen=True)
class Read:
    """What one entry holds for one exercise. ``unnamed``: there are files, and nothing says what they answer.

    ``when`` is the moment, and what tells it where that is not the platform: then a student can have set it.
    """

    entry: Entry
    exercise: Exercise | None
    submission: Submission | None = None
    problem: str = ""
    note: str = ""
    unnamed: bool = False
    when: tuple[dt.datetime | None, str] = (None, "")


@dataclass(frozen=True)
class _Whose:
    """A student as they are called in the results, and the group whose hand-in it is."""

    student: str
    person: Person
    group: str = ""


class Students:
    """Gives what was read to the students whose it is."""

    def __init__(self, course: Course, asked: Asked, notes: list[str]) -> None:
        """Raise `CourseError` for a roster that is none, and where the deadlines name what there is not."""
        self._asked, self._notes = asked, notes
        self._about = asked.about(course)
        self._roster = read_roster(Path(asked.roster)) if asked.roster else None
        self._calendar = Calendar(course)
        for student in self._roster.students if self._roster else ():
            self._calendar.add(course, student.id, student.extensions)
        self._dates = Dates(course, self._roster)
        self._unknown: list[str] = []
        self._undated: Counter[str] = Counter()

    def handins(self, read: list[Read]) -> list[Handin]:
        """One for each student and exercise, or with ``keep`` best one for each attempt."""
        self._notes += self._dates.about({one.exercise.id for one in read if one.exercise})
        found = [handin for one in read for handin in self._of(one)]
        found = list(self._kept(found))
        found += self._of_mates(found)
        found += self._absent(found)
        self._tell()
        if strangers := sorted(self._calendar.extended() - {handin.student for handin in found}):
            who = few(strangers, _SHOWN)
            self._notes.append(
                f"Extensions in course.yaml of students of whom nothing is here ({len(strangers)}): {who}"
            )
        return found

    # --- who ---

    def _of(self, read: Read) -> Iterator[Handin]:
        whose = self._whose(read.entry)
        submission = read.submission
        if submission and len(whose) == 1:
            submission = replace(submission, student=whose[0].student)
        when, late = self._late([one.student for one in whose], read)
        for one in whose:
            yield Handin(
                one.student,
                read.exercise,
                submission,
                read.problem,
                one.person,
                when,
                late,
                note=read.note,
                group=one.group,
            )

    def _whose(self, entry: Entry) -> list[_Whose]:
        group = entry.label or entry.student
        if self._roster and (members := self._roster.group(group)):
            return [_Whose(student.id, student.person, group) for student in members]
        if len(entry.people) > 1:
            return [self._one(entry, person, person_called(person), entry.student) for person in entry.people]
        return [self._one(entry, person, entry.student) for person in entry.people or (Person(),)]

    def _one(self, entry: Entry, person: Person, called: str, group: str = "") -> _Whose:
        known = self._roster.find(called, person) or self._by_label(entry, person) if self._roster else None
        if known is None:
            if self._roster:
                self._unknown.append(called)
            return _Whose(called, person, group)
        ids = known.person.ids | person.ids
        return _Whose(known.id, Person(*_but_ids(known.person), ids, known.person.groups), group)

    def _by_label(self, entry: Entry, person: Person) -> Student | None:
        return self._roster.find(entry.label, person) if self._roster and entry.label else None

    # --- when ---

    def _late(self, students: list[str], read: Read) -> tuple[dt.datetime | None, Verdict]:
        (when, by), exercise = read.when, read.exercise.id if read.exercise else ""
        if when is None or by:
            dates = [found for student in students if (found := self._dates.of(student, exercise))]
            when, by = max(dates, key=lambda found: self._calendar.aware(found[0]), default=(when, by))
        if by and not self._calendar.has(exercise):
            return None, Verdict()  # without a deadline, nobody needs a date that is not sure
        if (when is None or by) and self._calendar.has(exercise):
            self._undated[exercise] += 1
        if when is None:
            return None, Verdict(_MARKED if read.entry.late else "")
        return self._calendar.aware(when), self._calendar.verdict(
            self._together(students), exercise, when, by
        )

    def _together(self, students: list[str]) -> list[str]:
        """Those whose extensions hold for a hand-in: whose it is, and with group work those in a group with them."""
        if not self._roster or not self._asked.group_work:
            return students
        return [*students, *(mate.id for one in students for mate in self._roster.mates(one))]

    # --- which ---

    def _kept(self, found: list[Handin]) -> Iterator[Handin]:
        """Of several attempts of a student at an exercise the last; all, under keys of their own, to keep the best."""
        by_key: dict[tuple[str, str], list[Handin]] = {}
        for number, handin in enumerate(found):
            name = handin.exercise.id if handin.exercise else f"\t{number}"
            by_key.setdefault((handin.student, name), []).append(handin)
        again = 0
        for handins in by_key.values():
            handins.sort(key=lambda handin: handin.when or dt.datetime.min.replace(tzinfo=dt.UTC))
            again += len(handins) > 1
            if self._asked.keep == "last":
                yield handins[-1]
            else:
                yield from (_numbered(handin, number) for number, handin in enumerate(handins))
        if again:
            which = "the last one" if self._asked.keep == "last" else "the best one"
            self._notes.append(f"{again} handed in more than once: {which} counts")

    def _of_mates(self, found: list[Handin]) -> Iterator[Handin]:
        """What a member of a group handed in, for those of the group who handed in nothing themselves."""
        if not self._roster or not self._asked.group_work:
            return
        have = {(handin.student, handin.exercise) for handin in found}
        for handin in [handin for handin in found if handin.exercise]:
            for mate in self._roster.mates(handin.student):
                if (mate.id, handin.exercise) not in have:
                    have.add((mate.id, handin.exercise))
                    group = next(iter(set(mate.person.groups) & set(handin.person.groups)))
                    yield replace(handin, student=mate.id, person=mate.person, group=group)

    def _absent(self, found: list[Handin]) -> list[Handin]:
        """Those of the roster who handed in nothing for an exercise that others handed in."""
        if not self._roster:
            return []
        exercises = {h.exercise.id: h.exercise for h in found if h.exercise}
        if self._about:
            exercises = {self._about.id: self._about}
        have = {(h.student, h.exercise.id if h.exercise else "") for h in found}
        missing = [
            (student, exercise)
            for student in self._roster.students
            for exercise in exercises.values()
            if not {(student.id, exercise.id), (student.id, "")} & have
        ]
        return [Handin(s.id, ex, problem=ABSENT, person=s.person, absent=True) for s, ex in missing]

    def _tell(self) -> None:
        if unknown := list(dict.fromkeys(self._unknown)):
            self._notes.append(f"Not in the roster ({len(unknown)}): {few(unknown, _SHOWN)}")
        if self._undated:
            counts = ", ".join(f"{name} ({number})" for name, number in sorted(self._undated.items()))
            self._notes.append(
                f"Not known for sure when it was handed in: {counts}. These have a due date, and being late costs nothing "
                "there. A column “submitted” in the roster, or Moodle's grading worksheet as the roster, would say when"
            )


def person_called(person: Person) -> str:
    """What to call somebody of whom nothing but this is known."""
    return next(iter(person.ids.values()), "") or person.email or person.name


def _but_ids(person: Person) -> tuple[str, str, str]:
    return person.name, person.email, person.section


def _numbered(handin: Handin, number: int) -> Handin:
    """The handin with a key of its own. No student's name has a tab in it."""
    if not number or handin.submission is None:
        return handin
    return replace(
        handin, submission=replace(handin.submission, student=f"{handin.submission.student}\t{number}")
    )
