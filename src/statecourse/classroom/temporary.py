"""A temporary folder that does not outlive its process for long, however that ended."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from statecourse.sandbox import confine

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIX = "statecourse-grade-"
_LOCK = ".lock"


@contextlib.contextmanager
def workspace() -> Iterator[Path]:
    """A new temporary folder, deleted at the end.

    A process that is killed leaves its folder behind; so each begins by deleting those that no process
    holds any more. Raises OSError where there is no room for a folder.
    """
    _sweep(Path(tempfile.gettempdir()))
    with contextlib.ExitStack() as at_the_end:
        lock = _held()
        at_the_end.callback(Path(lock.lock_file).unlink, missing_ok=True)
        at_the_end.callback(lock.release)
        folder = _folder_of(Path(lock.lock_file))
        folder.mkdir(mode=0o700)
        at_the_end.callback(shutil.rmtree, folder, ignore_errors=True)
        if confine.become_others():
            folder.chmod(0o711)  # workers, who are nobody then, have their folders below
        yield folder


def _held() -> FileLock:
    """A lock that nobody else has.

    It stands next to the folder, and is there before and after it: at whatever moment the process is
    killed, what it leaves begins with a lock that the next one finds.
    """
    descriptor, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_LOCK)
    os.close(descriptor)
    lock = FileLock(name)
    lock.acquire()  # makes the file again, should somebody have taken it for an abandoned one
    return lock


def _folder_of(lock: Path) -> Path:
    return lock.with_name(lock.name.removesuffix(_LOCK))


def _sweep(place: Path) -> None:
    for lock in place.glob(f"{_PREFIX}*{_LOCK}"):
        with contextlib.suppress(OSError, Timeout, NotImplementedError):
            if _is_ours(lock) and lock.is_file():
                _remove_abandoned(lock)


def _is_ours(path: Path) -> bool:
    mine = not hasattr(os, "geteuid") or path.lstat().st_uid == os.geteuid()
    return mine and not path.is_symlink()


def _remove_abandoned(lock: Path) -> None:
    folder = _folder_of(lock)
    with FileLock(lock, timeout=0):
        if folder.exists() and _is_ours(folder):
            shutil.rmtree(folder, ignore_errors=True)
        # A judge of the killed process may not have ended yet; then the next one comes back to it.
        if not folder.exists():
            lock.unlink()
