"""Random walks: actions in any order, with an answer and with the reference, whose pages are compared.

A check made of fixed steps misses what happens in another order. An author lists the actions, and what the page
promises to show. What is right follows from the reference, which is taken on the same walk.
"""

from __future__ import annotations

import contextlib
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from statecourse.app import trace
from statecourse.checks.actions import RESTART, Action, DisabledError, Drawing, Move
from statecourse.checks.expect import CheckFailed, Misconceptions, expect
from statecourse.checks.shortest import shortest
from statecourse.checks.visitors import Begin, Look, Visitors
from statecourse.course.budget import BudgetUsedUpError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from statecourse.app.server import AppServer, Bench
    from statecourse.checks.inputs import Inputs

WALKS = 3
ACTIONS = 40
"""Actions in each walk. Few long walks find more than many short ones, and a server starts only once in each."""
SHORTENING = 240
"""Actions that may be spent on the search for a shorter walk."""
_NEW_SERVER = 5
"""Actions that take as long as starting a server and opening its app."""
_SHORTENING_SECONDS = 20.0
"""After this time the search for a shorter walk ends with what it has, as an app may be slow."""
_SPARE = 3
"""Pairs of servers that already open their apps while another pair walks: an app may take long to open."""
_REPEATS = 2
"""How often an action is repeated that changes nothing on the page."""
_TRACED_WALKS, _TRACED_ACTIONS = 3, 15
_DRAWN = 4
"""Moves drawn for each one taken: some are not possible when their turn comes."""


class ReferenceFailedError(Exception):
    """The reference did what no answer may: an error of the exercise, not of the answer."""


class Walk:
    """The fixture: call it with actions and a look, to take walks with the answer and the reference.

    ``answer`` and ``reference`` are scripts; each walk is taken with both, in fresh copies of their folders.
    ``only`` picks one walk by its number, modulo how many there are; None takes all.
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
        begin: Begin | None = None,
        misconception: Misconceptions = "",
    ) -> None:
        """Pass if the answer shows what the reference shows, whatever up to ``sessions`` visitors do.

        The first walk is by one visitor alone, who gets further.

        ``look`` returns what the task promises to show, each under the name that a student would give it. What it
        leaves out on the reference's page is not compared. ``begin`` opens the app the first time. With
        ``restarts`` the server is restarted now and then: for an exercise that keeps files.

        Raises `CheckFailed` at the first difference, with the shortest walk that was found to show it, and
        `ReferenceFailedError` if the reference itself goes wrong.
        """
        drawing = Drawing(self._inputs, actions, sessions, restarts=restarts)
        alone = Drawing(self._inputs, actions, 1, restarts=restarts)
        search = _Search(self._bench, *self._scripts, look, begin, misconception)
        with contextlib.closing(search):
            if trace.current.get() is not None:
                search.trace([drawing.walk(_TRACED_ACTIONS) for _ in range(_TRACED_WALKS)])
                return
            walks = [(drawing if number else alone).walk(_DRAWN * ACTIONS) for number in range(WALKS)]
            if self._only is not None:
                walks = [walks[self._only % WALKS]]
            found = search.first(walks)
        if found is not None:
            self._bench.servers.append(found.server)
            raise found.problem


@dataclass(frozen=True)
class _Found:
    """A walk at whose end the answer differs from the reference, with the problem and the answer's server."""

    moves: list[Move]
    problem: Exception
    server: AppServer


@dataclass
class _Pair:
    """One walk with the answer and the reference, each on a server of its own."""

    bench: Bench
    """The answer's."""
    _reference_bench: Bench
    _answer: Visitors
    _reference: Visitors
    _misconception: Misconceptions
    actions: int = 0
    """Actions that were taken."""
    _seen: dict[int, dict[str, object]] = field(default_factory=dict)
    """What each visitor saw of the reference last."""
    _last: tuple[int, Action | str] | None = None
    _repeats: int = 0
    """How often in a row the last action has changed nothing."""

    def start(self) -> None:
        """Begin to open both apps, without waiting."""
        _of_reference(self._reference.start)
        self._answer.start()

    def close(self) -> None:
        """Stop both servers."""
        self.bench.close()
        self._reference_bench.close()

    def take(self, moves: list[Move]) -> _Found | None:
        """Take a walk until there is a difference, or enough was done."""
        made = []
        try:
            for move in moves:
                made.append(move)
                if not self._make(move):
                    made.pop()
                if self.actions >= ACTIONS:
                    break
        except ReferenceFailedError:
            raise
        except Exception as problem:  # noqa: BLE001  # the check raises it once the walk has been shortened
            return _Found(made, problem, self.bench.servers.pop())
        return None

    def _make(self, move: Move) -> bool:
        """Make a move, if it is possible and no useless repetition; returns whether it was made."""
        if move.what == RESTART:
            return self._restart()
        arrives = not self._reference.is_open(move.visitor)
        if arrives:
            _of_reference(self._reference.open, move.visitor)
            self._answer.open(move.visitor)
            self._compare(move.visitor)
        if (
            self._is_repeated(move)
            or not _of_reference(self._reference.can, move)
            or not self._answer.takes(move)
        ):
            return arrives
        self._act(move)
        return True

    def _restart(self) -> bool:
        if not self._seen:
            return False  # nobody has opened it yet
        self.actions += _NEW_SERVER
        _of_reference(self._reference.restart)
        self._answer.restart()
        return True

    def _act(self, move: Move) -> None:
        before = self._seen[move.visitor]
        _of_reference(self._reference.act, move)
        disabled = self._try_to_act(move)
        if disabled and _of_reference(self._reference.look, move.visitor) != before:
            raise disabled  # a widget may be disabled if using it would change nothing
        self._compare(move.visitor)
        self._repeats += self._seen[move.visitor] == before

    def _try_to_act(self, move: Move) -> DisabledError | None:
        """Make a move with the answer; returns what is wrong if its widget is disabled."""
        try:
            self._answer.act(move)
        except DisabledError as problem:
            return problem
        return None

    def _is_repeated(self, move: Move) -> bool:
        """Whether this visitor has repeated this action often enough, and it has changed nothing."""
        if (move.visitor, move.what) != self._last:
            self._last, self._repeats = (move.visitor, move.what), 0
        return self._repeats >= _REPEATS

    def _compare(self, visitor: int) -> None:
        self.actions += 1
        right = self._seen[visitor] = _of_reference(self._reference.look, visitor)
        seen = self._answer.look(visitor)
        for what, value in right.items():
            shown = expect(seen.get(what), what + self._answer.where(visitor))
            shown.to_be(value, misconception=self._misconception)


@dataclass
class _Search:
    """Searches the walks for one that shows a difference, and then for a shorter walk that shows it."""

    _bench: Bench
    _answer: Path
    _reference: Path
    _look: Look
    _begin: Begin | None
    _misconception: Misconceptions
    _spent: int = 0
    """Actions that were spent on shorter walks."""
    _spare: deque[_Pair] = field(default_factory=deque)
    """Pairs that have been started for the next walks."""

    def first(self, walks: list[list[Move]]) -> _Found | None:
        """The first difference on these walks, at the end of the shortest walk that was found to show it."""
        for number, moves in enumerate(walks, 1):
            found = self._take(moves, spare=len(walks) - number)
            if found is not None:
                return self._shortened(found)
        return None

    def close(self) -> None:
        """Stop the servers that were not needed."""
        for pair in self._spare:
            pair.close()

    def _take(self, moves: list[Move], spare: int = _SPARE) -> _Found | None:
        """Take a walk on a pair of new servers; ``spare`` more pairs are started for the next walks."""
        while len(self._spare) <= spare:
            self._spare.append(self._start())
        with contextlib.closing(self._spare.popleft()) as pair:
            found = pair.take(moves)
            self._spent += pair.actions + _NEW_SERVER
        return found

    def _start(self) -> _Pair:
        bench, other = self._bench.another(), self._bench.another()
        reference = Visitors(other, self._reference, self._look, self._begin)
        pair = _Pair(bench, other, self._visitors(bench), reference, self._misconception)
        pair.start()
        return pair

    def _visitors(self, bench: Bench) -> Visitors:
        return Visitors(bench, self._answer, self._look, self._begin)

    # --- the shortest ---

    def _shortened(self, found: _Found) -> _Found:
        """The shortest walk that was found to show the same difference.

        If the app crashes or hangs, the walk is not shortened: each attempt would take long.
        """
        if not isinstance(found.problem, CheckFailed):
            return found
        until, best, self._spent = time.monotonic() + _SHORTENING_SECONDS, found, 0

        def shows(moves: list[Move]) -> bool:
            nonlocal best
            if self._spent >= SHORTENING or time.monotonic() > until or self._bench.sandbox.budget.over:
                return False
            try:
                again = self._take(moves)
            except BudgetUsedUpError:
                return False  # the walk that was found still counts
            if again is None or not _alike(again.problem, found.problem):
                return False
            best.server.close()
            best = again
            return True

        shortest(found.moves, shows)
        _by_fewer(lambda: best.moves, shows)
        return best

    # --- a trace ---

    def trace(self, walks: list[list[Move]]) -> None:
        """Take walks with the answer alone, and record what is seen; or, if the trace compares, whether any walk fails."""
        made = trace.current.get()
        if made is not None and made.compares:
            with trace.pausing():
                found = next(filter(None, (self._take(moves, spare=0) for moves in walks)), None)
            if found is not None:
                found.server.close()
                trace.record_wrong()
            return
        for moves in walks:
            self._trace(moves)

    def _trace(self, moves: list[Move]) -> None:
        with contextlib.closing(self._bench.another()) as bench:
            answer = self._visitors(bench)
            try:
                for move in moves[:_TRACED_ACTIONS]:
                    _record(move, answer)
            except Exception as problem:  # noqa: BLE001  # whatever it is, it tells apps apart
                trace.record("the walk ends", getattr(problem, "what", type(problem).__name__))


def _record(move: Move, answer: Visitors) -> None:
    if move.what == RESTART:
        answer.restart()
        return
    if not answer.is_open(move.visitor):
        answer.open(move.visitor)
    if answer.can(move) and answer.takes(move):
        answer.act(move)
    problem = answer.exception(move.visitor)
    trace.record("an exception", problem)
    seen = {} if problem else answer.look(move.visitor)
    for what, value in seen.items():
        trace.record(what, value)


def _by_fewer(moves: Callable[[], list[Move]], shows: Callable[[list[Move]], bool]) -> None:
    """Give the moves of other visitors to the first one, if the difference shows then, too."""
    first, *others = dict.fromkeys(move.visitor for move in moves())
    for other in others:
        shows([move._replace(visitor=first) if move.visitor == other else move for move in moves()])


def _alike(one: Exception, other: Exception) -> bool:
    """Whether two differences are the same one, in whichever tab."""
    if not isinstance(one, CheckFailed) or not isinstance(other, CheckFailed):
        return False
    return one.what.partition(" in the ")[0] == other.what.partition(" in the ")[0]


def _of_reference(do: Callable[..., Any], *args: Any) -> Any:
    """Do something with the reference. Raises `ReferenceFailedError` if that fails."""
    try:
        return do(*args)
    except Exception as problem:  # noqa: BLE001  # whatever it is, it is no fault of the answer
        said = f"{type(problem).__name__}: {problem}"
    # Outside of the handler, as the exception's context might be taken for the answer's fault.
    raise ReferenceFailedError(f"the reference itself goes wrong on a walk: {said}")
