"""A class's roster: a table of our own, or what a platform exports, whose columns are known by their names."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from statecourse.classroom.handins import dates
from statecourse.classroom.results import Person
from statecourse.classroom.table import Table
from statecourse.course.deadlines import ALL, Moment, as_moment
from statecourse.course.manifest import CourseError
from statecourse.report.words import one_line

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_COLUMNS = {
    "id": ["id", "roster identifier"],
    "login": ["sis login id", "username", "user name", "login id", "login"],
    "name": ["name", "student", "full name", "student name"],
    "first": ["first name", "given name"],
    "last": ["last name", "surname", "family name"],
    "email": ["email", "email address", "e-mail", "e-mail address"],
    "section": ["section", "sections", "class"],
    "groups": ["groups", "group"],
    "extensions": ["extensions", "extension"],
    "role": ["role"],
    "sid": ["sid"],
    "number": ["student id", "id number", "sis user id", "student number"],
    "moodle": ["identifier"],
    "github": ["github username", "github"],
    "submitted": dates.SURE,
    "claimed": dates.CLAIMED,
}
"""What we call a column, and what our own roster and the platforms' exports call it, in small letters."""
_STUDENT_ROLES = {"", "student", "learner", "0"}
_PARTICIPANT = re.compile(r"(?:\D*?)(\d+)")
_NUMBERED = re.compile(r"\D+\d+")
_WORKSHEET = 6
"""Columns that a grading worksheet of Moodle's has at least."""


@dataclass(frozen=True)
class Student:
    """One student of a roster: their name in the results, who they are, by when they may hand in what, and when they did.

    ``handed_in`` goes by exercise, or is of `ALL` where the roster names none, as a platform's table of one assignment.
    """

    id: str
    person: Person
    extensions: Mapping[str, Moment] = field(default_factory=dict)
    handed_in: Mapping[str, dt.datetime] = field(default_factory=dict)


class Roster:
    """A class. Students are found by whatever a download knows of them.

    ``called`` is the file's name; ``claimed`` is the column with dates of hand-ins if a student can set these, and
    ``unread`` are those that say nothing.
    """

    def __init__(
        self, students: Iterable[Student], called: str = "", claimed: str = "", unread: Iterable[str] = ()
    ) -> None:
        self.students = list(students)
        self.called, self.claimed, self.unread = called, claimed, tuple(unread)
        self._by_id = {student.id: student for student in self.students}
        self._by_key: dict[tuple[str, str], set[int]] = defaultdict(set)
        for number, student in enumerate(self.students):
            for key in _keys(student):
                self._by_key[key].add(number)
        self._groups: dict[str, list[Student]] = defaultdict(list)
        for student in self.students:
            for group in student.person.groups:
                self._groups[_letters(group)].append(student)

    def find(self, called: str, person: Person) -> Student | None:
        """The only student whom a download may mean, by a platform's id, an id, an address, or a name."""
        looked_up = [(kind, value.casefold()) for kind, value in person.ids.items()]
        looked_up += [
            ("any", value.casefold()) for value in (*person.ids.values(), called, person.email) if value
        ]
        looked_up += [("name", words) for text in (person.name, called) if (words := _words(text))]
        looked_up += [("sortable", letters) for letters in [_letters(called)] if letters]
        for key in looked_up:
            if len(found := self._by_key.get(key, set())) == 1:
                return self.students[next(iter(found))]
        return None

    def group(self, name: str) -> list[Student]:
        """The members of the group of this name; none where there is no such group."""
        return self._groups.get(_letters(name), []) if _letters(name) else []

    def mates(self, student: str) -> list[Student]:
        """All who are in a group with a student; none of somebody who is not in the roster."""
        groups = self._by_id[student].person.groups if student in self._by_id else ()
        return [one for group in groups for one in self.group(group) if one.id != student]


def _keys(student: Student) -> Iterator[tuple[str, str]]:
    person = student.person
    yield from ((kind, value.casefold()) for kind, value in person.ids.items())
    known = {student.id, *person.ids.values(), person.email, person.email.partition("@")[0]}
    yield from (("any", value.casefold()) for value in known if value)
    if person.name:
        first, _, last = person.name.rpartition(" ")
        yield "name", _words(person.name)
        yield "sortable", _letters(f"{last}{first}")


def _words(text: str) -> str:
    """A name's words in whatever order, as "Doe, Jane" is Jane Doe."""
    return " ".join(sorted(re.findall(r"[^\W\d_]+", dates.plain(text))))


def _letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]+", dates.plain(text)))


# --- files -------------------------------------------------------------------------------------


def read_roster(path: Path) -> Roster:
    """The roster in a CSV file. Raises `CourseError` that says which columns it lacks, or which line is wrong."""
    table = Table.read(path)
    known = _of_worksheet(table) or _known_columns(table.header, path)
    is_canvas = {"student", "id", "section"} <= set(_lower(table.header))
    claimed = table.header[known["claimed"]] if "claimed" in known and "submitted" not in known else ""
    students: dict[str, Student] = {}
    unread: list[str] = []
    for number in range(1, len(table.rows)):
        values = {ours: table.cell(number, at) for ours, at in known.items()}
        try:
            student = _student(values, canvas=is_canvas)
        except ValueError as problem:
            raise CourseError(f"{path}, line {number + 1}: {problem}") from problem
        if student is None:
            continue
        if student.id in students:
            raise CourseError(
                f"{path}, line {number + 1}: {student.id} stands twice; each student needs an id of their own"
            )
        students[student.id] = replace(student, handed_in=_handed_in(values, number + 1, unread))
    return Roster(students.values(), path.stem, claimed, unread)


def _lower(head: list[str]) -> list[str]:
    return [" ".join(name.casefold().replace("_", " ").split()) for name in head]


def _of_worksheet(table: Table) -> dict[str, int]:
    """The columns of a worksheet of a Moodle that does not speak English: it keeps their order; of other tables none."""
    first = [cell for cell in table.column(0) if cell]
    words = {re.sub(r"\d+$", "", cell) for cell in first}
    there = _lower(table.header)
    dates_at = next((there.index(name) for name in dates.SURE if name in there), 0)
    if (
        "identifier" in there
        or len(there) < _WORKSHEET
        or len(words) != 1
        or not dates_at
        or not all(map(_NUMBERED.fullmatch, first))
    ):
        return {}
    email = next((at for at in range(2, len(there)) if "@" in table.cell(1, at)), 0)
    return {"moodle": 0, "name": 1, "submitted": dates_at} | ({"email": email} if email else {})


def _known_columns(head: list[str], path: Path) -> dict[str, int]:
    there = _lower(head)
    known: dict[str, int] = {}
    for ours, called in _COLUMNS.items():
        if name := next((name for name in called if name in there), ""):
            known[ours] = there.index(name)
    if "moodle" in known and "github" in known:  # GitHub Classroom's identifier is the teacher's own
        known["id"] = known.pop("moodle")
    if "github id" in there and "github" not in known and "login" in known:  # Classroom 50
        known["github"] = known.pop("login")
    if not known.keys() & {"id", "login", "email", "github", "sid", "number", "moodle", "name", "last"}:
        raise CourseError(
            f"{path}: no column tells who the students are; there is {', '.join(head[:8])}. Name the columns in the "
            "first line id, name, email, section, groups, extensions, as far as you have them"
        )
    return known


def _student(values: dict[str, str], *, canvas: bool) -> Student | None:
    """The student of one row; None for a row of another kind. Raises ValueError for wrong extensions."""
    if values.get("role", "").casefold() not in _STUDENT_ROLES:
        return None
    if canvas and not values.get("id", "").isdigit():  # the points possible, and whether marks are posted
        return None
    person = Person(
        _name(values),
        values.get("email", ""),
        values.get("section", ""),
        _ids(values, canvas=canvas),
        _groups(values),
    )
    own = "" if canvas else values.get("id", "")
    choices = [
        own,
        values.get("login", ""),
        person.email,
        values.get("sid", ""),
        values.get("number", ""),
        *person.ids.values(),
        person.name,
    ]
    called = next((choice for choice in choices if choice), "")
    return Student(called, person, _extensions(values.get("extensions", ""))) if called else None


def _name(values: dict[str, str]) -> str:
    if values.get("last") or values.get("first"):
        return f"{values.get('first', '')} {values.get('last', '')}".strip()
    last, comma, first = values.get("name", "").partition(",")
    return f"{first.strip()} {last.strip()}" if comma else last


def _ids(values: dict[str, str], *, canvas: bool) -> dict[str, str]:
    ids = {"canvas": values.get("id", "") if canvas else "", "github": values.get("github", "")}
    found = _PARTICIPANT.fullmatch(values.get("moodle", ""))
    ids |= {"moodle": found[1] if found else "", "gradescope": values.get("sid", "")}
    ids |= {"blackboard": "" if canvas else values.get("login", ""), "number": values.get("number", "")}
    return {kind: value for kind, value in ids.items() if value}


def _groups(values: dict[str, str]) -> tuple[str, ...]:
    return tuple(name.strip() for name in re.split(r"[;,]", values.get("groups", "")) if name.strip())


def _handed_in(values: dict[str, str], line: int, unread: list[str]) -> Mapping[str, dt.datetime]:
    """When the student of a line handed in; ``unread`` takes a text that does not say."""
    text = values.get("submitted", values.get("claimed", ""))
    try:
        found = dates.handed_in(text)
    except ValueError:
        unread.append(f"line {line}: {one_line(text[:60])}")
        return {}
    # What a student can write names no exercise, so it cannot name one that there is not.
    return found if "submitted" in values else {ALL: found[ALL]} if ALL in found else {}


def _extensions(text: str) -> dict[str, Moment]:
    """Such as ``3 days`` for all exercises, or ``ex01a: 3 days; ex02a: 2026-11-25``. Raises ValueError."""
    found: dict[str, Moment] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        name, colon, moment = part.partition(":")
        named = bool(colon) and not name[:4].isdigit()
        found[name.strip() if named else ALL] = as_moment(moment if named else part)
    return found
