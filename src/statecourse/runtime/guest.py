"""What the sandbox runs: Streamlit and an app, and before the fork, what nearly every app does first.

The sandbox imports this module by its name, and calls `hush`, `warm_up`, `practise` and `serve`.
"""

from __future__ import annotations

import functools
import gc
import hashlib
import importlib.util
import logging
import socket
import sys
from typing import TYPE_CHECKING, Any

from statecourse.apptest import messages
from statecourse.apptest.app_session import components, hush
from statecourse.codec.values import plain
from statecourse.runtime.host import serve
from statecourse.runtime.libraries import LIBRARIES
from statecourse.sandbox.channel import Channel
from statecourse.sandbox.messages import Trouble
from statecourse.seam.older import USER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

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


def warm_up(libraries: Sequence[str], folder: Path) -> None:
    """Run some apps in the server, so that its forks find caches filled and modules loaded.

    The first run of any app takes ten times as long as the second. Of the ``libraries``, those are loaded that
    are in `LIBRARIES` and installed. ``folder`` is for the files of these apps.
    """
    hush()
    components(at_once=bool(libraries))
    _run_once(_FIRST_APP, folder)
    _run_once(_USUAL_APP, folder)
    for name in LIBRARIES:
        if name in libraries and importlib.util.find_spec(name):
            _run_once(f"import streamlit as st\n{LIBRARIES[name].app}", folder)
    if libraries:
        gc.collect()
    _drop_handlers()
    gc.freeze()
    gc.enable()


def _drop_handlers() -> None:
    """Drop the handlers of Streamlit's loggers, which are silent: each fork would have to renew their locks."""
    for name, logger in logging.root.manager.loggerDict.items():
        if name.startswith("streamlit") and isinstance(logger, logging.Logger):
            logger.handlers.clear()
            vars(logger).pop("streamlit_console_handler", None)


def practise(folder: Path) -> None:
    """Run an app in a fork that waits to become a worker, so that the memory that each run writes is copied by then."""
    _run_once(_USUAL_APP, folder)


@functools.cache
def _script(app: str, folder: Path) -> Path:
    """An app as a file, always the same one, so that Streamlit compiles it only once."""
    script = folder / f"{hashlib.sha256(app.encode()).hexdigest()}.py"
    script.write_text(app, encoding="utf-8")
    return script


def _run_once(app: str, folder: Path) -> None:
    """Open and run an app just as a worker does. Raises RuntimeError if that fails."""
    script = _script(app, folder)
    before = sys.modules["__main__"], sys.stdout, sys.stderr
    ours, theirs = socket.socketpair()
    with ours, theirs:
        judge = Channel(ours)
        nothing = plain({})
        run = messages.Run(0, None, nothing, nothing, plain(USER), nothing, "", 30.0)
        requests = [messages.Open(0, script.name, plain(()), nothing), run]
        for request in requests:
            judge.send(request)
        ours.shutdown(socket.SHUT_WR)
        serve(Channel(theirs), script.parent)
        for _ in requests:
            reply: Any = judge.receive(messages.Reply)
            if isinstance(reply, Trouble):
                raise RuntimeError(reply.message)  # noqa: TRY004  # the app went wrong, not a type
    sys.modules["__main__"], sys.stdout, sys.stderr = before
