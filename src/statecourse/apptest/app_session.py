"""What runs a student's app in a worker: the real AppTest, one for each session."""

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
from statecourse.apptest.messages import CompileError, Left, Page, PageInfo, Run, WidgetValue
from statecourse.apptest.older import begin_on_last_page
from statecourse.apptest.stock_shortcuts import quicken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from streamlit.runtime.state.safe_session_state import SafeSessionState
    from streamlit.runtime.state.session_state import SessionState

    from statecourse.apptest.keeper import Keeper
    from statecourse.codec.values import Value

_components: list[_Components] = []


class _Components(BidiComponentManager):
    """The installed components, looked up when the first one is asked for."""

    _looked = False

    def look(self) -> None:
        """Look them up, once."""
        if not self._looked:
            self._looked = True
            super().discover_and_register_components(start_file_watching=False)

    def discover_and_register_components(self, *, start_file_watching: bool = True) -> None:
        """The real runtime asks for it as it starts; `look` does it when there is need."""

    def get(self, name: str) -> Any:
        self.look()
        return super().get(name)

    def get_metadata(self, component_name: str) -> Any:
        self.look()
        return super().get_metadata(component_name)

    def get_component_asset_root(self, name: str) -> Path | None:
        self.look()
        return super().get_component_asset_root(name)


def components(*, at_once: bool = False) -> BidiComponentManager:
    """The installed components, looked up once: the scan takes most of a stock AppTest's first run."""
    if not _components:
        _components.append(_Components())
    if at_once:
        _components[0].look()
    return _components[0]


class Recorder(LocalScriptRunner):
    """The stock script runner; it also keeps what stock throws away: why a run ended."""

    ended_by: BaseException | None = None

    def _run_script_thread(self) -> None:
        try:
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
        """How often the script was started: more than once where it called ``st.rerun``."""
        return self.events.count(ScriptRunnerEvent.SCRIPT_STARTED)


# Streamlit leaves frames of its own out of what an app is shown, and this one is no more the app's than they are.
_thread = Recorder._run_script_thread
_thread.__code__ = _thread.__code__.replace(co_filename=local_script_runner.__file__)


class Unpickled(dict[str, Any]):
    """What AppTest notes of an app's widgets, and keeps in session state, where it is none of the app's doing.

    It has functions in it, such as a ``format_func``. Where everything in session state must be pickled, nothing of it is.
    """

    def __reduce__(self) -> tuple[type, tuple[()]]:
        return dict, ()


class AppSession:
    """A session of the app under the real AppTest."""

    def __init__(self, number: int, script: Path, keeper: Keeper, args: Value, kwargs: Value) -> None:
        decode = keeper.decoder.decode
        self._number = number
        self._keeper = keeper
        self._app = _FileTakingAppTest(script, default_timeout=3, args=decode(args), kwargs=decode(kwargs))
        self._app._bidi_component_manager = components()
        self._app._session_state._state[TESTING_KEY] = Unpickled()

    def run(self, run: Run) -> Page:
        """Run the script once, and tell what it left.

        Raises RuntimeError, as AppTest does, where the run outlasts its time.
        """
        runners: list[Recorder] = []

        def make(*args: Any, **kwargs: Any) -> Recorder:
            runner = Recorder(*args, **kwargs)
            # Sessions are told apart by caches and uploads; stock gives every one the same id.
            runner._session_id = f"session {self._number}"
            begin_on_last_page(self._app, args[2])
            runners.append(runner)
            return runner

        stock.LocalScriptRunner = make  # type: ignore[assignment,attr-defined]
        quicken()
        widgets = None if run.widgets is None else WidgetStates.FromString(run.widgets)
        app = self._prepare(run, widgets)
        try:
            app._run(widgets, timeout=run.timeout)
        except Exception:
            Runtime._instance = None
            if not runners or not runners[-1].ended_by:
                raise
        return self._page(run, runners[-1])

    def left(self) -> Left:
        """The session's state as it is now, after a run that has no page."""
        return Left(*state_of(self._app._session_state._state, self._keeper))

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

    def _page(self, run: Run, runner: Recorder) -> Page:
        app, encode = self._app, self._keeper.encoder.encode
        state, widgets, testing = state_of(app._session_state._state, self._keeper)
        ended = runner.ended_by
        return Page(
            session=run.session,
            messages=[message.SerializeToString() for message in runner.forward_msgs()],
            state=state,
            widgets=widgets,
            testing=testing,
            query_params=encode(app.query_params),
            secrets=encode(app.secrets),
            user=encode(app.user),
            page_hash=app._finished_page_script_hash,
            pages=page_infos(app._registered_pages, Path(app._script_path).parent),
            ok=ended is None and runner.compile_error is None,
            compile_error=compile_error(runner.compile_error, Path(app._script_path)),
            stopped="" if ended is None else describe(ended),
            runs=runner.runs,
            cleared=first_values(app._session_state._state, run.clears, self._keeper),
        )


class _FileTakingAppTest(AppTest):
    """The stock class, but for uploads: the judge has staged them on its own copy of the page."""

    files: list[UploadedFileRec]

    def _register_uploaded_files(self, script_runner: LocalScriptRunner) -> None:
        for record in self.files:
            script_runner.register_file(record)


def apply_edits(state: SafeSessionState | SessionState, run: Run, keeper: Keeper) -> None:
    """Do to the app's session state what the check did to its copy of it."""
    for edit in run.edits:
        if edit.deleted:
            with contextlib.suppress(KeyError):
                del state[edit.key]
            continue
        value = keeper.decoder.decode(edit.value)
        if not edit.in_place or edit.key not in state:
            state[edit.key] = value
        elif (new := keeper.merged(old := state[edit.key], value)) is not old:
            state[edit.key] = new


def state_of(
    state: SessionState, keeper: Keeper
) -> tuple[list[tuple[str, Value]], list[WidgetValue], list[tuple[str, Value]]]:
    """The session's state as plain data: user keys, widgets by id, and AppTest's own notes."""
    encode = keeper.encoder.encode
    key_of = state._key_id_mapper.id_key_mapping
    widgets = [
        WidgetValue(name, key_of.get(name), None if name in key_of else encode(state[name]))
        for name in sorted(state._keys())
        if is_element_id(name)
    ]
    # A key that the app deletes once its widget is there takes nothing from the page: the field is as it was.
    widgets += first_values(
        state, sorted(state._new_widget_state.widget_metadata.keys() - state._keys()), keeper
    )
    testing = dict(state[TESTING_KEY]) if TESTING_KEY in state else {}
    if SCRIPT_RUN_WITHOUT_ERRORS_KEY in state:
        testing[SCRIPT_RUN_WITHOUT_ERRORS_KEY] = state[SCRIPT_RUN_WITHOUT_ERRORS_KEY]
    return (
        [(text_key(key), encode(value)) for key, value in sorted(state.filtered_state.items())],
        widgets,
        [(name, encode(value)) for name, value in testing.items()],
    )


def first_values(state: SessionState, widgets: Iterable[str], keeper: Keeper) -> list[WidgetValue]:
    """Those of the widgets that are on the page, with the values that they begin with."""
    known = state._new_widget_state.widget_metadata
    encode = keeper.encoder.encode
    return [
        WidgetValue(name, None, encode(known[name].deserializer(None))) for name in widgets if name in known
    ]


def text_key(key: object) -> str:
    """A key of session state as text."""
    return str(key).encode("utf-8", "backslashreplace").decode()


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
        # To look at the disk, as below, takes as long as a widget, and this is asked in each run.
        return script.removeprefix(inside).replace(os.sep, "/")
    try:
        return Path(script).resolve().relative_to(folder.resolve()).as_posix() if script else ""
    except ValueError:
        return ""


def describe(problem: BaseException) -> str:
    """An exception as one line of text; never raises."""
    try:
        text = traceback.format_exception_only(problem)[-1].strip()[:500]
        return text.encode("utf-8", "backslashreplace").decode()
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
    text = (problem.text or "").rstrip("\n").encode("utf-8", "backslashreplace").decode()
    line = problem.lineno or 0
    return CompileError(type(problem).__name__, problem.msg[:500], file, line, text[:500])


def hush() -> None:
    """Have Streamlit say nothing on its own: that is not what the app prints."""
    config.set_option("logger.enableRich", False)  # noqa: FBT003  # Streamlit's own signature
    set_log_level("critical")
    warnings.filterwarnings("ignore", module=r"streamlit\.")
