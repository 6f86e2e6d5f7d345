"""Marks of an earlier run, on the command line."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from marked import ADA, BEN, half, passed, result, results

from statecourse.classroom.formats.export import export, read_results
from statecourse.classroom.formats.format import Wanted, format_named
from statecourse.classroom.grade import write_results
from statecourse.course.manifest import CourseError
from statecourse.report.report import Report

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from statecourse.classroom.results import Results
    from statecourse.course.course import Course

    Run = Callable[..., subprocess.CompletedProcess[str]]

GRADEBOOK = """\
Student,ID,SIS Login ID,Section,likes (1)
    Points Possible,,,,3.00
"Lovelace, Ada",101,ada,A,
"Bitdiddle, Ben",102,ben,A,1.00
"""


def a_class() -> Results:
    return results(
        result("ada", passed("ex01a_likes"), person=ADA),
        result("ben", half("ex01a_likes"), person=BEN),
        result("x/y", Report("ex01a_likes", "T", [], 0, 3, problem="app.py is empty")),
        result("zoe", None, problem="zoe.zip is not a readable zip file"),
    )


@pytest.fixture
def graded(course: Course, tmp_path: Path) -> Path:
    """A folder as `grade` leaves it."""
    found = a_class()
    named = results(*(one for one in found.results if "/" not in one.student))
    write_results(named, course, tmp_path / "out")
    return tmp_path / "out"


def test_results_are_read_as_they_were_written(course: Course, tmp_path: Path) -> None:
    """One at a time."""
    found = results(
        result("ada", passed("ex01a_likes"), person=ADA, late="late", penalty=1.5, handed_in="2026-06-01")
    )
    write_results(found, course, tmp_path)
    again = read_results(tmp_path)
    assert list(again.results) == list(found.results)
    assert (again.course, len(again.results)) == ("A course", 1)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (None, "cannot be read: No such file or directory; give the folder that"),
        ("{", "is not what `statecourse grade` writes"),
        ("[]", "is not what `statecourse grade` writes"),
    ],
)
def test_results_that_cannot_be_read(text: str | None, why: str, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "results.json").write_text(text)
    with pytest.raises(CourseError, match=why):
        read_results(tmp_path)


def test_results_of_another_version(graded: Path) -> None:
    path = graded / "results.json"
    path.write_text(path.read_text().replace("results/v1", "results/v9"))
    with pytest.raises(CourseError, match="another version"):
        read_results(graded)


def test_each_student_gets_a_file_where_the_format_says_so(graded: Path, tmp_path: Path) -> None:
    export(read_results(graded), format_named("gradescope"), Wanted(), tmp_path / "gs")
    assert sorted(path.parent.name for path in (tmp_path / "gs").rglob("results.json")) == [
        "ada",
        "ben",
        "zoe",
    ]
    only = Wanted(exercises=("ex99a_none",))
    export(read_results(graded), format_named("classroom50"), only, tmp_path / "c50")
    assert [path.parent.name for path in (tmp_path / "c50").rglob("result.json")] == ["zoe"]


def test_marks_fills_in_a_gradebook(graded: Path, tmp_path: Path, run: Run) -> None:
    """Its own file is left alone, and who is not in it is named."""
    (tmp_path / "gradebook.csv").write_text(GRADEBOOK)
    done = run("statecourse", "marks", graded, "--into", "gradebook.csv", "-o", "filled.csv", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [
        "Note: Not in gradebook.csv: zoe: no row has this number, address or name",
        "Written: filled.csv",
    ]
    assert (tmp_path / "filled.csv").read_text() == GRADEBOOK.replace("ada,A,", "ada,A,3.00")
    assert (tmp_path / "gradebook.csv").read_text() == GRADEBOOK


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ["--into", "gradebook.csv", "-o", "gradebook.csv"],
            "is your own file; say -o FILE to write another one",
        ),
        (["--into", "none.csv"], "none.csv cannot be read"),
        (["--format", "canvas"], "canvas fills in a table of your own: say --into FILE"),
        (["--format", "moodle", "--into", "gradebook.csv"], "is nothing that moodle fills in"),
        (["--format", "wide", "--into", "gradebook.csv"], "fills in; say --into gradebook.csv alone"),
        (["--format", "xml"], 'there is no format "xml"; there are canvas, classroom50, github'),
        (
            ["--format", "wide", "--exercise", "ex09"],
            '"ex09" is not one of the exercises that were graded: ex01a_likes',
        ),
    ],
)
def test_what_marks_cannot_do_it_says(
    options: list[str], said: str, graded: Path, tmp_path: Path, run: Run
) -> None:
    (tmp_path / "gradebook.csv").write_text(GRADEBOOK)
    done = run("statecourse", "marks", graded, *options, cwd=tmp_path)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())


def test_marks_are_written_into_the_results_folder_by_default(graded: Path, tmp_path: Path, run: Run) -> None:
    done = run("statecourse", "marks", graded, "--format", "wide", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"Written: {graded / 'marks.csv'}\n")
    assert (graded / "marks.csv").read_bytes().startswith(b"\xef\xbb\xbfstudent,name,")
    done = run("statecourse", "marks", graded, "--format", "github", "--exercise", "ex01a", cwd=tmp_path)
    assert done.returncode == 0
    assert (graded / "github" / "ada" / "github-output.txt").read_text().endswith("points=3\nmaximum=3\n")


def test_marks_lists_its_formats(tmp_path: Path, run: Run) -> None:
    done = run("statecourse", "marks", "anywhere", cwd=tmp_path)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 7
    assert "--format wide" in done.stdout


def test_a_file_that_cannot_be_written(graded: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CourseError, match="cannot be written"):
        export(read_results(graded), format_named("junit"), Wanted(), tmp_path / "file" / "junit.xml")


def test_results_json_is_what_the_formats_are_made_from(graded: Path) -> None:
    """Nothing of a person is left out of it."""
    first = json.loads((graded / "results.json").read_text())["results"][0]
    assert first["person"]["ids"] == {"canvas": "101", "moodle": "9001"}


@pytest.mark.slow
def test_grade_writes_formats_as_well(course: Course, tmp_path: Path, run: Run) -> None:
    """What is wrong with them is said before anything is graded."""
    (course.root / "in" / "ada" / "ex01a_likes").mkdir(parents=True)
    (course.root / "in" / "ada" / "ex01a_likes" / "app.py").write_text(
        "import streamlit as st\nst.write('Likes: 0')"
    )
    (course.root / "book.csv").write_text(
        GRADEBOOK.replace("3.00", "10.00").replace("likes (1)", "ex01a (1)")
    )
    grade = ["statecourse", "grade", "in", "-o", "out", "--jobs", "1", "--isolation", "process"]
    for wrong, said in (
        ("canvas", "say --format canvas=FILE"),
        ("xml", "there is no format"),
        ("wide=book.csv", "book.csv is a gradebook, and wide fills in none; name a file to write"),
    ):
        done = run(*grade, "--format", wrong, cwd=course.root)
        assert done.returncode == 2
        assert said in " ".join(done.stderr.split())
        assert not (course.root / "out").exists()
    grade += ["--format", "wide", "--format", "canvas=book.csv", "--format", "junit=made.xml"]
    for _ in range(2):  # what was written may be written again
        done = run(*grade, cwd=course.root)
        assert (done.returncode, done.stderr) == (0, "")
    written = {"Written: out/marks.csv", "Written: out/book.csv", "Written: made.xml"}
    assert written <= set(done.stdout.splitlines())
    assert (course.root / "made.xml").read_text().startswith("<?xml")
    assert re.search(r"ada,A,[1-9]\.00\n", (course.root / "out" / "book.csv").read_text())
