"""The app under check: an AppTest in a sandbox, with its sessions, its restarts and its steps."""

from __future__ import annotations

import contextlib
import os
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import msgspec

from statecourse import steps, wire
from statecourse.sandbox.client import Sandbox, Worker, WorkerLostError
from statecourse.sandbox.process import SandboxError
from statecourse.seam.judge import RemoteAppTest
from statecourse.values import plain, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamlit.proto.WidgetStates_pb2 import WidgetStates

    from statecourse.sandbox.scratch import Scratch

_GRACE_SECONDS = 1.0
"""How much longer than AppTest itself the judge waits: an orderly timeout says more than a kill."""


class RunTimeoutError(RuntimeError):
    """A run outlasted its time; the text is the one of AppTest."""


class RemoteCallError(Exception):
    """A function that the app holds raised an exception when it was called.

    Where that was one of ``_LIKE``, this is one of those, too.
    """


_LIKE = {
    kind.__name__: kind
    for kind in (AttributeError, IndexError, KeyError, LookupError, TypeError, ValueError, ZeroDivisionError)
}


def _call_error(told: str) -> RemoteCallError:
    bases = [RemoteCallError, _LIKE.get(told.partition(":")[0])]
    made: type[RemoteCallError] = type(RemoteCallError.__name__, tuple(filter(None, bases)), {})
    return made(told)


class Bench:
    """Where the apps of one check run: the sandbox, limits and settings, and every server that was started."""

    def __init__(self, sandbox: Sandbox, limits: wire.Limits, settings: dict[str, Any] | None = None) -> None:
        self.sandbox = sandbox
        self.limits = limits
        self.settings = settings or {}
        self.servers: list[AppServer] = []

    def close(self) -> None:
        """Stop every server, and delete its folder."""
        for server in self.servers:
            server.close()


_bench: ContextVar[Bench] = ContextVar("statecourse_bench")


@contextlib.contextmanager
def bench(sandbox: Sandbox, limits: wire.Limits, settings: dict[str, Any] | None = None) -> Iterator[Bench]:
    """Have every `App` made within this block run in a sandbox, and end with the block.

    ``settings`` are options of Streamlit's configuration, by name.
    """
    made = Bench(sandbox, limits, settings)
    token = _bench.set(made)
    try:
        yield made
    finally:
        _bench.reset(token)
        made.close()


class AppServer:
    """The server of one app: its folder, the worker in it, and the tabs that were opened."""

    def __init__(self, made_on: Bench, folder: Path, *, live: bool) -> None:
        self._bench = made_on
        self.folder = folder
        self._live = live
        self._scratch: Scratch | None = None
        self._worker: Worker | None = None
        self._tabs = 0
        self._opening: list[int] = []
        self.steps: list[str] = []
        self.apps: list[App] = []
        made_on.servers.append(self)

    @property
    def layers(self) -> list[str]:
        """The layers of isolation that the worker runs under; empty before the first run."""
        return self._worker.layers if self._worker else []

    def ask(self, request: wire.Request, seconds: float) -> Any:
        """Ask the worker, which is started where there is none yet."""
        worker = self._running()
        worker.send(request)
        opening, self._opening = self._opening, []
        opened = [(number, worker.answer()) for number in opening]
        reply = worker.answer(seconds)
        for number, answer in opened:
            if number == 0 and isinstance(answer, wire.Trouble):
                # None of the student's code had run yet, so none of it can be to blame.
                raise SandboxError(f"the app's first session could not be opened: {answer.message}")
            _checked(self, answer, 0)
        return reply

    def _running(self) -> Worker:
        if self._worker is None:
            self._scratch = self._scratch or self._bench.sandbox.scratch(self.folder)
            self._worker = self._bench.sandbox.worker(self._scratch, self._bench.limits)
        return self._worker

    def open(self, app: App) -> int:
        """Open a tab with the app's script, and return its number; `ask` hears whether it is open."""
        script = Path(app._script_path).relative_to(self.folder).as_posix()
        number, self._tabs = self._tabs, self._tabs + 1
        request = wire.Open(
            number, script, plain(app.args), plain(app.kwargs), self._live, self._bench.settings
        )
        self._running().send(request)
        self._opening.append(number)
        return number

    def restart(self) -> None:
        """Stop the server and start it again: all sessions are gone, the files stay."""
        if self._worker is not None:
            self._worker.close()
            self._worker, self._opening = None, []

    def own_words(self, text: str) -> str:
        """A text of the app without the path of the folder that it ran in, which nobody else has."""
        if self._scratch is None:
            return text
        ran_in = str(self._scratch.folder / "app")
        return text.replace(ran_in + os.sep, "").replace(ran_in, ".")

    def close(self) -> None:
        """Stop the server, and delete its folder."""
        if self._scratch is not None:
            self._bench.sandbox.leave(self._worker, self._scratch)
            self._worker = None

    @property
    def live(self) -> bool:
        """Whether this is the real runtime."""
        return self._live


class App(RemoteAppTest):
    """Streamlit's AppTest, run in a sandbox; all of AppTest works on it.

    Beyond AppTest it has `new_session`, `restart` and, with ``live``, sessions that act at the same
    moment (`run_together`). Every step is recorded, to be told to a student whose check failed.
    """

    def __init__(
        self,
        script_path: str | Path,
        *,
        default_timeout: float,
        args: tuple[Any, ...] | None = None,
        kwargs: dict[str, Any] | None = None,
        folder: Path | None = None,
        live: bool = False,
        server: AppServer | None = None,
    ) -> None:
        path = Path(script_path).resolve()
        super().__init__(path, default_timeout=default_timeout, args=args, kwargs=kwargs)
        self._server = server or AppServer(_here(), folder or path.parent, live=live)
        self._server.apps.append(self)
        self._tab = len(self._server.apps) - 1
        self._opened = False

    # --- beyond AppTest ---

    def run(self, *, timeout: float | None = None) -> Self:
        """As `AppTest.run`: run the script with what was set, and see its page."""
        super().run(timeout=timeout)
        return self

    def new_session(self) -> App:
        """Another visitor, or another tab, of the same running server. Run it to see its page."""
        return App(
            self._script_path,
            default_timeout=self.default_timeout,
            args=self.args,
            kwargs=self.kwargs,
            server=self._server,
        )

    def restart(self) -> Self:
        """Stop the server and start it again. Sessions are gone, files stay; run to open the app."""
        self._server.restart()
        self._server.steps.append("stop the app’s server and start it again")
        for app in self._server.apps:
            app._forget()
        return self

    def write_file(self, name: str, data: bytes, step: str) -> None:
        """Put a file into the app's folder, as someone with an editor would; ``step`` says it in words."""
        self._server.steps.append(step)
        _ask(self._server, wire.WriteFile(name, data), self.default_timeout)

    def delete_file(self, name: str) -> None:
        """Delete a file in the app's folder, such as one that stayed from trying the app out."""
        self._server.steps.append(f"delete the file {steps.quoted(name)}")
        _ask(self._server, wire.WriteFile(name, None), self.default_timeout)

    def read_files(self) -> dict[str, bytes]:
        """The files in the app's folder by now, by their names within it."""
        reply = _ask(self._server, wire.ReadFiles(), self.default_timeout)
        if not isinstance(reply, wire.Files):
            text = "the worker did not tell its files"
            raise WorkerLostError("protocol", text)
        return reply.files

    def _forget(self) -> None:
        fresh = RemoteAppTest(self._script_path, default_timeout=self.default_timeout)
        for name in ("_tree", "query_params", "secrets", "user", "context", "_page_hash"):
            setattr(self, name, getattr(fresh, name))
        self._tree._runner = self
        self._state = type(self._state)(self._call)
        self._session_state = self._state  # type: ignore[assignment]
        object.__setattr__(self.session_state, "_state", self._state)
        self._cleared_form_ids = set()
        self.page = None
        self._opened = False

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """What is done in here is not told to the student: it only finds out why something failed.

        The app is not as before afterwards, so a check does this last, or in a session of its own.
        """
        told, apps = list(self._server.steps), list(self._server.apps)
        try:
            yield
        finally:
            self._server.steps[:], self._server.apps[:] = told, apps

    @property
    def steps(self) -> list[str]:
        """What was done with this app so far, in all its tabs."""
        return steps.merged(self._server.steps)

    @property
    def printed(self) -> str:
        """What the app's last run printed."""
        return self.own_words(self.page.printed) if self.page else ""

    @property
    def folder(self) -> Path:
        """The folder of the submission; the app ran in a copy of it."""
        return self._server.folder

    @property
    def script(self) -> Path:
        """The submission's own file, of which a copy runs."""
        return Path(self._script_path)

    def own_words(self, text: str) -> str:
        """A text of the app without the path of the folder that it ran in."""
        return self._server.own_words(text)

    # --- the way to the worker ---

    def _request(self, widget_state: WidgetStates | None, timeout: float | None) -> wire.Run:
        run = super()._request(widget_state, timeout)
        self._record(run)
        if not self._opened:
            self._session = self._server.open(self)
            self._opened = True
            run = msgspec.structs.replace(run, session=self._session)
        return run

    def _send(self, run: wire.Run) -> wire.Page:
        page = _ask(self._server, run, run.timeout)
        if not isinstance(page, wire.Page):
            text = f"the worker answered a run with {type(page).__name__}"
            raise WorkerLostError("protocol", text)
        return page

    def _call(self, handle: int, args: tuple[Any, ...]) -> Any:
        request = wire.Call(handle, [plain(arg) for arg in args])
        reply = self._server.ask(request, self.default_timeout + _GRACE_SECONDS)
        if not isinstance(reply, wire.Returned) or reply.raised:
            raise _call_error(str(getattr(reply, "raised", shown(reply))))
        return self._state._decoder.decode(reply.value)

    # --- what was done ---

    def _record(self, run: wire.Run) -> None:
        done = [self._in_tab(step) for step in self._done(run)]
        self._server.steps.extend(done)

    def _in_tab(self, step: str) -> str:
        if len(self._server.apps) == 1:
            return step
        return f"in the {steps.ordinal(self._tab)} tab: {step}"

    def _done(self, run: wire.Run) -> Iterator[str]:
        moved = self.page is not None and run.query_params != self.page.query_params
        if not self._opened:
            yield "open the app" + self._address()
        elif moved:
            yield f"go to the address{self._address()}"
        for edit in run.edits:
            verb = "delete" if edit.deleted else "set"
            value = "" if edit.deleted else f" to {shown(self.session_state[edit.key])}"
            yield f"({verb} st.session_state[{edit.key!r}]{value}, as only a check can)"
        staged = [steps.describe(widget) for widget, _ in self.staged()]
        yield from staged
        if self._page_hash and (not self.page or self._page_hash != self.page.page_hash):
            info: Any = self._registered_pages.get(self._page_hash, {})
            yield f"go to the page {steps.quoted(info.get('page_name') or 'chosen')}"
        elif self._opened and not staged and not run.edits and not moved:
            yield "run the app again (press R)"

    def _address(self) -> str:
        if not self.query_params:
            return ""
        from urllib.parse import urlencode  # noqa: PLC0415  # rarely needed

        return " with ?" + urlencode(self.query_params, doseq=True)


def _here() -> Bench:
    try:
        return _bench.get()
    except LookupError:
        text = "an App needs a sandbox: use the `app` fixture, or make it within `bench(...)`"
        raise SandboxError(text) from None


def _ask(server: AppServer, request: wire.Request, timeout: float) -> Any:
    try:
        return _checked(server, server.ask(request, timeout + _GRACE_SECONDS), timeout)
    except WorkerLostError as problem:
        if problem.kind == "timeout":
            raise _timeout(timeout) from problem
        raise


def _checked(server: AppServer, reply: Any, timeout: float) -> Any:
    if isinstance(reply, wire.Trouble):
        if reply.kind == "timeout":
            raise _timeout(timeout)
        text = server.own_words(reply.message)
        raise WorkerLostError(reply.kind, f"Streamlit could not run the app: {text}")
    return reply


def _timeout(seconds: float) -> RunTimeoutError:
    return RunTimeoutError(f"AppTest script run timed out after {seconds}(s)")


def run_together(*apps: App, schedule: wire.Schedule = "free") -> None:
    """Run several sessions of one live server at the same moment, each with what was set on it.

    How they interleave is left to chance, or not: ``in step`` has every session take a step of the app
    before any takes the next one; ``one late`` has the first session wait in the middle of its first
    write to a file, and the others begin and end meanwhile; if the last of them writes that file, too,
    it waits in its turn for the first. Either way, who waits for a lock of the
    app's is not waited for. An update that can be lost is lost in one of the two, each time.

    Returns when all have settled. Raises as `App.run` does, and ValueError for apps that are not
    sessions of one live server.
    """
    servers = {id(app._server) for app in apps}
    if len(servers) != 1 or not apps[0]._server.live:
        text = "run_together takes sessions of one live app: live_app and its new_session()s"
        raise ValueError(text)
    server = apps[0]._server
    server.steps.append(f"in {len(apps)} tabs at the same moment:")
    runs = [app._request(app._tree.get_widget_states(), None) for app in apps]
    pages = _ask(server, wire.RunTogether(runs, schedule), max(run.timeout for run in runs))
    if not isinstance(pages, wire.Pages) or len(pages.pages) != len(apps):
        text = "the worker did not answer every run"
        raise WorkerLostError("protocol", text)
    for app, page in zip(apps, pages.pages, strict=True):
        app._take(page)
