"""The app under check: an AppTest in a sandbox, with its sessions, its restarts and its steps."""

from __future__ import annotations

import contextlib
import os
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import msgspec

from statecourse.app import steps, trace
from statecourse.app.project import placed_in, project_around, project_of, too_large
from statecourse.apptest import messages
from statecourse.apptest.remote import RemoteAppTest
from statecourse.codec.values import plain, shown
from statecourse.course.answer_files import SubmissionError
from statecourse.runtime.browser_page import fragment_of
from statecourse.sandbox.messages import Trouble
from statecourse.sandbox.processes import SandboxError
from statecourse.sandbox.worker_handle import Worker, WorkerLostError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from streamlit.proto.WidgetStates_pb2 import WidgetStates
    from streamlit.testing.v1.element_tree import Widget

    from statecourse.course.limits import Limits
    from statecourse.sandbox.app_folder import Scratch
    from statecourse.sandbox.sandbox import Sandbox

_GRACE_SECONDS = 1.0
"""How much longer than AppTest itself the judge waits: an orderly timeout says more than a kill."""


_WITHOUT_A_WIDGET = {
    "clear_cache": "choose “Clear cache” in the menu, and then “Rerun”",
    "closes_dialog": "close the dialog with its ✕",
}
"""What a student is told of a run that no widget asked for, by the field of `messages.Run`."""


class RunTimeoutError(RuntimeError):
    """A run outlasted its time; the text is the one of AppTest. ``left`` is the state by then, if it was told."""

    left: messages.Left | None = None


class DeadlockError(RuntimeError):
    """Sessions that act at the same moment wait for each other; the text says how."""

    misconception = ""


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

    def __init__(self, sandbox: Sandbox, limits: Limits, settings: dict[str, Any] | None = None) -> None:
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
def bench(sandbox: Sandbox, limits: Limits, settings: dict[str, Any] | None = None) -> Iterator[Bench]:
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

    def __init__(self, made_on: Bench, folder: Path, *, live: bool, told: bool = True) -> None:
        self._bench = made_on
        self.told = told
        """Whether a student may be told lines of the app, and what it prints: it is theirs."""
        self.folder = folder
        self._live = live
        self.folder_is_guessed = False
        self._scratch: Scratch | None = None
        self._worker: Worker | None = None
        self._tabs = 0
        self._elsewhere = False
        self._opening: list[int] = []
        self.steps: list[str] = []
        self.apps: list[App] = []
        made_on.servers.append(self)

    @property
    def layers(self) -> list[str]:
        """The layers of isolation that the worker runs under; empty before the first run."""
        return self._worker.layers if self._worker else []

    def ask(self, request: messages.Request, seconds: float) -> Any:
        """Ask the worker, which is started where there is none yet."""
        self.send(request)
        return self.hear(seconds)

    def send(self, request: messages.Request) -> None:
        """Send the worker a request, which is answered before anything else is asked."""
        self._running().send(request)

    def hear(self, seconds: float) -> Any:
        """The answer to what was sent."""
        worker = self._running()
        opening, self._opening = self._opening, []
        opened = [(number, worker.answer()) for number in opening]
        reply = worker.answer(seconds)
        for number, answer in opened:
            if number == 0 and isinstance(answer, Trouble):
                # None of the student's code had run yet, so none of it can be to blame.
                raise SandboxError(f"the app's first session could not be opened: {answer.message}")
            _checked(self, answer, 0)
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
        """Open a tab with the app's script, and return its number; `ask` hears whether it is open."""
        script = Path(app._script_path).relative_to(self.folder).as_posix()
        number, self._tabs = self._tabs, self._tabs + 1
        args, kwargs, settings = plain(app.args), plain(app.kwargs), self._bench.settings
        how = self._live, self._elsewhere, settings, trace.current.get() is not None
        self._running().send(messages.Open(number, script, args, kwargs, *how))
        self._opening.append(number)
        return number

    def restart(self, *, elsewhere: bool) -> None:
        """Stop the server and start it again: all sessions are gone, the files stay."""
        self._elsewhere = elsewhere
        if self._worker is not None:
            self._worker.close()
            self._worker, self._opening = None, []

    def own_words(self, text: str) -> str:
        """A text of the app without the path of the folder that it ran in, which nobody else has."""
        if self._scratch is None:
            return text
        ran_in = str(self._scratch.folder / "app")
        text = text.replace(ran_in + os.sep, "").replace(ran_in, ".")
        return text.replace(str(self._scratch.folder), "..")

    def count_as(self, step: str) -> None:
        """Have the time that is used from now on counted as this step's."""
        self._bench.sandbox.budget.step(step)

    def close(self) -> None:
        """Stop the server, and delete its folder."""
        if self._scratch is not None:
            self._bench.sandbox.discard(self._worker, self._scratch)
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
        self._server = server or AppServer(_here(), folder or project_of(path), live=live)
        self._server.folder_is_guessed = server is None and folder is None
        self._server.apps.append(self)
        self._tab = len(self._server.apps) - 1
        self._opened, self._way_in = False, "open the app"
        self._met: dict[str, str] = {}
        self._at = ""
        self._does = ""

    @classmethod
    def from_function(
        cls,
        script: Callable[..., Any],
        *,
        default_timeout: float = 3,
        args: tuple[Any, ...] | None = None,
        kwargs: dict[str, Any] | None = None,
        folder: Path | None = None,
    ) -> Self:
        """As `AppTest.from_function`. ``folder`` is the project's, see `project_around`; it is copied."""
        made: Any = super().from_function(script, default_timeout=default_timeout, args=args, kwargs=kwargs)
        project = folder or project_around(script)
        if project is None:
            return made  # type: ignore[no-any-return]
        path = placed_in(project.resolve(), Path(made._script_path))
        given = {"args": made.args, "kwargs": made.kwargs}
        return cls(path, default_timeout=default_timeout, folder=path.parents[1], **given)

    # --- beyond AppTest ---

    def run(self, *, timeout: float | None = None) -> Self:
        """As `AppTest.run`: run the script with what was set, and see its page."""
        super().run(timeout=timeout)
        return self

    def clear_cache(self) -> Self:
        """*Clear cache* in Streamlit's menu, and then *Rerun* there. Raises RuntimeError for an app that is not live."""
        return self._run_by("clear_cache", "AppTest has no menu: clear the cache of a live_app")

    def close_dialog(self) -> Self:
        """Close the dialog with its ✕, as Escape and a click beside it do; only with ``on_dismiss`` does that run the app.

        Raises RuntimeError for an app that is not live. A check uses `checks.close_dialog`.
        """
        return self._run_by("closes_dialog", "AppTest closes no dialog: close that of a live_app")

    def _run_by(self, what: str, refusal: str) -> Self:
        """Run by something that no widget does, which `messages.Run` has a field for; only a live app has it."""
        if not self._server.live:
            raise RuntimeError(refusal)
        self._does = what
        try:
            return self.run()
        finally:
            self._does = ""

    def start(self) -> None:
        """Begin to open the app, and do not wait for its page: `arrive` does, before anything else is done."""
        self._server.send(self._request(None, None))

    def arrive(self) -> Self:
        """Wait for the page of an app that was started."""
        self._take(self._page_of(None, self.default_timeout))
        return self

    def new_session(self, *, same_address: bool = False) -> App:
        """Another visitor, or another tab, of the same running server. Run it to see its page.

        With ``same_address`` they open the link that is in this tab's address bar.
        """
        other = App(
            self._script_path,
            default_timeout=self.default_timeout,
            args=self.args,
            kwargs=self.kwargs,
            server=self._server,
        )
        if same_address:
            other.query_params = dict(self.query_params)
        return other

    def refresh(self) -> Self:
        """Load the page in this tab anew, as a browser does: a new session, at the address that it has by now."""
        return self._load(dict(self.query_params), "refresh the page")

    def go_to(self, params: dict[str, str | list[str]]) -> Self:
        """Open a link with these query parameters in this tab, which begins a new session."""
        return self._load(params, "go to the app’s address")

    def _load(self, params: dict[str, Any], way: str) -> Self:
        self._forget()
        self.query_params, self._way_in = params, way
        return self.run()

    def at_page(self, name: str) -> Self:
        """Have a session that was not run yet open a page by its address, ``name`` being what stands in it."""
        self._at = name
        return self

    def restart(self, *, elsewhere: bool = False) -> Self:
        """Stop the server and start it again. Sessions are gone, files stay; run to open the app.

        It is started in the app's folder, or ``elsewhere``: in the one above, as ``streamlit run`` with the
        path of an app is. Then a relative path leads there, and no longer to what lies beside ``app.py``.
        """
        self._server.restart(elsewhere=elsewhere)
        where = " from the folder above, with the path of app.py" if elsewhere else ""
        self._server.steps.append(f"stop the app’s server and start it again{where}")
        for app in self._server.apps:
            app._forget()
        return self

    def write_file(self, name: str, data: bytes, step: str) -> None:
        """Put a file into the app's folder, as someone with an editor would; ``step`` says it in words."""
        self._server.steps.append(step)
        _ask(self._server, messages.WriteFile(name, data), self.default_timeout)

    def delete_file(self, name: str) -> None:
        """Delete a file in the app's folder, such as one that stayed from trying the app out."""
        self._server.steps.append(f"delete the file {steps.quoted(name)}")
        _ask(self._server, messages.WriteFile(name, None), self.default_timeout)

    def read_files(self) -> dict[str, bytes]:
        """The files in the app's folder by now, by their names within it."""
        reply = _ask(self._server, messages.ReadFiles(), self.default_timeout)
        if not isinstance(reply, messages.Files):
            text = "the worker did not tell its files"
            raise WorkerLostError("protocol", text)
        return reply.files

    def _forget(self) -> None:
        fresh = RemoteAppTest(self._script_path, default_timeout=self.default_timeout)
        for name in ("_tree", "query_params", "secrets", "user", "context", "_page_hash"):
            setattr(self, name, getattr(fresh, name))
        self._tree._runner = self
        self._state = type(self._state)(self._call, self._labels)
        self._session_state = self._state  # type: ignore[assignment]
        object.__setattr__(self.session_state, "_state", self._state)
        self._waiting = {}
        self.page = None
        self._opened, self._way_in = False, "open the app"

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

    def is_new(self, label: str, widget: Widget) -> bool:
        """Whether a widget is another one to Streamlit than the last that was asked about under its label."""
        before, self._met[label] = self._met.get(label, widget.id), widget.id
        return before != widget.id

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

    def _request(self, widget_state: WidgetStates | None, timeout: float | None) -> messages.Run:
        run = super()._request(widget_state, timeout)
        self._record(run)
        if self._server.live:
            fragment = "" if self._does == "clear_cache" else self._fragment(run)
            if fragment:  # What stands still then has another cause than in an app that runs as a whole.
                trace.record("runs alone", "a fragment")
            done = {self._does: True} if self._does else {}
            run = msgspec.structs.replace(run, fragment_id=fragment, **done)
        if not self._opened:
            self._session = self._server.open(self)
            self._opened = True
            run = msgspec.structs.replace(run, session=self._session, page_name=self._at)
        return run

    def _fragment(self, run: messages.Run) -> str:
        """The fragment that alone runs, as all widgets that were used are in it; empty: the whole script."""
        page = self.page
        here = page and (page.query_params, page.page_hash)
        if page is None or run.edits or here != (run.query_params, run.page_hash or page.page_hash):
            return ""
        return fragment_of(page.messages, {widget.id for widget, counts in self.staged() if counts})

    def _send(self, run: messages.Run) -> messages.Page:
        return self._page_of(run, run.timeout)

    def _page_of(self, run: messages.Run | None, timeout: float) -> messages.Page:
        try:
            page = _ask(self._server, run, timeout)
        except RunTimeoutError as problem:
            if problem.left is not None:
                self._state.load(problem.left)
            raise
        if not isinstance(page, messages.Page):
            text = f"the worker answered a run with {type(page).__name__}"
            raise WorkerLostError("protocol", text)
        return page

    def _take(self, page: messages.Page) -> None:
        super()._take(page)
        # Where the app goes on to another page by itself, the next run is one of that page.
        self._page_hash = ""
        trace.record_run(self)

    def _call(self, handle: int, args: tuple[Any, ...]) -> Any:
        request = messages.Call(handle, [plain(arg) for arg in args])
        reply = self._server.ask(request, self.default_timeout + _GRACE_SECONDS)
        if not isinstance(reply, messages.Returned) or reply.raised:
            raise _call_error(str(getattr(reply, "raised", shown(reply))))
        return self._state.decode(reply.value)

    # --- what was done ---

    def _record(self, run: messages.Run) -> None:
        done = [self._in_tab(step) for step in self._done(run)]
        self._server.steps.extend(done)
        self._server.count_as(done[-1])

    def _in_tab(self, step: str) -> str:
        if len(self._server.apps) == 1:
            return step
        return f"in the {steps.ordinal(self._tab)} tab: {step}"

    def _done(self, run: messages.Run) -> Iterator[str]:
        moved = self.page is not None and run.query_params != self.page.query_params
        if not self._opened:
            yield self._way_in + self._address()
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
        elif self._does:
            yield _WITHOUT_A_WIDGET[self._does]
        elif self._opened and not staged and not run.edits and not moved:
            yield "run the app again (press R)"

    def _address(self) -> str:
        at = f" at /{self._at}" if self._at and not self._opened else ""
        if not self.query_params:
            return at
        from urllib.parse import urlencode  # noqa: PLC0415  # rarely needed

        return f"{at} with ?" + urlencode(self.query_params, doseq=True)


def _here() -> Bench:
    try:
        return _bench.get()
    except LookupError:
        text = "an App needs a sandbox: use the `app` fixture, or make it within `bench(...)`"
        raise SandboxError(text) from None


def _ask(server: AppServer, request: messages.Request | None, timeout: float) -> Any:
    """The answer to a request; without one, to that which was sent before."""
    try:
        if request is not None:
            server.send(request)
        return _checked(server, server.hear(timeout + _GRACE_SECONDS), timeout)
    except WorkerLostError as problem:
        if problem.kind == "timeout":
            raise _timeout(timeout) from problem
        raise


def _checked(server: AppServer, reply: Any, timeout: float) -> Any:
    if isinstance(reply, messages.RanOn):
        raise _timeout(timeout, reply.left)
    if isinstance(reply, Trouble):
        if reply.kind == "stuck":
            raise DeadlockError(reply.message)
        text = server.own_words(reply.message)
        raise WorkerLostError(reply.kind, f"Streamlit could not run the app: {text}")
    return reply


def _timeout(seconds: float, left: messages.Left | None = None) -> RunTimeoutError:
    problem = RunTimeoutError(f"AppTest script run timed out after {seconds}(s)")
    problem.left = left
    return problem


def run_together(*apps: App) -> None:
    """Run several sessions of one live server at the same moment, each with what was set on it.

    How they interleave is left to chance; `race` leaves nothing to it. Returns when all have settled. Raises
    as `App.run` does, and ValueError for apps that are not sessions of one live server.
    """
    run_at_once(apps, in_turns=False)


def run_at_once(apps: Sequence[App], *, in_turns: bool) -> list[messages.HeldUp]:
    """As `run_together`; with ``in_turns`` by the next plan of a race. Tells who was held up where."""
    servers = {id(app._server) for app in apps}
    if len(servers) != 1 or not apps[0]._server.live:
        text = "run_together takes sessions of one live app: live_app and its new_session()s"
        raise ValueError(text)
    server = apps[0]._server
    together = f"in {len(apps)} tabs at the same moment"
    server.steps.append(f"{together}:")
    runs = [app._request(app._tree.get_widget_states(), None) for app in apps]
    server.count_as(together)
    pages = _ask(server, messages.RunTogether(runs, in_turns), max(run.timeout for run in runs))
    if not isinstance(pages, messages.Pages) or len(pages.pages) != len(apps):
        text = "the worker did not answer every run"
        raise WorkerLostError("protocol", text)
    for app, page in zip(apps, pages.pages, strict=True):
        app._take(page)
    return pages.held
