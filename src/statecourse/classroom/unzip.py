"""Unpacks a student's zip file, and nothing that a zip file should not hold."""

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
"""Folders that are made, those in between included: an entry may ask for as many as it is deep."""
_CLASS = 20
"""How many times as much a zip file of a whole class may hold, which the teacher chose."""
MAX_NAME = 1_000
"""Bytes of an entry's path."""
_MEMORY = 256 * 2**20
"""Address space of the process that unpacks."""
_CPU_SECONDS = 20
_SECONDS = 120.0
"""Wall time of it, on a machine that does much else."""


@dataclass
class Budget:
    """What may still come out of zip files: of one, or of all of a student's together.

    All of a student's may come to what an answer is copied with: they are unpacked before the first is graded,
    and a dozen of them are not to fill the disk.
    """

    entries: int = field(default_factory=lambda: MAX_ENTRIES)
    size: int = field(default_factory=lambda: MAX_BYTES)
    folders: int = field(default_factory=lambda: MAX_FOLDERS)

    @classmethod
    def of_class(cls) -> Budget:
        """That of a zip file with a whole class in it."""
        return cls(_CLASS * MAX_ENTRIES, _CLASS * MAX_BYTES, _CLASS * MAX_FOLDERS)


def unpack(archive: Path, target: Path, top: Path | None = None, budget: Budget | None = None) -> None:
    """Unpack a zip file, which lies below ``top`` or in it, into a folder of its own.

    What comes out is taken off the ``budget``. Raises `SubmissionError`, naming the entry, for one that
    would land elsewhere, is a link, is encrypted, or is too large; then nothing of the archive counts, and
    nothing of it stays. Raises OSError for a full disk.
    """
    name, budget = readable(archive.name), budget or Budget()
    try:
        with reading(archive.parent), opened(archive, top) as file:
            outcome = _unpacked_apart(file.descriptor, name, target, budget)
        _look_at(outcome)
    except BaseException:
        remove_tree(target)
        raise
    budget.entries -= outcome.entries
    budget.size -= outcome.size
    budget.folders -= outcome.folders


def _look_at(outcome: unzip_process.Outcome) -> None:
    """Raise what came of a zip file that was not unpacked."""
    if no_fault_of_the_file(OSError(outcome.errno, "")):
        raise OSError(outcome.errno, os.strerror(outcome.errno))
    if outcome.fault:
        raise SubmissionError(outcome.fault)


def _unpacked_apart(descriptor: int, name: str, target: Path, budget: Budget) -> unzip_process.Outcome:
    """Have a process unpack; gives what it says. Whatever ends it is the zip file's fault."""
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
