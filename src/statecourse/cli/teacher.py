"""The commands ``grade`` and ``verify``: they run another room, and print a summary."""

from __future__ import annotations

import contextlib
from collections import Counter
from typing import TYPE_CHECKING

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from statecourse.authoring.verify import verify
from statecourse.classroom.grade import grade_folder, status, write_results
from statecourse.classroom.output import output_folder
from statecourse.cli.exit_codes import ExitCode
from statecourse.cli.nbgrader import require_nbgrader, write_gradebook
from statecourse.course.manifest import CourseError
from statecourse.report.terminal import console, say
from statecourse.sandbox.confine import require_isolation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from statecourse.authoring.exercise_files import Finding
    from statecourse.classroom.grade import Grading, Results
    from statecourse.course.course import Course

_SHOWN = 6


def grade_submissions(
    course: Course,
    folder: Path,
    out: Path,
    grading: Grading,
    *,
    require_full: bool,
    fresh: bool = False,
    gradebook: Path | None = None,
) -> int:
    """Grade a folder, write the results and print a summary; returns the exit code.

    What an earlier run into the same folder has graded is taken from there, unless ``fresh``.
    """
    if gradebook:
        require_nbgrader()
    if require_full:
        require_isolation()
    tally = _Tally()
    try:
        with output_folder(out, fresh=fresh) as store:
            with _progress("Grading") as tally.show:
                results = grade_folder(course, folder, grading, store, tally)
            strangers = write_results(results, course, out)
            if gradebook:
                write_gradebook(course, gradebook, results.results)
            return _summary(results, out, strangers)
    except CourseError as problem:
        raise CourseError(f"{problem}. {tally}" if tally.done else str(problem)) from problem
    except KeyboardInterrupt:
        say(console(stderr=True), f"Stopped. {tally}")
        return ExitCode.STOPPED


class _Tally:
    """Counts what is graded; prints at the start how much an earlier run has left."""

    def __init__(self) -> None:
        self.show: Callable[[int, int], None] | None = None
        self.done = 0
        self._total: int | None = None

    def __call__(self, done: int, total: int) -> None:
        if self._total is None and done:
            say(console(), f"{done} of {total} were graded already; --fresh grades all anew.")
        self.done, self._total = done, total
        if self.show:
            self.show(done, total)

    def __str__(self) -> str:
        graded = f"{self.done} of {self._total} submissions are graded and kept"
        return f"{graded if self.done else 'Nothing is lost'}; the same command goes on from there."


def _summary(results: Results, out: Path, strangers: list[str]) -> int:
    screen = console()
    for note in results.notes:
        say(screen, f"Note: {note}")
    states: Counter[str] = Counter()
    students, failed, used_up = set(), [], []
    for result in results.results:  # only once: each pass reads all reports from disk
        report = result.report
        students.add(result.student)
        states[status(report) if report else "problem"] += 1
        if report and report.used_up:
            used_up.append(f"{result.student}, {result.exercise}")
        if report and report.has_errors:
            names = [check.name for check in report.checks if check.outcome == "error"]
            what = ", ".join(names) or result.problem
            failed.append(f"The grader went wrong at {result.student}, {result.exercise}: {what}")
    counts = ", ".join(f"{states[state]} {state}" for state in sorted(states))
    say(screen, f"{states.total()} submissions of {len(students)} students: {counts}.")
    say(screen, f"Written: {out / 'grades.csv'}, results.json, feedback/")
    if strangers:
        where, files = out / "feedback", _some(strangers, ", ")
        say(screen, f"Note: {where} also has files that are not of this run, left as they were: {files}")
    tell_used_up(used_up)
    for line in failed:
        say(screen, line, "red")
    return ExitCode.COULD_NOT_RUN if failed else ExitCode.DONE


def tell_used_up(submissions: list[str]) -> None:
    """Print which submissions used up the time for all checks together."""
    if submissions:
        say(console(), f"Used up the time of all checks ({len(submissions)}): {_some(submissions, '; ')}")


def _some(names: list[str], between: str) -> str:
    return between.join(names[:_SHOWN]) + (f"{between}…" if len(names) > _SHOWN else "")


def verify_exercises(course: Course, names: list[str], seeds: int, *, everything: bool = False) -> int:
    """Verify exercises and lessons, all of both without names; show each finding, return the exit code."""
    lessons = [name for name in names if name[:1].isdigit()]
    exercises = [] if lessons == names != [] else course.select([n for n in names if n not in lessons])
    findings = []
    if exercises:
        with _progress("Verifying") as show:
            findings = verify(course, exercises, show, seeds=seeds, everything=everything)
    if lessons or not names:
        findings += _verify_lessons(course, lessons)
    out = console()
    for finding in findings:
        say(out, str(finding))
    if findings:
        out.print()
        say(out, f"{len(findings)} to mend.")
        return ExitCode.NOT_PASSED
    say(out, f"{len(exercises)} exercises: nothing to mend." if exercises else "Nothing to mend.")
    return ExitCode.DONE


def _verify_lessons(course: Course, names: list[str]) -> list[Finding]:
    from statecourse.authoring.lesson_contract import hold_lessons  # noqa: PLC0415  # it loads Streamlit

    with _progress("Playing the lessons") as show:
        return hold_lessons(course, names, show)


@contextlib.contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error, if that is a terminal; gives what to call with (done, total)."""
    screen = console(stderr=True)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
