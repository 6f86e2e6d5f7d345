"""Random inputs for checks."""

from __future__ import annotations

import random

_NAMES = (
    "Ada", "Alan", "Barbara", "Claude", "Dorothy", "Edsger", "Frances", "Grace", "Hedy", "Ivan",
    "Jean", "Katherine", "Linus", "Margaret", "Niklaus", "Ole", "Radia", "Sofia", "Tim", "Yukihiro",
)  # fmt: skip
_WORDS = (
    "apple", "bread", "candle", "drum", "engine", "feather", "garden", "hammer", "island", "jacket",
    "kettle", "lantern", "mirror", "needle", "orange", "pencil", "river", "saddle", "tunnel", "violin",
)  # fmt: skip


class Inputs(random.Random):
    """Random inputs of one check, drawn from a seed that depends on the submission alone.

    Student and teacher see the same inputs for the same app; an app that has the inputs it was
    shown written into it is another app, and sees others.
    """

    def number(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return self.randint(low, high)

    def name(self) -> str:
        """A person's name that no app has written into it."""
        return f"{self.choice(_NAMES)} {self.choice(_WORDS).title()}{self.randint(10, 99)}"

    def names(self, count: int) -> list[str]:
        """Different names."""
        found: dict[str, None] = {}
        while len(found) < count:
            found[self.name()] = None
        return list(found)

    def word(self) -> str:
        """An ordinary word with a number, such as ``lantern 47``."""
        return f"{self.choice(_WORDS)} {self.randint(10, 99)}"

    def words(self, count: int) -> list[str]:
        """Different words."""
        found: dict[str, None] = {}
        while len(found) < count:
            found[self.word()] = None
        return list(found)
