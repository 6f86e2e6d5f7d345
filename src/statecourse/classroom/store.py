"""The reports of a grading, each written to disk as it comes, so that a run that stops loses none.

A line for each report, with a checksum: a line that was cut off or damaged counts as not there, and
its submission is graded again. Nothing waits for the disk itself: what a killed process has written is
safe with the system; only a power cut may take the last seconds, and then the checksums tell.
"""

from __future__ import annotations

import io
import os
import zlib
from typing import TYPE_CHECKING

import msgspec

from statecourse.course.manifest import CourseError
from statecourse.report.report import Report

if TYPE_CHECKING:
    from pathlib import Path

Key = tuple[str, str]
"""A student and an exercise."""

_CHECKSUM = 8
_WORTH_TIDYING = 2**20


class Entry(msgspec.Struct, frozen=True):
    """A line of the journal: which report it is, and what it rests on.

    ``submission`` is the digest of what was graded, ``basis`` that of what it was graded by.
    """

    student: str
    exercise: str
    submission: str
    basis: str
    report: msgspec.Raw

    @property
    def key(self) -> Key:
        """Whose report on what."""
        return self.student, self.exercise


class _Place(msgspec.Struct, frozen=True):
    offset: int
    size: int
    submission: str
    basis: str


class Journal:
    """An open journal. In memory is only where each report lies in the file."""

    def __init__(self, path: Path, *, fresh: bool = False) -> None:
        """Open the journal at a path, made where there is none; ``fresh``: without what was in it.

        Raises `CourseError`.
        """
        self._path = path
        try:
            if fresh:
                path.unlink(missing_ok=True)
            self._open()
        except OSError as problem:
            text = f"{path} cannot be opened: {problem.strerror}; move it away to grade everything anew"
            raise CourseError(text) from problem

    def _open(self) -> None:
        """Read where everything is, and cut off a line that was not written to its end."""
        self._places: dict[Key, _Place] = {}
        self._path.touch()
        # Without a buffer of Python's own: what is written is with the system at once.
        self._file = io.FileIO(self._path, "r+")
        self._end = self._read()
        self._file.truncate(self._end)

    def _read(self) -> int:
        """Note where the entries are; returns where the last whole line ends."""
        end = 0
        reader = io.BufferedReader(self._file)
        for line in reader:
            if not line.endswith(b"\n"):
                break
            entry = _decoded(line)
            if entry is not None:
                self._places[entry.key] = _Place(end, len(line), entry.submission, entry.basis)
            end += len(line)
        reader.detach()
        return end

    def holds(self, key: Key, submission: str, basis: str) -> bool:
        """Whether there is a report on just this that need not be made again.

        One in which the grader itself went wrong has to be.
        """
        place = self._places.get(key)
        if place is None or not submission or (place.submission, place.basis) != (submission, basis):
            return False
        try:
            return not self.report(key).has_errors
        except CourseError:
            return False

    def knows(self, key: Key) -> bool:
        """Whether there is any report for a student and an exercise, also an outdated one."""
        return key in self._places

    def add(self, key: Key, report: Report, submission: str, basis: str) -> None:
        """Write a report down. Raises `CourseError` where that cannot be; then what was there stays."""
        entry = Entry(*key, submission, basis, msgspec.Raw(msgspec.json.encode(report)))
        line = _encoded(entry)
        try:
            self._file.seek(self._end)
            _write_all(self._file, line)
        except OSError as problem:
            text = f"{self._path} cannot be written: {problem.strerror}"
            raise CourseError(text) from problem
        self._places[key] = _Place(self._end, len(line), submission, basis)
        self._end += len(line)

    def report(self, key: Key) -> Report:
        """The last report on what a student answered to an exercise.

        Raises KeyError where there was none, and `CourseError` where the file was changed meanwhile.
        """
        place = self._places[key]
        try:
            entry = _decoded(self._line(place))
            if entry is not None and entry.key == key:
                return msgspec.json.decode(entry.report, type=Report)
            why = "it was changed by something else"
        except OSError as problem:
            why = str(problem.strerror)
        except msgspec.DecodeError as problem:
            why = str(problem)
        raise CourseError(f"{self._path} cannot be read: {why}; run the same command again")

    def tidy(self, bases: dict[str, str]) -> None:
        """Drop what can never be used again, where that is the larger part of a large file.

        ``bases`` has the basis that counts now, by exercise. Raises OSError; the file is as it was then.
        """
        live = [(key, place) for key, place in self._places.items() if bases.get(key[1]) == place.basis]
        if self._end < max(_WORTH_TIDYING, 2 * sum(place.size for _, place in live)):
            return
        smaller = self._path.with_name(f"{self._path.name}.new")
        with smaller.open("wb") as file:
            for _, place in live:
                file.write(self._line(place))
            file.flush()
            os.fsync(file.fileno())
        self._file.close()
        smaller.replace(self._path)
        self._open()

    def _line(self, place: _Place) -> bytes:
        self._file.seek(place.offset)
        return self._file.read(place.size)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _write_all(file: io.FileIO, data: bytes) -> None:
    """Write all of it: near the end of a disk, the system may take a part and say so."""
    while data:
        data = data[file.write(data) :]


def _encoded(entry: Entry) -> bytes:
    data = msgspec.json.encode(entry)
    return f"{zlib.crc32(data):0{_CHECKSUM}x} ".encode() + data + b"\n"


def _decoded(line: bytes) -> Entry | None:
    """The entry of a line; None where a part is missing or another than was written."""
    data = line[_CHECKSUM + 1 : -1]
    if line[: _CHECKSUM + 1] != f"{zlib.crc32(data):0{_CHECKSUM}x} ".encode():
        return None
    try:
        return msgspec.json.decode(data, type=Entry)
    except msgspec.DecodeError:
        return None
