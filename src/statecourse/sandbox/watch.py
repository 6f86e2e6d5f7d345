"""Looks at a worker while it lives: what it keeps on disk, and how many threads it has.

No limit of the system's own bounds these. Sources: proc(5) on ``fd``, ``maps`` and ``status``.
"""

from __future__ import annotations

import contextlib
import functools
import os
import re
import stat
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from statecourse.sandbox.scratch import Scratch

_SECONDS = 0.1
MAX_FILES = 4_000
"""Files and folders that an app may have."""
MAX_THREADS = 500
_MAX_MAPPED = 16
"""Deleted files that an app may have in its memory; how large they are cannot be told."""


class Watch:
    """Looks at a worker until it is stopped; at what is too much it calls ``cut``, and keeps the reason."""

    def __init__(self, folder: Scratch, pid: int, megabytes: int, cut: Callable[[], None]) -> None:
        self._folder = folder
        self._process = Path("/proc", str(pid))
        self._megabytes = megabytes
        self._cut = cut
        self.kind = ""
        self.reason = ""
        _watched.add(self)
        _thread()

    def stop(self) -> None:
        """Look no more."""
        _watched.discard(self)

    def look(self) -> None:
        """Look once."""
        try:
            found = next(self._too_much(), None)
        except Exception as problem:  # noqa: BLE001  # who cannot be watched does not run
            found = ("disk", f"the app's folder cannot be looked into ({type(problem).__name__})")
        if found and self in _watched:
            self.kind, self.reason = found
            self.stop()
            self._cut()

    def _too_much(self) -> Iterator[tuple[str, str]]:
        used = self._folder.disk_usage(MAX_FILES)
        held, mapped = _deleted_files(self._process, str(self._folder.folder))
        if used.size + held > self._megabytes * 2**20 or mapped > _MAX_MAPPED:
            yield "disk", f"the app wrote more than {self._megabytes} MB to disk"
        if used.files > MAX_FILES:
            yield "disk", f"the app made more than {MAX_FILES:,} files and folders"
        if used.hidden:
            yield "disk", "the app made a folder that cannot be looked into"
        if _threads(self._process) > MAX_THREADS:
            yield "threads", f"the app started more than {MAX_THREADS} threads"


_watched: set[Watch] = set()


@functools.cache
def _thread() -> None:
    """One thread looks at all workers of a judge; to start one for each takes longer than to look."""
    threading.Thread(target=_look_at_all, daemon=True).start()


def _look_at_all() -> None:
    while True:
        time.sleep(_SECONDS)
        for watch in list(_watched):
            watch.look()


def _threads(process: Path) -> int:
    with contextlib.suppress(OSError):
        found = re.search(r"^Threads:\s*(\d+)", (process / "status").read_text(), re.MULTILINE)
        return int(found[1]) if found else 0
    return 0


def _deleted_files(process: Path, folder: str) -> tuple[int, int]:
    """Bytes of deleted files that a process has open, and how many others it has in its memory.

    Both are 0 where the system does not let us see.
    """
    held = {}
    with contextlib.suppress(OSError):
        for descriptor in os.scandir(process / "fd"):
            with contextlib.suppress(OSError):  # closed meanwhile
                found = os.stat(descriptor.path)  # noqa: PTH116  # it leads to a file without a name
                if stat.S_ISREG(found.st_mode) and not found.st_nlink:
                    held[found.st_ino] = found.st_blocks * 512
    with contextlib.suppress(OSError):
        lines = (process / "maps").read_text(errors="replace").splitlines()
        gone = {line.split()[4] for line in lines if folder in line and line.endswith("(deleted)")}
        return sum(held.values()), len(gone - set(map(str, held)))
    return sum(held.values()), 0
