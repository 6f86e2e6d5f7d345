"""What a class got, as data: the content of ``results.json``, and what every format of marks is made from."""

from __future__ import annotations

from collections.abc import Collection
from importlib import metadata
from typing import TYPE_CHECKING, Any

import msgspec

from statecourse import version
from statecourse.report.report import Report  # noqa: TC001

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

SCHEMA = "statecourse/results/v1"


class Person(msgspec.Struct, frozen=True, omit_defaults=True):
    """A student as a roster or a platform knows them; all is empty where nothing is known.

    ``ids`` are what platforms call them, such as ``{"canvas": "12345"}``: ``canvas``, ``moodle``, ``blackboard``,
    ``gradescope`` (the student id there) or ``github``. ``groups`` are the names of the groups they are in.
    """

    name: str = ""
    email: str = ""
    section: str = ""
    ids: dict[str, str] = {}
    groups: tuple[str, ...] = ()


class StudentResult(msgspec.Struct, frozen=True):
    """What one student got for one exercise; ``exercise`` is empty where nothing of theirs could be read.

    ``handed_in`` is when, in ISO 8601, where that is known. ``late`` says in words what the late policy makes of it,
    and ``penalty`` is the points that it takes. ``absent``: nothing was handed in. ``note`` tells what was taken for
    the answer where that was not just the right file; ``group`` names the group whose hand-in this is.
    """

    student: str
    exercise: str
    report: Report | None
    problem: str = ""
    person: Person = Person()
    handed_in: str = ""
    late: str = ""
    penalty: float = 0
    absent: bool = False
    note: str = ""
    group: str = ""

    @property
    def points(self) -> float:
        """The points that count: those of the report without the penalty, never below 0."""
        return max(0, self.report.points - self.penalty) if self.report else 0


class Lazily(Collection[StudentResult]):
    """Results that are each made when one comes to them, so that memory does not grow with the class."""

    def __init__(self, items: Sequence[Any], make: Callable[[Any], StudentResult]) -> None:
        self._items, self._make = items, make

    def __iter__(self) -> Iterator[StudentResult]:
        return map(self._make, self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, result: object) -> bool:
        return any(result == one for one in self)


class CheckChange(msgspec.Struct, frozen=True):
    """A check whose outcome is another one than before; one of the two is empty where there was no such check."""

    name: str
    title: str
    before: str
    after: str


class Change(msgspec.Struct, frozen=True):
    """A result that is not what the grading before it said, and why.

    Points are those that count, without what a late hand-in loses. ``checks`` are those whose outcome changed; where
    lateness did, ``late`` says in words what the late policy made of it before, and what it makes of it now.
    """

    student: str
    exercise: str
    points_before: float
    points: float
    why: str
    checks: list[CheckChange] = []
    late: tuple[str, str] | None = None


def held_by_all(reports: Iterable[Report]) -> list[str]:
    """The layers of isolation that every app ran with."""
    found = [frozenset(report.layers) for report in reports if report.layers]
    return sorted(frozenset.intersection(*found)) if found else []


class Results(msgspec.Struct, frozen=True, rename={"schema_": "schema"}):
    """The content of ``results.json``. Going through the results may read each from disk.

    ``changes`` are the results that differ from the grading before.
    """

    schema_: str
    course: str
    statecourse: str
    streamlit: str
    layers: list[str]
    """The layers of isolation that every app ran with."""
    results: Collection[StudentResult]
    notes: list[str]
    changes: list[Change] = []
    promises: dict[str, list[str]] = {}
    """What is promised of an app, and which of the layers keep it, see `isolation`."""

    @classmethod
    def here(
        cls, course: str, layers: list[str], results: Collection[StudentResult], notes: list[str], **more: Any
    ) -> Results:
        """Results that were made here and now, by these versions."""
        return cls(SCHEMA, course, version(), metadata.version("streamlit"), layers, results, notes, **more)
