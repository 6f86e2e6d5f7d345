"""Whatever one does, in any order: random walks over an answer, held against the reference.

A check made of fixed steps misses what happens in another order. An author says what one can do, and what the
page promises to show; what is right follows from the reference, which is taken on the same walk.
"""

from __future__ import annotations

import contextlib
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from statecourse.app import steps, trace
from statecourse.app.app import App, AppServer, Bench
from statecourse.app.trace import exception_of
from statecourse.checks.actions import (
    RESTART,
    Action,
    DisabledError,
    Drawing,
    Move,
    action,
    choose,
    click,
    enter,
)
from statecourse.checks.expect import CheckFailed, Misconceptions, expect
from statecourse.checks.shortest import shortest
from statecourse.course.submission import Submission
from statecourse.sandbox.budget import BudgetUsedUpError

if TYPE_CHECKING:
    from pathlib import Path

    from statecourse.checks.inputs import Inputs

WALKS = 3
ACTIONS = 40
"""Actions in each walk. Few long walks find more than many short ones, and a server starts only once in each."""
SHORTENING = 240
"""Actions that may be spent on a shorter walk."""
_NEW_SERVER = 5
"""Actions that take as long as starting a server and opening its app."""
_SHORTENING_SECONDS = 20.0
"""A shorter walk is not looked for any longer, with an app that is slow: it is told as it is by then."""
_AHEAD = 3
"""Servers that open the app while another one walks: an app may take long to open."""
_DULL = 2
"""How often the same thing is done again, where nothing new is seen."""
_TRACED_WALKS, _TRACED_ACTIONS = 3, 15
_DRAWN = 4
"""How many times as many moves are drawn as are taken: not each is possible where it is drawn."""

Look = Callable[[App], dict[str, object]]


class ReferenceFailedError(Exception):
    """The reference did what no answer may: an error of the exercise, not of the answer."""


class _Visitors:
    """One app with all who visit it, numbered as they come."""

    def __init__(self, app: App, look: Look, begin: Callable[[App], object] | None) -> None:
        self._app = app
        self._look = look
        self._begin = begin
        self._tabs: dict[int, App] = {}
        self._open: set[int] = set()
        self._started = False
        self.seen: dict[int, dict[str, object]] = {}

    def start(self) -> None:
        """Have the first visitor's page made meanwhile, where nothing needs to be done before."""
        if self._begin is None:
            self._started = True
            self._app.start()

    def is_open(self, visitor: int) -> bool:
        return visitor in self._open

    def open(self, visitor: int) -> None:
        """Have somebody open the app, for the first time or after a restart."""
        self._open.add(visitor)
        if not self._tabs:
            self._tabs[visitor] = self._app
            self._open_first()
            return
        if visitor not in self._tabs:
            self._tabs[visitor] = self._app.new_session()
        self._tabs[visitor].run()

    def _open_first(self) -> None:
        if self._started:
            self._app.arrive()
        elif self._begin is not None:
            self._begin(self._app)
        if self._app.page is None:
            self._app.run()

    def restart(self) -> None:
        self._app.restart()
        self._open.clear()

    def can(self, move: Move) -> bool:
        return isinstance(move.what, Action) and move.what.possible(self._tabs[move.visitor], move.value)

    def takes(self, move: Move) -> bool:
        """Whether no field is too short for a text that is typed: a browser would stop at its end."""
        tab, text = self._tabs[move.visitor], move.value
        longest = [field.max_chars for field in (*tab.text_input, *tab.text_area) if field.max_chars]
        return not isinstance(text, str) or all(len(text) <= end for end in longest)

    def act(self, move: Move) -> None:
        assert isinstance(move.what, Action)  # who may look on only was asked before
        move.what.do(self._tabs[move.visitor], move.value)

    def look(self, visitor: int) -> dict[str, object]:
        """What somebody sees. Raises `CheckFailed` where the app stopped."""
        expect(self._tabs[visitor]).to_run()
        return self._look(self._tabs[visitor])

    def exception(self, visitor: int) -> str | None:
        return exception_of(self._tabs[visitor])

    def where(self, visitor: int) -> str:
        """The tab in words, where there is more than one."""
        number = list(self._tabs).index(visitor)
        return f" in the {steps.ordinal(number)} tab" if len(self._tabs) > 1 else ""


@dataclass(frozen=True)
class _Found:
    """A walk at whose end the answer shows something else, with the server on which it did."""

    moves: list[Move]
    problem: Exception
    server: AppServer


@dataclass(frozen=True)
class _Pair:
    """The answer and the reference, each on a server of its own."""

    bench: Bench
    apart: Bench
    answer: _Visitors
    right: _Visitors

    def close(self) -> None:
        self.bench.close()
        self.apart.close()


class Walk:
    """The fixture: call it with actions and a look to have an answer walked over.

    ``answer`` and ``reference`` are scripts; each walk is taken with both, in fresh copies of their folders.
    ``only`` is the number of the one walk to take, counted round and round; all are taken where it is None.
    """

    def __init__(
        self, bench: Bench, answer: Path, reference: Path, inputs: Inputs, *, only: int | None = None
    ) -> None:
        self._bench = bench
        self._scripts = answer, reference
        self._inputs = inputs
        self._only = only

    def __call__(
        self,
        actions: Sequence[Action],
        look: Look,
        *,
        sessions: int = 3,
        restarts: bool = False,
        begin: Callable[[App], object] | None = None,
        misconception: Misconceptions = "",
    ) -> None:
        """Pass where the answer shows what the reference shows, whatever is done, by up to so many at a time.

        The first walk is by one visitor alone, who gets further.

        ``look`` gives what the task promises to show, by what a student would call it. What it leaves out on
        the reference's page is not compared. ``begin`` opens the app the first time. With ``restarts`` the
        server is stopped and started now and then: for an exercise that keeps files.

        Raises `CheckFailed` at the first difference, with the shortest walk that was found to show it, and
        `ReferenceFailedError` where the reference itself goes wrong.
        """
        taken = _Taken(self._bench, *self._scripts, look, begin, misconception)
        drawing = Drawing(self._inputs, actions, sessions, restarts=restarts)
        if trace.current.get() is not None:
            with contextlib.closing(taken):
                taken.traced([drawing.walk(_TRACED_ACTIONS) for _ in range(_TRACED_WALKS)])
            return
        alone = Drawing(self._inputs, actions, 1, restarts=restarts)
        walks = [(drawing if number else alone).walk(_DRAWN * ACTIONS) for number in range(WALKS)]
        if self._only is not None:
            walks = [walks[self._only % WALKS]]
        with contextlib.closing(taken):
            found = taken.first(walks)
        if found is not None:
            self._bench.servers.append(found.server)
            raise found.problem


@dataclass
class _Taken:
    """Takes walks with the answer and the reference."""

    _bench: Bench
    _answer: Path
    _reference: Path
    _look: Look
    _begin: Callable[[App], object] | None
    _misconception: Misconceptions
    _actions: int = 0
    _last: tuple[int, Action | str] | None = None
    _dull: int = 0
    _waiting: deque[_Pair] = field(default_factory=deque)

    def first(self, walks: list[list[Move]]) -> _Found | None:
        """The first difference on these walks, at the end of the shortest walk that was found to show it."""
        for number, moves in enumerate(walks, 1):
            found = self.take(moves, ahead=len(walks) - number)
            if found is not None:
                return self._shortened(found)
        return None

    def close(self) -> None:
        """End what was started ahead."""
        for pair in self._waiting:
            pair.close()

    def _pair(self, ahead: int) -> _Pair:
        """The answer and the reference, each on a new server; so many more are begun with."""
        while len(self._waiting) <= ahead:
            self._waiting.append(self._started())
        return self._waiting.popleft()

    def _started(self) -> _Pair:
        apart = self._apart(), self._apart()
        pair = _Pair(
            *apart, self._visitors(apart[0], self._answer), self._visitors(apart[1], self._reference)
        )
        _of_reference(pair.right.start)
        pair.answer.start()
        return pair

    def _apart(self) -> Bench:
        return Bench(self._bench.sandbox, self._bench.limits, self._bench.settings)

    def take(self, moves: list[Move], ahead: int = _AHEAD) -> _Found | None:
        """Take a walk until there is a difference, or enough was done."""
        self._actions, self._last, self._dull, taken = 0, None, 0, []
        with contextlib.closing(self._pair(ahead)) as pair:
            try:
                for move in moves:
                    taken.append(move)
                    if not self._step(move, pair.answer, pair.right):
                        taken.pop()
                    if self._actions >= ACTIONS:
                        break
            except ReferenceFailedError:
                raise
            except Exception as problem:  # noqa: BLE001  # what it means is told where it is raised again
                return _Found(taken, problem, pair.bench.servers.pop())
        return None

    def _visitors(self, bench: Bench, script: Path) -> _Visitors:
        folder = script.parent.resolve()
        app = App(
            script,
            default_timeout=bench.limits.run_seconds,
            folder=folder,
            server=AppServer(bench, folder, live=Submission(folder).needs_runtime()),
        )
        return _Visitors(app, self._look, self._begin)

    def _step(self, move: Move, answer: _Visitors, right: _Visitors) -> bool:
        """Whether the move could be made, and was worth it."""
        visitor, moved = move.visitor, False
        if move.what == RESTART:
            if not right.seen:
                return False  # nobody has opened it yet
            self._actions += _NEW_SERVER
            _of_reference(right.restart)
            answer.restart()
            return True
        if not right.is_open(visitor):
            _of_reference(right.open, visitor)
            answer.open(visitor)
            self._compare(visitor, answer, right)
            moved = True
        if not self._is_dull(move) and _of_reference(right.can, move) and answer.takes(move):
            before = right.seen[visitor]
            _of_reference(right.act, move)
            disabled = self._disabled(answer, move)
            if disabled and _of_reference(right.look, visitor) != before:
                raise disabled
            self._compare(visitor, answer, right)
            self._dull += right.seen[visitor] == before
            moved = True
        return moved

    def _disabled(self, answer: _Visitors, move: Move) -> DisabledError | None:
        """Do it with the answer; where that cannot be, as its widget is disabled, say so."""
        try:
            answer.act(move)
        except DisabledError as problem:
            return problem
        return None

    def _is_dull(self, move: Move) -> bool:
        """Whether somebody did this again and again by now, and nothing new came of it."""
        if (move.visitor, move.what) != self._last:
            self._last, self._dull = (move.visitor, move.what), 0
        return self._dull >= _DULL

    def _compare(self, visitor: int, answer: _Visitors, right: _Visitors) -> None:
        self._actions += 1
        right.seen[visitor] = _of_reference(right.look, visitor)
        seen = answer.look(visitor)
        for what, value in right.seen[visitor].items():
            expect(seen.get(what), what + answer.where(visitor)).to_be(
                value, misconception=self._misconception
            )

    # --- the shortest ---

    def _shortened(self, found: _Found) -> _Found:
        """The shortest walk that was found to show the same difference.

        An app that crashes or hangs is told as it was seen: to see it again would take long.
        """
        if not isinstance(found.problem, CheckFailed):
            return found
        until, best, spent = time.monotonic() + _SHORTENING_SECONDS, found, 0

        def shows(moves: list[Move]) -> bool:
            nonlocal best, spent
            if spent >= SHORTENING or time.monotonic() > until or self._bench.sandbox.budget.over:
                return False
            try:
                again = self.take(moves)
            except BudgetUsedUpError:
                return False  # what was found is found
            spent += self._actions + _NEW_SERVER
            if again is None or not _alike(again.problem, found.problem):
                return False
            best.server.close()
            best = again
            return True

        shortest(found.moves, shows)
        _by_fewer(lambda: best.moves, shows)
        return best

    # --- a trace ---

    def traced(self, walks: list[list[Move]]) -> None:
        """Take walks with the answer alone, and record what is seen; or just whether any of it is wrong."""
        made = trace.current.get()
        if made is not None and made.compares:
            with trace.pausing():
                found = any(self.take(moves, ahead=0) for moves in walks)
            if found:
                trace.record_wrong()
            return
        for moves in walks:
            self._traced(moves)

    def _traced(self, moves: list[Move]) -> None:
        with contextlib.closing(self._apart()) as bench:
            answer = self._visitors(bench, self._answer)
            try:
                for move in moves[:_TRACED_ACTIONS]:
                    self._record(move, answer)
            except Exception as problem:  # noqa: BLE001  # whatever it is, it tells apps apart
                trace.record("the walk ends", getattr(problem, "what", type(problem).__name__))

    def _record(self, move: Move, answer: _Visitors) -> None:
        if move.what == RESTART:
            answer.restart()
            return
        if not answer.is_open(move.visitor):
            answer.open(move.visitor)
        possible = answer.can(move) and answer.takes(move)
        if possible:
            answer.act(move)
        trace.record("an exception", answer.exception(move.visitor))
        seen = {} if answer.exception(move.visitor) else answer.look(move.visitor)
        for what, value in seen.items():
            trace.record(what, value)


def _by_fewer(moves: Callable[[], list[Move]], shows: Callable[[list[Move]], bool]) -> None:
    """Have the first visitor do what the others do, where that shows it as well."""
    first, *others = dict.fromkeys(move.visitor for move in moves())
    for other in others:
        shows([move._replace(visitor=first) if move.visitor == other else move for move in moves()])


def _alike(one: Exception, other: Exception) -> bool:
    """Whether two differences are the same one, in whichever tab."""
    if not isinstance(one, CheckFailed) or not isinstance(other, CheckFailed):
        return False
    return one.what.partition(" in the ")[0] == other.what.partition(" in the ")[0]


def _of_reference(do: Callable[..., Any], *args: Any) -> Any:
    """Do something with the reference. Raises `ReferenceFailedError` where that fails."""
    try:
        return do(*args)
    except Exception as problem:  # noqa: BLE001  # whatever it is, it is no fault of the answer
        told = f"{type(problem).__name__}: {problem}"
    # Not within the handler: what lies behind an exception may be taken for the answer's fault.
    raise ReferenceFailedError(f"the reference itself goes wrong on a walk: {told}")


__all__ = ["Action", "ReferenceFailedError", "Walk", "action", "choose", "click", "enter"]
