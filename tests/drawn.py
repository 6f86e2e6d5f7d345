"""Some of many alike, as each takes seconds: other ones each day, and all of them with ``STATECOURSE_EVERYTHING``."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


def one_in(number: int, found: Sequence[T]) -> list[T]:
    """Every so-manyth of these. The same on one day, as processes that share the tests have to agree."""
    if os.environ.get("STATECOURSE_EVERYTHING"):
        return list(found)
    return list(found[dt.datetime.now(tz=dt.UTC).toordinal() % number :: number])
