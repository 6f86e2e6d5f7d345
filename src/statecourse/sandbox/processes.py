"""How the judge speaks with the processes that it has started, or has had forked, and ends them."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from typing import TYPE_CHECKING, Any

from statecourse.sandbox.channel import Channel, ChannelError
from statecourse.sandbox.messages import Kill, Ready, Reap, Reaped, ServerReply, ServerRequest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from statecourse.sandbox.start import Launched

_START_SECONDS = 60.0
_SPAWN_SECONDS = 20.0


class SandboxError(Exception):
    """The sandbox itself failed: nobody's fault but the grader's or the machine's."""


class Process:
    """A process that the judge has started: a server, or a fresh worker."""

    def __init__(self, launched: Launched) -> None:
        self.channel = Channel(launched.socket)
        self._process = launched.process
        self.pid = launched.process.pid
        self._log = launched.log
        self._ready = False

    def wait_until_ready(self) -> None:
        """Wait for its first message. Raises `SandboxError`, with what Python said, where none comes."""
        if self._ready:
            return
        try:
            self.channel.receive(Ready, deadline=time.monotonic() + _START_SECONDS)
        except ChannelError as problem:
            self.close()
            said = self._log.read_text(errors="replace").strip()[-800:] or type(problem).__name__
            raise SandboxError(f"the warm server did not start: {said}") from problem
        self._ready = True

    def ask(self, request: ServerRequest, fds: tuple[int, ...] = ()) -> Any:
        """Send a server what it answers, and wait for that. Raises `SandboxError` where no answer comes."""
        self.tell(request, fds)
        with self._needed():
            return self.channel.receive(ServerReply, deadline=time.monotonic() + _SPAWN_SECONDS)

    def tell(self, request: ServerRequest, fds: tuple[int, ...] = ()) -> None:
        """Send a server what it does not answer. Raises `SandboxError` where it is gone."""
        with self._needed():
            self.channel.send(request, fds=fds)

    @contextlib.contextmanager
    def _needed(self) -> Iterator[None]:
        try:
            yield
        except ChannelError as problem:
            self.kill()  # an answer that came late would be taken for the next one's
            raise SandboxError(f"the warm server is gone ({type(problem).__name__})") from problem

    def close(self) -> None:
        """Hang up, which ends a server; make sure of it."""
        self.channel.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        self.kill()

    def alive(self) -> bool:
        """Whether the process has not exited by itself."""
        return self._process.poll() is None

    def reap(self) -> Reaped:
        """Kill it, and wait for it to exit; tells how it had exited by itself."""
        code = self._process.poll()
        self.kill()
        if code is None:
            return Reaped()
        return Reaped(code=code) if code >= 0 else Reaped(signal=-code)

    def kill(self) -> None:
        """Kill the process, and what it started, and wait for it to exit."""
        with contextlib.suppress(OSError, AttributeError):  # Windows has no groups
            os.killpg(self.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()


class Forked:
    """A worker's process that a server has forked."""

    def __init__(self, server: Process, pid: int) -> None:
        self._server = server
        self.pid = pid

    def reap(self) -> Any:
        """Kill it, and wait for it to exit; tells how it had exited by itself. Raises `SandboxError`."""
        return self._server.ask(Reap(self.pid))

    def kill(self) -> None:
        """Kill it, and do not wait for it to exit. Raises `SandboxError`."""
        self._server.tell(Kill(self.pid))
