"""Counts the fields of a Protobuf message before it is decoded, as `part_count` does for MessagePack.

An empty option of a widget is two bytes, and a hundred times as much in Python. Apart from `part_count`, as the sandbox
knows nothing of Streamlit's messages. Source: Protobuf's "Encoding" page.
"""

from __future__ import annotations

from typing import Any

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_MESSAGE, _TEXT, _RAW = 11, 9, 12
"""The types of a field as its descriptor has them; every other is a number."""


class BadMessageError(ValueError):
    """The bytes are no Protobuf message."""


def count_fields(data: bytes, descriptor: Any, most: int) -> int:
    """How many fields a Protobuf message has, those within others included; stops soon after ``most``.

    Raises `BadMessageError` if it ends too early.
    """
    count = 0
    waiting = [(0, len(data), descriptor)]
    while waiting and count <= most:
        place, end, kind = waiting.pop()
        while place < end and count <= most:
            tag, place = _varint(data, place, end)
            count += 1
            if tag & 7 != _BYTES:
                place = _after_number(data, place, end, tag & 7)
                continue
            size, place = _varint(data, place, end)
            field = kind and kind.fields_by_number.get(tag >> 3)
            if field and field.type == _MESSAGE:
                waiting.append((place, min(place + size, end), field.message_type))
            elif field and field.type not in {_TEXT, _RAW}:
                count += size  # numbers in a row, of a byte or more each
            place += size
    return count


def _after_number(data: bytes, place: int, end: int, wire_type: int) -> int:
    if wire_type == _VARINT:
        return _varint(data, place, end)[1]
    return place + {_FIXED64: 8, _FIXED32: 4}.get(wire_type, 0)


def _varint(data: bytes, place: int, end: int) -> tuple[int, int]:
    number = shift = 0
    while place < end and shift < 70:  # noqa: PLR2004  # ten bytes of seven bits, as Protobuf has it
        byte = data[place]
        number |= (byte & 0x7F) << shift
        place, shift = place + 1, shift + 7
        if not byte & 0x80:
            return number, place
    raise BadMessageError("the message ends too early")
