"""Grades on a Dask cluster that is there already: the same judges, on many machines.

Apart from the judge, which does without Dask: only this module loads it, and only ``grade --scheduler`` loads this one.
Each Dask worker gets the course once, as bytes, and each answer with its job: no file system is shared. It has judges
of its own, as many as it has threads, and so a warm server and a sandbox for each.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import tempfile
import threading
import time
import uuid
import zipfile
from concurrent.futures import CancelledError, Future
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import dask
import msgspec
from distributed import Client, KilledWorker, WorkerPlugin, get_worker

from statecourse.classroom.fingerprint import environment
from statecourse.classroom.temporary import workspace
from statecourse.course.answer_files import SubmissionError, reading, write_file
from statecourse.course.course import Course
from statecourse.course.manifest import CourseError
from statecourse.course.submission import Job, Submission
from statecourse.judge.judges import Answer, Judges, JudgeStoppedError, as_graded
from statecourse.report.words import one_line

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from statecourse.judge.judges import Graded

_PARTS = ("exercises", "graders", "solutions", "lessons")
_CONNECT_SECONDS = 20
_ALONE_SECONDS, _LOOK_SECONDS = 60.0, 5.0
"""How long a cluster may have no worker at all."""
_IDLE_SECONDS = 600.0
"""Without a job, after which a worker's judges end; with the next one others start."""
_SHOWN = 5
"""Differences that a message names."""
_AHEAD, _LEAST_AHEAD = 2, 64
"""Answers on their way for each thread of the cluster, and at least so many: machines may join."""


class Parcel(msgspec.Struct, frozen=True):
    """A job for another machine, with the files of its answer by their names."""

    exercise: str
    student: str
    problem: str
    files: list[tuple[bytes, bytes]]
    seed: str
    filmed: bool


def grade_on_cluster(
    course: Course, jobs: Sequence[Job], address: str, *, without: tuple[str, ...] = ()
) -> Generator[Graded, None, None]:
    """As `judges.grade_all`, on the cluster whose scheduler is at an address.

    A job whose machine is lost is done on another one. Raises `CourseError` also where no cluster answers, a worker
    would grade differently, or none is left; closing the generator ends the judges, and leaves the cluster as it was.
    """
    if not jobs:
        return
    with Cluster(address, course, {job.exercise.id for job in jobs}, without=without) as at_work:
        yield from as_graded(at_work, jobs, ahead=at_work.ahead)


class Cluster:
    """The judges of a cluster for some exercises of a course, to be closed after use."""

    def __init__(
        self, address: str, course: Course, exercises: set[str], *, without: tuple[str, ...]
    ) -> None:
        self._address = address
        # An answer may be of twenty megabytes, and what goes wrong is told once, by this.
        dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GiB"})
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        try:
            self._client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as problem:
            raise CourseError(f"no Dask scheduler answers at {address}: {problem}") from problem
        self._name = f"statecourse-{uuid.uuid4().hex}"
        self._sent: dict[Any, Future[Answer]] = {}
        """What Dask promises, and what was promised here; Dask gives up what nobody holds."""
        self._closed = threading.Event()
        try:
            self._require_workers()
            self._prepare(CourseThere(packed(course), sorted(exercises), without, environment(without)))
        except BaseException:
            self.close()
            raise
        threading.Thread(target=self._watch, daemon=True).start()

    @property
    def ahead(self) -> int:
        """How many answers to submit before the first is done."""
        return max(_LEAST_AHEAD, _AHEAD * sum(self._client.nthreads().values()))

    def _require_workers(self) -> None:
        if not self._client.nthreads():
            raise CourseError(f"the cluster at {self._address} has no workers; start some")

    def _prepare(self, there: CourseThere) -> None:
        try:
            self._client.register_plugin(there, name=self._name)
            self._client.run(check_there, self._name)
        except CourseError:
            raise
        except Exception as problem:
            why = f"{type(problem).__name__}: {one_line(str(problem))}"
            raise CourseError(
                f"the workers of {self._address} cannot grade ({why}); "
                "have the same statecourse[cluster] and course packages on all of them as here"
            ) from problem

    def submit(self, job: Job) -> Future[Answer]:
        """As `Judges.submit`. Raises `CourseError` where the cluster is lost, OSError where this machine has no room."""
        promised: Future[Answer] = Future()
        given = msgspec.msgpack.encode(parcel(job))
        try:
            sent = self._client.submit(grade_there, self._name, given, pure=False)
        except Exception as problem:
            raise self._lost(str(problem)) from problem
        self._sent[sent] = promised
        sent.add_done_callback(self._finish)
        return promised

    def _finish(self, sent: Any) -> None:
        promised = self._sent.pop(sent, None)
        if promised is None:
            return
        try:
            promised.set_result(msgspec.json.decode(sent.result(), type=Answer))
        except (CourseError, JudgeStoppedError) as problem:
            promised.set_exception(problem)
        except Exception as problem:  # noqa: BLE001  # Dask's own, of many kinds
            promised.set_exception(self._what_it_means(problem))

    def _what_it_means(self, problem: Exception) -> Exception:
        if isinstance(problem, KilledWorker):
            return JudgeStoppedError("the cluster lost one machine after another at it")
        if isinstance(problem, CancelledError | OSError):  # a worker's own is told as a CourseError
            return self._lost("its scheduler does not answer")
        return self._lost(f"{type(problem).__name__}: {one_line(str(problem))}")

    def _lost(self, why: str) -> CourseError:
        return CourseError(f"the cluster at {self._address} is lost ({why}); run the same command again")

    def _watch(self) -> None:
        """Give up where the cluster has no worker for long: Dask itself would wait for ever."""
        seen = time.monotonic()
        while not self._closed.wait(_LOOK_SECONDS):
            with contextlib.suppress(Exception):  # the scheduler is gone, which Dask tells of each job
                seen = time.monotonic() if self._client.nthreads() else seen
            if time.monotonic() - seen > _ALONE_SECONDS:
                for sent in list(self._sent):
                    if promised := self._sent.pop(sent, None):
                        promised.set_exception(self._lost("no worker is left"))

    def close(self) -> None:
        """End the judges on all workers, also in the middle of a job, and let go of the cluster."""
        self._closed.set()
        self._sent.clear()
        with contextlib.suppress(Exception):  # whatever is wrong with it by now
            self._client.unregister_worker_plugin(self._name)
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def packed(course: Course) -> bytes:
    """The files of a course that grading takes, as a zip file. Raises `CourseError`."""
    buffer = io.BytesIO()
    try:
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in _PARTS:
                for path in sorted((course.root / part).rglob("*")):
                    if path.is_file() and "__pycache__" not in path.parts:
                        archive.write(path, path.relative_to(course.root))
    except OSError as problem:
        raise CourseError(
            f"{problem.filename or course.root} cannot be read: {problem.strerror}"
        ) from problem
    return buffer.getvalue()


def parcel(job: Job) -> Parcel:
    """A job with the files of its answer, or with why it cannot be graded."""
    answer, files, why = job.submission, [], ""
    try:
        answer.check()
        with reading(answer.folder):
            files = [
                (os.fsencode(file.path.relative_to(answer.folder)), file.read()) for file in answer.files()
            ]
    except SubmissionError as problem:
        files, why = [], str(problem)
    return Parcel(job.exercise.id, answer.student, why, files, job.seed, job.filmed)


# --- on the other machines -------------------------------------------------------------------------


class CourseThere(WorkerPlugin):
    """A course on a Dask worker, with its judges; Dask sets it up on each, also on one that joins later."""

    def __init__(
        self, course: bytes, exercises: list[str], without: tuple[str, ...], expected: dict[str, str]
    ) -> None:
        self._packed, self._exercises, self._without, self._expected = course, exercises, without, expected

    def setup(self, worker: Any) -> None:
        """Get to know the worker; what takes time comes with the first job."""
        self._place, self._threads = worker.address, worker.state.nthreads
        self._lock, self._ended = threading.Lock(), threading.Event()
        self._at_the_end = contextlib.ExitStack()
        self._judges: Judges | None = None
        self._busy, self._last_used = 0, 0.0

    def teardown(self, worker: Any) -> None:  # noqa: ARG002
        """End the judges, and delete the course."""
        self._ended.set()
        with self._lock:
            self._at_the_end.close()

    def check(self) -> None:
        """Raise `CourseError` where this worker would grade otherwise than the machine that sent the course."""
        found = environment(self._without)
        names = sorted(name for name in found | self._expected if found.get(name) != self._expected.get(name))
        if names:
            listed = "; ".join(
                f"{name}: {found.get(name, 'none')} there, {self._expected.get(name, 'none')} here"
                for name in names[:_SHOWN]
            )
            more = f"; and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
            raise CourseError(
                f"it would grade otherwise than this machine: {listed}{more}; install the same on both"
            )

    def answer(self, given: Parcel) -> Answer:
        """Grade an answer. Raises as `Judges.submit` and its future do; what is wrong with this machine names it."""
        try:
            with self._in_use() as judges, tempfile.TemporaryDirectory(dir=self._course.root) as folder:
                app = Path(folder) / "answer"
                app.mkdir()
                for name, data in given.files:
                    write_file(app / os.fsdecode(name), data)
                exercise = self._course.exercises[given.exercise]
                answer = Submission(app, given.student, given.problem, exercise.answer)
                return judges.submit(Job(exercise, answer, given.seed, filmed=given.filmed)).result()
        except (CourseError, OSError) as problem:
            raise CourseError(f"on the worker at {self._place}: {problem}") from problem

    @contextlib.contextmanager
    def _in_use(self) -> Iterator[Judges]:
        with self._lock:
            if self._judges is None:
                self._judges = self._started()
            self._busy += 1
            judges = self._judges
        try:
            yield judges
        finally:
            with self._lock:
                self._busy, self._last_used = self._busy - 1, time.monotonic()

    def _started(self) -> Judges:
        self.check()
        folder = self._at_the_end.enter_context(workspace())
        self._course = Course(folder / "course")
        with zipfile.ZipFile(io.BytesIO(self._packed)) as archive:
            archive.extractall(self._course.root)  # the teacher's own files
        self._course.root.chmod(0o700)
        judges = Judges(
            self._course, self._exercises, processes=self._threads, without=self._without, temporary=folder
        )
        self._at_the_end.callback(judges.close)
        threading.Thread(target=self._end_when_idle, daemon=True).start()
        return judges

    def _end_when_idle(self) -> None:
        """Give back what the judges hold: whoever sent the course may have been killed, and so never says that it is done."""
        while not self._ended.wait(_IDLE_SECONDS / 10):
            with self._lock:
                if not self._busy and time.monotonic() - self._last_used > _IDLE_SECONDS:
                    self._at_the_end.close()
                    self._judges = None
                    return


def check_there(name: str, dask_worker: Any) -> None:
    """On a Dask worker: `CourseThere.check`; the error names it."""
    try:
        dask_worker.plugins[name].check()
    except CourseError as problem:
        raise CourseError(f"on the worker at {dask_worker.address}: {problem}") from problem


def grade_there(name: str, given: bytes) -> bytes:
    """On a Dask worker: `CourseThere.answer`, of a `Parcel` and with an answer as bytes."""
    there: Any = get_worker().plugins[name]
    return msgspec.json.encode(there.answer(msgspec.msgpack.decode(given, type=Parcel)))
