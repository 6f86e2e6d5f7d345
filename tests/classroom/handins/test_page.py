"""The teacher's page, docs/grading.md: its examples are read as they stand there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from classroom.handins.downloads import APP, write
from typer.testing import CliRunner

from statecourse.classroom.handins.found import Asked
from statecourse.classroom.handins.read import read_handins
from statecourse.classroom.handins.roster import read_roster
from statecourse.cli.app import cli
from statecourse.course.course import Course
from statecourse.course.manifest import CourseManifest, parse

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "grading.md").read_text("utf-8")


def block(begins: str) -> str:
    """The only block of code that begins with a text."""
    (found,) = [text for text in re.findall(r"(?ms)^```\w+\n(.*?)^```", PAGE) if text.startswith(begins)]
    return found


def test_the_deadlines() -> None:
    """Have every key that there is."""
    manifest = parse(f"title: T\nformat: 1\n{block('deadlines:')}", CourseManifest, "course.yaml")
    assert set(manifest.deadlines.due) == {"ex01a", "ex01b"}
    assert manifest.deadlines.late.points_a_day == 1
    assert manifest.deadlines.extensions["jdoe"]["ex01a"].days == 3
    for key in (*CourseManifest.__struct_fields__[-1:], *type(manifest.deadlines.late).__struct_fields__):
        assert key in PAGE


def test_the_roster(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text(block("id,name"))
    jane, ben = read_roster(tmp_path / "roster.csv").students
    assert (jane.id, ben.person.groups) == ("jdoe", ("Team 1",))
    assert sorted(ben.extensions) == ["ex01a", "ex02a"]


def test_each_option_on_the_page_exists() -> None:
    told = CliRunner().invoke(cli, ["grade", "--help"], terminal_width=200).output
    assert [option for option in set(re.findall(r"`(--[a-z-]+)", PAGE)) if option not in told] == []


NAMES = [
    name for line in PAGE.splitlines() if line.startswith("| **") for name in re.findall(r"`([^`]+)`", line)
]


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in NAMES
        if name.endswith(("app.py", "app-1.py")) and "…" not in name and "jdoe/ex" not in name
    ],
)
def test_what_a_download_looks_like(name: str, tmp_path: Path) -> None:
    """Each name in the table is read as what it stands for."""
    course = Course(ROOT)
    (tmp_path / "t").mkdir()
    folder = write({name: APP}, tmp_path / "in")
    handins = read_handins(folder, course, tmp_path / "t", Asked(("ex01a",)))
    assert handins.notes[0].startswith("Read as a")
    assert [bool(handin.submission) for handin in handins.found] == [True]


@pytest.mark.parametrize(("pattern", "name"), re.findall(r"--pattern '([^']+)' -o \w+ +# (.+)", PAGE))
def test_the_patterns(pattern: str, name: str, tmp_path: Path) -> None:
    course = Course(ROOT)
    (tmp_path / "t").mkdir()
    folder = write({name: APP}, tmp_path / "in")
    about = ("ex01a",) if "exercise" not in pattern else ()
    (found,) = read_handins(folder, course, tmp_path / "t", Asked(about, pattern)).found
    assert (found.student, found.exercise) == ("jdoe", course.find("ex01a"))
