"""A zip file is unpacked, and nothing comes out of it that should not be in it."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statecourse.classroom import unzip, unzip_process
from statecourse.classroom.unzip import Budget, unpack
from statecourse.course.answer_files import SubmissionError

if TYPE_CHECKING:
    from pathlib import Path

Entries = list[tuple[str | zipfile.ZipInfo, bytes]]


def zipped(entries: Entries, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file with these entries, whatever their names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as opened:
        for name, data in entries:
            opened.writestr(name, data)
    return buffer.getvalue()


def complaint(data: bytes, folder: Path) -> str:
    """What is said about a zip file that is not unpacked; nothing of it lies outside of its folder."""
    folder.mkdir(exist_ok=True)
    path = folder / "hers.zip"
    path.write_bytes(data)
    with pytest.raises(SubmissionError) as problem:
        unpack(path, folder / "out")
    assert {found.name for found in folder.iterdir()} <= {"hers.zip", "out"}
    return str(problem.value)


def entry(name: str, mode: int = 0) -> zipfile.ZipInfo:
    """An entry with the mode of a Unix file."""
    made = zipfile.ZipInfo(name)
    made.external_attr = mode << 16
    return made


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_files_and_folders_are_unpacked(method: int, tmp_path: Path) -> None:
    """With their names, umlauts and all."""
    data = zipped([("app.py", b"one"), ("parts/", b""), ("parts/größe.txt", b"two")], method)
    (tmp_path / "a.zip").write_bytes(data)
    unpack(tmp_path / "a.zip", tmp_path / "out")
    assert (tmp_path / "out" / "app.py").read_bytes() == b"one"
    assert (tmp_path / "out" / "parts" / "größe.txt").read_bytes() == b"two"


@pytest.mark.parametrize(
    "name",
    ["../app.py", "parts/../../app.py", "/etc/app.py", "C:/app.py", "C:app.py", "..\\app.py", "\\\\host\\x"],
)
def test_an_entry_that_would_land_elsewhere(name: str, tmp_path: Path) -> None:
    """Is named, and nothing is unpacked there."""
    said = complaint(zipped([(name, b"x")]), tmp_path)
    assert said == f"hers.zip: {zipfile.ZipInfo(name).filename!r} would be unpacked outside of its folder"


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_a_link_or_device(kind: int, tmp_path: Path) -> None:
    """Only ordinary files are unpacked."""
    said = complaint(zipped([(entry("app.py", kind | 0o777), b"/etc/passwd")]), tmp_path)
    assert said == "hers.zip: 'app.py' is not an ordinary file; links and devices are refused"


def test_an_encrypted_entry(tmp_path: Path) -> None:
    """Is said to be encrypted."""
    data = bytearray(zipped([("app.py", b"x" * 20)], zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    assert complaint(bytes(data), tmp_path) == "hers.zip: 'app.py' is encrypted"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_is_in_it_twice(tmp_path: Path) -> None:
    """Which of the two would count is anybody's guess, so neither does."""
    said = complaint(zipped([("app.py", b"one"), ("APP.py", b"two")]), tmp_path)
    assert said == "hers.zip: 'APP.py' is in it twice"


def test_a_file_that_is_a_folder_too(tmp_path: Path) -> None:
    """Cannot be unpacked, and is no crash."""
    assert "cannot be unpacked" in complaint(zipped([("a", b"1"), ("a/b", b"2")]), tmp_path)


def test_a_bomb_is_noticed_by_what_comes_out_of_it(tmp_path: Path) -> None:
    """The size that an entry claims to have does not matter."""
    data = bytearray(zipped([("zeros", bytes(unzip.MAX_BYTES + 1))]))
    assert complaint(bytes(data), tmp_path) == "the archive unpacks to more than 20 MB"
    directory = data.index(b"PK\1\2")
    data[directory + 24 : directory + 28] = struct.pack("<I", 10)
    assert "hers.zip is not a readable zip file: Bad CRC-32" in complaint(bytes(data), tmp_path / "lying")


def test_many_small_bombs_are_one_large_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All entries together have the budget."""
    monkeypatch.setattr(unzip, "MAX_BYTES", 1000)
    entries: Entries = [(str(n), bytes(300)) for n in range(4)]
    assert "unpacks to more than" in complaint(zipped(entries), tmp_path)


def test_too_many_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line says how many there are, and how many may be."""
    monkeypatch.setattr(unzip, "MAX_ENTRIES", 3)
    entries: Entries = [(str(n), b"") for n in range(4)]
    assert complaint(zipped(entries), tmp_path) == "hers.zip holds 4 files; at most 3 are unpacked"


def test_a_tower_of_folders(tmp_path: Path) -> None:
    """Is not built."""
    said = complaint(zipped([("d/" * 1500 + "app.py", b"x")]), tmp_path)
    assert said.endswith("lies more than 32 folders deep")


def test_folders_that_only_lead_to_others_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few kilobytes of names would make a hundred thousand of them."""
    monkeypatch.setattr(unzip, "MAX_FOLDERS", 60)
    entries: Entries = [(f"{number}/{'d/' * 20}app.py", b"") for number in range(4)]
    assert complaint(zipped(entries), tmp_path) == "hers.zip holds more than 60 folders"


@pytest.mark.parametrize(
    ("name", "said"), [("n" * 2000, "has a name of more than 1,000 bytes"), ("n" * 300, "too long")]
)
def test_a_name_that_is_too_long(name: str, said: str, tmp_path: Path) -> None:
    """For anybody, or for this system."""
    assert said in complaint(zipped([(name, b"")]), tmp_path)


@pytest.mark.parametrize(("bound", "least"), [("_MEMORY", 2**20), ("_CPU_SECONDS", 0), ("_SECONDS", 0)])
def test_what_ends_the_process_that_unpacks(
    bound: str, least: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Costs that one submission, and is told by its name."""
    monkeypatch.setattr(unzip, bound, least)
    said = complaint(zipped([("zeros", bytes(2 * 10**7))]), tmp_path)
    assert said in {
        "hers.zip takes too much memory or time to unpack",
        "hers.zip takes too much memory to unpack",
    }


def test_all_of_a_students_zip_files_have_one_budget(tmp_path: Path) -> None:
    """Else each exercise would be a bomb of its own."""
    (tmp_path / "a.zip").write_bytes(zipped([("a", bytes(600)), ("b", b"")]))
    budget = Budget(entries=5, size=1000)
    unpack(tmp_path / "a.zip", tmp_path / "out", budget=budget)
    assert budget == Budget(entries=3, size=400)
    with pytest.raises(SubmissionError, match="unpacks to more than"):
        unpack(tmp_path / "a.zip", tmp_path / "again", budget=budget)


def test_the_folders_of_all_have_one_budget_too(tmp_path: Path) -> None:
    """A few kilobytes for each exercise would make thousands of them for each."""
    (tmp_path / "a.zip").write_bytes(zipped([("a/b/c", b""), ("a/d/e", b"")]))
    budget = Budget(folders=5)
    unpack(tmp_path / "a.zip", tmp_path / "out", budget=budget)
    assert budget.folders == 2
    with pytest.raises(SubmissionError, match="more than 2 folders"):
        unpack(tmp_path / "a.zip", tmp_path / "again", budget=budget)


@pytest.mark.parametrize(
    "data", [b"", b"print('hello')", b"PK\3\4", b"\x89PNG\r\n\x1a\n", b"PK\5\6" + bytes(17)]
)
def test_what_is_no_zip_file(data: bytes, tmp_path: Path) -> None:
    """The line names the file."""
    assert complaint(data, tmp_path).startswith("hers.zip is not a readable zip file: ")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_method_with_which_a_few_bytes_ask_for_gigabytes(method: int, tmp_path: Path) -> None:
    """Is not even begun."""
    said = complaint(zipped([("app.py", b"x")], method), tmp_path)
    assert said.startswith("hers.zip: 'app.py' is compressed by another method than deflate; make ")


def test_data_damaged_on_the_way(tmp_path: Path) -> None:
    """Whatever the decompressor makes of it, it is the zip file's fault."""
    data = bytearray(zipped([("app.py", b"print('hello')\n" * 50)]))
    data[45:70] = b"\xff" * 25
    assert "hers.zip" in complaint(bytes(data), tmp_path)


GOOD = zipped([("app.py", b"print('hello')\n" * 20), ("parts/more.py", b"x = 1\n")])


@settings(max_examples=300, deadline=None)
@given(
    changes=st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=6),
    end=st.integers(0, len(GOOD)),
)
def test_a_damaged_zip_file_is_a_complaint_or_unpacked_within_its_folder(
    changes: list[tuple[int, int]], end: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whichever of its bytes are changed or missing."""
    folder = tmp_path_factory.mktemp("zip")
    data = bytearray(GOOD)
    for place, value in changes:
        data[place] = value
    damaged = io.BytesIO(data[: max(end, len(GOOD) // 2)] if end % 3 == 0 else data)
    order = unzip_process.Order("hers.zip", str(folder / "out"), 10, 10, 5, 100, 10_000, 0, 0)
    outcome = unzip_process.outcome(order, damaged)  # here, as a process for each would take minutes
    assert "hers.zip" in outcome.fault if outcome.fault else outcome.entries <= 2
    assert {path.name for path in folder.iterdir()} <= {"out"}
