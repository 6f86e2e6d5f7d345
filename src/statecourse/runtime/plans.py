"""Which interleavings of a race are tried, and in which order.

A lost update takes one or two preemptions at the wrong place, seldom more. So interleavings are explored as the
model checker CHESS does it: each session runs to its end, but one is held up (preempted) at one place while the
others go on, or two are held up at one place each. Places where a session does something that others can see are
tried first. Each round reports which places the sessions passed; new ones are tried next.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random

Point = tuple[Any, ...]
"""A place in the program, and how often a session had passed it before in the same run."""
Held = tuple[int, Point]
"""A session, by its place among them, and the point where it is held up."""
MAX_PASSES = 2
"""How many passes of one place are tried; later ones, as in a long loop, are not."""


@dataclass(frozen=True)
class Plan:
    """One interleaving: the order in which sessions get the turn, and who is held up where."""

    order: tuple[int, ...]
    held: tuple[Held, ...] = ()
    in_step: bool = False
    """Round robin: all take their first step, one after another, then all their second one, and so on."""
    relay: bool = False
    """As soon as one has finished, those held up go on, in step: some have seen the state before that, some after it."""

    def holds(self, role: int, point: Point) -> bool:
        """Whether a session is held up here."""
        return (role, point) in self.held


@dataclass
class Explorer:
    """Makes the plan of each round from what the earlier rounds have shown; ``draw`` decides between equals."""

    draw: random.Random
    _operations: list[Held] = field(default_factory=list)
    """Points where others can see what a session does."""
    _known: set[Point] = field(default_factory=set)
    _queue: list[tuple[int, float, int, tuple[Held, ...]]] = field(default_factory=list)
    """What to try: the rank, a random number, how many sessions it takes, and who is held up where."""
    _relays: list[tuple[Held, ...]] = field(default_factory=list)
    _round: int = -1
    _most: int = 0
    """The most sessions that took part in a round."""

    def plan(self, roles: int) -> Plan:
        """The next plan for ``roles`` sessions."""
        self._round += 1
        self._most = max(self._most, roles)
        order = [(self._round + number) % roles for number in range(roles)]
        if self._round == 0:
            return Plan(tuple(order), in_step=True)
        relay = self._round % 3 == 0 and roles > 2 and self._next_relay(roles)  # noqa: PLR2004  # one is left over
        held = relay or self._take(roles)
        first = list(dict.fromkeys(role for role, _ in held))
        return Plan((*first, *(role for role in order if role not in first)), held, relay=bool(relay))

    def _next_relay(self, roles: int) -> tuple[Held, ...]:
        """Take the next relay for ``roles`` sessions; empty if there is none."""
        found = next((held for held in self._relays if all(role < roles for role, _ in held)), ())
        if found:
            self._relays.remove(found)
        return found

    def _take(self, roles: int) -> tuple[Held, ...]:
        """Take the best from the queue for ``roles`` sessions; empty if there is none."""
        possible = [item for item in self._queue if item[2] <= roles]
        if not possible:
            return ()
        best = min(possible)
        self._queue.remove(best)
        return best[-1]

    def learn(self, plan: Plan, passed: list[list[tuple[Point, int]]]) -> None:
        """Note which points each session passed in a round, each with its rank (`Interleaving`)."""
        for role, points in enumerate(passed):
            for point, rank in points:
                if point not in self._known and point[-1] < MAX_PASSES:
                    self._known.add(point)
                    self._suggest((role, point), rank, plan)

    def _suggest(self, held: Held, rank: int, plan: Plan) -> None:
        """Queue a new point: alone, together with the session held up in this round, and with other operations."""
        self._add(1 + rank, held, roles=self._most if rank < 0 else 0)
        if plan.held and plan.held[0][0] != held[0]:
            self._add(rank, plan.held[0], held)
        if rank <= 0:
            for role, point in self._operations:
                self._add(2, (role, point), (1 - role if held[0] == role else held[0], held[1]))
            if self._operations and role < 2:  # noqa: PLR2004  # two are held up, one close behind the other
                self._relays.append((held, (1 - role, self._operations[-1][1])))
            self._operations.append(held)

    def _add(self, rank: int, *held: Held, roles: int = 0) -> None:
        least = max(roles, *(role + 1 for role, _ in held))
        self._queue.append((rank, self.draw.random(), least, held))
