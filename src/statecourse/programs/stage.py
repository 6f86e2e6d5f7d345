"""Plays a program in a session of its own, and records what each run did."""

from __future__ import annotations

import builtins
import contextlib
import ctypes
import linecache
import os
import sys
import threading
import time
import traceback
import types
from typing import TYPE_CHECKING, Any

import msgspec
import streamlit as st

from statecourse.codec.values import shown
from statecourse.film.camera import Camera
from statecourse.programs.runs import (
    CallbackRecord,
    RunRecord,
    Stage,
    WidgetRecord,
    events_of,
    ledger,
    on_a_server_of_its_own,
)
from statecourse.runtime import run_observer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from statecourse.film.reel import FilmedRun

PROGRAM, TOKEN = "program", "stage"
"""The query parameters that ask a lesson's script to play one of its programs."""
MAX_PRINTED = 2_000
MAX_SECONDS = 15.0
"""How long a run may take, as a learner may write an endless loop."""
_GO_ON = ("st.rerun()", "st.switch_page()")
"""Ends of a run that start the next run."""


class EndlessError(BaseException):
    """A program ran for too long. It is no Exception, so that the program does not catch it."""

    def __str__(self) -> str:
        return f"it was still running after {MAX_SECONDS:g} seconds, and was stopped"


@contextlib.contextmanager
def _ended_in_time() -> Iterator[None]:
    """Raise `EndlessError` in this block once it takes too long, and again where the program goes on all the same."""
    thread, over = ctypes.c_ulong(threading.get_ident()), threading.Event()
    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc

    def stop() -> None:
        seconds = MAX_SECONDS
        while not over.wait(seconds) and raise_in(thread, ctypes.py_object(EndlessError)):
            seconds = 1.0

    watch = threading.Thread(target=stop, daemon=True)
    watch.start()
    try:
        yield
    finally:
        over.set()
        watch.join()  # within this, what comes late is raised


def asked_for() -> tuple[str, str] | None:
    """The program and the token that this session was opened for; None for the lesson itself."""
    found = run_observer.route(PROGRAM, TOKEN)
    return (found[PROGRAM], found[TOKEN]) if found else None


def play(path: Path, token: str) -> None:
    """Run a program in this session, and record what the run did.

    An exception of the program is recorded, too, and shown as Streamlit shows one, with the program's frames only. A
    program that does not end is stopped. After either, the session's run is stopped, as Streamlit keeps what the run before had then.
    """
    stage = ledger().stage(token)
    recorder = _Recorder(path, stage)
    run_observer.notes().follow_callback = recorder.callback
    run_observer.follow_fragments(recorder.fragment)
    text = stage.text
    text = path.read_text(encoding="utf-8") if text is None else text
    if not recorder.run(lambda: _execute(text, path, recorder.print)):
        st.stop()


class _Recorder:
    """Records a run of a program, and the callbacks and fragments that it leaves to run later."""

    def __init__(self, path: Path, stage: Stage) -> None:
        self._name = path.name
        self._folder = f"{path.parent}{os.sep}"
        self._stage = stage
        self._camera = _camera(path)

    def _is_own(self, file: str) -> bool:
        return file == self._name or file.startswith(self._folder)

    def print(self, *values: object, **how: Any) -> None:
        """The program's ``print``: it prints and records, also in a callback of an earlier run."""
        builtins.print(*values, **how)  # noqa: T201  # the program prints
        if not how.get("file"):
            text = how.get("sep", " ").join(map(str, values)) + how.get("end", "\n")
            run_observer.notes().printed.append(text)
            self._camera.heard.append(text)

    def callback(self, call: Callable[[], None], metadata: Any) -> None:
        """Record a callback, which runs before the script."""
        name = getattr(metadata.callback, "__name__", "a callback")
        given = [shown(value) for value in metadata.callback_args or ()]
        given += [f"{key}={shown(value)}" for key, value in (metadata.callback_kwargs or {}).items()]
        error = ""
        try:
            with _ended_in_time(), self._camera.rolling():
                call()
        except Exception as problem:
            error = f"{type(problem).__name__}: {problem}"
            raise
        finally:
            done = f"{name}({', '.join(given)})"
            record = CallbackRecord(name, run_observer.snapshot(), done, error=error)
            run_observer.notes().callbacks.append((record, self._camera.steps))
            if error:
                self._add_failed_callback(f"did not run, as the callback stopped with {error}")

    def _add_failed_callback(self, end: str) -> None:
        """Record a run whose callback has failed: Streamlit does not run the script then."""
        (_, trigger), runs, now = run_observer.begin_run(), self._stage.runs, run_observer.snapshot()
        number, before = (runs[-1].number + 1, runs[-1].after) if runs else (1, {})
        film, printed = self._camera.finish(), _printed()
        self._stage.add(
            RunRecord(
                number,
                trigger,
                tuple(_with_events(_callbacks(), film)),
                before,
                now,
                now,
                end=end,
                printed=printed,
            ),
            film,
            time.time(),
        )

    def fragment(self, call: Callable[[], Any]) -> Any:
        """Record a fragment that runs by itself."""
        return self.run(call, fragment="a fragment of the program")

    def run(self, call: Callable[[], Any], fragment: str = "") -> Any:
        """Record a run, however it ends."""
        first, trigger = run_observer.begin_run()
        runs, log = self._stage.runs, run_observer.begin_log()
        before = runs[-1].after if runs and not first else {}
        began, callbacks = time.time(), _callbacks()
        start, error, end = run_observer.snapshot(), "", ""
        if runs and runs[-1].end.startswith("st.switch_page()" if trigger else _GO_ON):
            trigger = f"{runs[-1].end} in run {runs[-1].number}"
        try:
            with _ended_in_time(), self._camera.rolling(fragment=bool(fragment)):
                made = call()
            end = run_observer.refusal()
            return made  # noqa: TRY300  # as `finally` has to know how it ended
        except (Exception, EndlessError) as problem:  # noqa: BLE001  # whatever a learner's change raises
            error = f"{type(problem).__name__}: {problem}"
            _show(problem)
        except BaseException as problem:
            end = f"{run_observer.how_it_ended(problem)}{self._place(problem)}"
            raise
        finally:
            page, path = run_observer.page()
            film = self._camera.finish()
            self._stage.add(
                RunRecord(
                    number=1 if first or not runs else runs[-1].number + 1,
                    trigger=trigger,
                    callbacks=tuple(_with_events(callbacks, film)),
                    before=before,
                    start=start,
                    after=run_observer.snapshot(),
                    error=error,
                    events=events_of(film, callbacks[-1][1] if callbacks else 0) if film else (),
                    end=end,
                    fragment=fragment,
                    printed=_printed(),
                    logged=tuple(log[:5]),
                    widgets=tuple(_widgets()),
                    address=run_observer.address(),
                    page=page,
                    path=path,
                ),
                film,
                began,
            )

    def _place(self, problem: BaseException) -> str:
        """The line of the program at which a run ended, in words."""
        own = [frame for frame in traceback.extract_tb(problem.__traceback__) if self._is_own(frame.filename)]
        return f" in line {own[-1].lineno}" if own else ""


class _Camera(Camera):
    """Films the runs of a session; ``heard`` is what was printed since the last step."""

    def __init__(self, path: Path) -> None:
        self.heard: list[str] = []
        super().__init__(path.parent, self._take, script=path.name, data=on_a_server_of_its_own())

    def _take(self) -> str:
        text, self.heard = "".join(self.heard), []
        return text


def _camera(path: Path) -> _Camera:
    """The camera of this session, which has followed its runs so far."""
    notes = run_observer.notes()
    notes.camera = notes.camera or _Camera(path)
    return notes.camera  # type: ignore[no-any-return]


def _callbacks() -> list[tuple[CallbackRecord, int]]:
    """The callbacks since the last run, each with how many steps the film had after it."""
    notes = run_observer.notes()
    found, notes.callbacks = notes.callbacks, []
    return found


def _with_events(
    callbacks: list[tuple[CallbackRecord, int]], film: FilmedRun | None
) -> Iterator[CallbackRecord]:
    """The callbacks, with what their lines changed."""
    begin = 0
    for record, end in callbacks:
        yield msgspec.structs.replace(record, events=events_of(film, begin, end)) if film else record
        begin = end


def _printed() -> str:
    """The end of what was printed since the last run."""
    notes = run_observer.notes()
    text, notes.printed = "".join(notes.printed)[-MAX_PRINTED:], []
    return text


def _widgets() -> list[WidgetRecord]:
    return [
        WidgetRecord(widget.label, widget.key, value, widget.form, new)
        for widget, value, new in run_observer.widgets_of_run()
        if widget.kind != "button"
    ]


def _show(problem: BaseException) -> None:
    if isinstance(problem, EndlessError):
        st.error(f"The program did not end: {problem}.")
    elif isinstance(problem, Exception):
        st.exception(_from_the_program_on(problem))


def _execute(text: str, path: Path, write: Callable[..., None]) -> bool:
    """Run a program's text to its end; returns True. A traceback shows the lines as they run now."""
    linecache.cache[path.name] = (len(text), None, text.splitlines(keepends=True), path.name)
    module = types.ModuleType("__main__")
    module.__file__ = str(path)
    vars(module)["print"] = write
    # As Streamlit does, so that pickle finds the program's classes.
    sys.modules["__main__"] = module
    run_observer.notes().program = module
    exec(run_observer.compiled(text, path.name), module.__dict__)  # noqa: S102  # the course's own programs
    return True


def _from_the_program_on(problem: Exception) -> Exception:
    """The exception without our own frames above the program's."""
    trace = problem.__traceback__
    while trace is not None and trace.tb_frame.f_globals.get("__name__", "").startswith("statecourse."):
        trace = trace.tb_next
    return problem.with_traceback(trace)
