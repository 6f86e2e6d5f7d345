"""Several judges at once, each a process of its own with a warm server of its own."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from statecourse.manifest import CourseError
from statecourse.report import Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from statecourse.course import Course
    from statecourse.judge import Job


class Order(msgspec.Struct, frozen=True):
    """A job as a judge process reads it, one JSON object a line."""

    exercise: str
    folder: str
    student: str
    seed: str = ""


class Answer(msgspec.Struct, frozen=True):
    """What a judge process answers with, one JSON object a line."""

    report: Report | None = None
    problem: str = ""


class JudgeStoppedError(Exception):
    """A judge process ended in the middle of a job."""


def default_jobs() -> int:
    """As many judges as this process may use processors."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def grade_all(
    course: Course, jobs: list[Job], *, judges: int, without: tuple[str, ...] = ()
) -> Iterator[tuple[Job, Report]]:
    """Grade the jobs, and yield each with its report as it is done.

    Only the checks of the exercises that the jobs are about are loaded.

    A judge that dies takes one job with it, which gets a report that says so; a new judge goes on.
    Raises `CourseError` where a grader or a manifest is broken.
    """
    exercises = sorted({job.exercise.id for job in jobs})
    waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
    for job in jobs:
        waiting.put(job)
    done: queue.SimpleQueue[tuple[Job | None, Any]] = queue.SimpleQueue()
    stop = threading.Event()
    start = lambda: Judge(course, exercises, without)  # noqa: E731  # each thread its own
    threads = [
        threading.Thread(target=_work, args=(start, waiting, done, stop), daemon=True)
        for _ in range(max(1, min(judges, len(jobs))))
    ]
    for thread in threads:
        thread.start()
    try:
        for _ in jobs:
            graded, result = done.get()
            if graded is None:
                raise result
            yield graded, result
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _work(start: Callable[[], Judge], waiting: Any, done: Any, stop: Any) -> None:
    judge: Judge | None = None
    try:
        while not stop.is_set():
            job = waiting.get_nowait()
            judge = judge or start()
            try:
                done.put((job, judge.grade(job)))
            except JudgeStoppedError as problem:
                judge.close()
                judge = None
                done.put((job, stopped(job, str(problem))))
    except queue.Empty:
        pass
    except BaseException as problem:  # noqa: BLE001  # raised again in the thread that asked
        done.put((None, problem))
    finally:
        if judge is not None:
            judge.close()


def stopped(job: Job, why: str) -> Report:
    """The report on a submission whose judge ended: no points given or taken, and the reason."""
    manifest, points = job.exercise.manifest, job.exercise.max_points
    text = f"the grader itself stopped at this submission ({why}); grade it again or by hand"
    return Report(job.exercise.id, manifest.title, [], 0, points, problem=text, grader_failed=True)


class Judge:
    """One judge process."""

    def __init__(
        self, course: Course, exercises: list[str], without: tuple[str, ...], *, quiet: bool = False
    ) -> None:
        arguments = [str(course.root), ",".join(exercises), ",".join(without)]
        self._process = subprocess.Popen(  # noqa: S603  # our own module
            [sys.executable, "-m", "statecourse.pool", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if quiet else None,
            start_new_session=True,
        )

    def grade(self, job: Job) -> Report:
        """Have a job graded. Raises `JudgeStoppedError`, or `CourseError` where the course is broken."""
        submission = job.submission
        order = Order(job.exercise.id, str(submission.folder), submission.student, job.seed)
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None  # both are pipes
        assert stdout is not None
        try:
            stdin.write(msgspec.json.encode(order) + b"\n")
            stdin.flush()
            line = stdout.readline()
        except OSError as problem:
            raise JudgeStoppedError(str(problem)) from problem
        if not line:
            text = f"exit code {self._process.wait()}"
            raise JudgeStoppedError(text)
        answer = msgspec.json.decode(line, type=Answer)
        if answer.report is None:
            raise CourseError(answer.problem)
        return answer.report

    def close(self) -> None:
        """Hang up; the judge ends its server, and itself."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(10)
        self._process.kill()
        self._process.wait()


def main() -> None:
    """Be a judge process: orders come in on standard input, answers go out on standard output."""
    from statecourse.course import Course  # noqa: PLC0415  # the parent needs none of these
    from statecourse.judge import Job, run_jobs  # noqa: PLC0415
    from statecourse.submission import Submission  # noqa: PLC0415

    # What a check prints must not get between the answers.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    course = Course(Path(sys.argv[1]))
    exercises = [course.exercises[name] for name in sys.argv[2].split(",")]
    without = tuple(filter(None, sys.argv[3].split(",")))

    def answer(given: Answer) -> None:
        out.write(msgspec.json.encode(given) + b"\n")
        out.flush()

    def jobs() -> Iterator[Job]:
        for line in sys.stdin.buffer:
            order = msgspec.json.decode(line, type=Order)
            submission = Submission(Path(order.folder), order.student)
            yield Job(course.exercises[order.exercise], submission, order.seed)

    try:
        run_jobs(course, exercises, jobs(), lambda _, r: answer(Answer(r)), without=without)
    except CourseError as problem:
        answer(Answer(problem=str(problem)))
    except BrokenPipeError:
        pass


if __name__ == "__main__":
    main()
