"""The commands under ``statecourse nbgrader``."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from statecourse.course.installed import course_for_teaching
from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from statecourse.classroom.results import StudentResult
    from statecourse.course.course import Course

nbgrader = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
)


@nbgrader.callback()
def _nbgrader() -> None:
    """For teachers who use nbgrader: its commands and formgrader, with these exercises.

    Example: `statecourse nbgrader init my-class`
    """


@nbgrader.command()
def init(
    folder: Annotated[Path, typer.Argument(help="The nbgrader course to make or to bring up to date.")],
    exercise: Annotated[list[str] | None, typer.Option(help="Only this exercise; may be repeated.")] = None,
) -> None:
    """Make an nbgrader course of the exercises, or bring it up to date.

    What you wrote or changed in it stays.

    Example: `statecourse nbgrader init my-class`
    """
    require_nbgrader()
    from statecourse.classroom.nbgrader.setup import set_up  # noqa: PLC0415  # takes a while

    course = course_for_teaching(Path.cwd())
    changes = set_up(course, folder, course.select(exercise or []))
    for change in changes:
        typer.echo(f"{change.done:<9} {change.path}{': ' if change.note else ''}{change.note}")
    if all(change.done == "new" for change in changes):
        name = next(iter(course.exercises))
        typer.echo(f"\nGo on with:\n\n  cd {folder}\n  nbgrader generate_assignment {name}")


def require_nbgrader() -> None:
    """Raise `CourseError` if nbgrader is not installed."""
    if importlib.util.find_spec("nbgrader") is None:
        raise CourseError("nbgrader is not installed; install it with: pip install 'statecourse[classroom]'")


def write_gradebook(course: Course, place: Path, results: Iterable[StudentResult]) -> None:
    """Write results into nbgrader's gradebook, and print how many. Raises `CourseError`."""
    from statecourse.classroom.nbgrader.gradebook import open_gradebook, write_grades  # noqa: PLC0415

    with open_gradebook(place) as gradebook:
        count = write_grades(gradebook, course, results)
    typer.echo(f"Written into nbgrader's gradebook: {count} submissions.")
