"""A teacher's own table: nothing of it changes but the cells that are written."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statecourse.classroom.table import Table
from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "data",
    [
        b"a,b\n1,2\n",
        b"\xef\xbb\xbfa,b\r\n1,2\r\n",
        b'"a";b\r"1;x";\r',
        b"a\tb\n1\t\n\n",
        b'a,b\n"two\nlines","say ""x"""\nlast,',
        b"a,b\n\xfc,\xe9\n",
        "\ufeffa,b\nü,\n".encode("utf-16-le"),
        "\ufeffa,b\nü,\n".encode("utf-16-be"),
        b'a,b\n"torn,2\n',
        b' "a" , "b" \n1,2',
    ],
)
def test_what_is_not_changed_comes_out_byte_for_byte(data: bytes, tmp_path: Path) -> None:
    """Quotation marks, line ends, byte order mark, encoding."""
    (tmp_path / "t.csv").write_bytes(data)
    table = Table.read(tmp_path / "t.csv")
    assert "".join(table.text()).encode(table.encoding) == data


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_characters="\0\ufeff")), min_size=2, max_size=4), min_size=1
    )
)
def test_cells_are_those_that_the_csv_module_reads(rows: list[list[str]]) -> None:
    """For whatever it has written, but for spaces around a cell."""
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(rows)
    text = "x,y,z,w\n" + file.getvalue()
    table = Table.parse(text)
    assert "".join(table.text()) == text
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert [table.row(n) for n in range(len(table.rows))] == [[c.strip() for c in row] for row in read]


@pytest.mark.parametrize(
    ("text", "written", "after"),
    [
        ("a,b\n1,2\n", "3", "a,b\n1,3\n"),
        ('a,b\n1,"2"\n', "3", 'a,b\n1,"3"\n'),
        ("a,b\n1,2\n", "3,5", 'a,b\n1,"3,5"\n'),
        ("a;b\n1;2\n", "3,5", "a;b\n1;3,5\n"),
        ("a,b\n1,\n", "", "a,b\n1,\n"),
    ],
)
def test_a_cell_is_quoted_as_it_was_or_has_to_be(text: str, written: str, after: str) -> None:
    table = Table.parse(text)
    table.put(1, 1, written)
    assert "".join(table.text()) == after


@pytest.mark.parametrize(
    ("samples", "delimiter", "sign"),
    [(["10.00"], ",", "."), (["10,00"], ",", ","), ([], ";", ","), ([], ",", "."), (["10", "2,5"], ";", ",")],
)
def test_the_sign_before_decimals_is_that_of_the_file(samples: list[str], delimiter: str, sign: str) -> None:
    assert Table.parse(f"a{delimiter}b\n").decimal_sign(samples) == sign


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04\0\0", b"\n \n"])
def test_what_is_no_table_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(data)
    with pytest.raises(CourseError, match="is not a table; export it as CSV"):
        Table.read(tmp_path / "t.csv")


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="cannot be read: No such file"):
        Table.read(tmp_path / "none.csv")
