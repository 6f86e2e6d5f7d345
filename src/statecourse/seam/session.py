"""What a run was caused by, and which callbacks ran before it: Streamlit knows, and does not tell.

Used by lessons only, to show a learner what happened in a program that runs in a session of its own.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx
from streamlit.runtime.state.session_state import WStates

from statecourse.values import shown

if TYPE_CHECKING:
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


@dataclass
class Observed:
    """What is known about the run that goes on now."""

    first: bool = True
    trigger: str = ""
    callbacks: list[tuple[str, dict[str, str]]] = field(default_factory=list)


@dataclass
class _Notes:
    """What is kept for a session between its runs."""

    widgets: dict[str, tuple[str, str]] = field(default_factory=dict)
    callbacks: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    runs: int = 0


_MAX_SESSIONS = 1_000


@st.cache_resource(show_spinner=False)
def _all_notes() -> dict[str, _Notes]:
    """The notes of this server's sessions. The first who asks for them has callbacks watched."""
    notes: dict[str, _Notes] = {}
    stock = WStates.call_callback

    @functools.wraps(stock)
    def call_callback(states: WStates, widget_id: str) -> None:
        metadata = states.widget_metadata.get(widget_id)
        stock(states, widget_id)
        context = get_script_run_ctx()
        if context is not None and context.session_id in notes and metadata and metadata.callback:
            name = getattr(metadata.callback, "__name__", "a callback")
            notes[context.session_id].callbacks.append((name, snapshot()))

    WStates.call_callback = call_callback  # type: ignore[assignment, method-assign]
    return notes


def snapshot() -> dict[str, str]:
    """Session state as it is now: each key with what its value looks like."""
    return {str(key): shown(st.session_state[key]) for key in sorted(st.session_state, key=str)}


def observe() -> Observed:
    """Begin to observe this session's run, and tell what led to it. Call it first of all in a run."""
    context = get_script_run_ctx()
    if context is None:
        return Observed()
    all_notes = _all_notes()
    if len(all_notes) > _MAX_SESSIONS:
        all_notes.clear()
    notes = all_notes.setdefault(context.session_id, _Notes())
    notes.runs += 1
    _note_labels(context, notes)
    state: Any = context.session_state._state
    changed = [name for name in state._new_widget_state if state._widget_changed(name)]
    trigger = ", ".join(_phrase(notes.widgets.get(name), state, name) for name in changed)
    callbacks, notes.callbacks = notes.callbacks, []
    return Observed(notes.runs == 1, "" if notes.runs == 1 else trigger, callbacks)


def _phrase(widget: tuple[str, str] | None, state: Any, name: str) -> str:
    """What a person did, such as ``click “Add one”``."""
    kind, label = widget or ("widget", "a widget")
    if kind in {"button", "download_button"}:
        return f"click “{label}”"
    return f"set “{label}” to {shown(state[name])}"


def _note_labels(context: Any, notes: _Notes) -> None:
    """Keep the labels of the widgets that this run shows, for what is done with them next."""
    stock = context._enqueue
    if hasattr(stock, "noting"):
        return

    def enqueue(message: ForwardMsg) -> None:
        if message.WhichOneof("type") == "delta" and message.delta.HasField("new_element"):
            element = message.delta.new_element
            kind = element.WhichOneof("type")
            proto: Any = getattr(element, kind) if kind else None
            if getattr(proto, "id", "") and hasattr(proto, "label"):
                notes.widgets[proto.id] = (str(kind), proto.label)
        stock(message)

    enqueue.noting = True  # type: ignore[attr-defined]
    context._enqueue = enqueue
