"""The real Streamlit runtime without its web server, for what AppTest cannot show.

Sessions run in threads of their own, at the same moment; caches, fragments and dialogs are the real
ones. A visitor is a `SessionClient` that keeps the messages which a browser would have got.
"""

from __future__ import annotations

import asyncio
import random
import sys
import threading
from typing import TYPE_CHECKING, Any, ClassVar
from urllib import parse

import streamlit as st
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime import Runtime, RuntimeConfig, app_session, metrics_util
from streamlit.runtime.caching.storage.dummy_cache_storage import MemoryCacheStorageManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import ScriptRunner, ScriptRunnerEvent
from streamlit.runtime.secrets import Secrets
from streamlit.runtime.session_manager import SessionClient
from streamlit.runtime.state.common import TESTING_KEY
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.testing.v1 import app_test as stock

from statecourse.apptest.address import bound_alone, write_bound
from statecourse.apptest.app_session import (
    Unpickled,
    apply_edits,
    compile_error,
    components,
    describe,
    first_values,
    page_infos,
    state_of,
)
from statecourse.apptest.messages import Page, Run
from statecourse.apptest.older import RunOf, run_of, track_settling, wait_until_settled
from statecourse.runtime import waits
from statecourse.runtime.browser_page import BrowserPage
from statecourse.runtime.plans import Explorer
from statecourse.runtime.turns import Audit, StuckError, Turns

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path

    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
    from streamlit.runtime.app_session import AppSession

    from statecourse.apptest.keeper import Keeper

_OPTIONS = {
    "global.appTest": True,
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": False,
    "server.headless": True,
}


class Visitor(SessionClient):
    """A browser tab: it keeps the page as the messages make it."""

    def __init__(self) -> None:
        self.page = BrowserPage()
        self.query_string = ""
        self.page_hash = ""
        self.main_hash = ""
        self.runs = 0
        self._run = RunOf()

    def ask(self, query_string: str) -> None:
        """The tab is about to have the app run, at this address."""
        self.page.forget_toasts()
        self.page.take_over()
        self.query_string = query_string
        self.runs = 0

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        """Take a message, as the browser does."""
        kind = msg.WhichOneof("type")
        run = self._run = run_of(msg, self._run)
        if kind == "new_session":
            self.runs += 1
            self.page_hash = msg.new_session.page_script_hash
            self.main_hash = msg.new_session.main_script_hash
            self.page.begin(run.script_run_id)
        elif kind == "navigation":
            self.page_hash = msg.navigation.page_script_hash
        elif kind == "script_finished":
            self.page.finish(msg.script_finished, run.script_run_id, run.fragment_ids)
        elif kind == "page_info_changed":
            self.query_string = msg.page_info_changed.query_string
        elif kind == "session_event" and msg.session_event.HasField("script_compilation_exception"):
            self.page.forget()
        elif kind == "delta" and msg.delta.WhichOneof("type") in {"new_element", "add_block"}:
            self.page.draw(msg)


class Runner(ScriptRunner):
    """The stock script runner; it also keeps what no message tells: why a session's last run ended."""

    compile_errors: ClassVar[dict[str, BaseException]] = {}
    ended_by: ClassVar[dict[str, BaseException]] = {}

    def _run_script(self, rerun_data: Any) -> None:
        self.forget(self._session_id)
        self.on_event.connect(self._note)
        try:
            super()._run_script(rerun_data)
        except BaseException as problem:
            self.ended_by[self._session_id] = problem  # sys.exit() ends the thread, and is news
            raise

    def _note(self, _: object, event: ScriptRunnerEvent, exception: Any = None, **__: object) -> None:
        if event == ScriptRunnerEvent.SCRIPT_STOPPED_WITH_COMPILE_ERROR:
            self.compile_errors[self._session_id] = exception

    @classmethod
    def forget(cls, session: str) -> None:
        """A session begins another run."""
        cls.compile_errors.pop(session, None)
        cls.ended_by.pop(session, None)


def _tell_of_the_apps_own_threads(args: threading.ExceptHookArgs) -> None:
    """As Python does, but for the threads that Streamlit runs scripts in: those tell on the page."""
    if args.thread is None or not args.thread.name.startswith("ScriptRunner."):
        threading.__excepthook__(args)


def _leave(visitor: Visitor, state: ClientState) -> None:
    """Have a visitor go to another page: a browser keeps only the widgets that every page has, of the main script."""
    kept = visitor.page.widgets_of(visitor.main_hash)
    stay = [widget for widget in state.widget_states.widgets if widget.id in kept]
    del state.widget_states.widgets[:]
    state.widget_states.widgets.extend(stay)


class LiveServer:
    """A Streamlit server of one app, in this process, with as many sessions as are opened."""

    def __init__(self, script: Path, keeper: Keeper) -> None:
        self._script = script
        self._keeper = keeper
        self._visitors: dict[int, tuple[Visitor, str]] = {}
        for option, value in _OPTIONS.items():
            config.set_option(option, value)
        # What it sends to its makers begins with who runs it, in a file that a worker may not read.
        metrics_util._get_machine_id_v3 = str
        app_session.ScriptRunner = Runner  # type: ignore[attr-defined]
        self._secrets = st.secrets
        waits.install()
        self._explorer: Explorer | None = None
        self._uploads = MemoryUploadedFileManager("/mock/upload")
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(
            lambda *_: None
        )  # it runs no code of the app, which so did not say it
        thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        thread.start()
        self.thread = thread.ident or 0
        threading.excepthook = _tell_of_the_apps_own_threads
        self._runtime: Runtime = self._wait(self._start())
        self._known = set(sys._current_frames())

    def _wait(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _start(self) -> Runtime:
        runtime = Runtime(
            RuntimeConfig(
                script_path=str(self._script),
                media_file_storage=MemoryMediaFileStorage("/mock/media"),
                uploaded_file_manager=self._uploads,
                cache_storage_manager=MemoryCacheStorageManager(),
                bidi_component_registry=components(),
            )
        )
        await runtime.start()
        return runtime

    def open(self, session: int) -> None:
        """Connect a visitor; the script does not run yet."""
        self._wait(self._connect(session))

    async def _connect(self, session: int) -> None:
        visitor = Visitor()
        name = self._runtime.connect_session(visitor, {"email": "test@example.com"})
        self._visitors[session] = (visitor, name)
        app = self._app(name)
        app.session_state[TESTING_KEY] = Unpickled()
        track_settling(app)

    def _app(self, name: str) -> AppSession:
        info = self._runtime._session_mgr.get_active_session_info(name)
        if info is None:
            text = "the session has ended"
            raise RuntimeError(text)
        return info.session

    def run(self, runs: list[Run]) -> list[Page]:
        """Run sessions at the same moment, and wait until all have settled.

        Raises RuntimeError where that takes longer than the first run's time.
        """
        return self._wait(self._run(runs))  # type: ignore[no-any-return]

    def race(self, runs: list[Run]) -> tuple[list[Page], list[tuple[int, str, int]]]:
        """As `run`, by the next plan; tells, too, which of them was held up before which line of which file.

        Raises StuckError where they wait for each other.
        """
        if self._explorer is None:
            self._explorer = Explorer(random.Random(0))  # noqa: S311  # the same each time
            Audit()
        plan = self._explorer.plan(len(runs))
        names = [self._visitors[run.session][1] for run in runs]
        stuck = self._loop.create_future()

        def tell(text: str) -> None:
            if not stuck.done():
                self._loop.call_soon_threadsafe(stuck.set_result, text)

        with Turns(names, self._script.parent, plan, tell, self._known) as turns:
            pages = self._wait(self._run(runs, turns, stuck))
        self._explorer.learn(plan, [player.passed for player in turns.players])
        return pages, turns.held

    async def _run(
        self, runs: list[Run], turns: Turns | None = None, stuck: asyncio.Future[str] | None = None
    ) -> list[Page]:
        seconds = max(run.timeout for run in runs)
        all_of_them = asyncio.gather(*(self._settle(run, turns) for run in runs))
        ends: list[asyncio.Future[Any]] = [all_of_them, stuck] if stuck else [all_of_them]
        done, _ = await asyncio.wait(ends, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if all_of_them in done:
            all_of_them.result()
            return [self._page(run) for run in runs]
        all_of_them.cancel()
        for run in runs:
            self._app(self._visitors[run.session][1]).request_script_stop()
        if stuck and stuck in done:
            raise StuckError(stuck.result())
        text = f"AppTest script run timed out after {seconds}(s)"
        raise RuntimeError(text)

    async def _settle(self, run: Run, turns: Turns | None) -> None:
        visitor, name = self._visitors[run.session]
        try:
            self._ask(run)
            await wait_until_settled(self._app(name), visitor)
        finally:
            if turns is not None:
                turns.leave(name)

    def _ask(self, run: Run) -> None:
        visitor, name = self._visitors[run.session]
        if run.clear_cache:
            self._runtime.handle_backmsg(name, BackMsg(clear_cache=True))
        decode = self._keeper.decoder.decode
        for file in run.files:
            self._uploads.add_file(name, UploadedFileRec(*file))
        app = self._app(name)
        apply_edits(app.session_state, run, self._keeper)
        app._user_info.clear()
        app._user_info.update(stock._user_info_for_run(decode(run.user)))
        self._give_secrets(decode(run.secrets))
        dismissed, fragment = visitor.page.close_dialog() if run.closes_dialog else ("", run.fragment_id)
        if run.closes_dialog and not dismissed:
            return  # the browser takes it away, and tells nobody
        widgets = None if run.widgets is None else WidgetStates.FromString(run.widgets)
        leaves = run.page_hash not in {"", visitor.page_hash}
        given = decode(run.query_params) or {}
        params = (
            bound_alone(given, app.session_state)
            if leaves
            else write_bound(given, app.session_state, widgets)
        )
        visitor.ask(parse.urlencode(params, doseq=True))
        state = ClientState(
            query_string=visitor.query_string,
            page_script_hash=run.page_hash or visitor.page_hash,
            page_name=run.page_name,
            fragment_id=fragment,
            context_info=stock._context_info_from_dict(decode(run.context)),
        )
        if widgets is not None:
            state.widget_states.CopyFrom(widgets)
        if dismissed:
            state.widget_states.widgets.add(id=dismissed, trigger_value=True)
        if leaves:
            _leave(visitor, state)
        self._runtime.handle_backmsg(name, BackMsg(rerun_script=state))

    def _give_secrets(self, secrets: dict[str, Any]) -> None:
        """Have the app know these secrets; its own where there are none."""
        st.secrets = self._secrets
        if secrets:
            st.secrets = Secrets()
            st.secrets._secrets = secrets

    def _page(self, run: Run) -> Page:
        visitor, name = self._visitors[run.session]
        app = self._app(name)
        state, widgets, testing = state_of(app.session_state, self._keeper)
        encode = self._keeper.encoder.encode
        params = parse.parse_qs(visitor.query_string, keep_blank_values=True)
        error, ended = Runner.compile_errors.get(name), Runner.ended_by.get(name)
        return Page(
            session=run.session,
            messages=[message.SerializeToString() for message in visitor.page.messages()],
            state=state,
            widgets=widgets,
            testing=testing,
            query_params=encode({k: v[0] if len(v) == 1 else v for k, v in params.items()}),
            secrets=run.secrets,
            user=encode(dict(app._user_info)),
            page_hash=visitor.page_hash,
            pages=page_infos(app._pages_manager.get_pages(), self._script.parent),
            ok=error is None and ended is None,
            compile_error=compile_error(error, self._script),
            stopped="" if ended is None else describe(ended),
            runs=visitor.runs,
            cleared=first_values(app.session_state, run.clears, self._keeper),
        )
