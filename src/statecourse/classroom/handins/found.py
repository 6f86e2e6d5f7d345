"""What reading a class's hand-ins comes to: one `Handin` for each student and exercise."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import msgspec

from statecourse.classroom.handins.lateness import Verdict
from statecourse.classroom.results import Person

if TYPE_CHECKING:
    import datetime as dt

    from statecourse.course.course import Course, Exercise
    from statecourse.course.submission import Submission

NOBODY, IN_TIME = Person(), Verdict()


class Asked(msgspec.Struct, frozen=True):
    """What the teacher says of a download, as on the command line.

    ``exercises`` are those wanted, all where none is named; ``pattern`` names the students; ``roster`` is a file; of
    several attempts ``keep`` counts; with ``group_work`` one member's hand-in counts for their group in the roster.
    """

    exercises: tuple[str, ...] = ()
    pattern: str = ""
    roster: str = ""
    keep: Literal["last", "best"] = "last"
    group_work: bool = False

    def about(self, course: Course) -> Exercise | None:
        """The only exercise that is wanted: it is about that where it cannot be seen. Raises `CourseError`."""
        return course.find(self.exercises[0]) if len(self.exercises) == 1 else None


@dataclass(frozen=True)
class Handin:
    """One exercise of one student; members of a group share a submission.

    ``problem`` says why there is nothing to grade. ``when`` is when it was handed in, with its time zone, where
    that is known, and ``late`` what the late policy makes of that. ``note`` says what was taken for the answer.
    """

    student: str
    exercise: Exercise | None
    submission: Submission | None = None
    problem: str = ""
    person: Person = NOBODY
    when: dt.datetime | None = None
    late: Verdict = IN_TIME
    absent: bool = False
    note: str = ""
    group: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What the report on the submission is kept under."""
        name = self.submission.student if self.submission else self.student
        return name, self.exercise.id if self.exercise else ""


@dataclass
class Handins:
    """What was found, in a fixed order, and notes for the teacher."""

    found: list[Handin] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
