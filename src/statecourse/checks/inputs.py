"""Random inputs for checks."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

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

    Student and teacher see the same inputs for the same app. An app into which a student writes the inputs
    that it was shown is another app, and gets others.
    """

    def number(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return self.randint(low, high)

    def name(self) -> str:
        """A person's name that no app can expect."""
        return f"{self.choice(_NAMES)} {self.choice(_WORDS).title()}{self.randint(10, 99)}"

    def names(self, count: int) -> list[str]:
        """So many different names."""
        return self._different(count, self.name)

    def word(self) -> str:
        """An ordinary word with a number, such as ``lantern 47``."""
        return f"{self.choice(_WORDS)} {self.randint(10, 99)}"

    def words(self, count: int) -> list[str]:
        """So many different words."""
        return self._different(count, self.word)

    def _different(self, count: int, draw: Callable[[], str]) -> list[str]:
        found: dict[str, None] = {}
        while len(found) < count:
            found[draw()] = None
        return list(found)
