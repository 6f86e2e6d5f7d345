"""The command ``explain``: one check on one student's answer once more, in full, and whether it is as before."""

from __future__ import annotations

import contextlib
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from statecourse.classroom.explain import explain
from statecourse.classroom.grade import Grading, file_name
from statecourse.classroom.handins.found import Asked
from statecourse.classroom.isolation import require_isolation
from statecourse.classroom.output import STORE, output_folder
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
    if not (out / STORE).is_file():
        raise CourseError(f"{out} holds no grading; name its folder with --out")
    with output_folder(out) as store:
        run = _noted_run(store, folder, check)
        if run is None:
            command = shlex.join(["statecourse", "explain", student, check, "SUBMISSIONS", "-o", str(out)])
            raise CourseError(
                f"{out / STORE} was written by an older statecourse, and does not say what was graded; say it: {command}"
            )
        grading = Grading(run.asked, seed=run.seed)
        explained = explain(course, Path(run.folder), grading, store, (student, check))
    screen = console()
    _show(screen, explained)
    if explained.story is not None:
        path = out / "films" / file_name(explained.student) / f"{explained.exercise}.{explained.check}.html"
        write_film(screen, explained.story, path, path)
    screen.print()
    for line in verdict(explained):
        say(screen, line)
    return ExitCode.DONE if explained.as_before else ExitCode.NOT_PASSED


def _noted_run(store: ReportStore, folder: Path | None, check: str) -> Run | None:
    """How it was graded, as it was noted; where an older version noted nothing, what can be told by ``folder``."""
    with contextlib.suppress(msgspec.DecodeError):
        run = msgspec.json.decode(store.noted(_RUN), type=Run)
        return msgspec.structs.replace(run, folder=str(folder or run.folder))
    exercise = check.rpartition("/")[0]
    return Run(str(folder), "", Asked((exercise,) if exercise else ())) if folder else None


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
