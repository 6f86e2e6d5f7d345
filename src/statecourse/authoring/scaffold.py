"""Writes the files of a new exercise or lesson: a small one that works, for its author to rewrite."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jinja2

from statecourse.course.course import EXERCISE_ID, LESSON_ID
from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from pathlib import Path

    from statecourse.course.course import Course

_FILES = {
    "exercise.yaml": "exercises/{id}/exercise.yaml",
    "task.md": "exercises/{id}/task.md",
    "stub.py": "exercises/{id}/app.py",
    "solution.py": "solutions/{id}/app.py",
    "test_checks.py": "graders/{id}/test_checks.py",
    "right.py": "graders/{id}/right/another_style.py",
    "wrong.py": "graders/{id}/wrong/plain_variable.py",
}
_LESSON_FILES = {"lesson.py": "lessons/{id}.py"} | {
    name: f"lessons/{{id}}/{name}"
    for name in ("lesson.md", "idea.md", "first_try.md", "first_try.py", "selftest.yaml")
}


def new_exercise(course: Course, name: str) -> list[Path]:
    """Write the files of a new exercise, and return them.

    Nothing is overwritten. Raises `CourseError` for a bad name or one that is taken.
    """
    if not EXERCISE_ID.fullmatch(name):
        raise CourseError(f'"{name}" is not an exercise\'s id; it should look like ex03c_reading_list')
    taken = [p for p in ("exercises", "solutions", "graders") if (course.root / p / name).exists()]
    if taken:
        raise CourseError(f"{taken[0]}/{name} is there already; choose another id, or delete it")
    lesson = next((key for key in course.lessons if key.startswith(name[2:4])), f"{name[2:4]}_your_lesson")
    return _write(course, "exercise", _FILES, name, lesson=lesson)


def new_lesson(course: Course, name: str) -> list[Path]:
    """Write a lesson's script and folder, and return the files.

    Nothing is overwritten. Raises `CourseError` for a bad name or number, or one that is taken.
    """
    if not LESSON_ID.fullmatch(name):
        raise CourseError(f'"{name}" is not a lesson\'s name; it should look like 13_testing_state')
    taken = next((key for key in course.lessons if key[:2] == name[:2]), None)
    if taken or (course.root / "lessons" / name).exists():
        raise CourseError(f"lessons/{taken or name} is there already; choose another number, or delete it")
    return _write(course, "lesson", _LESSON_FILES, name)


def _write(course: Course, kind: str, files: dict[str, str], name: str, **values: str) -> list[Path]:
    values |= {"id": name, "title": name.partition("_")[2].replace("_", " ").capitalize()}
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("statecourse", f"templates/{kind}"),
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701  # Python and YAML, not HTML
        undefined=jinja2.StrictUndefined,
    )
    written = []
    for template, target in files.items():
        path = course.root / target.format(id=name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(environment.get_template(f"{template}.j2").render(values), encoding="utf-8")
        written.append(path)
    return written
