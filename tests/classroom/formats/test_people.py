"""Whose row is whose."""

from __future__ import annotations

import pytest

from statecourse.classroom.formats.marks import Student
from statecourse.classroom.formats.people import Row, match
from statecourse.classroom.results import Person

ROWS = [
    Row(1, "101", ("s7", "ada@example.org"), "Lovelace, Ada"),
    Row(2, "102", ("s8", "ben@example.org", "8"), "Bitdiddle, Ben"),
    Row(3, "103", ("s9", "kim1@example.org"), "Kim, Min"),
    Row(4, "104", ("s10", "kim2@example.org"), "Kim, Min"),
    Row(5, "105", ("s11", ""), "Müller, Jürgen"),
]


def student(key: str, name: str = "", email: str = "", **ids: str) -> Student:
    return Student(key, Person(name, email, ids=ids), {}, "")


@pytest.mark.parametrize(
    ("who", "row"),
    [
        (student("x", canvas="101"), 1),
        (student("x", "Someone Else", canvas="102"), 2),
        (student("s8"), 2),
        (student("S8"), 2),
        (student("s8", "Ben B."), 2),
        (student("x", "Ben", github="S8"), 2),
        (student("x", email="Ada@Example.org"), 1),
        (student("x", "Ada  lovelace"), 1),
        (student("Ben Bitdiddle"), 2),
        (student("Bitdiddle, Ben"), 2),
        (student("x", "Min Kim", email="kim2@example.org"), 4),
        (student("Ju\u0308rgen Mu\u0308ller"), 5),
    ],
)
def test_a_student_is_found_by_what_identifies_them(who: Student, row: int) -> None:
    """The platform's number, another number, login, address; else the whole name."""
    found = match([who], ROWS, "canvas")
    assert {key: found.rows[key].number for key in found.rows} == {who.key: row}
    assert found.unmatched == {}


@pytest.mark.parametrize(
    ("who", "why"),
    [
        (student("Min Kim"), "2 rows could be theirs"),
        (student("Ada"), "no row has this number, address or name"),
        (student("x", "Ada Lovelace", canvas="999"), "no row has the number 999"),
        (student("s8", email="ada@example.org"), "2 rows could be theirs"),
        (student("ada"), "no row has this number, address or name"),
        (student("s8", "Zoe Young"), "the row with their number, login or address is called Bitdiddle, Ben"),
        (student("101"), "no row has this number, address or name"),
        (student("x", moodle="8"), "no row has this number, address or name"),
        (student(""), "no row has this number, address or name"),
    ],
)
def test_nobody_is_guessed(who: Student, why: str) -> None:
    """A part of a name, two rows of a name, and two things that disagree are no match."""
    found = match([who], ROWS, "canvas")
    assert found.rows == {}
    assert list(found.unmatched.values()) == [why]


def test_two_students_for_one_row_are_both_told() -> None:
    found = match([student("s8"), student("x", email="ben@example.org")], ROWS, "canvas")
    assert found.rows == {}
    assert set(found.unmatched) == {"s8", "x"}


def test_two_students_of_one_name_are_not_told_apart_by_it() -> None:
    rows = [Row(1, "101", (), "Lovelace, Ada")]
    found = match([student("a", "Ada Lovelace"), student("b", "Ada Lovelace")], rows, "canvas")
    assert set(found.unmatched.values()) == {"another student has the same name"}
