"""What travels to a platform: the engine, of the course what some exercises need, and the versions of packages."""

from __future__ import annotations

import importlib.metadata
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from statecourse.classroom.fingerprint import installed
from statecourse.classroom.platforms.wheel import engine_wheel
from statecourse.course.course import HIDDEN, Course, Exercise
from statecourse.course.manifest import CourseError
from statecourse.course.packages import lacking
from statecourse.course.stubs import original

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TEMPLATES = Path(__file__).parents[2] / "templates" / "platforms"
_LEFT_OUT = {"__pycache__", ".pytest_cache", "right", "wrong"}
"""Folders of the graders that only test the checks themselves."""
SETTINGS = "settings.json"


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a bundle is for: the exercises, and the seed of random inputs where one replaces the answer's own."""

    exercises: list[str]
    seed: str = ""


def bundle(course: Course, exercises: Sequence[Exercise], seed: str, *, hidden: bool) -> dict[str, bytes]:
    """The files of a bundle by name, with the hidden checks or without. Raises `CourseError`."""
    for exercise in exercises:
        exercise.validate()
        _require(exercise)
    wheel, data = engine_wheel()
    settings = Settings([exercise.id for exercise in exercises], seed)
    return {
        f"engine/{wheel}": data,
        SETTINGS: msgspec.json.format(msgspec.json.encode(settings)) + b"\n",
        "requirements.txt": "".join(_requirements(course, wheel)).encode(),
        "constraints.txt": "".join(sorted(_pins())).encode(),
        "install.sh": template("install.sh"),
        **dict(_course_files(course, exercises, hidden=hidden)),
    }


def read_bundle(folder: Path) -> tuple[Course, list[Exercise], Settings]:
    """The course, the exercises and the settings in an unpacked bundle. Raises `CourseError`."""
    try:
        settings = msgspec.json.decode((folder / SETTINGS).read_bytes(), type=Settings)
    except (OSError, msgspec.DecodeError) as problem:
        raise CourseError(f"{folder} is no bundle that statecourse made: {problem}") from problem
    course = Course(folder / "course")
    return course, [course.find(name) for name in settings.exercises], settings


def template(name: str, **values: str) -> bytes:
    """A file of the templates, with ``@NAME@`` replaced by values."""
    text = (_TEMPLATES / name).read_text(encoding="utf-8")
    for key, value in ({"PYTHON": python_version()} | values).items():
        text = text.replace(f"@{key}@", value)
    return text.encode()


def python_version() -> str:
    """The version of this Python, such as ``3.12``."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _require(exercise: Exercise) -> None:
    needed = [exercise.graders / "test_checks.py", *([exercise.solution] if _takes_walks(exercise) else [])]
    for path in needed:
        if not path.is_file():
            raise CourseError(f"{path} is missing, and {exercise.id} cannot be graded without it")


def _takes_walks(exercise: Exercise) -> bool:
    """Whether a check may take a walk, which compares with the solution; without one, no solution travels."""
    files = [*exercise.graders.glob("*.py"), *exercise.graders.parent.glob("*.py")]
    return any(re.search(rb"(?<!\.)\bwalk\b", path.read_bytes()) for path in files)


def _course_files(
    course: Course, exercises: Sequence[Exercise], *, hidden: bool
) -> Iterator[tuple[str, bytes]]:
    """What grading reads: manifests, task folders, checks, the solutions that walks compare with, heads of lessons."""
    files = [course.root / "exercises" / "course.yaml", *(course.root / "graders").glob("*.py")]
    for exercise in exercises:
        solution = [exercise.solution.parent] if _takes_walks(exercise) else []
        for folder in (exercise.folder, exercise.graders, *solution):
            files += [path for path in folder.rglob("*") if path.is_file() and not _is_left_out(path, folder)]
    files += (course.root / "lessons").glob("*/*.md")
    for path in sorted(files):
        if hidden or path.name != HIDDEN:
            yield f"course/{path.relative_to(course.root).as_posix()}", path.read_bytes()
    for exercise in exercises:
        text = original(course, exercise).encode() if _has_original(course, exercise) else b""
        if text:  # by which an unchanged answer is known, also where the teacher has worked on the app
            yield f"course/.statecourse/stubs/{exercise.id}.py", text


def _is_left_out(path: Path, folder: Path) -> bool:
    return bool(_LEFT_OUT & set(path.relative_to(folder).parts))


def _has_original(course: Course, exercise: Exercise) -> bool:
    try:
        original(course, exercise)
    except CourseError:
        return False
    return True


def _requirements(course: Course, wheel: str) -> Iterator[str]:
    """The engine, and what the course promises apps. Raises `CourseError` for a package that is not here."""
    promised = course.manifest.packages
    if missing := lacking(promised):
        raise CourseError(
            f"{', '.join(missing)}: promised in course.yaml, and not installed; install them, so that their versions are known"
        )
    distributions = importlib.metadata.packages_distributions()
    yield f"./engine/{wheel}\n"
    yield from sorted({f"{name}\n" for package in promised for name in distributions.get(package, [])[:1]})


def _pins() -> set[str]:
    """All packages that are here, but for the engine and those that came from no index: verdicts depend on versions."""
    return {
        f"{found.name}=={found.version}\n"
        for found in installed()
        if found.name and found.name != "statecourse" and found.read_text("direct_url.json") is None
    }
