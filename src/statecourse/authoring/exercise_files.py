"""The part of the authoring contract that can be read off an exercise's files. Nothing is run for it.

Apart from `verify`, which has the answers judged.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from statecourse.course.course import EXERCISE_ID
from statecourse.course.manifest import CourseError
from statecourse.judge.reasons import misconception_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from statecourse.course.course import Course, Exercise

MIN_CHECKS = 4
MIN_RIGHT = 3
MIN_WRONG = 3
MIN_HINTS = 3
_MIN_MESSAGE = 60


@dataclass(frozen=True)
class Finding:
    """Something for the author to mend: where it is, and what to do."""

    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


def stray(course: Course) -> Iterator[Finding]:
    """Files and folders that belong to no exercise."""
    for name in ("exercises", "solutions", "graders"):
        folder = course.root / name
        for path in sorted(folder.iterdir()) if folder.is_dir() else []:
            if path.name.startswith((".", "__")) or path.name in {"course.yaml", "conftest.py"}:
                continue
            place = f"{name}/{path.name}"
            if not EXERCISE_ID.fullmatch(path.name):
                yield Finding(place, "not an exercise's id, such as ex03a_shopping_list; rename or delete it")
            elif path.name not in course.exercises:
                yield Finding(place, f"there is no exercises/{path.name}; add it, or delete this")


def is_broken(exercise: Exercise) -> bool:
    """Whether an exercise lacks what a judge needs."""
    try:
        exercise.validate()
    except CourseError:
        return True
    needed = (exercise.app, exercise.solution, exercise.graders / "test_checks.py")
    return not all(path.is_file() for path in needed)


def written(course: Course, exercise: Exercise) -> Iterator[Finding]:
    """Everything that is wrong with an exercise's files."""
    place = f"exercises/{exercise.id}"
    try:
        exercise.validate()
    except CourseError as problem:
        yield Finding(place, str(problem).removeprefix(f"{place}/exercise.yaml: "))
        return
    yield from _files(exercise)
    yield from _manifest(course, exercise)
    yield from _checks_source(exercise)
    if exercise.answer != "app.py":
        yield from _suite(exercise)
    if course.lesson_of(exercise) is None:
        yield Finding(place, f"lesson {exercise.lesson_number} is not in lessons/; add it or change the id")


def _files(exercise: Exercise) -> Iterator[Finding]:
    for path in (exercise.app, exercise.task, exercise.solution, exercise.graders / "test_checks.py"):
        if not path.is_file() or not path.read_text(encoding="utf-8", errors="replace").strip():
            yield Finding(path.relative_to(exercise.root).as_posix(), "missing or empty; write it")
    if exercise.app.is_file() and "TODO" not in exercise.app.read_text(encoding="utf-8", errors="replace"):
        place = f"exercises/{exercise.id}/{exercise.answer}"
        yield Finding(place, "the stub holds no TODO; say in one where to begin")
    for path in sorted(exercise.folder.glob("*.py")):
        if path.name not in {"app.py", exercise.answer} and not path.name.startswith((".", "__")):
            place = f"exercises/{exercise.id}/{path.name}"
            yield Finding(place, "a stray file; delete it, or put it into a folder of its own")


def _suite(exercise: Exercise) -> Iterator[Finding]:
    """Findings on an exercise whose answer is tests."""
    if not (exercise.folder / "app.py").is_file():
        yield Finding(f"exercises/{exercise.id}/app.py", "missing; write the app that the tests are about")
    checks = "".join(path.read_text(encoding="utf-8") for path in exercise.graders.glob("test_*.py"))
    for path in sorted(exercise.graders.glob("apps/wrong/*.py")):
        if f'missed("{path.stem}")' not in checks:
            place = path.relative_to(exercise.root).as_posix()
            yield Finding(place, f'no check asks for it; write one with `suite.missed("{path.stem}")`')


def _manifest(course: Course, exercise: Exercise) -> Iterator[Finding]:
    place, manifest = f"exercises/{exercise.id}/exercise.yaml", exercise.manifest
    if len(manifest.hints) < MIN_HINTS:
        yield Finding(place, f"hints: {len(manifest.hints)} of at least {MIN_HINTS}")
    if empty := [n for n, hint in enumerate(manifest.hints, 1) if not hint.strip()]:
        yield Finding(place, f"hints: number {empty[0]} is empty")
    if len(manifest.checks) < MIN_CHECKS:
        yield Finding(place, f"checks: {len(manifest.checks)} of at least {MIN_CHECKS}")
    for name, points in (manifest.checks | manifest.hidden_checks).items():
        if points < 1:
            yield Finding(place, f"checks: {name} is worth {points} points; give it at least 1")
    for key in ("title", "concepts"):
        if not getattr(manifest, key):
            yield Finding(place, f"{key}: is empty")
    for name, misconception in manifest.misconceptions.items():
        if len(misconception.message.strip()) < _MIN_MESSAGE:
            yield Finding(place, f"misconceptions: {name}: say what happened, why, and where to look")
        if not course.has_reading(misconception.lesson):
            known = ", ".join(course.lessons)
            yield Finding(
                place, f"misconceptions: {name}: no lesson {misconception.lesson}; there is {known}"
            )
    yield from _names(exercise)


def _names(exercise: Exercise) -> Iterator[Finding]:
    """Findings on misconceptions without a wrong answer, wrong answers without one, and too few answers."""
    known = set(exercise.manifest.misconceptions)
    wrong = {misconception_of(path.stem) for path in answers_in(exercise, "wrong")} - {""}
    place = f"exercises/{exercise.id}/exercise.yaml"
    for name in sorted(known - wrong):
        yield Finding(
            place, f"misconceptions: {name} has no graders/{exercise.id}/wrong/{name}.py; write one"
        )
    for name in sorted(wrong - known):
        text = f"{name} is not a misconception of {place}; add it there"
        yield Finding(f"graders/{exercise.id}/wrong/{name}.py", text)
    for role, least in (("right", MIN_RIGHT), ("wrong", MIN_WRONG)):
        if (count := len(answers_in(exercise, role))) < least:
            yield Finding(f"graders/{exercise.id}/{role}", f"{count} of at least {least} answers")


def _checks_source(exercise: Exercise) -> Iterator[Finding]:
    """What is wrong with the checks: their docstrings, names and prerequisites, and code that is risky."""
    earlier: set[str] = set()
    for path in sorted(exercise.graders.glob("test_*.py")):
        place = path.relative_to(exercise.root).as_posix()
        try:
            tree = ast.parse(path.read_bytes())
        except SyntaxError as problem:
            yield Finding(place, f"not Python: line {problem.lineno}: {problem.msg}")
            continue
        # It imports Streamlit, which `grade` has no use for.
        from statecourse.authoring.risky_checks import risky_comparisons, risky_indexes  # noqa: PLC0415

        yield from (Finding(place, text) for text in [*risky_indexes(tree), *risky_comparisons(tree)])
        for check in (n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")):
            yield from _check_source(place, check, earlier)
            earlier.add(check.name)


def _check_source(place: str, check: ast.FunctionDef, earlier: set[str]) -> Iterator[Finding]:
    if check.name in earlier:
        yield Finding(place, f"{check.name} is there twice, and only one of them runs; rename one")
    if not (ast.get_docstring(check) or "").strip():
        yield Finding(place, f"{check.name} has no docstring; students read it, so write one sentence")
    if re.search(r"_\d+$", check.name):
        yield Finding(place, f"{check.name} is numbered; name it for the behaviour that it checks")
    for decorator in check.decorator_list:
        if isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") == "needs":
            names = [str(arg.value) for arg in decorator.args if isinstance(arg, ast.Constant)]
            for name in (name for name in names if name not in earlier):
                yield Finding(place, f"{check.name} needs {name}, which is no check before it")
    yield from _guessed_reasons(place, check)


def _guessed_reasons(place: str, check: ast.FunctionDef) -> Iterator[Finding]:
    """Findings on misconceptions that a check names for any wrong value: behaviour gives a better reason.

    Live checks are left out, as they have no reason by behaviour.
    """
    if "live_app" in {argument.arg for argument in check.args.args}:
        return
    keywords = [node for node in ast.walk(check) if isinstance(node, ast.keyword)]
    for name in sorted(
        {n for k in keywords if k.arg == "misconception" for n in _named_for_any_value(k.value)}
    ):
        text = f"{check.name} guesses {name} for any wrong value; leave it out, as behaviour tells the reason"
        yield Finding(place, text)


def _named_for_any_value(given: ast.expr) -> Iterator[str]:
    if isinstance(given, ast.Constant):
        yield str(given.value)
    if isinstance(given, ast.Dict):
        for key, name in zip(given.keys, given.values, strict=True):
            if isinstance(key, ast.Constant) and key.value is ...:
                yield ast.unparse(name).strip("'")


def answers_in(exercise: Exercise, role: str) -> list[Path]:
    """The files or folders of its answers of a role, ``right`` or ``wrong``."""
    folder = exercise.graders / role
    found = [*folder.glob("*.py"), *(path.parent for path in folder.glob(f"*/{exercise.answer}"))]
    return sorted(path for path in found if not path.name.startswith("_"))
