"""The commands ``grade`` and ``verify``: they run another room, and print a summary."""

from __future__ import annotations

import contextlib
from collections import Counter
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from statecourse.authoring.verify import verify
from statecourse.classroom.changes import in_short, in_words
from statecourse.classroom.grade import grade_folder, status_of, write_results
from statecourse.classroom.isolation import require_isolation
from statecourse.classroom.output import output_folder
from statecourse.classroom.summary.page import write_summary
from statecourse.cli.exit_codes import ExitCode
from statecourse.cli.explain import note_run
from statecourse.cli.marks import asked_formats, write_marks
from statecourse.cli.nbgrader import require_nbgrader, write_gradebook
from statecourse.cli.progress import grading_progress
from statecourse.course.manifest import CourseError
from statecourse.course.packages import missing_packages
from statecourse.report.terminal import console, say
from statecourse.report.words import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from statecourse.authoring.exercise_files import Finding
    from statecourse.classroom.grade import Grading
    from statecourse.classroom.results import Results
    from statecourse.classroom.standing import Count, Progress
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
    formats: Sequence[str] | None = None,
) -> int:
    """Grade a folder, write the results and print a summary; returns the exit code.

    What an earlier run into the same folder has graded is taken from there, unless ``fresh``.
    """
    if gradebook:
        require_nbgrader()
    if require_full:
        require_isolation()
    asked = asked_formats(formats or ())
    tally = _Tally()
    try:
        with output_folder(out, fresh=fresh) as store:
            note_run(store, folder, grading)
            with grading_progress(console(stderr=True), console()) as tally.show:
                results = grade_folder(course, folder, grading, store, tally)
            strangers = write_results(results, course, out)
            write_summary(results, course, store, out)
            if gradebook:
                write_gradebook(course, gradebook, results.results)
            code = _summary(results, out, strangers)
            for one in asked:
                write_marks(results, out, *one)
            return code
    except CourseError as problem:
        raise CourseError(f"{problem}. {tally}" if tally.done else str(problem)) from problem
    except KeyboardInterrupt:
        say(console(stderr=True), f"Stopped. {tally}")
        return ExitCode.STOPPED


class _Tally:
    """Counts what is graded; prints at the start how much an earlier run has left."""

    def __init__(self) -> None:
        self.show: Progress | None = None
        self.done = 0
        self._total: int | None = None

    def __call__(self, done: int, total: int, counts: dict[str, Count]) -> None:
        if self._total is None and done:
            say(console(), f"{done} of {total} were graded already; --fresh grades all anew.")
        self.done, self._total = done, total
        if self.show:
            self.show(done, total, counts)

    def __str__(self) -> str:
        graded = f"{self.done} of {self._total} submissions are graded and kept"
        return f"{graded if self.done else 'Nothing is lost'}; the same command goes on from there."


_SAID = {"problem": "could not be graded"}


def _summary(results: Results, out: Path, strangers: list[str]) -> int:
    screen = console()
    for note in results.notes:
        say(screen, f"Note: {note}")
    states: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    students, failed, used_up = set(), [], []
    for result in results.results:  # only once: each pass reads all reports from disk
        report = result.report
        students.add(result.student)
        states[status_of(result)] += 1
        missing.update(missing_packages(report) if report else ())
        if report and report.used_up:
            used_up.append(f"{result.student}, {result.exercise}")
        if report and report.has_errors:
            names = [check.name for check in report.checks if check.outcome == "error"]
            what = ", ".join(names) or result.problem
            failed.append(f"The grader went wrong at {result.student}, {result.exercise}: {what}")
    counts = ", ".join(f"{states[state]} {_SAID.get(state, state)}" for state in sorted(states))
    there = counted(states.total() - states["nothing handed in"], "submission")
    say(screen, f"{there} of {counted(len(students), 'student')}: {counts}.")
    say(screen, f"Written: {out / 'grades.csv'}, results.json, summary.html, feedback/")
    if strangers:
        where, files = out / "feedback", _some(strangers, ", ")
        say(screen, f"Note: {where} also has files that are not of this run, left as they were: {files}")
    tell_used_up(used_up)
    if missing:
        what = ", ".join(f"{name} ({count})" for name, count in missing.most_common(_SHOWN))
        say(screen, f"Packages that apps import and this machine lacks, and how many apps: {what}")
    for line, changes in in_short(results.changes):
        say(screen, line)
        for change in changes[:_SHOWN]:
            say(screen, f"  {change.student}, {change.exercise}: {in_words(change)}")
        if len(changes) > _SHOWN:
            say(screen, f"  and {len(changes) - _SHOWN} more, in summary.html and results.json")
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
    with Bars(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
