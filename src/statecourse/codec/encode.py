"""Encodes values of Python and its libraries as the plain forms of `forms`.

Subclasses of `Encoder` say how all other objects are encoded: in `values` for the judge, in `own_objects` for the worker.
"""

from __future__ import annotations

import collections
import math
import sys
from typing import TYPE_CHECKING, Any

from statecourse.codec.forms import (
    ARRAY_KINDS,
    FACTORIES,
    MAX_COLLIDING,
    MAX_RANGE,
    Array,
    Blob,
    Chat,
    Frame,
    Map,
    Seq,
    Text,
    Thing,
    Upload,
    Value,
)
from statecourse.codec.texts import PANDAS_TEXTS, TO_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_DEPTH = 40
MAX_NODES = 200_000
MAX_BYTES = 8 * 2**20
MAX_TEXT = 400

_SEQUENCES = (list, tuple, set, frozenset, collections.deque)
_INT64 = range(-(2**63), 2**64)
_MAX_DIGITS = 4_000


def shown(value: object) -> str:
    """The ``repr`` of a value, in at most ``MAX_TEXT`` characters; never raises."""
    try:
        text = repr(value)
    except BaseException as problem:  # noqa: BLE001  # a student's __repr__ may raise anything
        text = f"<{type(value).__name__}, whose repr raises {type(problem).__name__}>"
    text = text.encode("utf-8", "backslashreplace").decode()
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"


class TooLargeError(Exception):
    """A value has more parts than a message may hold."""


TOO_LARGE = (TooLargeError, RecursionError, RuntimeError)
"""What encoding raises for a value that is too large, too deep, or that changes meanwhile."""


class Encoder:
    """Encodes values, each by the first case that fits it.

    ``trial`` decodes a form as the judge will. If it raises, the value is encoded as an object instead. None: not tried.
    """

    def __init__(self, trial: Callable[[Value], Any] | None) -> None:
        self._trial = trial

    def _begin(self, value: object) -> Value:
        """The form of a value. Raises what is in ``TOO_LARGE``."""
        self._nodes = self._bytes = self._changes = 0
        self._sent: set[int] = set()
        self._in_frame = False
        return self._encode(value, 0)

    def _is_object(self, kind: type) -> bool:
        """Whether values of this class are encoded as objects, whatever else they are."""
        raise NotImplementedError

    def _object(self, value: Any, depth: int, *, with_base: bool = True) -> Thing:
        """The form of a value that has no other; ``with_base``: also the list, text or number that it is."""
        raise NotImplementedError

    def _spend(self, size: int) -> None:
        self._nodes += 1
        self._bytes += size
        if self._nodes > MAX_NODES or self._bytes > MAX_BYTES:
            raise TooLargeError

    def _encode(self, value: Any, depth: int) -> Value:
        kind = type(value)
        self._spend(len(value) if kind is str else 8)
        if depth > MAX_DEPTH:
            raise TooLargeError
        if value is None or kind is bool or kind is float:
            return value  # type: ignore[no-any-return]
        if kind is int:
            return self._int(value)
        if kind is str:
            return value if value.isascii() or is_unicode(value) else self._object(value, depth)
        if kind is range and value[MAX_RANGE:]:
            return self._object(value, depth)
        if value is str or value is repr:
            return Text("type", value.__name__)
        if self._is_object(kind):
            return self._object(value, depth)
        if issubclass(kind, _SEQUENCES):
            return self._seq(value, depth)
        if issubclass(kind, dict):
            return self._map(value, depth)
        try:
            module = kind.__module__.partition(".")[0]
            if module in {"numpy", "pandas"} and module in sys.modules:
                return self._scientific(value, module, depth)
            return self._standard(value, kind, depth)
        except (TooLargeError, RecursionError):
            raise
        except Exception:  # noqa: BLE001  # what cannot be encoded, or decoded again
            return self._object(value, depth)

    def _int(self, value: int) -> Value:
        if value in _INT64:
            return value
        digits = value.bit_length() * math.log10(2)
        return Text("int", str(value)) if digits < _MAX_DIGITS else self._object(value, 0)

    def _seq(self, value: Any, depth: int) -> Value:
        base: Any = next(kind for kind in _SEQUENCES if isinstance(value, kind))
        # The base class's own iterator: a subclass may lie about its items.
        if base in {set, frozenset}:
            items = [self._key(item, depth) for item in base.__iter__(value)]
            items.sort(key=repr)  # so that equal sets have equal plain forms
            return self._hashed(Seq(base.__name__, items), value, depth)
        items = [self._encode(item, depth + 1) for item in base.__iter__(value)]
        return Seq(base.__name__, items, value.maxlen if base is collections.deque else None)

    def _map(self, value: dict[Any, Any], depth: int) -> Value:
        pairs = [(self._key(key, depth), self._encode(item, depth + 1)) for key, item in dict.items(value)]
        form = Map("attr" if _is_streamlit(value, "AttributeDictionary") else "dict", pairs)
        if isinstance(value, collections.defaultdict):
            factory = getattr(value.default_factory, "__name__", "")
            form = Map("default", pairs, factory if factory in FACTORIES else "")
        elif isinstance(value, collections.Counter):
            form = Map("counter", pairs)
        elif isinstance(value, collections.OrderedDict):
            form = Map("ordered", pairs)
        return self._hashed(form, value, depth)

    def _key(self, value: Any, depth: int) -> Value:
        """A key, or an item of a set. One of an unhashable type comes from a subclass with a hash of its own."""
        if isinstance(value, list | dict | set | collections.deque | bytearray):
            return self._object(value, depth)
        return self._encode(value, depth + 1)

    def _hashed(self, form: Seq | Map, value: Any, depth: int) -> Value:
        """The form of a set or dictionary; if it is so large that colliding hashes matter, it is tried first."""
        if len(form.items) > MAX_COLLIDING:
            try:
                self._tried(form)
            except Exception:  # noqa: BLE001  # whatever the judge would raise
                return self._object(value, depth, with_base=False)
        return form

    def _standard(self, value: Any, kind: type, depth: int) -> Value:
        for base, (name, to_text) in TO_TEXT.items():
            if issubclass(kind, base):
                text = to_text(value)
                return self._tried(Text(name, text)) if is_unicode(text) else self._object(value, depth)
        if issubclass(kind, int):
            return self._int(int.__int__(value))
        if issubclass(kind, float):
            return float.__float__(value)
        if issubclass(kind, str):
            return self._encode(str.__str__(value), depth + 1)
        if issubclass(kind, bytes | bytearray):
            self._spend(len(value))
            return Blob(bytes(value), issubclass(kind, bytearray))
        if _is_streamlit(value, "UploadedFile"):
            return self._upload(value)
        if _is_streamlit(value, "ChatInputValue"):
            return self._chat(value)
        return self._object(value, depth)

    def _upload(self, value: Any) -> Upload:
        data = value.getvalue()
        self._spend(len(data))
        return Upload(value.file_id, value.name, value.type, data)

    def _chat(self, value: Any) -> Chat:
        known = value.to_dict()
        files = [self._upload(file) for file in known["files"]] if "files" in known else None
        audio = self._upload(known["audio"]) if known.get("audio") else None
        return Chat(known["text"], files, audio, "audio" in known)

    def _tried(self, form: Value) -> Value:
        """The form, after it has been decoded on trial. Raises what that raises."""
        if self._trial is not None:
            self._trial(form)
        return form

    def _scientific(self, value: Any, module: str, depth: int) -> Value:
        import numpy as np  # noqa: PLC0415  # only if the app has loaded it itself

        scalar = isinstance(value, np.generic)
        if (scalar or type(value) is np.ndarray) and value.dtype.kind in ARRAY_KINDS:
            data = value.tobytes()
            self._spend(len(data))
            return self._tried(Array(value.dtype.str, list(value.shape), data, scalar))
        if type(value) is np.ndarray and value.dtype.kind == "O":
            return self._frame(value, "ndarray", [list(value.shape), list(value.flat)], depth)
        if module == "numpy":
            return self._object(value, depth)
        if type(value).__name__ in PANDAS_TEXTS and getattr(value, "tz", None) is None:
            return self._tried(Text(type(value).__name__, str(value)))
        from statecourse.codec.frames import split  # noqa: PLC0415  # pandas

        found = split(value)
        return self._object(value, depth) if found is None else self._frame(value, *found, depth)

    def _frame(self, value: Any, kind: str, parts: list[Any], depth: int) -> Value:
        """A value by its parts. Of tables within each other only the outermost is tried, with all in it."""
        outermost, self._in_frame = not self._in_frame, True
        try:
            form = Frame(kind, [self._encode(part, depth + 1) for part in parts])
        finally:
            self._in_frame = not outermost
        if outermost and self._trial is not None and not _alike(self._trial(form), value):
            raise TypeError(kind)
        return form


def is_unicode(text: str) -> bool:
    """Whether a text can be sent: it has no half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_streamlit(value: object, name: str) -> bool:
    return any(c.__name__ == name and c.__module__.startswith("streamlit.") for c in type(value).__mro__)


def _alike(one: Any, other: Any) -> bool:
    """Whether two tables, columns or arrays have the same types all through, whatever they hold."""
    return type(one) is type(other) and _types(one) == _types(other)


def _types(value: Any) -> list[Any]:
    if hasattr(value, "dtypes") and hasattr(value, "columns"):
        return [*value.dtypes, *_types(value.index), *_types(value.columns)]
    own = [type(value), getattr(value, "dtype", None), getattr(value, "freq", None)]
    return [*own, *_types(value.index)] if hasattr(value, "sort_index") else own
