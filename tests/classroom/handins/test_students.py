"""Whose a hand-in is by the roster, groups, who is missing, and dates that are not a platform's."""

from __future__ import annotations

import datetime as dt
import os
import zipfile
from typing import TYPE_CHECKING

import pytest
from classroom.handins.downloads import APP, write

from statecourse.classroom.handins.found import Asked
from statecourse.classroom.handins.read import read_handins
from statecourse.course.course import Course

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from statecourse.classroom.handins.found import Handins

    Read = Callable[..., Handins]

ROSTER = """id,name,email,groups
ada,Ada Lovelace,ada@x.edu,Team One
ben,Ben Okri,ben@x.edu,Team One
cleo,Cleo Ng,cleo@x.edu,
"""


@pytest.fixture
def read(course: Course, tmp_path: Path) -> Read:
    """Read files about the first exercise, with a roster."""
    (tmp_path / "temporary").mkdir()
    (tmp_path / "roster.csv").write_text(ROSTER)

    def read(files: dict[str, str], **asked: object) -> Handins:
        roster = str(tmp_path / "roster.csv")
        return read_handins(
            write(files, tmp_path / "in"),
            Course(course.root),
            tmp_path / "temporary",
            Asked(("ex01a",), roster=roster, **asked),  # type: ignore[arg-type]
        )

    return read


def test_the_rosters_ids_are_the_names_in_the_results(read: Read) -> None:
    """With the platform's ids beside what the roster knows; who is in no roster is kept and named."""
    handins = read({"lovelaceada_1_2_app.py": APP, "okriben_3_4_app.py": APP, "strangejo_5_6_app.py": APP})
    found = {h.student: h.person for h in handins.found}
    assert found["ada"].ids == {"canvas": "1"}
    assert found["ada"].email == "ada@x.edu"
    assert set(found) == {"ada", "ben", "strangejo_5", "cleo"}
    assert "Not in the roster (1): strangejo_5" in handins.notes


def test_who_handed_in_nothing(read: Read) -> None:
    """Is there for each exercise in question, unless nothing of theirs could be read."""
    handins = read({"ada/ex01a/app.py": APP, "ben.zip": "no zip file"})
    absent = {h.student: (h.exercise.id, h.problem) for h in handins.found if h.absent and h.exercise}
    assert absent == {"cleo": ("ex01a_likes", "nothing was handed in")}


@pytest.mark.parametrize(
    "files",
    [
        {"team-one/app.py": APP},
        {"Team One_7_assignsubmission_file/app.py": APP},
        {"teamone_31_32_app.py": APP},
        {"likes-team-one/app.py": APP, "likes-team-one/.git/HEAD": "x", "likes-cleo/.git/HEAD": ""},
    ],
)
def test_what_is_named_like_a_group_counts_for_all_of_it(files: dict[str, str], read: Read) -> None:
    """It is graded once."""
    pattern = {"pattern": "likes-(.+)"} if "likes-cleo/.git/HEAD" in files else {}
    found = {h.student: h for h in read(files, **pattern).found}
    assert found["ada"].key == found["ben"].key
    assert found["ada"].submission is not None
    assert found["ada"].group
    assert found["cleo"].submission is None


def test_group_work_counts_for_those_who_handed_in_nothing(read: Read) -> None:
    """Only where the teacher says so: groups of a platform may be those of a timetable."""
    files = {"ada/ex01a/app.py": APP}
    found = {h.student: h for h in read(files).found}
    assert found["ben"].absent
    found = {h.student: h for h in read(files, group_work=True).found}
    assert found["ben"].key == found["ada"].key
    assert (found["ben"].group, found["ben"].person.name) == ("Team One", "Ben Okri")
    assert found["cleo"].absent
    both = {**files, "ben/ex01a/app.py": "2"}
    found = {h.student: h for h in read(both, group_work=True).found}
    assert found["ben"].key != found["ada"].key


def test_one_student_under_two_names(read: Read) -> None:
    """Is one student, who handed in twice."""
    handins = read({"ada/ex01a/app.py": "1", "ada@x.edu/ex01a/app.py": "2"})
    assert [h.student for h in handins.found] == ["ada", "ben", "cleo"]
    assert "1 handed in more than once: the last one counts" in handins.notes


# --- dates -------------------------------------------------------------------------------------

DEADLINE = """title: T
format: 1
deadlines: {timezone: UTC, due: {ex01a: 2026-11-20 12:00}, late: {points_a_day: 1}}
"""


def set_deadline(course: Course) -> None:
    (course.root / "exercises" / "course.yaml").write_text(DEADLINE)


def test_a_files_own_date_is_a_hint_and_takes_nothing(read: Read, course: Course, tmp_path: Path) -> None:
    """As a student can set it; without a deadline nobody needs it."""
    files = {"ada/ex01a/app.py": APP}
    path = write(files, tmp_path / "in") / "ada" / "ex01a" / "app.py"
    moment = dt.datetime(2026, 11, 20, 15, tzinfo=dt.UTC).timestamp()
    os.utime(path, (moment, moment))
    assert [h.when for h in read({}).found if h.student == "ada"] == [None]
    set_deadline(course)
    handins = read({})
    (ada,) = [h for h in handins.found if h.student == "ada"]
    assert ada.late.words == "3 hours late by the file's own date (a hint: nothing is taken)"
    assert ada.late.penalty(8, 10) == 0
    (note,) = handins.notes
    assert note.startswith("Not known for sure when it was handed in: ex01a_likes (1). ")


def test_files_in_a_zip_file_keep_their_dates(read: Read, course: Course, tmp_path: Path) -> None:
    """Also where the answer is renamed; but not where it has none."""
    set_deadline(course)
    (tmp_path / "in").mkdir()
    for name, year, file in (("ada", 2026, "main.py"), ("ben", 1980, "app.py")):
        with zipfile.ZipFile(tmp_path / "in" / f"{name}.zip", "w") as archive:
            archive.writestr(zipfile.ZipInfo(f"ex01a/{file}", (year, 12, 1, 8, 0, 0)), APP)
    found = {h.student: h.late.words for h in read({}).found}
    assert found["ada"].endswith(" days late by the file's own date (a hint: nothing is taken)")
    assert found["ben"] == ""


def test_nbgraders_timestamp_comes_before_the_files_date(read: Read, course: Course) -> None:
    """It is of the student's side, too, and that is said."""
    set_deadline(course)
    files = {
        "ada/ex01a/app.py": APP,
        "ada/ex01a/timestamp.txt": "2026-11-21 11:00:00.000000 UTC",
        "ben/ex01a/app.py": APP,
        "ben/ex01a/timestamp.txt": "yesterday",
    }
    found = {h.student: h.late.words for h in read(files).found}
    assert found["ada"] == "23 hours late by timestamp.txt (a hint: nothing is taken)"


def dated(files: dict[str, str], read: Read, tmp_path: Path, **asked: object) -> dict[str, str]:
    """What is said of the lateness of each; Ada handed in at 14:00 on the 21st, and Ben has three days more."""
    (tmp_path / "roster.csv").write_text(
        "id,groups,extensions,submitted\nada,Team One,,2026-11-21 14:00\nben,Team One,3 days,\ncleo,,,2026-11-24 14:00\n"
    )
    return {h.student: h.late.words for h in read(files, **asked).found}


def test_the_latest_extension_in_a_group_counts_for_all_of_it(
    read: Read, course: Course, tmp_path: Path
) -> None:
    """As they handed in one work, which is late for all or for none; so does its date, whoever it stands with."""
    set_deadline(course)
    alone = {"ada/ex01a/app.py": APP, "cleo/ex01a/app.py": APP}
    assert dated(alone, read, tmp_path) == {
        "ada": "2 days late: 2 points less",
        "cleo": "5 days late: 5 points less",
        "ben": "",
    }
    assert dated(alone, read, tmp_path, group_work=True) == {
        "ada": "",
        "ben": "",
        "cleo": "5 days late: 5 points less",
    }
    text = DEADLINE.replace("due:", "extensions: {ben: {ex01a: 1 day}}, due:")
    (course.root / "exercises" / "course.yaml").write_text(text)
    late = "2 hours late: 1 point less"
    assert dated(alone, read, tmp_path, group_work=True) | {"cleo": ""} == {
        "ada": late,
        "ben": late,
        "cleo": "",
    }


def test_so_it_does_where_a_group_handed_in_as_one(read: Read, course: Course, tmp_path: Path) -> None:
    """Without ``--group-work``, too."""
    set_deadline(course)
    found = dated({"team-one/app.py": APP}, read, tmp_path)
    assert (found["ada"], found["ben"]) == ("", "")
    text = DEADLINE.replace("due:", "extensions: {ben: {ex01a: 1 day}}, due:")
    (course.root / "exercises" / "course.yaml").write_text(text)
    found = dated({"team-one/app.py": APP}, read, tmp_path)
    assert found["ada"] == found["ben"] == "2 hours late: 1 point less"
