"""The reports of a grading, each saved as soon as it is made, so that a run that stops loses none.

A SQLite database in WAL mode: whenever the process is killed, a report is there as a whole or not at all. No
write waits for the disk itself, so a power cut may take the last reports, but it damages no other.
"""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from statecourse.course.manifest import CourseError
from statecourse.report.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Key = tuple[str, str]
"""A student and an exercise."""

# One run at a time has the results folder. So the lock may be exclusive, and the WAL then needs no memory that
# processes share, which network file systems lack.
_SET_UP = """
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS reports (
    student TEXT, exercise TEXT, submission TEXT, basis TEXT, report BLOB, checksum INTEGER,
    PRIMARY KEY (student, exercise)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS turns (
    student TEXT, exercise TEXT, before BLOB, now BLOB, run INTEGER, PRIMARY KEY (student, exercise)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS prints (
    student TEXT, exercise TEXT, text TEXT, print BLOB, PRIMARY KEY (student, exercise)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""


class Entry(NamedTuple):
    """A report, the digest of the submission it is on, and the fingerprint of what graded that."""

    submission: str
    basis: str
    report: Report


class ReportStore:
    """An open database with the last report on each student's answer to each exercise.

    It also keeps what else has to outlive a run: what each result came to in the last two gradings that differ, the
    prints of answers, and notes on the run, by name.
    """

    def __init__(self, path: Path, *, fresh: bool = False) -> None:
        """Open the database at a path, made where there is none; ``fresh``: without the reports in it, and without what changed before.

        Raises `CourseError`.
        """
        self.path = path
        with self._errors_explained("opened"):
            self._database = _opened_anew(path) if fresh else _opened(path)

    def holds(self, key: Key, submission: str, basis: str) -> bool:
        """Whether there is a report on just this that need not be made again.

        One in which the grader itself went wrong has to be. Raises `CourseError` where the file is damaged.
        """
        entry = self.entry(key) if submission else None
        return entry is not None and entry[:2] == (submission, basis) and not entry.report.has_errors

    def knows(self, key: Key) -> bool:
        """Whether there is any report for a student and an exercise, also an outdated one."""
        return self._row("1", key) is not None

    def add(self, key: Key, report: Report, submission: str, basis: str) -> None:
        """Save a report in place of the last one. Raises `CourseError` where that cannot be; then the last one stays."""
        row = (*key, submission, basis, msgspec.json.encode(report))
        with self._errors_explained("written"):
            self._database.execute(
                "INSERT OR REPLACE INTO reports VALUES (?, ?, ?, ?, ?, ?)", (*row, _checksum(row))
            )

    def report(self, key: Key) -> Report:
        """The last report on a student's answer to an exercise. Raises `CourseError` where it is not there any more."""
        entry = self.entry(key)
        if entry is None:
            why = "it was changed by something else; run the same command again"
            raise CourseError(f"{self.path} cannot be read: {why}")
        return entry.report

    def keep_print(self, key: Key, text: str, made: bytes) -> None:
        """Keep the print of an answer, and what says which text it is of. Raises `CourseError`."""
        with self._errors_explained("written"):
            self._database.execute("INSERT OR REPLACE INTO prints VALUES (?, ?, ?, ?)", (*key, text, made))

    def print_of(self, key: Key, text: str = "") -> bytes | None:
        """The last print that was kept; with ``text`` only one of just this text. Raises `CourseError`."""
        row = self._row("text, print", key, "prints")
        return row[1] if row and text in {"", row[0]} else None

    def turn(self, found: Iterable[tuple[Key, bytes]]) -> list[tuple[Key, bytes, bytes]]:
        """Keep what results come to, and return those that came to something else before: with that, and with this.

        Where none does, those of the last time that some did: a grading that is run twice tells twice what it changed.
        Raises `CourseError`.
        """
        anew, again = [], []
        with self._errors_explained("written"), self._database as database:
            database.execute("BEGIN")
            (last,) = database.execute("SELECT coalesce(max(run), 0) FROM turns").fetchone()
            for key, now in found:
                before, old, run = self._row("before, now, run", key, "turns") or (None, None, 0)
                if old == now and before and run == last:
                    again.append((key, before, now))
                if old == now:
                    continue
                row = (*key, old, now, last + 1 if old else 0)
                database.execute("INSERT OR REPLACE INTO turns VALUES (?, ?, ?, ?, ?)", row)
                if old:
                    anew.append((key, old, now))
        return anew or again

    def note(self, name: str, value: str) -> None:
        """Keep a note on the run. Raises `CourseError`."""
        with self._errors_explained("written"):
            self._database.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))

    def noted(self, name: str) -> str:
        """What was noted under a name; else empty. Raises `CourseError`."""
        with self._errors_explained("read"):
            row = self._database.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def entry(self, key: Key) -> Entry | None:
        """The last report, and what it is on. Raises `CourseError` where the file is damaged.

        None also where it is not what was written: SQLite itself would not notice a changed value.
        """
        row = self._row("submission, basis, report, checksum", key)
        if row is None or row[-1] != _checksum((*key, *row[:-1])):
            return None
        try:
            return Entry(row[0], row[1], msgspec.json.decode(row[2], type=Report))
        except msgspec.DecodeError:  # a report as another version wrote it
            return None

    def _row(self, columns: str, key: Key, table: str = "reports") -> tuple[Any, ...] | None:
        query = f"SELECT {columns} FROM {table} WHERE student = ? AND exercise = ?"  # noqa: S608  # ours
        with self._errors_explained("read"):
            row: tuple[Any, ...] | None = self._database.execute(query, key).fetchone()
            return row

    @contextlib.contextmanager
    def _errors_explained(self, done: str) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as problem:
            no_room = done == "written" and isinstance(problem, sqlite3.OperationalError)
            advice = "" if no_room else "; move it away to grade everything anew"
            # SQLite may quote lines of a damaged file.
            why = getattr(problem, "strerror", None) or " ".join(str(problem).split())
            raise CourseError(f"{self.path} cannot be {done}: {why}{advice}") from problem


def _opened(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None)  # each statement commits by itself
    try:
        database.executescript(_SET_UP)
    except sqlite3.Error:
        database.close()  # which gives its lock back at once
        raise
    return database


def _opened_anew(path: Path) -> sqlite3.Connection:
    """The database without its reports and what changed; where it cannot be read, a new one."""
    with contextlib.suppress(sqlite3.Error):
        database = _opened(path)
        try:
            database.executescript("DELETE FROM reports; UPDATE turns SET before = NULL")
        except sqlite3.Error:
            database.close()
            raise
        return database
    for file in path.parent.glob(f"{path.name}*"):  # with its WAL
        file.unlink()
    return _opened(path)


def _checksum(row: tuple[Any, ...]) -> int:
    return zlib.crc32(repr(row).encode())
