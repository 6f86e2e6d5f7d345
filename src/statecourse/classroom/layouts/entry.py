"""What a layout makes of a download: entries, each what a student or a group handed in at one time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from statecourse.classroom.results import Person
from statecourse.course.answer_files import readable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

    from statecourse.classroom.layouts.listing import Names


class Piece(NamedTuple):
    """A file, a folder or a zip file, and the name that the student gave it."""

    path: Path
    name: str


@dataclass(frozen=True)
class Entry:
    """What a student or a group handed in at one time.

    ``student`` is the name in the results where no roster knows better; ``people`` are those who handed it in, as
    far as the download tells. ``about`` is a text that may name the exercise. ``when`` may lack its time zone, and
    ``late`` is the platform's own mark. Attempts of one student are sorted by ``when``, then by ``attempt``.
    ``label`` is the name alone, as a group may have it. ``problem`` says why there is nothing to open.
    """

    student: str
    pieces: tuple[Piece, ...]
    people: tuple[Person, ...] = (Person(),)
    about: str = ""
    when: dt.datetime | None = None
    late: bool = False
    attempt: int = 0
    label: str = ""
    problem: str = ""


class Place(NamedTuple):
    """A folder that may hold a download, with what is directly in it but for noise.

    ``called`` is the name that it was downloaded under, ``shown`` what to call it before the teacher. From ``top``
    down no link is followed.
    """

    folder: Path
    items: tuple[Path, ...]
    called: str
    top: Path
    shown: str


class Layout(Protocol):
    """How one platform lays out what was handed in. A new one is a module with one of these, and a test.

    ``name`` completes "this looks like …". ``about_one``: a download is of one assignment. ``dated_by_files``: the
    files have the dates that the students' own had, so they may tell when something was handed in.
    """

    name: str
    about_one: bool
    dated_by_files: bool

    def claims(self, place: Place, names: Names) -> set[str]:
        """The names of the items that look like this layout's entries."""

    def entries(self, place: Place, names: Names, notes: list[str]) -> Iterable[Entry]:
        """The entries; ``notes`` takes what a teacher should know. Raises `SubmissionError`, and OSError."""


def printable(entry: Entry) -> Entry:
    """The entry with names that can be written anywhere: other characters, which students may choose, are replaced."""
    people = tuple(
        Person(
            _text(who.name), _text(who.email), _text(who.section), {k: _text(v) for k, v in who.ids.items()}
        )
        for who in entry.people
    )
    return replace(entry, student=_text(entry.student), label=_text(entry.label), people=people)


def _text(name: str) -> str:
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in readable(name))


def by_student(found: Iterable[tuple[Entry, Piece]]) -> list[Entry]:
    """One entry for each student and time, with all of its pieces."""
    pieces: dict[tuple[object, ...], tuple[Entry, list[Piece]]] = {}
    for entry, piece in found:
        key = entry.student, entry.when, entry.attempt, entry.about
        pieces.setdefault(key, (entry, []))[1].append(piece)
    return [replace(entry, pieces=tuple(own)) for entry, own in pieces.values()]
