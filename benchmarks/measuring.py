"""What the benchmarks share: two sides measured in turn, so that whatever else the machine does slows both."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from statecourse.course.course import Exercise

ROOT = Path(__file__).parents[1]
MINICOURSE = ROOT / "tests" / "minicourse"
STATECOURSE = [sys.executable, "-m", "statecourse"]
# Python keeps what it has compiled, unless told not to, as on some machines that build images. Those who
# install packages have them compiled there all the same, so that only one side would be slower by it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def in_turn(sides: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median of the seconds that each side takes, run one after another, ``rounds`` times."""
    taken: dict[str, list[float]] = {name: [] for name in sides}
    for side in sides.values():
        side()  # the first time is about caches
    for _ in range(rounds):
        for name, side in sides.items():
            began = time.perf_counter()
            side()
            taken[name].append(time.perf_counter() - began)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


@contextlib.contextmanager
def one_core() -> Iterator[None]:
    """Have everything that is started within this block share one processor."""
    all_cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(all_cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, all_cores)


def row(what: str, measured: str, ratio: str, promised: str) -> None:
    """Print a row of the table."""
    print(f"| {what} | {measured} | {ratio} | {promised} |", flush=True)


def shown(seconds: float) -> str:
    """Seconds as a reader wants them."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"


def solved_course(folder: Path) -> Path:
    """A copy of the small course with its first exercise solved; five checks, one of them hidden."""
    shutil.copytree(MINICOURSE, folder, ignore=shutil.ignore_patterns("__pycache__", ".statecourse"))
    solution = folder / "solutions" / "ex01a_likes" / "app.py"
    shutil.copy(solution, folder / "exercises" / "ex01a_likes" / "app.py")
    return folder


@contextlib.contextmanager
def served_course(answered: list[str]) -> Iterator[tuple[str, int]]:
    """A copy of the course as ``learn`` serves it to who has answered these rounds; its address, and its process group."""
    sys.path.insert(0, str(ROOT / "tests"))
    from browser import free_port, wait_for  # noqa: PLC0415  # needs the tests' packages

    with tempfile.TemporaryDirectory() as temporary:
        course = Path(temporary)
        for name in ("lessons", "exercises", "graders", "solutions", ".streamlit"):
            shutil.copytree(ROOT / name, course / name, ignore=shutil.ignore_patterns("__pycache__"))
        (course / ".statecourse").mkdir()
        known = {"predictions": dict.fromkeys(answered, 0)}
        (course / ".statecourse" / "progress.json").write_text(json.dumps(known))
        port, quiet = free_port(), subprocess.DEVNULL
        command = [*STATECOURSE, "learn", "--no-browser", f"--port={port}"]
        server = subprocess.Popen(command, cwd=course, stdout=quiet, stderr=quiet, start_new_session=True)
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}", server.pid
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait()


# --- submissions -------------------------------------------------------------------------------

LEFT_OUT = shutil.ignore_patterns("__pycache__", "expected.yaml", "exercise.yaml", "task.md")


def usual_answers(exercise: Exercise) -> Iterator[Path]:
    """The solution, the stub, and all right and wrong answers."""
    yield exercise.solution
    yield exercise.folder
    for path in sorted(exercise.graders.glob("*/*")):
        if path.parent.name in {"right", "wrong"} and (
            path.suffix == ".py" or (path / exercise.answer).is_file()
        ):
            yield path


def with_answer(student: Path, exercise: Exercise, source: Path) -> Path:
    """Put an answer, a file or a folder, into a student's folder; gives where it is."""
    target = student / exercise.id
    if source.is_dir():
        shutil.copytree(source, target, ignore=LEFT_OUT)
    else:
        target.mkdir(parents=True)
        shutil.copyfile(source, target / exercise.answer)
    return target


def make_unlike_others(folder: Path, number: int, answer: str) -> None:
    """Leave a number beside the app, and in it where it is text."""
    (folder / "number.txt").write_text(f"{number}\n", encoding="utf-8")
    with contextlib.suppress(UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
        app = folder / answer
        text = app.read_bytes().decode()
        app.write_bytes(f"{text}\n# {number}\n".encode())
