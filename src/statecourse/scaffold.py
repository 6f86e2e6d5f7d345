"""Begins a new exercise: its folders, with a small app that an author makes into their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jinja2

from statecourse.course import EXERCISE_ID
from statecourse.manifest import CourseError

if TYPE_CHECKING:
    from pathlib import Path

    from statecourse.course import Course

_FILES = {
    "exercise.yaml": "exercises/{id}/exercise.yaml",
    "task.md": "exercises/{id}/task.md",
    "stub.py": "exercises/{id}/app.py",
    "solution.py": "solutions/{id}/app.py",
    "test_checks.py": "graders/{id}/test_checks.py",
    "right.py": "graders/{id}/right/another_style.py",
    "wrong.py": "graders/{id}/wrong/plain_variable.py",
}


def new_exercise(course: Course, name: str) -> list[Path]:
    """Write a new exercise's folders, and return the files in them.

    What is there already is never touched. Raises `CourseError` for a bad name or one that is taken.
    """
    if not EXERCISE_ID.fullmatch(name):
        text = f'"{name}" is not an exercise\'s id; it should look like ex03c_reading_list'
        raise CourseError(text)
    taken = [p for p in ("exercises", "solutions", "graders") if (course.root / p / name).exists()]
    if taken:
        text = f"{taken[0]}/{name} is there already; choose another id, or delete it"
        raise CourseError(text)
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("statecourse", "templates/exercise"),
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701  # Python and YAML, not HTML
        undefined=jinja2.StrictUndefined,
    )
    lesson = next((key for key in course.lessons if key.startswith(name[2:4])), f"{name[2:4]}_your_lesson")
    title = name.partition("_")[2].replace("_", " ").capitalize()
    written = []
    for template, target in _FILES.items():
        path = course.root / target.format(id=name)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = environment.get_template(f"{template}.j2").render(id=name, title=title, lesson=lesson)
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written
