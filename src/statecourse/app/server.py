"""The server of an app under check: a worker in the sandbox, with a copy of the app's folder and its tabs."""

from __future__ import annotations

import contextlib
import os
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any

from statecourse.app import trace
from statecourse.app.project import too_large
from statecourse.apptest import messages
from statecourse.codec.values import plain
from statecourse.course.answer_files import SubmissionError
from statecourse.film.story import Shot
from statecourse.sandbox.messages import Trouble
from statecourse.sandbox.processes import SandboxError
from statecourse.sandbox.worker_handle import WorkerLostError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from statecourse.app.app import App
    from statecourse.course.limits import Limits
    from statecourse.sandbox.app_folder import Scratch
    from statecourse.sandbox.sandbox import Sandbox
    from statecourse.sandbox.worker_handle import Worker


filming: ContextVar[bool] = ContextVar("statecourse_filming", default=False)
"""Whether the apps that are made now are filmed, see `AppServer.shots`."""

GRACE_SECONDS = 1.0
"""How much longer the judge waits than AppTest itself, whose own timeout says more than a killed worker."""


class RunTimeoutError(RuntimeError):
    """A run took longer than its timeout; the text is AppTest's. ``left`` is the state by then, if it was sent."""

    def __init__(self, seconds: float, left: messages.StateLeft | None = None) -> None:
        super().__init__(f"AppTest script run timed out after {seconds}(s)")
        self.left = left


class DeadlockError(RuntimeError):
    """Sessions that act at the same moment wait for each other; the text says how."""

    misconception = ""


class Bench:
    """The bench of one check: the sandbox, limits and settings of its apps, and every server that it has started."""

    def __init__(self, sandbox: Sandbox, limits: Limits, settings: dict[str, Any] | None = None) -> None:
        self.sandbox = sandbox
        self.limits = limits
        self.settings = settings or {}
        self.servers: list[AppServer] = []

    def another(self) -> Bench:
        """Another bench in the same sandbox; its servers are closed separately."""
        return Bench(self.sandbox, self.limits, self.settings)

    def close(self) -> None:
        """Stop every server, and delete its folder."""
        for server in self.servers:
            server.close()


_bench: ContextVar[Bench] = ContextVar("statecourse_bench")


@contextlib.contextmanager
def bench(sandbox: Sandbox, limits: Limits, settings: dict[str, Any] | None = None) -> Iterator[Bench]:
    """Have every `App` that is made within this block run in this sandbox, and end with the block.

    ``settings`` are options of Streamlit's configuration, by name.
    """
    made = Bench(sandbox, limits, settings)
    token = _bench.set(made)
    try:
        yield made
    finally:
        _bench.reset(token)
        made.close()


def current_bench() -> Bench:
    """The innermost `bench`. Raises `SandboxError` outside of any."""
    try:
        return _bench.get()
    except LookupError:
        raise SandboxError(
            "an App needs a sandbox: use the `app` fixture, or make it within `bench(...)`"
        ) from None


class AppServer:
    """The server of the app in ``folder``. Its worker starts with the first request.

    ``live``: it is Streamlit's real runtime. ``is_answer``: the app is the student's, who may see its lines
    and what it prints.
    """

    def __init__(self, made_on: Bench, folder: Path, *, live: bool, is_answer: bool = True) -> None:
        self._bench = made_on
        self.folder = folder
        self.live = live
        self.is_answer = is_answer
        self.folder_is_guessed = False
        self._scratch: Scratch | None = None
        self._worker: Worker | None = None
        self._tabs = 0
        self._elsewhere = False
        self._filmed = filming.get()
        self._opening: list[int] = []
        """Tabs that the worker was asked to open, and has not answered yet."""
        self.steps: list[str] = []
        self.shots: list[Shot] = []
        """Each run so far with its film, if the server is filmed."""
        self._shown = 0
        self.apps: list[App] = []
        made_on.servers.append(self)

    def send(self, request: messages.Request) -> None:
        """Send the worker a request; `receive` takes the reply, before the next one is sent."""
        self._running().send(request)

    def receive(self, seconds: float) -> Any:
        """The reply to what was sent."""
        worker = self._running()
        opening, self._opening = self._opening, []
        opened = [(number, worker.answer()) for number in opening]
        reply = worker.answer(seconds)
        for number, answer in opened:
            if number == 0 and isinstance(answer, Trouble):
                # None of the student's code had run yet, so none of it can be to blame.
                raise SandboxError(f"the app's first session could not be opened: {answer.message}")
            self._raise_for(answer, 0)
        return reply

    def ask(self, request: messages.Request, seconds: float) -> Any:
        """The worker's reply to a request, whatever it is."""
        self.send(request)
        return self.receive(seconds)

    def result(self, timeout: float, request: messages.Request | None = None) -> Any:
        """The reply to ``request``, or to the one that was sent before, as far as that is what was asked for.

        For any other reply it raises `RunTimeoutError`, `DeadlockError` or `WorkerLostError`.
        """
        try:
            if request is not None:
                self.send(request)
            return self._raise_for(self.receive(timeout + GRACE_SECONDS), timeout)
        except WorkerLostError as problem:
            if problem.kind == "timeout":
                raise RunTimeoutError(timeout) from problem
            raise

    def _raise_for(self, reply: Any, timeout: float) -> Any:
        if isinstance(reply, messages.RanOn):
            raise RunTimeoutError(timeout, reply.left)
        if isinstance(reply, Trouble):
            if reply.kind == "stuck":
                raise DeadlockError(reply.message)
            text = self.own_words(reply.message)
            raise WorkerLostError(reply.kind, f"Streamlit could not run the app: {text}")
        return reply

    def _running(self) -> Worker:
        if self._worker is None:
            self._scratch = self._scratch or self._copied()
            self._worker = self._bench.sandbox.worker(self._scratch, self._bench.limits)
        return self._worker

    def _copied(self) -> Scratch:
        try:
            return self._bench.sandbox.scratch(self.folder)
        except SubmissionError as problem:
            raise too_large(problem) if self.folder_is_guessed else problem from problem

    def open(self, app: App) -> int:
        """Open a tab with the app's script, and return its number; the next reply tells whether it is open."""
        script = Path(app._script_path).relative_to(self.folder).as_posix()
        number, self._tabs = self._tabs, self._tabs + 1
        args, kwargs, settings = plain(app.args), plain(app.kwargs), self._bench.settings
        how = self.live, self._elsewhere, settings, trace.current.get() is not None, self._filmed
        self.send(messages.Open(number, script, args, kwargs, *how))
        self._opening.append(number)
        return number

    def film(self, tab: int, page: messages.Page) -> None:
        """Add what a run left to the film, if there is one."""
        if self._filmed:
            done, self._shown = self.steps[self._shown :], len(self.steps)
            self.shots.append(Shot(tab, done, page.film))

    def restart(self, *, elsewhere: bool) -> None:
        """Stop the server and start it again: all sessions are gone, the files stay."""
        self._elsewhere = elsewhere
        if self._worker is not None:
            self._worker.close()
            self._worker, self._opening = None, []

    def own_words(self, text: str) -> str:
        """A text of the app's, without the path of the temporary folder that it ran in."""
        if self._scratch is None:
            return text
        ran_in = str(self._scratch.folder / "app")
        text = text.replace(ran_in + os.sep, "").replace(ran_in, ".")
        return text.replace(str(self._scratch.folder), "..")

    def charge_to(self, step: str) -> None:
        """Charge the time that is used from now on to this step."""
        self._bench.sandbox.budget.step(step)

    def close(self) -> None:
        """Stop the server, and delete its folder."""
        if self._scratch is not None:
            self._bench.sandbox.discard(self._worker, self._scratch)
            self._worker = None
