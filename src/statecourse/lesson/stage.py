"""Plays a program in a session of its own, and writes down what each run did."""

from __future__ import annotations

import linecache
import types
from typing import TYPE_CHECKING

import streamlit as st

from statecourse.lesson.trace import CallbackRecord, RunRecord, ledger
from statecourse.seam.session import observe, snapshot

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM, TOKEN = "program", "stage"
"""The names in the address that ask a lesson's script to play one of its programs."""


def asked_for() -> tuple[str, str] | None:
    """The program and the token that the address asks for; None where it asks for the lesson."""
    program, token = st.query_params.get(PROGRAM), st.query_params.get(TOKEN)
    return (program, token) if program and token else None


def play(path: Path, token: str) -> None:
    """Run a program here, and write down what the run did.

    An exception of the program is written down, too, and shown as Streamlit shows one, from the program's
    own line on.
    """
    stage = ledger().stage(token)
    seen, runs = observe(), stage.runs
    before = runs[-1].after if runs and not seen.first else {}
    start, error = snapshot(), ""
    try:
        text = path.read_text(encoding="utf-8") if stage.text is None else stage.text
        _run(text, path)
    except Exception as problem:  # noqa: BLE001  # whatever a program or a learner's change raises
        error = f"{type(problem).__name__}: {problem}"
        st.exception(_from_the_program_on(problem))
    finally:
        number = 1 if seen.first or not runs else runs[-1].number + 1
        callbacks = tuple(CallbackRecord(name, state) for name, state in seen.callbacks)
        stage.add(RunRecord(number, seen.trigger, callbacks, before, start, snapshot(), error))


def _run(text: str, path: Path) -> None:
    """Run a program's text. An exception in it names its file and shows its lines, as they run now."""
    linecache.cache[path.name] = (len(text), None, text.splitlines(keepends=True), path.name)
    module = types.ModuleType("__main__")
    module.__file__ = str(path)
    exec(compile(text, path.name, "exec"), module.__dict__)  # noqa: S102  # the course's own programs


def _from_the_program_on(problem: Exception) -> Exception:
    """The exception without our own lines above the program's, which say nothing about it."""
    trace = problem.__traceback__
    while trace is not None and trace.tb_frame.f_globals.get("__name__") == __name__:
        trace = trace.tb_next
    return problem.with_traceback(trace)
