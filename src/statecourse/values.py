"""Plain data: how a value travels between the judge and a worker.

A worker is hostile, so nothing that it sends is ever unpickled. A value is taken apart into the
types below, which msgspec checks against their schema on arrival, and is put together again from
them. What has no plain form (a lock, a function, an object of the student's own class) travels as a
:class:`Thing`: its type, its text, and a handle by which the worker finds it again.
"""

from __future__ import annotations

import datetime as dt
import decimal
import fractions
import math
import pathlib
import sys
import uuid
from typing import TYPE_CHECKING, Any, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_DEPTH = 40
MAX_NODES = 200_000
MAX_BYTES = 8 * 2**20
MAX_TEXT = 400
_UNNAMED = "(unnamed)"


class Seq(msgspec.Struct, frozen=True, array_like=True, tag="seq"):
    """A list, tuple, set or frozenset."""

    kind: Literal["list", "tuple", "set", "frozenset"]
    items: list[Value]


class Map(msgspec.Struct, frozen=True, array_like=True, tag="map"):
    """A dictionary; ``attr`` is one of Streamlit's, whose items are attributes too."""

    kind: Literal["dict", "attr"]
    items: list[tuple[Value, Value]]


class Text(msgspec.Struct, frozen=True, array_like=True, tag="text"):
    """A value of the standard library that a short text says completely."""

    kind: str
    text: str


class Blob(msgspec.Struct, frozen=True, array_like=True, tag="blob"):
    """Bytes."""

    data: bytes


class Frame(msgspec.Struct, frozen=True, array_like=True, tag="frame"):
    """A pandas DataFrame, Series or Index as an Arrow stream."""

    kind: Literal["DataFrame", "Series", "Index"]
    data: bytes


class Array(msgspec.Struct, frozen=True, array_like=True, tag="array"):
    """A numpy array of numbers, dates or text."""

    dtype: str
    shape: list[int]
    data: bytes


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
    """A value with no plain form: what it is, how it looks, and where the worker keeps it."""

    type_name: str
    text: str
    handle: int
    callable: bool = False


Value = None | bool | int | float | str | Blob | Seq | Map | Text | Frame | Array | Upload | Chat | Thing


class Opaque:
    """Stands in the judge for a value that only the app itself holds.

    It shows as what it is (``type_name`` and ``text``), equals nothing but itself, and can be handed
    back to the app, which then gets its own object again.
    """

    __slots__ = ("handle", "text", "type_name")

    def __init__(self, thing: Thing) -> None:
        self.type_name = thing.type_name
        self.text = thing.text
        self.handle = thing.handle

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Opaque) and other.handle == self.handle

    def __hash__(self) -> int:
        return hash((Opaque, self.handle))

    def __repr__(self) -> str:
        return self.text


class NotPlainError(TypeError):
    """A check tried to send the app a value that has no plain form."""


class BadValueError(ValueError):
    """The app sent a value that cannot be put together: its types and its data do not fit."""


_TO_TEXT: dict[type, tuple[str, Callable[[Any], str]]] = {
    dt.datetime: ("datetime", dt.datetime.isoformat),
    dt.date: ("date", dt.date.isoformat),
    dt.time: ("time", dt.time.isoformat),
    dt.timedelta: ("timedelta", lambda v: f"{v.days} {v.seconds} {v.microseconds}"),
    decimal.Decimal: ("decimal", str),
    fractions.Fraction: ("fraction", str),
    complex: ("complex", str),
    uuid.UUID: ("uuid", str),
    pathlib.PurePath: ("path", str),
}
_FROM_TEXT: dict[str, Callable[[str], Any]] = {
    "int": int,
    "datetime": dt.datetime.fromisoformat,
    "date": dt.date.fromisoformat,
    "time": dt.time.fromisoformat,
    "timedelta": lambda text: dt.timedelta(*(int(part) for part in text.split())),
    "decimal": decimal.Decimal,
    "fraction": fractions.Fraction,
    "complex": complex,
    "uuid": uuid.UUID,
    "path": pathlib.Path,
    "type": {"str": str, "repr": repr}.__getitem__,
}
_INT64 = range(-(2**63), 2**64)
_MAX_DIGITS = 4_000


def shown(value: object) -> str:
    """How a value looks, in at most ``MAX_TEXT`` characters; never raises."""
    try:
        text = repr(value)
    except BaseException as problem:  # noqa: BLE001  # a student's __repr__ may raise anything
        text = f"<{type(value).__name__}, whose repr raises {type(problem).__name__}>"
    text = text.encode("utf-8", "backslashreplace").decode()
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"


class Encoder:
    """Takes values apart. ``keep`` is told of each that has no plain form, and gives its handle."""

    def __init__(self, keep: Callable[[object], int]) -> None:
        self._keep = keep
        self._nodes = 0
        self._bytes = 0

    def encode(self, value: object) -> Value:
        """The plain form of a value; one that is too large or too deep becomes a `Thing`."""
        self._nodes = self._bytes = 0
        try:
            return self._encode(value, 0)
        except (_TooLargeError, RecursionError, RuntimeError):
            return self._thing(value)

    def _spend(self, size: int) -> None:
        self._nodes += 1
        self._bytes += size
        if self._nodes > MAX_NODES or self._bytes > MAX_BYTES:
            raise _TooLargeError

    def _encode(self, value: Any, depth: int) -> Value:  # one case after another
        kind = type(value)
        self._spend(len(value) if kind is str else 8)
        if depth > MAX_DEPTH:
            raise _TooLargeError
        if value is None or kind is bool or kind is float:
            return value  # type: ignore[no-any-return]
        if kind is int:
            return self._int(value)
        if kind is str:
            return value if value.isascii() or _is_unicode(value) else self._thing(value)
        if value is str or value is repr:
            return Text("type", value.__name__)
        if isinstance(value, list | tuple | set | frozenset):
            return self._seq(value, depth)
        if isinstance(value, dict):
            return self._map(value, depth)
        return self._special(value, depth)

    def _int(self, value: int) -> Value:
        if value in _INT64:
            return value
        digits = value.bit_length() * math.log10(2)
        return Text("int", str(value)) if digits < _MAX_DIGITS else self._thing(value)

    def _seq(self, value: Any, depth: int) -> Value:
        base: Any = next(kind for kind in (list, tuple, set, frozenset) if isinstance(value, kind))
        # The base class's own iterator: a subclass may lie about its items.
        items = [self._encode(item, depth + 1) for item in base.__iter__(value)]
        if base in {set, frozenset}:
            items.sort(key=repr)  # so that equal sets have equal plain forms
        return Seq(base.__name__, items)

    def _map(self, value: dict[Any, Any], depth: int) -> Value:
        pairs = [
            (self._encode(key, depth + 1), self._encode(item, depth + 1)) for key, item in dict.items(value)
        ]
        return Map("attr" if _is_streamlit(value, "AttributeDictionary") else "dict", pairs)

    def _special(self, value: Any, depth: int) -> Value:
        for base, (name, to_text) in _TO_TEXT.items():
            if isinstance(value, base):
                return Text(name, to_text(value))
        if isinstance(value, int):  # an IntEnum member, say: the number that it is
            return self._int(int.__int__(value))
        if isinstance(value, float):
            return float.__float__(value)
        if isinstance(value, str):
            return self._encode(str.__str__(value), depth + 1)
        if isinstance(value, bytes | bytearray):
            self._spend(len(value))
            return Blob(bytes(value))
        if _is_streamlit(value, "UploadedFile"):
            return self._upload(value)
        if _is_streamlit(value, "ChatInputValue"):
            return self._chat(value)
        try:
            return self._data(value, depth)
        except Exception:  # noqa: BLE001  # a table that Arrow cannot hold is shown as what it is
            return self._thing(value)

    def _upload(self, value: Any) -> Upload:
        data = value.getvalue()
        self._spend(len(data))
        return Upload(value.file_id, value.name, value.type, data)

    def _chat(self, value: Any) -> Chat:
        known = value.to_dict()
        files = [self._upload(file) for file in known["files"]] if "files" in known else None
        audio = self._upload(known["audio"]) if known.get("audio") else None
        return Chat(known["text"], files, audio, "audio" in known)

    def _data(self, value: Any, depth: int) -> Value:
        module = type(value).__module__.partition(".")[0]
        if module == "numpy" and "numpy" in sys.modules:
            return self._numpy(value, depth)
        if module == "pandas" and "pandas" in sys.modules:
            return self._pandas(value)
        return self._thing(value)

    def _numpy(self, value: Any, depth: int) -> Value:
        import numpy as np  # noqa: PLC0415  # only where the app has brought it in itself

        if isinstance(value, np.generic):
            return self._encode(value.item(), depth + 1)
        if type(value) is np.ndarray and value.dtype.kind in "biufcMmSU":
            data = value.tobytes()
            self._spend(len(data))
            return Array(value.dtype.str, list(value.shape), data)
        return self._thing(value)

    def _pandas(self, value: Any) -> Value:
        import pandas as pd  # noqa: PLC0415
        import pyarrow as pa  # noqa: PLC0415

        if isinstance(value, pd.Index):
            name = _UNNAMED if value.name is None else value.name
            kind, frame = "Index", value.to_frame(index=False, name=name)
        elif isinstance(value, pd.Series):
            name = _UNNAMED if value.name is None else value.name
            kind, frame = "Series", value.to_frame(name=name)
        elif isinstance(value, pd.DataFrame):
            kind, frame = "DataFrame", value
        else:
            return self._thing(value)
        sink = pa.BufferOutputStream()
        table = pa.Table.from_pandas(frame)
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table)
        data = sink.getvalue().to_pybytes()
        self._spend(len(data))
        return Frame(kind, data)  # type: ignore[arg-type]

    def _thing(self, value: object) -> Thing:
        name = type(value).__qualname__ if isinstance(type(value).__qualname__, str) else "object"
        text = _summary(value) or shown(value)
        return Thing(shown(name)[1:-1], text, self._keep(value), callable(value))


class _TooLargeError(Exception):
    """A value has more parts than a message may hold."""


def _summary(value: object) -> str:
    if type(value) in {list, tuple, set, frozenset, dict, bytes, str}:
        return f"<{type(value).__name__} of {len(value):,}>"  # type: ignore[arg-type]
    return ""


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_streamlit(value: object, name: str) -> bool:
    return any(c.__name__ == name and c.__module__.startswith("streamlit.") for c in type(value).__mro__)


class Decoder:
    """Puts values together again. ``thing`` makes what stands for an unknown value on this side."""

    def __init__(self, thing: Callable[[Thing], object]) -> None:
        self._thing = thing

    def decode(self, value: Value) -> Any:
        """The value that a plain form stands for.

        Raises `BadValueError` where its parts do not fit together.
        """
        try:
            return self._decode(value)
        except (BadValueError, NotPlainError):
            raise
        except Exception as problem:
            text = f"{type(value).__name__}: {type(problem).__name__}: {shown(problem)}"
            raise BadValueError(text) from problem

    def _decode(self, value: Value) -> Any:
        if value is None or isinstance(value, bool | int | float | str):
            return value
        return getattr(self, "_" + type(value).__name__.lower())(value)

    def _seq(self, value: Seq) -> Any:
        items = [self._decode(item) for item in value.items]
        if value.kind == "list":
            return items
        return {"tuple": tuple, "set": set, "frozenset": frozenset}[value.kind](items)

    def _map(self, value: Map) -> Any:
        pairs = {self._decode(key): self._decode(item) for key, item in value.items}
        if value.kind == "dict":
            return pairs
        from streamlit.util import AttributeDictionary  # noqa: PLC0415  # where Streamlit is loaded

        return AttributeDictionary(pairs)

    def _text(self, value: Text) -> Any:
        return _FROM_TEXT[value.kind](value.text)

    def _blob(self, value: Blob) -> bytes:
        return value.data

    def _frame(self, value: Frame) -> Any:
        import pandas as pd  # noqa: PLC0415  # as large as the rest together, and rarely needed
        import pyarrow as pa  # noqa: PLC0415

        frame = pa.ipc.open_stream(value.data).read_all().to_pandas()
        if value.kind == "DataFrame":
            return frame
        column = frame.iloc[:, 0]
        name = None if column.name == _UNNAMED else column.name
        return column.rename(name) if value.kind == "Series" else pd.Index(column.array, name=name)

    def _array(self, value: Array) -> Any:
        import numpy as np  # noqa: PLC0415  # as above

        dtype = np.dtype(value.dtype)
        if dtype.kind not in "biufcMmSU":
            raise BadValueError(value.dtype)
        return np.frombuffer(value.data, dtype).reshape(value.shape).copy()

    def _upload(self, value: Upload) -> Any:
        from streamlit.proto.Common_pb2 import FileURLs  # noqa: PLC0415  # where Streamlit is loaded
        from streamlit.runtime.uploaded_file_manager import (  # noqa: PLC0415
            UploadedFile,
            UploadedFileRec,
        )

        record = UploadedFileRec(value.file_id, value.name, value.mime, value.data)
        return UploadedFile(record, FileURLs(file_id=value.file_id))

    def _chat(self, value: Chat) -> Any:
        from streamlit.elements.widgets.chat import ChatInputValue  # noqa: PLC0415

        return ChatInputValue(
            text=value.text,
            files=[self._upload(file) for file in value.files or []],
            audio=self._upload(value.audio) if value.audio else None,
            _include_files=value.files is not None,
            _include_audio=value.has_audio,
        )


def plain(value: object) -> Value:
    """The plain form of a value that a check sends to the app.

    Raises `NotPlainError` where there is none.
    """

    def refuse(unknown: object) -> int:
        if isinstance(unknown, Opaque):
            return unknown.handle
        text = f"the app cannot be sent a {type(unknown).__name__} ({shown(unknown)})"
        raise NotPlainError(text)

    return Encoder(refuse).encode(value)
