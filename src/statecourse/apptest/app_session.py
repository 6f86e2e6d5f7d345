"""Runs a student's app in a worker: the real AppTest, one for each session."""

from __future__ import annotations

import contextlib
import os
import traceback
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from streamlit import config
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.logger import set_log_level
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner import ScriptRunnerEvent
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.state import SCRIPT_RUN_WITHOUT_ERRORS_KEY
from streamlit.runtime.state.common import TESTING_KEY, is_element_id
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.testing.v1 import AppTest, local_script_runner
from streamlit.testing.v1 import app_test as stock
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from statecourse.apptest.address import write_bound
from statecourse.apptest.messages import CompileError, Page, PageInfo, Run, StateLeft, WidgetValue
from statecourse.seam.older import begin_on_last_page
from statecourse.seam.stock_shortcuts import install

if TYPE_CHECKING:
    from collections.abc import Iterable

    from streamlit.runtime.state.safe_session_state import SafeSessionState
    from streamlit.runtime.state.session_state import SessionState

    from statecourse.apptest.keeper import Keeper
    from statecourse.codec.forms import Value
    from statecourse.film.camera import Camera

_components: list[_Components] = []


class _Components(BidiComponentManager):
    """The installed components. They are scanned for when one is first used: the scan takes most of an AppTest's first run."""

    _is_scanned = False

    def scan(self) -> None:
        """Scan for them, once."""
        if not self._is_scanned:
            self._is_scanned = True
            super().discover_and_register_components(start_file_watching=False)

    def discover_and_register_components(self, *, start_file_watching: bool = True) -> None:
        """Do nothing, though the real runtime asks for it as it starts: `scan` does it when needed."""

    def get(self, name: str) -> Any:
        self.scan()
        return super().get(name)

    def get_metadata(self, component_name: str) -> Any:
        self.scan()
        return super().get_metadata(component_name)

    def get_component_asset_root(self, name: str) -> Path | None:
        self.scan()
        return super().get_component_asset_root(name)


def components(*, at_once: bool = False) -> BidiComponentManager:
    """The installed components, for all sessions of this process; ``at_once``: scan for them now."""
    if not _components:
        _components.append(_Components())
    if at_once:
        _components[0].scan()
    return _components[0]


class Runner(LocalScriptRunner):
    """The stock script runner, which also keeps why a run ended."""

    ended_by: BaseException | None = None
    camera: Camera | None = None

    def _run_script_thread(self) -> None:
        try:
            with self.camera.following(self) if self.camera else contextlib.nullcontext():
                super()._run_script_thread()
        except BaseException as problem:  # noqa: BLE001  # sys.exit() ends the thread, and is news
            self.ended_by = problem

    @property
    def compile_error(self) -> BaseException | None:
        """What made the script fail to compile, if it did."""
        stopped = ScriptRunnerEvent.SCRIPT_STOPPED_WITH_COMPILE_ERROR
        pairs = zip(self.events, self.event_data, strict=True)
        return next((data["exception"] for event, data in pairs if event == stopped), None)

    @property
    def runs(self) -> int:
        """How often the script was started: more than once if it called ``st.rerun``."""
        return self.events.count(ScriptRunnerEvent.SCRIPT_STARTED)


# Streamlit leaves frames of its own files out of the tracebacks on a page. So this frame gets the name of such a file.
_thread = Runner._run_script_thread
_thread.__code__ = _thread.__code__.replace(co_filename=local_script_runner.__file__)


class PickledEmpty(dict[str, Any]):
    """AppTest's notes on an app's widgets, which it keeps in session state. They are pickled as an empty dictionary.

    The functions in them, such as a ``format_func``, cannot be pickled, which is no fault of an app whose session state
    must be serializable.
    """

    def __reduce__(self) -> tuple[type, tuple[()]]:
        return dict, ()


class AppSession:
    """A session of the app under the real AppTest."""

    def __init__(
        self,
        number: int,
        script: Path,
        keeper: Keeper,
        args: Value,
        kwargs: Value,
        *,
        camera: Camera | None,
    ) -> None:
        decode = keeper.decoder.decode
        self._number = number
        self._keeper = keeper
        self._camera = camera
        self._app = _FileTakingAppTest(script, default_timeout=3, args=decode(args), kwargs=decode(kwargs))
        self._app._bidi_component_manager = components()
        self._app._session_state._state[TESTING_KEY] = PickledEmpty()

    def run(self, run: Run) -> Page:
        """Run the script once, and return the page that it left.

        Raises RuntimeError, as AppTest does, if the run takes longer than its timeout.
        """
        runners: list[Runner] = []

        def make(*args: Any, **kwargs: Any) -> Runner:
            runner = Runner(*args, **kwargs)
            begin_on_last_page(self._app, args[2])
            # Caches and uploads tell sessions apart by their ids; stock gives every one the same.
            runner._session_id = f"session {self._number}"
            runner.camera = self._camera
            runners.append(runner)
            return runner

        stock.LocalScriptRunner = make  # type: ignore[assignment,attr-defined]
        install()
        widgets = None if run.widgets is None else WidgetStates.FromString(run.widgets)
        app = self._prepare(run, widgets)
        try:
            app._run(widgets, timeout=run.timeout)
        except Exception:
            Runtime._instance = None
            if not runners or not runners[-1].ended_by:
                raise
        return self._page(run, runners[-1])

    def left(self) -> StateLeft:
        """The session's state as it is now, after a run that has no page."""
        return state_of(self._app._session_state._state, self._keeper)

    def _prepare(self, run: Run, widgets: WidgetStates | None) -> _FileTakingAppTest:
        app, decode = self._app, self._keeper.decoder.decode
        app.query_params = write_bound(decode(run.query_params), app._session_state._state, widgets)
        app.secrets = decode(run.secrets)
        app.user = decode(run.user)
        app.context = decode(run.context)
        app._page_hash = run.page_hash or app._finished_page_script_hash
        app.files = [UploadedFileRec(*file) for file in run.files]
        apply_edits(app._session_state, run, self._keeper)
        return app

    def _page(self, run: Run, runner: Runner) -> Page:
        app, encode = self._app, self._keeper.encoder.encode
        left = self.left()
        ended = runner.ended_by
        return Page(
            messages=[message.SerializeToString() for message in runner.forward_msgs()],
            state=left.state,
            widgets=left.widgets,
            testing=left.testing,
            query_params=encode(app.query_params),
            secrets=encode(app.secrets),
            user=encode(app.user),
            page_hash=app._finished_page_script_hash,
            pages=page_infos(app._registered_pages, Path(app._script_path).parent),
            compile_error=compile_error(runner.compile_error, Path(app._script_path)),
            stopped="" if ended is None else describe(ended),
            runs=runner.runs,
            film=self._camera.taken() if self._camera else [],
            cleared=initial_values(app._session_state._state, run.clears, self._keeper),
        )


class _FileTakingAppTest(AppTest):
    """The stock class, except that the uploaded files come from the judge, which has set them on its copy of the page."""

    files: list[UploadedFileRec]

    def _register_uploaded_files(self, script_runner: LocalScriptRunner) -> None:
        for record in self.files:
            script_runner.register_file(record)


def apply_edits(state: SafeSessionState | SessionState, run: Run, keeper: Keeper) -> None:
    """Apply to the app's session state what the check did to its copy of it."""
    for edit in run.edits:
        if edit.deleted:
            with contextlib.suppress(KeyError):
                del state[edit.key]
            continue
        value = keeper.decoder.decode(edit.value)
        if not edit.in_place or edit.key not in state:
            state[edit.key] = value
        elif (new := keeper.merge_into(old := state[edit.key], value)) is not old:
            state[edit.key] = new


def state_of(state: SessionState, keeper: Keeper) -> StateLeft:
    """The session's state as plain data: user keys, widgets by id, and AppTest's own notes."""
    encode = keeper.encoder.encode
    key_of = state._key_id_mapper.id_key_mapping
    widgets = [
        WidgetValue(name, key_of.get(name), None if name in key_of else encode(state[name]))
        for name in sorted(state._keys())
        if is_element_id(name)
    ]
    # If the app deletes a key after its widget was drawn, the field on the page still has its value.
    widgets += initial_values(
        state, sorted(state._new_widget_state.widget_metadata.keys() - state._keys()), keeper
    )
    testing = dict(state[TESTING_KEY]) if TESTING_KEY in state else {}
    if SCRIPT_RUN_WITHOUT_ERRORS_KEY in state:
        testing[SCRIPT_RUN_WITHOUT_ERRORS_KEY] = state[SCRIPT_RUN_WITHOUT_ERRORS_KEY]
    return StateLeft(
        [(_text(str(key)), encode(value)) for key, value in sorted(state.filtered_state.items())],
        widgets,
        [(name, encode(value)) for name, value in testing.items()],
    )


def initial_values(state: SessionState, widgets: Iterable[str], keeper: Keeper) -> list[WidgetValue]:
    """The initial values of these widgets, as far as they are on the page."""
    known = state._new_widget_state.widget_metadata
    encode = keeper.encoder.encode
    return [
        WidgetValue(name, None, encode(known[name].deserializer(None))) for name in widgets if name in known
    ]


def _text(text: str) -> str:
    """A text that can be sent: half of a surrogate pair is escaped."""
    return text.encode("utf-8", "backslashreplace").decode()


def page_infos(pages: Any, folder: Path) -> list[PageInfo]:
    """The pages that the app has registered, their scripts relative to its folder."""
    return [
        PageInfo(
            hash=page_hash,
            script=relative(str(info.get("script_path") or ""), folder),
            name=str(info.get("page_name", "")),
            url=info.get("url_pathname"),
        )
        for page_hash, info in pages.items()
    ]


def relative(script: str, folder: Path) -> str:
    """A script's path within the app's folder; empty for one that is not there."""
    inside = f"{folder}{os.sep}"
    if script.startswith(inside) and ".." not in script:
        # Resolving a path, as below, takes as long as a widget, and this is asked in each run.
        return script.removeprefix(inside).replace(os.sep, "/")
    try:
        return Path(script).resolve().relative_to(folder.resolve()).as_posix() if script else ""
    except ValueError:
        return ""


def describe(problem: BaseException) -> str:
    """An exception as one line of text; never raises."""
    try:
        return _text(traceback.format_exception_only(problem)[-1].strip()[:500])
    except BaseException:  # noqa: BLE001  # its __str__ is the student's
        return type(problem).__name__


def parse_script(script: Path) -> CompileError | None:
    """Compile a script as Streamlit would, without running it."""
    try:
        ScriptCache().get_bytecode(str(script))
    except Exception as problem:  # noqa: BLE001  # whatever the compiler has to say
        return compile_error(problem, script)
    return None


def compile_error(problem: BaseException | None, script: Path) -> CompileError | None:
    """Where and why a script is not Python."""
    if problem is None:
        return None
    if not isinstance(problem, SyntaxError):
        return CompileError(type(problem).__name__, str(problem)[:500], script.name, 0, "")
    file = relative(problem.filename or "", script.parent) or script.name
    text = _text((problem.text or "").rstrip("\n"))
    line = problem.lineno or 0
    return CompileError(type(problem).__name__, problem.msg[:500], file, line, text[:500])


def hush() -> None:
    """Silence Streamlit's own log, which is not what the app prints."""
    config.set_option("logger.enableRich", False)  # noqa: FBT003  # Streamlit's own signature
    set_log_level("critical")
    warnings.filterwarnings("ignore", module=r"streamlit\.")
