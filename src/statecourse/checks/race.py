"""`race`: people who act at the same moment, in one schedule after another.

It stands apart from `app` because it is one thing with the worker's `seam.plans`, which chooses the schedules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from statecourse.app import steps
from statecourse.app.app import App, DeadlockError, run_at_once
from statecourse.app.trace import exception_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from statecourse.apptest.messages import HeldUp

ROUNDS = 32
_WATCHED = 4
"""Each so many rounds, who only watches is among those who act."""


def race(
    people: Sequence[App], act: Callable[[App], object], *, rounds: int = ROUNDS, deadlock: str = ""
) -> Iterator[int]:
    """Have sessions of a live app act at the same moment, over and over, interleaved in another way each time.

    ``act`` sets on a session what its visitor does, such as a click; it does not run it. All do so but the last
    one, who only watches. After each round this gives how often each has acted by now; the watcher's page has
    just been run again, unless somebody's ended with an exception: so ask that of each. Where people wait for each other's locks, the check fails, with the misconception
    ``deadlock`` if there is one.
    """
    *actors, watcher = people
    told = watcher._server.steps
    before = list(told)
    for done in range(1, rounds + 1):
        told[:] = [*before, *_so_far(done - 1)]
        for person in actors:
            act(person)
        try:
            held = run_at_once(people if done % _WATCHED == 1 else actors, in_turns=True)
        except DeadlockError as problem:
            problem.misconception = deadlock
            raise
        told.extend(_in_words(one) for one in held)
        if not any(
            map(exception_of, actors)
        ):  # else the watcher may wait for what one of them has left behind
            watcher.run()
        yield done


def _so_far(rounds: int) -> list[str]:
    if not rounds:
        return []
    return [f"(what follows went well {'once' if rounds == 1 else f'{rounds} times'}, in another order)"]


def _in_words(held: HeldUp) -> str:
    where = f"before line {held.line:d} of {steps.quoted(held.file)}" if held.file else "in the middle"
    return f"(the {steps.ordinal(held.session)} of them waits {where}, and the others go on)"
