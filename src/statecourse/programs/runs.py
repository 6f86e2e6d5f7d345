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
from typing import TYPE_CHECKING

import msgspec

from statecourse.film.reel import FilmedRun  # noqa: TC001  # msgspec reads the annotations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from statecourse.film.reel import Change

MAX_RUNS = 60
"""Runs that are kept of one tab, which is more than anyone looks back."""
MAX_FILMED = 20
"""Of these, the newest have films."""
_MAX_BYTES = 2_000_000
"""A file that has grown beyond this is cut to the last runs."""
RUNS_FOLDER = "STATECOURSE_RUNS"
"""The environment variable that tells a program's own server where to keep its runs."""

MAX_EVENTS = 120
"""Changes by lines that are kept of one run, which is more than anyone reads."""

State = dict[str, str]


class Event(msgspec.Struct, frozen=True):
    """A change by a line: ``kind`` is ``variable`` or ``state``; ``value`` is None after a deletion."""

    line: int
    kind: str
    name: str
    value: str | None
    was: str | None = None


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


class FilmRecord(msgspec.Struct, frozen=True):
    """The film of a run, what caused the run, and when it began, as tabs take turns."""

    number: int
    trigger: str
    at: float
    film: FilmedRun


def events_of(film: FilmedRun, begin: int, end: int | None = None) -> tuple[Event, ...]:
    """What the lines of some of a film's steps changed in variables and session state."""
    found = [event for number, event in _events(film) if number in range(len(film.steps))[begin:end]]
    return tuple(found[:MAX_EVENTS])


def _events(film: FilmedRun) -> Iterator[tuple[int, Event]]:
    """Each change, with the number of its step."""
    known: dict[tuple[str, int, str], str | None] = {("state", 0, name): told for name, told in film.before}
    known |= {(change.kind, 0, change.name): change.value for change in film.sent}
    lines: dict[int, int] = {}
    """The line that each call is at; none where it has just begun, with its arguments."""
    calls: list[int] = []
    for number, step in enumerate(film.steps):
        calls[step.depth - 1 :] = [step.frame]
        if step.event in {"line", "rounds"}:
            lines[step.frame] = step.line
        # What comes after a return is the caller's doing.
        at = calls[-2] if step.event == "return" and len(calls) > 1 else step.frame
        for change in step.changes:
            key = change.kind, change.frame, change.name
            line = lines.get(change.frame if change.kind == "variable" else at)
            if line and (change.value or change.kind == "state") and _is_told(change):
                yield number, Event(line, change.kind, change.name, change.value, known.get(key))
            known[key] = change.value


def _is_told(change: Change) -> bool:
    """Whether this is of interest: objects of Streamlit's, such as pages, are but an address in memory."""
    return change.kind in {"variable", "state"} and "<streamlit." not in (change.value or "")


class Stage:
    """A program on show in one tab: its runs with their films, and its text if the learner has changed it."""

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

    @property
    def films(self) -> list[FilmRecord]:
        """The films of the newest runs, oldest first."""
        found: list[FilmRecord] = []
        for path in self._films():
            with contextlib.suppress(OSError, msgspec.DecodeError):  # as above
                found.append(msgspec.json.decode(path.read_bytes(), type=FilmRecord))
        return sorted(found, key=lambda film: film.number)

    def _films(self) -> list[Path]:
        return list(self._path.parent.glob(f"{self._path.stem}-*.film"))

    def _film(self, number: int) -> Path:
        return self._path.with_name(f"{self._path.stem}-{number}.film")

    def _add_film(self, run: RunRecord, film: FilmedRun, began: float) -> None:
        for old in self._films() if run.number == 1 else [self._film(run.number - MAX_FILMED)]:
            old.unlink(missing_ok=True)
        self._film(run.number).write_bytes(_encoded(FilmRecord(run.number, run.trigger, began, film)))

    def add(self, run: RunRecord, film: FilmedRun | None = None, began: float = 0.0) -> None:
        """Write one more run, and its film, with the time when it began. The first run of a session replaces those of the session before."""
        if film is not None:
            self._add_film(run, film, began)  # first, as who sees that there is a run looks for its film
        begins = run.number == 1
        kept = self.runs[1:] if not begins and self.stamp[1] > _MAX_BYTES else []
        with self._path.open("wb" if begins or kept else "ab") as file:
            file.writelines(_encoded(each) + b"\n" for each in (*kept, run))


def _encoded(run: RunRecord | FilmRecord) -> bytes:
    """A run, or its film, as a line of JSON. A lone surrogate, which UTF-8 cannot hold, becomes a question mark."""
    return json.dumps(msgspec.to_builtins(run), ensure_ascii=False).encode("utf-8", "replace")


class Ledger:
    """All runs in a folder, by the tokens of their tabs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def stage(self, token: str) -> Stage:
        """The runs of a tab. A token comes back in an address, so only its own characters name the file."""
        return Stage(self._folder / f"{re.sub(r'[^0-9a-f]', '', token)}.jsonl")


_LOCK = threading.Lock()


def on_a_server_of_its_own() -> bool:
    """Whether this is a program's own server, and not the lesson's: there, files beside the program are the program's."""
    return RUNS_FOLDER in os.environ


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
