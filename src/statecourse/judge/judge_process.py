"""A judge process: the program behind `judges.Judge`.

Its setup and then orders come in on standard input, answers go out on standard output, each a line of JSON.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import queue
import shutil
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from statecourse.course.course import Course
from statecourse.course.manifest import CourseError
from statecourse.course.submission import Job, Submission
from statecourse.judge.judges import NO_MEMORY, Answer, Order, Refusal, Setup
from statecourse.judge.run import run_jobs
from statecourse.runtime.app_sandbox import AppSandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from statecourse.judge.filmed import Film
    from statecourse.report.report import Report
    from statecourse.sandbox.sandbox import Sandbox


_IDLE_SECONDS = 0.01
"""Seconds without an order after which the judge counts as idle."""
_TABLES_MB = 256
"""Memory that pandas and Arrow take once the first table is read."""
_FOLDERS = 3
"""App folders that may exist at a time: this app's, and those of the two before, which are being deleted."""


def main() -> None:
    """Grade what is ordered until standard input ends.

    The process ends with it even in the middle of a job: nobody waits for the answer, and perhaps nobody is left to
    kill it.
    """
    # What a check prints must not get between the answers.
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    setup = msgspec.json.decode(sys.stdin.buffer.readline(), type=Setup)
    if setup.processors:
        os.sched_setaffinity(0, setup.processors)
    course = Course(Path(os.fsdecode(setup.course)))
    exercises = [course.exercises[name] for name in setup.exercises]
    sandbox = AppSandbox(without=setup.without)
    sandbox.get_ready(exercises[0].folder)  # answers will most often use what the stub does
    orders: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(orders, sandbox), daemon=True).start()
    inbox = _Inbox(course, orders, sandbox)
    try:
        run_jobs(
            course,
            exercises,
            inbox.jobs(),
            lambda *_: None,  # the answer has the film with it
            sandbox=sandbox,
            films=lambda job, report, film: _say(out, inbox.answer(job, report, film)),
        )
    except CourseError as problem:
        _say(out, Refusal(str(problem)))
    except MemoryError:
        os._exit(NO_MEMORY)
    finally:
        sandbox.close()
    # Python's own exit would wait for the thread that listens.
    os._exit(0)


def _listen(orders: queue.SimpleQueue[bytes], sandbox: Sandbox) -> None:
    for line in sys.stdin.buffer:
        orders.put(line)
    sandbox.close()
    os._exit(0)


def _say(out: Any, given: Answer | Refusal) -> None:
    data = msgspec.json.encode(given) + b"\n"
    with contextlib.suppress(BrokenPipeError):  # then `_listen` ends this process
        while data:
            data = data[out.write(data) :]


class _Inbox:
    """Turns orders into jobs, each on a copy of the answer that nobody else can change."""

    def __init__(self, course: Course, orders: queue.SimpleQueue[bytes], sandbox: Sandbox) -> None:
        self._course = course
        self._orders = orders
        self._sandbox = sandbox
        self._root = sandbox.root
        self._own = _data_size()

    def jobs(self) -> Iterator[Job]:
        """The jobs, without end. Raises `CourseError` if the disk has no room for them."""
        gc.freeze()  # what is loaded by now, such as the checks, never becomes garbage
        while True:
            order = msgspec.json.decode(self._next(), type=Order)
            exercise = self._course.exercises[order.exercise]
            self._require_space(_FOLDERS * exercise.limits.disk_mb)
            if self._own:
                _limit_memory(self._own + (_TABLES_MB + exercise.limits.judge_mb) * 2**20)
            folder = self._root / "answer"
            at, top = (Path(os.fsdecode(path)) for path in (order.folder, order.top))
            submission = Submission(at, order.student, order.problem, exercise.answer, top)
            answer = _copied(submission, folder)
            yield Job(exercise, answer, order.seed, order.replay, order.checks, order.walk, order.filmed)
            shutil.rmtree(folder, ignore_errors=True)

    def _next(self) -> bytes:
        """The next order. The idle time before it is used to delete what the last app left."""
        try:
            return self._orders.get(timeout=_IDLE_SECONDS)
        except queue.Empty:
            self._sandbox.wait_for_stopped()
            return self._orders.get()

    def answer(self, job: Job, report: Report, film: Film | None) -> Answer:
        """The answer to a finished job. Raises `CourseError` if its app had too little room on the disk."""
        self._require_space(job.exercise.limits.disk_mb)
        answer = job.submission
        most = self._own + (_TABLES_MB + job.exercise.limits.judge_mb // 2) * 2**20
        digest = "" if answer.problem else answer.digest()
        return Answer(
            report,
            digest,
            spent=_data_size() > most,
            film=json.dumps(film.story | {"check": film.check}) if film else "",
        )

    def _require_space(self, megabytes: int) -> None:
        try:
            require_space(self._root, megabytes)
        except CourseError:
            self._sandbox.wait_for_stopped()  # deletes what the last apps wrote
            require_space(self._root, megabytes)


def _data_size() -> int:
    """Bytes of data of this process, as `RLIMIT_DATA` counts them; 0 if the system does not tell."""
    with contextlib.suppress(OSError):
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[5]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    return 0


def _limit_memory(size: int) -> None:
    """Limit this process's data to ``size`` bytes: if it needs more, that is the app's failure, and harms no other judge."""
    with contextlib.suppress(ImportError):  # Windows has none
        import resource  # noqa: PLC0415

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = size if most == resource.RLIM_INFINITY else min(size, most)
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, most))


def _copied(submission: Submission, folder: Path) -> Submission:
    try:
        return submission.copied(folder)
    except OSError as problem:
        raise CourseError(
            f"{folder.parent}: {problem.strerror}; make room there, or have TMPDIR name another folder"
        ) from problem


def require_space(folder: Path, megabytes: int) -> None:
    """Raise `CourseError` if the disk of a folder has less free: a full disk must not become an app's failure."""
    free = shutil.disk_usage(folder).free / 2**20
    if free < megabytes:
        raise CourseError(
            f"{folder.parent} has {free:,.0f} MB free, and an app may need {megabytes:,} MB there; "
            "make room, or have TMPDIR name another folder"
        )


if __name__ == "__main__":
    main()
