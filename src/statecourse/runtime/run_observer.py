"""Observes the runs of a session: what caused each, which callbacks and widgets took part, how it ended.

Streamlit has no interface for that, so some of its methods are wrapped. Lessons show a learner the runs of their
programs with it; checks do not use it.
"""

from __future__ import annotations

import functools
import logging
import threading
import traceback
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.errors import UnserializableSessionStateError
from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner.magic import add_magic
from streamlit.runtime.scriptrunner_utils.exceptions import RerunException, StopException
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState, get_script_run_ctx
from streamlit.runtime.state.session_state import WStates

from statecourse.codec.encode import shown
from statecourse.seam.private_names import FORM_BUTTON

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import CodeType

    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


@dataclass(frozen=True)
class Widget:
    """A widget that a run has shown."""

    kind: str
    label: str
    key: str
    form: str = ""


@dataclass
class Notes:
    """What is remembered of a session from run to run, and of its current run."""

    state: Any = None
    """The session's state. It is kept alive here, so that no other object gets its `id`."""
    runs: int = 0
    widgets: dict[str, Widget] = field(default_factory=dict)
    """The widgets of all its runs, by Streamlit's ids."""
    before: list[str] = field(default_factory=list)
    now: list[str] = field(default_factory=list)
    """The ids of those of the last run, and of those that this run has shown so far."""
    callbacks: list[Any] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    follow_callback: Callable[[Callable[[], None], Any], None] | None = None
    """Gets each callback as a function, with the widget's metadata, and calls it."""
    follow_fragment: Callable[[Callable[[], Any]], Any] | None = None
    """Gets each fragment that runs by itself, and calls it."""
    route: dict[str, str] = field(default_factory=dict)
    program: Any = None
    camera: Any = None
    """The module of the program as it ran last, and what films its runs."""
    page: str = ""
    """Streamlit's hash of the page of the last run; ``pages`` has the titles of all, by hash."""
    pages: dict[str, str] = field(default_factory=dict)
    around: frozenset[str] = frozenset()
    """Pages that were registered before the program's first run: those of the course's own app around it."""


_MAX_SESSIONS = 500
"""Sessions of one server that are remembered; the least recently used one is forgotten first."""
_ONE_AT_A_TIME = threading.Lock()
"""Held while a method of Streamlit is wrapped, which may be done only once."""


def _all_notes() -> OrderedDict[int, Notes]:
    """The notes of this server's sessions; not in Streamlit's cache, which a program or its menu may clear."""
    with _ONE_AT_A_TIME:
        return _new_notes()


@functools.cache
def _new_notes() -> OrderedDict[int, Notes]:
    """Empty notes, once; callbacks are followed from then on."""
    notes: OrderedDict[int, Notes] = OrderedDict()
    stock = WStates.call_callback

    @functools.wraps(stock)
    def call_callback(states: WStates, widget_id: str) -> None:
        metadata = states.widget_metadata.get(widget_id)
        context = get_script_run_ctx()
        known = notes.get(id(context.session_state._state)) if context else None
        if known is None or known.follow_callback is None or not metadata or not metadata.callback:
            stock(states, widget_id)
        else:
            known.follow_callback(lambda: stock(states, widget_id), metadata)

    WStates.call_callback = call_callback  # type: ignore[assignment, method-assign]
    return notes


def notes() -> Notes:
    """The notes of the session that runs now; empty ones outside of any."""
    context = get_script_run_ctx()
    if context is None:
        return Notes()
    known, state = _all_notes(), context.session_state._state
    # By the session's state, as AppTest calls all of its sessions by one name.
    mine = known.setdefault(id(state), Notes(state=state))
    known.move_to_end(id(state))
    while len(known) > _MAX_SESSIONS:
        known.popitem(last=False)
    return mine


def route(*names: str) -> dict[str, str]:
    """The query parameters of these names that the session was opened with; the program does not see them.

    So a program that clears or sets its own query parameters keeps them.
    """
    context: Any = get_script_run_ctx()
    found = {name: st.query_params[name] for name in names if name in st.query_params}
    if context is None:
        return found
    known = notes()
    known.route = found if len(found) == len(names) else known.route
    if known.route:
        with context.session_state.query_params() as params:
            for name in names:
                params._query_params.pop(name, None)
    return known.route


def snapshot() -> dict[str, str]:
    """Session state as it is now: each key with its value's ``repr``, and whether the value's class is outdated.

    Unlike a read of ``st.session_state``, this does not end a run that Streamlit is about to stop.
    """
    context = get_script_run_ctx()
    state: dict[str, Any] = context.session_state.filtered_state if context else {}
    keys = [key for key in sorted(state, key=str) if not str(key).startswith(FORM_BUTTON)]
    return {str(key): shown(state[key]) + _outdated(state[key]) for key in keys}


def _outdated(value: object) -> str:
    """Words for a value whose class the program has since defined again: both look the same."""
    kind = type(value)
    newest = getattr(notes().program, kind.__name__, kind) if kind.__module__ == "__main__" else kind
    return "" if newest is kind else f" (of an earlier run’s {kind.__name__})"


def address() -> str:
    """The query string of the program's address. Like `snapshot`, it does not end the run."""
    context: Any = get_script_run_ctx()
    if context is None:
        return ""
    params = context.session_state._state.query_params
    return urlencode({name: params.get_all(name) for name in params}, doseq=True)


def begin_run() -> tuple[bool, str]:
    """Observe this run from now on; returns whether it is the session's first, and what caused it."""
    known, context = notes(), get_script_run_ctx()
    known.runs += 1
    if context is None:
        return True, ""
    _note_widgets(context, known)
    if known.runs == 1:
        known.around = frozenset(_pages(context))
    return known.runs == 1, "" if known.runs == 1 else _gone_to(known, context) or _cause(known, context)


def _gone_to(known: Notes, context: Any) -> str:
    """The cause, if this run is of another page than the last one; else empty."""
    title = known.pages.get(context.page_script_hash) if context.page_script_hash != known.page else ""
    return f"go to the page “{title}”" if title else ""


def page() -> tuple[str, str]:
    """The title and the address of the page that this run was of; both empty if the program has no pages.

    Call it at the end of a run: it keeps the page, with which the next run's is compared.
    """
    context: Any = get_script_run_ctx()
    if context is None:
        return "", ""
    known, here = notes(), context.page_script_hash
    found = {name: info for name, info in _pages(context).items() if name not in known.around}
    known.page, known.pages = here, {name: str(info["page_name"]) for name, info in found.items()}
    return known.pages.get(here, ""), str(found[here]["url_pathname"]) if here in found else ""


def _pages(context: Any) -> dict[str, Any]:
    """The pages by Streamlit's hashes. Only those of `st.navigation` have an address; without it there is one page."""
    return {name: info for name, info in context.pages_manager.get_pages().items() if "url_pathname" in info}


def _cause(known: Notes, context: Any) -> str:
    state = context.session_state._state
    changed = [name for name in state._new_widget_state if state._widget_changed(name)]
    phrases = [_phrase(known.widgets.get(name), state, name) for name in changed]
    # What was typed into a form arrives with the click that sends it: the click is the cause, so it comes last.
    return ", ".join(sorted(phrases, key=lambda phrase: phrase.startswith("click")))


def _phrase(widget: Widget | None, state: Any, name: str) -> str:
    """What a person did, such as ``click “Add one”``."""
    if widget is None:
        return "use a widget"
    value = state[name]
    if widget.kind in {"button", "download_button"}:
        return f"click “{widget.label}”"
    if widget.kind == "checkbox":
        return f"switch {'on' if value else 'off'} “{widget.label}”"
    if widget.kind in {"text_input", "text_area"}:
        return f"type {shown(value)} in “{widget.label}”"
    return f"set “{widget.label}” to {shown(value)}"


def _note_widgets(context: Any, known: Notes) -> None:
    """Note the widgets that this run shows: what is done with them causes the next one."""
    known.before, known.now = known.now, []
    stock = context._enqueue
    if hasattr(stock, "noting"):
        return

    def enqueue(message: ForwardMsg) -> None:
        if message.WhichOneof("type") == "delta" and message.delta.HasField("new_element"):
            element = message.delta.new_element
            kind = element.WhichOneof("type")
            proto: Any = getattr(element, kind) if kind else None
            if getattr(proto, "id", "") and hasattr(proto, "label"):
                key = context.session_state._state._key_id_mapper.id_key_mapping.get(proto.id, "")
                form = getattr(proto, "form_id", "")
                known.widgets[proto.id] = Widget(str(kind), proto.label, key, form)
                known.now.append(proto.id)
        stock(message)

    enqueue.noting = True  # type: ignore[attr-defined]
    context._enqueue = enqueue


def widgets_of_run() -> Iterator[tuple[Widget, str, bool]]:
    """The widgets that this run has shown: each with its value, and whether it is a new one that replaces another.

    It is if the last run had a widget with the same label and another id.
    """
    context: Any = get_script_run_ctx()
    known = notes()
    labels = {known.widgets[name].label for name in known.before}
    for name in dict.fromkeys(known.now):
        widget, state = known.widgets[name], context.session_state._state
        value = shown(state[name]) if name in state else ""
        yield widget, value, name not in known.before and widget.label in labels


def how_it_ended(problem: BaseException) -> str:
    """How a run ended before its last line, such as ``st.stop()``; empty for an ordinary exception."""
    if not isinstance(problem, StopException | RerunException):
        return ""
    frames = traceback.extract_tb(problem.__traceback__)
    own = [frame.name for frame in frames if frame.filename.endswith("execution_control.py")]
    if own:
        return f"st.{own[0]}()"
    if isinstance(problem, StopException):
        return "stopped"
    return "stopped midway, as something else was done"


def refusal() -> str:
    """How a run ends whose session state cannot be pickled; empty if it can be, or need not be.

    With ``runner.enforceSerializableSessionState``, Streamlit pickles it after the script's last line.
    """
    context: Any = get_script_run_ctx()
    try:
        if context is not None:
            context.session_state._state.maybe_check_serializable()
    except UnserializableSessionStateError as problem:
        what = str(problem).partition(" in st.session_state. ")[0].replace("`", "")
        return f"ran to its last line, and then stopped with {type(problem).__name__}: {what}"
    return ""


def compiled(text: str, name: str) -> CodeType:
    """A program compiled as Streamlit does, with its magic. Raises SyntaxError."""
    return compile(add_magic(text, name), name, "exec")


def follow_fragments(follow: Callable[[Callable[[], Any]], Any]) -> None:
    """Have ``follow`` called with each fragment of this session that runs by itself."""
    context: Any = get_script_run_ctx()
    storage = context.fragment_storage if context else None
    if storage is None:
        return
    notes().follow_fragment = follow
    if hasattr(storage.lookup, "following"):
        return
    stock, known = storage.lookup, notes()

    def lookup(key: str) -> Callable[[], Any]:
        fragment, wrapper = stock(key), known.follow_fragment
        return (lambda: wrapper(fragment)) if wrapper else fragment

    lookup.following = True  # type: ignore[attr-defined]
    storage.lookup = lookup


_logged = threading.local()
"""Its ``lines`` are what Streamlit has logged in this thread since `begin_log`."""


@functools.cache
def _listen() -> None:
    """Collect what Streamlit logs. A handler would not get it, as Streamlit's loggers do not propagate."""
    stock = logging.getLogRecordFactory()

    def make(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = stock(*args, **kwargs)
        if hasattr(_logged, "lines") and record.name.startswith("streamlit"):
            _logged.lines.append(record.getMessage())
        return record

    logging.setLogRecordFactory(make)


def begin_log() -> list[str]:
    """Collect what Streamlit logs in this thread from now on, in the list that is returned."""
    with _ONE_AT_A_TIME:
        _listen()
    lines: list[str] = []
    _logged.lines = lines
    return lines


@dataclass(frozen=True)
class Fragment:
    """A fragment of an open page, for `run_fragment`."""

    session: str
    fragment: str
    page: str
    query: str
    browser: Any = field(compare=False)


def this_fragment() -> Fragment | None:
    """The fragment that runs now; None outside of one, and without a server."""
    context: Any = get_script_run_ctx()
    # AppTest has a stand-in for a server, and only while it runs: nobody can ask for a run later.
    served = Runtime.exists() and type(Runtime.instance()) is Runtime
    if context is None or not served or not (fragment := ThreadState.get().fragment_id):
        return None
    browser = context.context_info
    return Fragment(context.session_id, fragment, context.page_script_hash, context.query_string, browser)


def run_fragment(fragment: Fragment) -> bool:
    """Run a fragment of an open page, from any thread; returns whether the page is still open.

    No widget changes by that.
    """
    runtime: Any = Runtime.instance()
    info = runtime._session_mgr.get_active_session_info(fragment.session)
    if info is None or not info.session._fragment_storage.contains(fragment.fragment):
        return False
    asked = RerunData(
        query_string=fragment.query,
        page_script_hash=fragment.page,
        fragment_id=fragment.fragment,
        context_info=fragment.browser,
    )

    session, loop = info.session, runtime._get_async_objs().eventloop

    def ask() -> None:
        runner = session._scriptrunner
        if runner is None or not runner.request_rerun(asked):
            loop.call_soon(begin, runner)

    def begin(ended: Any) -> None:
        # Only now, behind what the ended run has still put in the loop: Streamlit drops all that comes from a runner
        # once the session has another, and the page would lack for good what that run drew last.
        if session._scriptrunner is ended:
            session._create_scriptrunner(asked)
        else:
            ask()

    loop.call_soon_threadsafe(ask)
    return True
