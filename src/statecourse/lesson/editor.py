"""A code editor on a page: CodeMirror, as a component of Streamlit (its source is in ``editor/``).

A module of its own, as both a round's program and an exercise's app are written in it.
"""

from __future__ import annotations

import functools
from importlib import resources
from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable

_HINT = "Tab indents while you write. Esc, then Tab, leaves the editor. Ctrl+Enter {}s it."
_HTML = '<div id="editor"></div><p id="hint"></p>'
_CSS = "#hint { margin: .3rem 0 0; font: .8rem var(--st-font, sans-serif); color: light-dark(#57606a, #a0aab5); }"


def show_editor(key: str, label: str, text: str, does: Callable[[], None], verb: str = "run") -> None:
    """Show an editor that begins with a text, or with what was typed in it before.

    `typed` says what it holds. ``does`` is called for Ctrl+Enter; ``verb`` is a word for that.
    """
    text = typed(key, text)
    data = {"label": label, "hint": _HINT.format(verb), "text": text}
    keep = functools.partial(_keep, key)
    _editor()(key=key, data=data, default={"text": text}, on_text_change=keep, on_run_change=does)


def typed(key: str, otherwise: str) -> str:
    """The text in an editor; ``otherwise`` as long as nothing was typed there."""
    now = st.session_state.get(key) or {}
    return str(now.get("text", st.session_state.get(_kept(key), otherwise)))


def forget(key: str) -> None:
    """Have an editor that is not on the page begin anew the next time."""
    st.session_state.pop(_kept(key), None)


def _kept(key: str) -> str:
    """Where the text is kept as well, as Streamlit forgets what a component holds while another page is shown."""
    return f"{key}/typed"


def _keep(key: str) -> None:
    st.session_state[_kept(key)] = st.session_state[key]["text"]


@st.cache_resource(show_spinner=False)
def _editor() -> Any:
    script = (resources.files("statecourse") / "templates" / "editor.min.js").read_text(encoding="utf-8")
    return st.components.v2.component("statecourse_editor", html=_HTML, css=_CSS, js=script)
