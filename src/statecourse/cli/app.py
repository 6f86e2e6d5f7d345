"""The command line."""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
import traceback
from pathlib import Path  # noqa: TC003  # typer reads it
from typing import Annotated, NoReturn

import msgspec
import typer

from statecourse import version
from statecourse.cli import authors, graded, options
from statecourse.cli.exit_codes import ExitCode
from statecourse.cli.here import course_here, serve
from statecourse.cli.platforms import add_platforms
from statecourse.course import stubs
from statecourse.course.installed import copy_course, course_for_teaching
from statecourse.course.manifest import CourseError
from statecourse.course.progress import read_progress, update_progress
from statecourse.programs.ports import free_port
from statecourse.report.terminal import complain, console, say

# A command imports its own part when it runs, since Streamlit, pytest and rich's tables take 20 ms to 0.5 s to load.

cli = typer.Typer(
    name="statecourse",
    help="Persisting State Explained: learn how Streamlit keeps state, one small app at a time.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

ExerciseName = Annotated[str, typer.Argument(help="An exercise, such as ex01a or ex01a_visit_counter.")]


def main() -> NoReturn:
    """Run the command line. Every problem is one line on standard error and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal may have no ✓
    try:
        cli(prog_name="statecourse", standalone_mode=True)
    except CourseError as problem:
        complain(problem)
    except KeyboardInterrupt:
        sys.stderr.write("\n")
    except BrokenPipeError:
        with contextlib.suppress(OSError):
            sys.stdout.close()
    except Exception as problem:  # noqa: BLE001  # no bare traceback reaches a student or teacher
        complain(_unexpected(problem))
    sys.exit(ExitCode.COULD_NOT_RUN)


def _unexpected(problem: Exception) -> str:
    with tempfile.NamedTemporaryFile("w", prefix="statecourse-", suffix=".log", delete=False) as file:
        file.write("".join(traceback.format_exception(problem)))
    kind = type(problem).__name__
    return f"something went wrong in statecourse itself ({kind}: {problem}); details are in {file.name}"


# --- learners ----------------------------------------------------------------------------------


@cli.command()
def init(folder: Annotated[Path, typer.Argument(help="The folder to make.")]) -> None:
    """Write a copy of the course into a new folder.

    Example: `statecourse init my-course`
    """
    course = copy_course(folder)
    stubs.keep_stubs(course)
    typer.echo(f"The course is in {folder}. Begin with:\n\n  cd {folder}\n  statecourse learn")


@cli.command()
def learn(
    port: Annotated[int, typer.Option(help="The port that the lessons are served on.")] = 8501,
    *,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
) -> None:
    """Open the lessons in the browser.

    Example: `statecourse learn`
    """
    course = course_here()
    home = course.root / "lessons" / "home.py"
    if not home.is_file():
        raise CourseError(f"{home} is missing; `statecourse init` makes a complete course")
    if (free := free_port(port)) != port:
        typer.echo(f"Something else uses port {port}; the lessons are served on {free}.")
    raise typer.Exit(serve(home, free, browser=browser, folder=course.root))


@cli.command("list")
def list_exercises() -> None:
    """Show all exercises, and how far you are.

    Example: `statecourse list`
    """
    from rich.table import Table  # noqa: PLC0415

    course = course_here()
    progress = read_progress(course)
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("", "exercise", "title", "points", "hints", "lesson"):
        table.add_column(column)
    for name, exercise in course.exercises.items():
        known, manifest = progress.of(name), exercise.manifest
        mark = "✓" if known.passed else ("…" if known.tries else " ")
        points = f"{known.best}/{exercise.max_points}" if known.tries else ""
        hints = f"{known.hints}/{len(manifest.hints)}" if known.hints else ""
        table.add_row(mark, name, manifest.title, points, hints, course.lesson_of(exercise) or "")
    console().print(table)
    done = sum(progress.of(name).passed for name in course.exercises)
    typer.echo(f"\n{done} of {len(course.exercises)} done.")


@cli.command()
def check(
    exercises: options.ExerciseNames = None,
    *,
    json: Annotated[bool, typer.Option("--json", help="Print the reports as JSON.")] = False,
) -> None:
    """Check your apps, and say what happened, why, and what to look at.

    Exit code 0: all passed. 1: not yet. 2: could not run.

    Example: `statecourse check ex01a`
    """
    from statecourse.cli.learner import check_exercises  # noqa: PLC0415

    raise typer.Exit(check_exercises(course_here(), exercises or [], as_json=json))


@cli.command()
def watch(exercises: options.ExerciseNames = None) -> None:
    """Check again each time you save an app; stop with Ctrl+C.

    Example: `statecourse watch ex01a`
    """
    from statecourse.cli.learner import watch_exercises  # noqa: PLC0415

    watch_exercises(course_here(), exercises or [])


@cli.command()
def hint(exercise: ExerciseName) -> None:
    """Show one more hint each time.

    Example: `statecourse hint ex01a`
    """
    course = course_here()
    found = course.find(exercise)
    hints = found.manifest.hints
    if not hints:
        raise CourseError(f"{found.id} has no hints")
    if read_progress(course).of(found.id).hints >= len(hints):
        more = f"`statecourse solution {found.id} --give-up` shows a solution."
        typer.echo(f"These are all the hints there are. {more}\n")
    known = update_progress(
        course, found.id, lambda p: msgspec.structs.replace(p, hints=min(p.hints + 1, len(hints)))
    )
    for number in range(1, known.hints + 1):
        typer.echo(f"Hint {number} of {len(hints)}: {hints[number - 1].strip()}")


@cli.command()
def reset(exercise: ExerciseName) -> None:
    """Put an exercise's app back to how it began; yours is kept as a backup.

    Example: `statecourse reset ex01a`
    """
    course = course_here()
    found = course.find(exercise)
    backup = stubs.reset(course, found)
    typer.echo(f"{found.app.relative_to(course.root)} is as it was at the beginning.")
    if backup is not None:
        typer.echo(f"Yours is kept in {backup.relative_to(course.root)}.")


@cli.command()
def solution(
    exercise: ExerciseName,
    *,
    give_up: Annotated[bool, typer.Option("--give-up", help="Show it now; this is remembered.")] = False,
) -> None:
    """Show one way to do it, once you have passed.

    Example: `statecourse solution ex01a`
    """
    course = course_here()
    found = course.find(exercise)
    if not found.solution.is_file():
        raise CourseError(f"this course holds no solution for {found.id}")
    known = read_progress(course).of(found.id)
    if give_up and not known.passed:
        known = update_progress(course, found.id, lambda p: msgspec.structs.replace(p, gave_up=True))
    if not known.passed and not known.gave_up:
        typer.echo(f"Pass {found.id} first, or see it now with: statecourse solution {found.id} --give-up")
        raise typer.Exit(ExitCode.NOT_PASSED)
    typer.echo(found.solution.read_text(encoding="utf-8").rstrip())


# --- teachers ----------------------------------------------------------------------------------


@cli.command()
def grade(  # noqa: PLR0917  # typer calls it by name
    folder: options.HandedIn,
    out: options.Out,
    exercise: options.Exercises = None,
    roster: options.RosterFile = None,
    pattern: options.Pattern = "",
    keep: options.Keep = "last",
    jobs: options.Jobs = 0,
    isolation: options.IsolationLevel = "full",
    gradebook: options.Gradebook = None,
    formats: options.Formats = None,
    *,
    fresh: options.Fresh = False,
    group_work: options.GroupWork = False,
    films: options.Films = False,
    scheduler: options.Scheduler = "",
    seed: options.Seed = "",
) -> None:
    """Grade what a class handed in, as it comes from a learning platform.

    Writes grades.csv, results.json and a feedback file for each student. A bad submission is a row
    with its reason. Run again, it grades what is new or changed; stopped in the middle, it goes on.

    Exit code 0: graded. 2: could not run, or the grader itself went wrong somewhere. 130: Ctrl+C.

    Example: `statecourse grade submissions -o grades`
    """
    from statecourse.classroom.grade import Grading  # noqa: PLC0415
    from statecourse.classroom.handins.found import Asked  # noqa: PLC0415
    from statecourse.cli.teacher import grade_submissions  # noqa: PLC0415
    from statecourse.judge.judges import default_jobs  # noqa: PLC0415

    known = str(roster) if roster else ""
    grading = Grading(
        Asked(tuple(exercise or ()), pattern, known, keep, group_work),
        judges=jobs or default_jobs(),
        seed=seed,
        films=out / "films" if films else None,
        scheduler=scheduler,
    )
    # A class of nbgrader's has no course around it.
    course = course_here(course_for_teaching if gradebook else None)
    more = {"require_full": isolation == "full", "fresh": fresh}
    raise typer.Exit(
        grade_submissions(course, folder, out, grading, gradebook=gradebook, formats=formats, **more)
    )


for _command in (graded.report, graded.explain, graded.hand_out):
    cli.command()(_command)


add_platforms(cli)

# --- authors -----------------------------------------------------------------------------------

cli.command()(authors.verify)
cli.command()(authors.new)
cli.command("new-lesson")(authors.new_lesson)


@cli.command()
def film(
    app: Annotated[
        Path, typer.Argument(help="A Streamlit app, such as exercises/ex01a_visit_counter/app.py.")
    ],
    do: Annotated[
        list[str] | None,
        typer.Option(
            help="""A step, such as `click "Add one"` or `type "Ada" in "Name"`; give it once for each."""
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="The page to write (film.html, where steps are given)."),
    ] = None,
    port: Annotated[int, typer.Option(help="Where the page is, where none is written.")] = 8600,
) -> None:
    """Show what happens in an app, line by line, as a page to step through forwards and backwards.

    Without steps and a page to write, the app is served live with its film beside it.

    Example: `statecourse film exercises/ex01a_visit_counter/app.py`
    """
    from statecourse.cli.film import film_app  # noqa: PLC0415

    raise typer.Exit(film_app(app, do or [], output, port))


@cli.command()
def doctor() -> None:
    """Say what works on this machine, what does not, and what that means.

    Exit code 0: all that is needed is there. 1: something is wrong.

    Example: `statecourse doctor`
    """
    from statecourse.cli.doctor import examine  # noqa: PLC0415

    out, bad = console(), False
    looks = {"good": ("✓", ""), "note": ("–", "yellow"), "bad": ("✗", "red")}
    for line in examine():
        mark, style = looks[line.state]
        say(out, f"{mark} {line.what}: {line.text}", style)
        bad = bad or line.state == "bad"
    raise typer.Exit(ExitCode.NOT_PASSED if bad else ExitCode.DONE)


def _show_version(value: bool) -> None:  # noqa: FBT001  # typer's own form of a callback
    if value:
        typer.echo(f"statecourse {version()}")
        raise typer.Exit


@cli.callback()
def _options(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass
