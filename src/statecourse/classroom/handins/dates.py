"""When the teacher's own table, a roster or what a platform exports, says that something was handed in.

A module of its own, as platforms write such dates for people to read, each in its language: no other part reads them.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import unicodedata
from typing import TYPE_CHECKING

from statecourse.classroom.handins.lateness import by_id
from statecourse.classroom.layouts.listing import Names
from statecourse.course.deadlines import ALL
from statecourse.report.words import few

if TYPE_CHECKING:
    from collections.abc import Mapping

    from statecourse.classroom.handins.roster import Roster
    from statecourse.course.course import Course

SURE = [
    "submitted",
    "submitted at",
    # Moodle's grading worksheet, in its language
    "last modified (submission)",
    "zuletzt geändert (abgabe)",
    "dernière modification (travail remis)",
    "última modificación (entrega)",
    "ultima modifica (consegna)",
    "última atualização (submissão)",
    "senast modifierat (inlämning)",
]
"""Columns, in small letters, that a teacher or a platform has written."""
CLAIMED = ["datetime", "submission timestamp"]
"""Columns of `scores.csv` of Classroom 50, where the student's own workflow wrote it, and of GitHub Classroom's grades."""
_MONTHS = """
january february march april may june july august september october november december
januar februar märz april mai juni juli august september oktober november dezember
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
januari februari maart april mei juni juli augustus september oktober november december
januari februari mars april maj juni juli augusti september oktober november december
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
"""
_SHORT = 3
"""A month's name may be cut down to so many letters."""
_SHOWN = 3
_LONGEST = 100
_YEARS = range(2000, 2100)
_NAMED = re.compile(r"(?P<name>[^\W\d]\w*)\s*:\s*(?P<when>.+)")
_TIME = re.compile(
    r"(?<!\d)(\d{1,2})(?::|h)(\d\d)(?::(\d\d))?(?!\d)[\s\u202f]*([ap])?(?:\.?m)?\b\.?", re.IGNORECASE
)
_UTC = re.compile(r"\s*\b(?:UTC|GMT)$")
_OFFSET = re.compile(r"\s*([+-]\d\d:?\d\d)$")
_ABBREVIATION = re.compile(r"\b[A-Z]{3,5}\b")
"""A time zone such as EST, which is several."""
_YEAR_FIRST = re.compile(r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})(?!\d)")
_DOTTED = re.compile(r"(?<!\d)(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})(?!\d)")


class Dates:
    """When the students of a roster handed in each exercise."""

    def __init__(self, course: Course, roster: Roster | None) -> None:
        """Raise `CourseError` where the roster dates an exercise that there is not."""
        self._course, self._roster = course, roster
        self._known = {
            one.id: by_id(course, one.handed_in, f"the roster: dates of {one.id}: ")
            for one in (roster.students if roster else ())
        }
        self._about = ""
        claimed = roster.claimed if roster else ""
        self._by = f"by the column {claimed}" if claimed else ""

    def about(self, exercises: set[str]) -> list[str]:
        """Notes for the teacher. Dates that name no exercise are of the only one of these ``exercises``, if it may be."""
        if self._roster is None or not (self._roster.unread or any(self._known.values())):
            return []
        named = Names(self._course).within(self._roster.called)
        may_be = {named.id} if named else exercises
        self._about = next(iter(exercises)) if len(exercises) == 1 and exercises <= may_be else ""
        return [*self._unread(self._roster.unread), *self._told(named.id if named else "")]

    def of(self, student: str, exercise: str) -> tuple[dt.datetime, str] | None:
        """The moment, and what tells it if a student can have set it; None where the roster does not say."""
        known = self._known.get(student, {})
        when = known.get(exercise) or (known.get(ALL) if exercise == self._about else None)
        return (when, self._by) if when else None

    def _told(self, named: str) -> list[str]:
        if not self._about and any(ALL in known for known in self._known.values()):
            why = f"are about {named} by its name" if named else "do not say of which exercise"
            text = f"The roster's dates of hand-ins {why}, so they are not used here. Grade one exercise at a time with "
            return [f"{text}its own, or write such as “ex01a: 2026-11-20 23:10; ex01b: 2026-11-27 08:05”"]
        zone = self._course.manifest.deadlines.timezone or "of this machine"
        return [f"Dates of hand-ins are the roster's, read in the time zone {zone} where they name none"]

    def _unread(self, unread: tuple[str, ...]) -> list[str]:
        shown = few(list(unread), _SHOWN)
        text = f"Dates of hand-ins in the roster that cannot be read ({len(unread)}): {shown}. Write them as 2026-11-20 23:59"
        return [text] if unread else []


def handed_in(cell: str) -> Mapping[str, dt.datetime]:
    """The moments in a cell, by exercise: ``ex01a: 2026-11-20 23:10; ex01b: …``, or one for `ALL` as a platform writes it.

    Those that name no time zone have none. Raises ValueError for what is no date, or could be two.
    """
    found: dict[str, dt.datetime] = {}
    for part in filter(None, (part.strip() for part in cell.split(";"))):
        named = _NAMED.fullmatch(part)
        text = named["when"] if named else part
        if text.strip() not in {"-", "–"}:
            found[named["name"] if named else ALL] = _moment(text)
    return found


def _moment(text: str) -> dt.datetime:
    """A date alone is its first second, in favour of the student. Raises ValueError."""
    if len(text) > _LONGEST:
        raise ValueError(text)
    text = _OFFSET.sub(r"\1", _UTC.sub("+00:00", unicodedata.normalize("NFKC", text).strip()))
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        if _OFFSET.search(text) or _ABBREVIATION.search(text):
            raise
        found = dt.datetime.combine(_date(_TIME.sub(" ", text)), _time(text))
    if found.year not in _YEARS:
        raise ValueError(text)
    return found


def _time(text: str) -> dt.time:
    found = list(_TIME.finditer(text))
    if len(found) != 1:
        raise ValueError(text)
    hour, minute, second, half = found[0].groups()
    if half and not 1 <= int(hour) <= 12:  # noqa: PLR2004  # hours of half a day
        raise ValueError(text)
    hours = int(hour) % 12 + 12 * (half.casefold() == "p") if half else int(hour)
    return dt.time(hours, int(minute), int(second or 0))


def _date(text: str) -> dt.date:
    if found := _YEAR_FIRST.search(text) or _DOTTED.search(text):
        return dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
    words = re.findall(r"[^\W\d_]+", text)
    months = {month for word in words for month in _months_called(word)}
    numbers = sorted(re.findall(r"\d+", text), key=len)
    if len(months) != 1 or [len(number) for number in numbers] not in ([1, 4], [2, 4]):
        raise ValueError(text)
    return dt.date(int(numbers[1]), months.pop(), int(numbers[0]))


@functools.lru_cache(1_000)  # a class has few words, and each of them often
def _months_called(word: str) -> frozenset[int]:
    if len(word) < _SHORT:
        return frozenset()
    lines = [plain(line).split() for line in _MONTHS.split("\n")]
    word = plain(word)
    return frozenset(number for line in lines for number, name in enumerate(line, 1) if name.startswith(word))


def plain(text: str) -> str:
    """A text in small letters without accents, which a name may have in one place and lack in another."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))
