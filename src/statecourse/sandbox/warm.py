"""What the warm server does ahead: all that nearly every app does first, so that no worker has to."""

from __future__ import annotations

import contextlib
import functools
import gc
import hashlib
import logging
import os
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any

from statecourse import wire
from statecourse.sandbox import confine
from statecourse.sandbox.worker import serve
from statecourse.seam.worker import components, hush
from statecourse.values import plain

_FIRST_APP = """
import streamlit as st
st.session_state.setdefault("n", 0)
st.title("Title")
st.text_input("Name", key="name")
st.number_input("Number", 0, 10, 5)
st.selectbox("Choice", ["a", "b"])
st.checkbox("Check")
st.button("Button")
st.metric("Number", 1)
st.write("Text", 1)
"""
_USUAL_APP = """
import streamlit as st
st.session_state.setdefault("n", 0)
st.button("Button")
st.write("Text", 1)
"""
_TABLE = """
import pandas
import streamlit as st
st.write({"a": 1})
st.dataframe(pandas.DataFrame({"a": [1]}))
"""


def warm_up(*, light: bool) -> None:
    """Do what nearly every app does first, so that no worker has to, and settle the memory.

    The first run of any app takes ten times as long as the second: caches fill, modules are loaded.
    """
    confine.prepare()
    hush()
    components(at_once=not light)
    _run_once(_FIRST_APP)
    _run_once(_USUAL_APP)
    if not light:
        _run_once(_TABLE)
        gc.collect()
    _drop_handlers()
    gc.freeze()
    gc.enable()


def _drop_handlers() -> None:
    """Drop the handlers of Streamlit's logs, which are silent: each fork would make the lock of each anew."""
    for name, logger in logging.root.manager.loggerDict.items():
        if name.startswith("streamlit") and isinstance(logger, logging.Logger):
            logger.handlers.clear()
            vars(logger).pop("streamlit_console_handler", None)


def practise() -> None:
    """Do in a process that will be a worker what every app does first: its memory becomes its own by that."""
    _run_once(_USUAL_APP)


@functools.cache
def own_folder() -> Path:
    """What the server uses as a worker uses its scratch folder."""
    folder = Path(tempfile.mkdtemp(prefix="server-"))
    (folder / "app").mkdir()
    return folder


@functools.cache
def _script(app: str) -> Path:
    """An app as a file, always the same one: then what it was compiled to is known the next time."""
    script = own_folder() / "app" / f"{hashlib.sha256(app.encode()).hexdigest()}.py"
    script.write_text(app, encoding="utf-8")
    return script


def _run_once(app: str) -> None:
    """Open and run an app just as a worker does. Raises RuntimeError where that does not work."""
    script = _script(app)
    before = sys.modules["__main__"], sys.stdout, sys.stderr
    ours, theirs = socket.socketpair()
    with ours, theirs:
        judge = wire.Channel(ours)
        requests = [wire.Open(0, script.name, plain(()), plain({})), _first_run()]
        for request in requests:
            judge.send(request)
        ours.shutdown(socket.SHUT_WR)
        serve(wire.Channel(theirs), script.parent)
        for _ in requests:
            reply: Any = judge.receive(wire.Reply)
            if isinstance(reply, wire.Trouble):
                raise RuntimeError(reply.message)  # noqa: TRY004  # the app went wrong, not a type
    sys.modules["__main__"], sys.stdout, sys.stderr = before


_PANDAS_MB = 20
"""Less than what pandas takes of a process's memory."""


def uses_tables(worker: int) -> bool:
    """Whether a worker has loaded pandas. Where it has little memory more than this process, it has not."""
    with contextlib.suppress(OSError):
        more = _megabytes(worker) - _megabytes(os.getpid())
        return more > _PANDAS_MB and b"/pandas/" in Path(f"/proc/{worker}/maps").read_bytes()
    return False


def _megabytes(process: int) -> float:
    """The memory of a process that is in use. Source: proc(5) on ``statm``."""
    with open(f"/proc/{process}/statm", "rb") as file:  # noqa: PTH123  # for each check
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def load_tables() -> None:
    """Load pandas once, as the next worker of this app will use it, too."""
    _run_once(_TABLE)
    gc.freeze()


def _first_run() -> wire.Run:
    nothing = plain({})
    return wire.Run(0, None, nothing, nothing, plain({"email": "test@example.com"}), nothing, "", 30.0)
