"""The plain forms that a value is encoded into, and the limits that both sides keep.

They hold primitive data only, and msgspec checks what arrives against them.
"""

from __future__ import annotations

from typing import Literal

import msgspec

MAX_RANGE = 200_000
"""Numbers that a range may stand for: a check may make a list of it."""
MAX_LENGTH = 1_000_000
"""Length of what takes no bytes, such as an index of a table without columns: a check may iterate over it."""
MAX_COLLIDING = 2_000
"""Keys whose hash another key has, too: a set of them takes quadratic time."""
ARRAY_KINDS = "biufcMmSU"
"""The numpy types that hold numbers, dates or text, and no objects."""
FACTORIES = {kind.__name__: kind for kind in (int, float, str, list, dict, set, tuple)}
"""What may be the ``default_factory`` of a ``defaultdict``."""


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

    The kind ``attr`` is Streamlit's ``AttributeDictionary``. ``factory`` names the ``default_factory`` of a ``defaultdict``.
    """

    kind: Literal["dict", "attr", "ordered", "counter", "default"]
    items: list[tuple[Value, Value]]
    factory: str = ""


class Text(msgspec.Struct, frozen=True, array_like=True, tag="text"):
    """A value of the standard library or of pandas, such as a date, written as a short text."""

    kind: str
    text: str


class Blob(msgspec.Struct, frozen=True, array_like=True, tag="blob"):
    """Bytes; a bytearray if they can be changed."""

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
    """Its ``str``, if that is not its ``repr``."""
    base: Value = None
    """Its value as a text, number, tuple, list, set or dictionary, if its class is a subclass of one of these."""
    fields: list[tuple[str, Value]] = []
    """The attributes of an Enum's member, a dataclass, or an object of a class of the app's own."""
    by_value: bool = False
    """Whether it equals others of its class that have the same fields."""
    fixed: bool = False
    """Whether it is immutable."""
    kind: int | None = None
    """Of an Enum's member: the handle of its class."""
    members: list[tuple[str, Value]] = []
    """The members of that class by name, sent once for each class."""


Value = None | bool | int | float | str | Blob | Seq | Map | Text | Frame | Array | Upload | Chat | Thing
