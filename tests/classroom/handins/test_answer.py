"""The one rule for what a student handed in: the right name, the only program, a notebook's app; else what is there."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
from classroom.handins.downloads import APP, NOTEBOOK, write, zipped

from statecourse.classroom.handins.found import Asked
from statecourse.classroom.handins.read import read_handins
from statecourse.course.course import Course

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from statecourse.classroom.handins.found import Handin

    HandIn = Callable[..., Handin]

CELL = {"cell_type": "code", "source": "x = 1"}


@pytest.fixture
def hand_in(course: Course, tmp_path: Path) -> HandIn:
    """What comes of one student's files, with what the student wrote in the answer."""
    (tmp_path / "temporary").mkdir()

    def hand_in(files: dict[str, str | bytes], change: Callable[[Path], None] | None = None) -> Handin:
        folder = write({f"ada/{name}": content for name, content in files.items()}, tmp_path / "in")
        (folder / "ada").mkdir(parents=True, exist_ok=True)
        if change:
            change(folder / "ada")
        (found,) = read_handins(folder, course, tmp_path / "temporary", Asked(("ex01a",))).found
        return found

    return hand_in


def notebook(*cells: dict[str, Any], **more: Any) -> str:
    """A notebook with these cells."""
    return json.dumps({"cells": list(cells), **more})


@pytest.mark.parametrize(
    ("files", "note"),
    [
        ({"app.py": APP, "other.py": "x"}, ""),
        ({"deep/down/app.py": APP, "other.py": "x"}, ""),
        ({"app.py": APP, "App.py": "x"}, "app.py was graded, of 2 files of that name"),
        ({"APP.PY": APP, "helper.py": "x"}, "APP.PY was graded as app.py"),
        ({"app.py": APP, "old/app.py": "x"}, "app.py was graded, of 2 files of that name"),
        ({"my app.py": APP, "data.csv": "1"}, "my app.py was graded as app.py"),
        ({"main.py": APP, "solution.ipynb": NOTEBOOK}, "main.py was graded as app.py"),
        ({"main.py": APP, "__init__.py": "", "conftest.py": "x"}, "main.py was graded as app.py"),
        (
            {"main.py": APP, ".venv/lib/x.py": "x", "__pycache__/y.py": "x", ".git/z.py": "x"},
            "main.py was graded as app.py",
        ),
        ({"work/solution.ipynb": NOTEBOOK}, "The app in work/solution.ipynb was graded."),
        ({"work.zip": zipped({"a.zip": zipped({"b/app.py": APP})}), "read me.txt": "x"}, ""),
        ({"ex01a_likes.py": APP, "other.py": "x"}, "ex01a_likes.py was graded as app.py"),
        ({"Ex01a.ipynb": NOTEBOOK, "other.py": "x"}, "The app in Ex01a.ipynb was graded."),
    ],
)
def test_what_is_taken(files: dict[str, str | bytes], note: str, hand_in: HandIn) -> None:
    """With a word where it is not just the file of the right name."""
    found = hand_in(files)
    assert (found.problem, found.note) == ("", note)
    assert found.submission is not None
    found.submission.check()
    assert found.submission.text().decode().strip() == APP.strip()


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({}, "there is no app.py; the folder is empty"),
        (
            {"one.py": "1", "two.py": "2"},
            "there is no app.py, and which of 2 files is meant cannot be told: one.py, two.py",
        ),
        (
            {"a/app.py": "1", "b/app.py": "2"},
            "which of 2 files is meant cannot be told: a/app.py, b/app.py",
        ),
        (
            {"one.ipynb": NOTEBOOK, "two.ipynb": NOTEBOOK},
            "there is no app.py, and which of 2 files is meant cannot be told: one.ipynb, two.ipynb",
        ),
        (
            {"app.py.txt": APP},
            "there is no app.py; there is app.py.txt (save it as app.py, without .txt behind it)",
        ),
        (
            {"app.docx": "x"},
            "there is no app.py; there is app.docx (a text document; save the program itself as app.py)",
        ),
        (
            {"app.pyc": "x"},
            "there is no app.py; there is app.pyc (what Python made of a program; hand in app.py itself)",
        ),
        (
            {"work.tar.gz": "x"},
            "there is no app.py; there is work.tar.gz (.gz archives are not opened; a zip file is)",
        ),
        ({"notes.md": "x"}, "there is no app.py; there is notes.md"),
        (
            {"a.zip": zipped({"app.py": "1"}), "b.zip": zipped({})},
            "there is no app.py; there is a.zip, b.zip",
        ),
        ({"x.ipynb": "{"}, "x.ipynb cannot be read: it is not valid JSON"),
        ({"x.ipynb": "[" * 100_000}, "x.ipynb cannot be read: it is not valid JSON"),
        ({"x.ipynb": "[]"}, "x.ipynb cannot be read: it has no cells"),
        ({"x.ipynb": notebook(*[CELL] * 2001)}, "x.ipynb cannot be read: it has more than 2000 cells"),
        (
            {"x.ipynb": notebook(CELL)},
            "x.ipynb: There is no answer cell in this notebook, and no other cell that writes app.py.",
        ),
        ({"work.zip": "no zip"}, "work.zip is not a readable zip file: File is not a zip file"),
        ({"one.py": bytes(21 * 2**20)}, "app.py is larger than 256 KB"),
    ],
)
def test_what_is_told(files: dict[str, str | bytes], problem: str, hand_in: HandIn) -> None:
    """Where nothing is the answer, or more than one thing may be."""
    found = hand_in(files)
    said = found.problem
    if found.submission:
        said = found.submission.copied(found.submission.folder.parent / "copy").problem
    assert said == problem


def test_files_beside_the_answer_come_along(hand_in: HandIn) -> None:
    """Also where the answer is renamed, or is a notebook's."""
    found = hand_in({"work/main.py": APP, "work/data/words.txt": "a", "work/.hidden/x": "b", "else.txt": "c"})
    assert found.submission is not None
    folder = found.submission.folder
    assert sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()) == [
        ".hidden/x",
        "app.py",
        "data/words.txt",
    ]


def test_a_file_that_the_exercise_hands_out_is_no_answer(course: Course, tmp_path: Path) -> None:
    """Where tests are asked for, an untouched ``app.py`` beside them is none."""
    path = course.root / "exercises" / "ex01a_likes" / "exercise.yaml"
    path.write_text(f"{path.read_text()}answer: test_app.py\n")
    course = Course(course.root)
    files = {"ada/app.py": APP, "ben/app.py": APP, "ben/my_tests.py": "2"}
    (tmp_path / "t").mkdir()
    asked = Asked(("ex01a",))
    found = {
        h.student: h for h in read_handins(write(files, tmp_path / "in"), course, tmp_path / "t", asked).found
    }
    assert found["ada"].problem == "there is no test_app.py; there is app.py"
    assert found["ben"].note == "my_tests.py was graded as test_app.py"


def test_a_notebook_as_a_program_of_2014_saved_it(hand_in: HandIn) -> None:
    cells = [
        {"cell_type": "code", "input": f"%%writefile app.py\n{APP}"},
        {"cell_type": "heading", "source": "x"},
    ]
    found = hand_in({"x.ipynb": json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}, {}, 1]})})
    assert found.submission is not None
    assert found.submission.text().decode().strip() == APP.strip()


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes as Unix has them")
@pytest.mark.parametrize("name", ["app.py", "main.py", "x.ipynb", "work.zip"])
@pytest.mark.parametrize("kind", ["link", "link to a folder", "pipe"])
def test_what_is_no_ordinary_file(name: str, kind: str, hand_in: HandIn, tmp_path: Path) -> None:
    """Is followed nowhere, and not waited for."""
    import os  # noqa: PLC0415

    secret = tmp_path / "secret"
    secret.write_text(APP)

    def change(folder: Path) -> None:
        if kind == "pipe":
            os.mkfifo(folder / name)
        else:
            (folder / name).symlink_to(secret if kind == "link" else tmp_path)

    found = hand_in({"notes.txt": "x"}, change)
    if found.submission is not None:
        found = type(found)("ada", None, problem=found.submission.copied(tmp_path / "copy").problem)
    assert found.problem
    assert not (tmp_path / "copy" / "app.py").exists()


def test_many_files_are_not_looked_through_for_long(hand_in: HandIn) -> None:
    """Nor are deep folders."""
    assert hand_in({f"{number}.txt": "" for number in range(5_001)}).problem == "more than 5,000 files"


def test_folders_that_are_too_deep(hand_in: HandIn) -> None:
    found = hand_in({"/".join(["d"] * 40) + "/app.py": "x", "main.py": APP})
    assert found.problem == "d lies more than 32 folders deep"
