"""One connection to the gradebook for a whole run, where nbgrader makes a dozen for each student."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import nbgrader.api

if TYPE_CHECKING:
    from collections.abc import Callable


def share_engines() -> Callable[[], None]:
    """Have nbgrader ask for each database engine once; returns what undoes that.

    An engine keeps the SQL that it has put together. nbgrader makes each anew, which took a third of
    the time that it spends on a student. A closed gradebook gives its connection back as ever.
    """
    original = nbgrader.api.create_engine
    # Whoever was here first undoes it; a run within a run has nothing to add.
    if isinstance(original, functools._lru_cache_wrapper):
        return lambda: None
    nbgrader.api.create_engine = functools.cache(original)

    def undo() -> None:
        made: Any = nbgrader.api.create_engine
        nbgrader.api.create_engine = original
        made.cache_clear()

    return undo


__all__ = ["share_engines"]
