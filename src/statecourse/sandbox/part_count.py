"""Counts the parts of a message before it is taken apart: a few bytes may stand for a large object each.

An empty list is one byte in MessagePack, an empty option of a widget two in Protobuf; in Python, either
takes a hundred times as much. So what a hostile worker sends is counted first, without making anything.
Sources: the MessagePack specification; Protobuf's "Encoding" page.
"""

from __future__ import annotations

from typing import Any

_FIXED = {0xCA: 5, 0xCB: 9} | {0xCC + n: 1 + 2**n for n in range(4)} | {0xD0 + n: 1 + 2**n for n in range(4)}
"""Numbers: a byte that says which, and as many as it says."""
_EXTRA = {0xD4 + n: 2 + 2**n for n in range(5)}
"""Extensions of a fixed size."""
_SIZED = {0xC4: 1, 0xC5: 2, 0xC6: 4, 0xD9: 1, 0xDA: 2, 0xDB: 4}
"""Bytes and text: how many bytes their length takes."""
_EXTENSIONS = {0xC7: 1, 0xC8: 2, 0xC9: 4}
_HEADS = {0xDC: 3, 0xDD: 5, 0xDE: 3, 0xDF: 5}
"""Lists and maps: their head, after which the items follow as parts of their own."""
_SHORT_TEXTS = {0xA0 + size: 1 + size for size in range(0x20)}
_LENGTHS = _FIXED | _EXTRA | _HEADS | _SHORT_TEXTS
"""How many bytes a part has up to the next one; one where nothing is said."""


def packed_parts(data: bytes, most: int) -> int:
    """How many values a MessagePack body has, those within others included; stops soon after ``most``."""
    count = place = 0
    while place < len(data) and count <= most:
        kind = data[place]
        if width := _SIZED.get(kind) or _EXTENSIONS.get(kind):
            size = int.from_bytes(data[place + 1 : place + 1 + width], "big")
            place += 1 + width + size + (kind in _EXTENSIONS)
        else:
            place += _LENGTHS.get(kind, 1)
        count += 1
    return count


_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_MESSAGE, _TEXT, _RAW = 11, 9, 12
"""The types of a field as its descriptor has them; every other is a number."""


class BadMessageError(ValueError):
    """The bytes are no Protobuf message."""


def message_parts(data: bytes, descriptor: Any, most: int) -> int:
    """How many fields a Protobuf message has, those within others included; stops soon after ``most``.

    Raises `BadMessageError` where it ends too early.
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
