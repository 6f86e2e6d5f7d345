"""Several judges at once, each a process of its own with a warm server of its own."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, NamedTuple, Self

import msgspec

from statecourse.course.manifest import CourseError
from statecourse.course.submission import Replay  # noqa: TC001  # msgspec reads it
from statecourse.report.report import TOO_MUCH, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from statecourse.course.course import Course, Exercise
    from statecourse.course.submission import Job


class Order(msgspec.Struct, frozen=True):
    """A job as a judge process reads it, one JSON object a line."""

    exercise: str
    folder: bytes
    top: bytes
    student: str
    seed: str = ""
    replay: Replay = "explain"


class Answer(msgspec.Struct, frozen=True, tag=True):
    """What a judge process answers with, one JSON object a line.

    ``submission`` is the digest of what was graded; empty where nothing could be.
    """

    report: Report
    submission: str = ""
    spent: bool = False
    """Whether the judge holds so much memory by now that another one is to go on."""


class Refusal(msgspec.Struct, frozen=True, tag=True):
    """What a judge process answers with where it cannot grade at all; it ends then."""

    problem: str


NO_MEMORY = 71
"""The exit code of a judge that had none left (EX_OSERR). Libraries that are not Python's abort where it has."""


class Graded(NamedTuple):
    """A job that is done."""

    job: Job
    report: Report
    submission: str
    """The digest of what was graded; empty where the report is not to be relied on later."""


class JudgeStoppedError(Exception):
    """A judge process ended in the middle of a job."""


class OutOfMemoryError(JudgeStoppedError):
    """It ended as what the app sent took all the memory that it had for that."""


def default_jobs() -> int:
    """As many judges as this process may use processors."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def grade_all(
    course: Course,
    jobs: list[Job],
    *,
    judges: int,
    without: tuple[str, ...] = (),
    temporary: Path | None = None,
) -> Generator[Graded, None, None]:
    """Grade the jobs, and yield each with its report as it is done.

    Only the checks of the exercises that the jobs are about are loaded. The judges keep what they
    need for a while below ``temporary``.

    A judge that dies takes one job with it, which gets a report that says so; a new judge goes on.
    Raises `CourseError` where a grader or a manifest is broken. Who stops listening, ends the judges.
    """
    exercises = sorted({job.exercise.id for job in jobs})
    pool = _Pool(jobs, lambda share: Judge(course, exercises, without, temporary, share=share))
    parts = shares(max(1, min(judges, len(jobs))))
    threads = [threading.Thread(target=pool.work, args=(share,), daemon=True) for share in parts]
    for thread in threads:
        thread.start()
    try:
        for _ in jobs:
            done = pool.done.get()
            if isinstance(done, BaseException):
                raise done
            yield done
    finally:
        pool.stop()
        for thread in threads:
            thread.join()


def shares(judges: int) -> list[tuple[int, ...]]:
    """The processors of each judge, so that an app that keeps them busy slows nobody else's.

    None named are all of them: where judges outnumber them, or the system cannot share them out.
    """
    processors = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_setaffinity") else []
    return [tuple(processors[number::judges]) for number in range(judges)]


class _Pool:
    """What the threads share, each of which has one judge at a time."""

    def __init__(self, jobs: list[Job], start: Callable[[tuple[int, ...]], Judge]) -> None:
        self.done: queue.SimpleQueue[Graded | BaseException] = queue.SimpleQueue()
        self._waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
        for job in jobs:
            self._waiting.put(job)
        self._start_judge = start
        self._judges: set[Judge] = set()
        self._stopped = False
        self._lock = threading.Lock()

    def stop(self) -> None:
        """Have every judge end, also in the middle of a job, and no other begin."""
        with self._lock:
            self._stopped = True
            for judge in self._judges:
                judge.hang_up()

    def work(self, share: tuple[int, ...]) -> None:
        """Grade what is waiting, until there is nothing more; ``share`` are the judge's processors."""
        judge: Judge | None = None
        try:
            while not self._stopped:
                job = self._waiting.get_nowait()
                judge = judge or self._start(share)
                try:
                    answer = judge.answer(job)
                    self.done.put(Graded(job, answer.report, answer.submission))
                except JudgeStoppedError as problem:
                    self._end(judge)
                    judge = None
                    self.done.put(Graded(job, stopped(job, problem), ""))
        except queue.Empty:
            pass
        except BaseException as problem:  # noqa: BLE001  # raised again in the thread that asked
            self.done.put(problem)
        finally:
            if judge is not None:
                self._end(judge)

    def _start(self, share: tuple[int, ...]) -> Judge:
        with self._lock:
            if self._stopped:
                raise queue.Empty
            judge = self._start_judge(share)
            self._judges.add(judge)
            return judge

    def _end(self, judge: Judge) -> None:
        with self._lock:
            self._judges.discard(judge)
        judge.close()


def not_graded(exercise: Exercise, problem: str) -> Report:
    """The report on a submission that cannot be graded: no points, and the reason."""
    return Report(exercise.id, exercise.manifest.title, [], 0, exercise.max_points, problem=problem)


def stopped(job: Job, why: Exception) -> Report:
    """The report on a submission whose judge ended: no points given or taken, and the reason.

    Where what the app sent is the reason, there are none.
    """
    if isinstance(why, OutOfMemoryError):
        return not_graded(job.exercise, str(why))
    manifest, points = job.exercise.manifest, job.exercise.max_points
    text = f"the grader itself stopped at this submission ({why}); grade it again or by hand"
    return Report(job.exercise.id, manifest.title, [], 0, points, problem=text, grader_failed=True)


class Judge:
    """One judge process. ``temporary`` is where it keeps copies for a while; else where the system does."""

    def __init__(
        self,
        course: Course,
        exercises: list[str],
        without: tuple[str, ...],
        temporary: Path | None = None,
        *,
        share: tuple[int, ...] = (),
        quiet: bool = False,
    ) -> None:
        processors = ",".join(map(str, share))
        arguments = [str(course.root), ",".join(exercises), ",".join(without), processors]
        self._command = [sys.executable, "-m", "statecourse.judge.judge_process", *arguments]
        # Arrow's other pools reserve a gigabyte at once, and OpenBLAS much for each thread, which counts as used.
        self._environment = os.environ | {"ARROW_DEFAULT_MEMORY_POOL": "system", "OPENBLAS_NUM_THREADS": "1"}
        if temporary:
            self._environment["TMPDIR"] = str(temporary)
        self._quiet = quiet
        self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603  # our own module
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if self._quiet else None,
            start_new_session=True,
            env=self._environment,
        )

    def grade(self, job: Job) -> Report:
        """Have a job graded, as `answer` does, and return only the report."""
        return self.answer(job).report

    def answer(self, job: Job, seconds: float | None = None) -> Answer:
        """Have a job graded. Raises `JudgeStoppedError`, or `CourseError` where the course is broken.

        A judge that takes longer than ``seconds`` is ended: that is far more than its checks can take,
        as long as they do not hang themselves.
        """
        seconds = _patience(job.exercise) if seconds is None else seconds
        with _Deadline(seconds, self._process) as deadline:
            line = self._ask(job)
            if not line.endswith(b"\n"):
                code = self._process.wait()
                if code in {NO_MEMORY, -signal.SIGABRT}:
                    raise OutOfMemoryError(TOO_MUCH)
                raise JudgeStoppedError(
                    f"no answer in {seconds:g} seconds" if deadline.over else f"exit code {code}"
                )
        answer = msgspec.json.decode(line, type=Answer | Refusal)
        if isinstance(answer, Refusal):
            raise CourseError(answer.problem)
        if answer.spent:
            self.close()
            self._process = self._start()
        return answer

    def _ask(self, job: Job) -> bytes:
        submission = job.submission
        folder, top = (os.fsencode(path) for path in (submission.folder, submission.top or submission.folder))
        order = Order(job.exercise.id, folder, top, submission.student, job.seed, job.replay)
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None  # both are pipes
        assert stdout is not None
        with contextlib.suppress(OSError):  # where it has ended, there is no answer
            stdin.write(msgspec.json.encode(order) + b"\n")
            stdin.flush()
        return stdout.readline()

    def hang_up(self) -> None:
        """Have the judge end its server, and itself, whatever it is doing; does not wait for that."""
        assert self._process.stdin is not None  # a pipe
        with contextlib.suppress(OSError):
            self._process.stdin.close()

    def close(self) -> None:
        """End the judge."""
        self.hang_up()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(10)
        self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


class _Deadline:
    """Ends a process that takes too long."""

    def __init__(self, seconds: float, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._timer = threading.Timer(seconds, self._late)
        self._timer.daemon = True
        self.over = False

    def _late(self) -> None:
        self.over = True
        self._process.kill()

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()


_START_SECONDS = 300.0
_BUSY = 10
"""How many times as long as its budget a submission may take on a machine that is busy with others."""


def _patience(exercise: Exercise) -> float:
    """Seconds after which a judge is not waited for any more."""
    return _START_SECONDS + _BUSY * exercise.limits.submission_seconds
