"""The commands around a class: its summary, a dispute, and the course as students get it. `app` lists them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from statecourse.cli.here import serve
from statecourse.cli.options import IsolationLevel  # noqa: TC001  # typer reads it
from statecourse.course import handed_out
from statecourse.course.installed import course_for_teaching
from statecourse.programs.ports import free_port
from statecourse.report.terminal import console, say


def report(
    out: Annotated[Path, typer.Argument(help="The folder that `grade` has written.")] = Path("grades"),
    port: Annotated[int, typer.Option(help="The port that it is served on.")] = 8502,
    *,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
) -> None:
    """Show a graded class as an app: points, failed checks, what to teach again, who needs a look.

    It is the same as summary.html, which needs no server.

    Example: `statecourse report grades`
    """
    from statecourse.classroom import summary  # noqa: PLC0415
    from statecourse.classroom.summary.page import read_summary  # noqa: PLC0415

    read_summary(out)  # what is wrong with it is said here
    free = free_port(port)
    say(console(), f"The class is at http://localhost:{free} (Ctrl+C ends it)")
    app = Path(summary.__file__).with_name("app.py")
    raise typer.Exit(serve(app, free, str(out.resolve()), browser=browser))


def explain(
    student: Annotated[str, typer.Argument(help="A student, as in grades.csv.")],
    check: Annotated[str, typer.Argument(help="A check, such as test_opens or ex01a/test_opens.")],
    submissions: Annotated[
        Path | None, typer.Argument(help="What was graded, where it does not lie there any more.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder that `grade` has written.")] = Path(
        "grades"
    ),
    isolation: IsolationLevel = "full",
) -> None:
    """Settle a dispute: run one check on one student's answer again, and show all of it.

    Exit code 0: the verdict is as before. 1: it is not. 2: could not run.

    Example: `statecourse explain ada ex01a/test_counts_a_click -o grades`
    """
    from statecourse.cli.explain import explain_check  # noqa: PLC0415

    course, full = course_for_teaching(Path.cwd()), isolation == "full"
    raise typer.Exit(explain_check(course, out, student, check, submissions, require_full=full))


def hand_out(
    folder: Annotated[Path, typer.Argument(help="The folder to make, or the .zip file.")],
    exercise: Annotated[list[str] | None, typer.Option(help="Only this exercise; may be repeated.")] = None,
) -> None:
    """Write the course as students get it where it counts: without solutions, right answers and hidden checks.

    Example: `statecourse hand-out for-students`
    """
    handed_out.hand_out(course_for_teaching(Path.cwd()), folder, exercise or [])
    for line in (
        f"{folder} has the lessons, the exercises and the checks that students may see.",
        "It has no solutions, no right or wrong answers and no hidden checks; walks, which need a solution, run at",
        "yours alone. The exercises that come with statecourse are public all the same: see docs/marks.md.",
    ):
        say(console(), line)
