"""A course on disk: where its exercises, solutions, graders and lessons are."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path

import msgspec

from statecourse.course.limits import Limits
from statecourse.course.manifest import (
    FORMAT,
    CourseError,
    CourseManifest,
    ExerciseManifest,
    convert,
    load,
    parse,
)

EXERCISE_ID = re.compile(r"ex(?P<lesson>\d\d)(?P<letter>[a-z])_[a-z0-9_]+")
HIDDEN = "test_hidden.py"
"""The file of the checks that students do not get."""
LESSON_ID = re.compile(r"(?P<lesson>\d\d)_[a-z0-9_]+")


@dataclass(frozen=True)
class Exercise:
    """One exercise: its folders and its manifest. Its id gives its order and its lesson."""

    id: str
    root: Path
    course_limits: Limits

    @property
    def folder(self) -> Path:
        """The folder that a student gets: the task, the stub, the manifest."""
        return self.root / "exercises" / self.id

    @property
    def answer(self) -> str:
        """The name of the answer's file: an app, or tests of one. Raises `CourseError`."""
        return self.manifest.answer

    @property
    def app(self) -> Path:
        """The student's answer, which begins as the stub."""
        return self.folder / self.answer

    @property
    def task(self) -> Path:
        """What the student is asked to do, as Markdown."""
        return self.folder / "task.md"

    @property
    def solution(self) -> Path:
        """The reference answer."""
        return self.root / "solutions" / self.id / self.answer

    @property
    def graders(self) -> Path:
        """The folder of the checks, and of the right and wrong answers that test them."""
        return self.root / "graders" / self.id

    @functools.cached_property
    def manifest(self) -> ExerciseManifest:
        """The typed ``exercise.yaml``. Raises `CourseError`."""
        name = f"exercises/{self.id}/exercise.yaml"
        return load(self.folder / "exercise.yaml", ExerciseManifest, name)

    @property
    def lesson_number(self) -> str:
        """The number of the lesson that this exercise belongs to."""
        return self.id[2:4]

    @functools.cached_property
    def limits(self) -> Limits:
        """The course's limits, with those that the exercise sets. Raises `CourseError`."""
        merged = msgspec.structs.asdict(self.course_limits) | self.manifest.limits
        return convert(merged, Limits, f"exercises/{self.id}/exercise.yaml: limits")

    def validate(self) -> None:
        """Raise `CourseError` if the manifest is broken."""
        _ = self.limits  # reads the manifest, and the limits in it

    @property
    def max_points(self) -> int:
        """The points of all checks that are here; students do not have the hidden ones."""
        hidden = self.manifest.hidden_checks if self.has_hidden_checks else {}
        return sum(self.manifest.checks.values()) + sum(hidden.values())

    @property
    def has_hidden_checks(self) -> bool:
        """Whether the hidden checks are here."""
        return (self.graders / HIDDEN).is_file()

    def reading(self, lesson: str) -> str:
        """Where to read, in words; ``lesson`` is a lesson or a round of it, such as ``01_likes#begin_once``."""
        name, _, part = lesson.partition("#")
        title = _title(self.root / "lessons" / name / f"{part or 'lesson'}.md")
        return f"lesson {int(name[:2])}, “{title or name[3:].replace('_', ' ').capitalize()}”"

    def points(self, check: str) -> int | None:
        """The points of a check; None for one that the manifest does not know."""
        return (self.manifest.checks | self.manifest.hidden_checks).get(check)


@dataclass(frozen=True)
class Course:
    """A course's folder. Its content is found by path, so that there is no list to maintain."""

    root: Path

    @functools.cached_property
    def manifest(self) -> CourseManifest:
        """The typed ``course.yaml``. Raises `CourseError`."""
        name = "exercises/course.yaml"
        manifest = load(self.root / "exercises" / "course.yaml", CourseManifest, name)
        if manifest.format != FORMAT:
            raise CourseError(f"{name}: format {manifest.format} is not known; this version reads {FORMAT}")
        return manifest

    @functools.cached_property
    def exercises(self) -> dict[str, Exercise]:
        """All exercises by id, in the order of the course."""
        folder = self.root / "exercises"
        ids = sorted(path.name for path in folder.iterdir() if EXERCISE_ID.fullmatch(path.name))
        return {name: Exercise(name, self.root, self.manifest.limits) for name in ids}

    @functools.cached_property
    def lessons(self) -> dict[str, Path]:
        """All lessons by id, such as ``01_initialization``, in order."""
        paths = sorted((self.root / "lessons").glob("*.py"))
        return {path.stem: path for path in paths if LESSON_ID.fullmatch(path.stem)}

    def has_reading(self, lesson: str) -> bool:
        """Whether there is this lesson, and this round in it if one is named after a ``#``."""
        name, _, part = lesson.partition("#")
        return name in self.lessons and (not part or (self.root / "lessons" / name / f"{part}.md").is_file())

    def lesson_of(self, exercise: Exercise) -> str | None:
        """The id of the lesson that an exercise belongs to; None if there is no such lesson."""
        number = exercise.lesson_number
        return next((name for name in self.lessons if name.startswith(number)), None)

    def find(self, name: str) -> Exercise:
        """An exercise by its id, the start of its id, such as ``ex01a``, or its path.

        Raises `CourseError` if there is none, or more than one.
        """
        path = Path(name)
        name = path.parent.name if path.suffix == ".py" or not path.name else path.name
        found = [ex for key, ex in self.exercises.items() if key == name or key.startswith(name)]
        exact = [ex for ex in found if ex.id == name]
        if len(exact or found) == 1:
            return (exact or found)[0]
        if found:
            text = f'"{name}" is more than one exercise: {", ".join(ex.id for ex in found)}'
        else:
            text = f'there is no exercise "{name}"; `statecourse list` shows them all'
        raise CourseError(text)

    def select(self, names: list[str]) -> list[Exercise]:
        """The exercises of these names, or all without names. Raises `CourseError`."""
        return [self.find(name) for name in names] or list(self.exercises.values())


def find_course(start: Path) -> Course:
    """The course that a folder is in: the nearest folder upwards with ``exercises/course.yaml``.

    Raises `CourseError` if there is none.
    """
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / "exercises" / "course.yaml").is_file():
            return Course(folder)
    raise CourseError(
        f"{start} is not in a course (no exercises/course.yaml here or above); "
        "go to one, or make one with `statecourse init my-course`"
    )


def _title(path: Path) -> str:
    """The title in the head of a lesson's Markdown file, or its heading, or nothing."""
    try:
        text = path.read_text(encoding="utf-8")
        if text.startswith("---\n"):
            return str(parse(text[4:].partition("\n---")[0], dict, path.name).get("title", ""))
    except (OSError, UnicodeDecodeError, CourseError):
        return ""
    first = text.partition("\n")[0]
    return first.lstrip("# ") if first.startswith("#") else ""
