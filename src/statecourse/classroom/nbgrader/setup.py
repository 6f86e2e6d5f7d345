"""Makes an nbgrader course of exercises, and updates what no teacher has changed in it."""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import jinja2
import nbformat

from statecourse.classroom.nbgrader.gradebook import open_gradebook
from statecourse.classroom.nbgrader.make_notebook import MARK, digest, make_notebook
from statecourse.course.answer_folder import data_files
from statecourse.course.installed import installed_content
from statecourse.course.manifest import CourseError
from statecourse.course.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from statecourse.course.course import Course, Exercise

CONFIG = "nbgrader_config.py"
_BEGIN = "# --- written by `statecourse nbgrader init`"
_END = "# --- yours from here on: it comes last, so it wins over what stands above, and is never touched"


@dataclass(frozen=True)
class Change:
    """What was done to a file, in a word, and a note for the teacher."""

    path: str
    done: str
    note: str = ""


def set_up(course: Course, target: Path, exercises: list[Exercise]) -> list[Change]:
    """Make or update the nbgrader course in ``target``; returns what was done, file by file.

    Raises `CourseError` where the folder cannot be written or an exercise is not complete.
    """
    notebooks = {exercise.id: make_notebook(exercise) for exercise in exercises}
    try:
        target.mkdir(parents=True, exist_ok=True)
        changes = [_config(course, target)]
        for exercise in exercises:
            changes.extend(_exercise(exercise, notebooks[exercise.id], target))
        with open_gradebook(target):
            pass  # which makes it, where it is not there
    except OSError as problem:
        raise CourseError(f"{problem.filename or target} cannot be written: {problem.strerror}") from problem
    return changes


# --- the settings ------------------------------------------------------------------------------


def _config(course: Course, target: Path) -> Change:
    path = target / CONFIG
    wanted = _written_part(course, target)
    if not path.exists():
        write_whole(path, f"{wanted}\n{_END}\n")
        return Change(CONFIG, "new")
    present = path.read_text(encoding="utf-8")
    if _END not in present:
        return _beside(target, wanted, "it is yours; to use the exercises, load the other file in it with")
    written, _, own = present.partition(_END)
    if not _is_untouched(written):
        return _beside(target, wanted, "you changed the part above your own; to take the new one over, use")
    if written.rstrip() == wanted.rstrip():
        return Change(CONFIG, "unchanged")
    write_whole(path, f"{wanted}\n{_END}{own}")
    return Change(CONFIG, "updated")


def _beside(target: Path, wanted: str, why: str) -> Change:
    name = "statecourse_config.py"
    write_whole(target / name, wanted)
    return Change(CONFIG, "left", f'{why} load_subconfig("{name}")')


def _written_part(course: Course, target: Path) -> str:
    template = jinja2.Environment(
        loader=jinja2.PackageLoader("statecourse", "templates"),
        autoescape=False,  # noqa: S701  # Python, not HTML
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    ).get_template("nbgrader_config.py.j2")
    installed = installed_content()
    root = (
        "" if installed and installed.resolve() == course.root.resolve() else course.root.resolve().as_posix()
    )
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", target.resolve().name).strip("-") or "course"
    answers = sorted({"app.py", *(exercise.answer for exercise in course.exercises.values())})
    body = template.render(course=root, course_id=name, answers=answers)
    return f"{_BEGIN} ({_short_hash(body)}); run it again to bring this part up to date\n{body}"


def _is_untouched(written: str) -> bool:
    first, _, body = written.partition("\n")
    return f"({_short_hash(body.rstrip() + chr(10))})" in first


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


# --- the notebooks -----------------------------------------------------------------------------


def _exercise(exercise: Exercise, wanted: Any, target: Path) -> Iterator[Change]:
    folder = target / "source" / exercise.id
    folder.mkdir(parents=True, exist_ok=True)
    name = f"source/{exercise.id}/{exercise.id}.ipynb"
    yield _notebook(target / name, wanted, name)
    for data in data_files(exercise):
        content, path = (exercise.folder / data).read_bytes(), folder / data
        if not path.exists() or path.read_bytes() != content:
            done = "updated" if path.exists() else "new"
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(exercise.folder / data, path)
            yield Change(f"source/{exercise.id}/{data.as_posix()}", done)


def _notebook(path: Path, wanted: Any, name: str) -> Change:
    """Write an exercise's notebook; beside one that a teacher has changed, where there is anything new."""
    if not path.exists():
        return _write_notebook(path, wanted, Change(name, "new"))
    try:
        present = nbformat.read(path, as_version=4)
    except Exception as problem:  # noqa: BLE001  # nbformat raises many kinds
        why = f"it cannot be read as a notebook ({type(problem).__name__}); mend or delete it"
        return Change(name, "left", why)
    if _written(present) == _written(wanted):
        return Change(name, "unchanged")
    if not any(_is_a_teachers(cell) for cell in present.cells):
        return _write_notebook(path, wanted, Change(name, "updated"))
    # nbgrader takes every notebook in the exercise's own folder for a part of the assignment.
    beside = path.parent.with_name(f"{path.stem}.new.ipynb")
    why = f"you changed it; the new one is {beside.parent.name}/{beside.name}"
    return _write_notebook(beside, wanted, Change(name, "left", why))


def _write_notebook(path: Path, notebook: Any, change: Change) -> Change:
    write_whole(path, nbformat.writes(notebook) + "\n")
    return change


def _written(notebook: Any) -> dict[str, str]:
    """The digest that each of our cells had when it was written, by its name."""
    ours = [cell.metadata for cell in notebook.cells if MARK in cell.metadata]
    return {str(meta.get("nbgrader", {}).get("grade_id", "")): meta[MARK].get("written") for meta in ours}


def _is_a_teachers(cell: Any) -> bool:
    """Whether a teacher has added or changed a cell."""
    return bool(cell.metadata.get(MARK, {}).get("written") != digest(cell))
