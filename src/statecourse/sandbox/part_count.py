"""Counts the parts of a message before it is decoded: a few bytes may stand for a large object each.

An empty list is one byte in MessagePack, and a hundred times as much in Python. A limit of bytes that held memory as
well would refuse honest pages. So what a hostile worker sends is counted first, without making anything. Source:
the MessagePack specification.
"""

from __future__ import annotations

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
