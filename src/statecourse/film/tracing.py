"""Follows the lines of a folder's files in one thread, and leaves the app a `sys.settrace` of its own.

Apart from `camera`, which says what is kept of a line. For Python 3.11 alone: from 3.12 on, `monitoring` does the same.
"""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    Trace = Callable[[FrameType, str, Any], Any]


@contextmanager
def following(hear: Callable[[FrameType, str, Any], bool], *names: str) -> Iterator[Followed]:
    """Have ``hear`` called as a trace function is, for the frames of files whose paths begin with one of the names.

    It says whether it wants to hear more of that frame. Who follows this thread already goes on.
    """
    places, thread = _places(), threading.get_ident()
    already, before = places.get_stock(), places.threads.get(thread)
    followed = places.threads[thread] = Followed(tuple(filter(None, names)), hear, places)
    followed.theirs = already
    followed.go_on()
    try:
        yield followed
    finally:
        followed.ended = places.get_stock() is not followed.at_work
        del places.threads[thread]
        if before is not None:
            places.threads[thread] = before
        places.set_stock(already)


class Followed:
    """A thread that is followed. ``theirs`` is what the app itself has handed to `sys.settrace`.

    ``ended`` says, once it is over, whether Python or the app had ended it before.
    """

    def __init__(
        self, names: tuple[str, ...], hear: Callable[[FrameType, str, Any], bool], places: _Places
    ) -> None:
        self.theirs: Trace | None = None
        self.at_work: Trace | None = None
        self.resting = self.ended = False
        self._places = places
        self._thread = threading.get_ident()

        def line(frame: FrameType, event: str, arg: Any) -> Any:
            return line if hear(frame, event, arg) else None

        def call(frame: FrameType, event: str, arg: Any) -> Any:
            if frame.f_code.co_filename.startswith(names):
                return line(frame, event, arg)
            return None

        def both(frame: FrameType, event: str, arg: Any) -> Any:
            ours = call(frame, event, arg)
            if frame.f_code.co_filename == __file__:
                return None  # it stands in place of functions that no trace function hears of
            theirs = self._ask(self.theirs, frame, event, arg)
            return self._one_after_another(ours, theirs) if ours and theirs else ours or theirs

        self._call, self._both = call, both

    def go_on(self) -> None:
        """Hear of what is called from here on."""
        self.resting = False
        self.set()

    def rest(self) -> None:
        """Hear of nothing until `go_on`, which then costs nothing."""
        self.resting = True
        self.set()

    @contextmanager
    def unheard(self) -> Iterator[None]:
        """Hear of nothing that is called within, such as by who looks at the app's values."""
        before, self.resting = self.resting, True
        self.set()
        try:
            yield
        finally:
            self.resting = before
            self.set()

    def set(self) -> None:
        """Set the function that Python calls, in the thread that is followed."""
        if threading.get_ident() != self._thread:
            return
        ours = self._both if self.theirs else self._call
        self.at_work = self.theirs if self.resting else ours
        self._places.set_stock(self.at_work)

    def _ask(self, theirs: Trace | None, frame: FrameType, event: str, arg: Any) -> Trace | None:
        """Call a trace function of the app's. One that raises is the last of them, as Python has it."""
        try:
            return theirs(frame, event, arg) if theirs is not None else None
        except BaseException:
            self.theirs = None
            raise

    def _one_after_another(self, first: Trace | None, second: Trace | None) -> Trace:
        """Follows a frame with our function and with theirs, each as long as it likes."""

        def follow(frame: FrameType, event: str, arg: Any) -> Any:
            nonlocal first, second
            first = first(frame, event, arg) if first else None
            second = self._ask(second, frame, event, arg)
            return follow if first or second else None

        return follow


class _Places:
    """Stands in place of `sys.settrace`: in a thread that is followed, the app's own function comes second."""

    def __init__(self) -> None:
        self.threads: dict[int, Followed] = {}
        self.set_stock: Callable[[Trace | None], None] = sys.settrace
        self.get_stock: Callable[[], Any] = sys.gettrace

    def set(self, function: Trace | None, /) -> None:
        """Take the place of `sys.settrace`."""
        followed = self.threads.get(threading.get_ident())
        if followed is None:
            self.set_stock(function)
        else:
            followed.theirs = function
            followed.set()

    def get(self) -> Trace | None:
        """Take the place of `sys.gettrace`."""
        followed = self.threads.get(threading.get_ident())
        return self.get_stock() if followed is None else followed.theirs


def _places() -> _Places:
    """The one of this process, which is made with the first thread that is followed."""
    there = getattr(sys.settrace, "__self__", None)
    if not isinstance(there, _Places):
        there = _Places()
        sys.settrace = there.set  # type: ignore[assignment]
        sys.gettrace = there.get
    return there
