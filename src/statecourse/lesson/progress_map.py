"""A learner's way through the course: what is done, what comes next, and what went wrong most often.

A module of its own: a lesson's page knows only itself, and the hub only shows this.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from statecourse.course.lesson_text import questions, read_round, read_selftest
from statecourse.course.progress import read_progress
from statecourse.report.words import few

if TYPE_CHECKING:
    from pathlib import Path

    from statecourse.course.course import Course

_MAX_LINES = 3


@dataclass(frozen=True)
class HowFar:
    """How far a learner is with one lesson: how much is done, and how much there is, of each kind."""

    predictions: tuple[int, int]
    exercises: tuple[int, int]
    selftest: tuple[int, int]

    @property
    def done(self) -> bool:
        """Whether all of it is done."""
        return self.share == 1

    @property
    def begun(self) -> bool:
        """Whether any of it is done."""
        return self.share > 0

    @property
    def share(self) -> float:
        """The share that is done, from 0 to 1; an exercise counts as three predictions."""
        parts = (self.predictions, self.selftest, (3 * self.exercises[0], 3 * self.exercises[1]))
        total = sum(there for _, there in parts)
        return sum(done for done, _ in parts) / total if total else 1

    def __str__(self) -> str:
        done, there = self.predictions
        passed, exercises = self.exercises
        text = f"Predictions: {done} of {there} · Exercises passed: {passed} of {exercises}"
        return text + (
            f" · Self-test: {'done' if self.selftest[0] else 'not yet'}" if self.selftest[1] else ""
        )


class LessonMap:
    """The lessons with a learner's progress. Raises `CourseError` if one of these cannot be read."""

    def __init__(self, course: Course, lessons: list[Path]) -> None:
        self._course = course
        self._progress = read_progress(course)
        self._lessons = lessons

    def how_far(self, lesson: Path) -> HowFar:
        """How far the learner is with a lesson."""
        folder, progress = lesson.with_suffix(""), self._progress
        places = questions(folder)
        mine = [e.id for e in self._course.exercises.values() if e.lesson_number == lesson.stem[:2]]
        return HowFar(
            (sum(place in progress.predictions for place in places), len(places)),
            (sum(progress.of(name).passed for name in mine), len(mine)),
            (int(lesson.stem in progress.selftests), int(bool(read_selftest(folder)))),
        )

    @property
    def begun(self) -> bool:
        """Whether the learner has begun the course."""
        return any(self.how_far(lesson).begun for lesson in self._lessons)

    @property
    def following(self) -> Path | None:
        """The first lesson that is not done; None if all are."""
        return next((lesson for lesson in self._lessons if not self.how_far(lesson).done), None)

    def worth_a_second_look(self) -> list[str]:
        """What went wrong, a line for each lesson, at most three, beginning with the worst."""
        missed = {lesson: self._missed(lesson) for lesson in self._lessons}
        worst = sorted(
            (lesson for lesson in missed if missed[lesson]), key=lambda lesson: -len(missed[lesson])
        )
        return [_line(lesson, missed[lesson]) for lesson in worst[:_MAX_LINES]]

    def _missed(self, lesson: Path) -> list[str]:
        """The titles of the rounds and questions of a lesson that were answered wrongly."""
        folder, found = lesson.with_suffix(""), []
        for place in questions(folder):
            head, _, _ = read_round(folder / f"{place.rpartition('/')[2]}.md")
            given = self._progress.predictions.get(place)
            if given is not None and not (given < len(head.answers) and head.answers[given].right):
                found.append(f"“{head.title}”")
        asked = read_selftest(folder)
        wrong = [n for n in self._progress.selftests.get(lesson.stem, []) if n < len(asked)]
        return found + [f"“{asked[number].question}”" for number in wrong]


def _line(lesson: Path, missed: list[str]) -> str:
    return f"Lesson {int(lesson.stem[:2])}: {few(missed, 2)}"
