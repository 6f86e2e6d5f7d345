"""The first lines of a process that the judge starts, and what a process does as it becomes a worker."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import signal
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any

from statecourse.sandbox import confine
from statecourse.sandbox.channel import Channel
from statecourse.sandbox.messages import Ready, Spawn, Trouble

_GUEST = "statecourse.runtime.guest"
"""What runs in here: a module that only the processes of the sandbox import. The sandbox knows no more of it."""


def main() -> None:
    """Be a warm server or a fresh worker, as the arguments say, on the socket that the judge has handed over."""
    name, descriptor = sys.argv[1], sys.argv[2]
    if sys.platform == "win32":
        sock = socket.fromshare(sys.stdin.buffer.read())
    else:
        sock = socket.socket(fileno=int(descriptor))
    _lift_memory_limit()
    gc.disable()  # what is loaded now stays; the guest says when there is something to collect again
    guest()
    if name == "fork_server":
        from statecourse.sandbox import fork_server  # noqa: PLC0415  # which imports this module

        fork_server.main(Channel(sock))
    else:
        _fresh_worker(Channel(sock))
    sys.stdout.flush()
    os._exit(0)  # the judge waits, and there is nothing to tidy up


def _lift_memory_limit() -> None:
    """Undo what is for the judge alone, see `statecourse.judge.judge_process`: each worker gets limits of its own."""
    with contextlib.suppress(ImportError):  # Windows has none
        import resource  # noqa: PLC0415

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def guest() -> Any:
    """The module that runs in a worker."""
    return importlib.import_module(_GUEST)


def redirect_standard_files() -> None:
    """Have what Python itself reads and writes lead nowhere."""
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.close(null)


def enter_folder(name: str) -> Path:
    """Go to the app in a scratch folder, and have home and temporary files be there, too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    folder = Path(name)
    temporary = str(folder / "tmp")
    os.environ.update(HOME=temporary, TMPDIR=temporary)
    tempfile.tempdir = temporary
    os.chdir(folder / "app")
    return folder


def _fresh_worker(channel: Channel) -> None:
    """Be a worker where the system cannot fork a warm one, which takes a second more; else it is the same."""
    channel.send(Ready([]))
    request: Any = channel.receive(Spawn)
    try:
        redirect_standard_files()
        guest().hush()
        folder = enter_folder(request.folder)
        layers = confine.confine(folder, request.limits, request.uid, request.without)
    except OSError as problem:
        channel.send(Trouble("confine", str(problem)))
        return
    gc.enable()
    channel.send(Ready(layers))
    guest().serve(channel, folder / "app")
