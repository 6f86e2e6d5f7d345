"""The command line."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
import tempfile
import traceback
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import msgspec
import typer

from statecourse import version
from statecourse.cli.exit_codes import ExitCode
from statecourse.cli.nbgrader import nbgrader
from statecourse.course import stubs
from statecourse.course.course import Course, find_course
from statecourse.course.installed import copy_course, course_for_teaching
from statecourse.course.manifest import CourseError
from statecourse.course.progress import read_progress, update_progress
from statecourse.programs.ports import free_port
from statecourse.report.terminal import complain, console, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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

cli.add_typer(nbgrader, name="nbgrader")

ExerciseName = Annotated[str, typer.Argument(help="An exercise, such as ex01a or ex01a_visit_counter.")]
ExerciseNames = Annotated[
    list[str] | None,
    typer.Argument(metavar="EXERCISE", help="Exercises, such as ex01a; all of them if left out."),
]


class Isolation(StrEnum):
    """The isolation that student code must have."""

    full = "full"
    process = "process"


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


def _course(find: Callable[[Path], Course] | None = None) -> Course:
    course = (find or find_course)(Path.cwd())
    course.manifest  # noqa: B018  # a broken course.yaml is reported now
    return course


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
    course = _course()
    home = course.root / "lessons" / "home.py"
    if not home.is_file():
        raise CourseError(f"{home} is missing; `statecourse init` makes a complete course")
    free = free_port(port)
    if free != port:
        typer.echo(f"Something else uses port {port}; the lessons are served on {free}.")
    options = [f"--server.port={free}", f"--server.headless={str(not browser).lower()}"]
    # For this machine alone; and Streamlit's very first start would wait for an e-mail address.
    options += ["--server.address=localhost", "--server.showEmailPrompt=false"]
    command = [sys.executable, "-m", "streamlit", "run", str(home), *options]
    with contextlib.suppress(KeyboardInterrupt):
        raise typer.Exit(subprocess.run(command, cwd=course.root, check=False).returncode)  # noqa: S603


@cli.command("list")
def list_exercises() -> None:
    """Show all exercises, and how far you are.

    Example: `statecourse list`
    """
    from rich.table import Table  # noqa: PLC0415

    course = _course()
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
    exercises: ExerciseNames = None,
    *,
    json: Annotated[bool, typer.Option("--json", help="Print the reports as JSON.")] = False,
) -> None:
    """Check your apps, and say what happened, why, and what to look at.

    Exit code 0: all passed. 1: not yet. 2: could not run.

    Example: `statecourse check ex01a`
    """
    from statecourse.cli.learner import check_exercises  # noqa: PLC0415

    raise typer.Exit(check_exercises(_course(), exercises or [], as_json=json))


@cli.command()
def watch(exercises: ExerciseNames = None) -> None:
    """Check again each time you save an app; stop with Ctrl+C.

    Example: `statecourse watch ex01a`
    """
    from statecourse.cli.learner import watch_exercises  # noqa: PLC0415

    watch_exercises(_course(), exercises or [])


@cli.command()
def hint(exercise: ExerciseName) -> None:
    """Show one more hint each time.

    Example: `statecourse hint ex01a`
    """
    course = _course()
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
    course = _course()
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
    course = _course()
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
    folder: Annotated[Path, typer.Argument(help="A folder (or zip) with STUDENT/EXERCISE/app.py.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Where the grades and the feedback go.")],
    exercise: Annotated[list[str] | None, typer.Option(help="Only this exercise; may be repeated.")] = None,
    jobs: Annotated[int, typer.Option(min=0, help="How many at once; 0: one a processor.")] = 0,
    isolation: Annotated[Isolation, typer.Option(help="What to require.")] = Isolation.full,
    gradebook: Annotated[
        Path | None, typer.Option(help="Also write the scores into this nbgrader course or gradebook.db.")
    ] = None,
    *,
    fresh: Annotated[bool, typer.Option("--fresh", help="Grade all anew.")] = False,
    films: Annotated[bool, typer.Option("--films", help="Also film the first failed check of each.")] = False,
    seed: Annotated[
        str, typer.Option(help="Draw the random inputs from this text, which no student knows.")
    ] = "",
) -> None:
    """Grade a folder of submissions.

    Writes grades.csv, results.json and a feedback file for each student. A bad submission is a row
    with its reason. Run again, it grades what is new or changed; stopped in the middle, it goes on.

    Exit code 0: graded. 2: could not run, or the grader itself went wrong somewhere. 130: Ctrl+C.

    Example: `statecourse grade submissions -o grades`
    """
    from statecourse.classroom.grade import Grading  # noqa: PLC0415
    from statecourse.cli.teacher import grade_submissions  # noqa: PLC0415
    from statecourse.judge.judges import default_jobs  # noqa: PLC0415

    where = out / "films" if films else None
    grading = Grading(judges=jobs or default_jobs(), exercises=tuple(exercise or ()), seed=seed, films=where)
    full = isolation is Isolation.full
    # A class of nbgrader's has no course around it.
    course = _course(course_for_teaching if gradebook else None)
    raise typer.Exit(
        grade_submissions(course, folder, out, grading, require_full=full, fresh=fresh, gradebook=gradebook)
    )


# --- authors -----------------------------------------------------------------------------------


@cli.command()
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

    raise typer.Exit(verify_exercises(_course(), exercises or [], seeds, everything=everything))


@cli.command()
def new(exercise: Annotated[str, typer.Argument(help="Its id, such as ex03c_reading_list.")]) -> None:
    """Begin a new exercise: its folders, with a small app to make your own.

    Example: `statecourse new ex03c_reading_list`
    """
    from statecourse.authoring.scaffold import new_exercise  # noqa: PLC0415

    _begin(new_exercise, exercise)


@cli.command("new-lesson")
def new_lesson(lesson: Annotated[str, typer.Argument(help="Its name, such as 13_testing_state.")]) -> None:
    """Begin a new lesson: its script, and a folder with a round to make your own.

    Example: `statecourse new-lesson 13_testing_state`
    """
    from statecourse.authoring import scaffold  # noqa: PLC0415

    _begin(scaffold.new_lesson, lesson)


def _begin(make: Callable[[Course, str], Iterable[Path]], name: str) -> None:
    course = _course()
    for path in make(course, name):
        typer.echo(path.relative_to(course.root))
    typer.echo(f"\nMake it yours; `statecourse verify {name}` says what is still missing.")


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
