"""What a program did in each of its runs: written by its own session, read by the lesson's.

The two are sessions of one server, so what they share lies in the server: a ledger with a page for each
stage, found by a token that only the two know.
"""

from __future__ import annotations

import os
import re
import threading
from collections import OrderedDict
from pathlib import Path

import msgspec

from statecourse.programs.lines import Event  # noqa: TC001  # msgspec reads the annotations

MAX_RUNS = 60
"""Runs that are kept of one stage: more than anyone looks back."""
MAX_STAGES = 200
"""Stages that are kept of one server; the one that was not used for longest goes first."""

State = dict[str, str]


class CallbackRecord(msgspec.Struct, frozen=True):
    """A callback that ran before the script, how it was called, and what it left in session state."""

    name: str
    after: State
    call: str = ""
    events: tuple[Event, ...] = ()
    error: str = ""


class WidgetRecord(msgspec.Struct, frozen=True):
    """A widget as a run showed it. ``new`` says that it took the place of another one with its label."""

    label: str
    key: str
    value: str
    form: str = ""
    new: bool = False


class RunRecord(msgspec.Struct, frozen=True):
    """One run of a program, or of one of its fragments. Values are kept as what they look like.

    ``trigger`` says what a person did, and is empty where nobody did anything. ``before`` is what the
    run before had left, ``start`` what the script found after widgets and callbacks, ``after`` what it
    left itself, and ``events`` what its lines changed on the way. ``error`` is the exception it ended with, if
    any; ``end`` says where it ended otherwise than at its last line. ``page`` and ``path`` are the title and the
    address of the program's page that it ran, where the program has several.
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
    """A program on show in one tab: its runs, and its text where the learner has changed it."""

    def __init__(self) -> None:
        self._runs: list[RunRecord] = []
        self._added = 0
        self.text: str | None = None

    @property
    def stamp(self) -> int:
        """Another number after each run."""
        return self._added

    @property
    def runs(self) -> list[RunRecord]:
        """The runs of the session that plays now, oldest first."""
        return list(self._runs)

    def add(self, run: RunRecord) -> None:
        """Keep one more run. A first run forgets those of the session before."""
        if run.number == 1:
            self._runs.clear()
        self._runs.append(run)
        self._added += 1
        del self._runs[:-MAX_RUNS]


class FiledStage(Stage):
    """A stage whose runs are kept in a file, for a program that runs on a server of its own."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    @property
    def stamp(self) -> int:
        """Another number after each run."""
        try:
            return self._path.stat().st_size
        except OSError:
            return 0

    @property
    def runs(self) -> list[RunRecord]:
        """The runs in the file; none where there is no file yet, or none that can be read."""
        try:
            lines = self._path.read_bytes().splitlines()
        except OSError:
            return []
        found: list[RunRecord] = []
        for line in lines:
            try:
                run = msgspec.json.decode(line, type=RunRecord)
            except msgspec.DecodeError:
                continue  # half written: it is whole the next time
            found = [run] if run.number == 1 else [*found, run]
        return found[-MAX_RUNS:]

    def add(self, run: RunRecord) -> None:
        """Write one more run to the file."""
        with self._path.open("ab") as file:
            file.write(msgspec.json.encode(run) + b"\n")


class Ledger:
    """All stages of this server, by their tokens."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stages: OrderedDict[str, Stage] = OrderedDict()

    def stage(self, token: str) -> Stage:
        """The stage of a token; a new one where there is none."""
        with self._lock:
            stage = self._stages.setdefault(token, _new_stage(token))
            self._stages.move_to_end(token)
            while len(self._stages) > MAX_STAGES:
                self._stages.popitem(last=False)
            return stage


TRACES = "STATECOURSE_TRACES"
"""Set on a program's own server: the folder that its runs are written to."""


def _new_stage(token: str) -> Stage:
    folder = os.environ.get(TRACES)
    return FiledStage(trace_file(Path(folder), token)) if folder else Stage()


def trace_file(folder: Path, token: str) -> Path:
    """Where the runs of a token are kept. Tokens are made by us, but come back in an address."""
    return folder / f"{re.sub(r'[^0-9a-f]', '', token)}.jsonl"


_LEDGER = Ledger()


def ledger() -> Ledger:
    """The server's ledger; not in Streamlit's cache, which a program may clear."""
    return _LEDGER
