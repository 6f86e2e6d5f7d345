"""Follows the lines of a folder's files in one thread by `sys.monitoring`, which Python has from 3.12 on; before, `tracing` does.

A module of its own, as either can go when its Pythons do. Python tells of code, and of all threads: code that nobody follows
is told of once, and runs as fast as ever from then on. The app's own `sys.settrace` is none of its business.
"""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

assert sys.version_info >= (3, 12), "before, there is no sys.monitoring"

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import CodeType, FrameType

    Hear = Callable[[FrameType, str, Any], bool]

_monitoring, _frame = sys.monitoring, sys._getframe
_EVENTS, _DISABLE = _monitoring.events, _monitoring.DISABLE
_NAME = "statecourse film"
_IDS = (4, 3)
"""Those that Python keeps for nobody."""
_WITHIN = _EVENTS.LINE | _EVENTS.JUMP | _EVENTS.PY_RETURN | _EVENTS.PY_YIELD | _EVENTS.STOP_ITERATION
"""What is heard of code that is followed."""
_EVERYWHERE = _EVENTS.PY_START | _EVENTS.PY_RESUME | _EVENTS.PY_THROW | _EVENTS.RAISE | _EVENTS.PY_UNWIND
"""What says that code begins, and what Python tells of all code or of none."""


@contextmanager
def following(hear: Hear, *names: str) -> Iterator[Followed]:
    """Have ``hear`` called as a trace function is, for the frames of files whose paths begin with one of the names.

    It says whether it wants to hear more of that frame. Who follows this thread already goes on.
    """
    thread, followed = threading.get_ident(), Followed(tuple(filter(None, names)), hear)
    before = _tool.threads.get(thread, ())
    _tool.threads[thread] = (*before, followed)
    _tool.begin()
    try:
        yield followed
    finally:
        followed.ended = not _tool.is_whole()
        _tool.threads[thread] = before
        if not before:
            del _tool.threads[thread]


class Followed:
    """A thread that is followed. ``ended`` says, once it is over, whether the app had ended it before."""

    def __init__(self, names: tuple[str, ...], hear: Hear) -> None:
        self.names = names
        self.resting = self.ended = False
        self._unheard = 0
        self._hear = hear
        self._frames: set[FrameType] = set()
        """Those of which it wants to hear more."""

    def go_on(self) -> None:
        """Hear of what is called from here on."""
        self.resting = False
        self._frames.clear()
        _tool.hear_again()

    def rest(self) -> None:
        """Hear of nothing until `go_on`, which then costs nothing."""
        self.resting = True

    @contextmanager
    def unheard(self) -> Iterator[None]:
        """Hear of nothing that is called within, such as by who looks at the app's values."""
        self._unheard += 1
        try:
            yield
        finally:
            self._unheard -= 1

    def hears(self, frame: FrameType, event: str, arg: Any) -> None:
        """Something happens in a frame of this thread."""
        if self._unheard:
            return
        if event == "call":
            if frame.f_code.co_filename.startswith(self.names) and self._hear(frame, event, arg):
                self._frames.add(frame)
        elif frame in self._frames and (not self._hear(frame, event, arg) or event == "return"):
            self._frames.discard(frame)


class _Tool:
    """The tool of `sys.monitoring` of this process, and the threads that are followed."""

    def __init__(self) -> None:
        self.threads: dict[int, tuple[Followed, ...]] = {}
        self._number = _IDS[0]
        self._names: tuple[str, ...] = ()
        self._is_deaf = False
        """Whether some places are not heard of any more that are to be heard of."""
        self._callbacks: dict[int, Callable[..., object]] = {
            _EVENTS.PY_START: self._starts,
            _EVENTS.PY_RESUME: self._starts,
            _EVENTS.PY_THROW: self._is_thrown_into,
            _EVENTS.LINE: self._line,
            _EVENTS.JUMP: self._jumps,
            _EVENTS.PY_RETURN: self._returns,
            _EVENTS.PY_YIELD: self._returns,
            _EVENTS.RAISE: self._raises,
            _EVENTS.STOP_ITERATION: self._raises,
            _EVENTS.PY_UNWIND: self._unwinds,
        }

    def begin(self) -> None:
        """Hear of the code of all that are followed."""
        if not self.is_whole():
            self._register()
        names = {name for some in list(self.threads.values()) for followed in some for name in followed.names}
        self._is_deaf = self._is_deaf or not names.issubset(self._names)
        self._names = tuple(names)
        self.hear_again()

    def hear_again(self) -> None:
        """Hear of the places, too, that were not to be heard of."""
        if self._is_deaf:
            self._is_deaf = False
            _monitoring.restart_events()

    def is_whole(self) -> bool:
        """Whether the tool is as it was made: an app may do with it what it likes."""
        if _monitoring.get_tool(self._number) is not _NAME:
            return False
        were = [_monitoring.register_callback(self._number, *one) for one in self._callbacks.items()]
        kept = all(was is one for was, one in zip(were, self._callbacks.values(), strict=True))
        return kept and _monitoring.get_events(self._number) == _EVERYWHERE

    def _register(self) -> None:
        """Take a number that is free, if there is one."""
        for number in _IDS:
            if _monitoring.get_tool(number) is None:
                _monitoring.use_tool_id(number, _NAME)
            if _monitoring.get_tool(number) is _NAME:
                self._number = number
                for event, callback in self._callbacks.items():
                    _monitoring.register_callback(number, event, callback)
                _monitoring.set_events(number, _EVERYWHERE)
                return

    # --- what Python calls ---

    def _starts(self, code: CodeType, _: int) -> object:
        if not self._is_followed(code):
            return _DISABLE
        _monitoring.set_local_events(self._number, code, _WITHIN)
        return self._tell("call", None)

    def _line(self, _: CodeType, __: int) -> object:
        return self._tell("line", None)

    def _jumps(self, code: CodeType, offset: int, target: int) -> object:
        """Of a loop on one line, this is the only news that it goes round."""
        is_round = target < offset and _line_at(code, target) == _line_at(code, offset)
        return self._tell("line", None) if is_round else _DISABLE

    def _returns(self, _: CodeType, __: int, value: object) -> object:
        return self._tell("return", value)

    def _is_thrown_into(self, code: CodeType, _: int, __: BaseException) -> None:
        if self._is_followed(code):
            self._tell("call", None)

    def _raises(self, code: CodeType, _: int, problem: BaseException) -> None:
        if self._is_followed(code):
            self._tell("exception", (type(problem), problem, problem.__traceback__))

    def _unwinds(self, code: CodeType, _: int, __: BaseException) -> None:
        if self._is_followed(code):
            self._tell("return", None)

    def _is_followed(self, code: CodeType) -> bool:
        return code.co_filename.startswith(self._names)

    def _tell(self, event: str, arg: object) -> object:
        """Tell those who follow this thread, or else Python that it need not come here again."""
        for followed in self.threads.get(threading.get_ident(), ()):
            if not followed.resting:
                followed.hears(_frame(2), event, arg)
            elif self._all_rest():
                self._is_deaf = True
                return _DISABLE
        return None

    def _all_rest(self) -> bool:
        return all(followed.resting for some in list(self.threads.values()) for followed in some)


def _line_at(code: CodeType, offset: int) -> int | None:
    """The line that an instruction belongs to."""
    return next((line for start, end, line in code.co_lines() if start <= offset < end), None)


_tool = _Tool()
