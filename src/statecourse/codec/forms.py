"""The types that a value is taken apart into, to travel between the judge and a worker.

They hold primitive data only, and msgspec checks what arrives against them. How a value becomes one of
them, and a value again, is in `statecourse.codec.values`.
"""

from __future__ import annotations

from typing import Literal

import msgspec


class Seq(msgspec.Struct, frozen=True, array_like=True, tag="seq"):
    """A list, tuple, set, frozenset or deque."""

    kind: Literal["list", "tuple", "set", "frozenset", "deque"]
    items: list[Value]
    maxlen: int | None = None


class Map(msgspec.Struct, frozen=True, array_like=True, tag="map"):
    """A dictionary.

    ``attr`` is one of Streamlit's, whose items are attributes too. ``factory`` names what a
    ``defaultdict`` fills its gaps with.
    """

    kind: Literal["dict", "attr", "ordered", "counter", "default"]
    items: list[tuple[Value, Value]]
    factory: str = ""


class Text(msgspec.Struct, frozen=True, array_like=True, tag="text"):
    """A value of the standard library, or of pandas, that a short text says completely."""

    kind: str
    text: str


class Blob(msgspec.Struct, frozen=True, array_like=True, tag="blob"):
    """Bytes; a bytearray where they can be changed."""

    data: bytes
    mutable: bool = False


class Frame(msgspec.Struct, frozen=True, array_like=True, tag="frame"):
    """A table, column, index or scalar of pandas, or an array of objects, by its parts: see `frames`."""

    kind: str
    parts: list[Value]


class Array(msgspec.Struct, frozen=True, array_like=True, tag="array"):
    """A numpy array, or one number of numpy's own, of numbers, dates or text."""

    dtype: str
    shape: list[int]
    data: bytes
    scalar: bool = False


class Upload(msgspec.Struct, frozen=True, array_like=True, tag="upload"):
    """A file that a visitor uploaded."""

    file_id: str
    name: str
    mime: str
    data: bytes


class Chat(msgspec.Struct, frozen=True, array_like=True, tag="chat"):
    """What a visitor sent with ``st.chat_input``."""

    text: str
    files: list[Upload] | None
    audio: Upload | None
    has_audio: bool


class Thing(msgspec.Struct, frozen=True, array_like=True, tag="thing"):
    """A value with no plain form: what it is, how it looks, and where the worker keeps it.

    ``label`` is its ``str`` where that is not its ``repr``, which is ``text``. ``base`` is the text,
    number, tuple, list or dictionary that it also is, as the members of some Enums are. ``fields`` are the attributes of
    an Enum's member, a dataclass, or an object of a class of the app's own; sent back, those that
    changed. ``by_value``: it equals others of its kind with the same fields. ``fixed``: nobody can
    change it. ``kind`` is a number of the class of an Enum's member; the first one of a class has the
    ``members`` with it, by their names.
    """

    type_name: str
    text: str
    handle: int
    callable: bool = False
    label: str | None = None
    base: Value = None
    fields: list[tuple[str, Value]] = []
    by_value: bool = False
    fixed: bool = False
    kind: int | None = None
    members: list[tuple[str, Value]] = []


Value = None | bool | int | float | str | Blob | Seq | Map | Text | Frame | Array | Upload | Chat | Thing
