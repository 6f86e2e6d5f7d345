"""Finds the submissions in a folder: who handed in which exercise, and where it lies."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from statecourse.classroom.unzip import Budget, unpack
from statecourse.course.answer_files import SubmissionError, readable, reading
from statecourse.course.manifest import CourseError
from statecourse.course.submission import Submission

if TYPE_CHECKING:
    from statecourse.course.course import Course, Exercise

_DEPTH = 4
"""How deep an exercise's folder may lie in what a student handed in, as in ``me/course/exercises``."""


@dataclass(frozen=True)
class Handin:
    """One exercise of one student. ``problem`` says why there is nothing to grade."""

    student: str
    exercise: Exercise | None
    submission: Submission | None = None
    problem: str = ""


@dataclass
class Handins:
    """What was found, in a fixed order, and notes for the teacher on what was left out."""

    found: list[Handin] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_handins(folder: Path, course: Course, temporary: Path) -> Handins:
    """Find the submissions in a folder of students, or in a zip file of such a folder.

    A student is a folder or a zip file; in it, a folder or a zip file named like an exercise is a
    submission, however deep. Zip files are unpacked into ``temporary``.
    Raises `CourseError` where the folder itself cannot be read, and OSError where ``temporary`` is full.
    """
    handins = Handins()
    for student, path in _students(_as_folder(folder, temporary), handins):
        before = len(handins.found)
        try:
            with reading(path):
                _Student(student, course, temporary, handins).read(path)
        except SubmissionError as problem:
            handins.found.append(Handin(student, None, problem=str(problem)))
        if len(handins.found) == before:
            text = "no exercise found: no folder in it has the name of one"
            handins.found.append(Handin(student, None, problem=text))
    return handins


def _as_folder(folder: Path, temporary: Path) -> Path:
    if folder.is_dir():
        return folder
    if not folder.is_file():
        raise CourseError(f"{folder} does not exist; give the folder that holds a folder for each student")
    try:
        root = _unpacked(folder, temporary, folder.parent, Budget.of_class())
    except SubmissionError as problem:
        raise CourseError(str(problem)) from problem
    # A zip made of one folder: that folder holds the students.
    inside = [path for path in root.iterdir() if not _is_noise(path)]
    return inside[0] if len(inside) == 1 and inside[0].is_dir() and _has_folders(inside[0]) else root


def _has_folders(folder: Path) -> bool:
    return any(path.is_dir() or path.suffix == ".zip" for path in folder.iterdir())


def _unpacked(archive: Path, temporary: Path, top: Path, budget: Budget) -> Path:
    target = Path(tempfile.mkdtemp(prefix="zip-", dir=temporary))
    unpack(archive, target, top, budget)
    return target


def _students(folder: Path, handins: Handins) -> list[tuple[str, Path]]:
    found: dict[str, Path] = {}
    try:
        inside = sorted(folder.iterdir())
    except OSError as problem:
        raise CourseError(f"{folder} cannot be read: {problem.strerror}") from problem
    for path in inside:
        if _is_noise(path):
            continue
        is_zip = path.suffix.lower() == ".zip" and path.is_file()
        if path.is_symlink() or not (path.is_dir() or is_zip):
            name = readable(path.name)
            handins.notes.append(f"{name}: not a folder or a zip file, so not a student; left out")
            continue
        if not path.name.isprintable():  # as no name is that is not UTF-8
            handins.notes.append(f"{path.name!r}: the name is not readable text; rename it; left out")
            continue
        student = path.stem if is_zip else path.name
        if student in found:
            handins.notes.append(f"{path.name}: {student} is there twice; graded as {path.name}")
            student = path.name
        found[student] = path
    return list(found.items())


class _Student:
    """One student, with one budget for all of their zip files."""

    def __init__(self, name: str, course: Course, temporary: Path, handins: Handins) -> None:
        self._name, self._course, self._handins = name, course, handins
        self._temporary, self._budget = temporary, Budget()

    def read(self, path: Path) -> None:
        """Add the submissions in the student's folder or zip file. Raises `SubmissionError`, and OSError."""
        root, top = path, path.parent
        if not path.is_dir():
            root = top = _unpacked(path, self._temporary, top, self._budget)
        seen: set[str] = set()
        exercises = _exercises(root, self._course, _DEPTH)
        for exercise, found in sorted(exercises, key=lambda pair: len(pair[1].parts)):
            if exercise.id in seen:
                where = readable(found.relative_to(root).as_posix())
                self._handins.notes.append(
                    f"{self._name}: {exercise.id} is there twice; {where} is not graded"
                )
                continue
            seen.add(exercise.id)
            self._handins.found.append(self._handin(exercise, found, top))

    def _handin(self, exercise: Exercise, path: Path, top: Path) -> Handin:
        try:
            with reading(path):
                return Handin(self._name, exercise, self._submission(path, exercise.answer, top))
        except SubmissionError as problem:
            return Handin(self._name, exercise, problem=str(problem))

    def _submission(self, path: Path, answer: str, top: Path) -> Submission:
        """The answer to one exercise, unpacked where it is a zip file."""
        if path.is_symlink():
            raise SubmissionError(f"{path.name} is a link; links are not graded")
        if path.is_dir():
            return Submission(path, self._name, answer=answer, top=top)
        unpacked = _unpacked(path, self._temporary, top, self._budget)
        return Submission(_only_answer(unpacked, answer), self._name, answer=answer, top=unpacked)


def _exercises(folder: Path, course: Course, depth: int) -> list[tuple[Exercise, Path]]:
    """The exercises in a folder and in the folders below."""
    found = []
    for path in sorted(folder.iterdir()):
        exercise = _named(path, course)
        if exercise is not None and (path.is_symlink() or path.is_dir() or path.suffix.lower() == ".zip"):
            found.append((exercise, path))
        elif path.is_dir() and depth > 1 and not path.is_symlink() and not _is_noise(path):
            found.extend(_exercises(path, course, depth - 1))
    return found


def _is_noise(path: Path) -> bool:
    """Whether this is hidden, or what macOS adds to its archives."""
    return path.name.startswith((".", "__MACOSX"))


def _named(path: Path, course: Course) -> Exercise | None:
    name = path.stem if path.suffix.lower() == ".zip" else path.name
    short = {key.partition("_")[0]: exercise for key, exercise in course.exercises.items()}
    return course.exercises.get(name) or short.get(name)


def _only_answer(folder: Path, answer: str) -> Path:
    """The folder with the ``answer`` in an unpacked zip file, which may wrap it in further folders."""
    inside = [path for path in folder.iterdir() if not _is_noise(path)]
    if not (folder / answer).exists() and len(inside) == 1 and inside[0].is_dir():
        return _only_answer(inside[0], answer)
    return folder
