"""Unpacks a student's zip file, and nothing that a zip file should not hold."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from statecourse.sandbox.scratch import (
    MAX_DEPTH,
    SubmissionError,
    no_fault_of_the_file,
    readable,
    remove_tree,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ENTRIES = 5_000
MAX_BYTES = 100 * 2**20
_CHUNK = 2**16
_MAX_SAID = 200
"""Characters of what zipfile says, which quotes names of any length."""


def unpack(archive: Path, target: Path) -> None:
    """Unpack a zip file into a folder of its own.

    Raises `SubmissionError`, naming the entry, for one that would land elsewhere, is a link, is
    encrypted, or is too large; then nothing of the archive counts, and nothing of it stays. Raises
    OSError for a full disk.
    """
    name = readable(archive.name)
    if not archive.is_file():  # to open a pipe would be to wait for good
        raise SubmissionError(f"{name} is not an ordinary file")
    try:
        _unpack(archive, name, target)
    except SubmissionError:
        remove_tree(target)
        raise


def _unpack(archive: Path, name: str, target: Path) -> None:
    try:
        with zipfile.ZipFile(archive) as opened:
            budget = MAX_BYTES
            for entry, path in _entries(opened, name):
                budget -= _extract(opened, entry, target / path, budget)
    except SubmissionError:
        raise
    except OSError as problem:
        if no_fault_of_the_file(problem):
            raise
        text = f"{name} cannot be unpacked: {problem.strerror or problem}"
        raise SubmissionError(text) from problem
    except Exception as problem:  # what a damaged file makes of zipfile and its decompressors
        said = " ".join(str(problem).split())[:_MAX_SAID] or type(problem).__name__
        text = f"{name} is not a readable zip file: {said}"
        raise SubmissionError(text) from problem


def _entries(opened: zipfile.ZipFile, name: str) -> Iterator[tuple[zipfile.ZipInfo, Path]]:
    entries = opened.infolist()
    if len(entries) > MAX_ENTRIES:
        text = f"{name} holds {len(entries):,} files; at most {MAX_ENTRIES:,} are unpacked"
        raise SubmissionError(text)
    seen: set[str] = set()
    for entry in entries:
        if entry.is_dir():
            continue
        path = _safe_path(entry, name)
        if path.as_posix().casefold() in seen:
            text = f"{name}: {_quoted(entry)} is in it twice"
            raise SubmissionError(text)
        seen.add(path.as_posix().casefold())
        yield entry, path


def _safe_path(entry: zipfile.ZipInfo, name: str) -> Path:
    path = PurePosixPath(entry.filename)
    odd = "\\" in entry.orig_filename or ":" in entry.filename or "\0" in entry.orig_filename
    if path.is_absolute() or ".." in path.parts or odd:
        text = f"{name}: {_quoted(entry)} would be unpacked outside of its folder"
        raise SubmissionError(text)
    if len(path.parts) > MAX_DEPTH:
        text = f"{name}: {_quoted(entry)} lies more than {MAX_DEPTH} folders deep"
        raise SubmissionError(text)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG}:
        text = f"{name}: {_quoted(entry)} is not an ordinary file; links and devices are refused"
        raise SubmissionError(text)
    if entry.flag_bits & 1:
        text = f"{name}: {_quoted(entry)} is encrypted"
        raise SubmissionError(text)
    return Path(*path.parts)


def _extract(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path, budget: int) -> int:
    """Unpack one entry, counting the bytes that really come, whatever the entry claims."""
    path.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with opened.open(entry) as reader, path.open("xb") as writer:
        while chunk := reader.read(_CHUNK):
            size += len(chunk)
            if size > budget:
                text = f"the archive unpacks to more than {MAX_BYTES // 2**20} MB"
                raise SubmissionError(text)
            writer.write(chunk)
    return size


def _quoted(entry: zipfile.ZipInfo) -> str:
    return repr(entry.filename[:80])
