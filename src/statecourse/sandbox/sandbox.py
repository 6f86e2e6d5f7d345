"""The judge's side of the sandbox: it starts warm servers, and asks them for workers."""

from __future__ import annotations

import contextlib
import itertools
import socket
from typing import TYPE_CHECKING, Any

from statecourse.course.budget import Budget
from statecourse.sandbox.app_folder import DiscardedFolders, Scratch, remove_tree
from statecourse.sandbox.channel import Channel, ClosedError
from statecourse.sandbox.messages import Begin, ReapKilled, Spawn, Spawned, Trouble
from statecourse.sandbox.optional_layers import worker_uid
from statecourse.sandbox.processes import Forked, Process, SandboxError
from statecourse.sandbox.start import FORKING, Launched, new_root
from statecourse.sandbox.worker_handle import Worker, WorkerLostError

if TYPE_CHECKING:
    from pathlib import Path

    from statecourse.course.limits import Limits
    from statecourse.sandbox.worker_handle import AnyProcess

MAX_SERVERS = 3
"""Servers that a sandbox has at most: one more costs a second, and each takes memory as long as it lives."""


class Sandbox:
    """Warm servers with their scratch folders. One judge uses it, for one app after another.

    A server has loaded what an app needs, see `libraries_of`; there are a few, each for apps that need the same.
    ``without`` names layers of isolation to leave out. With ``forking`` False each worker is a process started
    afresh: slower, otherwise the same. A server that was ``launched`` before is taken, with its folder.
    """

    replies: Any = Trouble
    """The types of what may come from a worker."""

    def __init__(
        self, *, without: tuple[str, ...] = (), forking: bool = FORKING, launched: Launched | None = None
    ) -> None:
        self.without = without
        self.forking = forking
        self.budget = Budget()
        """Counts what the workers take, and ends them; without an end, unless the judge sets another."""
        self.root = launched.root if launched else new_root()
        self._launched = launched or (Launched("fork_server", self.root) if forking else None)
        self._servers: dict[tuple[str, ...], Process] = {}
        """By what they have loaded, in the order of their last use."""
        self._numbers = itertools.count()
        self.layers: list[str] = []
        """What confined the last worker."""
        self._discarded = DiscardedFolders()

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
        """The server that has loaded these; it may take the place of the one that was not used for longest."""
        if libraries != next(reversed(self._servers), libraries):
            self.wait_for_stopped()  # `DiscardedFolders` counts the workers of one server
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
        """Start a worker for the app in a scratch folder.

        Raises `SandboxError` where it cannot be started and confined, `WorkerLostError` where an earlier
        worker of the same folder has left no app in it, and `BudgetUsedUpError`.
        """
        self.budget.require()
        if not folder.intact():
            raise WorkerLostError("exited", "the app moved or deleted its own folder")
        worker = self._forked_worker(folder, limits) if self.forking else self._fresh_worker(folder, limits)
        self.layers = worker.layers
        return worker

    def _forked_worker(self, folder: Scratch, limits: Limits) -> Worker:
        if folder.libraries is None:  # not again after a restart, when the app may have written files
            folder.libraries = self.libraries_of(folder.folder / "app")
        server = self._server(folder.libraries)
        server.wait_until_ready()
        try:
            return self._fork(server, folder, limits)
        except SandboxError:
            # None of the app's code has run. A machine without memory may have killed the process.
            if not server.alive():
                raise
            return self._fork(server, folder, limits)

    def _fork(self, server: Process, folder: Scratch, limits: Limits) -> Worker:
        ours, theirs = socket.socketpair()
        with theirs:
            reply = server.ask(self._request(folder, limits), fds=(theirs.fileno(),))
        if not isinstance(reply, Spawned):
            ours.close()
            raise SandboxError(f"no worker could be started: {reply}")
        return self._worker(Channel(ours), folder, limits, Forked(server, reply.pid))

    def _fresh_worker(self, folder: Scratch, limits: Limits) -> Worker:
        process = Process(Launched("fresh_worker", self.root))
        process.wait_until_ready()
        process.channel.send(self._request(folder, limits))
        return self._worker(process.channel, folder, limits, process)

    def _request(self, folder: Scratch, limits: Limits) -> Spawn:
        return Spawn(str(folder.folder), limits, folder.uid, list(self.without))

    def _worker(self, channel: Channel, folder: Scratch, limits: Limits, process: AnyProcess) -> Worker:
        self._discarded.count_worker()
        delete = self._discarded.delete
        return Worker(
            channel, folder, limits, process, replies=self.replies, budget=self.budget, meanwhile=delete
        )

    def scratch(self, app: Path) -> Scratch:
        """A fresh copy of an app's folder. Raises `SubmissionError` where it cannot be copied."""
        return Scratch(self.root, app, worker_uid(next(self._numbers)))

    def discard(self, worker: Worker | None, folder: Scratch) -> None:
        """Kill a worker and delete its folder, but wait for neither; both is done when `wait_for_stopped` returns."""
        if worker is not None:
            worker.close(wait=False)
        self._discarded.add(folder, worker)

    def wait_for_stopped(self) -> None:
        """Wait for killed workers to exit, and delete their folders."""
        for server in self._servers.values() if self._discarded else ():
            with contextlib.suppress(SandboxError):  # workers end with the server that they were forked from
                server.ask(ReapKilled())
        self._discarded.delete(all_have_exited=True)

    def close(self) -> None:
        """End the servers and all their workers, and delete their folders."""
        waiting = [Process(self._launched)] if self._launched else []
        for server in [*self._servers.values(), *waiting]:
            server.close()
        remove_tree(self.root)
