"""The judge's handle on one worker: ask it, watch it, kill it."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, Any

from statecourse.course.budget import Budget
from statecourse.sandbox.channel import Channel, ChannelError, ClosedError, LateError, ProtocolError
from statecourse.sandbox.messages import FirstWord, OwnDisk, Ready, Reaped
from statecourse.sandbox.meter import Meter
from statecourse.sandbox.processes import Forked, Process, SandboxError
from statecourse.sandbox.usage_watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from statecourse.course.limits import Limits
    from statecourse.sandbox.app_folder import Scratch

AnyProcess = Forked | Process
_START_SECONDS = 20.0
_EXIT_SECONDS = 0.05
"""How long a process may take from closing its socket to exiting."""


class WorkerLostError(Exception):
    """A worker ended, or was ended, before it answered: the app's own doing.

    ``kind`` is ``timeout``, ``slow``, ``crashed``, ``exited``, ``disk``, ``threads``, ``protocol`` or ``over``.
    """

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind = kind


class Worker:
    """One confined process with one app in it, whose answers are of the types ``replies``.

    ``budget`` counts what it takes. ``meanwhile`` is done while the worker works; the app's time does not run on.
    """

    def __init__(
        self,
        channel: Channel,
        folder: Scratch,
        limits: Limits,
        process: AnyProcess,
        *,
        replies: Any,
        budget: Budget | None = None,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> None:
        self._channel = channel
        self._limits = limits
        self._process: AnyProcess | None = process
        self._replies = replies
        self._meanwhile = meanwhile
        self._stopped = ""
        """Why it runs no more."""
        self._deadline = time.monotonic() + limits.check_seconds
        self._watch = Watch(folder, process.pid, limits.disk_mb, channel.cut)
        self._budget = budget or Budget()
        self._meter = Meter(self._budget, process.pid)
        self.layers = self._layers_that_hold(folder)

    def _layers_that_hold(self, folder: Scratch) -> list[str]:
        """What the worker says that confines it. Raises `SandboxError` where it does not say that."""
        try:
            word = self._first_word(folder, time.monotonic() + _START_SECONDS)
        except ChannelError as problem:
            self.close()
            raise SandboxError(f"a worker did not start: {type(problem).__name__}: {problem}") from problem
        if not isinstance(word, Ready):
            self.close()
            said = getattr(word, "message", type(word).__name__)
            raise SandboxError(f"a worker could not be confined: {said}")
        return word.layers

    def _first_word(self, folder: Scratch, deadline: float) -> Any:
        """The worker's first message that is not about its disk, which it may hand over before."""
        if not isinstance(self._process, Process):  # a fresh one may be unable to hand over open files
            word, disk = self._channel.receive_with_fd(FirstWord, deadline=deadline)
            if not isinstance(word, OwnDisk):
                return word
            if disk is not None and not folder.keep_disk(disk):
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
            self._deadline += time.monotonic() - began
            deadline = min(time.monotonic() + seconds, self._deadline)
            answer = self._channel.receive(self._replies, deadline=deadline, meter=self._meter)
            if self._watch.finds_too_much():
                raise ClosedError
            return answer

    @contextlib.contextmanager
    def _needed(self, seconds: float) -> Iterator[None]:
        if self._stopped:
            raise WorkerLostError("over", self._stopped)
        try:
            yield
        except ChannelError as problem:
            raise self._lost(problem, seconds) from problem
        finally:
            self._meter.read()

    def _lost(self, problem: ChannelError, seconds: float) -> WorkerLostError:
        if isinstance(problem, ClosedError):
            time.sleep(_EXIT_SECONDS)
        kind, self._stopped = self._cause(problem, seconds, self._kill())
        return WorkerLostError(kind, self._stopped)

    def _cause(self, problem: ChannelError, seconds: float, exited: Any) -> tuple[str, str]:
        """Why the worker was lost, as the error's kind and text."""
        if self._watch.reason:
            return self._watch.kind, self._watch.reason
        if isinstance(problem, LateError):
            if time.monotonic() < self._deadline:
                return "timeout", f"the app was still running after {seconds:g} seconds"
            limit = self._limits.check_seconds
            return "slow", f"all runs of this check together took more than {limit:g} seconds"
        if isinstance(problem, ProtocolError):
            return "protocol", f"the app's page could not be read: {problem}"
        match exited:
            case Reaped(signal=int(signal)):
                return "crashed", f"the app crashed Python itself (signal {signal})"
            case Reaped(code=int(code)):
                return "exited", f"the app ended Python itself (exit code {code})"
        return "exited", "the app cut the line to the grader"

    def close(self, *, wait: bool = True) -> None:
        """Kill the worker and everything in it, and wait for it to exit; with ``wait`` False, close it again later."""
        self._stopped = self._stopped or "the app's server was stopped"
        with contextlib.suppress(SandboxError):  # a worker ends with the server that it was forked from
            self._kill(wait=wait)

    def _kill(self, *, wait: bool = True) -> Any:
        """Kill the process, if that was not done; tells how it had exited by itself, where it waits for that."""
        self._watch.stop()
        self._meter.read()
        process, self._process = self._process, None
        try:
            return process and (process.reap() if wait else process.kill())
        finally:
            if wait:  # else it would see that and exit by itself, which is more work than to be killed
                self._channel.close()
