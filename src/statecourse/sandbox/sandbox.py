"""The judge's side of the sandbox: it starts the warm server, and asks it for workers."""

from __future__ import annotations

import contextlib
import itertools
import socket
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from statecourse.sandbox.app_folder import Scratch, remove_tree, worker_uid
from statecourse.sandbox.budget import Budget, Meter
from statecourse.sandbox.channel import Channel, ChannelError, ClosedError, LateError, ProtocolError
from statecourse.sandbox.messages import (
    Begin,
    FirstWord,
    OwnDisk,
    Ready,
    Reaped,
    Settle,
    Spawn,
    Spawned,
    Trouble,
)
from statecourse.sandbox.processes import Cold, Forked, Process, SandboxError
from statecourse.sandbox.start import FORKING, Launched, new_root
from statecourse.sandbox.usage_watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from statecourse.course.limits import Limits

_SPAWN_SECONDS = 20.0
MAX_SERVERS = 3
"""Servers that a sandbox has at most: one more costs a second, and each takes memory as long as it lives."""
_DYING_SECONDS = 0.05
"""How long a process may take from letting go of its socket to having ended."""


class WorkerLostError(Exception):
    """A worker ended, or was ended, before it answered: the app's own doing.

    ``kind`` is ``timeout``, ``slow``, ``crashed``, ``exited``, ``disk``, ``threads``, ``protocol`` or
    ``over``.
    """

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind = kind


class _Left(NamedTuple):
    """A worker that is not needed any more, and its folder."""

    worker: Worker | None
    folder: Scratch


class Sandbox:
    """Warm servers with their scratch space. One judge uses it, for one app after another.

    A server has loaded what an app needs, see `libraries_of`; there are a few, each for apps that need the same.
     ``without`` names layers of isolation to leave out. With ``forking`` False, or where
    the system cannot fork, each worker is a process started afresh: slower, otherwise the same. A server
    that was ``launched`` before is taken, with its folder.
    """

    replies: Any = Trouble
    """The types of what may come from a worker."""

    def __init__(
        self,
        *,
        without: tuple[str, ...] = (),
        forking: bool = FORKING,
        launched: Launched | None = None,
    ) -> None:
        self.without = without
        self.forking = forking
        self.budget = Budget()
        """What counts what the workers take, and ends them; one without an end, unless somebody sets another."""
        self.root = launched.root if launched else new_root()
        self._launched = launched or (Launched("fork_server", self.root) if forking else None)
        self._servers: dict[tuple[str, ...], Process] = {}
        self._numbers = itertools.count()
        self.layers: list[str] = []
        """What confined the last worker."""
        self._left: list[_Left] = []
        self._ending: list[_Left] = []
        self._ended: list[_Left] = []

    def get_ready(self, app: Path) -> None:
        """Have a server get ready for the app in a folder; does not wait for it."""
        if self.forking:
            self._server(self.libraries_of(app))

    @property
    def server(self) -> Process | None:
        """The server that was used last."""
        return next(reversed(self._servers.values()), None)

    def libraries_of(self, app: Path) -> tuple[str, ...]:  # noqa: ARG002
        """What a server has loaded for the app in a folder, by the names that the guest knows."""
        return ()

    def _server(self, libraries: tuple[str, ...]) -> Process:
        """The server with these, by now the last one in the order of use; the first makes room for a new one."""
        if libraries != next(reversed(self._servers), libraries):
            self.settle()  # what follows about workers that were left is about those of one server
        server = self._servers.pop(libraries, None)
        if server is None or not server.alive():
            if len(self._servers) >= MAX_SERVERS:
                self._servers.pop(next(iter(self._servers))).close()
            launched, self._launched = self._launched or Launched("fork_server", self.root), None
            server = Process(launched)
            with contextlib.suppress(ClosedError):  # whoever needs the server is told what it said
                server.channel.send(Begin(libraries))
        self._servers[libraries] = server
        return server

    def worker(self, folder: Scratch, limits: Limits) -> Worker:
        """Start a worker for the app in a scratch folder, see `_worker`."""
        worker = self._worker(folder, limits)
        self.layers = worker.layers
        return worker

    def _worker(self, folder: Scratch, limits: Limits) -> Worker:
        """Start a worker.

        Raises `SandboxError` where it cannot be started and confined, `WorkerLostError` where an earlier
        worker of the same folder has left no app in it, and `BudgetUsedUpError`.
        """
        self.budget.require()
        if not folder.intact():
            raise WorkerLostError("exited", "the app moved or deleted its own folder")
        if not self.forking:
            return self._cold_worker(folder, limits)
        if folder.libraries is None:  # not again after a restart, when the app may have written files
            folder.libraries = self.libraries_of(folder.folder / "app")
        server = self._server(folder.libraries)
        server.wait_until_ready()
        try:
            return self._forked_worker(server, folder, limits)
        except SandboxError:
            # None of the app's code has run. The process may have been ended by a machine without memory.
            if not server.alive():
                raise
            return self._forked_worker(server, folder, limits)

    def _forked_worker(self, server: Process, folder: Scratch, limits: Limits) -> Worker:
        ours, theirs = socket.socketpair()
        with theirs:
            request = Spawn(str(folder.folder), limits, folder.uid, list(self.without))
            reply = server.ask(request, fds=(theirs.fileno(),))
        if not isinstance(reply, Spawned):
            ours.close()
            text = f"no worker could be started: {reply}"
            raise SandboxError(text)
        # The server has answered, and now waits for those to end that were left before. So those have ended
        # for which it waited the last time.
        self._ended, self._ending, self._left = self._ended + self._ending, self._left, []
        process = Forked(server, reply.pid)
        channel, meanwhile = Channel(ours), self._delete_ended
        return Worker(
            channel, folder, limits, process, replies=self.replies, budget=self.budget, meanwhile=meanwhile
        )

    def _cold_worker(self, folder: Scratch, limits: Limits) -> Worker:
        process = Process(Launched("fresh_process", self.root))
        process.wait_until_ready()
        without = list(self.without)
        process.channel.send(Spawn(str(folder.folder), limits, folder.uid, without))
        return Worker(
            process.channel, folder, limits, Cold(process), replies=self.replies, budget=self.budget
        )

    def scratch(self, app: Path) -> Scratch:
        """A fresh copy of an app's folder. Raises `SubmissionError` where it cannot be copied."""
        return Scratch(self.root, app, worker_uid(next(self._numbers)))

    def leave(self, worker: Worker | None, folder: Scratch) -> None:
        """End a worker for good and delete its folder, but do not wait for it.

        It ends while the next worker starts, and its folder is deleted while the one after that is at
        work; both is done when `settle` returns.
        """
        if worker is not None:
            worker.leave()
        self._left.append(_Left(worker, folder))

    def settle(self) -> None:
        """Wait until all workers that were left have ended, and delete their folders."""
        for server in self._servers.values() if self._left or self._ending else ():
            with contextlib.suppress(SandboxError):  # workers end with the server that they were forked from
                server.ask(Settle())
        self._ended, self._ending, self._left = self._ended + self._ending + self._left, [], []
        self._delete_ended()

    def _delete_ended(self) -> None:
        """Delete the folders of workers that have ended: none can replace anything in them meanwhile."""
        ended, self._ended = self._ended, []
        for worker, folder in ended:
            if worker is not None:
                worker.close()
            folder.remove()

    def close(self) -> None:
        """End the servers and all their workers, and delete their folders."""
        waiting = [Process(self._launched)] if self._launched else []
        for server in [*self._servers.values(), *waiting]:
            server.close()
        remove_tree(self.root)


class Worker:
    """One confined process with one app in it."""

    def __init__(
        self,
        channel: Channel,
        folder: Scratch,
        limits: Limits,
        process: Forked | Cold,
        *,
        replies: Any,
        budget: Budget | None = None,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> None:
        self._channel = channel
        self._limits = limits
        self._process: Forked | Cold | None = process
        self._replies = replies
        self._meanwhile = meanwhile
        self._ended = ""
        self._over = time.monotonic() + limits.check_seconds
        self._watch = Watch(folder, process.pid, limits.disk_mb, channel.cut)
        self._budget = budget or Budget()
        self._meter = Meter(self._budget, process.pid)
        self.layers = self._first_words(folder)

    def _first_words(self, folder: Scratch) -> list[str]:
        try:
            ready = self._first_word(folder)
        except ChannelError as problem:
            self.close()
            text = f"a worker did not start: {type(problem).__name__}: {problem}"
            raise SandboxError(text) from problem
        if not isinstance(ready, Ready):
            self.close()
            said = getattr(ready, "message", type(ready).__name__)
            text = f"a worker could not be confined: {said}"
            raise SandboxError(text)
        return ready.layers

    def _first_word(self, folder: Scratch) -> Any:
        """The first one of the worker that is not about its disk, which it may hand over before."""
        deadline = time.monotonic() + _SPAWN_SECONDS
        if isinstance(self._process, Cold):
            return self._channel.receive(FirstWord, deadline=deadline)
        word, disk = self._channel.receive_with_fd(FirstWord, deadline=deadline)
        if not isinstance(word, OwnDisk):
            return word
        if disk is not None and not folder.take(disk):
            self.close()
            raise SandboxError("the server of an app ended while it was checked, and its files with it")
        return self._channel.receive(FirstWord, deadline=deadline)

    def ask(self, request: object, seconds: float | None = None) -> Any:
        """Send a request, and wait for its answer; the judge's own clock runs.

        Raises `WorkerLostError` where the worker ends, is late, or breaks the protocol; and `BudgetUsedUpError`.
        """
        self.send(request)
        return self.answer(seconds)

    def send(self, request: object) -> None:
        """Send a request, to be answered in its turn, or what tests have asked. Raises as `ask` does."""
        self._budget.require()
        with self._needed(self._limits.run_seconds):
            self._channel.send(request)

    def answer(self, seconds: float | None = None) -> Any:
        """Wait for the answer to the oldest request that has none yet. Raises as `ask` does."""
        seconds = self._limits.run_seconds if seconds is None else seconds
        with self._needed(seconds):
            began = time.monotonic()
            self._meanwhile()
            # Others' folders may take long to delete, and that is not this app's time.
            self._over += time.monotonic() - began
            deadline = min(time.monotonic() + seconds, self._over)
            answer = self._channel.receive(self._replies, deadline=deadline, meter=self._meter)
            if self._watch.finds_too_much():
                raise ClosedError
            return answer

    @contextlib.contextmanager
    def _needed(self, seconds: float) -> Iterator[None]:
        if self._ended:
            raise WorkerLostError("over", self._ended)
        try:
            yield
        except ChannelError as problem:
            raise self._lost(problem, seconds) from problem
        finally:
            self._meter.read()

    def _lost(self, problem: ChannelError, seconds: float) -> WorkerLostError:
        if isinstance(problem, ClosedError):
            time.sleep(_DYING_SECONDS)
        ended = self._end()
        if self._watch.reason:
            kind, text = self._watch.kind, self._watch.reason
        elif isinstance(problem, LateError):
            kind, text = "timeout", f"the app was still running after {seconds:g} seconds"
            if time.monotonic() >= self._over:
                limit = self._limits.check_seconds
                kind, text = "slow", f"all runs of this check together took more than {limit:g} seconds"
        elif isinstance(problem, ProtocolError):
            kind, text = "protocol", f"the app's page could not be read: {problem}"
        else:
            kind, text = _how_it_ended(ended)
        self._ended = text
        return WorkerLostError(kind, text)

    def _let_go(self) -> Forked | Cold | None:
        """The process, no longer watched; None where somebody has it already."""
        self._watch.stop()
        self._meter.read()
        process, self._process = self._process, None
        return process

    def _end(self) -> Any:
        process = self._let_go()
        try:
            return process and process.end()
        finally:
            self._channel.close()

    def close(self) -> None:
        """End the worker and everything in it."""
        self._ended = self._ended or "the app's server was stopped"
        with contextlib.suppress(SandboxError):  # a worker ends with the server that it was forked from
            self._end()

    def leave(self) -> None:
        """Have the worker end; when it has, it is to be closed.

        Its socket stays open until then: it would end by that, before the server saw what it had loaded.
        """
        self._ended = self._ended or "the app's server was stopped"
        process = self._let_go()
        with contextlib.suppress(SandboxError):
            if process is not None:
                process.leave()


def _how_it_ended(ended: Any) -> tuple[str, str]:
    if isinstance(ended, Reaped) and ended.signal is not None:
        return "crashed", f"the app crashed Python itself (signal {ended.signal})"
    if isinstance(ended, Reaped) and ended.code is not None:
        return "exited", f"the app ended Python itself (exit code {ended.code})"
    return "exited", "the app cut the line to the grader"
