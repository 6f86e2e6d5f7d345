"""A submission, and the random inputs that follow from it."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any

import pytest

from statecourse.checks import Inputs
from statecourse.course.answer_files import MAX_BYTES, MAX_FILES, SubmissionError, submission_files
from statecourse.course.submission import Submission, open_submission, random_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Tree = Callable[..., Path]
    Judge = Any


def seed(folder: Path) -> str:
    """The seed that follows from a folder."""
    return Submission(folder).seed()


def test_the_same_submission_has_the_same_seed(tree: Tree, tmp_path: Path) -> None:
    """Wherever it lies, whoever handed it in, and whatever the line ends are."""
    files = {"app.py": "a = 1\nb = 2\n", "parts/more.py": "c = 3\n"}
    first = tree(tmp_path / "one", files)
    windows = tree(tmp_path / "two", {name: text.replace("\n", "\r\n") for name, text in files.items()})
    assert Submission(first, "ada").seed() == Submission(windows, "grace").seed()


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({"app.py": "a = 2\n"}, False),
        ({"more.py": "x = 1\n"}, False),
        ({"app.py": "a = 1\n\n"}, True),
        ({"notes.txt": "text"}, True),
        ({"__pycache__/app.cpython.pyc": "x"}, True),
        ({".venv/lib.py": "x"}, True),
    ],
)
def test_another_submission_has_another_seed(
    changed: dict[str, str], tree: Tree, tmp_path: Path, *, same: bool
) -> None:
    """As soon as its Python is another; what lies beside it does not count."""
    before = seed(tree(tmp_path / "one", {"app.py": "a = 1\n"}))
    after = seed(tree(tmp_path / "two", {"app.py": "a = 1\n"} | changed))
    assert (before == after) is same


def test_a_file_moved_to_another_name_is_another_submission(tree: Tree, tmp_path: Path) -> None:
    """Names and texts are kept apart in the seed."""
    one = tree(tmp_path / "one", {"ab.py": "c"})
    two = tree(tmp_path / "two", {"a.py": "bc"})
    assert seed(one) != seed(two)


def test_a_seed_is_the_same_on_every_machine(tree: Tree, tmp_path: Path) -> None:
    """So that a student and a teacher see the same inputs."""
    assert seed(tree(tmp_path / "one", {"app.py": "a = 1\n"})) == (
        "b16848862665838cf2b9751317bdf359ab9b2d599b21f91ec5baf61d906a1d0f"
    )
    assert random_for("ex01a", "test_x", "seed").randint(0, 10**6) == 753884


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name")
def test_a_name_that_is_no_utf8_is_graded_like_any_other(tree: Tree, tmp_path: Path) -> None:
    """It changes the seed, and breaks nothing."""
    folder = tree(tmp_path / "one", {"app.py": "a = 1\n"})
    before = seed(folder)
    (folder / os.fsdecode(b"caf\xe9.py")).write_text("x = 1\n")
    assert seed(folder) != before


# --- inputs ------------------------------------------------------------------------------------


def test_inputs_are_what_they_say() -> None:
    """Names and words are different from each other, numbers within their bounds."""
    inputs = Inputs(1)
    assert len(set(inputs.names(20))) == 20
    assert len(set(inputs.words(20))) == 20
    assert {inputs.number(2, 4) for _ in range(50)} == {2, 3, 4}
    assert re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+\d\d", inputs.name())
    assert re.fullmatch(r"[a-z]+ \d\d", inputs.word())


CHECK = "def test_x(inputs):\n    assert False, inputs.name()\ndef test_y(inputs):\n    assert False, inputs.name()\n"


def test_a_check_draws_the_same_inputs_for_the_same_app(judge: Judge) -> None:
    """And each check its own, and each app others."""
    drawn = [[c.failure.summary for c in judge(CHECK, app).checks] for app in ("a = 1", "a = 1", "a = 2")]
    assert drawn[0] == drawn[1]
    assert drawn[0] != drawn[2]
    assert drawn[0][0] != drawn[0][1]


# --- where a submission is ---------------------------------------------------------------------


def test_a_submission_is_a_folder_an_app_or_a_lone_file(tree: Tree, tmp_path: Path) -> None:
    """A lone file of another name becomes an app.py of its own, without its neighbours."""
    folder = tree(tmp_path / "work", {"app.py": "1", "other.py": "2", "data.txt": "3"})
    temporary = tree(tmp_path / "temporary", {})
    assert open_submission(folder, temporary).folder == folder
    assert open_submission(folder / "app.py", temporary).folder == folder
    lone = open_submission(folder / "other.py", temporary)
    assert [(path.name, path.read_text()) for path in lone.folder.iterdir()] == [("app.py", "2")]


def test_a_path_with_nothing_there(tmp_path: Path) -> None:
    """Is said to be so."""
    with pytest.raises(SubmissionError, match=r"no\.py does not exist"):
        open_submission(tmp_path / "no.py", tmp_path)


def test_an_app_that_is_a_link_is_not_graded(tree: Tree, tmp_path: Path) -> None:
    """It might lead anywhere on the grader's machine."""
    folder = tree(tmp_path / "work", {"real.py": "1"})
    (folder / "app.py").symlink_to("real.py")
    with pytest.raises(SubmissionError, match=r"app.py is a link; only a file can be graded"):
        Submission(folder).check()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders")
def test_links_and_pipes_beside_the_app_are_refused(tree: Tree, tmp_path: Path) -> None:
    """The line names the file."""
    folder = tree(tmp_path / "work", {"app.py": "1"})
    os.mkfifo(folder / "pipe")
    with pytest.raises(SubmissionError, match="pipe is not an ordinary file; links, pipes and devices"):
        seed(folder)
    (folder / "pipe").unlink()
    (folder / "parts").symlink_to("/etc")
    with pytest.raises(SubmissionError, match="parts is not an ordinary file"):
        seed(folder)


def test_what_a_submission_may_hold_is_bounded(tree: Tree, tmp_path: Path) -> None:
    """In files, bytes, and depth."""
    many = tree(tmp_path / "many", {f"{n:03}.txt": "" for n in range(MAX_FILES + 1)})
    with pytest.raises(SubmissionError, match=r"more than 500 files, or 20 MB, at 500.txt"):
        list(submission_files(many))
    large = tree(tmp_path / "large", {"app.py": "1"})
    with (large / "z.bin").open("wb") as file:
        file.truncate(MAX_BYTES)
    with pytest.raises(SubmissionError, match=r"more than 500 files, or 20 MB, at z\.bin"):
        list(submission_files(large))
    deep = tree(tmp_path / "deep" / "/".join("d" * 40), {"x.txt": ""})
    with pytest.raises(SubmissionError, match="d lies more than 32 folders deep"):
        list(submission_files(tmp_path / "deep"))
    assert deep.is_dir()


def test_what_is_not_the_students_own_is_left_out(tree: Tree, tmp_path: Path) -> None:
    """Caches, environments, version control, Streamlit's settings."""
    names = ["app.py", ".streamlit/config.toml", ".git/HEAD", "venv/x.py", "__pycache__/x.pyc", "data/a.csv"]
    folder = tree(tmp_path / "work", dict.fromkeys(names, ""))
    found = [path.relative_to(folder).as_posix() for path in submission_files(folder)]
    assert found == ["app.py", "data/a.csv"]


def test_an_answer_may_have_another_name(tmp_path: Path) -> None:
    """Where tests are asked for, such as in a lone file, it is these that are looked for."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    folder = tmp_path / "answer"
    folder.mkdir()
    (folder / "app.py").write_text("x = 1\n")
    with pytest.raises(SubmissionError, match=r"there is no test_app\.py; there is app\.py"):
        open_submission(folder, temporary, "test_app.py").check()
    (folder / "test_app.py").write_text("def test_x(): pass\n")
    assert open_submission(folder / "test_app.py", temporary, "test_app.py").script == folder / "test_app.py"
    lone = open_submission(folder / "app.py", temporary, "test_app.py")
    assert (lone.script.name, lone.script.read_text(), lone.student) == ("test_app.py", "x = 1\n", "app")
    assert lone.copied(tmp_path / "copy").script == tmp_path / "copy" / "test_app.py"
