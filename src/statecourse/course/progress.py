"""A learner's progress, kept in a file in the course's folder.

The whole file is replaced under a lock, so that neither two terminals nor a crash in the middle of a write lose
anything.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import msgspec
from filelock import FileLock

from statecourse.course.manifest import CourseError
from statecourse.course.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from statecourse.course.course import Course
    from statecourse.report.report import Report

_LOCK_SECONDS = 10


class ExerciseProgress(msgspec.Struct, frozen=True, omit_defaults=True):
    """How far a learner is with one exercise."""

    tries: int = 0
    best: int = 0
    passed: bool = False
    hints: int = 0
    gave_up: bool = False


class Progress(msgspec.Struct, frozen=True):
    """How far a learner is with the course."""

    exercises: dict[str, ExerciseProgress] = {}
    predictions: dict[str, int] = {}
    """The number of the answer given to each round's question, by lesson and round."""
    typed: dict[str, str] = {}
    """The text of the answer, in rounds whose answer is typed."""
    selftests: dict[str, list[int]] = {}
    """For each finished self-test, the questions whose first answer was wrong."""

    def of(self, exercise: str) -> ExerciseProgress:
        """The progress with one exercise; a beginner's if there is none."""
        return self.exercises.get(exercise, ExerciseProgress())


def private_folder(course: Course) -> Path:
    """The folder of the learner's own records, which git ignores."""
    return course.root / ".statecourse"


def read_progress(course: Course) -> Progress:
    """The learner's progress. Raises `CourseError` if the file is damaged, and leaves it as it is."""
    path = private_folder(course) / "progress.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=Progress)
    except FileNotFoundError:
        return Progress()
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise CourseError(f"{path} cannot be read ({problem}); move it away to begin anew") from problem


def update_progress(
    course: Course, exercise: str, change: Callable[[ExerciseProgress], ExerciseProgress]
) -> ExerciseProgress:
    """Change the progress with one exercise and return it. Raises `CourseError` if that fails."""

    def changed(before: Progress) -> Progress:
        exercises = before.exercises | {exercise: change(before.of(exercise))}
        return msgspec.structs.replace(before, exercises=exercises)

    return _update(course, changed).of(exercise)


def predict(course: Course, place: str, answer: int, typed: str = "") -> None:
    """Record the answer to a round's question, unless there is one already. Raises `CourseError`."""

    def changed(before: Progress) -> Progress:
        predictions, texts = {place: answer} | before.predictions, {place: typed} | before.typed
        return msgspec.structs.replace(before, predictions=predictions, typed=texts)

    _update(course, changed)


def keep_selftest(course: Course, lesson: str, wrong: list[int]) -> None:
    """Record that a self-test is finished, and which questions were answered wrongly. Raises `CourseError`."""
    _update(
        course, lambda p: msgspec.structs.replace(p, selftests=p.selftests | {lesson: sorted(set(wrong))})
    )


def _update(course: Course, change: Callable[[Progress], Progress]) -> Progress:
    folder = private_folder(course)
    try:
        folder.mkdir(exist_ok=True)
        with contextlib.suppress(FileExistsError), (folder / ".gitignore").open("x") as file:
            file.write("*\n")
        with FileLock(folder / "progress.lock", timeout=_LOCK_SECONDS):
            after = change(read_progress(course))
            text = msgspec.json.format(msgspec.json.encode(after), indent=1).decode()
            write_whole(folder / "progress.json", text + "\n")
    except OSError as problem:
        raise CourseError(
            f"your progress cannot be kept in {folder}: {problem.strerror or problem}"
        ) from problem
    return after


def record(course: Course, report: Report) -> ExerciseProgress:
    """Record one try at an exercise. Raises `CourseError`."""

    def change(before: ExerciseProgress) -> ExerciseProgress:
        return msgspec.structs.replace(
            before,
            tries=before.tries + 1,
            best=max(before.best, report.points),
            passed=before.passed or report.passed,
        )

    return update_progress(course, report.exercise, change)
