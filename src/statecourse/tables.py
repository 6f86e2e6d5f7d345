"""Reads tables that a hostile worker has sent.

Arrow trusts what it reads: offsets that lead anywhere take the judge's memory for a table's, and a few
bytes can stand for gigabytes. So a table is checked here, in full, before anything else looks at it.
Sources: Arrow's ``Message.fbs`` and ``Schema.fbs``; the note on untrusted data in its C++ documentation.
"""

from __future__ import annotations

import functools
import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

MAX_CELLS = 8_000_000
"""Values that a table may have, those within its values included."""

_DICTIONARY_BATCH, _RECORD_BATCH = 2, 3


class BadTableError(ValueError):
    """The bytes are no table, or not one that a worker sends."""


def read_table(data: bytes) -> pa.Table:
    """The table in an Arrow stream.

    Raises `BadTableError`, or what Arrow raises, where it is damaged, compressed or too large.
    """
    import pyarrow as pa  # noqa: PLC0415  # large, and rarely needed

    for message in pa.ipc.MessageReader.open_stream(data):
        if _is_compressed(message.metadata.to_pybytes()):
            raise BadTableError("the table is compressed")
    _know_pandas()
    table = pa.ipc.open_stream(data).read_all()
    table.validate(full=True)
    columns = [chunk for column in table.columns for chunk in column.chunks]
    if table.num_rows > MAX_CELLS or sum(map(_cells, columns)) > MAX_CELLS:
        raise BadTableError(f"the table has more than {MAX_CELLS:,} values")
    return table


@functools.cache
def _know_pandas() -> None:
    """Have Arrow know the types that pandas has of its own: else periods would arrive as numbers."""
    import pandas as pd  # noqa: PLC0415  # large, and rarely needed
    import pyarrow as pa  # noqa: PLC0415

    pa.array(pd.PeriodIndex([], freq="D"))  # pandas tells Arrow as it first needs to


def _is_compressed(metadata: bytes) -> bool:
    """Whether the message that this describes is compressed, read off its flatbuffer."""
    try:
        message = struct.unpack_from("<I", metadata)[0]
        kind = _field(metadata, message, 1)
        batch = _inner(metadata, message, 2)
        if kind is None or metadata[kind] not in {_DICTIONARY_BATCH, _RECORD_BATCH}:
            return False
        if metadata[kind] == _DICTIONARY_BATCH:
            batch = _inner(metadata, batch, 1)
        return _field(metadata, batch, 3) is not None
    except (struct.error, IndexError) as problem:
        raise BadTableError("the table's head cannot be read") from problem


def _field(data: bytes, table: int, number: int) -> int | None:
    """Where a field of a flatbuffer's table begins; None where it is not there."""
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


def _cells(array: Any) -> int:
    """How many values an array has, with those within them; some kinds may stand for far more."""
    import pyarrow as pa  # noqa: PLC0415

    kind, count = array.type, len(array)
    if isinstance(array, pa.ExtensionArray):
        return _cells(array.storage)
    if pa.types.is_dictionary(kind):
        return count + _cells(array.dictionary)
    if pa.types.is_struct(kind):
        return count + sum(_cells(array.field(number)) for number in range(kind.num_fields))
    if pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind):
        if pa.types.is_dictionary(kind.value_type):
            raise BadTableError(f"a column holds {kind}")
        return count + _cells(array.values)
    if pa.types.is_nested(kind) or "view" in str(kind) or pa.types.is_run_end_encoded(kind):
        raise BadTableError(f"a column holds {kind}")
    return count
