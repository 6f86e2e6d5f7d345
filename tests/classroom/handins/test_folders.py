"""The shapes in which submissions come: folders, zip files, both in each other, and none at all."""

from __future__ import annotations

import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from statecourse.classroom import unzip
from statecourse.classroom.handins.read import read_handins
from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from statecourse.classroom.handins.found import Handin, Handins
    from statecourse.course.course import Course

    Read = Callable[[Path], Handins]
    AsUser = Callable[[], AbstractContextManager[None]]
    Tree = Callable[..., Path]

APP = {"ex01a_likes/app.py": "x = 1\n"}


def zip_of(files: Mapping[str, str | bytes], path: Path) -> Path:
    """A zip file with these files."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as opened:
        for name, text in files.items():
            opened.writestr(name, text)
    return path


@pytest.fixture
def read(course: Course, tmp_path: Path) -> Read:
    """Read a folder of submissions to the small course."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    return lambda folder: read_handins(folder, course, temporary)


def found(handins: Handins) -> list[tuple[str, str, str]]:
    """Each with its student, exercise, and the problem or what its folder holds."""
    return [(h.student, h.exercise.id if h.exercise else "", _what(h)) for h in handins.found]


def _what(handin: Handin) -> str:
    if handin.submission is None:
        return handin.problem
    return " ".join(sorted(path.name for path in handin.submission.folder.iterdir()))


@pytest.mark.parametrize(
    "inside",
    [
        "ex01a_likes/app.py",
        "ex01a/app.py",
        "work/ex01a_likes/app.py",
        "me/course/exercises/ex01a_likes/app.py",
    ],
)
def test_a_folder_named_like_the_exercise_at_any_depth(
    inside: str, read: Read, tree: Tree, tmp_path: Path
) -> None:
    """Or like the start of its name."""
    handins = read(tree(tmp_path / "in", {f"ada/{inside}": "x"}))
    assert found(handins) == [("ada", "ex01a_likes", "app.py")]
    assert handins.notes == []


def test_zip_files_in_every_place(read: Read, tree: Tree, tmp_path: Path) -> None:
    """Of a student, of an exercise, of an exercise in a student's."""
    folder = tree(tmp_path / "in", {})
    zip_of(APP, folder / "ada.zip")
    zip_of({"app.py": "x"}, folder / "ben" / "ex01a_likes.zip")
    zip_of({"ex01a_likes/app.py": "x"}, folder / "cleo" / "ex01a_likes.ZIP")
    inner = zip_of({"app.py": "x", "helper.py": "y"}, tmp_path / "ex02a_notes.zip")
    with zipfile.ZipFile(folder / "dan.zip", "w") as opened:
        opened.write(inner, "hand-in/ex02a_notes.zip")
        opened.writestr("__MACOSX/ex01a_likes/._app.py", "x")
    assert found(read(folder)) == [
        ("ada", "ex01a_likes", "app.py"),
        ("ben", "ex01a_likes", "app.py"),
        ("cleo", "ex01a_likes", "app.py"),
        ("dan", "ex02a_notes", "app.py helper.py"),
    ]


@pytest.mark.parametrize("wrapped", ["", "all/"])
def test_a_zip_file_of_all_students(wrapped: str, read: Read, tmp_path: Path) -> None:
    """Also where it holds one folder that holds the students."""
    files = {f"{wrapped}ada/ex01a_likes/app.py": "x", f"{wrapped}ben/ex02a_notes/app.py": "y"}
    handins = read(zip_of(files, tmp_path / "all.zip"))
    assert found(handins) == [("ada", "ex01a_likes", "app.py"), ("ben", "ex02a_notes", "app.py")]


def test_a_zip_file_of_all_students_may_hold_more_than_one_students(
    read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has as many times the room, and each student's own zip file in it the usual one."""
    monkeypatch.setattr(unzip, "MAX_ENTRIES", 1)
    ann, bo = zip_of(APP, tmp_path / "ann"), zip_of(APP | {"notes.txt": ""}, tmp_path / "bo")
    students = {"ann.zip": ann.read_bytes(), "bo.zip": bo.read_bytes()}
    handins = found(read(zip_of(students | {"cy/ex01a/app.py": ""}, tmp_path / "class.zip")))
    assert handins == [
        ("ann", "ex01a_likes", "app.py"),
        ("bo", "", "bo.zip holds 2 files; at most 1 are unpacked"),
        ("cy", "ex01a_likes", "app.py"),
    ]


def test_a_bad_zip_file_is_its_students_problem(read: Read, tree: Tree, tmp_path: Path) -> None:
    """The others are read all the same."""
    folder = tree(
        tmp_path / "in", {"ada.zip": "not a zip", "ben/ex01a_likes.zip": "PK", "cleo/ex01a/app.py": "x"}
    )
    zip_of({"ex01a_likes/../../evil.py": "x"}, folder / "dan.zip")
    assert found(read(folder)) == [
        ("ada", "", "ada.zip is not a readable zip file: File is not a zip file"),
        ("ben", "ex01a_likes", "ex01a_likes.zip is not a readable zip file: File is not a zip file"),
        ("cleo", "ex01a_likes", "app.py"),
        ("dan", "", "dan.zip: 'ex01a_likes/../../evil.py' would be unpacked outside of its folder"),
    ]


def test_a_student_with_nothing_that_is_an_exercise(read: Read, tree: Tree, tmp_path: Path) -> None:
    """Is a row with the reason."""
    files = {"ada/readme.txt": "x", "ben/exercise1/app.py": "x", "cleo/app.py": "x", "dan/ex01a/app.py": "x"}
    text = "no exercise found: no folder in it has the name of one"
    assert found(read(tree(tmp_path / "in", files))) == [
        ("ada", "", text),
        ("ben", "", text),
        ("cleo", "", text),
        ("dan", "ex01a_likes", "app.py"),
    ]


def test_an_exercise_that_is_there_twice(read: Read, tree: Tree, tmp_path: Path) -> None:
    """The one that lies higher is graded, and the teacher is told of the other."""
    files = {"ada/a/b/ex01a_likes/app.py": "x", "ada/z/ex01a_likes/app.py": "x", "ada/z/ex01a_likes/high": ""}
    handins = read(tree(tmp_path / "in", files))
    assert found(handins) == [("ada", "ex01a_likes", "app.py high")]
    assert handins.notes == ["ada: ex01a_likes is there twice; a/b/ex01a_likes is not graded"]


def test_a_student_who_is_there_twice(read: Read, tree: Tree, tmp_path: Path) -> None:
    """Both are graded, under names that can be told apart."""
    folder = tree(tmp_path / "in", {"ada/ex01a_likes/app.py": "x"})
    zip_of(APP, folder / "ada.zip")
    handins = read(folder)
    assert [h.student for h in handins.found] == ["ada", "ada.zip"]
    assert handins.notes == ["ada.zip: ada is there twice; graded as ada.zip"]


def test_links_are_not_followed(read: Read, tree: Tree, tmp_path: Path) -> None:
    """A link in the place of an exercise is that exercise's problem, and no other's."""
    elsewhere = tree(tmp_path / "elsewhere", {"app.py": "x"})
    folder = tree(tmp_path / "in", {"ada/ex02a_notes/app.py": "x"})
    (folder / "ada" / "ex01a_likes").symlink_to(elsewhere)
    (folder / "ada" / "more").symlink_to(tmp_path)
    (folder / "ben").symlink_to(elsewhere)
    handins = read(folder)
    assert found(handins) == [
        ("ada", "ex01a_likes", "ex01a_likes is a link; links are not graded"),
        ("ada", "ex02a_notes", "app.py"),
    ]
    assert handins.notes == ["ben: not a folder or a zip file, so not a student; left out"]


def test_other_files_beside_the_students(read: Read, tree: Tree, tmp_path: Path) -> None:
    """Are named in a note; hidden ones are not worth one."""
    files = {"grades.csv": "x", ".DS_Store": "x", "__MACOSX/x": "x", "ada/ex01a_likes/app.py": "x"}
    handins = read(tree(tmp_path / "in", files))
    assert [h.student for h in handins.found] == ["ada"]
    assert handins.notes == ["grades.csv: not a folder or a zip file, so not a student; left out"]


def test_a_name_that_is_no_text(read: Read, tree: Tree, tmp_path: Path) -> None:
    """Could not be written into a table, so it is left out with a note."""
    folder = tree(tmp_path / "in", {"ada/ex01a_likes/app.py": "x", "be\nn/ex01a_likes/app.py": "x"})
    handins = read(folder)
    assert [h.student for h in handins.found] == ["ada"]
    assert handins.notes == ["'be\\nn': the name is not readable text; rename it; left out"]


@pytest.mark.skipif(sys.platform == "win32", reason="rights as Unix has them")
def test_what_may_not_be_read(open_place: Path, course: Course, tree: Tree, ordinary_user: AsUser) -> None:
    """A student's folder is that student's row, with no word of where it lies; all of it is one line."""
    folder = tree(open_place / "in", {"ada/ex01a/app.py": "x", "ben/ex01a/app.py": "x"})
    assert {exercise.answer for exercise in course.exercises.values()} == {
        "app.py"
    }  # read before the rights are gone
    (folder / "ada").chmod(0)
    with ordinary_user():
        handins = read_handins(folder, course, open_place)
    assert [(h.student, h.problem) for h in handins.found] == [
        ("ada", "ada cannot be read: Permission denied"),
        ("ben", ""),
    ]
    folder.chmod(0)
    with ordinary_user(), pytest.raises(CourseError, match=r"in cannot be read: Permission denied"):
        read_handins(folder, course, open_place)
    folder.chmod(0o755)
    (folder / "ada").chmod(0o755)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nowhere", "nowhere does not exist; give what you downloaded, a folder or a zip file"),
        ("file.txt", "file.txt is not a readable zip file: File is not a zip file"),
    ],
)
def test_a_folder_that_is_none(name: str, said: str, read: Read, tree: Tree, tmp_path: Path) -> None:
    """There is nothing to read, and one line says so."""
    tree(tmp_path, {"file.txt": "x"})
    with pytest.raises(CourseError) as problem:
        read(tmp_path / name)
    assert str(problem.value).endswith(said)
