"""The commands under ``statecourse gradescope`` and ``statecourse workflow``: to grade on a platform."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from statecourse.cli import options  # noqa: TC001  # typer reads it
from statecourse.cli.exit_codes import ExitCode
from statecourse.cli.marks import marks
from statecourse.cli.nbgrader import nbgrader
from statecourse.course.installed import course_for_teaching

if TYPE_CHECKING:
    from statecourse.course.course import Course, Exercise

# A command imports its own part when it runs, as in `app`.

gradescope = typer.Typer(no_args_is_help=True, rich_markup_mode="markdown")
workflow = typer.Typer(no_args_is_help=True, rich_markup_mode="markdown")

Exercises = Annotated[
    list[str], typer.Argument(metavar="EXERCISE...", help="The exercises of the assignment, such as ex01a.")
]
Without = Annotated[
    list[str] | None,
    typer.Option("--without", hidden=True, help="A layer of isolation to do without, for trials."),
]


@gradescope.callback()
def _gradescope() -> None:
    """For teachers who use Gradescope: an autograder of these exercises.

    Example: `statecourse gradescope build ex01a -o autograder.zip`
    """


@gradescope.command("build")
def build_autograder(
    exercises: Exercises,
    output: Annotated[Path, typer.Option("-o", "--output", help="The zip file to write.")] = Path(
        "autograder.zip"
    ),
    seed: options.Seed = "",
) -> None:
    """Make the autograder's zip file, to upload to Gradescope.

    It holds the engine, the checks (with the hidden ones), and the solutions that checks compare with.

    Example: `statecourse gradescope build ex01a -o autograder.zip`
    """
    from statecourse.classroom.platforms.gradescope import build  # noqa: PLC0415

    course, chosen = _chosen(exercises)
    size = build(course, chosen, output, seed)
    points = sum(exercise.max_points for exercise in chosen)
    typer.echo(f"Written: {output} ({size / 2**20:.1f} MB). Give the assignment {points} autograder points.")


@gradescope.command("run", hidden=True)
def run_autograder(
    root: Annotated[Path, typer.Argument(help="The folder with source, submission and results.")] = Path(
        "/autograder"
    ),
    without: Without = None,
) -> None:
    """What the autograder runs for each submission."""
    from statecourse.classroom.platforms.gradescope import run  # noqa: PLC0415

    raise typer.Exit(run(root, without=tuple(without or ())))


@workflow.callback()
def _workflow() -> None:
    """For teachers who have one repository a student: GitHub Actions, Classroom 50.

    Example: `statecourse workflow build ex01a --repository my-org/checks -o checks`
    """


@workflow.command("build")
def build_workflow(
    exercises: Exercises,
    repository: Annotated[str, typer.Option(help="Your repository on GitHub that is to hold the checks.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The folder to write: your repository’s.")],
) -> None:
    """Write what your repository needs, and the workflow for your students' repositories.

    Hidden checks stay out of it: grade with them where no student's workflow runs. A solution is in it where a check
    takes walks, which compare with it.

    Example: `statecourse workflow build ex01a --repository my-org/checks -o checks`
    """
    from statecourse.classroom.platforms.workflow import build  # noqa: PLC0415

    course, chosen = _chosen(exercises)
    for name in build(course, chosen, repository, output):
        typer.echo(f"Written: {output / name}")
    if solutions := sorted(path.name for path in (output / "statecourse/course/solutions").glob("*")):
        typer.echo(f"Students can read all of it, so also the solutions of: {', '.join(solutions)}.")


@workflow.command("run", hidden=True)
def run_workflow(
    folder: Annotated[Path, typer.Argument(help="The folder with the checks.")],
    submission: Annotated[Path, typer.Argument(help="The student's repository.")],
    result: Annotated[Path | None, typer.Option(help="Write Classroom 50's result.json here.")] = None,
    without: Without = None,
) -> None:
    """What a job runs for each push."""
    from statecourse.classroom.platforms.workflow import run  # noqa: PLC0415

    passed = run(folder, submission, result, without=tuple(without or ()))
    # Classroom 50 reads of `result` who has passed, and takes any other code for a fault of the grader.
    raise typer.Exit(ExitCode.DONE if passed or result else ExitCode.NOT_PASSED)


def add_platforms(cli: typer.Typer) -> None:
    """Add the commands for marks and platforms."""
    cli.command()(marks)
    cli.add_typer(nbgrader, name="nbgrader")
    cli.add_typer(gradescope, name="gradescope")
    cli.add_typer(workflow, name="workflow")


def _chosen(names: list[str]) -> tuple[Course, list[Exercise]]:
    course = course_for_teaching(Path.cwd())
    return course, course.select(names)
