"""A class graded on a Dask cluster of several processes: the same results, byte for byte, as one process gives."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import time
from concurrent.futures import CancelledError
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from distributed import Client
from distributed.comm import CommClosedError

from statecourse.classroom import cluster
from statecourse.classroom.grade import Grading, grade_folder, write_results
from statecourse.classroom.output import output_folder
from statecourse.course.manifest import CourseError
from statecourse.course.submission import Job, Submission

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from statecourse.course.course import Course

    Tree = Callable[..., Path]

pytestmark = [pytest.mark.usefixtures("all_layers"), pytest.mark.slow]

WORKERS = 2


def dask(*arguments: str) -> subprocess.Popen[bytes]:
    """A process of Dask's own command line."""
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


class Running:
    """A scheduler and its workers, each a process."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "scheduler.json"
        where = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(self._file))
        self.scheduler = dask("scheduler", *where)
        self.workers = [self.join() for _ in range(WORKERS)]
        self.address = self._found()

    def join(self) -> subprocess.Popen[bytes]:
        """Start one more worker."""
        few = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        return dask("worker", *few, "--scheduler-file", str(self._file))

    def _found(self) -> str:
        until = time.monotonic() + 60
        while not self._file.exists() and time.monotonic() < until:
            time.sleep(0.1)
        with Client(scheduler_file=str(self._file), set_as_default=False) as client:
            client.wait_for_workers(WORKERS, timeout=60)
            return str(client.scheduler.address)

    def close(self) -> None:
        """End all of them; the scheduler last, as a worker waits long for one that does not answer."""
        for processes in (self.workers, [self.scheduler]):
            for process in processes:
                process.terminate()
            for process in processes:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(20)
                process.kill()


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """A cluster, with its files for temporary use in a folder of the test's own."""
    found = Running(tmp_path)
    yield found
    found.close()


@pytest.fixture
def students(course: Course, tree: Tree, tmp_path: Path) -> Path:
    """A class with right answers, wrong ones, and some that cannot be read."""
    right = (course.root / "solutions" / "ex01a_likes" / "app.py").read_text()
    stub = (course.root / "exercises" / "ex01a_likes" / "app.py").read_text()
    files: dict[str, str] = {}
    for number in range(12):
        text = (right, stub, "1 / 0\n", "import os; os._exit(3)\n", "", "def broken(:\n")[number % 6]
        files[f"student{number:02}/ex01a_likes/app.py"] = f"{text}# {number}\n" if text else ""
    folder = tree(tmp_path / "students", files)
    (folder / "link" / "ex01a_likes").mkdir(parents=True)
    (folder / "link" / "ex01a_likes" / "app.py").symlink_to("/etc/passwd")
    return folder


def graded(
    course: Course,
    students: Path,
    out: Path,
    scheduler: str = "",
    progress: Callable[..., None] = lambda *_: None,
) -> dict[str, bytes]:
    """The files that grading writes, by name."""
    with output_folder(out) as store:
        results = grade_folder(course, students, Grading(scheduler=scheduler), store, progress)
        write_results(results, course, out)
    files = [path for path in out.rglob("*") if path.is_file() and ".statecourse" not in path.parts]
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


def test_a_cluster_of_which_one_worker_is_killed_gives_what_one_process_gives(
    running: Running, course: Course, students: Path, tmp_path: Path
) -> None:
    """Byte for byte; the answer that it was at is graded by another one. Nothing of the judges is left."""
    killed = []

    def kill_one(done: int, *_: object) -> None:
        if done == 3 and not killed:
            killed.append(running.workers[0])
            running.workers[0].send_signal(signal.SIGKILL)

    here = graded(course, students, tmp_path / "here")
    there = graded(course, students, tmp_path / "there", running.address, kill_one)
    assert killed[0].wait(10) == -signal.SIGKILL
    assert there == here
    assert len(there) == 2 + 2 * 13


def test_a_machine_may_join_in_the_middle(
    running: Running, course: Course, students: Path, tmp_path: Path
) -> None:
    """And be the only one that is left."""

    def replace(done: int, *_: object) -> None:
        if done == 3 and len(running.workers) == WORKERS:
            running.workers.append(running.join())
            for worker in running.workers[:WORKERS]:
                worker.kill()

    there = graded(course, students, tmp_path / "there", running.address, replace)
    assert there == graded(course, students, tmp_path / "here")


def test_a_cluster_is_left_as_it_was(
    running: Running, course: Course, students: Path, tmp_path: Path
) -> None:
    """No judge goes on, and a second class finds it ready."""
    graded(course, students, tmp_path / "first", running.address)
    children = [Path(f"/proc/{worker.pid}/task/{worker.pid}/children") for worker in running.workers]
    assert [path.read_text() for path in children] == ["", ""]
    again = graded(course, students, tmp_path / "second", running.address)
    assert again == graded(course, students, tmp_path / "here")


def test_a_worker_that_would_grade_otherwise_is_refused(
    running: Running, course: Course, students: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a line that says which, what differs and what to do."""
    real = cluster.environment

    def other(without: tuple[str, ...] = ()) -> dict[str, str]:
        return real(without) | {"streamlit": "1.0"}

    monkeypatch.setattr(cluster, "environment", other)
    there = real()["streamlit"]
    told = rf"on the worker at tcp://.*: it would grade otherwise than this machine: streamlit: {there} there, 1.0 here; install"
    with pytest.raises(CourseError, match=told):
        graded(course, students, tmp_path / "out", running.address)


def test_where_no_worker_is_left_it_ends_and_can_go_on(
    running: Running, course: Course, students: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was graded is kept."""
    monkeypatch.setattr(cluster, "_ALONE_SECONDS", 1.0)
    monkeypatch.setattr(cluster, "_LOOK_SECONDS", 0.2)
    seen = []

    def kill_all(done: int, *_: object) -> None:
        seen.append(done)
        if done == 2:
            for worker in running.workers:
                worker.kill()

    with pytest.raises(CourseError, match="is lost .*run the same command again"):
        graded(course, students, tmp_path / "out", running.address, kill_all)
    assert graded(course, students, tmp_path / "out") == graded(course, students, tmp_path / "here")


def test_where_the_scheduler_ends_it_ends(
    running: Running, course: Course, students: Path, tmp_path: Path
) -> None:
    """Soon, and says what to do."""

    def kill(done: int, *_: object) -> None:
        if done == 2:
            running.scheduler.kill()

    with pytest.raises(CourseError, match=r"is lost \(its scheduler does not answer\); run the same"):
        graded(course, students, tmp_path / "out", running.address, kill)


def test_where_nobody_answers(
    course: Course, students: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told with the address."""
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 1)
    with pytest.raises(CourseError, match="no Dask scheduler answers at tcp://127.0.0.1:9"):
        graded(course, students, tmp_path / "out", "tcp://127.0.0.1:9")


def test_without_dask_it_says_what_to_install(
    course: Course, students: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is an extra."""
    monkeypatch.setitem(sys.modules, "statecourse.classroom.cluster", None)
    with pytest.raises(CourseError, match=r"pip install 'statecourse\[cluster\]'"):
        graded(course, students, tmp_path / "out", "tcp://127.0.0.1:9")


class _Place:
    """As much of a Dask worker as a plugin looks at."""

    address = "tcp://here"

    class state:  # noqa: N801  # as Dask calls it
        nthreads = 1


@pytest.fixture
def there(course: Course) -> Iterator[cluster.CourseThere]:
    """What runs on a worker, in this process."""
    exercises = ["ex01a_likes"]
    made = cluster.CourseThere(cluster.packed(course), exercises, (), cluster.environment())
    made.setup(_Place)
    yield made
    made.teardown(_Place)


def test_judges_without_a_job_end_and_come_again(
    there: cluster.CourseThere, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that was killed tells nobody that it is over."""
    monkeypatch.setattr(cluster, "_IDLE_SECONDS", 0.2)
    exercise = course.exercises["ex01a_likes"]
    given = cluster.parcel(Job(exercise, Submission(exercise.solution.parent, "ada")))
    assert there.answer(given).report.passed
    place = there._course.root
    until = time.monotonic() + 20
    while place.exists() and time.monotonic() < until:
        time.sleep(0.1)
    assert not place.exists()
    assert there.answer(given).report.passed


def test_what_is_wrong_with_a_machine_names_it(
    there: cluster.CourseThere, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as a disk without room."""
    exercise = course.exercises["ex01a_likes"]
    given = cluster.parcel(Job(exercise, Submission(exercise.solution.parent, "ada")))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cluster, "write_file", full)
    with pytest.raises(CourseError, match="on the worker at tcp://here: .*No space left"):
        there.answer(given)


def test_a_closed_connection_is_a_scheduler_that_does_not_answer() -> None:
    """Dask tells of a lost scheduler in more than one way; which one is a matter of moments."""
    lost = object.__new__(cluster.Cluster)
    lost._address = "tcp://there:8786"
    told = {str(lost._what_it_means(problem)) for problem in (CancelledError(), CommClosedError("in <TCP>"))}
    assert told == {
        "the cluster at tcp://there:8786 is lost (its scheduler does not answer); run the same command again"
    }
