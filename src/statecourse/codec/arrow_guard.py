"""Reads tables that a hostile worker has sent.

Arrow trusts what it reads: a forged offset makes it read the judge's memory, and a few bytes can stand for gigabytes. So a table is
checked here, in full, before anything else reads it. Its head is checked first, as Arrow makes objects of that as soon as it opens a
stream. Import this module only if there is a table: it loads Arrow and pandas.
Sources: Arrow's ``Message.fbs`` and ``Schema.fbs``; the note on untrusted data in its C++ documentation; FlatBuffers' "Internals".
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_CELLS = 8_000_000
"""Values that a table may have, those within its values included."""
MAX_FIELDS = 20_000
"""Columns that a table may have, those within its columns included."""
_SPARE = 2**20
"""Bytes that a table's values may have beyond those that were sent."""
_OBJECT_CELLS = 20
"""Values that a dictionary or list counts as, for each row: as an object of Python it takes that much more memory."""
_MAX_SHOWN = 200
_SCHEMA, _DICTIONARY_BATCH, _RECORD_BATCH = 1, 2, 3
_TIMESTAMP, _UNION = 10, 14
"""The kinds of a message's head, and of a field's type."""

# Has pandas register its own types with Arrow: else periods would arrive as numbers.
pa.array(pd.PeriodIndex([], freq="D"))


class BadTableError(ValueError):
    """The bytes are no table, or not one that a worker sends."""


def read_table(data: bytes) -> pa.Table:
    """The table in an Arrow stream.

    Raises `BadTableError`, or what Arrow raises, if it is damaged, compressed or too large.
    """
    for message in pa.ipc.MessageReader.open_stream(data):
        _check_head(message.metadata.to_pybytes())
    for field in (stream := pa.ipc.open_stream(data)).schema:
        _check_kind(field.type)
    table = stream.read_all()
    table.validate(full=True)
    columns = [chunk for column in table.columns for chunk in column.chunks]
    if table.num_rows > MAX_CELLS or sum(map(_cells, columns)) > MAX_CELLS:
        raise BadTableError(f"the table has more than {MAX_CELLS:,} values")
    if table.nbytes > 2 * len(data) + _SPARE:
        raise BadTableError("the table's columns share their values")
    return table


def _check_head(metadata: bytes) -> None:
    """Refuse a message by its metadata, read from the flatbuffer, before Arrow makes objects of that."""
    try:
        message = struct.unpack_from("<I", metadata)[0]
        place = _field(metadata, message, 1)
        kind = metadata[place] if place is not None else 0
        if kind == _SCHEMA:
            _Head(metadata).check(_inner(metadata, message, 2))
        elif kind in {_DICTIONARY_BATCH, _RECORD_BATCH}:
            _check_batch(metadata, kind, _inner(metadata, message, 2))
    except (struct.error, IndexError) as problem:
        raise BadTableError("the table's head cannot be read") from problem


def _check_batch(data: bytes, kind: int, batch: int) -> None:
    if kind == _DICTIONARY_BATCH:
        place = _field(data, batch, 2)
        if place is not None and data[place]:
            raise BadTableError("the table has a dictionary that comes in parts")
        batch = _inner(data, batch, 1)
    if _field(data, batch, 3) is not None:
        raise BadTableError("the table is compressed")


class _Head:
    """The metadata of a table's columns. A flatbuffer may refer to the same bytes any number of times; Arrow's own never do.

    So what it refers to must not be more than it has.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._left = len(data)

    def check(self, schema: int) -> None:
        """Raise `BadTableError` if more is referred to, or there are too many columns."""
        self._pairs(schema, 2)
        waiting, count = list(self._vector(schema, 1)), 0
        while waiting:
            field = waiting.pop()
            self._type(field)
            self._text(field, 0)
            self._pairs(field, 6)
            waiting += self._vector(field, 5)
            count += 1
            if count + len(waiting) > MAX_FIELDS:
                raise BadTableError(f"the table has more than {MAX_FIELDS:,} columns")

    def _type(self, field: int) -> None:
        place = _field(self._data, field, 2)
        kind = self._data[place] if place is not None else 0
        if kind == _UNION:
            raise BadTableError("a column holds a union")
        if kind == _TIMESTAMP:
            self._text(_inner(self._data, field, 3), 1)

    def _vector(self, table: int, number: int) -> Iterator[int]:
        """The tables in a vector that is a field of another one."""
        if _field(self._data, table, number) is None:
            return
        vector = _inner(self._data, table, number)
        for place in range(vector + 4, vector + 4 + 4 * self._number(vector), 4):
            self._take(8)  # its offset, and a table's own head
            yield place + self._number(place)

    def _pairs(self, table: int, number: int) -> None:
        for pair in self._vector(table, number):
            self._text(pair, 0)
            self._text(pair, 1)

    def _text(self, table: int, number: int) -> None:
        if _field(self._data, table, number) is not None:
            self._take(self._number(_inner(self._data, table, number)))

    def _number(self, place: int) -> int:
        return int(struct.unpack_from("<I", self._data, place)[0])

    def _take(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise BadTableError("the table's head refers to the same again and again")


def _field(data: bytes, table: int, number: int) -> int | None:
    """Where a field of a flatbuffer's table begins; None if it is not there."""
    layout = table - struct.unpack_from("<i", data, table)[0]
    slot = 4 + 2 * number
    if slot >= struct.unpack_from("<H", data, layout)[0]:
        return None
    place: int = struct.unpack_from("<H", data, layout + slot)[0]
    return table + place if place else None


def _inner(data: bytes, table: int, number: int) -> int:
    """Where the table begins that is a field of another one."""
    place = _field(data, table, number)
    if place is None:
        raise BadTableError("the table's head has no body")
    return place + int(struct.unpack_from("<I", data, place)[0])


def _check_kind(kind: Any, within: str = "") -> None:
    """Refuse types that Streamlit's page does not show, or of which a few bytes may stand for any number of values."""
    types = pa.types
    if isinstance(kind, pa.BaseExtensionType):
        _check_kind(kind.storage_type, within)
    elif types.is_dictionary(kind):
        if within or types.is_nested(kind.value_type):
            raise BadTableError(f"a column holds {within or kind}")
        _check_kind(kind.value_type, str(kind))
    elif _is_list(kind) or types.is_struct(kind) or types.is_map(kind):
        for number in range(kind.num_fields):
            _check_kind(kind.field(number).type, within or str(kind)[:_MAX_SHOWN])
    elif types.is_nested(kind) or types.is_run_end_encoded(kind) or "view" in str(kind):
        raise BadTableError(f"a column holds {within or kind}")


def _is_list(kind: Any) -> bool:
    types = pa.types
    return bool(types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind))


def _cells(array: Any) -> int:
    """How many values an array has, with those within them; more if each becomes an object of Python."""
    kind, count = array.type, len(array)
    if isinstance(array, pa.ExtensionArray):
        return _cells(array.storage)
    if pa.types.is_dictionary(kind):
        return count + _cells(array.dictionary)
    if pa.types.is_struct(kind):
        fields = (_cells(array.field(number)) for number in range(kind.num_fields))
        return count * _OBJECT_CELLS + sum(fields)
    if pa.types.is_map(kind):
        return (count + len(array.keys)) * _OBJECT_CELLS + _cells(array.keys) + _cells(array.items)
    if _is_list(kind):
        return count * _OBJECT_CELLS + _cells(array.values)
    return count
