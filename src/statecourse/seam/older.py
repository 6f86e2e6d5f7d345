"""Backports: adds to an older supported Streamlit what only newer ones have, as this module is imported.

So all else is written for the newest. A part can go once the oldest supported version has it. Whoever uses one of
these names imports this module first. `private_names.SINCE` lists them.
"""

from __future__ import annotations

import asyncio
import contextlib
import uuid
from collections.abc import MutableMapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib import parse

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner import ScriptRunner, ScriptRunnerEvent
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx
from streamlit.testing.v1 import AppTest, element_tree
from streamlit.testing.v1 import app_test as stock
from streamlit.testing.v1.element_tree import (
    Button,
    ElementTree,
    InitialValue,
    UnknownElement,
    Widget,
    WidgetList,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from streamlit.runtime.app_session import AppSession
    from streamlit.runtime.pages_manager import PagesManager
    from streamlit.runtime.session_manager import SessionClient

__all__ = [
    "USER",
    "AppTestError",
    "RunOf",
    "begin_on_last_page",
    "form_clear_flags",
    "has_pending_value",
    "params_of",
    "run_of",
    "submitted_form_ids",
    "track_settling",
    "unset_value_marker",
    "wait_until_settled",
    "widget_form_id",
]

_LOOK = 0.002
"""Seconds between two polls for the end of a run."""
USER = {"email": "test@example.com"}
"""The user that AppTest has if a test sets none."""


def _add(owner: Any, name: str, what: Any) -> None:
    if not hasattr(owner, name):
        setattr(owner, name, what)


try:
    from streamlit.testing.v1.errors import AppTestError
except ImportError:

    class AppTestError(Exception):  # type: ignore[no-redef]
        """What AppTest raises if a test asks for what no visitor can do (1.63)."""


# --- AppTest -----------------------------------------------------------------------------------


class _Attribute:
    """A descriptor for an attribute that ``AppTest.__init__`` of an older version does not set."""

    def __init__(self, name: str, first: Callable[[AppTest], Any]) -> None:
        self._name, self._first = name, first

    def __get__(self, app: AppTest, _: type) -> Any:
        return vars(app).setdefault(self._name, self._first(app)) if app is not None else self


class _SessionState(MutableMapping[str, Any]):
    """``AppTest.session_state``, with the methods of a dictionary (1.64)."""

    _state: Any

    def __init__(self, state: Any) -> None:
        object.__setattr__(self, "_state", state)

    def __getitem__(self, key: str) -> Any:
        return self._state[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._state[key] = value

    def __delitem__(self, key: str) -> None:
        del self._state[key]

    def __contains__(self, key: object) -> bool:
        return key in self._state.filtered_state

    def __iter__(self) -> Iterator[str]:
        return iter(self._state.filtered_state)

    def __len__(self) -> int:
        return len(self._state.filtered_state)

    def __getattr__(self, key: str) -> Any:
        try:
            return self[key]
        except KeyError:
            raise AttributeError(f"{key} not found in session_state.") from None

    def __setattr__(self, key: str, value: Any) -> None:
        self[key] = value

    def __delattr__(self, key: str) -> None:
        try:
            del self[key]
        except KeyError:
            raise AttributeError(f"{key} not found in session_state.") from None

    def __repr__(self) -> str:
        return repr(self._state.filtered_state)

    def to_dict(self) -> dict[str, Any]:
        """The user's own keys and the keyed widgets, with their values."""
        return dict(self._state.filtered_state)


def _user_info_for_run(user: dict[str, Any]) -> dict[str, Any]:
    _refuse_what_cannot_be("user", set=user != USER)
    return dict(user)


def _context_info_from_dict(context: dict[str, Any]) -> None:
    _refuse_what_cannot_be("context", set=bool(context))


def _refuse_what_cannot_be(name: str, *, set: bool) -> None:  # noqa: A002
    """Raise where an older AppTest would ignore what a test has set."""
    if set:
        raise AppTestError(f"AppTest.{name} needs Streamlit 1.67 or newer")


def begin_on_last_page(app: AppTest, pages: PagesManager) -> None:
    """Have a run begin on the page that the last one ended on.

    Before 1.66 each run of an AppTest comes from no page, so what a page keeps (``persist_state``) is gone after two.
    """
    if "_finished_page_script_hash" not in vars(app):
        pages.set_current_page_script_hash(app._finished_page_script_hash)
        vars(app)["pages_of_last_run"] = pages


def _page_of_last_run(app: AppTest) -> str:
    pages: PagesManager | None = vars(app).get("pages_of_last_run")
    return pages.current_page_script_hash if pages else ""


def params_of(query_string: str) -> dict[str, str | list[str]]:
    """Query parameters: a single value as a text, several as a list; empty values are kept (1.65)."""
    found = parse.parse_qs(query_string, keep_blank_values=True)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _add_to_apptest() -> None:
    has = AppTest.__init__.__code__.co_names
    for name, first in {
        "user": lambda _: dict(USER),
        "context": lambda _: {},
        "_registered_pages": lambda _: {},
        "_session_state": lambda app: app.session_state,
    }.items():
        if name not in has:
            setattr(AppTest, name, _Attribute(name, first))
    if "_finished_page_script_hash" not in has:
        _add(AppTest, "_finished_page_script_hash", property(_page_of_last_run))
    _add(stock, "_user_info_for_run", _user_info_for_run)
    _add(stock, "_context_info_from_dict", _context_info_from_dict)
    if not hasattr(stock, "_query_params_from_query_string"):
        stock.parse = SimpleNamespace(**vars(parse) | {"parse_qs": params_of})  # type: ignore[attr-defined,assignment]
    if not hasattr(stock, "_AppTestSessionState"):
        stock._AppTestSessionState = _SessionState  # type: ignore[assignment,misc]
        ElementTree.session_state = property(lambda tree: tree._runner._session_state)  # type: ignore[assignment]


# --- forms -------------------------------------------------------------------------------------


if TYPE_CHECKING or hasattr(element_tree, "_widget_form_id"):
    from streamlit.testing.v1.element_tree import _form_clear_flags as form_clear_flags
    from streamlit.testing.v1.element_tree import _has_pending_value as has_pending_value
    from streamlit.testing.v1.element_tree import _submitted_form_ids as submitted_form_ids
    from streamlit.testing.v1.element_tree import _unset_value_marker as unset_value_marker
    from streamlit.testing.v1.element_tree import _widget_form_id as widget_form_id
else:

    def widget_form_id(node: Widget) -> str:
        """The form that a widget is in; empty outside of one."""
        return getattr(node.proto, "form_id", "") or ""

    def submitted_form_ids(tree: ElementTree) -> set[str]:
        """The forms whose button was clicked."""
        clicked = [node for node in tree if isinstance(node, Button) and node._value]
        return {widget_form_id(node) for node in clicked} - {""}

    def form_clear_flags(tree: ElementTree) -> dict[str, bool]:
        """Whether each form clears itself as it is sent."""
        forms = [node.proto.form for node in tree if node.type == "form" and hasattr(node.proto, "form")]
        return {form.form_id: bool(form.clear_on_submit) for form in forms}

    def unset_value_marker(node: Widget) -> tuple[str, Any]:
        """The attribute that a test sets, and its content if none did: that of a new widget."""
        new: Any = type(node)(node.proto, node.root)
        return ("_files", new._files) if hasattr(new, "_files") else ("_value", new._value)

    def has_pending_value(node: Widget) -> bool:
        """Whether a test has set something on a widget since the last run."""
        name, unset = unset_value_marker(node)
        now = getattr(node, name)
        return not isinstance(now, InitialValue) if isinstance(unset, InitialValue) else now is not unset

    def _get_widget_states(tree: ElementTree) -> WidgetStates:
        """What the widgets send; in a form that is not sent, the values that the server has already."""
        submitted, states = submitted_form_ids(tree), WidgetStates()
        for node in [node for node in tree if isinstance(node, Widget)]:
            name, unset = unset_value_marker(node)
            kept = getattr(node, name)
            if isinstance(node, Button) and node._value and node.proto.disabled:
                raise AppTestError(f"Cannot update a disabled {node.type} widget.")  # 1.63
            if widget_form_id(node) and widget_form_id(node) not in submitted:
                setattr(node, name, unset)
            try:
                states.widgets.append(node._widget_state)
            finally:
                setattr(node, name, kept)
        return states

    ElementTree.get_widget_states = _get_widget_states


def _content(node: UnknownElement) -> Any:
    """The value of what AppTest has no class for: a widget's, else what its message holds (1.63)."""
    if name := getattr(node.proto, "id", ""):
        with contextlib.suppress(KeyError, ValueError):
            return node.root.session_state[name]
    return next((getattr(node.proto, field) for field in _CONTENTS if hasattr(node.proto, field)), None)


_CONTENTS = ("value", "body", "text", "label")


def _add_collections() -> None:
    """Add the collections of elements that the engine itself uses."""

    def form(app: AppTest) -> Any:
        return WidgetList([node for node in app._tree if node.type == "form"])

    def form_submit_button(app: AppTest) -> Any:
        return WidgetList([button for button in app._tree.button if widget_form_id(button)])

    if not hasattr(element_tree, "_unknown_element_content"):
        UnknownElement.value = property(_content)  # type: ignore[assignment]
    _add(element_tree, "BlockList", element_tree.ElementList)  # 1.63: a plain list before
    _add(AppTest, "form", property(form))
    _add(AppTest, "form_submit_button", property(form_submit_button))


# --- the real runtime --------------------------------------------------------------------------


class RunOf(NamedTuple):
    """The run that a message belongs to, and the fragments that ran; none if the whole script ran."""

    script_run_id: str = ""
    fragment_ids: Sequence[str] = ()


def run_of(message: ForwardMsg, before: RunOf) -> RunOf:
    """The run that a message belongs to. An older Streamlit says so only as a run begins: ``before`` is the run so far."""
    if hasattr(message.metadata, "run"):
        run = message.metadata.run
        return RunOf(run.script_run_id, run.fragment_ids)
    if message.WhichOneof("type") != "new_session":
        return before
    return RunOf(message.new_session.script_run_id, message.new_session.fragment_ids_this_run)


def track_settling(session: AppSession) -> None:
    """Have the session count its work from now on, for `wait_until_settled` (1.67)."""
    if hasattr(session, "track_settling"):
        session.track_settling()


async def wait_until_settled(session: AppSession, client: SessionClient) -> None:
    """Wait until nothing runs, and all messages have reached the client."""
    if hasattr(session, "wait_until_settled"):
        await session.wait_until_settled()
        return
    while session._scriptrunner is not None or not await _all_delivered(session, client):  # noqa: ASYNC110
        await asyncio.sleep(_LOOK)


async def _all_delivered(session: AppSession, client: Any) -> bool:
    """Send a marker behind all messages, and wait for it; False if another run began meanwhile."""
    stock_write, mark, came = client.write_forward_msg, str(uuid.uuid4()), asyncio.Event()

    def write(message: ForwardMsg) -> None:
        came.set() if message.ref_hash == mark else stock_write(message)

    client.write_forward_msg = write
    try:
        session._enqueue_forward_msg(ForwardMsg(ref_hash=mark))
        while not came.is_set() and session._scriptrunner is None:  # noqa: ASYNC110  # the runner is no event
            await asyncio.sleep(_LOOK)
    finally:
        client.write_forward_msg = stock_write
    return came.is_set() and session._scriptrunner is None


def _tell_of_every_end() -> None:
    """Have a session told that its runner has ended also where ``sys.exit()`` ended the thread (1.63)."""
    stock_run = ScriptRunner._run_script_thread
    if "exc_info" in stock_run.__code__.co_names:
        return

    def _run_script_thread(self: ScriptRunner) -> None:
        try:
            stock_run(self)
        except BaseException:
            ran, state = get_script_run_ctx(), ClientState()
            if ran is not None:
                state.query_string, state.page_script_hash = ran.query_string, ran.page_script_hash
            self.on_event.send(self, event=ScriptRunnerEvent.SHUTDOWN, client_state=state)
            raise

    ScriptRunner._run_script_thread = _run_script_thread  # type: ignore[method-assign]


_add_to_apptest()
_add_collections()
_tell_of_every_end()
