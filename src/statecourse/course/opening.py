"""Opens files of a folder that its owner may change at any moment, so that the file examined is the file read.

Each name is opened relative to its open folder. No link is followed and no pipe waited for; the checks are made on
the open file. On a system without that (Windows) the names are checked before they are opened.
"""

from __future__ import annotations

import contextlib
import os
import stat
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_BY_DESCRIPTOR = os.open in os.supports_dir_fd and os.listdir in os.supports_fd
_FLAGS = os.O_RDONLY
for _name in ("O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_BINARY"):
    _FLAGS |= getattr(os, _name, 0)
_FOLDER = getattr(os, "O_DIRECTORY", 0)


class NotOrdinaryError(Exception):
    """``path`` is neither a file nor a folder, but a link, a pipe, a socket or a device."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} is not an ordinary file")
        self.path = path


class TooDeepError(Exception):
    """The folder ``path`` lies in too many others."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} lies too deep")
        self.path = path


class Opened(NamedTuple):
    """An ordinary file that is open, and its size in bytes when it was opened."""

    path: Path
    descriptor: int
    size: int

    def read(self) -> bytes:
        """Its content, and no more than it had when it was opened, however it grows."""
        with os.fdopen(os.dup(self.descriptor), "rb") as file:
            return file.read(self.size)


@contextlib.contextmanager
def opened(path: Path, top: Path | None = None) -> Iterator[Opened]:
    """Open a file below ``top``, by default its folder. Links are followed up to ``top`` and not below it.

    Raises `NotOrdinaryError`, and OSError.
    """
    with _open_folder(path.parent, top or path.parent) as at, _open_file(path, at) as file:
        yield file


def read_file(path: Path, top: Path | None = None, at_most: int | None = None) -> bytes:
    """The content of a file below ``top``, or its first ``at_most`` bytes. Raises `NotOrdinaryError`, and OSError."""
    with opened(path, top) as file:
        return file.read() if at_most is None else file._replace(size=min(at_most, file.size)).read()


def files_below(
    folder: Path, top: Path, max_depth: int, is_wanted: Callable[[Path, bool], bool]
) -> Iterator[Opened]:
    """All files in a folder below ``top``, sorted, each open until the next one.

    ``is_wanted`` is called with each path, and whether it is a folder, before it is opened.
    Raises `NotOrdinaryError`, `TooDeepError`, and OSError.
    """
    with _open_folder(folder, top) as at:
        yield from _walk(folder, at, max_depth, is_wanted)


def _walk(
    folder: Path, at: int | None, depth: int, is_wanted: Callable[[Path, bool], bool]
) -> Iterator[Opened]:
    if depth <= 0:
        raise TooDeepError(folder)
    names = os.listdir(folder if at is None else at)  # noqa: PTH208  # of what is open
    for path in sorted(folder / name for name in names):
        is_folder = stat.S_ISDIR(_status(path, at).st_mode)
        if not is_wanted(path, is_folder):
            continue
        if is_folder:
            with _open_inside(path, at) as inner:
                yield from _walk(path, inner, depth - 1, is_wanted)
        else:
            with _open_file(path, at) as file:
                yield file


@contextlib.contextmanager
def _open_folder(folder: Path, top: Path) -> Iterator[int | None]:
    """The descriptor of a folder below ``top``; None on a system that cannot open files relative to one."""
    if not _BY_DESCRIPTOR:
        yield None
        return
    with contextlib.ExitStack() as stack:
        at = os.open(top, os.O_RDONLY | _FOLDER)
        stack.callback(os.close, at)
        path = top
        for part in folder.relative_to(top).parts:
            path /= part
            at = stack.enter_context(_open_inside(path, at))  # type: ignore[assignment]
        yield at


@contextlib.contextmanager
def _open_inside(path: Path, at: int | None) -> Iterator[int | None]:
    """The descriptor of a folder that lies in the open folder ``at``."""
    if at is None:
        yield None
        return
    descriptor = _open(path, at, _FOLDER)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _open_file(path: Path, at: int | None) -> Iterator[Opened]:
    # Opening some devices has an effect, so the type is checked before it is opened, and once more after.
    if not stat.S_ISREG(_status(path, at).st_mode):
        raise NotOrdinaryError(path)
    descriptor = _open(path, at)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise NotOrdinaryError(path)
        yield Opened(path, descriptor, status.st_size)
    finally:
        os.close(descriptor)


def _status(path: Path, at: int | None) -> os.stat_result:
    return path.lstat() if at is None else os.stat(path.name, dir_fd=at, follow_symlinks=False)


def _open(path: Path, at: int | None, more: int = 0) -> int:
    try:
        return os.open(path if at is None else path.name, _FLAGS | more, dir_fd=at)
    except OSError as problem:
        if stat.S_IFMT(_status(path, at).st_mode) in {stat.S_IFREG, stat.S_IFDIR}:
            raise
        raise NotOrdinaryError(path) from problem
