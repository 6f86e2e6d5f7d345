"""`statecourse grade` as a teacher types it: a platform's download, a roster and deadlines in, all results out."""

from __future__ import annotations

import csv
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
from classroom.handins.downloads import DOWNLOADS, zipped

from statecourse.classroom import grade as grading
from statecourse.cli.app import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from statecourse.course.course import Course

    Grade = Callable[..., str]

pytestmark = pytest.mark.slow

ROSTER = "id,name,email,section,extensions\nada,Ada Lovelace,ada@x.edu,A,\nben,Ben Okri,,B,3 days\nzoe,Zoë Zorn,,B,\n"
DEADLINES = "deadlines: {timezone: UTC, due: {ex01a: 2026-11-18 12:00}, late: {points_a_day: 0.5}}\n"
SOLUTION = "import streamlit as st\nst.session_state.setdefault('n', 0)\nst.text_input('Name')\n"
SOLUTION += "if st.button('Like'):\n    st.session_state.n += 1\nst.write('Likes:', st.session_state.n)\n"


@pytest.fixture
def grade(course: Course, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Grade:
    """Grade a download; gives what was said."""
    monkeypatch.chdir(course.root)
    (course.root / "roster.csv").write_text(ROSTER)

    def run(*arguments: str, code: int = 0) -> str:
        monkeypatch.setattr(sys, "argv", ["statecourse", "grade", *arguments, "-o", "out", "--jobs", "1"])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert (int(ended.value.code or 0), said.err) == (code, "" if not code else said.err)
        return said.out + said.err

    return run


def rows(course: Course) -> dict[str, dict[str, str]]:
    """The table, by student."""
    with (course.root / "out" / "grades.csv").open(newline="", encoding="utf-8") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def results(course: Course) -> dict[str, dict[str, Any]]:
    """The results, by student."""
    found = json.loads((course.root / "out" / "results.json").read_text())["results"]
    return {result["student"]: result for result in found}


def download(course: Course, files: dict[str, str | bytes]) -> str:
    """A zip file with these files, by its name."""
    (course.root / "download.zip").write_bytes(zipped(files))
    return "download.zip"


def set_deadlines(course: Course, text: str = DEADLINES) -> None:
    path = course.root / "exercises" / "course.yaml"
    path.write_text(path.read_text().partition("deadlines:")[0] + text)


def test_everything_is_in_every_output(course: Course, grade: Grade) -> None:
    """Names, dates, what is late and what that costs, what was taken, who is missing."""
    set_deadlines(course)
    said = grade(download(course, DOWNLOADS["blackboard"]), "--exercise", "ex01a", "--roster", "roster.csv")
    assert "Note: Read as a Blackboard download: 9 hand-ins\n" in said
    assert "Note: Not in the roster (6): cleon, dans, eves, fayw, gusl, halr\n" in said
    assert "8 submissions of 9 students: 5 not passed, 1 nothing handed in, 3 could not be graded.\n" in said
    table, found = rows(course), results(course)
    assert (table["ada"]["name"], table["ada"]["email"], table["ada"]["section"]) == (
        "Ada Lovelace",
        "ada@x.edu",
        "A",
    )
    assert (table["ada"]["late"], table["ada"]["penalty"]) == ("2 days late: 1 point less", "1")
    assert float(table["ada"]["points"]) == found["ada"]["report"]["points"] - 1
    assert found["ada"]["handed_in"] == table["ada"]["handed in"] == "2026-11-20T10:30:00+00:00"
    assert found["ada"]["person"]["ids"] == {"blackboard": "adal"}
    assert (table["ben"]["late"], table["ben"]["note"]) == ("", "main.py was graded as app.py")
    assert (table["zoe"]["status"], found["zoe"]["absent"]) == ("nothing handed in", True)
    for ending in ("md", "html"):
        page = (course.root / "out" / "feedback" / f"ada.{ending}").read_text().replace("\\", "")
        assert "Feedback for Ada Lovelace (ada)" in page
        assert "Handed in 2026-11-20 10:30:00+00:00, 2 days late: 1 point less." in page
        assert "So 2 of 10 points count." in page
    assert "main.py was graded as app.py" in (course.root / "out" / "feedback" / "ben.html").read_text()


def test_a_new_deadline_and_a_new_roster_grade_nothing_anew(course: Course, grade: Grade) -> None:
    """The same command brings the results up to date."""
    path = download(course, {"Likes_ada_attempt_2026-11-20-10-30-00_app.py": SOLUTION})
    grade(path, "--exercise", "ex01a")
    assert rows(course)["ada"]["points"] == "10"
    set_deadlines(course)
    said = grade(path, "--exercise", "ex01a", "--roster", "roster.csv")
    assert "1 of 1 were graded already" in said
    assert rows(course)["ada"]["points"] == "9"


def test_the_best_of_several_attempts(course: Course, grade: Grade) -> None:
    """After what each loses for being late."""
    set_deadlines(course, DEADLINES.replace("0.5", "4"))
    attempts = {
        "Likes_ada_attempt_2026-11-17-10-00-00_app.py": "import streamlit as st\nst.write('Likes: 0')\nst.button('Like')\n",
        "Likes_ada_attempt_2026-11-18-13-00-00_app.py": SOLUTION,
        "Likes_ada_attempt_2026-11-19-13-00-00_app.py": SOLUTION,
    }
    path = download(course, dict(attempts))
    said = grade(path, "--exercise", "ex01a", "--keep", "best")
    assert "Note: 1 handed in more than once: the best one counts\n" in said
    assert "1 submission of 1 student" in said
    assert (rows(course)["ada"]["points"], rows(course)["ada"]["penalty"]) == ("6", "4")
    grade(path, "--exercise", "ex01a")
    assert (rows(course)["ada"]["points"], rows(course)["ada"]["penalty"]) == ("2", "8")


def test_a_group_is_graded_once(course: Course, grade: Grade) -> None:
    """And each member has a row, with feedback of their own."""
    (course.root / "roster.csv").write_text("id,name,groups\nada,Ada,Team One\nben,Ben,Team One\n")
    path = download(course, {"Team One_7_assignsubmission_file/app.py": SOLUTION})
    grade(path, "--exercise", "ex01a", "--roster", "roster.csv")
    table = rows(course)
    assert [(name, row["points"], row["group"]) for name, row in table.items()] == [
        ("ada", "10", "Team One"),
        ("ben", "10", "Team One"),
    ]
    page = (course.root / "out" / "feedback" / "ben.md").read_text()
    assert "This is what your group, Team One, handed in." in page
    assert "1 of 1 were graded already" in grade(path, "--exercise", "ex01a", "--roster", "roster.csv")


def test_a_question_is_one_line(course: Course, grade: Grade) -> None:
    said = grade(download(course, DOWNLOADS["moodle"]), code=2)
    assert said.startswith(
        "statecourse: download.zip looks like a Moodle download: which exercise it is about"
    )
    assert said.count("\n") == 1


def test_packages_that_this_machine_lacks(
    course: Course, grade: Grade, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that the course promises are told once at the top, the others are counted at the end."""
    monkeypatch.setattr(grading, "lacking", lambda _: ["altair", "pandas"])
    app = "import plotly_of_mars\n"
    said = grade(download(course, {"a/ex01a/app.py": app, "b/ex01a/app.py": app, "c/ex01a/app.py": SOLUTION}))
    assert said.splitlines()[0] == (
        "Note: The course promises packages that this machine lacks: altair, pandas. Apps that import them get no "
        "verdict; install them, and run the same command again"
    )
    assert "Packages that apps import and this machine lacks, and how many apps: plotly_of_mars (2)\n" in said


def test_a_roster_that_cannot_be_read_is_one_line(course: Course, grade: Grade, tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("a,b\n1,2\n")
    said = grade("in", "--roster", str(tmp_path / "roster.csv"), code=2)
    assert "no column tells who the students are" in said
