"""How a value is taken apart into the plain forms of `statecourse.codec.forms`."""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import enum
import math
import sys
import types
from typing import TYPE_CHECKING, Any

import msgspec

from statecourse.codec.forms import Array, Blob, Chat, Frame, Map, Seq, Text, Thing, Upload, Value
from statecourse.codec.frames import MAX_COLLIDING, alike, parts_of
from statecourse.codec.stand_in import Opaque, base_of, fields_of, handle_of, is_refilled
from statecourse.codec.texts import MAX_RANGE, TO_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MAX_DEPTH = 40
MAX_NODES = 200_000
MAX_BYTES = 8 * 2**20
MAX_TEXT = 400
MAX_MEMBERS = 100
"""Members that are sent of an Enum's class."""
MAX_LABEL = 20_000
ARRAY_KINDS = "biufcMmSU"
"""The numpy types that hold numbers, dates or text, and no objects."""
FACTORIES = {kind.__name__: kind for kind in (int, float, str, list, dict, set, tuple)}


_PANDAS_TEXTS = {"Timestamp", "Timedelta", "NaTType"}
_FILLED = (list, dict, set)
_OTHER_DICTIONARIES = (collections.OrderedDict, collections.defaultdict, collections.Counter)
_SEQUENCES = (list, tuple, set, frozenset, collections.deque)
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
    """Takes values apart. ``keep`` is told of each that has no plain form, and gives its handle.

    ``own`` tells a class of the app's own, whose objects have their attributes sent along. ``trial`` puts
    a form together as whoever gets it will: where that fails, the value is no data after all. A ``shallow``
    one says of what stands for an object only which it is, not what was changed about it.
    """

    def __init__(
        self,
        keep: Callable[[object], int],
        own: Callable[[type], bool] | None = None,
        *,
        trial: Callable[[Value], Any] | None = None,
        shallow: bool = False,
    ) -> None:
        self._keep = keep
        self._own = own
        self._trial = trial
        self._shallow = shallow
        self._begin(with_fields=True)

    def _begin(self, *, with_fields: bool, with_base: bool = True) -> None:
        self._with_base = with_base
        self._nodes = self._bytes = self._changes = 0
        self._sent: set[int] = set()
        self._in_frame = False
        self._with_fields = with_fields and self._own is not None

    def encode(self, value: object) -> Value:
        """The plain form of a value; one that is too large, too deep or no data becomes a `Thing`."""
        for with_fields in (True, False):
            self._begin(with_fields=with_fields)
            with contextlib.suppress(_TooLargeError, RecursionError, RuntimeError):
                return self._encode(value, 0)
        self._begin(with_fields=False, with_base=False)
        return self._thing(value, 0)

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
            return value if value.isascii() or _is_unicode(value) else self._thing(value, depth)
        if kind is range and value[MAX_RANGE:]:
            return self._thing(value, depth)
        if value is str or value is repr:
            return Text("type", value.__name__)
        if issubclass(kind, Opaque):
            return self._opaque(value, depth)
        if self._own is not None and (
            issubclass(kind, enum.Enum) or _is_record(kind) or self._is_filled(kind)
        ):
            return self._thing(value, depth)
        if issubclass(kind, _SEQUENCES):
            return self._seq(value, depth)
        if issubclass(kind, dict):
            return self._map(value, depth)
        return self._special(value, kind, depth)

    def _is_filled(self, kind: type) -> bool:
        """Whether a class is a list, dictionary or set of the app's own."""
        named = (
            kind not in _FILLED and issubclass(kind, _FILLED) and not issubclass(kind, _OTHER_DICTIONARIES)
        )
        return named and self._own is not None and self._own(kind)

    def _int(self, value: int) -> Value:
        if value in _INT64:
            return value
        digits = value.bit_length() * math.log10(2)
        return Text("int", str(value)) if digits < _MAX_DIGITS else self._thing(value, 0)

    def _seq(self, value: Any, depth: int) -> Value:
        base: Any = next(kind for kind in _SEQUENCES if isinstance(value, kind))
        # The base class's own iterator: a subclass may lie about its items.
        if base in {set, frozenset}:
            items = [self._key(item, depth) for item in base.__iter__(value)]
            items.sort(key=repr)  # so that equal sets have equal plain forms
            return self._crowd(Seq(base.__name__, items), value, depth)
        items = [self._encode(item, depth + 1) for item in base.__iter__(value)]
        return Seq(base.__name__, items, value.maxlen if base is collections.deque else None)

    def _key(self, value: Any, depth: int) -> Value:
        """What is in a set, or a key; a class of its own may have made a hash for what has none as data."""
        return self._encode(value, depth + 1) if _has_plain_hash(value) else self._thing(value, depth)

    def _crowd(self, form: Seq | Map, value: Any, depth: int) -> Value:
        """A set or dictionary; one so large that its hashes may matter is tried."""
        if len(form.items) > MAX_COLLIDING:
            try:
                self._tried(form)
            except Exception:  # noqa: BLE001  # whatever whoever gets it would come upon
                return self._thing(value, depth, with_base=False)
        return form

    def _map(self, value: dict[Any, Any], depth: int) -> Value:
        pairs = [(self._key(key, depth), self._encode(item, depth + 1)) for key, item in dict.items(value)]
        return self._crowd(self._mapping(value, pairs), value, depth)

    def _mapping(self, value: dict[Any, Any], pairs: list[tuple[Value, Value]]) -> Map:
        if isinstance(value, collections.defaultdict):
            factory = getattr(value.default_factory, "__name__", "")
            return Map("default", pairs, factory if factory in FACTORIES else "")
        if isinstance(value, collections.Counter):
            return Map("counter", pairs)
        if isinstance(value, collections.OrderedDict):
            return Map("ordered", pairs)
        return Map("attr" if _is_streamlit(value, "AttributeDictionary") else "dict", pairs)

    def _special(self, value: Any, kind: type, depth: int) -> Value:
        try:
            module = kind.__module__.partition(".")[0]
            if module in {"numpy", "pandas"} and module in sys.modules:
                return self._scientific(value, module, depth)
            return self._standard(value, kind, depth)
        except (_TooLargeError, RecursionError):
            raise
        except Exception:  # noqa: BLE001  # what cannot be taken apart or put together is shown as what it is
            return self._thing(value, depth)

    def _standard(self, value: Any, kind: type, depth: int) -> Value:
        for base, (name, to_text) in TO_TEXT.items():
            if issubclass(kind, base):
                text = to_text(value)
                return self._tried(Text(name, text)) if _is_unicode(text) else self._thing(value, depth)
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
        return self._thing(value, depth)

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
        """A form that has been put together once. Raises whatever went wrong then."""
        if self._trial is not None:
            self._trial(form)
        return form

    def _scientific(self, value: Any, module: str, depth: int) -> Value:
        import numpy as np  # noqa: PLC0415  # only where the app has brought it in itself

        scalar = isinstance(value, np.generic)
        if (scalar or type(value) is np.ndarray) and value.dtype.kind in ARRAY_KINDS:
            data = value.tobytes()
            self._spend(len(data))
            return self._tried(Array(value.dtype.str, list(value.shape), data, scalar))
        if (
            module == "pandas"
            and type(value).__name__ in _PANDAS_TEXTS
            and getattr(value, "tz", None) is None
        ):
            return self._tried(Text(type(value).__name__, str(value)))
        found = parts_of(value) if module == "pandas" or type(value) is np.ndarray else None
        return self._thing(value, depth) if found is None else self._frame(value, *found, depth)

    def _frame(self, value: Any, kind: str, parts: list[Any], depth: int) -> Value:
        """A value by its parts. Of a table within another one only the outermost is tried, with all in it."""
        outermost, self._in_frame = not self._in_frame, True
        try:
            form = Frame(kind, [self._encode(part, depth + 1) for part in parts])
        finally:
            self._in_frame = not outermost
        if outermost and self._trial is not None and not alike(self._trial(form), value):
            raise TypeError(kind)
        return form

    # --- what only the app holds ---

    def _thing(self, value: object, depth: int, *, with_base: bool = True) -> Thing:
        kind = type(value)
        handle = self._keep(value)
        summary = _summary(value)
        text = summary or shown(value)
        fields = []
        if self._with_fields and handle not in self._sent:
            self._sent.add(handle)
            fields = [(name, self._encode(item, depth + 1)) for name, item in self._fields(value)]
        number, members = self._members(kind, depth)
        return Thing(
            type_name=_name_of(kind),
            text=text,
            handle=handle,
            callable=callable(value),
            label=None if summary else _label(value, text),
            base=self._base(value, kind, depth) if with_base and self._with_base else None,
            fields=fields,
            by_value=kind.__eq__ is not object.__eq__,
            fixed=_is_fixed(kind),
            kind=number,
            members=members,
        )

    def _members(self, kind: Any, depth: int) -> tuple[int | None, list[tuple[str, Value]]]:
        """The number of an Enum's class; where it comes for the first time, also its members."""
        if not self._with_fields or not issubclass(kind, enum.Enum):
            return None, []
        number = self._keep(kind)
        if number in self._sent or len(kind.__members__) > MAX_MEMBERS:
            return number, []
        self._sent.add(number)
        return number, [(name, self._encode(item, depth + 1)) for name, item in kind.__members__.items()]

    def _base(self, value: Any, kind: type, depth: int) -> Value:
        if issubclass(kind, enum.Enum):
            base: Any = next((base for base in (int, str, float) if issubclass(kind, base)), None)
            return None if base is None else self._standard(value, base, depth)
        if self._is_filled(kind) and issubclass(kind, dict):
            return self._map(value, depth)
        return self._seq(value, depth) if _is_record(kind) or self._is_filled(kind) else None

    def _fields(self, value: Any) -> Iterable[tuple[str, Any]]:
        kind = type(value)
        if issubclass(kind, enum.Enum):
            return [("name", value._name_), ("value", value._value_)]
        if _is_record(kind):
            return zip(kind._fields, tuple.__iter__(value), strict=False)
        if dataclasses.is_dataclass(kind):
            names = [field.name for field in dataclasses.fields(kind) if hasattr(value, field.name)]
            return [(name, getattr(value, name)) for name in names]
        if kind is types.SimpleNamespace or (self._own is not None and self._own(kind)):
            return _attributes(value)
        return []

    def _shallow_form(self, value: Any) -> bytes:
        return msgspec.msgpack.encode(Encoder(self._keep, shallow=True).encode(value))

    def _opaque(self, value: Opaque, depth: int) -> Thing:
        handle = handle_of(value)
        if self._shallow or handle in self._sent:
            return Thing("", "", handle)
        self._sent.add(handle)
        fields = []
        for name, item, changed in fields_of(value, self._shallow_form):
            before = self._changes
            encoded = self._encode(item, depth + 1)
            if changed or self._changes > before:  # itself, or something that it leads to
                fields.append((name, encoded))
        base, before = None, self._changes
        if (filled := base_of(value)) is not None:
            base = self._encode(filled, depth + 1)
            unchanged = self._changes == before and not is_refilled(value, self._shallow_form)
            base = None if unchanged else base
        self._changes += len(fields) + (base is not None)
        return Thing("", "", handle, fields=fields, base=base)


class _TooLargeError(Exception):
    """A value has more parts than a message may hold."""


def _name_of(kind: type) -> str:
    return shown(kind.__qualname__)[1:-1] if isinstance(kind.__qualname__, str) else "object"


def _summary(value: object) -> str:
    if type(value) in {list, tuple, set, frozenset, dict, bytes, str}:
        return f"<{type(value).__name__} of {len(value):,}>"  # type: ignore[arg-type]
    return ""


def _label(value: object, text: str) -> str | None:
    """The ``str`` of a value, where that is other than how it looks."""
    try:
        label = str(value)
    except BaseException:  # noqa: BLE001  # a student's __str__ may raise anything
        return None
    return label if label != text and len(label) <= MAX_LABEL and _is_unicode(label) else None


def _attributes(value: object) -> list[tuple[str, Any]]:
    slots = [name for base in type(value).__mro__ for name in _names(getattr(base, "__slots__", ()))]
    own = [name for name in getattr(value, "__dict__", {}) if type(name) is str]
    return [(name, getattr(value, name)) for name in dict.fromkeys([*slots, *own]) if hasattr(value, name)]


def _names(slots: Any) -> list[str]:
    return [slots] if isinstance(slots, str) else [name for name in slots if not name.startswith("__")]


def _is_record(kind: type) -> bool:
    """Whether a class is a named tuple."""
    names = getattr(kind, "_fields", None)
    return issubclass(kind, tuple) and type(names) is tuple and all(type(name) is str for name in names)


def _has_plain_hash(value: Any) -> bool:
    """Whether a value can be a key as the data that it travels as."""
    return not isinstance(value, list | dict | set | collections.deque | bytearray) or isinstance(
        value, Opaque
    )


def _is_fixed(kind: type) -> bool:
    parameters = getattr(kind, "__dataclass_params__", None)
    return issubclass(kind, enum.Enum | tuple) or getattr(parameters, "frozen", False) is True


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_streamlit(value: object, name: str) -> bool:
    return any(c.__name__ == name and c.__module__.startswith("streamlit.") for c in type(value).__mro__)
