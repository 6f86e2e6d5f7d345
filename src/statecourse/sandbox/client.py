"""The judge's side of the sandbox: it starts the warm server, and asks it for workers."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import site
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from statecourse import wire
from statecourse.sandbox import confine, scratch
from statecourse.sandbox.scratch import Scratch, remove_tree
from statecourse.sandbox.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable

_START_SECONDS = 60.0
_SPAWN_SECONDS = 20.0
_DYING_SECONDS = 0.05
"""How long a process may take from letting go of its socket to having ended."""


class SandboxError(Exception):
    """The sandbox itself failed: nobody's fault but the grader's or the machine's."""


class WorkerLostError(Exception):
    """A worker ended, or was ended, before it answered: the app's own doing.

    ``kind`` is ``timeout``, ``slow``, ``crashed``, ``exited``, ``disk``, ``threads``, ``protocol`` or
    ``over``.
    """

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind = kind


class Sandbox:
    """A warm server with its scratch space. One judge uses it, for one app after another.

    ``without`` names layers of isolation to leave out. A ``light`` server is ready sooner, as it does
    not load pandas for its workers. With ``forking`` False, or where the system cannot fork, each
    worker is a process started afresh: slower, otherwise the same.
    """

    def __init__(
        self,
        *,
        without: tuple[str, ...] = (),
        light: bool = False,
        forking: bool = hasattr(os, "fork"),
    ) -> None:
        self.without = without
        self.forking = forking
        self.root = Path(tempfile.mkdtemp(prefix="statecourse-"))
        if scratch.worker_uid() is not None:
            self.root.chmod(0o711)
        # Where a layer is missing, a worker that is nobody may be unable to load anything later on.
        self._options = ["light"] if light and not without and not confine.missing_layers() else []
        self._server = self._start() if forking else None

    def _start(self) -> _Process:
        return _Process("server", self.root, *self._options)

    def worker(self, folder: Scratch, limits: wire.Limits) -> Worker:
        """Start a worker for the app in a scratch folder.

        Raises `SandboxError` where it cannot be started and confined, and `WorkerLostError` where an
        earlier worker of the same folder has left no app in it.
        """
        if not folder.intact():
            raise WorkerLostError("exited", "the app moved or deleted its own folder")
        if self._server is None:
            return _cold_worker(self, folder, limits)
        if not self._server.alive():
            self._server = self._start()
        self._server.wait_until_ready()
        ours, theirs = socket.socketpair()
        with theirs:
            request = wire.Spawn(str(folder.folder), limits, scratch.worker_uid(), list(self.without))
            reply = self._server.ask(request, fds=(theirs.fileno(),))
        if not isinstance(reply, wire.Spawned):
            ours.close()
            text = f"no worker could be started: {reply}"
            raise SandboxError(text)
        server, pid = self._server, reply.pid
        return Worker(wire.Channel(ours), folder, limits, pid, lambda: server.ask(wire.Reap(pid)))

    def scratch(self, app: Path) -> Scratch:
        """A fresh copy of an app's folder. Raises `SubmissionError` where it cannot be copied."""
        return Scratch(self.root, app)

    def close(self) -> None:
        """End the server and all its workers, and delete their folders."""
        if self._server is not None:
            self._server.close()
        remove_tree(self.root)


class Worker:
    """One confined process with one app in it."""

    def __init__(
        self,
        channel: wire.Channel,
        folder: Scratch,
        limits: wire.Limits,
        pid: int,
        reap: Callable[[], Any],
    ) -> None:
        self._channel = channel
        self._limits = limits
        self._reap = reap
        self._ended = ""
        self._over = time.monotonic() + limits.check_seconds
        self._watch = Watch(folder, pid, limits.disk_mb, channel.cut)
        self.layers = self._first_words()

    def _first_words(self) -> list[str]:
        try:
            ready: Any = self._channel.receive(wire.Reply, deadline=time.monotonic() + _SPAWN_SECONDS)
        except wire.ChannelError as problem:
            self.close()
            text = f"a worker did not start: {type(problem).__name__}: {problem}"
            raise SandboxError(text) from problem
        if not isinstance(ready, wire.Ready):
            self.close()
            said = getattr(ready, "message", type(ready).__name__)
            text = f"a worker could not be confined: {said}"
            raise SandboxError(text)
        return ready.layers

    def ask(self, request: wire.Request, seconds: float | None = None) -> Any:
        """Send a request, and wait for its answer; the judge's own clock runs.

        Raises `WorkerLostError` where the worker ends, is late, or breaks the protocol.
        """
        if self._ended:
            raise WorkerLostError("over", self._ended)
        seconds = self._limits.run_seconds if seconds is None else seconds
        deadline = min(time.monotonic() + seconds, self._over)
        try:
            self._channel.send(request)
            return self._channel.receive(wire.Reply, deadline=deadline)
        except wire.ChannelError as problem:
            lost = self._lost(problem, seconds)
        raise lost

    def _lost(self, problem: wire.ChannelError, seconds: float) -> WorkerLostError:
        if isinstance(problem, wire.ClosedError):
            time.sleep(_DYING_SECONDS)
        ended = self._end()
        if self._watch.reason:
            kind, text = self._watch.kind, self._watch.reason
        elif isinstance(problem, wire.LateError):
            kind, text = "timeout", f"the app was still running after {seconds:g} seconds"
            if time.monotonic() >= self._over:
                limit = self._limits.check_seconds
                kind, text = "slow", f"all runs of this check together took more than {limit:g} seconds"
        elif isinstance(problem, wire.ProtocolError):
            kind, text = "protocol", f"the app's page could not be read: {problem}"
        else:
            kind, text = _how_it_ended(ended)
        self._ended = text
        return WorkerLostError(kind, text)

    def _end(self) -> Any:
        self._watch.stop()
        reap, self._reap = self._reap, lambda: None
        try:
            return reap()
        finally:
            self._channel.close()

    def close(self) -> None:
        """End the worker and everything in it."""
        self._ended = self._ended or "the app's server was stopped"
        with contextlib.suppress(SandboxError):  # a worker ends with the server that it was forked from
            self._end()


def _how_it_ended(ended: Any) -> tuple[str, str]:
    if isinstance(ended, wire.Reaped) and ended.signal is not None:
        return "crashed", f"the app crashed Python itself (signal {ended.signal})"
    if isinstance(ended, wire.Reaped) and ended.code is not None:
        return "exited", f"the app ended Python itself (exit code {ended.code})"
    return "exited", "the app cut the line to the grader"


# --- processes ---------------------------------------------------------------------------------

_BOOT = (
    "import json, sys; sys.path.extend(json.loads(sys.argv.pop())); "
    "from statecourse.sandbox.boot import main; main()"
)


def _import_path() -> list[str]:
    """Where this process finds installed packages; not its working folder, nor a grader's."""
    own = str(Path(__file__).parents[2])
    user = [site.getusersitepackages()] if site.ENABLE_USER_SITE else []
    known = {os.path.normcase(path) for path in sys.path}
    packages = [*site.getsitepackages(), *user]
    return [own, *(path for path in packages if os.path.normcase(path) in known)]


class _Process:
    """A Python of our own, kept from the judge's environment, that speaks on a socket."""

    def __init__(self, name: str, root: Path, *options: str) -> None:
        ours, theirs = socket.socketpair()
        self.channel = wire.Channel(ours)
        self._log = root / f"{name}.log"
        with theirs, self._log.open("ab") as log:
            self._process = _start([name, str(theirs.fileno()), *options], theirs, root, log)
        self._ready = False

    def wait_until_ready(self) -> None:
        """Wait for the first word. Raises `SandboxError`, with what Python said, where none comes."""
        if self._ready:
            return
        try:
            self.channel.receive(wire.Ready, deadline=time.monotonic() + _START_SECONDS)
        except wire.ChannelError as problem:
            self.close()
            said = self._log.read_text(errors="replace").strip()[-800:]
            text = f"the warm server did not start: {said or type(problem).__name__}"
            raise SandboxError(text) from problem
        self._ready = True

    def ask(self, request: wire.ServerRequest, fds: tuple[int, ...] = ()) -> Any:
        """Ask the server. Raises `SandboxError` where it does not answer."""
        try:
            self.channel.send(request, fds=fds)
            return self.channel.receive(wire.ServerReply, deadline=time.monotonic() + _SPAWN_SECONDS)
        except wire.ChannelError as problem:
            text = f"the warm server is gone ({type(problem).__name__})"
            raise SandboxError(text) from problem

    def close(self) -> wire.Reaped:
        """Hang up, which ends a server; make sure of it. Tells how it had ended by itself."""
        code = self._process.poll()
        self.channel.close()
        if code is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(5)
        self.kill()
        if code is None:
            return wire.Reaped()
        return wire.Reaped(code=code) if code >= 0 else wire.Reaped(signal=-code)

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


def _start(
    arguments: list[str], theirs: socket.socket, root: Path, log: IO[bytes]
) -> subprocess.Popen[bytes]:
    windows = sys.platform == "win32"
    descriptors = () if windows else (theirs.fileno(),)
    process = subprocess.Popen(  # noqa: S603  # our own module
        [sys.executable, "-I", "-c", _BOOT, *arguments, json.dumps(_import_path())],
        pass_fds=descriptors,
        env=confine.environment(str(root)) | _windows_environment(),
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    with contextlib.suppress(OSError), process.stdin:  # type: ignore[union-attr]
        if windows:
            process.stdin.write(theirs.share(process.pid))  # type: ignore[union-attr,attr-defined]
    return process


def _windows_environment() -> dict[str, str]:
    return {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}


def _cold_worker(sandbox: Sandbox, folder: Scratch, limits: wire.Limits) -> Worker:
    process = _Process("cold", sandbox.root)
    process.wait_until_ready()
    without = list(sandbox.without)
    process.channel.send(wire.Spawn(str(folder.folder), limits, scratch.worker_uid(), without))

    def reap() -> wire.Reaped:
        if process.alive():
            process.kill()
            return wire.Reaped()
        return process.close()

    return Worker(process.channel, folder, limits, process.pid, reap)
