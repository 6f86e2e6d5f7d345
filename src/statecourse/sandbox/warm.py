"""What the warm server does ahead: all that nearly every app does first, so that no worker has to."""

from __future__ import annotations

import contextlib
import functools
import gc
import hashlib
import sys
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from statecourse import wire
from statecourse.sandbox import confine
from statecourse.seam.worker import Host, components, hush
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
    if not light:
        _run_once(_TABLE)
        gc.collect()
    gc.freeze()
    gc.enable()


def practise() -> None:
    """Do in a process that will be a worker what every app does first: its memory becomes its own by that."""
    _run_once(_FIRST_APP)


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
    script = _script(app)
    before = sys.modules["__main__"], sys.stdout, sys.stderr
    host = Host(script.parent)
    request = msgspec.msgpack.encode(wire.Open(0, script.name, plain(()), plain({})))
    opened: Any = wire.Channel.decode(request, wire.Request)
    host.open(opened.session, opened.script, opened.args, opened.kwargs, live=opened.live)
    msgspec.msgpack.encode(host.run([_first_run()]))
    sys.modules["__main__"], sys.stdout, sys.stderr = before


def uses_tables(worker: int) -> bool:
    """Whether a worker has loaded pandas."""
    with contextlib.suppress(OSError):
        return b"/pandas/" in Path(f"/proc/{worker}/maps").read_bytes()
    return False


def load_tables() -> None:
    """Load pandas once, as the next worker of this app will use it, too."""
    _run_once(_TABLE)
    gc.freeze()


def _first_run() -> wire.Run:
    nothing = plain({})
    return wire.Run(0, None, nothing, nothing, plain({"email": "test@example.com"}), nothing, "", 30.0)
