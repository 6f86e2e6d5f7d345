"""An exercise's checks: names, titles and points, read from their source without running it."""

from __future__ import annotations

import ast
import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING

from statecourse.course.course import HIDDEN
from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from statecourse.course.course import Exercise


@dataclass(frozen=True)
class Check:
    """A check: its function's name, its title in a sentence, its points, and whether students get it."""

    name: str
    title: str
    points: int
    hidden: bool


def checks_of(exercise: Exercise) -> list[Check]:
    """All checks of an exercise, in the order in which they run.

    Raises `CourseError` if a file of checks cannot be read, or a check has no points.
    """
    checks = list(_read(exercise, "test_checks.py"))
    return [*checks, *_read(exercise, HIDDEN)] if exercise.has_hidden_checks else checks


def title_of(docstring: str | None, name: str) -> str:
    """What a check is called to a student: the first line of its docstring, or else its name."""
    return inspect.cleandoc(docstring or name).strip().splitlines()[0]


def _read(exercise: Exercise, name: str) -> Iterator[Check]:
    path = exercise.graders / name
    for function in _functions(path, f"graders/{exercise.id}/{name}"):
        points = exercise.points(function.name)
        if points is None:
            raise CourseError(f"exercises/{exercise.id}/exercise.yaml: {function.name} has no points; add it")
        title = title_of(ast.get_docstring(function), function.name)
        yield Check(function.name, title, points, hidden=name == HIDDEN)


def _functions(path: Path, name: str) -> list[ast.FunctionDef]:
    try:
        tree = ast.parse(path.read_bytes())
    except OSError as problem:
        raise CourseError(f"{name} cannot be read: {problem.strerror}") from problem
    except SyntaxError as problem:
        raise CourseError(f"{name}, line {problem.lineno}: {problem.msg}") from problem
    return [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")]
