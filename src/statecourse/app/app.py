"""The app under check: an AppTest in a sandbox, with its tabs, its restarts and the steps that were taken."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import msgspec

from statecourse.app import steps, trace
from statecourse.app.project import placed_in, project_around, project_of
from statecourse.app.server import GRACE_SECONDS, AppServer, RunTimeoutError, current_bench
from statecourse.apptest import messages
from statecourse.apptest.remote import RemoteAppTest
from statecourse.codec.encode import shown
from statecourse.codec.values import plain
from statecourse.runtime.browser_page import fragment_of
from statecourse.sandbox.worker_handle import WorkerLostError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from streamlit.proto.WidgetStates_pb2 import WidgetStates
    from streamlit.testing.v1.element_tree import Widget

_WITHOUT_A_WIDGET = {
    "clear_cache": "choose “Clear cache” in the menu, and then “Rerun”",
    "closes_dialog": "close the dialog with its ✕",
}
"""The words for a run that no widget caused, by the field of `messages.Run` that asks for it."""


class RemoteCallError(Exception):
    """A function that the app holds raised an exception when it was called.

    If that was one of ``_LIKE``, this exception is an instance of the same class, too.
    """


_LIKE = {
    kind.__name__: kind
    for kind in (AttributeError, IndexError, KeyError, LookupError, TypeError, ValueError, ZeroDivisionError)
}


def _call_error(said: str) -> RemoteCallError:
    bases = [RemoteCallError, _LIKE.get(said.partition(":")[0])]
    made: type[RemoteCallError] = type(RemoteCallError.__name__, tuple(filter(None, bases)), {})
    return made(said)


@dataclass
class _Visit:
    """A session as its tab knows it: from opening the app, or a reload, to the next reload."""

    way_in: str = "open the app"
    """How the session begins, as a step."""
    session: int | None = None
    """Its number on the server; None before its first run."""


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
        self._server = server or AppServer(current_bench(), folder or project_of(path), live=live)
        self._server.folder_is_guessed = server is None and folder is None
        self._server.apps.append(self)
        self._tab = len(self._server.apps) - 1
        self._visit = _Visit()
        self._last_ids: dict[str, str] = {}
        self._url_path = ""
        self._runs_by = ""

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
        """As `AppTest.from_function`. ``folder`` is the project's, which is copied; see `project_around`."""
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
        """Close the dialog with its ✕, as Escape and a click beside it do; it runs the app only with ``on_dismiss``.

        Raises RuntimeError for an app that is not live. Checks use `checks.close_dialog`.
        """
        return self._run_by("closes_dialog", "AppTest closes no dialog: close that of a live_app")

    def _run_by(self, what: str, refusal: str) -> Self:
        """Run with the field ``what`` of `messages.Run` set. Only a live app can do that."""
        if not self._server.live:
            raise RuntimeError(refusal)
        self._runs_by = what
        try:
            return self.run()
        finally:
            self._runs_by = ""

    def start(self) -> None:
        """Begin to open the app, without waiting for its page. Nothing but `arrive` may be called next."""
        self._server.send(self._request(None, None))

    def arrive(self) -> Self:
        """Wait for the page of an app that was started."""
        self._take(self._page_of(None, self.default_timeout))
        return self

    def new_session(self, *, same_address: bool = False) -> App:
        """Another tab, of the same or another visitor, on the same running server. Run it to see its page.

        With ``same_address``, it is opened at the address that is in this tab's address bar.
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
        """Reload the page in this tab, as a browser does: a new session, at the address that the tab has by now."""
        return self._load(dict(self.query_params), "refresh the page")

    def go_to(self, params: dict[str, str | list[str]]) -> Self:
        """Open a link with these query parameters in this tab, which begins a new session."""
        return self._load(params, "go to the app’s address")

    def _load(self, params: dict[str, Any], way_in: str) -> Self:
        self._begin_visit(way_in)
        self.query_params = params
        return self.run()

    def _begin_visit(self, way_in: str = _Visit.way_in) -> None:
        """Begin another session: forget the page and its state, and keep the list of the app's pages."""
        pages, state = self._registered_pages, self.session_state
        how: Any = {"default_timeout": self.default_timeout, "args": self.args, "kwargs": self.kwargs}
        super().__init__(self._script_path, **how)
        object.__setattr__(state, "_state", self._state)  # a check may have kept it
        self._registered_pages, self.session_state = pages, state
        self._visit = _Visit(way_in)

    def at_page(self, name: str) -> Self:
        """Open a page by its address with the first run; ``name`` is the page's part of the address."""
        self._url_path = name
        return self

    def restart(self, *, elsewhere: bool = False) -> Self:
        """Stop the server and start it again. Sessions are gone, files stay; run to open the app.

        It is started in the app's folder, or ``elsewhere``: in the one above, like ``streamlit run`` with a
        path. Then relative paths begin there, and no longer beside ``app.py``.
        """
        self._server.restart(elsewhere=elsewhere)
        where = " from the folder above, with the path of app.py" if elsewhere else ""
        self._server.steps.append(f"stop the app’s server and start it again{where}")
        for app in self._server.apps:
            app._begin_visit()
        return self

    def write_file(self, name: str, data: bytes, step: str) -> None:
        """Put a file into the app's folder, as someone with an editor would; ``step`` says it in words."""
        self._server.steps.append(step)
        self._server.result(self.default_timeout, messages.WriteFile(name, data))

    def delete_file(self, name: str) -> None:
        """Delete a file in the app's folder, such as one from trying the app out."""
        self._server.steps.append(f"delete the file {steps.quoted(name)}")
        self._server.result(self.default_timeout, messages.WriteFile(name, None))

    def read_files(self) -> dict[str, bytes]:
        """The files in the app's folder by now, by their names within it."""
        reply = self._server.result(self.default_timeout, messages.ReadFiles())
        if not isinstance(reply, messages.Files):
            raise WorkerLostError("protocol", "the worker did not tell its files")
        return reply.files

    @property
    def steps(self) -> list[str]:
        """What was done with this app so far, in all its tabs, in words."""
        return steps.merged(self._server.steps)

    @property
    def printed(self) -> str:
        """What the app's last run printed."""
        return self.own_words(self.page.printed) if self.page else ""

    def is_new(self, label: str, widget: Widget) -> bool:
        """Whether a widget has another id than the one that this was last called with for the same label."""
        before, self._last_ids[label] = self._last_ids.get(label, widget.id), widget.id
        return before != widget.id

    @property
    def folder(self) -> Path:
        """The folder of the submission; the app ran in a copy of it."""
        return self._server.folder

    @property
    def script(self) -> Path:
        """The submission's own script, of which a copy runs."""
        return Path(self._script_path)

    def own_words(self, text: str) -> str:
        """A text of the app's, without the path of the temporary folder that it ran in."""
        return self._server.own_words(text)

    # --- the way to the worker ---

    def _request(self, widget_state: WidgetStates | None, timeout: float | None) -> messages.Run:
        run = super()._request(widget_state, timeout)
        self._record(run)
        if self._server.live:
            fragment = "" if self._runs_by == "clear_cache" else self._fragment(run)
            if fragment:  # a page is told apart from the same page of an app without fragments
                trace.record("runs alone", "a fragment")
            done = {self._runs_by: True} if self._runs_by else {}
            run = msgspec.structs.replace(run, fragment_id=fragment, **done)
        if self._visit.session is None:
            self._visit.session = self._server.open(self)
            run = msgspec.structs.replace(run, page_name=self._url_path)
        return msgspec.structs.replace(run, session=self._visit.session)

    def _fragment(self, run: messages.Run) -> str:
        """The fragment that runs alone, if all widgets that were used are in it; empty if the whole script runs."""
        page = self.page
        here = page and (page.query_params, page.page_hash)
        if page is None or run.edits or here != (run.query_params, run.page_hash or page.page_hash):
            return ""
        return fragment_of(page.messages, {widget.id for widget, counts in self.pending_widgets() if counts})

    def _send(self, run: messages.Run) -> messages.Page:
        return self._page_of(run, run.timeout)

    def _page_of(self, run: messages.Run | None, timeout: float) -> messages.Page:
        try:
            page = self._server.result(timeout, run)
        except RunTimeoutError as problem:
            if problem.left is not None:
                self._state.load(problem.left)
            raise
        if not isinstance(page, messages.Page):
            raise WorkerLostError("protocol", f"the worker answered a run with {type(page).__name__}")
        return page

    def _take(self, page: messages.Page) -> None:
        super()._take(page)
        self._server.film(self._tab, page)
        # The app may have switched to another page: the next run is one of the page that it is at.
        self._page_hash = ""
        trace.record_run(self)

    def _call(self, handle: int, args: tuple[Any, ...]) -> Any:
        request = messages.Call(handle, [plain(arg) for arg in args])
        reply = self._server.ask(request, self.default_timeout + GRACE_SECONDS)
        if not isinstance(reply, messages.Returned) or reply.raised:
            raise _call_error(str(getattr(reply, "raised", shown(reply))))
        return self._state.decode(reply.value)

    # --- what was done ---

    def _record(self, run: messages.Run) -> None:
        done = [self._in_tab(step) for step in self._done(run)]
        self._server.steps.extend(done)
        self._server.charge_to(done[-1])

    def _in_tab(self, step: str) -> str:
        if len(self._server.apps) == 1:
            return step
        return f"in the {steps.ordinal(self._tab)} tab: {step}"

    def _done(self, run: messages.Run) -> Iterator[str]:
        opening = self._visit.session is None
        moved = self.page is not None and run.query_params != self.page.query_params
        if opening:
            yield self._visit.way_in + self._address()
        elif moved:
            yield f"go to the address{self._address()}"
        for edit in run.edits:
            verb = "delete" if edit.deleted else "set"
            value = "" if edit.deleted else f" to {shown(self.session_state[edit.key])}"
            yield f"({verb} st.session_state[{edit.key!r}]{value}, as only a check can)"
        staged = [steps.describe(widget) for widget, _ in self.pending_widgets()]
        yield from staged
        if self._page_hash and (not self.page or self._page_hash != self.page.page_hash):
            info: Any = self._registered_pages.get(self._page_hash, {})
            yield f"go to the page {steps.quoted(info.get('page_name') or 'chosen')}"
        elif self._runs_by:
            yield _WITHOUT_A_WIDGET[self._runs_by]
        elif not opening and not staged and not run.edits and not moved:
            yield "run the app again (press R)"

    def _address(self) -> str:
        at = f" at /{self._url_path}" if self._url_path and self._visit.session is None else ""
        if not self.query_params:
            return at
        from urllib.parse import urlencode  # noqa: PLC0415  # rarely needed

        return f"{at} with ?" + urlencode(self.query_params, doseq=True)


def run_together(*apps: App) -> None:
    """Run several sessions of one live server at the same moment, each with what was set on it.

    How they interleave is left to chance, unlike in a `race`. Returns when all runs have ended. Raises what
    `App.run` does, and ValueError for apps that are not sessions of one live server.
    """
    run_at_once(apps, in_turns=False)


def run_at_once(apps: Sequence[App], *, in_turns: bool) -> list[messages.HeldUp]:
    """As `run_together`; ``in_turns``, by the next plan of a race. Returns who was held up where."""
    servers = {id(app._server) for app in apps}
    if len(servers) != 1 or not apps[0]._server.live:
        raise ValueError("run_together takes sessions of one live app: live_app and its new_session()s")
    server = apps[0]._server
    together = f"in {len(apps)} tabs at the same moment"
    server.steps.append(f"{together}:")
    runs = [app._request(app._tree.get_widget_states(), None) for app in apps]
    server.charge_to(together)
    pages = server.result(max(run.timeout for run in runs), messages.RunTogether(runs, in_turns))
    if not isinstance(pages, messages.Pages) or len(pages.pages) != len(apps):
        raise WorkerLostError("protocol", "the worker did not answer every run")
    for app, page in zip(apps, pages.pages, strict=True):
        app._take(page)
    return pages.held
