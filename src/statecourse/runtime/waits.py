"""Ways of waiting that the turns know of: a lock, a file's lock, a database that is busy, and time.

Each does what the original does, and tells the turns instead of keeping the thread, where it takes part in any.
"""

from __future__ import annotations

import _thread
import contextlib
import fcntl
import queue
import re
import sqlite3
import sys
import threading
import time
from typing import Any, Literal, Self

from statecourse.runtime.turns import Turns, mine, nudge

_flock, _lockf, _sleep, _connect = fcntl.flock, fcntl.lockf, time.sleep, sqlite3.connect
_BUSY = re.compile(r"\s*PRAGMA\s+busy_timeout\s*[=(]\s*(\d+)", re.IGNORECASE)
_BEGINS = re.compile(r"\s*(?:BEGIN|SAVEPOINT)\b", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:COMMIT|END|ROLLBACK|RELEASE)\b", re.IGNORECASE)
_SQLITE_SECONDS = 5.0


def install() -> None:
    """Have what the app makes from now on wait in these ways. Once is enough."""
    for owner, name, new in (
        (threading, "Lock", Lock),
        (threading, "_allocate_lock", Lock),
        (threading, "RLock", threading._RLock),  # the one in Python, of such locks
        (queue, "SimpleQueue", queue._PySimpleQueue),  # type: ignore[attr-defined]  # of such locks, too
        (time, "sleep", sleep),
        (fcntl, "flock", flock),
        (fcntl, "lockf", lockf),
        (sqlite3, "connect", connect),
        (sqlite3.dbapi2, "connect", connect),
    ):
        setattr(owner, name, new)


class Lock:
    """A `threading.Lock`."""

    def __init__(self) -> None:
        self._lock = _thread.allocate_lock()
        self.owner = 0
        """The thread that has it, where a deadlock with that one would be one."""

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:  # noqa: FBT001, FBT002  # its signature
        """As the original."""
        turns = mine()
        if turns is None or not blocking or timeout == 0:
            got = self._lock.acquire(blocking, timeout)
        else:
            if _by_app(turns):
                turns.operate("lock")
            got = self._try() or turns.wait(self._try, None if timeout < 0 else timeout, self)
        if got:
            # A condition waits by acquiring a lock twice; somebody else lets go of it.
            inner = sys._getframe(1).f_globals is vars(threading)
            self.owner = 0 if inner and sys._getframe(1).f_code.co_name == "wait" else _thread.get_ident()
        return got

    def _try(self) -> bool:
        return self._lock.acquire(blocking=False)

    def release(self) -> None:
        """As the original."""
        self.owner = 0
        self._lock.release()
        nudge()

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


def _by_app(turns: Turns) -> bool:
    """Whether the app's own code asks for a lock, and not a library for its own ends."""
    frame: Any = sys._getframe(2)
    while frame is not None and frame.f_globals.get("__name__") in {__name__, "threading"}:
        frame = frame.f_back
    return frame is not None and turns.is_app(frame)


def sleep(seconds: float) -> None:
    """As `time.sleep`; where turns are taken, no time passes in which anybody could do something."""
    turns = mine()
    if turns is None or seconds < 0:
        _sleep(seconds)
    else:
        turns.pause(seconds)


def flock(fd: Any, operation: int) -> None:
    """As `fcntl.flock`."""
    _lock_file(_flock, fd, operation)


def lockf(fd: Any, cmd: int, *args: Any, **kwargs: Any) -> None:
    """As `fcntl.lockf`."""
    _lock_file(_lockf, fd, cmd, *args, **kwargs)


def _lock_file(lock: Any, fd: Any, operation: int, *args: Any, **kwargs: Any) -> None:
    turns = mine()
    if turns is not None and not operation & fcntl.LOCK_UN:
        turns.operate("lock")
    if turns is None or operation & (fcntl.LOCK_NB | fcntl.LOCK_UN):
        lock(fd, operation, *args, **kwargs)
        nudge()
        return

    def ready() -> bool:
        try:
            lock(fd, operation | fcntl.LOCK_NB, *args, **kwargs)
        except (BlockingIOError, PermissionError):
            return False
        return True

    turns.wait(ready)


def connect(*args: Any, **kwargs: Any) -> Any:
    """As `sqlite3.connect`; the connection waits for others in its own way, unless the app has a class for it."""
    if len(args) > 5 or "factory" in kwargs:  # noqa: PLR2004  # the place of the factory
        return _connect(*args, **kwargs)
    return _connect(*args, factory=Connection, **kwargs)


class Connection(sqlite3.Connection):
    """A connection that asks again where the database is busy, rather than wait within SQLite."""

    def __init__(self, database: Any, timeout: float = _SQLITE_SECONDS, *args: Any, **kwargs: Any) -> None:
        self.seconds = timeout
        self.has_read = False
        """Whether it has read or written in a transaction that goes on."""
        super().__init__(database, 0, *args, **kwargs)
        with contextlib.suppress(sqlite3.Error):  # it is no database, for example: the app is to hear of it
            super().cursor().execute("PRAGMA synchronous = OFF")  # no power failure is looked at
        with contextlib.suppress(sqlite3.Error):
            super().cursor().execute(f"PRAGMA busy_timeout = {int(timeout * 1000)}")

    def cursor(self, factory: Any = None) -> Any:
        """As the original; a cursor of the app's own class waits as SQLite does."""
        return super().cursor(factory or Cursor)

    def execute(self, sql: str, *args: Any) -> Any:
        """As the original."""
        return self.cursor().execute(sql, *args)

    def executemany(self, sql: str, rows: Any) -> Any:
        """As the original."""
        return self.cursor().executemany(sql, rows)

    def commit(self) -> None:
        """As the original."""
        again(self, super().commit, "COMMIT")

    def rollback(self) -> None:
        """As the original."""
        super().rollback()
        self.has_read = False

    def __exit__(self, kind: object, *_: object) -> Literal[False]:
        """As the original, which rolls back where it cannot commit; so it cannot be asked again."""
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
        again(self.connection, lambda: super(Cursor, self).execute(sql, *args), sql)
        return self

    def executemany(self, sql: str, rows: Any) -> Self:
        """As the original."""
        rows = list(rows)
        again(self.connection, lambda: super(Cursor, self).executemany(sql, rows), sql)
        return self


def again(connection: Connection, work: Any, sql: str) -> Any:
    """Do something with a database, and again while it is busy, for as long as its connection waits.

    SQLite does not wait where somebody who has read wants to write: whoever writes would wait for that one to end.
    """
    turns = mine()
    waits = bool(_ENDS.match(sql)) or not (connection.has_read and connection.in_transaction)
    if turns is None:
        try:
            return work()
        finally:
            nudge()
    turns.operate("database")
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

    with impatient(connection):
        if turns.wait(ready, connection.seconds):
            return done[0]
    # Nothing may keep the exception here: it keeps the connection, which would stay open.
    raise problem.pop()


@contextlib.contextmanager
def impatient(connection: Connection) -> Any:
    """Have SQLite itself not wait."""
    run = sqlite3.Connection.cursor(connection).execute
    run("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        with contextlib.suppress(sqlite3.Error):  # the app has closed it
            run(f"PRAGMA busy_timeout = {int(connection.seconds * 1000)}")
