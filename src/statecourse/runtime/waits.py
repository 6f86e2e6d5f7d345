"""Replacements for the calls in which an app waits: locks, file locks, SQLite, and `time.sleep`.

Each does what the original does. In a thread that takes part in a race, it gives the turn to another session
instead of blocking the thread.
"""

from __future__ import annotations

import _thread
import contextlib
import fcntl
import functools
import queue
import re
import sqlite3
import sys
import threading
import time
from typing import Any, Literal, Self

from statecourse.runtime.interleaving import Interleaving, note_change, of_this_thread

_sleep, _connect = time.sleep, sqlite3.connect
_BUSY = re.compile(r"\s*PRAGMA\s+busy_timeout\s*[=(]\s*(\d+)", re.IGNORECASE)
_BEGINS = re.compile(r"\s*(?:BEGIN|SAVEPOINT)\b", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:COMMIT|END|ROLLBACK|RELEASE)\b", re.IGNORECASE)
_SQLITE_SECONDS = 5.0


def install() -> None:
    """Replace them for all that is made from now on. Once is enough."""
    for owner, name, new in (
        (threading, "Lock", Lock),
        (threading, "_allocate_lock", Lock),
        (threading, "RLock", threading._RLock),  # the one in Python, of such locks
        (queue, "SimpleQueue", queue._PySimpleQueue),  # type: ignore[attr-defined]  # of such locks, too
        (time, "sleep", sleep),
        (fcntl, "flock", functools.partial(_lock_file, fcntl.flock)),
        (fcntl, "lockf", functools.partial(_lock_file, fcntl.lockf)),
        (sqlite3, "connect", connect),
        (sqlite3.dbapi2, "connect", connect),
    ):
        setattr(owner, name, new)


class Lock:
    """A `threading.Lock`."""

    def __init__(self) -> None:
        self._lock = _thread.allocate_lock()
        self.owner = 0
        """The thread that holds it; 0 if none does, or if another thread may release it."""

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:  # noqa: FBT001, FBT002  # its signature
        """As the original."""
        race = of_this_thread()
        if race is None or not blocking or timeout == 0:
            got = self._lock.acquire(blocking, timeout)
        else:
            if _by_app(race):
                race.operate("lock")
            got = self._try() or race.turns.wait(self._try, None if timeout < 0 else timeout, self)
        if got:
            # A condition waits by acquiring a lock twice, which another thread releases.
            inner = sys._getframe(1).f_globals is vars(threading)
            self.owner = 0 if inner and sys._getframe(1).f_code.co_name == "wait" else _thread.get_ident()
        return got

    def _try(self) -> bool:
        return self._lock.acquire(blocking=False)

    def release(self) -> None:
        """As the original."""
        self.owner = 0
        self._lock.release()
        note_change()

    def locked(self) -> bool:
        """As the original."""
        return self._lock.locked()

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()

    def _at_fork_reinit(self) -> None:
        self.__init__()  # type: ignore[misc]  # as new

    acquire_lock, release_lock, locked_lock = acquire, release, locked


def _by_app(race: Interleaving) -> bool:
    """Whether the app's own code takes the lock, and not a library."""
    frame: Any = sys._getframe(2)
    while frame is not None and frame.f_globals.get("__name__") in {__name__, "threading"}:
        frame = frame.f_back
    return frame is not None and race.is_app(frame)


def sleep(seconds: float) -> None:
    """As `time.sleep`; in a race only virtual time passes."""
    race = of_this_thread()
    if race is None or seconds < 0:
        _sleep(seconds)
    else:
        race.turns.pause(seconds)


def _lock_file(lock: Any, fd: Any, operation: int, *args: Any) -> None:
    """As ``lock``, which is `fcntl.flock` or `fcntl.lockf`."""
    race = of_this_thread()
    if race is not None and not operation & fcntl.LOCK_UN:
        race.operate("lock")
    if race is None or operation & (fcntl.LOCK_NB | fcntl.LOCK_UN):
        lock(fd, operation, *args)
        note_change()
        return

    def ready() -> bool:
        try:
            lock(fd, operation | fcntl.LOCK_NB, *args)
        except (BlockingIOError, PermissionError):
            return False
        return True

    race.turns.wait(ready)


def connect(*args: Any, **kwargs: Any) -> Any:
    """As `sqlite3.connect`; the connection is a `Connection`, unless the app names a class of its own."""
    if len(args) > 5 or "factory" in kwargs:  # noqa: PLR2004  # the place of the factory
        return _connect(*args, **kwargs)
    return _connect(*args, factory=Connection, **kwargs)


class Connection(sqlite3.Connection):
    """A connection that tries again while the database is busy, instead of waiting within SQLite."""

    def __init__(self, database: Any, timeout: float = _SQLITE_SECONDS, *args: Any, **kwargs: Any) -> None:
        self.seconds = timeout
        self.has_read = False
        """Whether it has read or written in the transaction that is open."""
        super().__init__(database, 0, *args, **kwargs)
        with contextlib.suppress(sqlite3.Error):  # such as no database: the app's own statement will raise it
            super().cursor().execute("PRAGMA synchronous = OFF")  # no check cuts the power
        with contextlib.suppress(sqlite3.Error):
            super().cursor().execute(f"PRAGMA busy_timeout = {int(timeout * 1000)}")

    def cursor(self, factory: Any = None) -> Any:
        """As the original; a cursor of the app's own class blocks as SQLite does."""
        return super().cursor(factory or Cursor)

    def execute(self, sql: str, *args: Any) -> Any:
        """As the original."""
        return self.cursor().execute(sql, *args)

    def executemany(self, sql: str, rows: Any) -> Any:
        """As the original."""
        return self.cursor().executemany(sql, rows)

    def commit(self) -> None:
        """As the original."""
        retried(self, super().commit, "COMMIT")

    def rollback(self) -> None:
        """As the original."""
        super().rollback()
        self.has_read = False

    def __exit__(self, kind: object, *_: object) -> Literal[False]:
        """As the original, which commits or else rolls back, and cannot be tried again."""
        try:
            if kind is None:
                self.commit()
        finally:
            self.rollback()
        return False


class Cursor(sqlite3.Cursor):
    """A cursor of such a connection."""

    connection: Connection

    def execute(self, sql: str, *args: Any) -> Self:
        """As the original."""
        if found := _BUSY.match(sql):
            self.connection.seconds = int(found[1]) / 1000
        retried(self.connection, lambda: super(Cursor, self).execute(sql, *args), sql)
        return self

    def executemany(self, sql: str, rows: Any) -> Self:
        """As the original."""
        rows = list(rows)
        retried(self.connection, lambda: super(Cursor, self).executemany(sql, rows), sql)
        return self


def retried(connection: Connection, work: Any, sql: str) -> Any:
    """Retry ``work`` while the database is busy, up to its connection's timeout.

    As in SQLite, a transaction that has read and now wants to write does not wait: the writer that it would
    wait for may be waiting for it.
    """
    race = of_this_thread()
    waits = bool(_ENDS.match(sql)) or not (connection.has_read and connection.in_transaction)
    if race is None:
        try:
            return work()
        finally:
            note_change()
    race.operate("database")
    done: list[Any] = []
    problem: list[sqlite3.OperationalError] = []

    def ready() -> bool:
        try:
            done.append(work())
        except sqlite3.OperationalError as busy:
            if busy.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or not waits:
                raise
            problem[:] = [busy]
            return False
        connection.has_read = connection.in_transaction and not _BEGINS.match(sql) and not _ENDS.match(sql)
        return True

    with not_blocking(connection):
        if race.turns.wait(ready, connection.seconds):
            return done[0]
    # Nothing may keep the exception here: it keeps the connection, which would stay open.
    raise problem.pop()


@contextlib.contextmanager
def not_blocking(connection: Connection) -> Any:
    """Have SQLite itself raise at once instead of waiting."""
    run = sqlite3.Connection.cursor(connection).execute
    run("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        with contextlib.suppress(sqlite3.Error):  # the app has closed it
            run(f"PRAGMA busy_timeout = {int(connection.seconds * 1000)}")
