"""What a program did in each of its runs: one session plays the program and writes this, a lesson's page reads it.

The program plays in a session of the page's server or of a server of its own, so the runs are kept in files: one for
each tab, found by a token that only the page and the tab know.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import os
import re
import shutil
import tempfile
import threading
from pathlib import Path

import msgspec

from statecourse.programs.lines import Event  # noqa: TC001  # msgspec reads the annotations

MAX_RUNS = 60
"""Runs that are kept of one tab, which is more than anyone looks back."""
_MAX_BYTES = 2_000_000
"""A file that has grown beyond this is cut to the last runs."""
RUNS_FOLDER = "STATECOURSE_RUNS"
"""The environment variable that tells a program's own server where to keep its runs."""

State = dict[str, str]


class CallbackRecord(msgspec.Struct, frozen=True):
    """A callback that ran before the script: its call, its changes, and session state after it."""

    name: str
    after: State
    call: str = ""
    events: tuple[Event, ...] = ()
    error: str = ""


class WidgetRecord(msgspec.Struct, frozen=True):
    """A widget as a run showed it. A ``new`` one replaced another one of the same label."""

    label: str
    key: str
    value: str
    form: str = ""
    new: bool = False


class RunRecord(msgspec.Struct, frozen=True):
    """One run of a program, or of one of its fragments. Values are kept as text.

    ``trigger`` is what a person did, or empty. ``before``, ``start`` and ``after`` are session state as the previous
    run left it, as the script found it after widgets and callbacks, and as this run left it; ``events`` are the
    changes that its lines made. ``error`` is the exception that ended the run; ``end`` says where it ended if not at
    the last line. ``page`` and ``path`` are the title and the address of the page that ran, in a program with pages.
    """

    number: int
    trigger: str
    callbacks: tuple[CallbackRecord, ...]
    before: State
    start: State
    after: State
    error: str = ""
    events: tuple[Event, ...] = ()
    end: str = ""
    fragment: str = ""
    printed: str = ""
    logged: tuple[str, ...] = ()
    widgets: tuple[WidgetRecord, ...] = ()
    address: str = ""
    page: str = ""
    path: str = ""


class Stage:
    """A program on show in one tab: its runs, and its text if the learner has changed it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._changed = path.with_suffix(".py")

    @property
    def text(self) -> str | None:
        """The program's changed text; None for the original."""
        return self._changed.read_text(encoding="utf-8") if self._changed.is_file() else None

    @text.setter
    def text(self, text: str | None) -> None:
        if text is None:
            self._changed.unlink(missing_ok=True)
        else:
            self._changed.write_text(text, encoding="utf-8")

    @property
    def stamp(self) -> tuple[int, int]:
        """A value that changes with each run."""
        try:
            status = self._path.stat()
        except OSError:
            return 0, 0
        return status.st_mtime_ns, status.st_size

    @property
    def runs(self) -> list[RunRecord]:
        """The runs of the current session, oldest first; none if there is no file yet."""
        found: list[RunRecord] = []
        with contextlib.suppress(OSError):
            for line in self._path.read_bytes().splitlines():
                with contextlib.suppress(msgspec.DecodeError):  # half written: it is whole the next time
                    found.append(msgspec.json.decode(line, type=RunRecord))
        return found[-MAX_RUNS:]

    def add(self, run: RunRecord) -> None:
        """Write one more run. The first run of a session replaces those of the session before."""
        begins = run.number == 1
        kept = self.runs[1:] if not begins and self.stamp[1] > _MAX_BYTES else []
        with self._path.open("wb" if begins or kept else "ab") as file:
            file.writelines(_encoded(each) + b"\n" for each in (*kept, run))


def _encoded(run: RunRecord) -> bytes:
    """A run as a line of JSON. A lone surrogate, which UTF-8 cannot hold, becomes a question mark."""
    return json.dumps(msgspec.to_builtins(run), ensure_ascii=False).encode("utf-8", "replace")


class Ledger:
    """All runs in a folder, by the tokens of their tabs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def stage(self, token: str) -> Stage:
        """The runs of a tab. A token comes back in an address, so only its own characters name the file."""
        return Stage(self._folder / f"{re.sub(r'[^0-9a-f]', '', token)}.jsonl")


_LOCK = threading.Lock()


def ledger() -> Ledger:
    """The ledger of this server. It is not in Streamlit's cache, which a program may clear."""
    with _LOCK:  # the first two sessions may ask at the same moment
        return _ledger()


@functools.cache
def _ledger() -> Ledger:
    if named := os.environ.get(RUNS_FOLDER):
        return Ledger(Path(named))
    folder = tempfile.mkdtemp(prefix="statecourse-runs-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Ledger(Path(folder))
