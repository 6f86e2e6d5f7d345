"""Streamlit's real runtime without its web server, for what AppTest cannot show.

Sessions run in threads of their own, at the same moment. Caches, fragments and dialogs are Streamlit's. A visitor
is a `SessionClient`, which gets the messages that a browser would get.
"""

from __future__ import annotations

import asyncio
import contextlib
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
    PickledEmpty,
    apply_edits,
    compile_error,
    components,
    describe,
    initial_values,
    page_infos,
    state_of,
)
from statecourse.apptest.messages import Page, Run
from statecourse.runtime import waits
from statecourse.runtime.browser_page import BrowserPage
from statecourse.runtime.interleaving import Interleaving, watch_files
from statecourse.runtime.plans import Explorer
from statecourse.runtime.turns import StuckError, Turns
from statecourse.seam.older import USER, RunOf, params_of, run_of, track_settling, wait_until_settled

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
    from streamlit.runtime.app_session import AppSession

    from statecourse.apptest.keeper import Keeper
    from statecourse.film.camera import Camera

_OPTIONS = {
    "global.appTest": True,
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": False,
    "server.headless": True,
}


class Visitor(SessionClient):
    """A browser tab: it keeps the page as the messages make it."""

    def __init__(self) -> None:
        self.session = ""
        """Streamlit's name for its session."""
        self.page = BrowserPage()
        self.query_string = ""
        self.page_hash = ""
        self.main_hash = ""
        self.runs = 0
        self._run = RunOf()

    def begin_run(self, query_string: str) -> None:
        """Get ready for a run that the tab is about to request, at this address."""
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
    """The stock script runner, which also keeps why a session's last run ended: no message says so."""

    compile_errors: ClassVar[dict[str, BaseException]] = {}
    ended_by: ClassVar[dict[str, BaseException]] = {}
    cameras: ClassVar[dict[str, Camera]] = {}

    def _run_script(self, rerun_data: Any) -> None:
        self.compile_errors.pop(self._session_id, None)
        self.ended_by.pop(self._session_id, None)
        self.on_event.connect(self._note)
        camera = self.cameras.get(self._session_id)
        try:
            with camera.following(self) if camera else contextlib.nullcontext():
                super()._run_script(rerun_data)
        except BaseException as problem:
            self.ended_by[self._session_id] = (
                problem  # such as that of sys.exit(), which Streamlit does not show
            )
            raise

    def _note(self, _: object, event: ScriptRunnerEvent, exception: Any = None, **__: object) -> None:
        if event == ScriptRunnerEvent.SCRIPT_STOPPED_WITH_COMPILE_ERROR:
            self.compile_errors[self._session_id] = exception


def _print_unless_script(args: threading.ExceptHookArgs) -> None:
    """Print a thread's exception as Python does, but not one of a script: Streamlit shows that on the page."""
    if args.thread is None or not args.thread.name.startswith("ScriptRunner."):
        threading.__excepthook__(args)


def _keep_main_widgets(visitor: Visitor, state: ClientState) -> None:
    """Drop widget states as a browser does when it goes to another page: only those of the main script stay."""
    main = visitor.page.widgets_of(visitor.main_hash)
    kept = [widget for widget in state.widget_states.widgets if widget.id in main]
    del state.widget_states.widgets[:]
    state.widget_states.widgets.extend(kept)


class LiveServer:
    """A Streamlit server of one app, in this process, with as many sessions as are opened."""

    def __init__(self, script: Path, keeper: Keeper) -> None:
        self._script = script
        self._keeper = keeper
        self._visitors: dict[int, Visitor] = {}
        for option, value in _OPTIONS.items():
            config.set_option(option, value)
        # Usage statistics would begin with reading the machine's id, from a file that a worker may not read.
        metrics_util._get_machine_id_v3 = str
        app_session.ScriptRunner = Runner  # type: ignore[attr-defined]
        app_session.PagesManager.uses_pages_directory = None  # type: ignore[attr-defined]  # looked up once
        self._secrets = st.secrets
        waits.install()
        self._explorer: Explorer | None = None
        self._uploads = MemoryUploadedFileManager("/mock/upload")
        self._loop = asyncio.new_event_loop()
        # What asyncio prints of its own problems would be taken for the app's output.
        self._loop.set_exception_handler(lambda *_: None)
        thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        thread.start()
        self.thread = thread.ident or 0
        threading.excepthook = _print_unless_script
        self._runtime: Runtime = self._in_loop(self._start())
        self._known_threads = set(sys._current_frames())

    def _in_loop(self, work: Coroutine[Any, Any, Any]) -> Any:
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

    def open(self, session: int, camera: Camera | None) -> None:
        """Connect a visitor; the script does not run yet."""
        self._in_loop(self._connect(session))
        if camera is not None:
            Runner.cameras[self._visitors[session].session] = camera

    async def _connect(self, session: int) -> None:
        visitor = self._visitors[session] = Visitor()
        visitor.session = self._runtime.connect_session(visitor, dict(USER))
        app = self._app(visitor)
        app.session_state[TESTING_KEY] = PickledEmpty()
        track_settling(app)

    def _app(self, visitor: Visitor) -> AppSession:
        info = self._runtime._session_mgr.get_active_session_info(visitor.session)
        if info is None:
            raise RuntimeError("the session has ended")
        return info.session

    def run(self, runs: list[Run]) -> list[Page]:
        """Run sessions at the same moment, until all have ended, also the reruns that they ask for.

        Raises RuntimeError if that takes longer than the longest of their timeouts.
        """
        return self._in_loop(self._run(runs))  # type: ignore[no-any-return]

    def race(self, runs: list[Run]) -> tuple[list[Page], list[tuple[int, str, int]]]:
        """As `run`, but interleaved by the next plan; also returns who was held up before which line of which file.

        Raises StuckError for a deadlock.
        """
        if self._explorer is None:
            self._explorer = Explorer(random.Random(0))  # noqa: S311  # the same each time
            watch_files()
        plan = self._explorer.plan(len(runs))
        names = [self._visitors[run.session].session for run in runs]
        stuck = self._loop.create_future()

        def report_stuck(text: str) -> None:
            if not stuck.done():
                self._loop.call_soon_threadsafe(stuck.set_result, text)

        turns = Turns(names, plan, report_stuck, self._known_threads)
        with Interleaving(turns, self._script.parent) as race:
            pages = self._in_loop(self._run(runs, stuck, turns.finish))
        self._explorer.learn(plan, [player.passed for player in turns.players])
        return pages, race.held

    async def _run(
        self,
        runs: list[Run],
        stuck: asyncio.Future[str] | None = None,
        ended: Callable[[str], None] = lambda _: None,
    ) -> list[Page]:
        """Run sessions; ``ended`` is called as each ends. Once ``stuck`` has a result, StuckError is raised."""
        seconds = max(run.timeout for run in runs)
        all_of_them = asyncio.gather(*(self._run_one(run, ended) for run in runs))
        ends: list[asyncio.Future[Any]] = [all_of_them, stuck] if stuck else [all_of_them]
        done, _ = await asyncio.wait(ends, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if all_of_them in done:
            all_of_them.result()
            return [self._page(run) for run in runs]
        all_of_them.cancel()
        for run in runs:
            self._app(self._visitors[run.session]).request_script_stop()
        if stuck and stuck in done:
            raise StuckError(stuck.result())
        raise RuntimeError(f"AppTest script run timed out after {seconds}(s)")

    async def _run_one(self, run: Run, ended: Callable[[str], None]) -> None:
        visitor = self._visitors[run.session]
        try:
            self._request(run, visitor)
            await wait_until_settled(self._app(visitor), visitor)
        finally:
            ended(visitor.session)

    def _request(self, run: Run, visitor: Visitor) -> None:
        """Send the server what a browser would send for this run."""
        app, decode = self._app(visitor), self._keeper.decoder.decode
        if run.clear_cache:
            self._runtime.handle_backmsg(visitor.session, BackMsg(clear_cache=True))
        for file in run.files:
            self._uploads.add_file(visitor.session, UploadedFileRec(*file))
        apply_edits(app.session_state, run, self._keeper)
        app._user_info.clear()
        app._user_info.update(stock._user_info_for_run(decode(run.user)))
        self._give_secrets(decode(run.secrets))
        dismissed, fragment = visitor.page.close_dialog() if run.closes_dialog else ("", run.fragment_id)
        if run.closes_dialog and not dismissed:
            return  # only the browser closes it; no message goes to the server
        widgets = None if run.widgets is None else WidgetStates.FromString(run.widgets)
        leaves = run.page_hash not in {"", visitor.page_hash}
        given = decode(run.query_params) or {}
        params = (
            bound_alone(given, app.session_state)
            if leaves
            else write_bound(given, app.session_state, widgets)
        )
        visitor.begin_run(parse.urlencode(params, doseq=True))
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
            _keep_main_widgets(visitor, state)
        self._runtime.handle_backmsg(visitor.session, BackMsg(rerun_script=state))

    def _give_secrets(self, secrets: dict[str, Any]) -> None:
        """Give the app these secrets; its own if there are none."""
        st.secrets = self._secrets
        if secrets:
            st.secrets = Secrets()
            st.secrets._secrets = secrets

    def _page(self, run: Run) -> Page:
        visitor = self._visitors[run.session]
        app = self._app(visitor)
        left = state_of(app.session_state, self._keeper)
        encode = self._keeper.encoder.encode
        error = Runner.compile_errors.get(visitor.session)
        ended = Runner.ended_by.get(visitor.session)
        return Page(
            messages=[message.SerializeToString() for message in visitor.page.messages()],
            state=left.state,
            widgets=left.widgets,
            testing=left.testing,
            query_params=encode(params_of(visitor.query_string)),
            secrets=run.secrets,
            user=encode(dict(app._user_info)),
            page_hash=visitor.page_hash,
            pages=page_infos(app._pages_manager.get_pages(), self._script.parent),
            compile_error=compile_error(error, self._script),
            stopped="" if ended is None else describe(ended),
            runs=visitor.runs,
            film=Runner.cameras[visitor.session].taken() if visitor.session in Runner.cameras else [],
            cleared=initial_values(app.session_state, run.clears, self._keeper),
        )
