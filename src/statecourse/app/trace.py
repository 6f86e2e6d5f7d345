"""What a check sees of an app, noted down to be held against what it saw of another app.

A module of its own, since `app`, `checks` and `walks` all add to a trace, and each imports the one before.
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
    """What was seen. ``wrong`` says that some of it was not as it should be.

    With ``compares``, walks are taken with the reference as well, and only tell whether anything was wrong.
    """

    wrong = False
    compares = False


current: ContextVar[Trace | None] = ContextVar("statecourse_trace", default=None)
"""The trace that is being made, if one is. Then an expectation that does not hold ends no check: what follows
is seen as well, and two apps that differ only there are told apart."""

_MAX_ENTRIES = 2_000


def record(what: str, seen: object) -> None:
    """Note something seen, where a trace is being made."""
    trace = current.get()
    if trace is not None and len(trace) < _MAX_ENTRIES:
        trace.append((what, _text(seen)))


def record_wrong() -> bool:
    """Note that something is not as it should be, if a trace is being made; returns whether one is."""
    trace = current.get()
    if trace is not None:
        trace.wrong = True
    return trace is not None


def _text(seen: object) -> str:
    # Which of the two a number is follows from the widget that an answer chose.
    whole = isinstance(seen, float) and seen.is_integer()
    return shown(int(seen) if whole else seen)  # type: ignore[call-overload]


def record_run(app: RemoteAppTest) -> None:
    """Note what an app's last run ended with, whatever style the app is written in.

    Raises `TraceEndsError` for an exception: what is on the page after that follows from where its line stands.
    """
    if current.get() is None:
        return
    ended_with = exception_of(app)
    message = app.exception[-1].message if len(app.exception) else ""
    record("run", _NO_KEY if _NO_KEY in message else ended_with)
    if ended_with is not None:
        raise TraceEndsError(ended_with)


class TraceEndsError(Exception):
    """There is nothing more to see of the app in this check."""


_NO_KEY = "st.session_state has no "
"""How Streamlit's words begin where a key is missing: of two types, one for each way to ask for it."""


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
    """Make no trace of what is done within this block, so that what is not as expected ends it."""
    return _as_current(None)


@contextlib.contextmanager
def _as_current(trace: Trace | None) -> Iterator[None]:
    token = current.set(trace)
    try:
        yield
    finally:
        current.reset(token)


def digest(entries: Iterable[tuple[str, str]]) -> str:
    """A short text that is the same for equal traces only."""
    whole = hashlib.sha256()
    for entry in entries:
        for text in entry:
            data = text.encode("utf-8", "surrogatepass")
            whole.update(b"%d:" % len(data) + data)
    return whole.hexdigest()[:16]
