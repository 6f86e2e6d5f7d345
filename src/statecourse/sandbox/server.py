"""The warm server: Streamlit imported once, then a fork for each check.

It is told nothing but folders and limits, so that a fork of it knows nothing worth stealing. It ends
when the judge hangs up, and everything that it started ends with it.

Started as a process of its own, see `statecourse.sandbox.client`.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import socket
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any, NoReturn

from statecourse import wire
from statecourse.sandbox import confine
from statecourse.sandbox.worker import let_go_of_output, serve, settle
from statecourse.seam.worker import AppSession, Keeper, components
from statecourse.values import plain

_CHANNEL_FD = 3
_CANNOT_GO_ON = 70
"""The exit code of a worker that went wrong itself (EX_SOFTWARE)."""


def main(channel: wire.Channel, *options: str) -> None:
    """Serve the judge until it hangs up.

    With the option ``light`` it is ready sooner: what only some apps use is not loaded first.
    """
    confine.adopt_orphans()
    _warm_up(light="light" in options)
    children: set[int] = set()
    with contextlib.suppress(wire.ClosedError):
        channel.send(wire.Ready([]))
        while True:
            request, worker_fd = channel.receive_with_fd(wire.ServerRequest)
            channel.send(_answer(request, worker_fd, children))
    for pid in children:
        _end(pid)
    _end_orphans(set())


def _answer(request: Any, fd: int | None, children: set[int]) -> wire.ServerReply:
    match request:
        case wire.Spawn() if fd is not None:
            try:
                pid = _fork(request, fd)
            except OSError as problem:
                return wire.Trouble("fork", str(problem))
            finally:
                os.close(fd)
            children.add(pid)
            return wire.Spawned(pid)
        case wire.Reap(pid) if pid in children:
            children.discard(pid)
            uses_tables = _uses_tables(pid)
            ended = _end(pid)
            if uses_tables:
                _load_tables()
            _end_orphans(children)
            return ended
    return wire.Trouble("request", "no such worker")


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
st.write({"a": 1})
st.dataframe(pandas.DataFrame({"a": [1]}))
"""


def _warm_up(*, light: bool) -> None:
    """Do what nearly every app does first, so that no worker has to, and settle the memory.

    The first run of any app takes ten times as long as the second: caches fill, modules are loaded.
    """
    confine.prepare()
    components(at_once=not light)
    _run_once(_FIRST_APP if light else _FIRST_APP + _TABLE)
    if not light:
        gc.collect()
    gc.freeze()
    gc.enable()


def _run_once(app: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "app.py")
        script.write_text(app, encoding="utf-8")
        main_module = sys.modules["__main__"]
        AppSession(0, script, Keeper(), None, None).run(_first_run())
        sys.modules["__main__"] = main_module


def _uses_tables(worker: int) -> bool:
    """Whether a worker has loaded pandas, which this server has not."""
    if "pandas" in sys.modules:
        return False
    with contextlib.suppress(OSError):
        return b"/pandas/" in Path(f"/proc/{worker}/maps").read_bytes()
    return False


def _load_tables() -> None:
    """Load pandas once, as the next worker of this app will use it, too."""
    _run_once(f"import streamlit as st\n{_TABLE}")
    gc.freeze()


def _first_run() -> wire.Run:
    nothing = plain({})
    return wire.Run(0, None, nothing, nothing, plain({"email": "test@example.com"}), nothing, "", 30.0)


def _fork(request: wire.Spawn, fd: int) -> int:
    pid = os.fork()
    if pid == 0:
        _become_worker(request, fd)
    return pid


def _become_worker(request: wire.Spawn, fd: int) -> NoReturn:
    code = _CANNOT_GO_ON
    try:
        channel = _only_channel(fd)
        try:
            folder = settle(Path(request.folder))
            layers = confine.confine(folder, request.limits, request.uid, request.without)
            confine.die_with_parent()
        except Exception:  # noqa: BLE001  # the judge is to hear of it, whatever it is
            channel.send(wire.Trouble("confine", traceback.format_exc()[-1000:]))
        else:
            channel.send(wire.Ready(layers))
            serve(channel, folder / "app")
            code = 0
    finally:
        os._exit(code)  # nothing may get back into the server's own loop


def _only_channel(fd: int) -> wire.Channel:
    """Let go of every open file but the judge's socket."""
    os.setsid()
    os.dup2(fd, _CHANNEL_FD)
    let_go_of_output()
    os.closerange(_CHANNEL_FD + 1, os.sysconf("SC_OPEN_MAX"))
    return wire.Channel(socket.socket(fileno=_CHANNEL_FD))


def _end(pid: int) -> wire.Reaped:
    """End a worker; tells how it had ended by itself, if it had."""
    done, status = os.waitpid(pid, os.WNOHANG)
    if not done:
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(OSError):
                kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        return wire.Reaped()
    if os.WIFSIGNALED(status):
        return wire.Reaped(signal=os.WTERMSIG(status))
    return wire.Reaped(code=os.waitstatus_to_exitcode(status))


def _end_orphans(workers: set[int]) -> None:
    """End what a worker had started; only possible where seccomp did not forbid it to start any."""
    for _ in range(1000):
        orphans = [pid for pid in _children() if pid not in workers]
        if not orphans:
            return
        for pid in orphans:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


def _children() -> list[int]:
    try:
        text = Path(f"/proc/self/task/{os.getpid()}/children").read_text()
    except OSError:
        return []
    return [int(pid) for pid in text.split()]
