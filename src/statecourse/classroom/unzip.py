"""Unpacks a student's zip file in a process with limits, or refuses it as a whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from statecourse.classroom import unzip_process
from statecourse.course.answer_files import (
    MAX_BYTES,
    MAX_DEPTH,
    SubmissionError,
    no_fault_of_the_file,
    readable,
    reading,
)
from statecourse.course.opening import opened
from statecourse.sandbox.app_folder import remove_tree

if TYPE_CHECKING:
    from pathlib import Path

MAX_ENTRIES = 5_000
MAX_FOLDERS = 5_000
"""Folders that are made, with those in between: one entry may need as many as it is deep."""
_CLASS = 20
"""How many times as much the zip file of a whole class may hold, which the teacher chose."""
MAX_NAME = 1_000
"""Bytes of an entry's path."""
_MEMORY = 256 * 2**20
"""Bytes of address space of the process that unpacks."""
_CPU_SECONDS = 20
_SECONDS = 120.0
"""Wall time of that process, long enough for a busy machine."""


@dataclass
class Budget:
    """What may still be unpacked: from one zip file, or from all of a student's together.

    All of a student's zip files share one budget: they are unpacked before the first is graded, and a dozen of them
    must not fill the disk.
    """

    entries: int = field(default_factory=lambda: MAX_ENTRIES)
    size: int = field(default_factory=lambda: MAX_BYTES)
    folders: int = field(default_factory=lambda: MAX_FOLDERS)

    @classmethod
    def of_class(cls) -> Budget:
        """The budget for a zip file of a whole class."""
        return cls(_CLASS * MAX_ENTRIES, _CLASS * MAX_BYTES, _CLASS * MAX_FOLDERS)


def unpack(archive: Path, target: Path, top: Path | None = None, budget: Budget | None = None) -> None:
    """Unpack a zip file, which lies in ``top`` or below, into the folder ``target``.

    What is unpacked is taken off the ``budget``. Raises `SubmissionError`, naming the entry, for one that
    would land elsewhere, is a link, is encrypted, or is too large, and OSError for a full disk; then nothing of
    it stays.
    """
    name, budget = readable(archive.name), budget or Budget()
    try:
        with reading(archive.parent), opened(archive, top) as file:
            outcome = _run_process(file.descriptor, name, target, budget)
        _raise_fault(outcome)
    except BaseException:
        remove_tree(target)
        raise
    budget.entries -= outcome.entries
    budget.size -= outcome.size
    budget.folders -= outcome.folders


def _raise_fault(outcome: unzip_process.Outcome) -> None:
    """Raise what was wrong, if anything was: with the machine OSError, with the zip file `SubmissionError`."""
    if no_fault_of_the_file(OSError(outcome.errno, "")):
        raise OSError(outcome.errno, os.strerror(outcome.errno))
    if outcome.fault:
        raise SubmissionError(outcome.fault)


def _run_process(descriptor: int, name: str, target: Path, budget: Budget) -> unzip_process.Outcome:
    """Have a process unpack, and return its outcome; a crash or timeout is the zip file's fault."""
    bounds = (budget.entries, budget.folders, MAX_DEPTH, MAX_NAME, budget.size, _MEMORY, _CPU_SECONDS)
    order = unzip_process.Order(name, str(target), *bounds)
    command = [sys.executable, "-I", "-S", unzip_process.__file__, json.dumps(order)]
    try:
        done = subprocess.run(  # noqa: S603  # our own module
            command, stdin=descriptor, capture_output=True, timeout=_SECONDS, check=False
        )
        return unzip_process.Outcome(*json.loads(done.stdout))
    except (subprocess.TimeoutExpired, ValueError):
        return unzip_process.Outcome(f"{name} takes too much memory or time to unpack")
