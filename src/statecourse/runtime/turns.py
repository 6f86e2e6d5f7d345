"""One session at a time: who may go on at each step of the app's own code is a plan's to say, not luck's.

Threads that run freely interleave as they like, so that a read and a write without a lock between them do
harm today and none tomorrow. Here one thread has the turn, and hands it on where the plan says so (`plans`),
or where it waits: for a lock, a file, a database, or time (`waits`). Time is counted in steps, and passes at once
where all wait, so that what is decided does not depend on how busy the machine is. A thread that is held up
somewhere that is not known here gives its turn away after some patience.
"""

from __future__ import annotations

import _thread
import contextlib
import dis
import os
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import CodeType

    from statecourse.runtime.plans import Plan, Point

PATIENCE = 0.3
"""Seconds of the clock without a step of anybody after which who has the turn is taken to be held up."""
START_PATIENCE = 3.0
"""As `PATIENCE`, until every session has come to its first step."""
STEP = 0.001
"""Seconds that a step is said to take."""
HELD = 0.9
"""Seconds that somebody who is held up in the middle may be away: a lock waited for less long is not had."""
MAX_STEPS = 20_000
"""Steps that the sessions take together; from then on all run freely."""
MAX_IN_A_ROW = 500
"""Steps that one takes while others could: who waits by asking over and over must let them."""
LOOK = 0.02
"""Seconds of the clock after which those who wait look around."""
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_PATHS = ("open", "os.rename", "os.remove", "os.link", "os.symlink", "os.truncate", "os.mkdir", "os.rmdir")
_TO_COME, _READY, _WAITS, _AWAY, _DONE = "to come", "ready", "waits", "away", "done"
_sleep = time.sleep
_now: list[Turns] = []


class StuckError(RuntimeError):
    """Those who act at the same moment wait for each other; the text says how."""


class Audit:
    """Hears of each file that is touched in this process. Python cannot take an audit hook back, so make one."""

    def __init__(self) -> None:
        sys.addaudithook(self._hear)

    @staticmethod
    def _hear(event: str, args: tuple[Any, ...]) -> None:
        if _now and event in _PATHS:
            _now[0].touch(event, args)


def mine() -> Turns | None:
    """The turns that this thread keeps to, if it does."""
    return _now[0] if _now and _now[0].player() else None


def nudge() -> None:
    """Something was let go of that others may wait for."""
    if _now:
        _now[0].nudge()


@dataclass
class Player:
    """A session that takes part."""

    session: str
    role: int
    state: str = _TO_COME
    ident: int = 0
    until: float = 0.0
    """When waiting ends by itself."""
    tried: int = -1
    """What the count of changes was when what is waited for was last looked for."""
    held: bool = False
    """Whether it waits because the plan has it wait."""
    held_by: Any = None
    """The lock that is waited for, where that is known."""
    turn: Any = field(default_factory=_thread.allocate_lock)
    passed: list[tuple[Point, int]] = field(default_factory=list)
    seen: dict[Any, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.turn.acquire()


class Turns:
    """Follows the threads of some sessions through the app's own code, and has them take turns by a plan."""

    def __init__(
        self, sessions: list[str], folder: Path, plan: Plan, stuck: Callable[[str], None], known: set[int]
    ) -> None:
        self._folder = os.path.realpath(folder) + os.sep
        self._plan = plan
        self._tell_stuck = stuck
        self.players = [Player(session, role) for role, session in enumerate(sessions)]
        self._by_session = {player.session: player for player in self.players}
        self._here = threading.local()
        self._order = [self.players[role] for role in plan.order]
        self._guard = _thread.allocate_lock()
        self._holder: Player | None = None
        self._clock = 0.0
        self._steps = self._changes = self._in_a_row = 0
        self._beat = time.monotonic()
        self._free = False
        self._operates = self._opened = False
        self.held: list[tuple[int, str, int]] = []
        """Who was held up, by its place among them, and at which line of which file."""
        self._known = known
        self._in_step = plan.in_step
        self._calls_of: dict[CodeType, set[int]] = {}

    def __enter__(self) -> Self:
        """Have the threads that start from now on take turns."""
        _now[:] = [self]
        threading.settrace(self._trace)
        return self

    def __exit__(self, *_: object) -> None:
        threading.settrace(None)
        _now.clear()
        self._let_all_go()

    # --- what is heard of ---

    def _trace(self, frame: Any, _event: str, _arg: object) -> Any:
        """As `sys.settrace` calls it for each function: follow the app's own ones closely."""
        if not self.is_app(frame):
            return None
        # Python 3.13 hears of opcodes only where the frame is followed already, 3.12 only once it is told again.
        frame.f_trace = self._follow
        frame.f_trace_opcodes = True
        sys.settrace(self._trace)
        return self._follow

    def _follow(self, frame: Any, event: str, _arg: object) -> Any:
        code = frame.f_code
        if event == "line":
            self._step((code.co_filename, frame.f_lineno))
        elif event == "opcode" and frame.f_lasti in self._calls(code):
            self._step((code.co_filename, frame.f_lineno, frame.f_lasti))
        return self._follow

    def _calls(self, code: CodeType) -> set[int]:
        """Where a function calls another: more than one call may stand on a line."""
        if code not in self._calls_of:
            found = {part.offset for part in dis.get_instructions(code) if part.opname.startswith("CALL")}
            self._calls_of[code] = found
        return self._calls_of[code]

    def touch(self, event: str, args: tuple[Any, ...]) -> None:
        """A file is about to be opened, renamed, or the like."""
        if self.player() is None or not self._is_own(args[0]):
            return
        self._follow_up()
        self.operate(event)
        self._opened = event == "open" and isinstance(args[2], int) and bool(args[2] & _WRITES)

    def _is_own(self, path: object) -> bool:
        if not isinstance(path, str | bytes | os.PathLike):
            return False
        found = os.path.realpath(os.fsdecode(path))
        return found.startswith(self._folder) and "__pycache__" not in found

    def _follow_up(self) -> None:
        """Follow the library's functions on the way to the file, too: the write itself may be in one of them."""
        frame: Any = sys._getframe(2)
        while frame is not None and not self.is_app(frame):
            if frame.f_code.co_filename != __file__:
                frame.f_trace = self._follow
            frame = frame.f_back

    def is_app(self, frame: Any) -> bool:
        """Whether the app's own code runs in a frame."""
        found: bool = frame.f_code.co_filename.startswith(self._folder)
        return found

    def operate(self, what: str) -> None:
        """Something is about to be done that others may see: a step that a plan looks at first."""
        self._operates = True
        self._step((*self._line(), what))

    def _line(self) -> tuple[str, int]:
        """Which line of the app runs in this thread."""
        frame: Any = sys._getframe(1)
        while frame is not None and not self.is_app(frame):
            frame = frame.f_back
        return (frame.f_code.co_filename, frame.f_lineno) if frame else ("", 0)

    # --- the turns ---

    def player(self) -> Player | None:
        """Who takes part in this thread."""
        if not hasattr(self._here, "player"):
            known = _thread.get_ident() in threading._active  # type: ignore[attr-defined]
            context = get_script_run_ctx(suppress_warning=True) if known else None
            if context is None:
                return None  # it may be just about to begin
            self._here.player = self._player_of(context)
        player: Player | None = self._here.player
        return None if self._free or player is None or player.state == _DONE else player

    def _player_of(self, context: Any) -> Player | None:
        player = self._by_session.get(context.session_id)
        if player is None or player.ident in sys._current_frames():
            return None  # the second one would be a thread that the app itself has made
        player.ident = _thread.get_ident()
        return player

    def _step(self, place: tuple[Any, ...]) -> None:
        player = self.player()
        if player is None:
            return
        if self._holder is not player:
            self._come(player)
        number = player.seen[place] = player.seen.get(place, -1) + 1
        point = (*place, number)
        player.passed.append((point, self._rank(place)))
        self._count()
        if self._plan.holds(player.role, point):
            self.held.append((player.role, *self._line()))
            player.held = True
            self._wait(player, self._clock + HELD)
        elif self._in_step or self._in_a_row > MAX_IN_A_ROW:
            self._yield(player)

    def _rank(self, place: tuple[Any, ...]) -> int:
        """How much others see here, the most first: a file with nothing in it yet; what comes next; a line; a call."""
        operates, opened = self._operates, self._opened
        self._operates = False
        if operates:
            return 0
        self._opened = False
        return -1 if opened else len(place) - 1

    def _count(self) -> None:
        self._clock += STEP
        self._steps += 1
        self._changes += 1
        self._in_a_row += 1
        self._beat = time.monotonic()
        if self._steps > MAX_STEPS:
            self._let_all_go()

    def _come(self, player: Player) -> None:
        """Somebody begins, or comes back from where it was held up."""
        self._ask(player)
        self._await(player)

    def _missing(self) -> bool:
        """Whether somebody has not begun yet who is to be there from the beginning."""
        return not self._steps and any(player.state == _TO_COME for player in self._order)

    def _yield(self, player: Player) -> None:
        with self._guard:
            player.state = _READY
            self._order.remove(player)
            self._order.append(player)
            self._hand_on()
        self._await(player)

    def _wait(self, player: Player, until: float, lock: Any = None) -> None:
        with self._guard:
            player.state, player.until, player.held_by = _WAITS, until, lock
            player.tried = self._changes if lock is not None else sys.maxsize
            self._hand_on()
        self._await(player)
        with self._guard:
            # It may have lost the turn again by now, and is away until its next step.
            player.state = _READY if self._holder is player else player.state
            player.held_by, player.held = None, False

    def wait(self, ready: Callable[[], bool], seconds: float | None = None, lock: Any = "") -> bool:
        """Wait until something is so, for some seconds at most; tells whether it is. Others go on meanwhile."""
        player = self.player()
        end = float("inf") if seconds is None else self._clock + seconds
        while player is not None and self.player() is player:
            if self._holder is not player:
                self._come(player)
            if ready():
                self._changes += 1
                return True
            if self._clock >= end:
                return False
            self._wait(player, end, lock)
        return _wait_freely(ready, seconds)

    def pause(self, seconds: float) -> None:
        """Sleep, while others go on."""
        player = self.player()
        if player is not None:
            if self._holder is not player:
                self._come(player)
            self._wait(player, self._clock + max(seconds, STEP))

    def leave(self, session: str) -> None:
        """A session is through; nobody waits for it any more."""
        with self._guard:
            player = self._by_session[session]
            player.state = _DONE
            self._changes += 1
            if self._plan.relay:
                self._in_step = True
                self._end_holds()
            if self._holder in (player, None) and not self._missing():
                self._hand_on()

    def nudge(self) -> None:
        """Somebody who takes no part has changed something."""
        if self.player() is not None:
            self._changes += 1
            return
        with self._guard:
            self._changes += 1
            if self._holder is None and not self._missing():
                self._hand_on()

    # --- who is next; `_guard` is held ---

    def _hand_on(self) -> None:
        """Give the turn to whoever is next, if anybody is; where all run freely, nobody waits for it."""
        if self._free:
            return
        self._beat = time.monotonic()
        self._in_a_row = 0
        self._holder = player = self._next()
        if player is not None:
            player.turn.acquire(blocking=False)  # from a turn that it was too late for, and has not seen yet
            player.turn.release()
        elif text := self._stuck():
            self._tell_stuck(text)

    def _next(self) -> Player | None:
        for player in self._candidates():
            return player
        ends = sorted((player for player in self._order if player.state == _WAITS), key=lambda it: it.until)
        if self._others_work():  # so time passes as it does, and nobody's patience ends before
            return next((player for player in ends if player.held), None)
        if not ends or ends[0].until == float("inf"):
            return None
        self._clock = max(self._clock, ends[0].until)
        return ends[0]

    def _others_work(self) -> bool:
        """Whether somebody does something at a place that is not known here, or a thread of the app's own."""
        if any(player.state in (_AWAY, _TO_COME) for player in self._order):
            return True
        ours = self._known | {player.ident for player in self.players}
        return any(ident not in ours for ident in sys._current_frames())

    def _end_holds(self) -> None:
        for player in self._order:
            if player.held:
                player.until = self._clock

    def _candidates(self) -> Iterator[Player]:
        def awake(player: Player) -> bool:
            return player.state == _READY or (player.state == _WAITS and player.until <= self._clock)

        def may_look(player: Player) -> bool:
            return player.state == _WAITS and player.tried < self._changes

        if self._in_step:
            yield from (player for player in self._order if awake(player) or may_look(player))
        else:
            yield from filter(awake, self._order)
            yield from filter(may_look, self._order)

    def _stuck(self) -> str:
        """How those who are left wait for each other; empty where they do not, or it cannot be seen."""
        left = {player.ident: player for player in self._order if player.state != _DONE}
        owner_of = {ident: getattr(player.held_by, "owner", 0) for ident, player in left.items()}
        if 0 in owner_of.values() or any(player.state != _WAITS for player in left.values()):
            return ""
        chain: list[int] = []
        ident = next(iter(left), 0)
        while ident in left and ident not in chain:
            chain.append(ident)
            ident = owner_of[ident]
        if ident not in left:
            return "" if ident in sys._current_frames() else _STUCK_FOREVER
        return _STUCK_TOGETHER if chain[-1] != ident else _STUCK_ALONE

    def _await(self, player: Player) -> None:
        while not self._free:
            if not player.turn.acquire(timeout=LOOK):
                self._look()
            elif self._holder is player:
                return
            elif player.state == _AWAY:  # it was too late for its turn
                self._ask(player)

    def _ask(self, player: Player) -> None:
        with self._guard:
            player.state = _READY
            if self._holder is None and not self._missing():
                self._hand_on()

    def _look(self) -> None:
        """Time has passed. Whoever makes no use of the turn for long is held up, and comes back by itself."""
        with self._guard:
            patience = LOOK if self._holder is None else PATIENCE
            if time.monotonic() - self._beat < (START_PATIENCE if self._missing() else patience):
                return
            if self._holder is not None:
                self._holder.state = _AWAY
            self._clock += patience
            self._changes += 1
            self._hand_on()

    def _let_all_go(self) -> None:
        self._free = True
        for player in self.players:
            with contextlib.suppress(RuntimeError):  # it has its turn already
                player.turn.release()


_STUCK_TOGETHER = "visitors wait for each other’s lock, and none of them ever gets on"
_STUCK_ALONE = "the app waits for a lock that it holds itself already, and never gets on"
_STUCK_FOREVER = "the app waits for a lock that somebody took and never let go of, and never gets on"


def _wait_freely(ready: Callable[[], bool], seconds: float | None) -> bool:
    end = float("inf") if seconds is None else time.monotonic() + seconds
    while not ready():
        if time.monotonic() >= end:
            return False
        _sleep(STEP)
    return True
