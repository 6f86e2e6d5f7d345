"""The commands of authors: ``verify``, ``new`` and ``new-lesson``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from statecourse.cli.here import course_here
from statecourse.cli.options import ExerciseNames  # noqa: TC001  # typer reads it

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from statecourse.course.course import Course


def verify(
    exercises: ExerciseNames = None,
    seeds: Annotated[int, typer.Option(min=1, help="Tries each right answer with so many inputs.")] = 1,
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="Runs all checks and walks on answers that have not changed, too.")
    ] = False,
) -> None:
    """Hold exercises and lessons against the authoring contract: fair, with teeth, complete, and true.

    Exit code 0: nothing found. 1: something to mend. 2: could not run.

    Example: `statecourse verify ex01a`, or for a lesson `statecourse verify 01`
    """
    from statecourse.cli.teacher import verify_exercises  # noqa: PLC0415

    raise typer.Exit(verify_exercises(course_here(), exercises or [], seeds, everything=everything))


def new(exercise: Annotated[str, typer.Argument(help="Its id, such as ex03c_reading_list.")]) -> None:
    """Begin a new exercise: its folders, with a small app to make your own.

    Example: `statecourse new ex03c_reading_list`
    """
    from statecourse.authoring.scaffold import new_exercise  # noqa: PLC0415

    _begin(new_exercise, exercise)


def new_lesson(lesson: Annotated[str, typer.Argument(help="Its name, such as 13_testing_state.")]) -> None:
    """Begin a new lesson: its script, and a folder with a round to make your own.

    Example: `statecourse new-lesson 13_testing_state`
    """
    from statecourse.authoring import scaffold  # noqa: PLC0415

    _begin(scaffold.new_lesson, lesson)


def _begin(make: Callable[[Course, str], Iterable[Path]], name: str) -> None:
    course = course_here()
    for path in make(course, name):
        typer.echo(path.relative_to(course.root))
    typer.echo(f"\nMake it yours; `statecourse verify {name}` says what is still missing.")
