"""The warm server: Streamlit imported once, then a fork for each check.

It is told nothing but folders and limits, so that a fork of it knows nothing worth stealing. It ends
when the judge hangs up, and everything that it started ends with it.

Started as a process of its own, see `statecourse.sandbox.sandbox`.
"""

from __future__ import annotations

import contextlib
import functools
import os
import signal
import socket
import tempfile
import traceback
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from statecourse.sandbox import confine, own_disk
from statecourse.sandbox.channel import Channel, ChannelError, ClosedError
from statecourse.sandbox.entering import guest, let_go_of_output, settle
from statecourse.sandbox.messages import (
    Begin,
    Leave,
    OwnDisk,
    Ready,
    Reap,
    Reaped,
    ServerReply,
    ServerRequest,
    Settle,
    Settled,
    Spawn,
    Spawned,
    Trouble,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_CHANNEL_FD = 3
_A_MOMENT = 0.001
"""Seconds between two looks at a process that is about to end."""
_CANNOT_GO_ON = 70
"""The exit code of a worker that went wrong itself (EX_SOFTWARE)."""


def main(channel: Channel) -> None:
    """Serve the judge until it hangs up."""
    own_disk.enter()
    confine.adopt_orphans()
    with contextlib.suppress(ClosedError):
        libraries = channel.receive(Begin).libraries
        confine.prepare()
        guest().warm_up(libraries, own_folder() / "app")
        channel.send(Ready([]))
        _Server().serve(channel)


class _Server:
    """Answers a judge.

    Where there is a processor to spare, the next worker gets ready while one is at work: most of what
    it takes to start one is memory that a new process has to make its own.
    """

    def __init__(self) -> None:
        self._workers: set[int] = set()
        self._ahead = _processors() > 1
        self._next: _Next | None = None
        self._dying: set[int] = set()

    def serve(self, channel: Channel) -> None:
        """Answer until the judge hangs up; then end all workers."""
        try:
            while True:
                self._go_on(channel)
                request, worker_fd = channel.receive_with_fd(ServerRequest)
                if isinstance(request, Leave):
                    self._leave(request.pid)
                else:
                    channel.send(self._answer(request, worker_fd))
                    self._bury()
        finally:
            self._forget_next()
            for pid in self._workers | self._dying:
                _end(pid)
            _end_orphans(set())

    def _go_on(self, channel: Channel) -> None:
        """Do what is left to do, as long as the judge asks for nothing."""
        while self._dying and not channel.waiting(_A_MOMENT):
            self._bury(os.WNOHANG)
        if self._ahead and self._next is None and not channel.waiting():
            with contextlib.suppress(OSError):  # then it is started when it is asked for, or that is an error
                self._next = _Next()

    def _answer(self, request: Any, fd: int | None) -> ServerReply:
        match request:
            case Spawn() if fd is not None:
                if "seccomp" not in confine.layers(request.without):
                    self._bury()  # together with what they may have started
                try:
                    pid = self._spawn(request, fd)
                except OSError as problem:
                    return Trouble("fork", str(problem))
                finally:
                    os.close(fd)
                self._workers.add(pid)
                return Spawned(pid)
            case Reap(pid) if pid in self._workers:
                self._workers.discard(pid)
                ended = _end(pid)
                self._end_orphans()
                return ended
            case Settle():
                self._bury()
                return Settled()
        return Trouble("request", "no such worker")

    def _spawn(self, request: Spawn, fd: int) -> int:
        ready, self._next = self._next, None
        if ready is not None and ready.take(request, fd):
            return ready.pid
        pid = os.fork()
        if pid == 0:
            _in_child(lambda: _become_worker(request, fd))
        return pid

    def _leave(self, pid: int) -> None:
        if pid in self._workers:
            self._workers.discard(pid)
            self._dying.add(pid)
            _kill(pid)

    def _bury(self, options: int = 0) -> None:
        """Wait for those that are to end, and what they had started; with ``WNOHANG`` see who has ended."""
        if self._dying:
            self._dying = {pid for pid in self._dying if not os.waitpid(pid, options)[0]}
            if not self._dying:
                self._end_orphans()

    def _end_orphans(self) -> None:
        _end_orphans(self._workers | self._dying | ({self._next.pid} if self._next else set()))

    def _forget_next(self) -> None:
        if self._next is not None:
            _end(self._next.pid)
            self._next.close()
            self._next = None


class _Next:
    """A process that waits to become the next worker. It has run nothing but what the server has, too."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self.pid = os.fork()
            if self.pid == 0:
                _in_child(lambda: _wait_to_become_worker(theirs.fileno()))
        self._channel = Channel(ours)

    def take(self, request: Spawn, fd: int) -> bool:
        """Have it become the worker that is asked for; False where it has ended by itself."""
        try:
            self._channel.send(request, fds=(fd,))
        except ChannelError:
            _end(self.pid)
            return False
        finally:
            self.close()
        return True

    def close(self) -> None:
        """Let go of it."""
        self._channel.close()


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@functools.cache
def own_folder() -> Path:
    """What the server uses as a worker uses its scratch folder."""
    folder = Path(tempfile.mkdtemp(prefix="server-"))
    (folder / "app").mkdir()
    return folder


# --- in a worker -------------------------------------------------------------------------------


def _in_child(live: Callable[[], None]) -> NoReturn:
    """Live a child's life; nothing of it may get back into the server's own loop."""
    code = _CANNOT_GO_ON
    try:
        os.setsid()
        live()
        code = 0
    finally:
        os._exit(code)


def _wait_to_become_worker(fd: int) -> None:
    channel = _only_channel(fd)
    confine.die_with_parent()
    settle(own_folder())
    with contextlib.suppress(Exception):  # it is there to be quick, no more
        guest().practise(own_folder() / "app")
    rules = confine.file_rules()
    with contextlib.suppress(ClosedError):  # it is not needed
        request, worker_fd = channel.receive_with_fd(Spawn)
        if worker_fd is not None:
            _become_worker(request, worker_fd, rules)


def _become_worker(request: Spawn, fd: int, rules: Any = None) -> None:
    channel = _only_channel(fd, *([rules.fileno()] if rules else []))
    try:
        taken = own_disk.take(request)
        if "own-disk" in taken:
            _hand_over(channel, request.folder)
        folder = settle(Path(request.folder))
        layers = [*confine.confine(folder, request.limits, request.uid, request.without, rules), *taken]
        confine.die_with_parent()  # a new user does no more
    except Exception:  # noqa: BLE001  # the judge is to hear of it, whatever it is
        channel.send(Trouble("confine", traceback.format_exc()[-1000:]))
    else:
        channel.send(Ready(layers))
        guest().serve(channel, folder / "app")


def _hand_over(channel: Channel, folder: str) -> None:
    """Have the judge see the app's disk; once this process is confined, it can hand over nothing."""
    disk = os.open(folder, os.O_RDONLY)
    channel.send(OwnDisk(), fds=(disk,))
    os.close(disk)


def _only_channel(fd: int, *kept: int) -> Channel:
    """Let go of every open file but a socket, and what is to be kept."""
    os.dup2(fd, _CHANNEL_FD)
    let_go_of_output()
    for before, after in pairwise([_CHANNEL_FD, *kept, os.sysconf("SC_OPEN_MAX")]):
        os.closerange(before + 1, after)
    return Channel(socket.socket(fileno=_CHANNEL_FD))


# --- ending them -------------------------------------------------------------------------------


def _end(pid: int) -> Reaped:
    """End a worker; tells how it had ended by itself, if it had."""
    done, status = os.waitpid(pid, os.WNOHANG)
    if not done:
        _kill(pid)
        os.waitpid(pid, 0)
        return Reaped()
    if os.WIFSIGNALED(status):
        return Reaped(signal=os.WTERMSIG(status))
    return Reaped(code=os.waitstatus_to_exitcode(status))


def _kill(pid: int) -> None:
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(OSError):
            kill(pid, signal.SIGKILL)


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
