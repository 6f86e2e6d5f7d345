"""A class's roster: of our own, and as platforms export it; who is meant by what a download knows of a student."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from statecourse.classroom.handins.roster import read_roster
from statecourse.classroom.results import Person
from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from pathlib import Path

    from statecourse.classroom.handins.roster import Roster

OWN = "id,name,email,section,groups,extensions\nada,Ada Lovelace,ada@x.edu,A,One; Two,3 days\nben,Ben Okri,,B,,\n"
CANVAS = (
    '\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Likes (77)\n,,,,,Manual Posting\n"    Points Possible",,,,,10\n'
    '"Lovelace, Ada",12340,S1,adal,A,\n"Okri, Ben",12341,S2,beno,B,\n"Student, Test",999,,x1,A,\n'
)
MOODLE = '"First name","Last name","Email address","Groups"\n"Ada","Lovelace","ada@x.edu","One"\n'
WORKSHEET = 'Identifier,"Full name","ID number","Email address",Status,Grade\n"Participant 12340","Ada Lovelace",S1,ada@x.edu,,\n'
GRADESCOPE = "First Name,Last Name,SID,Email,Role,Sections\nAda,Lovelace,S1,ada@x.edu,Student,A\nTea,Cher,T,t@x.edu,Instructor,\n"
GITHUB = (
    '"identifier","github_username","github_id","name"\n"ada@x.edu","adal","17",""\n"ben@x.edu","","",""\n'
)
CLASSROOM50 = "username,first_name,last_name,email,section,github_id\nadal,Ada,Lovelace,ada@x.edu,A,17\n"
BLACKBOARD = '"Last Name"\t"First Name"\t"Username"\t"Student ID"\n"Lovelace"\t"Ada"\t"adal"\t"S1"\n'


def roster(text: str | bytes, tmp_path: Path) -> Roster:
    """The roster in a file with this text."""
    path = tmp_path / "roster.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_roster(path)


@pytest.mark.parametrize(
    ("text", "called", "person"),
    [
        (OWN, "ada", Person("Ada Lovelace", "ada@x.edu", "A", groups=("One", "Two"))),
        (CANVAS, "adal", Person("Ada Lovelace", "", "A", {"canvas": "12340", "number": "S1"})),
        (MOODLE, "ada@x.edu", Person("Ada Lovelace", "ada@x.edu", groups=("One",))),
        (
            WORKSHEET,
            "ada@x.edu",
            Person("Ada Lovelace", "ada@x.edu", ids={"moodle": "12340", "number": "S1"}),
        ),
        (GRADESCOPE, "ada@x.edu", Person("Ada Lovelace", "ada@x.edu", "A", {"gradescope": "S1"})),
        (GITHUB, "ada@x.edu", Person(ids={"github": "adal"})),
        (CLASSROOM50, "ada@x.edu", Person("Ada Lovelace", "ada@x.edu", "A", {"github": "adal"})),
        (BLACKBOARD, "adal", Person("Ada Lovelace", ids={"blackboard": "adal", "number": "S1"})),
    ],
)
def test_the_columns_of_each_platform(text: str, called: str, person: Person, tmp_path: Path) -> None:
    """Are known by their names; staff and lines that are no student are left out."""
    found = roster(text, tmp_path).students
    assert (found[0].id, found[0].person) == (called, person)
    assert "Tea" not in str([student.person for student in found])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_as_spreadsheets_save_it(encoding: str, between: str, tmp_path: Path) -> None:
    text = "id,name\nzoe,Zoë Zorn\n".replace(",", between)
    assert roster(text.encode(encoding), tmp_path).students[0].person.name == "Zoë Zorn"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "roster.csv is not a table; export it as CSV"),
        (
            "when,what\n1,2\n",
            "no column tells who the students are; there is when, what. Name the columns in the first",
        ),
        ("id\nada\nada\n", "line 3: ada stands twice; each student needs an id of their own"),
        ("id,extensions\nada,soon\n", "line 2: expected a date, such as .*, or 3 days; found 'soon'"),
        (b"PK\x03\x04\0", "roster.csv is not a table; export it as CSV"),
    ],
)
def test_a_file_that_is_none(text: str | bytes, said: str, tmp_path: Path) -> None:
    """Is one line that says what is wrong."""
    with pytest.raises(CourseError, match=said):
        roster(text, tmp_path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="gone.csv cannot be read: No such file"):
        read_roster(tmp_path / "gone.csv")


@pytest.mark.parametrize(
    ("called", "person"),
    [
        ("adal_12340", Person(ids={"canvas": "12340"})),
        ("ADAL", Person()),
        ("whoever", Person(email="Ada@x.edu")),
        ("ada", Person()),
        ("Lovelace Ada_7", Person("Lovelace Ada")),
        ("lovelaceada", Person()),
        ("S1", Person(ids={"gradescope": "S1"})),
    ],
)
def test_who_is_meant(called: str, person: Person, tmp_path: Path) -> None:
    """By a platform's id, a user name, an address, its first part, or the name in any order."""
    text = CANVAS.replace("Section,Likes (77)", "Section,Email").replace("A,\n", "A,ada@x.edu\n", 1)
    found = roster(text, tmp_path).find(called, person)
    assert found is not None
    assert found.id == "adal"


@pytest.mark.parametrize("called", ["Zoë Zorn", "Zoe Zorn", "Zoe\u0308 Zorn", "ZORN, Zoë"])
def test_accents_are_no_difference(called: str, tmp_path: Path) -> None:
    """Which a file's name may have in another form, or lack."""
    found = roster("id,name\nz1,Zoë Zorn\n", tmp_path).find("x", Person(called))
    assert found is not None


def test_nobody_is_meant_where_it_could_be_two(tmp_path: Path) -> None:
    text = "id,name\na1,Ada Li\na2,Li Ada\n"
    assert roster(text, tmp_path).find("Ada Li_3", Person("Ada Li")) is None


def test_extensions(tmp_path: Path) -> None:
    """For all exercises, or for some of them."""
    text = 'id,extensions\nada,3 days\nben,"ex01a: 2026-11-25 12:00; ex02a: 2 days"\ncy,2026-11-26\n'
    found = {student.id: student.extensions for student in roster(text, tmp_path).students}
    assert {name: sorted(more) for name, more in found.items()} == {
        "ada": ["all"],
        "ben": ["ex01a", "ex02a"],
        "cy": ["all"],
    }
    assert found["ada"]["all"].days == 3
    assert str(found["ben"]["ex01a"].at) == "2026-11-25 12:00:00"
    assert str(found["cy"]["all"].at) == "2026-11-26 23:59:59"
