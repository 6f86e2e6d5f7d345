"""Going back to how an exercise began, without losing what was done since."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from statecourse.authoring.scaffold import new_exercise
from statecourse.course import stubs
from statecourse.course.installed import copy_course
from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from pathlib import Path

    from statecourse.course.course import Course, Exercise


@pytest.fixture
def likes(course: Course) -> Exercise:
    """The first exercise."""
    return course.exercises["ex01a_likes"]


def git(course: Course, *arguments: str) -> None:
    """Run git in the course."""
    who = ["-c", "user.name=A", "-c", "user.email=a@example.com"]
    subprocess.run(["git", *who, *arguments], cwd=course.root, check=True, capture_output=True)


def test_reset_goes_back_to_what_was_kept(course: Course, likes: Exercise) -> None:
    """And keeps the learner's app, however often."""
    stub = likes.app.read_text()
    stubs.keep_stubs(course)
    for text in ("mine = 1\n", "mine = 2\n"):
        likes.app.write_text(text)
        backup = stubs.reset(course, likes)
        assert backup is not None
        assert backup.read_text() == text
        assert likes.app.read_text() == stub
    assert len(list((course.root / ".statecourse" / "backups").iterdir())) == 2


def test_reset_where_the_app_is_gone(course: Course, likes: Exercise) -> None:
    """There is nothing to keep then."""
    stub = likes.app.read_text()
    stubs.keep_stubs(course)
    likes.app.unlink()
    assert stubs.reset(course, likes) is None
    assert likes.app.read_text() == stub


def test_reset_from_the_courses_history(course: Course, likes: Exercise) -> None:
    """The last committed version that still has its TODO is the stub."""
    stub = likes.app.read_text()
    git(course, "init", "-q")
    git(course, "add", ".")
    git(course, "commit", "-qm", "The course")
    likes.app.write_text("mine = 1\n")
    git(course, "commit", "-qam", "My answer")
    stubs.reset(course, likes)
    assert likes.app.read_text() == stub


def test_reset_where_the_stub_is_kept_nowhere(course: Course, likes: Exercise) -> None:
    """The learner's app is not touched."""
    likes.app.write_text("mine = 1\n")
    with pytest.raises(CourseError) as problem:
        stubs.reset(course, likes)
    assert str(problem.value) == (
        "ex01a_likes: how app.py began is kept nowhere (not by `init`, git, or the package)"
    )
    assert likes.app.read_text() == "mine = 1\n"
    assert not (course.root / ".statecourse").exists()


def test_a_kept_stub_is_given_back_byte_by_byte(course: Course, likes: Exercise) -> None:
    """Line ends and umlauts included."""
    data = "# TODO größe\r\nx = 1\r\n".encode()
    likes.app.write_bytes(data)
    stubs.keep_stubs(course)
    likes.app.write_text("mine = 1\n")
    stubs.reset(course, likes)
    assert likes.app.read_bytes() == data


# --- a copy of the course, and a new exercise --------------------------------------------------


def test_a_folder_that_is_not_empty_is_not_copied_into(tmp_path: Path) -> None:
    """What is there stays as it is."""
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CourseError, match="is there already and not empty; choose another name"):
        copy_course(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    "name", ["ex1a_x", "ex01A_x", "ex01a", "ex01a_X", "ex01a-x", "../ex01a_x", "ex01a_x/y", ""]
)
def test_a_name_that_is_no_id(name: str, course: Course) -> None:
    """The line shows what one looks like."""
    with pytest.raises(CourseError) as problem:
        new_exercise(course, name)
    assert str(problem.value) == f'"{name}" is not an exercise\'s id; it should look like ex03c_reading_list'


@pytest.mark.parametrize("part", ["exercises", "solutions", "graders"])
def test_a_name_that_is_taken(part: str, course: Course) -> None:
    """Also where only a part of an exercise is there; nothing is written."""
    (course.root / part / "ex03a_new").mkdir()
    with pytest.raises(CourseError) as problem:
        new_exercise(course, "ex03a_new")
    assert str(problem.value) == f"{part}/ex03a_new is there already; choose another id, or delete it"
    assert len(list(course.root.glob("*/ex03a_new"))) == 1
