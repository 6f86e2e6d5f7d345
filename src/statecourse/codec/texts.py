"""Values that a short text says completely, to text and back.

Not with `statecourse.codec.encode` or `values`, which each need one of the two ways: they are kept side by side.
"""

from __future__ import annotations

import datetime as dt
import decimal
import fractions
import pathlib
import uuid
import zoneinfo
from typing import TYPE_CHECKING, Any

from statecourse.codec.frames import BadFrameError

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_RANGE = 200_000
"""Numbers that a range may stand for, as whoever reads it may make a list of them."""


def _moment(value: dt.datetime) -> str:
    if isinstance(value.tzinfo, zoneinfo.ZoneInfo) and value.tzinfo.key:
        return f"{value.replace(tzinfo=None).isoformat()} {value.fold} {value.tzinfo.key}"
    return value.isoformat()


TO_TEXT: dict[type, tuple[str, Callable[[Any], str]]] = {
    dt.datetime: ("datetime", _moment),
    dt.date: ("date", dt.date.isoformat),
    dt.time: ("time", dt.time.isoformat),
    dt.timedelta: ("timedelta", lambda v: f"{v.days} {v.seconds} {v.microseconds}"),
    decimal.Decimal: ("decimal", str),
    fractions.Fraction: ("fraction", str),
    complex: ("complex", str),
    uuid.UUID: ("uuid", str),
    pathlib.PurePath: ("path", str),
    range: ("range", lambda v: f"{v.start} {v.stop} {v.step}"),
}


def _from_moment(text: str) -> dt.datetime:
    moment, *zone = text.split(" ")
    value = dt.datetime.fromisoformat(moment)
    return value.replace(fold=int(zone[0]), tzinfo=zoneinfo.ZoneInfo(zone[1])) if zone else value


def _pandas(name: str) -> Callable[[str], Any]:
    def make(text: str) -> Any:
        import pandas as pd  # noqa: PLC0415  # as large as the rest together, and rarely needed

        return getattr(pd, name)(text)

    return make


def _range(text: str) -> range:
    value = range(*(int(part) for part in text.split()))
    if value[MAX_RANGE:]:  # a few bytes that stand for more numbers than there is memory
        raise BadFrameError(f"a range of more than {MAX_RANGE:,} numbers")
    return value


FROM_TEXT: dict[str, Callable[[str], Any]] = {
    "int": int,
    "datetime": _from_moment,
    "date": dt.date.fromisoformat,
    "time": dt.time.fromisoformat,
    "timedelta": lambda text: dt.timedelta(*(int(part) for part in text.split())),
    "decimal": decimal.Decimal,
    # Not Fraction's own reading of text: "1e999999999" would keep the judge busy for good.
    "fraction": lambda text: fractions.Fraction(*(int(part) for part in text.split("/"))),
    "complex": complex,
    "uuid": uuid.UUID,
    "path": pathlib.Path,
    "range": _range,
    "Timestamp": _pandas("Timestamp"),
    "Timedelta": _pandas("Timedelta"),
    "NaTType": _pandas("Timestamp"),
    "type": {"str": str, "repr": repr}.__getitem__,
}
