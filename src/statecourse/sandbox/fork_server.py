"""The warm server: Streamlit imported once, then a fork for each check.

It is told nothing but folders and limits, so that a fork of it knows nothing worth stealing. It ends
when the judge hangs up, and everything that it started ends with it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import tempfile
import traceback
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from statecourse.sandbox import confine, messages, optional_layers
from statecourse.sandbox.boot import enter_folder, guest, redirect_standard_files
from statecourse.sandbox.channel import Channel, ChannelError, ClosedError

if TYPE_CHECKING:
    from collections.abc import Callable

_CHANNEL_FD = 3
_POLL_SECONDS = 0.001
"""Between two looks at a process that is about to exit."""
_CANNOT_GO_ON = 70
"""The exit code of a worker that went wrong itself (EX_SOFTWARE)."""


def main(channel: Channel) -> None:
    """Serve the judge until it hangs up."""
    optional_layers.unshare_mounts()
    confine.adopt_orphans()
    with contextlib.suppress(ClosedError):
        libraries = channel.receive(messages.Begin).libraries
        confine.prepare()
        folder = Path(tempfile.mkdtemp(prefix="server-"))
        (folder / "app").mkdir()
        guest().warm_up(libraries, folder / "app")
        channel.send(messages.Ready([]))
        _Server(folder).serve(channel)


class _Server:
    """Answers a judge.

    Where there is a processor to spare, the next worker gets ready while one is at work: most of what
    it takes to start one is memory that a new process has to make its own.
    """

    def __init__(self, practice_folder: Path) -> None:
        self._running: set[int] = set()
        self._killed: set[int] = set()
        self._spare: tuple[int, Channel] | None = None
        """A process that waits to become the next worker, and the line to it."""
        self._practice_folder = practice_folder
        """What a spare uses as a worker uses its scratch folder."""
        processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        self._may_have_spare = (processors or 1) > 1

    def serve(self, channel: Channel) -> None:
        """Answer until the judge hangs up; then end all workers."""
        try:
            while True:
                self._work_until_asked(channel)
                request, worker_fd = channel.receive_with_fd(messages.ServerRequest)
                reply = self._answer(request, worker_fd)
                if reply is not None:
                    channel.send(reply)
                    self._reap_killed()
        finally:
            for pid in self._children():
                _reap(pid)
            _kill_orphans(set())

    def _work_until_asked(self, channel: Channel) -> None:
        while self._killed and not channel.waiting(_POLL_SECONDS):
            self._reap_killed(os.WNOHANG)
        if self._may_have_spare and self._spare is None and not channel.waiting():
            with contextlib.suppress(OSError):  # then it is forked when it is asked for, or that is an error
                self._make_spare()

    def _answer(self, request: Any, fd: int | None) -> messages.ServerReply | None:
        match request:
            case messages.Kill(pid):
                if pid in self._running:
                    self._running.discard(pid)
                    self._killed.add(pid)
                    _kill(pid)
                return None
            case messages.Spawn() if fd is not None:
                if _may_start_processes(request):
                    self._reap_killed()  # what workers before it have started ends before it begins
                try:
                    pid = self._spawn(request, fd)
                except OSError as problem:
                    return messages.Trouble("fork", str(problem))
                finally:
                    os.close(fd)
                self._running.add(pid)
                return messages.Spawned(pid)
            case messages.Reap(pid) if pid in self._running:
                self._running.discard(pid)
                exited = _reap(pid)
                _kill_orphans(self._children())
                return exited
            case messages.ReapKilled():
                self._reap_killed()
                return messages.Reaped()
        return messages.Trouble("request", "no such worker")

    def _spawn(self, request: messages.Spawn, fd: int) -> int:
        if self._spare is not None:
            (pid, channel), self._spare = self._spare, None
            with contextlib.suppress(ChannelError), contextlib.closing(channel):
                channel.send(request, fds=(fd,))
                return pid
            _reap(pid)
        return _fork(lambda: _become_worker(request, fd))

    def _make_spare(self) -> None:
        """Fork what waits to become the next worker. It has run nothing but what the server has, too."""
        ours, theirs = socket.socketpair()
        with theirs:
            pid = _fork(lambda: _wait_to_become_worker(theirs.fileno(), self._practice_folder))
        self._spare = pid, Channel(ours)

    def _reap_killed(self, options: int = 0) -> None:
        """Wait for killed workers, and end what they had started; with ``WNOHANG`` reap those that have exited."""
        if self._killed:
            self._killed = {pid for pid in self._killed if not os.waitpid(pid, options)[0]}
            if not self._killed:
                _kill_orphans(self._children())

    def _children(self) -> set[int]:
        return self._running | self._killed | ({self._spare[0]} if self._spare else set())


def _may_start_processes(request: messages.Spawn) -> bool:
    return "seccomp" not in confine.layers(request.without)


# --- in a worker -------------------------------------------------------------------------------


def _fork(run: Callable[[], None]) -> int:
    """Run a function in a child process, and give its number. Raises OSError."""
    pid = os.fork()
    if pid == 0:
        code = _CANNOT_GO_ON
        try:
            os.setsid()
            run()
            code = 0
        finally:
            os._exit(code)  # nothing of the child may get back into the server's own loop
    return pid


def _wait_to_become_worker(fd: int, practice_folder: Path) -> None:
    channel = _only_channel(fd)
    confine.die_with_parent()
    folder = enter_folder(str(practice_folder))
    with contextlib.suppress(Exception):  # it only saves time
        guest().practise(folder / "app")
    rules = confine.file_rules()
    with contextlib.suppress(ClosedError):  # it is not needed
        request, worker_fd = channel.receive_with_fd(messages.Spawn)
        if worker_fd is not None:
            _become_worker(request, worker_fd, rules)


def _become_worker(request: messages.Spawn, fd: int, rules: Any = None) -> None:
    channel = _only_channel(fd, *([rules.fileno()] if rules else []))
    try:
        optional = optional_layers.apply_optional_layers(request)
        if "own-disk" in optional:  # once this process is confined, it can hand over nothing
            disk = os.open(request.folder, os.O_RDONLY)
            channel.send(messages.OwnDisk(), fds=(disk,))
            os.close(disk)
        folder = enter_folder(request.folder)
        layers = [*confine.confine(folder, request.limits, request.uid, request.without, rules), *optional]
        confine.die_with_parent()  # to become another user has undone it
    except Exception:  # noqa: BLE001  # the judge is to hear of it, whatever it is
        channel.send(messages.Trouble("confine", traceback.format_exc()[-1000:]))
    else:
        channel.send(messages.Ready(layers))
        guest().serve(channel, folder / "app")


def _only_channel(fd: int, *kept: int) -> Channel:
    """Close every open file but a socket, and what is to be kept."""
    os.dup2(fd, _CHANNEL_FD)
    redirect_standard_files()
    for before, after in pairwise([_CHANNEL_FD, *kept, os.sysconf("SC_OPEN_MAX")]):
        os.closerange(before + 1, after)
    return Channel(socket.socket(fileno=_CHANNEL_FD))


# --- ending them -------------------------------------------------------------------------------


def _reap(pid: int) -> messages.Reaped:
    """messages.Kill a worker, and wait for it to exit; tells how it had exited by itself, if it had."""
    done, status = os.waitpid(pid, os.WNOHANG)
    if not done:
        _kill(pid)
        os.waitpid(pid, 0)
        return messages.Reaped()
    if os.WIFSIGNALED(status):
        return messages.Reaped(signal=os.WTERMSIG(status))
    return messages.Reaped(code=os.waitstatus_to_exitcode(status))


def _kill(pid: int) -> None:
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(OSError):
            kill(pid, signal.SIGKILL)


def _kill_orphans(children: set[int]) -> None:
    """Kill what workers had started; only possible where seccomp did not forbid them to start any."""
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    for _ in range(1000 if listed.exists() else 0):
        orphans = set(map(int, listed.read_text().split())) - children
        if not orphans:
            return
        for pid in orphans:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
