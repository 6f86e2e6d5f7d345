"""The command ``explain``: one check on one student's answer once more, in full, and whether it is as before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from statecourse.classroom.explain import explain
from statecourse.classroom.grade import Grading, file_name
from statecourse.classroom.handins.found import Asked  # noqa: TC001  # msgspec reads it
from statecourse.classroom.isolation import require_isolation
from statecourse.classroom.output import PRIVATE, output_folder
from statecourse.cli.exit_codes import ExitCode
from statecourse.cli.failed_film import write_film
from statecourse.course.manifest import CourseError
from statecourse.report.terminal import console, say, show_check

if TYPE_CHECKING:
    from rich.console import Console

    from statecourse.classroom.explain import Explained
    from statecourse.classroom.store import ReportStore
    from statecourse.course.course import Course

_RUN = "graded"


class Run(msgspec.Struct, frozen=True):
    """What has to be known of a grading to run a part of it again: what was graded, and how it was read."""

    folder: str
    seed: str
    asked: Asked


def note_run(store: ReportStore, folder: Path, grading: Grading) -> None:
    """Keep what `explain_check` has to know of a grading. Raises `CourseError`."""
    roster = grading.asked.roster and str(Path(grading.asked.roster).resolve())
    asked = msgspec.structs.replace(grading.asked, roster=roster)
    store.note(_RUN, msgspec.json.encode(Run(str(folder.resolve()), grading.seed, asked)).decode())


def explain_check(
    course: Course, out: Path, student: str, check: str, folder: Path | None, *, require_full: bool
) -> int:
    """Run a check on a student's answer again, and say all that it shows; returns the exit code.

    0: the verdict is as before, 1: it is not. Raises `CourseError` where there is no such grading, student or check.
    """
    if require_full:
        require_isolation()
    if not (out / PRIVATE / "reports.db").is_file():
        raise CourseError(f"{out} holds no grading; name its folder with --out")
    with output_folder(out) as store:
        noted = store.noted(_RUN)
        if not noted:
            raise CourseError(f"{out} does not say how it was graded; grade again with the same command")
        run = msgspec.json.decode(noted, type=Run)
        where = folder or Path(run.folder)
        grading = Grading(run.asked, seed=run.seed)
        explained = explain(course, where, grading, store, (student, check))
    screen = console()
    _show(screen, explained)
    if explained.story is not None:
        path = out / "films" / file_name(explained.student) / f"{explained.exercise}.{explained.check}.html"
        write_film(screen, explained.story, path, path)
    screen.print()
    for line in verdict(explained):
        say(screen, line)
    return ExitCode.DONE if explained.as_before else ExitCode.NOT_PASSED


def _show(screen: Console, explained: Explained) -> None:
    report = explained.report
    say(
        screen,
        f"{explained.check} on the answer of {explained.student} to {explained.exercise}, run again:",
        "bold",
    )
    if report.problem:
        say(screen, f"This could not be checked: {report.problem}", "red")
    for check in report.checks if not report.problem else []:
        show_check(screen, check, report, explained=False)
    now = explained.now
    if now is not None and now.outcome == "passed" and explained.story is not None:
        say(screen, "    What was done, with what was expected at each step:")
        steps = [step for run in explained.story["runs"] for step in run["did"]]
        for number, step in enumerate(steps, 1):
            say(screen, f"      {number}. {step}")


def verdict(explained: Explained) -> list[str]:
    """Whether the verdict is as before, and what may be why it is not."""
    now, before = explained.now, explained.before
    shown = [f"{c.outcome}, {c.points} of {c.max_points} points" if c else "nothing" for c in (before, now)]
    if explained.as_before:
        lines = [f"The verdict is as before: {shown[0]}."]
    else:
        lines = [f"The verdict is NOT as before: it was {shown[0]}; now it is {shown[1]}."]
    if explained.changed:
        lines.append(f"Not the same as then: {'; '.join(explained.changed)}.")
    elif not explained.as_before:
        lines.append("Nothing was changed, so the answer does not always do the same. Look at it yourself.")
    else:
        lines.append("The answer, the checks and the random inputs are those of the grading.")
    return lines
