"""The first lines of a process that the judge starts: take the judge's socket, then be a server."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import socket
import sys

from statecourse.sandbox.channel import Channel
from statecourse.sandbox.entering import guest


def main() -> None:
    """Run ``statecourse.sandbox.NAME.main`` on the socket that the judge has handed over."""
    name, descriptor = sys.argv[1], sys.argv[2]
    if sys.platform == "win32":
        sock = socket.fromshare(sys.stdin.buffer.read())
    else:
        sock = socket.socket(fileno=int(descriptor))
    _forget_the_judges_limit()
    gc.disable()  # what is loaded now stays; the server says when there is something to collect again
    guest()
    importlib.import_module(f"statecourse.sandbox.{name}").main(Channel(sock))
    sys.stdout.flush()
    os._exit(0)  # the judge waits, and there is nothing to tidy up


def _forget_the_judges_limit() -> None:
    """Undo what is for the judge alone, see `statecourse.judge.judge_process`: each worker gets limits of its own."""
    with contextlib.suppress(ImportError):  # Windows has none
        import resource  # noqa: PLC0415

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
