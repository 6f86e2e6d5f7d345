"""Finds answers that are copies of one another up to renaming: a hint for a person, never a verdict.

Each answer has a print (`prints`). Not counted is what says nothing of who wrote it: what the course gave or shows
in its solution, and what many of the class have. Two answers are alike where most of all that they hold is the same,
and most of what then stays, too, if enough stays at all. Only answers that share something rare are compared, so the
time grows with the class and not with its square. Those whose prints are the same count as one, or a large ring would
pass for what everybody writes.

Measured on the right answers in ``graders``, with each exercise's as a class: one group of four is found in 29 classes,
variants of one program; of 217 answers renamed and laid out anew by a program, 205 are found beside their original. The
libraries that were looked at: copydetect compares all pairs, takes every name for the same letter, so that small programs all look alike, needs
matplotlib, and has had no release since March 2024; compare50 ranks pairs but decides nothing, and is under the GPL;
pycode-similar parses in its own process, which a hostile text can end, and is of 2020.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from statecourse.classroom.summary.prints import Print

ALIKE = 0.7
"""The part of all of an answer that both have to hold."""
OWN_ALIKE = 0.6
"""The part of what is nobody else's."""
LEAST = 12
"""Hashes of its own that an answer needs to be compared at all: about three lines."""
_COMMON_PART = 0.03
_COMMON_AT_LEAST = 8
"""What more answers than these have is common."""


def copies(prints: Mapping[str, Print], given: Print) -> list[list[str]]:
    """Groups of students whose answers to one exercise are alike, the largest first; ``given`` came from the course."""
    students = defaultdict(list)
    for student, made in sorted(prints.items()):
        students[made].append(student)
    own = _own(list(students), given)
    alike = (pair for pair, shared in _shared(own).items() if _alike(*pair, shared, own))
    groups = [[name for made in group for name in students[made]] for group in _joined(own, alike)]
    return sorted(
        (sorted(group) for group in groups if len(group) > 1), key=lambda group: (-len(group), group)
    )


def _own(prints: list[Print], given: Print) -> dict[Print, Print]:
    """What says who wrote it, of each print that has enough of it."""
    holders = Counter(itertools.chain.from_iterable(prints))
    most = max(_COMMON_AT_LEAST, int(_COMMON_PART * len(prints)))
    rare = {made: frozenset(number for number in made - given if holders[number] <= most) for made in prints}
    return {made: own for made, own in rare.items() if len(own) >= LEAST}


def _shared(own: Mapping[Print, Print]) -> Counter[tuple[Print, Print]]:
    """How many own hashes two prints share, where they share any."""
    prints = list(own)
    holders = defaultdict(list)
    for at, made in enumerate(prints):
        for number in own[made]:
            holders[number].append(at)
    together = Counter(tuple(found) for found in holders.values() if len(found) > 1)
    shared: Counter[tuple[int, int]] = Counter()
    for found, count in together.items():  # runs that stand beside each other are often shared by the same
        for pair in itertools.combinations(found, 2):
            shared[pair] += count
    return Counter({(prints[one], prints[other]): count for (one, other), count in shared.items()})


def _alike(one: Print, other: Print, shared: int, own: Mapping[Print, Print]) -> bool:
    if shared < OWN_ALIKE * max(len(own[one]), len(own[other])):
        return False
    return len(one & other) >= ALIKE * max(len(one), len(other))


def _joined(prints: Iterable[Print], alike: Iterable[tuple[Print, Print]]) -> list[set[Print]]:
    """Groups in which each print is alike to at least one other; a print that is alike to none is a group, too."""
    group_of = {made: {made} for made in prints}
    for one, other in alike:
        joined = group_of[one] | group_of[other]
        group_of.update(dict.fromkeys(joined, joined))
    return list({id(group): group for group in group_of.values()}.values())
