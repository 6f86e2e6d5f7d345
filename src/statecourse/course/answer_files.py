"""The files of a submission that its app can see: which they are, and how they are read and copied."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

from statecourse.course.opening import NotOrdinaryError, TooDeepError, files_below

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from statecourse.course.opening import Opened

MAX_FILES = 500
MAX_BYTES = 20 * 2**20
MAX_DEPTH = 32
LEFT_OUT = {
    ".git",
    ".venv",
    "venv",
    "node_modules",
    "__pycache__",
    ".statecourse",
    ".streamlit",
    ".pytest_cache",
}
_MACHINE = {"ENOSPC", "EDQUOT", "EROFS", "EMFILE", "ENFILE", "ENOMEM", "EFBIG"}


class SubmissionError(Exception):
    """A submission that cannot be graded; the reason names the file."""


def no_fault_of_the_file(problem: OSError) -> bool:
    """Whether the machine lacked disk, memory or open files, which must cost no student a point."""
    return errno.errorcode.get(problem.errno or 0) in _MACHINE


@contextlib.contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Turn an error of reading a submission into a `SubmissionError` that names the file.

    An error of the machine, such as a full disk, stays an OSError.
    """
    try:
        yield
    except NotOrdinaryError as problem:
        raise SubmissionError(
            f"{_name_in(folder, problem.path)} is not an ordinary file; links, pipes and devices are not graded"
        ) from problem
    except TooDeepError as problem:
        raise SubmissionError(
            f"{readable(problem.path.name)} lies more than {MAX_DEPTH} folders deep"
        ) from problem
    except OSError as problem:
        if no_fault_of_the_file(problem):
            raise
        name = readable(Path(problem.filename or folder).name)
        raise SubmissionError(f"{name} cannot be read: {problem.strerror}") from problem


def _name_in(folder: Path, path: Path) -> str:
    return readable(path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name)


def opened_files(
    folder: Path, leave_out: Callable[[Path], bool] = lambda _: False, top: Path | None = None
) -> Iterator[Opened]:
    """The files of a submission that its app can see, sorted, each open until the next one.

    Caches, virtual environments, version control and Streamlit's settings, which the course gives, are left out,
    and so is what ``leave_out`` says. From ``top`` down, no folder may be a link.
    Raises `SubmissionError` for a link, a device, too many or too large files.
    """

    def is_seen(path: Path, is_folder: bool) -> bool:  # noqa: FBT001  # as it is asked
        return path.name not in LEFT_OUT and (is_folder or not leave_out(path))

    size = 0
    with reading(folder):
        for count, file in enumerate(files_below(folder, top or folder, MAX_DEPTH, is_seen), 1):
            size += file.size
            if count > MAX_FILES or size > MAX_BYTES:
                raise SubmissionError(
                    f"more than {MAX_FILES} files, or {MAX_BYTES // 2**20} MB, at {_name_in(folder, file.path)}"
                )
            yield file


def submission_files(folder: Path) -> Iterator[Path]:
    """The paths of `opened_files`. Read them by name only in a folder that nobody else can change."""
    return (file.path for file in opened_files(folder))


def readable(name: str) -> str:
    """A file's name as text; bytes that are not UTF-8 become a replacement character."""
    return os.fsencode(name).decode("utf-8", "replace")


def copy_files(
    folder: Path,
    target: Path,
    leave_out: Callable[[Path], bool] = lambda _: False,
    top: Path | None = None,
) -> None:
    """Copy the files of a submission into a new folder. Raises `SubmissionError` and OSError."""
    target.mkdir()
    for file in opened_files(folder, leave_out, top):
        write_file(target / file.path.relative_to(folder), file.read())


def write_file(path: Path, data: bytes) -> None:
    """Write a file and the folders above it. Raises OSError."""
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
