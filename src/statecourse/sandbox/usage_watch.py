"""Looks at workers ten times a second: what they have on disk, and how many threads.

Where a worker has `optional_layers`, the kernel bounds both, and this finds out who came near the bound; elsewhere
nothing else bounds them. Sources: proc(5) on ``fd``, ``maps`` and ``status``.
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

from statecourse.sandbox.optional_layers import MAX_FILES, MAX_THREADS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from statecourse.sandbox.app_folder import Scratch

_SECONDS = 0.1
_MAX_MAPPED = 16
"""Deleted files that an app may have in its memory; how large they are cannot be told."""
_MAX_MAPS = 2**23
"""Bytes of the list of what a process has in its memory; that of a usual app has 100,000."""
_MAX_LINE = 2**13


class Watch:
    """Looks at a worker until it is stopped; where that uses too much, it calls ``cut``, and keeps the reason."""

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

    def finds_too_much(self) -> bool:
        """Whether there is too much by now, where that is told at once."""
        if self._folder.disk is not None:
            self.look()
        return bool(self.reason)

    def _too_much(self) -> Iterator[tuple[str, str]]:
        used = self._folder.disk_usage(MAX_FILES)
        held, mapped = (0, 0) if self._folder.disk is not None else self._deleted_files()
        if used.size + held > self._megabytes * 2**20 or mapped > _MAX_MAPPED:
            yield "disk", f"the app wrote more than {self._megabytes} MB to disk"
        if used.files > MAX_FILES:
            yield "disk", f"the app made more than {MAX_FILES:,} files and folders"
        if used.hidden:
            yield "disk", "the app made a folder that cannot be looked into"
        if _threads(self._process) > MAX_THREADS:
            yield "threads", f"the app started more than {MAX_THREADS} threads"

    def _deleted_files(self) -> tuple[int, int]:
        """Bytes of deleted files that are open, and how many others are in memory."""
        held = _open_and_deleted(self._process)
        mapped = _mapped_and_deleted(self._process, os.fsencode(self._folder.folder))
        return sum(held.values()), len(mapped - set(held))


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


def _open_and_deleted(process: Path) -> dict[int, int]:
    """Bytes of deleted files that a process has open, by their numbers; none where the system keeps us out."""
    held = {}
    with contextlib.suppress(OSError):
        for descriptor in os.scandir(process / "fd"):
            with contextlib.suppress(OSError):  # closed meanwhile
                found = os.stat(descriptor.path)  # noqa: PTH116  # it leads to a file without a name
                if stat.S_ISREG(found.st_mode) and not found.st_nlink:
                    held[found.st_ino] = found.st_blocks * 512
    return held


def _mapped_and_deleted(process: Path, folder: bytes) -> set[int]:
    """The numbers of a folder's deleted files in a process's memory. Raises ValueError for far too long a list."""
    gone, left = set(), _MAX_MAPS
    with contextlib.suppress(OSError), (process / "maps").open("rb") as maps:
        # A name may hold anything but the end of a line, which the kernel writes otherwise.
        while line := maps.readline(_MAX_LINE):
            left -= len(line)
            if left < 0:
                raise ValueError("too long a list of what is in memory")
            if folder in line and line.endswith(b" (deleted)\n"):
                gone.add(int(line.split(None, 5)[4]))
    return gone
