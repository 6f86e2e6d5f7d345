"""What an exercise's checks are called, read off their source without running it."""

from __future__ import annotations

import ast
import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING

from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from statecourse.course.course import Exercise


@dataclass(frozen=True)
class Check:
    """A check's name, what it is about in a sentence, its points, and whether students get it."""

    name: str
    title: str
    points: int
    hidden: bool


def checks_of(exercise: Exercise) -> list[Check]:
    """All checks of an exercise, in the order in which they are run.

    Raises `CourseError` where a file of checks cannot be read, or a check has no points.
    """
    visible = list(_read(exercise, "test_checks.py", hidden=False))
    if (exercise.graders / "test_hidden.py").is_file():
        visible.extend(_read(exercise, "test_hidden.py", hidden=True))
    return visible


def _read(exercise: Exercise, name: str, *, hidden: bool) -> Iterator[Check]:
    path = exercise.graders / name
    for function in _functions(path, f"graders/{exercise.id}/{name}"):
        points = exercise.points(function.name)
        if points is None:
            raise CourseError(f"exercises/{exercise.id}/exercise.yaml: {function.name} has no points; add it")
        title = inspect.cleandoc(ast.get_docstring(function) or function.name).splitlines()[0]
        yield Check(function.name, title, points, hidden)


def _functions(path: Path, name: str) -> list[ast.FunctionDef]:
    try:
        tree = ast.parse(path.read_bytes())
    except OSError as problem:
        raise CourseError(f"{name} cannot be read: {problem.strerror}") from problem
    except SyntaxError as problem:
        raise CourseError(f"{name}, line {problem.lineno}: {problem.msg}") from problem
    return [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")]
