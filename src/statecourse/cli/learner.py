"""The commands ``check`` and ``watch``, for a learner's own apps."""

from __future__ import annotations

import dataclasses
import gc
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from statecourse.cli.exit_codes import ExitCode
from statecourse.course.manifest import CourseError
from statecourse.course.progress import private_folder, read_progress, record
from statecourse.course.stubs import flagged
from statecourse.course.submission import own_job
from statecourse.report.terminal import console, say, show_report
from statecourse.report.words import for_student
from statecourse.runtime.app_sandbox import AppSandbox
from statecourse.sandbox.confine import missing_layers
from statecourse.sandbox.start import launched_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from statecourse.course.course import Course, Exercise
    from statecourse.course.submission import Job
    from statecourse.judge.filmed import Film
    from statecourse.judge.run import Films
    from statecourse.report.report import Report
    from statecourse.sandbox.sandbox import Sandbox


def _sandbox(exercises: list[Exercise]) -> Sandbox:
    """A sandbox that gets ready for these apps; its server was most often launched before (see `__main__`)."""
    sandbox = AppSandbox(launched=launched_server())
    sandbox.get_ready(exercises[0].folder)
    return sandbox


def check_exercises(course: Course, names: list[str], *, as_json: bool) -> int:
    """Check exercises, print the reports, keep the progress; returns the exit code."""
    exercises = course.select(names)
    if not exercises:
        raise CourseError("this course has no exercises")
    sandbox = _sandbox(exercises)
    gc.disable()  # nearly all that is made before the first report stays
    from statecourse.judge.run import run_jobs  # noqa: PLC0415  # loads while the sandbox gets ready

    out, reports = console(), []
    if not as_json:
        _notice(out)

    def emit(job: Job, report: Report) -> None:
        gc.freeze()  # what is there now is never collected
        gc.enable()
        lesson = course.lesson_of(job.exercise) or ""
        report = for_student(msgspec.structs.replace(flagged(report, course, job), lesson=lesson))
        reports.append(report)
        record(course, report)
        if not as_json:
            show_report(out, report, number_of_hints=len(job.exercise.manifest.hints))

    try:
        filmed = not as_json and len(exercises) == 1
        jobs = [dataclasses.replace(own_job(exercise), filmed=filmed) for exercise in exercises]
        run_jobs(course, exercises, jobs, emit, sandbox=sandbox, films=_film_writer(course, out))
    finally:
        gc.enable()
        sandbox.close()
    if as_json:
        out.file.write(msgspec.json.format(msgspec.json.encode(reports), indent=1).decode() + "\n")
    elif len(reports) > 1:
        out.print()
        say(out, f"{sum(report.passed for report in reports)} of {len(reports)} exercises passed.")
    return _code(reports)


def _film_writer(course: Course, out: Console) -> Films:
    """What keeps the film of a failed check, and says where it is."""

    def write(job: Job, _: Report, film: Film | None) -> None:
        if film is None:
            return
        from statecourse.cli.failed_film import write_film  # noqa: PLC0415  # for a failed check alone

        path = private_folder(course) / "films" / f"{job.exercise.id}.{film.check}.html"
        here = Path.cwd()
        write_film(out, film.story, path, path.relative_to(here) if path.is_relative_to(here) else path)

    return write


def _code(reports: list[Report]) -> int:
    if any(report.has_errors for report in reports):
        return ExitCode.COULD_NOT_RUN
    return ExitCode.DONE if all(report.passed for report in reports) else ExitCode.NOT_PASSED


def _notice(out: Console) -> None:
    missing = [layer.layer for layer in missing_layers()]
    if missing:
        text = f"Your app runs without {', '.join(missing)} here; fine for your own code."
        say(out, f"{text} (`statecourse doctor` says more.)", "dim")


def watch_exercises(course: Course, names: list[str]) -> None:
    """Check the first exercise that is not passed, and then each one again as it is saved, until Ctrl+C."""
    exercises = course.select(names)
    from statecourse.judge.judges import Judges, graded  # noqa: PLC0415  # not needed for a check

    out = console()
    _notice(out)
    progress = read_progress(course)
    first = next((e for e in exercises if not progress.of(e.id).passed), exercises[0])
    with Judges(course, [exercise.id for exercise in exercises]) as judges:
        for job in _saved(exercises, first):
            report = for_student(flagged(graded(job, judges.submit(job)).report, course, job))
            known = record(course, report)
            if out.is_terminal:
                out.clear()
            show_report(out, report, number_of_hints=len(job.exercise.manifest.hints))
            moment = time.strftime("%H:%M:%S")
            out.print()
            say(out, f"Try {known.tries}, {moment}. Waiting for you to save a file …", "dim")


def _saved(exercises: list[Exercise], first: Exercise) -> Iterator[Job]:
    """A job for the first exercise, and one for each that is saved from then on."""
    import watchfiles  # noqa: PLC0415  # `check` does not need it

    yield own_job(first)
    folders = [exercise.folder for exercise in exercises]
    for changes in watchfiles.watch(*folders, debounce=60, step=20, raise_interrupt=True):
        touched = [path for _, path in changes if path.endswith((".py", ".json", ".csv", ".txt", ".db"))]
        for exercise in exercises:
            if any(path.startswith(str(exercise.folder)) for path in touched):
                yield own_job(exercise)
