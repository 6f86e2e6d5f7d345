"""The processes that the judge has started, and how it speaks with them."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from typing import TYPE_CHECKING, Any

from statecourse.sandbox.channel import Channel, ChannelError
from statecourse.sandbox.messages import Leave, Ready, Reap, Reaped, ServerReply, ServerRequest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from statecourse.sandbox.start import Launched

_START_SECONDS = 60.0
_SPAWN_SECONDS = 20.0


class SandboxError(Exception):
    """The sandbox itself failed: nobody's fault but the grader's or the machine's."""


class Process:
    """A process of ours that speaks on a socket."""

    def __init__(self, launched: Launched) -> None:
        self.channel = Channel(launched.socket)
        self._process = launched.process
        self._log = launched.log
        self._ready = False

    def wait_until_ready(self) -> None:
        """Wait for the first word. Raises `SandboxError`, with what Python said, where none comes."""
        if self._ready:
            return
        try:
            self.channel.receive(Ready, deadline=time.monotonic() + _START_SECONDS)
        except ChannelError as problem:
            self.close()
            said = self._log.read_text(errors="replace").strip()[-800:]
            text = f"the warm server did not start: {said or type(problem).__name__}"
            raise SandboxError(text) from problem
        self._ready = True

    def ask(self, request: ServerRequest, fds: tuple[int, ...] = ()) -> Any:
        """Ask the server. Raises `SandboxError` where it does not answer."""
        self.tell(request, fds)
        with self._needed():
            return self.channel.receive(ServerReply, deadline=time.monotonic() + _SPAWN_SECONDS)

    def tell(self, request: ServerRequest, fds: tuple[int, ...] = ()) -> None:
        """Tell the server what it does not answer. Raises `SandboxError` where it is gone."""
        with self._needed():
            self.channel.send(request, fds=fds)

    @contextlib.contextmanager
    def _needed(self) -> Iterator[None]:
        try:
            yield
        except ChannelError as problem:
            self.kill()  # an answer that came late would be taken for the next one's
            text = f"the warm server is gone ({type(problem).__name__})"
            raise SandboxError(text) from problem

    def close(self) -> Reaped:
        """Hang up, which ends a server; make sure of it. Tells how it had ended by itself."""
        code = self._process.poll()
        self.channel.close()
        if code is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(5)
        self.kill()
        if code is None:
            return Reaped()
        return Reaped(code=code) if code >= 0 else Reaped(signal=-code)

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def alive(self) -> bool:
        """Whether the process has not ended by itself."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End the process, and what it started, at once."""
        if hasattr(os, "killpg"):
            with contextlib.suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()


class Forked:
    """A worker's process that the server has forked."""

    def __init__(self, server: Process, pid: int) -> None:
        self._server = server
        self.pid = pid

    def end(self) -> Any:
        """End it; tells how it had ended by itself. Raises `SandboxError`."""
        return self._server.ask(Reap(self.pid))

    def leave(self) -> None:
        """Have it end, and do not wait for that. Raises `SandboxError`."""
        self._server.tell(Leave(self.pid))


class Cold:
    """A worker's process that was started afresh."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self.pid = process.pid

    def end(self) -> Reaped:
        """End it; tells how it had ended by itself."""
        if self._process.alive():
            self._process.kill()
            return Reaped()
        return self._process.close()

    def leave(self) -> None:
        """End it."""
        self.end()
