"""A temporary folder that does not outlive its process for long, however that ended."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from statecourse.sandbox import scratch

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIX = "statecourse-grade-"
_LOCK = "in-use.lock"
_SECONDS_TO_LOCK = 60


@contextlib.contextmanager
def workspace() -> Iterator[Path]:
    """A new temporary folder, deleted at the end.

    A process that is killed leaves its folder behind; so each begins by deleting those that no process
    holds any more. Raises OSError where there is no room for a folder.
    """
    _sweep(Path(tempfile.gettempdir()))
    folder, lock = _made()
    try:
        yield folder
    finally:
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)


def _made() -> tuple[Path, FileLock]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        lock = FileLock(folder / _LOCK)
        # Another process may take it for an abandoned one before it is locked.
        with contextlib.suppress(FileNotFoundError):
            lock.acquire()
            if scratch.worker_uid() is not None:
                folder.chmod(0o711)  # workers, who are nobody then, have their folders below
            return folder, lock


def _sweep(place: Path) -> None:
    for folder in place.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError, Timeout, NotImplementedError):
            if _is_ours(folder):
                _remove_abandoned(folder)


def _is_ours(folder: Path) -> bool:
    mine = not hasattr(os, "geteuid") or folder.lstat().st_uid == os.geteuid()
    return mine and folder.is_dir() and not folder.is_symlink()


def _remove_abandoned(folder: Path) -> None:
    if not (folder / _LOCK).is_file():
        if time.time() - folder.lstat().st_mtime > _SECONDS_TO_LOCK:
            folder.rmdir()
        return
    with FileLock(folder / _LOCK, timeout=0):
        for path in folder.iterdir():
            if path.name != _LOCK:
                shutil.rmtree(path, ignore_errors=True)
        # A judge of the killed process may not have ended yet; then the next one comes back to it.
        if [path.name for path in folder.iterdir()] == [_LOCK]:
            shutil.rmtree(folder)
