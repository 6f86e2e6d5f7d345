"""Tables from a hostile worker: read, refused, and never able to harm who reads them."""

from __future__ import annotations

import contextlib
import struct
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statecourse.apptest.page_tree import BadPageError
from statecourse.codec import arrow_guard
from statecourse.codec.arrow_guard import BadTableError, read_table
from statecourse.codec.encode import shown

if TYPE_CHECKING:
    Opener = Any


def stream(columns: dict[str, Any] | pa.Table, **options: Any) -> bytes:
    """An Arrow stream with these columns."""
    table, sink = columns if isinstance(columns, pa.Table) else pa.table(columns), pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(**options)) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


EVERYTHING = pd.DataFrame(
    {
        "number": [1, 2, 3],
        "text": ["a", None, "größe"],
        "day": [pd.Timestamp("2026-01-01"), pd.NaT, pd.NaT],
        "zone": pd.date_range("2026", periods=3, tz="UTC"),
        "time": pd.to_timedelta([1, 2, 3], unit="s"),
        "category": pd.Categorical(["x", "y", "x"]),
        "list": [[1], [2, 3], None],
        "dict": [{"q": 1}, None, {"q": 2}],
        "bool": [True, None, False],
        "nothing": [None] * 3,
        "period": pd.period_range("2026-01", periods=3, freq="M"),
        "interval": pd.interval_range(0, 3),
        "integer": pd.array([1, None, 3], dtype="Int64"),
    }
)
EVERYTHING_AS_BYTES = stream(pa.Table.from_pandas(EVERYTHING))


def test_an_honest_table_is_read() -> None:
    """With every kind of column that pandas has."""
    pd.testing.assert_frame_equal(read_table(EVERYTHING_AS_BYTES).to_pandas(), EVERYTHING)


BOMBS = {
    "zstd": ({"a": np.zeros(10**6)}, {"compression": "zstd"}, "the table is compressed"),
    "lz4": ({"a": np.zeros(10**6)}, {"compression": "lz4"}, "the table is compressed"),
    "dictionary": (
        {"a": pa.array(["x"] * 9).dictionary_encode()},
        {"compression": "zstd"},
        "the table is compressed",
    ),
    "nothing": ({"a": pa.nulls(10**9)}, {}, "the table has more than 8,000,000 values"),
    "lists of nothing": (
        {"a": pa.ListArray.from_arrays(pa.array([0, 10**8], pa.int32()), pa.nulls(10**8))},
        {},
        "the table has more than 8,000,000 values",
    ),
    "run ends": (
        {"a": pa.RunEndEncodedArray.from_arrays(pa.array([10**6], pa.int32()), pa.array([1]))},
        {},
        "a column holds run_end_encoded<run_ends: int32, values: int64>",
    ),
    "structs of nothing": (
        {"a": pa.array([{}] * 500_000, pa.struct([]))},
        {},
        "the table has more than 8,000,000 values",
    ),
    "lists of no size": (
        {"a": pa.array([[]] * 500_000, pa.list_(pa.int8(), 0))},
        {},
        "the table has more than 8,000,000 values",
    ),
    "structs of dictionaries": (
        {"a": pa.StructArray.from_arrays([pa.array(["x"] * 9).dictionary_encode()], ["d"])},
        {},
        "a column holds struct<d: dictionary<values=string, indices=int32, ordered=0>>",
    ),
    "lists of structs of dictionaries": (
        {"a": pa.array([], pa.list_(pa.struct([("d", pa.dictionary(pa.int8(), pa.string()))])))},
        {},
        "a column holds list<item: struct<d: dictionary<values=string, indices=int8, ordered=0>>>",
    ),
    "a dictionary of lists": (
        {"a": pa.DictionaryArray.from_arrays(pa.array([0] * 9), pa.array([[1] * 9]))},
        {},
        "a column holds dictionary<values=list<item: int64>, indices=int64, ordered=0>",
    ),
    "a union": (
        {"a": pa.UnionArray.from_sparse(pa.array([0], pa.int8()), [pa.array([1])])},
        {},
        "a column holds a union",
    ),
    "columns": ({str(n): pa.nulls(0) for n in range(600)}, {}, "the table has more than 500 columns"),
    "views": ({"a": pa.array(["x" * 100]).cast(pa.string_view())}, {}, "a column holds string_view"),
}


@pytest.mark.parametrize(("columns", "options", "said"), BOMBS.values(), ids=BOMBS)
def test_a_few_bytes_that_stand_for_many_are_refused(
    columns: dict[str, Any], options: dict[str, Any], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before they unfold."""
    monkeypatch.setattr(arrow_guard, "MAX_FIELDS", 500)
    data = stream(columns, **options)
    assert len(data) < 100_000
    with pytest.raises(BadTableError) as problem:
        read_table(data)
    assert str(problem.value) == said


def head_of(data: bytearray, number: int) -> tuple[int, int]:
    """Where the flatbuffer of a stream's message begins, and its body's description in it."""
    begin = 8
    for _ in range(number):
        size = struct.unpack_from("<I", data, begin - 4)[0]
        begin += size + 8
    return begin, arrow_guard._inner(data[begin:], struct.unpack_from("<I", data, begin)[0], 2)


def test_a_head_that_refers_to_the_same_again_and_again() -> None:
    """A hundred kilobytes would become a gigabyte of columns before the first of them is read."""
    data = bytearray(stream({"n" * 10_000: [1]} | {str(n): [1] for n in range(200)}))
    begin, schema = head_of(data, 0)
    vector = begin + arrow_guard._inner(data[begin:], schema, 1)
    first = vector + 4 + struct.unpack_from("<I", data, vector + 4)[0]
    for place in range(vector + 4, vector + 4 + 4 * 201, 4):
        struct.pack_into("<I", data, place, first - place)
    assert len(pa.ipc.open_stream(bytes(data)).schema.names[-1]) == 10_000, "Arrow itself minds nothing"
    with pytest.raises(BadTableError, match="the table's head refers to the same again and again"):
        read_table(bytes(data))


def test_columns_that_share_their_values() -> None:
    """A megabyte would become a text of a megabyte in each of them."""
    data = bytearray(stream({"a": ["x" * 2**20]} | {str(n): ["y"] for n in range(50)}))
    begin, batch = head_of(data, 1)
    buffers = begin + arrow_guard._inner(data[begin:], batch, 2) + 4
    for number in range(1, 51):  # each has three: which are there, where they begin, and the text
        data[buffers + 48 * number : buffers + 48 * (number + 1)] = data[buffers : buffers + 48]
    assert pa.ipc.open_stream(bytes(data)).read_all().nbytes > 50 * 2**20, "Arrow itself minds nothing"
    with pytest.raises(BadTableError, match="the table's columns share their values"):
        read_table(bytes(data))


def test_a_dictionary_that_comes_in_parts() -> None:
    """Each part would be put together with all before it."""
    sink, options = pa.BufferOutputStream(), pa.ipc.IpcWriteOptions(emit_dictionary_deltas=True)
    whole = pa.array(["x", "y"]).dictionary_encode()
    with pa.ipc.new_stream(sink, pa.schema([("a", whole.type)]), options=options) as writer:
        for texts in (["x"], ["x", "y"]):
            writer.write(pa.record_batch({"a": pa.array(texts).dictionary_encode()}))
    with pytest.raises(BadTableError, match="the table has a dictionary that comes in parts"):
        read_table(bytes(sink.getvalue()))


def test_a_map_is_read() -> None:
    """Which a browser shows."""
    column = pa.array([[("a", 1)], None], pa.map_(pa.string(), pa.int64()))
    assert read_table(stream({"a": column})).to_pandas()["a"].tolist() == [[("a", 1)], None]


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(EVERYTHING_AS_BYTES) - 1),
            st.sampled_from([0, 1, 127, 128, 255]) | st.integers(0, 255),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_a_damaged_table_is_refused_or_read(changes: list[tuple[int, int]]) -> None:
    """Without the checks, offsets that lead astray end the process that follows them."""
    data = bytearray(EVERYTHING_AS_BYTES)
    for place, byte in changes:
        data[place] = byte
    with contextlib.suppress(Exception):  # any ordinary error will do
        assert shown(read_table(bytes(data)).to_pandas())


@given(st.binary(max_size=200))
def test_bytes_that_are_no_table(data: bytes) -> None:
    """Are an ordinary error."""
    with contextlib.suppress(ValueError, OSError, pa.ArrowException):
        read_table(data)


def test_tables_on_a_page_are_checked_before_streamlit_reads_them(
    open_app: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of st.dataframe, st.data_editor and st.table."""
    script = "import pandas as pd\nfor show in (st.dataframe, st.data_editor, st.table): show(pd.DataFrame({'a': [1, 2]}))"
    app = open_app(script).run(timeout=20)
    assert [frame.value["a"].tolist() for frame in (*app.dataframe, *app.table)] == [[1, 2]] * 3
    monkeypatch.setattr(arrow_guard, "MAX_CELLS", 1)
    with pytest.raises(BadPageError, match="the table has more than 1 values"):
        app.run()
