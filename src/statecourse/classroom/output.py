"""The results folder: locked for one run at a time, with the store of the reports so far."""

from __future__ import annotations

import contextlib
import tempfile
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from statecourse.classroom.store import ReportStore
from statecourse.course.manifest import CourseError
from statecourse.course.whole_file import remove_parts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PRIVATE = ".statecourse"
STORE = f"{PRIVATE}/reports.db"


@contextlib.contextmanager
def output_folder(out: Path, *, fresh: bool = False) -> Iterator[ReportStore]:
    """Lock the results folder and open its store; ``fresh``: forget earlier reports.

    Files that a killed run has half written are deleted. Raises `CourseError` where the folder cannot be
    written, or another run has locked it.
    """
    make_folder(out)
    with _unwritable(out):
        (out / PRIVATE).mkdir(exist_ok=True)
    lock = FileLock(out / PRIVATE / "grade.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as problem:
        raise CourseError(
            f"another `statecourse grade` is writing to {out}; wait until it is done, or choose another folder"
        ) from problem
    except (OSError, NotImplementedError) as problem:
        why = getattr(problem, "strerror", None) or problem
        raise CourseError(f"{out / PRIVATE} cannot be locked: {why}; choose another folder") from problem
    try:
        with _unwritable(out):
            remove_parts(out)
            remove_parts(out / "feedback")
        with contextlib.closing(ReportStore(out / STORE, fresh=fresh)) as store:
            yield store
    finally:
        lock.release()


def make_folder(out: Path) -> None:
    """Make the results folder. Raises `CourseError` where it cannot be made or written."""
    with _unwritable(out):
        (out / "feedback").mkdir(parents=True, exist_ok=True)
        for folder in (out, out / "feedback"):
            tempfile.TemporaryFile(dir=folder).close()


@contextlib.contextmanager
def _unwritable(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise CourseError(
            f"{problem.filename or out} cannot be made: {problem.strerror}; choose another folder"
        ) from problem
