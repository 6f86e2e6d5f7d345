"""When exercises are due, what late ones lose, and who has more time: `deadlines` in ``course.yaml``.

A module of its own, as both a course's manifest and a class's roster name such moments.
"""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from typing import Annotated, Any

import msgspec

_DAYS = re.compile(r"(\d{1,3}) days?")
_END = dt.time(23, 59, 59)
"""A date without a time lasts until its last second."""
_EXAMPLES = "such as 2026-11-20, 2026-11-20 23:59 or 2026-11-20 23:59:00+01:00"

ALL = "all"
"""In place of an exercise's name: every exercise."""


class Moment:
    """A point in time, or an extension by some days. The course's time zone holds where the text names none."""

    def __init__(self, at: dt.datetime | None = None, days: int = 0) -> None:
        self.at, self.days = at, days

    def after(self, due: dt.datetime, zone: dt.tzinfo | None) -> dt.datetime:
        """The moment; an extension counts from when the exercise is ``due``."""
        return aware(self.at, zone) if self.at else due + dt.timedelta(days=self.days)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Moment) and (self.at, self.days) == (other.at, other.days)

    def __hash__(self) -> int:
        return hash((self.at, self.days))


def as_moment(data: object, *, days: bool = True) -> Moment:
    """A moment as YAML or a table gives it; ``days``: a text such as ``3 days`` is one, too.

    Raises ValueError that says what is expected.
    """
    if isinstance(data, dt.datetime):
        return Moment(data)
    if isinstance(data, dt.date):
        return Moment(dt.datetime.combine(data, _END))
    text = str(data).strip()
    if days and (found := _DAYS.fullmatch(text)):
        return Moment(days=int(found[1]))
    try:
        if "T" not in text and " " not in text:
            return Moment(dt.datetime.combine(dt.date.fromisoformat(text), _END))
        return Moment(dt.datetime.fromisoformat(text))
    except ValueError:
        more = ", or 3 days" if days else ""
        raise ValueError(f"expected a date, {_EXAMPLES}{more}; found {text[:40]!r}") from None


def aware(at: dt.datetime, zone: dt.tzinfo | None) -> dt.datetime:
    """The point in time with its zone: its own, else this one, else the machine's."""
    return at if at.tzinfo else at.replace(tzinfo=zone) if zone else at.astimezone()


class Late(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a late hand-in loses for each day that has begun; nothing by default.

    Within the grace nothing is lost. Past the cut-off nothing counts any more.
    """

    points_a_day: Annotated[float, msgspec.Meta(ge=0)] = 0
    percent_a_day: Annotated[float, msgspec.Meta(ge=0, le=100)] = 0
    grace_minutes: Annotated[float, msgspec.Meta(ge=0)] = 0
    cutoff_days: Annotated[float, msgspec.Meta(ge=0)] | None = None

    def __post_init__(self) -> None:
        """Raise ValueError where two ways of counting are given."""
        if self.points_a_day and self.percent_a_day:
            raise ValueError("give points_a_day or percent_a_day, not both")


class Due(Moment):
    """The moment when an exercise is due, which is no number of days."""


class Deadlines(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When exercises are due. Exercises and students are named as on the command line and in the roster.

    ``timezone`` is the zone of all dates that name none, such as ``Europe/Berlin``; without it, the machine's.
    """

    due: dict[str, Due] = {}
    late: Late = Late()
    extensions: dict[str, dict[str, Moment]] = {}
    timezone: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError for a time zone that is not known."""
        _ = self.zone

    @property
    def zone(self) -> dt.tzinfo | None:
        """The time zone; None for the machine's. Raises ValueError."""
        try:
            return zoneinfo.ZoneInfo(self.timezone) if self.timezone else None
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(
                f"the time zone {self.timezone!r} is not known; name one such as Europe/Berlin"
            ) from None


def from_plain(kind: type, data: Any) -> Any:
    """The hook by which msgspec makes moments of plain data. Raises ValueError."""
    if kind is Due:
        found = as_moment(data, days=False)
        return Due(found.at)
    if kind is Moment:
        return as_moment(data)
    raise NotImplementedError
