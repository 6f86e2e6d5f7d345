"""A temporary folder that the next run deletes where its own process was killed."""

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

    A killed process leaves its folder behind, so each process first deletes the folders whose lock nobody holds.
    Raises OSError where there is no room for a folder.
    """
    _delete_abandoned(Path(tempfile.gettempdir()))
    with contextlib.ExitStack() as at_the_end:
        lock = _new_lock()
        at_the_end.callback(Path(lock.lock_file).unlink, missing_ok=True)
        at_the_end.callback(lock.release)
        folder = _folder_of(Path(lock.lock_file))
        folder.mkdir(mode=0o700)
        at_the_end.callback(shutil.rmtree, folder, ignore_errors=True)
        if confine.become_others():
            folder.chmod(0o711)  # workers run as another user then, in folders below this one
        yield folder


def _new_lock() -> FileLock:
    """A new lock file, held.

    It lies beside the folder, is made before it and deleted after it: a process that is killed at any moment
    leaves no folder without a lock file that the next one finds.
    """
    descriptor, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_LOCK)
    os.close(descriptor)
    lock = FileLock(name)
    lock.acquire()  # which makes the file again, should another process have deleted it as abandoned
    return lock


def _folder_of(lock: Path) -> Path:
    return lock.with_name(lock.name.removesuffix(_LOCK))


def _delete_abandoned(place: Path) -> None:
    for lock in place.glob(f"{_PREFIX}*{_LOCK}"):
        with contextlib.suppress(OSError, Timeout, NotImplementedError):
            if _is_ours(lock) and lock.is_file():
                _delete(lock)


def _is_ours(path: Path) -> bool:
    mine = not hasattr(os, "geteuid") or path.lstat().st_uid == os.geteuid()
    return mine and not path.is_symlink()


def _delete(lock: Path) -> None:
    folder = _folder_of(lock)
    with FileLock(lock, timeout=0):
        if folder.exists() and _is_ours(folder):
            shutil.rmtree(folder, ignore_errors=True)
        # While a judge of the killed process still writes there, the lock file stays for the next run.
        if not folder.exists():
            lock.unlink()
