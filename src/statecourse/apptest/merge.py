"""How a change that a check made to its copy of a value is made to the app's own object.

The app may hold the same list under two names, or a dictionary of a class of its own; both stay what
they are, as they would where the check had the object itself in hand.
"""

from __future__ import annotations

from collections import deque
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from statecourse.codec.own_objects import AppEncoder


def merged(old: Any, new: Any, encoder: AppEncoder) -> Any:
    """``old``, made equal to ``new`` in place; ``new`` itself where that cannot be."""
    if old is new or _form(old, encoder) == _form(new, encoder):
        return old
    if isinstance(old, dict) and isinstance(new, dict):
        items = {key: merged(old[key], value, encoder) if key in old else value for key, value in new.items()}
        old.clear()
        old.update(items)
    elif isinstance(old, list) and isinstance(new, list):
        old[:] = _items(old, new, encoder)
    elif isinstance(old, deque) and isinstance(new, deque):
        kept = _items(old, new, encoder)
        old.clear()
        old.extend(kept)
    elif isinstance(old, set) and isinstance(new, set):
        old.intersection_update(new)
        old.update(new)
    elif isinstance(old, bytearray) and isinstance(new, bytearray):
        old[:] = new
    else:
        return new
    return old


def _items(old: Sequence[Any], new: Sequence[Any], encoder: AppEncoder) -> list[Any]:
    """The new items, but the app's own objects for those that were not changed."""
    was, now = ([_form(item, encoder) for item in items] for items in (old, new))
    head = _alike(zip(was, now, strict=False))
    longest = min(len(was), len(now)) - head
    tail = min(longest, _alike(zip(reversed(was), reversed(now), strict=False)))
    middle = list(new)[head : len(new) - tail]
    others = list(old)[head : len(old) - tail]
    if len(middle) == len(others):
        middle = [merged(before, after, encoder) for before, after in zip(others, middle, strict=True)]
    return [*list(old)[:head], *middle, *list(old)[len(old) - tail :]]


def _alike(pairs: Any) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _form(value: Any, encoder: AppEncoder) -> bytes:
    return msgspec.msgpack.encode(encoder.encode(value))
