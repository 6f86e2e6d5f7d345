"""Which session of a race runs, and which ones wait: a scheduler for their threads.

Threads that run freely interleave by chance, so a missing lock does harm today and none tomorrow. Here one
thread at a time has the turn. `interleaving` stops it before each step of the app's own code; there, or
where it waits for a lock, a file, a database or time (`waits`), the turn goes to another.

Each session is a `Player`, in one of five states:

    STARTING   its thread has not come to the app's code yet
    READY      it has the turn, or waits for nothing but the turn
    BLOCKED    it waits for something, until a certain time at most
    AWAY       it had the turn and took no step for `PATIENCE` seconds, as it waits for something that is not
               known here; its next step makes it READY
    DONE       its run has ended

The turn goes to the first in `_order` who is READY, or whose wait has timed out. Else it goes to the first
BLOCKED one if anything has changed since it last tried; it tries again and may block again. If nobody can go
on, time passes: the clock is virtual, `STEP` seconds a step, and jumps to the time at which the first one
wakes up. So the schedule does not depend on how busy the machine is, and `time.sleep` costs nothing. If all
wait for each other's locks, no time helps: that is a deadlock, which is reported.

Each player sleeps on a lock of its own (`Player.turn`), which is released to wake it. `_guard` protects all
else. Past `MAX_STEPS` all run freely, so that no app can keep the worker here.
"""

from __future__ import annotations

import _thread
import contextlib
import enum
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

if TYPE_CHECKING:
    from collections.abc import Callable

    from statecourse.runtime.plans import Plan, Point

PATIENCE = 0.3
"""Real seconds without a step, after which the one who has the turn counts as AWAY."""
START_PATIENCE = 3.0
"""As `PATIENCE`, until every session has come to its first step."""
STEP = 0.001
"""Virtual seconds that a step takes."""
MAX_STEPS = 20_000
"""Steps that the sessions take together; from then on all run freely."""
MAX_IN_A_ROW = 500
"""Steps that one takes before another one who is ready gets the turn: one that polls may be waiting for that one."""
LOOK = 0.02
"""Real seconds after which those who wait check whether anybody still takes steps."""
_STUCK_TOGETHER = "visitors wait for each other’s lock, and none of them ever gets on"
_STUCK_ALONE = "the app waits for a lock that it holds itself already, and never gets on"
_STUCK_FOREVER = "the app waits for a lock that somebody took and never let go of, and never gets on"
_sleep = time.sleep  # the real one: `waits` replaces it


class StuckError(RuntimeError):
    """Those who act at the same moment wait for each other; the text says how."""


class State(enum.Enum):
    """What a session is doing; see above."""

    STARTING = enum.auto()
    READY = enum.auto()
    BLOCKED = enum.auto()
    AWAY = enum.auto()
    DONE = enum.auto()


@dataclass(eq=False)
class Player:
    """A session that takes part; ``role`` is its place among them."""

    session: str
    role: int
    state: State = State.STARTING
    ident: int = 0
    """Its thread."""
    wakes_at: float = 0.0
    """The virtual time at which its waiting ends in any case."""
    looked_at: float = 0
    """The count of changes when it last tried to go on; infinite if it waits for nothing but time."""
    held: bool = False
    """Whether it waits because the plan preempts it."""
    lock: Any = None
    """The lock that it waits for, if that is known."""
    turn: Any = field(default_factory=_thread.allocate_lock)
    passed: list[tuple[Point, int]] = field(default_factory=list)
    """Each point that it has passed, with the point's rank."""
    _times: dict[Any, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.turn.acquire()

    def pass_by(self, place: tuple[Any, ...], rank: int) -> Point:
        """Note that it passes a place; returns the place with how often it has passed it before."""
        number = self._times[place] = self._times.get(place, -1) + 1
        point = (*place, number)
        self.passed.append((point, rank))
        return point

    def is_awake(self, now: float) -> bool:
        """Whether it can go on."""
        return self.state is State.READY or (self.state is State.BLOCKED and self.wakes_at <= now)

    def may_look(self, changes: int) -> bool:
        """Whether something has changed since it last tried to go on."""
        return self.state is State.BLOCKED and self.looked_at < changes


class Turns:
    """Passes the turn from one session's thread to the next.

    ``report_stuck`` is called with a description of a deadlock. ``known_threads`` are those of the server, as
    opposed to any that the app starts.
    """

    def __init__(
        self, sessions: list[str], plan: Plan, report_stuck: Callable[[str], None], known_threads: set[int]
    ) -> None:
        self.players = [Player(session, role) for role, session in enumerate(sessions)]
        self.plan = plan
        self._report_stuck = report_stuck
        self._known_threads = known_threads
        self._in_step = plan.in_step
        self._order = [self.players[role] for role in plan.order]
        self._guard = _thread.allocate_lock()
        self._holder: Player | None = None
        self._free = False
        self._clock = 0.0
        self._steps = self._in_a_row = 0
        self._changes = 0
        """Counts all that may end somebody's wait: steps, releases of locks, ends of runs."""
        self._last_step = time.monotonic()
        self._here = threading.local()

    # --- called by the threads of the sessions ---

    def player(self) -> Player | None:
        """Whose thread this is; None for a thread that takes no turns."""
        if not hasattr(self._here, "player"):
            known = _thread.get_ident() in threading._active  # type: ignore[attr-defined]
            context = get_script_run_ctx(suppress_warning=True) if known else None
            if context is None:
                return None  # not kept: a session's thread may be just about to begin
            self._here.player = self._player_of(context)
        player: Player | None = self._here.player
        return None if self._free or player is None or player.state is State.DONE else player

    def _player_of(self, context: Any) -> Player | None:
        player = next((it for it in self.players if it.session == context.session_id), None)
        if player is None or player.ident in sys._current_frames():
            return None  # a second one is a thread that the app itself has started
        player.ident = _thread.get_ident()
        return player

    def take_turn(self, player: Player) -> None:
        """Return once the player has the turn."""
        if self._holder is not player:
            self._make_ready(player)
            self._await_turn(player)

    def count_step(self) -> None:
        """The player with the turn takes a step."""
        self._clock += STEP
        self._steps += 1
        self._changes += 1
        self._in_a_row += 1
        self._last_step = time.monotonic()
        if self._steps > MAX_STEPS:
            self.free_all()

    def yield_if_due(self, player: Player) -> None:
        """Pass the turn on, if all go in step, or if this one has taken many steps in a row."""
        if not self._in_step and self._in_a_row <= MAX_IN_A_ROW:
            return
        with self._guard:
            player.state = State.READY
            self._order.remove(player)
            self._order.append(player)
            self._pass_on()
        self._await_turn(player)

    def hold(self, player: Player, seconds: float) -> None:
        """Preempt the player: the others go on for these virtual seconds, or until they all wait."""
        player.held = True
        self._block(player, self._clock + seconds)

    def pause(self, seconds: float) -> None:
        """Sleep, while others go on."""
        player = self.player()
        if player is not None:
            self.take_turn(player)
            self._block(player, self._clock + max(seconds, STEP))

    def wait(self, ready: Callable[[], bool], seconds: float | None = None, lock: Any = "") -> bool:
        """Wait until ``ready``, for some seconds at most; returns whether it is. Others go on meanwhile."""
        player = self.player()
        end = float("inf") if seconds is None else self._clock + seconds
        while player is not None and self.player() is player:
            self.take_turn(player)
            if ready():
                self._changes += 1
                return True
            if self._clock >= end:
                return False
            self._block(player, end, lock)
        return _wait_freely(ready, seconds)

    def _block(self, player: Player, wakes_at: float, lock: Any = None) -> None:
        with self._guard:
            player.state, player.wakes_at, player.lock = State.BLOCKED, wakes_at, lock
            player.looked_at = float("inf") if lock is None else self._changes
            self._pass_on()
        self._await_turn(player)
        with self._guard:
            if self._holder is player:  # else it has lost the turn again by now, and is AWAY
                player.state = State.READY
            player.lock, player.held = None, False

    def _await_turn(self, player: Player) -> None:
        while not self._free:
            if not player.turn.acquire(timeout=LOOK):
                self._take_turn_from_idle()
            elif self._holder is player:
                return
            elif player.state is State.AWAY:  # its turn was taken from it before it woke up
                self._make_ready(player)

    def _make_ready(self, player: Player) -> None:
        with self._guard:
            player.state = State.READY
            self._pass_on_if_nobody_has_it()

    def _take_turn_from_idle(self) -> None:
        """If nobody has taken a step for long, pass the turn on; the one who had it is AWAY."""
        with self._guard:
            patience = LOOK if self._holder is None else PATIENCE
            if time.monotonic() - self._last_step < (START_PATIENCE if self._is_starting() else patience):
                return
            if self._holder is not None:
                self._holder.state = State.AWAY
            self._clock += patience
            self._changes += 1
            self._pass_on()

    # --- called by any thread ---

    def finish(self, session: str) -> None:
        """A session's run has ended: it gets no more turns."""
        with self._guard:
            player = next(it for it in self.players if it.session == session)
            player.state = State.DONE
            self._changes += 1
            if self.plan.relay:
                self._in_step = True
                self._end_holds()
            if self._holder is player:
                self._holder = None
            self._pass_on_if_nobody_has_it()

    def note_change(self) -> None:
        """Something has changed that may end a wait."""
        if self.player() is not None:
            self._changes += 1
            return
        with self._guard:
            self._changes += 1
            self._pass_on_if_nobody_has_it()

    def free_all(self) -> None:
        """Have all run freely from now on."""
        self._free = True
        for player in self.players:
            with contextlib.suppress(RuntimeError):  # it has its turn already
                player.turn.release()

    # --- who is next; `_guard` is held ---

    def _is_starting(self) -> bool:
        """Whether nobody may step yet, as some session's thread has not come to its first step."""
        return not self._steps and any(player.state is State.STARTING for player in self._order)

    def _pass_on_if_nobody_has_it(self) -> None:
        if self._holder is None and not self._is_starting():
            self._pass_on()

    def _pass_on(self) -> None:
        """Give the turn to the next one, if anybody can go on."""
        if self._free:
            return
        self._last_step = time.monotonic()
        self._in_a_row = 0
        self._holder = player = self._next()
        if player is not None:
            player.turn.acquire(blocking=False)  # in case of a turn that was taken from it before it woke up
            player.turn.release()
        elif text := self._deadlock():
            self._report_stuck(text)

    def _next(self) -> Player | None:
        now, changes = self._clock, self._changes
        able = [it for it in self._order if it.is_awake(now) or it.may_look(changes)]
        if able:
            return able[0] if self._in_step else min(able, key=lambda it: not it.is_awake(now))
        blocked = [player for player in self._order if player.state is State.BLOCKED]
        blocked.sort(key=lambda it: it.wakes_at)
        if (
            self._others_work()
        ):  # their steps let time pass; until then no wait times out, and only a hold ends
            return next((player for player in blocked if player.held), None)
        if not blocked or blocked[0].wakes_at == float("inf"):
            return None
        self._clock = max(now, blocked[0].wakes_at)
        return blocked[0]

    def _others_work(self) -> bool:
        """Whether somebody runs without the turn: a session that is AWAY, or a thread that the app has started."""
        if any(player.state in (State.AWAY, State.STARTING) for player in self._order):
            return True
        ours = self._known_threads | {player.ident for player in self.players}
        return any(ident not in ours for ident in sys._current_frames())

    def _end_holds(self) -> None:
        for player in self._order:
            if player.held:
                player.wakes_at = self._clock

    def _deadlock(self) -> str:
        """How those who have not ended wait for each other; empty if they do not, or if it cannot be told."""
        left = {player.ident: player for player in self._order if player.state is not State.DONE}
        owner_of = {ident: getattr(player.lock, "owner", 0) for ident, player in left.items()}
        if 0 in owner_of.values() or any(player.state is not State.BLOCKED for player in left.values()):
            return ""
        chain: list[int] = []
        ident = next(iter(left), 0)
        while ident in left and ident not in chain:
            chain.append(ident)
            ident = owner_of[ident]
        if ident not in left:
            return "" if ident in sys._current_frames() else _STUCK_FOREVER
        return _STUCK_TOGETHER if chain[-1] != ident else _STUCK_ALONE


def _wait_freely(ready: Callable[[], bool], seconds: float | None) -> bool:
    end = float("inf") if seconds is None else time.monotonic() + seconds
    while not ready():
        if time.monotonic() >= end:
            return False
        _sleep(STEP)
    return True
