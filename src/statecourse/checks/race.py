"""`race`: sessions that act at the same moment, interleaved in one way after another (`runtime.plans`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from statecourse.app import steps
from statecourse.app.app import App, run_at_once
from statecourse.app.server import DeadlockError
from statecourse.app.trace import exception_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from statecourse.apptest.messages import HeldUp

ROUNDS = 32
_WATCHED = 4
"""In one of this many rounds, the watcher's page runs at the same moment, too."""


def race(
    people: Sequence[App], act: Callable[[App], object], *, rounds: int = ROUNDS, deadlock: str = ""
) -> Iterator[int]:
    """Have sessions of a live app act at the same moment, over and over, interleaved in another way each time.

    ``act`` sets on a session what its visitor does, such as a click; it does not run it. All do so but the last
    one, who only watches. Yields after each round how often each has acted by now. Then the watcher's page has
    just been run again, unless a run ended with an exception, so expect `to_run` of each. If people wait
    for each other's locks, the check fails, with the misconception ``deadlock``.
    """
    *actors, watcher = people
    recorded = watcher._server.steps
    before = list(recorded)
    for done in range(1, rounds + 1):
        recorded[:] = [*before, *_so_far(done - 1)]
        for person in actors:
            act(person)
        try:
            held = run_at_once(people if done % _WATCHED == 1 else actors, in_turns=True)
        except DeadlockError as problem:
            problem.misconception = deadlock
            raise
        recorded.extend(_in_words(one) for one in held)
        # A run that ended with an exception may have left a lock taken, for which the watcher would wait.
        if not any(map(exception_of, actors)):
            watcher.run()
        yield done


def _so_far(rounds: int) -> list[str]:
    if not rounds:
        return []
    return [f"(what follows went well {'once' if rounds == 1 else f'{rounds} times'}, in another order)"]


def _in_words(held: HeldUp) -> str:
    where = f"before line {held.line:d} of {steps.quoted(held.file)}" if held.file else "in the middle"
    return f"(the {steps.ordinal(held.session)} of them waits {where}, and the others go on)"
