"""Records what a check sees of an app, to compare it with what the check sees of other apps.

A misconception is named if a failed answer has the traces of its app in ``wrong/``. The current trace is in a context
variable, as apps, expectations and walks all add to it.
"""

from __future__ import annotations

import contextlib
import hashlib
from contextvars import ContextVar
from typing import TYPE_CHECKING

from statecourse.codec.encode import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from statecourse.apptest.remote import RemoteAppTest


class Trace(list[tuple[str, str]]):
    """What was seen: pairs of what it is and how it looks. ``wrong``: some of it was not as expected.

    With ``compares``, walks are compared with the reference, and add nothing but whether they differ.
    """

    wrong = False
    compares = False


current: ContextVar[Trace | None] = ContextVar("statecourse_trace", default=None)
"""The trace that is being made, if any. While one is, a failed expectation does not end the check, so that apps are told
apart that differ only in what comes later."""

_MAX_ENTRIES = 2_000


def record(what: str, seen: object) -> None:
    """Add something seen to the trace, if one is being made."""
    trace = current.get()
    if trace is not None and len(trace) < _MAX_ENTRIES:
        trace.append((what, _text(seen)))


def record_wrong() -> bool:
    """Record that something is not as expected, if a trace is being made; returns whether one is."""
    trace = current.get()
    if trace is not None:
        trace.wrong = True
    return trace is not None


def _text(seen: object) -> str:
    # Whether it is 5 or 5.0 follows from the widget that an answer uses, which is a matter of style.
    whole = isinstance(seen, float) and seen.is_integer()
    return shown(int(seen) if whole else seen)  # type: ignore[call-overload]


def record_run(app: RemoteAppTest) -> None:
    """Record what exception an app's last run ended with, if any.

    Raises `TraceEndsError` for one: what is on the page then depends on where in the script it happened, which
    is a matter of style.
    """
    if current.get() is None:
        return
    ended_with = exception_of(app)
    message = app.exception[-1].message if len(app.exception) else ""
    record("run", _NO_KEY if _NO_KEY in message else ended_with)
    if ended_with is not None:
        raise TraceEndsError(ended_with)


class TraceEndsError(Exception):
    """The trace of this check is complete."""


_NO_KEY = "st.session_state has no "
"""How Streamlit's message begins for a missing key. The exception's type depends on how the app asks for it."""


def exception_of(app: RemoteAppTest) -> str | None:
    """The type of the exception that the app's last run ended with, without its module; else None."""
    if app.page is not None and app.page.compile_error is not None:
        return app.page.compile_error.type
    if app.page is not None and app.page.stopped:
        return app.page.stopped.partition(":")[0]
    if len(app.exception):
        return str(app.exception[-1].proto.type).rpartition(".")[2]
    return None


@contextlib.contextmanager
def recording(*, compares: bool = False) -> Iterator[Trace]:
    """Make a trace of what is done within this block."""
    made = Trace()
    made.compares = compares
    with _as_current(made):
        yield made


def pausing() -> contextlib.AbstractContextManager[None]:
    """Make no trace within this block, so that a failed expectation ends it."""
    return _as_current(None)


@contextlib.contextmanager
def _as_current(trace: Trace | None) -> Iterator[None]:
    token = current.set(trace)
    try:
        yield
    finally:
        current.reset(token)


def digest(entries: Iterable[tuple[str, str]]) -> str:
    """A short text that differs for different traces."""
    whole = hashlib.sha256()
    for entry in entries:
        for text in entry:
            data = text.encode("utf-8", "surrogatepass")
            whole.update(b"%d:" % len(data) + data)
    return whole.hexdigest()[:16]
