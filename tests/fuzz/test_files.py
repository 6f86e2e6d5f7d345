"""What students hand in and what authors write: any file ends in a result, or in a line that says what to do."""

from __future__ import annotations

import io
import shutil
import string
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from statecourse.classroom.handins.found import Asked
from statecourse.classroom.handins.read import read_handins
from statecourse.classroom.layouts.listing import Names
from statecourse.classroom.unzip import unpack
from statecourse.course.answer_files import MAX_DEPTH, SubmissionError, readable
from statecourse.course.course import Course
from statecourse.course.manifest import CourseError, CourseManifest, ExerciseManifest, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

relaxed = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
pytestmark = [pytest.mark.filterwarnings("ignore:Duplicate name"), pytest.mark.slow]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Path]:
    """A folder that is empty again for each example."""
    folder = tmp_path / "work"
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def anew(folder: Path) -> Path:
    """The folder, with nothing in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


# --- zip files ---------------------------------------------------------------------------------

parts = st.sampled_from(
    [
        "app.py",
        "..",
        ".",
        "",
        "a",
        "A",
        "ex01a_likes",
        "ex02a",
        "ada",
        "x" * 300,
        "\0",
        "CON",
        "é",
        "C:",
        "~",
        "*",
    ]
)
names = st.lists(parts, min_size=1, max_size=5).map("/".join) | st.text(min_size=1, max_size=20)
entries = st.lists(
    st.tuples(names, st.binary(max_size=30), st.sampled_from([0, 0o100644, 0o120777, 0o10600]))
)
byte_changes = st.lists(st.tuples(st.integers(0, 9_999), st.integers(0, 255)), max_size=6)


def zipped(given_entries: list[tuple[str, bytes, int]]) -> bytes:
    """A zip file with these entries, whatever their names and modes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data, mode in given_entries:
            entry = zipfile.ZipInfo("x")
            entry.filename, entry.external_attr = name, mode << 16
            opened.writestr(entry, data)
    return buffer.getvalue()


def mangled(data: bytes, changes: list[tuple[int, int]], cut: int) -> bytes:
    """Bytes with some of them changed, and with the end cut off."""
    made = bytearray(data)
    for place, byte in changes if made else []:
        made[place % len(made)] = byte
    return bytes(made[: len(made) - cut])


@relaxed
@given(content=entries, changes=byte_changes, cut=st.sampled_from([0, 0, 0, 1, 22, 40]))
@example(content=[("../app.py", b"x", 0)], changes=[], cut=0)
@example(content=[("app.py/", b"x", 0), ("app.py", b"x", 0)], changes=[], cut=0)
@example(content=[("\udcff", b"x", 0)], changes=[], cut=0)
def test_a_zip_file_of_any_kind(
    content: list[tuple[str, bytes, int]], changes: list[tuple[int, int]], cut: int, empty: Path
) -> None:
    """Is unpacked into its folder, or is refused; nothing lies outside, nothing but files is inside."""
    try:
        data = zipped(content)
    except UnicodeEncodeError:
        return  # zipfile itself cannot write it
    anew(empty)
    (empty / "hers.zip").write_bytes(mangled(data, changes, cut))
    try:
        unpack(empty / "hers.zip", empty / "out")
    except SubmissionError as problem:
        assert "\n" not in str(problem)
        assert len(str(problem)) < 500
    assert {path.name for path in empty.iterdir()} <= {"hers.zip", "out"}
    for path in (empty / "out").rglob("*"):
        assert not path.is_symlink()
        assert path.is_file() or path.is_dir()
        assert len(path.relative_to(empty / "out").parts) <= MAX_DEPTH


# --- folders of students -----------------------------------------------------------------------

file_parts = st.sampled_from(
    [
        "Ada", "ada.zip", "ex01a_likes", "ex01a", "ex01a_likes.zip", "app.py", "ex02a_notes", ".git", "__MACOSX",
        "exercises", "a\nb", "=cmd", "é", "e\u0301", "\u202eevil", "x" * 200, " ", "-rf", "course.ZIP", "\udcff",
    ]
)  # fmt: skip
trees = st.lists(
    st.tuples(st.lists(file_parts, min_size=1, max_size=5), st.sampled_from(["", "import x", "ZIP", "LINK"])),
    max_size=8,
)


def planted(root: Path, tree: list[tuple[list[str], str]]) -> None:
    """Make the files of a tree, as far as they can be there together."""
    for way, content in tree:
        path = root.joinpath(*way)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if content == "LINK":
                path.symlink_to("/etc")
            else:
                path.write_bytes(
                    zipped([("ex01a_likes/app.py", b"x", 0)]) if content == "ZIP" else content.encode()
                )
        except (OSError, UnicodeEncodeError):
            continue


@pytest.fixture(scope="module")
def minicourse() -> Course:
    """The small course, as it is."""
    return Course(Path(__file__).parents[1] / "minicourse")


@relaxed
@given(tree=trees)
@example(tree=[(["Ada", "ex01a_likes"], "ZIP"), (["Ada", "ex01a", "app.py"], "x")])
@example(tree=[(["Ada.zip"], "ZIP"), (["Ada", "ex01a_likes.zip"], "ZIP"), (["ada.zip"], "LINK")])
def test_a_folder_of_anything(tree: list[tuple[list[str], str]], empty: Path, minicourse: Course) -> None:
    """Each thing in it is a student with a result, or is named among what was left out."""
    planted(anew(empty) / "in", tree)
    (empty / "in").mkdir(exist_ok=True)
    (empty / "tmp").mkdir()
    try:
        handins = read_handins(empty / "in", minicourse, empty / "tmp")
    except CourseError as question:
        assert any(
            word in str(question)
            for word in (
                "give the folder",
                "no layout",
                "say which",
                "no submissions",
                "more than one kind",
                "zip file",
            )
        )
        return
    for found in handins.found:
        assert (found.submission is None) == bool(found.problem)
        assert found.student.isprintable()
        assert found.student.encode()
        if found.submission:
            assert not found.submission.folder.is_symlink()
            assert found.submission.folder.resolve().is_relative_to(empty)
    assert len({(found.student, found.exercise) for found in handins.found}) == len(handins.found)
    visible = [path for path in (empty / "in").iterdir() if not path.name.startswith((".", "__MACOSX"))]
    told = {found.student for found in handins.found}
    assert all(
        path.name in told
        or path.stem in told
        or Names(minicourse).exact(path.stem)  # what is in it belongs to others
        or any(repr(path.name)[1:-1] in note or readable(path.name) in note for note in handins.notes)
        for path in visible
    )


platform_names = st.sampled_from(
    [
        "doejane_LATE_12_34_app-1.py", "anon_x1_5_App.py", "roejo_7_text.html", "Jane Doe_12_assignsubmission_file_",
        "Jo_3_assignsubmission_file_app.py", "Default group_assignsubmission_file", "HW_jdoe_attempt_2026-01-02-03-04-05_app.py",
        "HW_jdoe_attempt_2026-13-02-03-04-05.txt", "submission_1", "submission_metadata.yml", "submitted", "gradebook.db",
        "ex01a-ada", "ex01a-ben", ".git", "ex01a", "app.py", "main.py", "ada", "x.rar", "x.ipynb", "timestamp.txt",
        "b\n_1_2_x.py", "\udcff_1_assignsubmission_file_", "ex02a.zip", "in.zip",
    ]
)  # fmt: skip
contents = st.sampled_from(
    ["", "import x", "ZIP", "LINK", '{"cells": []}', "submission_1: {:submitters: [{:sid: ../x}]}"]
)
downloads = st.lists(
    st.tuples(st.lists(platform_names, min_size=1, max_size=4), contents), min_size=1, max_size=8
)


@example(tree=[(["submission_metadata.yml"], "LINK")], about=False, best=False)
@relaxed
@given(tree=downloads, about=st.booleans(), best=st.booleans())
def test_a_download_of_anything(
    tree: list[tuple[list[str], str]], about: bool, best: bool, empty: Path, minicourse: Course
) -> None:
    """Is a question, or rows that can be written, each with an answer or its reason, and none twice."""
    planted(anew(empty) / "in", tree)
    (empty / "tmp").mkdir()
    asked = Asked(("ex01a",) if about else (), keep="best" if best else "last")
    try:
        handins = read_handins(empty / "in", minicourse, empty / "tmp", asked)
    except CourseError as question:
        assert "\n" not in readable(str(question)).replace("b\n_1", "")
        return
    for found in handins.found:
        assert (found.submission is None) == bool(found.problem)
        assert found.student.isprintable()
        msgspec.json.encode([found.student, found.person, found.late.words, found.group])
    graded = [(found.student, found.exercise) for found in handins.found if found.exercise]
    assert best or len(set(graded)) == len(graded)
    keys = [found.key for found in handins.found if found.submission]
    assert len(set(keys)) == len(keys)


# --- manifests ---------------------------------------------------------------------------------

GOOD = (Path(__file__).parents[1] / "minicourse" / "exercises" / "ex01a_likes" / "exercise.yaml").read_text()
SNIPPETS = [
    "{", "}", "[", "]", ": ", "- ", "&a ", "*a", "<<: *a\n", "!!python/object:os.system ", "!!binary x", "? ",
    "| ", "> ", "\t", "\0", "\ud800", "'", '"', "~", "1e999", "0x1f", "2026-01-01", "!!set {a, b}", "{a}: 1\n",
    "checks: 1\n", "hints: {}\n", "points", "true: 1\n", "null: 1\n", "limits: {run_seconds: -1}\n", "%YAML 9\n",
    "---\n", "...\n", "9" * 5000, "0o777", "1:30:00", "=", ".nan", "-.inf", "[[[[", "a: &x [*x]\n", "misconceptions: {a: b}\n",
    "limits: {memory_mb: 1.5}\n", "limits: {other: 1}\n", "checks: {test_x: null}\n", "hints: [1, null]\n", "\ufeff",
]  # fmt: skip
edits = st.lists(
    st.tuples(st.integers(0, len(GOOD)), st.integers(0, 12), st.sampled_from(SNIPPETS) | st.text(max_size=6)),
    min_size=1,
    max_size=5,
)


def told_in_one_line(text: str, kind: type) -> None:
    """Read a manifest; where it is refused, one line says of which file and why."""
    try:
        assert isinstance(parse(text, kind, "ex/exercise.yaml"), kind)
    except CourseError as problem:
        assert str(problem).startswith("ex/exercise.yaml: ")
        assert "\n" not in str(problem)
        assert len(str(problem)) > len("ex/exercise.yaml: ")


@given(edits)
def test_a_manifest_with_anything_in_it(changes: list[tuple[int, int, str]]) -> None:
    """Is read, or is refused in one line that names it."""
    text = GOOD
    for place, length, part in changes:
        text = text[:place] + part + text[place + length :]
    told_in_one_line(text, ExerciseManifest)


@given(st.text(alphabet=string.printable, max_size=80) | st.lists(st.sampled_from(SNIPPETS)).map("".join))
@example("a: &a [x, x]\nb: &b [*a, *a]\n")
@example("x: 2026-99-99")
@example("? [a]\n: 1\n")
@example("- " * 3000)
@example("!!int x")
@example("!!timestamp x")
@example("title: 1\nformat: '1'\n")
@example("\ud800")
@example("on: 1")
def test_any_text_as_a_manifest(text: str) -> None:
    """Is refused in one line, most of the time."""
    told_in_one_line(text, CourseManifest)
    told_in_one_line(text, ExerciseManifest)
