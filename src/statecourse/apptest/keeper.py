"""Keeps the app's own objects in the worker under handles, and applies to them what a check has changed.

A change that a check makes to its copy of a value is made to the app's object in place. So a list that the app holds under
two names stays one list, and a dictionary of the app's own class keeps its class.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import msgspec

from statecourse.codec.own_objects import AppEncoder
from statecourse.codec.values import Decoder, trial

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from statecourse.codec.forms import Thing


class Keeper:
    """Keeps objects that have no plain form, each under a handle; has the worker's encoder and decoder."""

    def __init__(self, folder: Path) -> None:
        self._kept: list[object] = []
        self._handle_of: dict[int, int] = {}
        self._folder = f"{folder.resolve()}{os.sep}"
        self.encoder = AppEncoder(self._keep, self._is_own, trial)
        self.decoder = Decoder(find=self._find_changed, fill=self._set_fields)

    def find(self, handle: int) -> Any:
        """The object behind a handle."""
        return self._kept[handle]

    def _keep(self, thing: object) -> int:
        # Kept alive from here on, so its id stays its own.
        if id(thing) not in self._handle_of:
            self._handle_of[id(thing)] = len(self._kept)
            self._kept.append(thing)
        return self._handle_of[id(thing)]

    def _is_own(self, kind: type) -> bool:
        """Whether a class is of the app's own files."""
        file = getattr(sys.modules.get(kind.__module__), "__file__", None)
        return kind.__module__ == "__main__" or str(file).startswith(self._folder)

    def _find_changed(self, thing: Thing, base: Any) -> Any:
        """The app's object behind a stand-in. ``base`` are the items that it is to have, if a check has changed them."""
        found = self.find(thing.handle)
        return found if base is None else self.merge_into(found, base)

    def _set_fields(self, thing: Any, fields: dict[str, Any]) -> None:
        """Set the attributes of an object that a check has changed."""
        for name, value in fields.items():
            setattr(thing, name, self.merge_into(getattr(thing, name, None), value))

    def merge_into(self, old: Any, new: Any) -> Any:
        """Make the old value equal to the new one in place, and return it; the new one if that cannot be done."""
        if old is new or self._form(old) == self._form(new):
            return old
        if isinstance(old, dict) and isinstance(new, dict):
            items = {
                key: self.merge_into(old[key], value) if key in old else value for key, value in new.items()
            }
            old.clear()
            old.update(items)
        elif isinstance(old, list) and isinstance(new, list):
            old[:] = self._items(old, new)
        elif isinstance(old, deque) and isinstance(new, deque):
            kept = self._items(old, new)
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

    def _items(self, old: Sequence[Any], new: Sequence[Any]) -> list[Any]:
        """The new items, with the app's own objects in place of those that a check has not changed."""
        was, now = ([self._form(item) for item in items] for items in (old, new))
        head = _count_alike(zip(was, now, strict=False))
        longest = min(len(was), len(now)) - head
        tail = min(longest, _count_alike(zip(reversed(was), reversed(now), strict=False)))
        middle = list(new)[head : len(new) - tail]
        others = list(old)[head : len(old) - tail]
        if len(middle) == len(others):
            middle = [self.merge_into(before, after) for before, after in zip(others, middle, strict=True)]
        return [*list(old)[:head], *middle, *list(old)[len(old) - tail :]]

    def _form(self, value: Any) -> bytes:
        return msgspec.msgpack.encode(self.encoder.encode(value))


def _count_alike(pairs: Any) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
