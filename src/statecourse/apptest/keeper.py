"""What a worker remembers of the app's own objects, so that the judge can name them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from statecourse.apptest.merge import merged
from statecourse.codec.own_objects import AppEncoder
from statecourse.codec.values import Decoder, trial

if TYPE_CHECKING:
    from statecourse.codec.forms import Thing


class Keeper:
    """Keeps the objects that have no plain form, so that the judge can name them by a number."""

    def __init__(self, folder: Path | None = None) -> None:
        self._kept: list[object] = []
        self._handle_of: dict[int, int] = {}
        self._folder = f"{(folder or Path.cwd()).resolve()}{os.sep}"
        self.encoder = AppEncoder(self._keep, self._is_own, trial)
        self.decoder = Decoder(find=self._own, fill=self._change)

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

    def _own(self, thing: Thing, base: Any) -> Any:
        """The app's own object for what stands for it; ``base`` is what a check made of its items."""
        found = self.find(thing.handle)
        return found if base is None else self.merged(found, base)

    def find(self, handle: int) -> Any:
        """The object behind a handle."""
        return self._kept[handle]

    def _change(self, thing: Any, fields: dict[str, Any]) -> None:
        """Set those attributes of an object which a check has changed."""
        for name, value in fields.items():
            setattr(thing, name, self.merged(getattr(thing, name, None), value))

    def merged(self, old: Any, new: Any) -> Any:
        """The old value, made equal to the new one in place; the new one where that cannot be."""
        return merged(old, new, self.encoder)
