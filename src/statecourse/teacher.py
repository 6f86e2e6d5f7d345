"""What ``grade`` and ``verify`` do and show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from statecourse.cli_nbgrader import require_nbgrader, write_gradebook
from statecourse.grade import Grading, grade_folder, make_folder, status, write_results
from statecourse.manifest import CourseError
from statecourse.pool import default_jobs
from statecourse.sandbox.confine import LAYERS, REQUIRED, missing_layers
from statecourse.terminal import console, say
from statecourse.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from statecourse.course import Course
    from statecourse.grade import Results

DONE, FOUND, COULD_NOT_RUN = 0, 1, 2


def require_isolation() -> None:
    """Raise `CourseError` where other people's code would not be locked in well enough.

    It names each missing layer, what it would have promised, and what to do.
    """
    missing = [layer for layer in missing_layers() if layer.layer in REQUIRED]
    if not missing:
        return
    what = "; ".join(
        f"{m.layer} ({m.why}; without it nothing ensures that an app {LAYERS[m.layer]})" for m in missing
    )
    text = (
        f"other people's code is not run here, because isolation is missing: {what}. "
        "Grade on Linux 6.12 or newer, or accept this with --isolation=process"
    )
    raise CourseError(text)


def grade_submissions(
    course: Course,
    folder: Path,
    out: Path,
    exercises: list[str],
    jobs: int,
    *,
    require_full: bool,
    gradebook: Path | None = None,
) -> int:
    """Grade a folder, write the results, say what was done; returns the exit code."""
    if gradebook:
        require_nbgrader()
    if require_full:
        require_isolation()
    make_folder(out)
    grading = Grading(judges=jobs or default_jobs(), exercises=tuple(exercises))
    with _progress("Grading") as show:
        results = grade_folder(course, folder, grading, show)
    write_results(results, course, out)
    if gradebook:
        write_gradebook(course, gradebook, results.results)
    return _summary(results, out)


def _summary(results: Results, out: Path) -> int:
    screen = console()
    for note in results.notes:
        say(screen, f"Note: {note}")
    states = [status(r.report) if r.report else "problem" for r in results.results]
    students = len({r.student for r in results.results})
    counts = ", ".join(f"{states.count(state)} {state}" for state in sorted(set(states)))
    say(screen, f"{len(states)} submissions of {students} students: {counts}.")
    say(screen, f"Written: {out / 'grades.csv'}, results.json, feedback/")
    failed = [r for r in results.results if r.report and r.report.has_errors]
    for result in failed:
        names = [c.name for c in result.report.checks if c.outcome == "error"] if result.report else []
        what = ", ".join(names) or result.problem
        say(screen, f"The grader went wrong at {result.student}, {result.exercise}: {what}", "red")
    return COULD_NOT_RUN if failed else DONE


def verify_exercises(course: Course, names: list[str]) -> int:
    """Verify exercises, show each finding; returns the exit code."""
    exercises = course.select(names)
    with _progress("Verifying") as show:
        findings = verify(course, exercises, show)
    out = console()
    for finding in findings:
        say(out, str(finding))
    if findings:
        say(out, f"\n{len(findings)} to mend.")
        return FOUND
    say(out, f"{len(exercises)} exercises: nothing to mend.")
    return DONE


class _progress:  # noqa: N801  # used like a function
    """A progress bar on standard error, where that is a terminal."""

    def __init__(self, what: str) -> None:
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console(stderr=True),
            transient=True,
            disable=not console(stderr=True).is_terminal,
        )
        self._task = self._bar.add_task(what, total=None)

    def __enter__(self) -> Callable[[int, int], None]:
        self._bar.start()
        return lambda done, total: self._bar.update(self._task, completed=done, total=total)

    def __exit__(self, *_: object) -> None:
        self._bar.stop()
