"""Whose row is whose: by what identifies a student, never by a guess."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from statecourse.classroom.formats.marks import Student


class Row(NamedTuple):
    """A student's row in a table: the platform's own number, other things that identify them, and their name."""

    number: int
    own: str
    others: tuple[str, ...]
    name: str


class Matches(NamedTuple):
    """The row of each student that has one, by the student's key; and why the others have none, by their name."""

    rows: dict[str, Row]
    unmatched: dict[str, str]


def match(students: Iterable[Student], rows: list[Row], platform: str) -> Matches:
    """Find each student's row.

    The platform's own number decides. Else it is what else identifies a student: the number that a class goes by, a
    login, an e-mail address, where the name is not quite another one; a name only where it is the name of one student
    and of one row. Two rows for one student, or two students for one row, are no match. Numbers of other platforms
    are none here.
    """
    students = list(students)
    finder = _Finder(students, rows, platform)
    found = {student.key: finder.find(student) for student in students}
    taken = Counter(row.number for row in found.values() if isinstance(row, Row))
    matched, unmatched = {}, {}
    for student in students:
        row = found[student.key]
        if isinstance(row, str):
            unmatched[student.name] = row
        elif taken[row.number] > 1:
            unmatched[student.name] = f"the row of {row.name} would be another student’s, too"
        else:
            matched[student.key] = row
    return Matches(matched, unmatched)


class _Finder:
    def __init__(self, students: list[Student], rows: list[Row], platform: str) -> None:
        self._platform = platform
        self._own: defaultdict[str, list[Row]] = defaultdict(list)
        self._others: defaultdict[str, list[Row]] = defaultdict(list)
        self._names: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in rows:
            self._own[row.own].append(row)
            for text in {_flat(text) for text in row.others if text}:
                self._others[text].append(row)
            self._names[_words(row.name)].append(row)
        self._count = Counter(_words(name) for student in students for name in {_name(student)})

    def find(self, student: Student) -> Row | str:
        """The student's row, or why there is none."""
        if own := student.person.ids.get(self._platform):
            return _only(self._own.get(own, []), f"no row has the number {own}")
        logins = [text for text in student.person.ids.values() if not text.isdigit()]
        texts = {_flat(text) for text in (student.key, student.person.email, *logins)}
        found = {row.number: row for text in texts - {""} for row in self._others.get(text, [])}
        if found:
            row = _only(list(found.values()), "")
            return row if isinstance(row, str) else _unless_another(student, row)
        words = _words(_name(student))
        if self._count[words] > 1:
            return "another student has the same name"
        return _only(self._names.get(words, []), "no row has this number, address or name")


def _only(rows: list[Row], none: str) -> Row | str:
    if len(rows) > 1:
        return f"{len(rows)} rows could be theirs"
    return rows[0] if rows else none


def _unless_another(student: Student, row: Row) -> Row | str:
    name = student.person.name
    if name and row.name and not set(_words(name)) & set(_words(row.name)):
        return f"the row with their number, login or address is called {row.name}"
    return row


def _name(student: Student) -> str:
    return student.person.name or student.key


def _flat(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip().casefold()


def _words(name: str) -> tuple[str, ...]:
    """A name without its order, so that *Lovelace, Ada* is *Ada Lovelace*."""
    return tuple(sorted(_flat(name).replace(",", " ").split()))
