"""The plain forms that a value is encoded into, and the limits that both sides keep.

They hold primitive data only, and msgspec checks what arrives against them.
"""

from __future__ import annotations

from typing import Literal

import msgspec

MAX_RANGE = 200_000
"""Numbers that a range may stand for, as whoever reads it may make a list of them."""
MAX_LENGTH = 1_000_000
"""Rows that a table without columns may have, or the other way round: a check may do something with each."""
MAX_COLLIDING = 2_000
"""Keys with the hash of another: a set of them takes time that grows with their square."""
ARRAY_KINDS = "biufcMmSU"
"""The numpy types that hold numbers, dates or text, and no objects."""
FACTORIES = {kind.__name__: kind for kind in (int, float, str, list, dict, set, tuple)}
"""What a ``defaultdict`` may fill its gaps with."""


class BadValueError(ValueError):
    """The app sent a value that cannot be decoded: its types and its data do not fit."""


class NotPlainError(TypeError):
    """A check tried to send the app a value that has no plain form."""


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
    """A value of the standard library or of pandas that a short text describes completely."""

    kind: str
    text: str


class Blob(msgspec.Struct, frozen=True, array_like=True, tag="blob"):
    """Bytes; a bytearray where they can be changed."""

    data: bytes
    mutable: bool = False


class Frame(msgspec.Struct, frozen=True, array_like=True, tag="frame"):
    """A table, column, index or scalar of pandas (see `frames`), or a numpy array of objects, by its parts."""

    kind: str
    parts: list[Value]


class Array(msgspec.Struct, frozen=True, array_like=True, tag="array"):
    """A numpy array or scalar that holds numbers, dates or text."""

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
    """A value with no plain form: what it is, how it looks, and the handle by which the worker finds it again.

    The worker sends all fields; the judge sends back the ``handle``, and of ``fields`` and ``base`` what a check changed.
    """

    type_name: str
    text: str
    """Its ``repr``."""
    handle: int
    callable: bool = False
    label: str | None = None
    """Its ``str``, where that is not its ``repr``."""
    base: Value = None
    """The text, number, tuple, list, set or dictionary that it also is, as the members of some Enums are."""
    fields: list[tuple[str, Value]] = []
    """The attributes of an Enum's member, a dataclass, or an object of a class of the app's own."""
    by_value: bool = False
    """Whether it equals others of its class that have the same fields."""
    fixed: bool = False
    """Whether nobody can change it."""
    kind: int | None = None
    """The handle of the class that an Enum's member is of."""
    members: list[tuple[str, Value]] = []
    """The members of that class by their names; only the first member of a class brings them along."""


Value = None | bool | int | float | str | Blob | Seq | Map | Text | Frame | Array | Upload | Chat | Thing
