"""Canvas, Moodle and Blackboard: downloads of one assignment, whose files, or folders, the platform has named."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from abc import ABC, abstractmethod
from collections import Counter
from typing import TYPE_CHECKING

from statecourse.classroom.layouts.entry import Entry, Piece, by_student
from statecourse.classroom.results import Person
from statecourse.course.opening import NotOrdinaryError, read_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from statecourse.classroom.layouts.entry import Place
    from statecourse.classroom.layouts.listing import Names


class NamedByPlatform(ABC):
    """A `Layout` that is told by its entries' names, which the platform has made: they all fit one pattern."""

    name: str
    about_one = True
    dated_by_files = False
    pattern: re.Pattern[str]
    has_folders = False
    """Whether folders are named so, too."""

    def claims(self, place: Place, names: Names) -> set[str]:  # noqa: ARG002
        """The names that the platform has made."""
        return {path.name for path, _ in self.matches(place) if self.has_folders or not path.is_dir()}

    def entries(self, place: Place, names: Names, notes: list[str]) -> Iterable[Entry]:  # noqa: ARG002
        """One for each student, or attempt, with all of its pieces."""
        return by_student(self.pieces(place))

    def matches(self, place: Place) -> list[tuple[Path, re.Match[str]]]:
        """The items that are named so, each with what its name says."""
        return [(path, match) for path in place.items if (match := self.pattern.fullmatch(path.name))]

    @abstractmethod
    def pieces(self, place: Place) -> Iterable[tuple[Entry, Piece]]:
        """Each piece, with the entry that it is of."""


class Canvas(NamedByPlatform):
    """Canvas: *Download Submissions* of one assignment, a folder of files or its zip file.

    Its names are made by ``lib/content_zipper.rb``: the sortable name without anything but letters and digits, ``LATE``,
    the user's number, the file's number, and the file's own name; the group's name where a group handed in.
    """

    name = "a Canvas download"
    pattern = re.compile(
        r"(?:(?!LATE_)(?P<who>\w+?)_)?(?:(?P<late>LATE)_)?(?P<user>\d+|anon_[^\W_]+)_"
        r"(?:(?P<number>\d+)_(?P<name>.+)|(?P<page>text|link)\.html)"
    )

    def pieces(self, place: Place) -> Iterable[tuple[Entry, Piece]]:
        """One for each student; more where somebody has handed in the same file again."""
        found = self.matches(place)
        found.sort(key=lambda pair: int(pair[1]["number"] or 0))
        seen: Counter[tuple[str, str]] = Counter()
        for path, match in found:
            # A file that was handed in again under the same name gets a number.
            name = match["name"] or f"{match['page']}.html"
            name = re.sub(r"(?<=.)-\d{1,3}(?=\.(py|ipynb|zip)\Z)", "", name, flags=re.IGNORECASE)
            user = match["user"]
            who = _joined(match["who"], user)
            person = Person(ids={} if user.startswith("anon") else {"canvas": user})
            seen[who, name.casefold()] += 1
            attempt = seen[who, name.casefold()]
            late, label = bool(match["late"]), match["who"] or ""
            entry = Entry(who, (), (person,), place.called, late=late, attempt=attempt, label=label)
            yield entry, Piece(path, name)


class Moodle(NamedByPlatform):
    """Moodle: *Download all submissions* of one assignment, in folders or flat, or the zip file of that.

    Its names are made by ``mod/assign/classes/downloader.php``: the full name, or that of a group, a number, and
    ``assignsubmission_file``; then the path of each file in a folder, or its name behind one more ``_``.
    """

    name = "a Moodle download"
    pattern = re.compile(
        r"(?P<who>[^_]+)(?:_(?P<number>\d+))?_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<name>.+)|_)?"
    )
    has_folders = True

    def pieces(self, place: Place) -> Iterable[tuple[Entry, Piece]]:
        """One for each student or group."""
        found = [(path, match, _joined(match["who"], match["number"])) for path, match in self.matches(place)]
        with_files = {student for _, match, student in found if match["kind"] == "file"}
        for path, match, student in found:
            # What was typed into the page beside is a comment where there are files.
            if match["kind"] == "file" or student not in with_files:
                person = Person(match["who"], ids={"moodle": match["number"]} if match["number"] else {})
                entry = Entry(student, (), (person,), place.called, label=match["who"])
                yield entry, Piece(path, match["name"] or path.name)


class Blackboard(NamedByPlatform):
    """Blackboard: *Download assignment file* in the grade centre, of all attempts or of the last ones.

    A file is called ``Assignment_username_attempt_2026-11-20-10-30-00_app.py``; for each attempt there is a text file
    of the same name without the last part, with the student's name and what was typed. A student may call a file like
    an attempt of somebody else's, so the first such part of a name counts.
    """

    name = "a Blackboard download"
    pattern = re.compile(
        r"(?P<what>.+?)_(?P<user>[^_]+)_attempt_(?P<when>\d{4}(?:-\d\d){5})(?:_(?P<name>.+)|(?P<text>)\.txt)"
    )

    def pieces(self, place: Place) -> Iterable[tuple[Entry, Piece]]:
        """One for each attempt; where nothing but its text file is there, that says so."""
        found = self.matches(place)
        names = {
            match["user"]: _name_in(path, match["user"], place) for path, match in found if not match["name"]
        }
        with_files = {(match["user"], match["when"]) for _, match in found if match["name"]}
        for path, match in found:
            user = match["user"]
            person = Person(names.get(user, ""), ids={"blackboard": user})
            with contextlib.suppress(ValueError):
                when = dt.datetime.strptime(match["when"], "%Y-%m-%d-%H-%M-%S")  # noqa: DTZ007  # the course's own zone
                if match["name"] or (user, match["when"]) not in with_files:
                    name = match["name"] or "the attempt's text file"
                    yield Entry(user, (), (person,), match["what"], when), Piece(path, name)


def _joined(*parts: str | None) -> str:
    return "_".join(filter(None, parts))


_WHO = re.compile(r"^Name: (?P<name>.+?) \((?P<user>[^()]+)\)\s*$", re.MULTILINE)
_MAX_TEXT = 64 * 1024


def _name_in(path: Path, user: str, place: Place) -> str:
    """The student's name in Blackboard's text file; empty where it has none of this user's."""
    with contextlib.suppress(NotOrdinaryError, OSError):
        text = read_file(path, place.top, _MAX_TEXT).decode("utf-8-sig", "replace")
        if (found := _WHO.search(text)) and found["user"] == user:
            return found["name"]
    return ""
