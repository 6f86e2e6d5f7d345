"""Dates of hand-ins in the teacher's own table: how platforms write them, and what comes of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from classroom.handins.downloads import APP, write

from statecourse.classroom.handins.dates import handed_in
from statecourse.classroom.handins.found import Asked
from statecourse.classroom.handins.read import read_handins
from statecourse.course.course import Course
from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from statecourse.classroom.handins.found import Handin, Handins

    Read = Callable[..., Handins]

WORKSHEET = """\ufeffIdentifier,"Full name",Status,Grade,"Maximum Grade","Last modified (submission)","Last modified (grade)"
"Participant 11","Ada Lovelace",Submitted,,10,"Friday, 20 November 2026, 12:00 PM",-
"Participant 12","Ben Okri",Submitted,,10,"Saturday, 21 November 2026, 12:05 AM",-
"Participant 13","Cleo Ng","No submission",,10,-,-
"""
MOODLE = {
    "Ada Lovelace_11_assignsubmission_file/app.py": APP,
    "Ben Okri_12_assignsubmission_file/app.py": APP,
}
DEADLINES = """title: T
format: 1
deadlines:
  timezone: Europe/Berlin
  due: {ex01a: 2026-11-20 12:00}
  late: {points_a_day: 1}
"""


@pytest.fixture
def read(course: Course, tmp_path: Path) -> Read:
    """Read files with a table as the roster, in a course with a due date."""
    (tmp_path / "temporary").mkdir()
    (course.root / "exercises" / "course.yaml").write_text(DEADLINES)

    def read(files: dict[str, str], table: str, name: str = "roster.csv", about: str = "ex01a") -> Handins:
        (tmp_path / name).write_text(table)
        asked = Asked((about,) if about else (), roster=str(tmp_path / name))
        return read_handins(write(files, tmp_path / "in"), Course(course.root), tmp_path / "temporary", asked)

    return read


def by_name(handins: Handins) -> dict[str, Handin]:
    return {handin.person.name: handin for handin in handins.found}


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Friday, 26 May 2023, 12:44 PM", "2023-05-26 12:44:00"),
        ("Friday, 26 May 2023, 12:44\u202fam", "2023-05-26 00:44:00"),
        ("Wednesday, September 23, 2020, 9:00 PM", "2020-09-23 21:00:00"),
        ("Dienstag, 2. Dezember 2025, 10:37", "2025-12-02 10:37:00"),
        ("mardi 3 mars 2026, 23:59", "2026-03-03 23:59:00"),
        ("mardi 2 décembre 2025 à 10h37", "2025-12-02 10:37:00"),
        ("martes, 2 de diciembre de 2025, 10:37", "2025-12-02 10:37:00"),
        ("martedì, 2 dicembre 2025, 10:37", "2025-12-02 10:37:00"),
        ("ter, 2 dez. 2025, 10:37", "2025-12-02 10:37:00"),
        ("2025年12月2日(火曜日) 10:37", "2025-12-02 10:37:00"),
        ("2.12.2025, 10:37:09 Uhr", "2025-12-02 10:37:09"),
        ("2025-12-02 10:37", "2025-12-02 10:37:00"),
        ("2025-12-02T10:37:00Z", "2025-12-02 10:37:00+00:00"),
        ("2025-12-02 10:37:00 UTC", "2025-12-02 10:37:00+00:00"),
        ("2025-12-02 10:37 -0500", "2025-12-02 10:37:00-05:00"),
        ("2025-12-02", "2025-12-02 00:00:00"),
    ],
)
def test_dates_as_platforms_write_them(text: str, moment: str) -> None:
    assert handed_in(text) == {"all": dt.datetime.fromisoformat(moment)}


@pytest.mark.parametrize(
    "text",
    [
        "12/02/2025 10:37",  # the second of December, or the twelfth of February
        "2025-12-02 10:37 EST",
        "Friday, 26 May 2023, 13:44 PM",
        "Friday, 26 May 2023, 25:44",
        "26 May 2023",
        "31 February 2026, 10:00",
        "26 May 2566, 10:00",
        "2 jui 2025, 10:00",  # June or July
        "yesterday",
        "10:37",
        "0001-01-01T00:00:00+14:00",
        f"2026-11-20{' ' * 100_000}23:10",
    ],
)
def test_what_is_no_date_or_could_be_two_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        handed_in(text)


def test_dates_by_exercise() -> None:
    found = handed_in("ex01a: 2026-11-20 23:10; ex01b: Friday, 26 May 2023, 12:44 AM;")
    assert {name: moment.isoformat() for name, moment in found.items()} == {
        "ex01a": "2026-11-20T23:10:00",
        "ex01b": "2023-05-26T00:44:00",
    }
    assert handed_in("-") == handed_in("") == {}


def test_moodles_worksheet_says_when(read: Read) -> None:
    """To the minute, in the course's time zone; it decides what being late costs."""
    handins = read(MOODLE, WORKSHEET)
    found = by_name(handins)
    ada, ben, cleo = (found[name] for name in ("Ada Lovelace", "Ben Okri", "Cleo Ng"))
    assert ada.when is not None
    assert ada.when.isoformat() == "2026-11-20T12:00:00+01:00"
    assert ada.late.words == ""
    assert (ben.late.words, ben.late.penalty(8, 10)) == ("13 hours late: 1 point less", 1)
    assert (cleo.absent, cleo.when) == (True, None)
    assert handins.notes == [
        "Read as a Moodle download: 2 hand-ins",
        "Dates of hand-ins are the roster's, read in the time zone Europe/Berlin where they name none",
    ]


def test_a_worksheet_in_another_language(read: Read) -> None:
    """Its columns are known by their order."""
    table = (
        'ID,"Vollständiger Name",E-Mail-Adresse,Status,Bewertung,Bestwertung,"Bewertung kann geändert werden",'
        '"Zuletzt geändert (Abgabe)","Zuletzt geändert (Bewertung)"\n'
        'Teilnehmer/in11,"Ada Lovelace",ada@x.de,Abgegeben,,"10,00",Ja,"Freitag, 20. November 2026, 13:10",-\n'
        'Teilnehmer/in12,"Ben Okri",ben@x.de,Abgegeben,,"10,00",Ja,"Freitag, 20. November 2026, 10:10",-\n'
    )
    found = {h.student: (h.person.name, h.person.ids, h.late.words) for h in read(MOODLE, table).found}
    assert found == {
        "ada@x.de": ("Ada Lovelace", {"moodle": "11"}, "2 hours late: 1 point less"),
        "ben@x.de": ("Ben Okri", {"moodle": "12"}, ""),
    }


def test_a_column_of_ones_own_for_any_layout(read: Read) -> None:
    """It counts before a file's own date, which a student can set."""
    table = "name,submitted\nAda Lovelace,2026-11-20 13:30\nBen Okri,2026-11-20 10:59:59Z\n"
    found = by_name(read({"Ben Okri/app.py": APP, "Ada Lovelace/app.py": APP}, table))
    assert found["Ada Lovelace"].late.words == "2 hours late: 1 point less"
    assert found["Ben Okri"].late.words == ""


@pytest.mark.parametrize("column", ["datetime", "submission_timestamp"])
def test_what_the_students_own_workflow_says_takes_nothing(column: str, read: Read) -> None:
    """As `scores.csv` of Classroom 50 has it."""
    files = {f"cs-likes_submissions_1/cs-likes-{name}/app.py": APP for name in ("ada", "ben")}
    table = f"username,first_name,last_name,score,{column}\nada,Ada,Lovelace,3,2026-11-20T13:30:00Z\nben,Ben,Okri,,\n"
    handins = read(files, table)
    ada = next(handin for handin in handins.found if "ada" in handin.student)
    assert ada.late.words == (f"3 hours late by the column {column} (a hint: nothing is taken)")
    assert ada.late.penalty(8, 10) == 0
    assert any("it was handed in: ex01a_likes (2)" in note for note in handins.notes)


def test_what_a_student_writes_there_ends_no_run(read: Read) -> None:
    table = "id,datetime\nada,ex99z: 2026-11-20 23:10\nben,\x1b[31myesterday\n"
    handins = read({"ada/app.py": APP, "ben/app.py": APP}, table)
    assert [handin.late.penalty(8, 10) for handin in handins.found] == [0, 0]
    assert "\x1b" not in "".join(handins.notes)


def test_a_platforms_own_date_of_each_attempt_counts_first(read: Read) -> None:
    files = {"Likes_ada_attempt_2026-11-20-11-00-00_app.py": APP}
    (ada,) = read(files, "id,submitted\nada,2026-11-28 11:00\n").found
    assert ada.late.words == ""


def test_nobody_hands_in_for_another_by_the_name_of_a_file(read: Read) -> None:
    """Nor earlier than they did: what Blackboard wrote comes first."""
    forged = "x_ben_attempt_2026-11-29-11-00-00_app.py"
    handins = read({f"Likes_ada_attempt_2026-11-20-13-00-00_{forged}": APP}, "id\nada\nben\n")
    found = {handin.student: (handin.absent, handin.late.words) for handin in handins.found}
    assert found == {"ada": (False, "1 hour late: 1 point less"), "ben": (True, "")}


@pytest.mark.parametrize("moment", ["9999-12-31 23:59:59", "0001-01-01 00:00:00"])
def test_no_year_in_a_students_timestamp_ends_the_run(moment: str, read: Read) -> None:
    files = {"ada/ex01a/app.py": APP, "ada/ex01a/timestamp.txt": f"{moment} UTC"}
    (ada,) = read(files, "id\nada\n").found
    assert ada.late.penalty(8, 10) == 0


def test_a_table_of_another_assignment_is_not_used(read: Read) -> None:
    """Which is said; its name tells."""
    handins = read(MOODLE, WORKSHEET, "Grades-Python-ex02a notes-293.csv")
    assert not any(handin.when for handin in handins.found)
    assert any("are about ex02a_notes" in note and "not used" in note for note in handins.notes)
    assert any("it was handed in: ex01a_likes (2)" in note for note in handins.notes)


def test_a_table_that_does_not_say_of_which_exercise_is_not_used_for_several(read: Read) -> None:
    files = {"Ada Lovelace/ex01a/app.py": APP, "Ada Lovelace/ex02a/app.py": APP}
    handins = read(files, WORKSHEET, about="")
    assert all(handin.late.words == "" or "own date" in handin.late.words for handin in handins.found)
    assert any("do not say of which exercise" in note for note in handins.notes)


def test_dates_that_cannot_be_read_are_shown(read: Read) -> None:
    """The rest counts."""
    handins = read(MOODLE, WORKSHEET.replace("Friday, 20 November 2026, 12:00 PM", "11/20/26, 12:00"))
    found = by_name(handins)
    assert (found["Ada Lovelace"].when, bool(found["Ben Okri"].when)) == (None, True)
    assert any("that cannot be read (1): line 2: 11/20/26, 12:00. Write them as" in n for n in handins.notes)
    assert any("it was handed in: ex01a_likes (1)" in note for note in handins.notes)


def test_an_exercise_that_there_is_not_is_refused(read: Read) -> None:
    with pytest.raises(CourseError, match="dates of ada: there is no exercise"):
        read({"ada/app.py": APP}, "id,submitted\nada,ex99z: 2026-11-20 10:00\n")


def test_an_extension_of_nobody_is_told(read: Read, course: Course) -> None:
    """It may be a slip of the pen, which would cost somebody points."""
    deadlines = f"{DEADLINES}  extensions: {{ad: {{ex01a: 2 days}}}}\n"
    (course.root / "exercises" / "course.yaml").write_text(deadlines)
    notes = read({"ada/app.py": APP}, "id\nada\n").notes
    assert "Extensions in course.yaml of students of whom nothing is here (1): ad" in notes
