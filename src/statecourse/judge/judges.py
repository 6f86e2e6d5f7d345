"""A pool of judge processes that grade jobs, each with a warm server of its own.

Whoever has answers to grade makes `Judges` and submits jobs: ``grade`` and ``verify`` all at once, ``watch``,
a lesson and a notebook one after another, nbgrader a few in advance.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import Future
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

import msgspec

from statecourse.course.manifest import CourseError
from statecourse.course.submission import Replay  # noqa: TC001  # msgspec reads it
from statecourse.report.report import TOO_MUCH, Report

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterable
    from pathlib import Path

    from statecourse.course.course import Course, Exercise
    from statecourse.course.submission import Job


# --- messages, one JSON object a line --------------------------------------------------------------


class Setup(msgspec.Struct, frozen=True):
    """The first line to a judge process. Paths are bytes, as they may be of any encoding."""

    course: bytes
    exercises: list[str]
    """The exercises that its jobs may be about: their checks are loaded first."""
    without: tuple[str, ...] = ()
    """Layers of isolation to leave out."""
    processors: tuple[int, ...] = ()
    """The processors that it may use; empty means all of them."""


class Order(msgspec.Struct, frozen=True):
    """A job, on each further line to a judge process."""

    exercise: str
    folder: bytes
    top: bytes
    student: str
    problem: str = ""
    """Why it cannot be read, if that is known already."""
    seed: str = ""
    replay: Replay = "explain"
    checks: tuple[str, ...] = ()
    walk: int | None = None
    filmed: bool = False


class Answer(msgspec.Struct, frozen=True, tag=True):
    """What a judge process says of a job."""

    report: Report
    submission: str = ""
    """The digest of what was graded; empty if nothing could be."""
    spent: bool = False
    """Whether the judge holds so much memory by now that it is to be replaced."""
    film: str = ""
    """The film of the first failed check as JSON, where the job asked for it and there is one; ``check`` in it names the check."""


class Refusal(msgspec.Struct, frozen=True, tag=True):
    """What a judge process says if it cannot grade at all; then it exits."""

    problem: str


NO_MEMORY = 71
"""The exit code of a judge that ran out of memory (EX_OSERR). C libraries abort the process instead."""


class JudgeStoppedError(Exception):
    """A judge process ended in the middle of a job."""


class OutOfMemoryError(JudgeStoppedError):
    """It ended because what the app sent took all of its memory."""


# --- judges ----------------------------------------------------------------------------------------


def default_jobs() -> int:
    """As many judges as this process may use processors."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Judges:
    """Judge processes for some exercises of a course, to be closed after use.

    Each starts with the first job that it gets, and is replaced if it ends in the middle of one. ``without`` names
    layers of isolation to leave out. Copies of answers are kept below ``temporary``, by default in the system's
    temporary folder. Judges that are ``quiet`` write nothing to standard error.
    """

    def __init__(
        self,
        course: Course,
        exercises: Collection[str],
        *,
        processes: int = 1,
        without: tuple[str, ...] = (),
        temporary: Path | None = None,
        quiet: bool = False,
    ) -> None:
        self._course, self._exercises, self._without = course, sorted(exercises), without
        self._temporary, self._quiet = temporary, quiet
        self._tasks: queue.SimpleQueue[tuple[Job, Future[Answer]] | None] = queue.SimpleQueue()
        self._judges: set[Judge] = set()
        self._closed = False
        self._lock = threading.Lock()
        # Not a `ThreadPoolExecutor`: Python would end only when all its jobs are done.
        self._threads = [
            threading.Thread(target=self._work, args=(processors,), daemon=True)
            for processors in processors_of_each(processes)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, job: Job) -> Future[Answer]:
        """Have a job graded as soon as a judge is free.

        The future raises `JudgeStoppedError` if the judge ended or hung, and `CourseError` if the course is
        broken. Raises `JudgeStoppedError` if the judges were closed.
        """
        future: Future[Answer] = Future()
        with self._lock:
            self._require_open()
            self._tasks.put((job, future))
        return future

    def _require_open(self) -> None:
        if self._closed:
            raise JudgeStoppedError("all judges were closed")

    def close(self) -> None:
        """End all judges, also in the middle of a job; jobs that are not done are given up."""
        with self._lock:
            self._closed = True
            for judge in self._judges:
                judge.hang_up()
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _work(self, processors: tuple[int, ...]) -> None:
        """Grade one job after another with one judge at a time, until the judges are closed."""
        judge: Judge | None = None
        while task := self._tasks.get():
            job, future = task
            if not future.set_running_or_notify_cancel():
                continue
            try:
                judge = judge or self._start(processors)
                answer = judge.answer(job)
            except BaseException as problem:  # noqa: BLE001  # the future raises it again
                self._end(judge)
                judge = None
                future.set_exception(problem)
                continue
            future.set_result(answer)
            if answer.spent:
                self._end(judge)
                judge = None
        self._end(judge)

    def _start(self, processors: tuple[int, ...]) -> Judge:
        with self._lock:
            self._require_open()
            setup = Setup(os.fsencode(self._course.root), self._exercises, self._without, processors)
            judge = Judge(setup, self._temporary, quiet=self._quiet)
            self._judges.add(judge)
            return judge

    def _end(self, judge: Judge | None) -> None:
        if judge is not None:
            with self._lock:
                self._judges.discard(judge)
            judge.close()


def processors_of_each(judges: int) -> list[tuple[int, ...]]:
    """The processors of each judge, so that an app that keeps them busy slows no other judge.

    Empty for judges beyond the number of processors, and if the system cannot pin processes to them.
    """
    processors = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_setaffinity") else []
    return [tuple(processors[number::judges]) for number in range(judges)]


class Graded(NamedTuple):
    """A job that is done."""

    job: Job
    report: Report
    submission: str
    """The digest of what was graded; empty if the report is not to be relied on later."""
    film: str = ""
    """As `Answer.film`."""


def grade_all(
    course: Course,
    jobs: list[Job],
    *,
    judges: int,
    without: tuple[str, ...] = (),
    temporary: Path | None = None,
) -> Generator[Graded, None, None]:
    """Grade the jobs, and yield each with its report as it is done.

    A judge that ends takes one job with it, whose report says so. Raises `CourseError` if a grader or a manifest is
    broken. Closing the generator ends the judges.
    """
    exercises = {job.exercise.id for job in jobs}
    processes = max(1, min(judges, len(jobs)))
    with Judges(course, exercises, processes=processes, without=without, temporary=temporary) as at_work:
        yield from as_graded(at_work, jobs, ahead=2 * processes)


class AtWork(Protocol):
    """Whoever takes jobs: `Judges` here, or those of a cluster."""

    def submit(self, job: Job) -> Future[Answer]:
        """As `Judges.submit`."""


def as_graded(at_work: AtWork, jobs: Iterable[Job], ahead: int) -> Generator[Graded, None, None]:
    """Submit the jobs, only so many ``ahead`` of those that are done, and yield each as it is. Raises `CourseError`."""
    done: queue.SimpleQueue[Future[Answer]] = queue.SimpleQueue()
    jobs_of: dict[Future[Answer], Job] = {}
    left = iter(jobs)

    def submit(count: int) -> None:
        for job in itertools.islice(left, count):
            future = at_work.submit(job)
            jobs_of[future] = job
            future.add_done_callback(done.put)

    submit(ahead)
    while jobs_of:
        future = done.get()
        yield graded(jobs_of.pop(future), future)
        submit(1)


def graded(job: Job, future: Future[Answer]) -> Graded:
    """The result of a submitted job, even if its judge ended. Raises `CourseError`."""
    try:
        answer = future.result()
    except JudgeStoppedError as problem:
        return Graded(job, stopped(job, problem), "")
    return Graded(job, answer.report, answer.submission, answer.film)


def not_graded(exercise: Exercise, problem: str) -> Report:
    """The report on a submission that cannot be graded: no points, and the reason."""
    return Report(exercise.id, exercise.manifest.title, [], 0, exercise.max_points, problem=problem)


def stopped(job: Job, why: Exception) -> Report:
    """The report on a submission whose judge ended.

    If what the app sent took all memory, that is the app's failure, with no points; else it is the grader's.
    """
    if isinstance(why, OutOfMemoryError):
        return not_graded(job.exercise, str(why))
    problem = f"the grader itself stopped at this submission ({why}); grade it again or by hand"
    return msgspec.structs.replace(not_graded(job.exercise, problem), grader_failed=True)


# --- one judge -------------------------------------------------------------------------------------

_START_SECONDS = 300.0
_BUSY = 10
"""How many times as long as its budget a submission may take on a machine that is busy with others."""


def _patience(exercise: Exercise) -> float:
    """Seconds after which a judge is not waited for any more."""
    return _START_SECONDS + _BUSY * exercise.limits.submission_seconds


class Judge:
    """The handle of one judge process."""

    def __init__(self, setup: Setup, temporary: Path | None = None, *, quiet: bool = False) -> None:
        # Arrow's other pools reserve a gigabyte at once, and OpenBLAS much for each thread, which counts as used.
        environment = os.environ | {"ARROW_DEFAULT_MEMORY_POOL": "system", "OPENBLAS_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "statecourse.judge.judge_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if quiet else None,
            start_new_session=True,
            env=environment | ({"TMPDIR": str(temporary)} if temporary else {}),
        )
        self._say(setup)

    def answer(self, job: Job, seconds: float | None = None) -> Answer:
        """Have a job graded. Raises `JudgeStoppedError`, or `CourseError` if the course is broken.

        A judge that takes longer than ``seconds`` is killed: by default that is far more than its checks can
        take, as long as they do not hang themselves.
        """
        seconds = _patience(job.exercise) if seconds is None else seconds
        began = time.monotonic()
        watchdog = threading.Timer(seconds, self._process.kill)
        watchdog.daemon = True
        watchdog.start()
        try:
            line = self._ask(job)
        finally:
            watchdog.cancel()
        if not line.endswith(b"\n"):
            raise self._why_stopped(seconds, late=time.monotonic() - began >= seconds)
        answer = msgspec.json.decode(line, type=Answer | Refusal)
        if isinstance(answer, Refusal):
            raise CourseError(answer.problem)
        return answer

    def _ask(self, job: Job) -> bytes:
        submission = job.submission
        folder, top = (os.fsencode(path) for path in (submission.folder, submission.top or submission.folder))
        options = job.seed, job.replay, job.checks, job.walk, job.filmed
        self._say(Order(job.exercise.id, folder, top, submission.student, submission.problem, *options))
        assert self._process.stdout is not None  # a pipe
        return self._process.stdout.readline()

    def _say(self, message: Setup | Order) -> None:
        assert self._process.stdin is not None  # a pipe
        # If the process has ended, or was hung up on, there is no answer.
        with contextlib.suppress(OSError, ValueError):
            self._process.stdin.write(msgspec.json.encode(message) + b"\n")
            self._process.stdin.flush()

    def _why_stopped(self, seconds: float, *, late: bool) -> JudgeStoppedError:
        code = self._process.wait()
        if code in {NO_MEMORY, -signal.SIGABRT}:
            return OutOfMemoryError(TOO_MUCH)
        return JudgeStoppedError(f"no answer in {seconds:g} seconds" if late else f"exit code {code}")

    def hang_up(self) -> None:
        """Tell the process to end its server and itself, whatever it is doing; does not wait for that."""
        assert self._process.stdin is not None  # a pipe
        with contextlib.suppress(OSError):
            self._process.stdin.close()

    def close(self) -> None:
        """End the process."""
        self.hang_up()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(10)
        self._process.kill()
        self._process.wait()
        assert self._process.stdout is not None  # a pipe
        self._process.stdout.close()
