"""A hand-in that changes while it is read: between the look at a name and its opening, something else takes its place."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import statecourse
from statecourse.classroom.handins.read import read_handins
from statecourse.classroom.unzip import unpack
from statecourse.course import opening
from statecourse.course.answer_files import MAX_BYTES, SubmissionError, reading
from statecourse.course.answer_folder import lay_out
from statecourse.course.opening import read_file
from statecourse.course.stubs import flagged
from statecourse.course.submission import Job, Submission, open_submission
from statecourse.judge.outcome import _source_line
from statecourse.report.report import CheckResult, Report
from statecourse.runtime.libraries import libraries_of
from statecourse.sandbox.app_folder import Scratch

if TYPE_CHECKING:
    from collections.abc import Callable

    from statecourse.course.course import Course

    Tree = Callable[..., Path]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="opens nothing relative to a folder")

SECRET = "a canary sings here"
NOT_ORDINARY = "is not an ordinary file"


def to_link(path: Path, secret: Path) -> None:
    path.symlink_to(secret)


def to_pipe(path: Path, _: Path) -> None:
    os.mkfifo(path)


def to_folder(path: Path, _: Path) -> None:
    path.mkdir()


SWAPS = [to_link, to_pipe, to_folder]


@pytest.fixture
def swapped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., list[Path]]:
    """Have something else take the place of a path just before it is opened; gives the places that were taken."""
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    real, taken = opening._open, []

    def swap(name: str, how: Callable[[Path, Path], None]) -> list[Path]:
        def opened(path: Path, at: int | None, more: int = 0) -> int:
            if path.name == name and path not in taken:
                path.rename(tmp_path / "before")
                how(path, secret)
                taken.append(path)
            return real(path, at, more)

        monkeypatch.setattr(opening, "_open", opened)
        return taken

    return swap


READERS: dict[str, Callable[[Path, Path], Any]] = {
    "seed": lambda answer, _: Submission(answer).seed(),
    "digest": lambda answer, _: Submission(answer).digest(),
    "check": lambda answer, _: Submission(answer).check(),
    "text": lambda answer, _: Submission(answer).text(),
    "scratch": lambda answer, new: Scratch(new.parent, answer, None),
    "a lone file": lambda answer, new: open_submission(answer / "app.py", new.parent, "test_app.py"),
}
"""Each raises `SubmissionError`; what is read is below the first folder, what is made in the second."""


@pytest.mark.parametrize("how", SWAPS)
@pytest.mark.parametrize("reader", READERS)
def test_a_file_that_becomes_something_else(
    reader: str, how: Any, swapped: Any, tree: Tree, tmp_path: Path
) -> None:
    """Is no ordinary file any more, whoever reads it; nobody waits for it, and nothing of it is read."""
    answer = tree(tmp_path / "answer", {"app.py": "x = 1"})
    taken = swapped("app.py", how)
    with pytest.raises(SubmissionError, match=NOT_ORDINARY):
        READERS[reader](answer, tmp_path / "new")
    assert taken == [answer / "app.py"]
    assert not any(
        SECRET in path.read_text()
        for path in tmp_path.glob("*/**/*.py")
        if path.is_file() and not path.is_symlink()
    )


@pytest.mark.parametrize("how", SWAPS)
def test_a_copy_of_what_becomes_something_else(how: Any, swapped: Any, tree: Tree, tmp_path: Path) -> None:
    """Is a submission with its reason, and without what was not handed in."""
    answer = tree(tmp_path / "answer", {"app.py": "x = 1", "data.txt": "x"})
    swapped("data.txt", how)
    copied = Submission(answer).copied(tmp_path / "copy")
    assert copied.problem.startswith(f"data.txt {NOT_ORDINARY}")
    assert not (tmp_path / "copy" / "data.txt").exists()


def is_stub(answer: Path, course: Course) -> bool:
    """Whether it is seen to be what was handed out."""
    exercise = course.exercises["ex01a_likes"]
    report = Report(exercise.id, "T", [CheckResult("test_one", "One.", "failed", 0, 1)], 0, 1)
    return flagged(report, course, Job(exercise, Submission(answer))).unchanged


LOOKS: list[Callable[[Path, Course], Any]] = [lambda answer, _: libraries_of(answer), is_stub]


@pytest.mark.parametrize("how", SWAPS)
@pytest.mark.parametrize("look", LOOKS, ids=["libraries", "stub"])
def test_a_look_that_only_advises(
    look: Any, how: Any, swapped: Any, tree: Tree, tmp_path: Path, course: Course
) -> None:
    """Sees nothing, and raises nothing."""
    stub = course.exercises["ex01a_likes"].app.read_text()
    answer = tree(tmp_path / "answer", {"app.py": f"{stub}# pandas\n"})
    taken = swapped("app.py", how)
    assert not look(answer, course)
    assert taken == [answer / "app.py"]


@pytest.mark.parametrize("how", SWAPS)
def test_a_line_for_the_feedback(how: Any, swapped: Any, tree: Tree, tmp_path: Path) -> None:
    """Is never another file's."""
    answer = tree(tmp_path / "answer", {"app.py": "x = 1"})
    assert _source_line(answer / "app.py", 1) == "x = 1"
    swapped("app.py", how)
    assert _source_line(answer / "app.py", 1) == ""


@pytest.mark.parametrize("how", SWAPS)
def test_an_archive_that_becomes_something_else(how: Any, swapped: Any, tree: Tree, tmp_path: Path) -> None:
    """Is not unpacked."""
    archive = tree(tmp_path / "in", {"hers.zip": "no matter"}) / "hers.zip"
    swapped("hers.zip", how)
    with pytest.raises(SubmissionError, match=NOT_ORDINARY):
        unpack(archive, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("how", SWAPS)
def test_what_lies_beside_a_notebook(
    how: Any, swapped: Any, tree: Tree, tmp_path: Path, course: Course
) -> None:
    """Nbgrader's way to a submission."""
    beside = tree(tmp_path / "beside", {"data.txt": "x"})
    swapped("data.txt", how)
    with pytest.raises(SubmissionError, match=NOT_ORDINARY):
        lay_out({"app.py": b"x"}, beside, course.exercises["ex01a_likes"], tmp_path / "answer")


@pytest.mark.parametrize("how", SWAPS)
def test_a_notebook_that_becomes_something_else(how: Any, swapped: Any, tree: Tree, tmp_path: Path) -> None:
    """Has its reason as feedback."""
    notebookfile = pytest.importorskip("statecourse.classroom.nbgrader.batch")
    path = tree(tmp_path / "ada", {"ex.ipynb": '{"cells": []}'}) / "ex.ipynb"
    swapped("ex.ipynb", how)
    _, problem = notebookfile.read_notebook(path)
    assert problem == "the notebook cannot be read: it is no ordinary file"


@pytest.mark.parametrize("name", ["ada", "deeper", "ex01a_likes", "parts"])
def test_a_folder_on_the_way_that_becomes_a_link(
    name: str, swapped: Any, tree: Tree, tmp_path: Path, course: Course
) -> None:
    """Leads nowhere, be it a student's own or any within."""
    other = tree(
        tmp_path / "other", {"app.py": SECRET, "parts/data.txt": SECRET, "deeper/ex01a_likes/app.py": SECRET}
    )
    students = tree(
        tmp_path / "in", {"ada/deeper/ex01a_likes/app.py": "1", "ada/deeper/ex01a_likes/parts/data.txt": "2"}
    )
    handin = read_handins(students, course, tmp_path).found[0]
    taken = swapped(name, lambda path, _: path.symlink_to(other))
    assert handin.submission is not None
    assert handin.submission.copied(tmp_path / "copy").problem
    assert taken
    assert not any(SECRET in path.read_text() for path in (tmp_path / "copy").rglob("*.*"))


def test_what_nbgraders_step_before_grading_writes_stays_in_the_students_folder(
    tree: Tree, tmp_path: Path, swapped: Any
) -> None:
    """Whatever links lie there, and whatever a notebook becomes."""
    prepare = pytest.importorskip("statecourse.classroom.nbgrader.prepare").prepare
    other = tree(tmp_path / "other", {"secret.txt": SECRET})
    tree(tmp_path / "source" / "hw", {"hw.ipynb": "{}"})
    folder = tree(tmp_path / "submitted" / "ada" / "hw", {"mine.ipynb": "{}", "timestamp.txt": "no time"})
    (folder / ".not-graded").symlink_to(other)
    (folder / "data").symlink_to(other / "secret.txt")
    swapped("mine.ipynb", to_link)
    notebooks = [str(folder / "mine.ipynb")]
    prepare("hw", "ada", notebooks)
    assert [path.name for path in other.iterdir()] == ["secret.txt"]
    aside = {path.name for path in (folder / ".not-graded").iterdir()}
    assert aside == {".not-graded-link", "data", "timestamp.txt"}
    assert notebooks[1:] == [str(folder / "hw.ipynb")]
    assert (folder / "hw.ipynb").read_bytes() == b""


READS = (
    "course/submission",
    "course/answer_files",
    "course/answer_folder",
    "classroom/handins/answer",
    "classroom/handins/notebook_file",
    "classroom/handins/read",
    "classroom/layouts/platforms",
    "classroom/layouts/gradescope",
    "classroom/unzip",
    "judge/outcome",
    "sandbox/app_folder",
    "runtime/libraries",
)
READS += ("classroom/nbgrader/prepare",)


@pytest.mark.parametrize("module", READS)
def test_who_reads_what_was_handed_in_opens_it_like_this(module: str) -> None:
    """A name that was looked at is no file that was."""
    source = (Path(statecourse.__file__).parent / f"{module}.py").read_text(encoding="utf-8")
    assert (
        re.findall(r"\.read_(?:bytes|text)\(|copyfile|copytree|copy2|\.open\(\"r|(?<![\w.])open\(", source)
        == []
    )


def test_a_file_that_grows(tree: Tree, tmp_path: Path) -> None:
    """Is read as far as it went when it was opened."""
    path = tree(tmp_path / "answer", {"app.py": "x = 1"}) / "app.py"
    with opening.opened(path) as file:
        path.write_text("y" * 100)
        assert file.read() == b"yyyyy"
    assert read_file(path, at_most=3) == b"yyy"


def test_a_file_that_was_too_large_is_not_read(
    tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many there are."""
    answer = tree(tmp_path / "answer", {"app.py": "x = 1"})
    os.truncate(tree(answer, {"large.txt": ""}) / "large.txt", MAX_BYTES + 1)
    read: list[Path] = []
    monkeypatch.setattr(opening.Opened, "read", lambda file: read.append(file.path) or b"")
    with pytest.raises(SubmissionError, match="or 20 MB, at large.txt"):
        Submission(answer).digest()
    assert read == [answer / "app.py"]


def test_a_file_that_may_not_be_opened_is_named(tmp_path: Path) -> None:
    """As any other that cannot be read."""
    with pytest.raises(SubmissionError, match="gone.py cannot be read: No such file"), reading(tmp_path):
        read_file(tmp_path / "gone.py")
