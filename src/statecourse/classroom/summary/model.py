"""What a teacher sees of a class, as data: a page and an app show it, and neither works anything out."""

from __future__ import annotations

from collections import Counter
from statistics import mean, median

import msgspec

from statecourse.classroom.results import Change  # noqa: TC001  # msgspec reads the types below

STEPS = 10
"""Bars of a distribution: up to a tenth of all points, up to two tenths, and so on; the last one has all points, too."""


class Student(msgspec.Struct, omit_defaults=True):
    """A student: the file of the feedback, and the points that count, by exercise (none where nothing was handed in)."""

    id: str
    file: str
    name: str = ""
    section: str = ""
    points: dict[str, float] = {}

    @property
    def total(self) -> float:
        """The points that count, of all exercises."""
        return sum(self.points.values())


class ExerciseSum(msgspec.Struct):
    """An exercise: how many handed it in, how many of them passed, and how many points they have together."""

    id: str
    title: str
    maximum: float
    handed_in: int = 0
    passed: int = 0
    points: float = 0

    @property
    def average(self) -> float:
        """The average part of the points of those who handed in, 0 to 1."""
        most = self.handed_in * self.maximum
        return self.points / most if most else 0


class FailedCheck(msgspec.Struct):
    """A check, and how many did not pass it: ``of`` have been checked, ``not_run`` failed one that it builds on."""

    exercise: str
    name: str
    title: str
    hidden: bool
    failed: int = 0
    not_run: int = 0
    of: int = 0
    reasons: dict[str, int] = {}
    """How often each misconception was named, by its label."""


class Misconception(msgspec.Struct, frozen=True):
    """A misconception that failed checks name, who has it, and in which exercises."""

    label: str
    message: str
    students: int
    exercises: list[str]
    examples: list[str]


class Lesson(msgspec.Struct, frozen=True):
    """A place in a lesson to teach again, how many students need it, and the misconceptions behind that."""

    where: str
    students: int
    misconceptions: list[Misconception]


class Case(msgspec.Struct, frozen=True):
    """Something of one student that a teacher should look at; ``exercise`` is empty where it is about all of them."""

    student: str
    exercise: str
    text: str


class Look(msgspec.Struct, frozen=True):
    """A reason to look at students, in words, and who they are."""

    title: str
    advice: str
    cases: list[Case]


class Copies(msgspec.Struct, frozen=True):
    """Students whose answers to an exercise are copies of one another up to renaming, as far as a program can tell."""

    exercise: str
    students: list[str]


class Summary(msgspec.Struct, frozen=True):
    """All of it."""

    course: str
    version: str
    students: list[Student]
    exercises: list[ExerciseSum]
    checks: list[FailedCheck]
    """Those that were failed, the most failed first."""
    lessons: list[Lesson]
    look: list[Look]
    copies: list[Copies]
    changes: list[Change]
    notes: list[str]

    @property
    def maximum(self) -> float:
        """All points that there are."""
        return sum(exercise.maximum for exercise in self.exercises)

    @property
    def steps(self) -> list[int]:
        """How many students are in each tenth of all points."""
        counts = Counter(step_of(student.total, self.maximum) for student in self.students)
        return [counts[step] for step in range(STEPS)]

    @property
    def parts(self) -> list[float]:
        """The part of all points that each student has, 0 to 1."""
        return [student.total / self.maximum for student in self.students] if self.maximum else []

    @property
    def average(self) -> float:
        """The average of these parts."""
        return mean(self.parts or [0])

    @property
    def median(self) -> float:
        """What half of the class reaches."""
        return median(self.parts or [0])


def step_of(points: float, maximum: float) -> int:
    """In which tenth some points are."""
    return min(STEPS - 1, int(STEPS * points / maximum)) if maximum else 0
