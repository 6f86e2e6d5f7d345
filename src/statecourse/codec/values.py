"""Decodes plain forms, on both sides; and encodes what a check sends to the app."""

from __future__ import annotations

import collections
import math
from typing import TYPE_CHECKING, Any

import msgspec

from statecourse.codec.encode import TOO_LARGE, Encoder, shown
from statecourse.codec.forms import (
    ARRAY_KINDS,
    FACTORIES,
    MAX_COLLIDING,
    MAX_LENGTH,
    Array,
    BadValueError,
    Blob,
    Chat,
    Frame,
    Map,
    NotPlainError,
    Seq,
    Text,
    Thing,
    Upload,
    Value,
)
from statecourse.codec.stand_in import (
    Opaque,
    add_to_enum,
    base_of,
    fields_of,
    fill,
    handle_of,
    items_changed,
    stand_in,
)
from statecourse.codec.texts import FROM_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Decoder", "form_bytes", "plain", "shallow_bytes", "shown"]


class Decoder:
    """Decodes values.

    ``find`` gives the object or stand-in for a `Thing`, from the message and the decoded ``base``. ``fill`` sets its
    attributes.
    """

    def __init__(
        self, find: Callable[[Thing, Any], Any], fill: Callable[[Any, dict[str, Any]], None]
    ) -> None:
        self._find = find
        self._fill = fill
        self._found: dict[int, Any] = {}
        self._kinds: dict[int, Any] = {}

    def decode(self, value: Value) -> Any:
        """The value that a plain form stands for. Raises `BadValueError` if its parts do not fit together."""
        self._found, self._kinds = {}, {}
        try:
            return self._decode(value)
        except BadValueError:
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
        if value.kind == "deque":
            return collections.deque(items, value.maxlen)
        if value.kind in {"set", "frozenset"}:
            _check_hashes(items)
        return {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}[value.kind](items)

    def _map(self, value: Map) -> Any:
        found = [(self._decode(key), self._decode(item)) for key, item in value.items]
        _check_hashes([key for key, _ in found])
        pairs = dict(found)
        match value.kind:
            case "counter":
                return collections.Counter(pairs)
            case "ordered":
                return collections.OrderedDict(pairs)
            case "default":
                return collections.defaultdict(FACTORIES.get(value.factory), pairs)
            case "attr":
                from streamlit.util import AttributeDictionary  # noqa: PLC0415  # where Streamlit is loaded

                return AttributeDictionary(pairs)
        return pairs

    def _text(self, value: Text) -> Any:
        return FROM_TEXT[value.kind](value.text)

    def _blob(self, value: Blob) -> bytes | bytearray:
        return bytearray(value.data) if value.mutable else value.data

    def _frame(self, value: Frame) -> Any:
        parts = [self._decode(part) for part in value.parts]
        if value.kind == "ndarray":
            return _objects(*parts)
        from statecourse.codec.frames import build  # noqa: PLC0415  # pandas

        return build(value.kind, parts)

    def _array(self, value: Array) -> Any:
        import numpy as np  # noqa: PLC0415  # large, and rarely needed

        dtype = np.dtype(value.dtype)
        if dtype.kind not in ARRAY_KINDS:
            raise BadValueError(value.dtype)
        if 0 in value.shape and max(value.shape) > MAX_LENGTH:
            raise BadValueError(f"an array of nothing with the shape {value.shape}")
        array = np.frombuffer(value.data, dtype).reshape(value.shape)
        return array[()] if value.scalar else array.copy()

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

    def _thing(self, value: Thing) -> Any:
        if value.handle not in self._found:
            found = self._find(value, self._decode(value.base))
            self._found[value.handle] = found  # before its attributes, which may lead back to it
            if value.kind is not None:
                members = add_to_enum(found, self._kinds, value.kind)
                members.update((name, self._decode(item)) for name, item in value.members)
            if value.fields or value.base is not None:
                self._fill(found, {name: self._decode(item) for name, item in value.fields})
        return self._found[value.handle]


def _check_hashes(keys: list[Any]) -> None:
    """Refuse keys that would take very long to become a set, a dictionary or an index."""
    if len(keys) - len(set(map(hash, keys))) > MAX_COLLIDING:
        raise BadValueError("too many of its keys have the same hash")


def _objects(shape: list[int], items: list[Any]) -> Any:
    import numpy as np  # noqa: PLC0415  # large, and rarely needed

    if math.prod(shape) != len(items) or max(shape, default=0) > MAX_LENGTH:
        raise BadValueError(f"{len(items)} objects in an array with the shape {shape}")
    _check_hashes([item for item in items if _has_hash(item)])  # a table may take them for its index
    array = np.empty(len(items), object)
    for number, item in enumerate(items):
        array[number] = item
    return array.reshape(shape)


def _has_hash(item: Any) -> bool:
    try:
        hash(item)
    except TypeError:
        return False
    return True


class HandleEncoder(Encoder):
    """Encodes what the judge has; a stand-in as nothing but its handle."""

    def encode(self, value: object) -> Value:
        """The plain form of a value. Raises `NotPlainError` if there is none."""
        try:
            return self._begin(value)
        except TOO_LARGE:
            raise _refusal(value) from None

    def _is_object(self, kind: type) -> bool:
        return issubclass(kind, Opaque)

    def _object(self, value: Any, depth: int, *, with_base: bool = True) -> Thing:  # noqa: ARG002
        if not isinstance(value, Opaque):
            raise _refusal(value)
        return Thing("", "", handle_of(value))


class CheckEncoder(HandleEncoder):
    """Encodes what a check sends to the app; a stand-in with what the check has changed of it, too."""

    def _object(self, value: Any, depth: int, *, with_base: bool = True) -> Thing:
        thing = super()._object(value, depth, with_base=with_base)
        if thing.handle in self._sent:
            return thing
        self._sent.add(thing.handle)
        fields = []
        for name, item, changed in fields_of(value, shallow_bytes):
            before = self._changes
            encoded = self._encode(item, depth + 1)
            if changed or self._changes > before:  # itself, or something that it leads to
                fields.append((name, encoded))
        base, before = None, self._changes
        if (filled := base_of(value)) is not None:
            base = self._encode(filled, depth + 1)
            if self._changes == before and not items_changed(value, shallow_bytes):
                base = None
        self._changes += len(fields) + (base is not None)
        return Thing("", "", thing.handle, fields=fields, base=base)


def _refusal(value: object) -> NotPlainError:
    return NotPlainError(f"the app cannot be sent a {type(value).__name__} ({shown(value)})")


def judges_decoder(call: Callable[[int, tuple[Any, ...]], Any]) -> Decoder:
    """The judge's decoder: stand-ins for what stayed in the worker. ``call`` has the worker call a function."""
    return Decoder(
        find=lambda thing, base: stand_in(thing, base, call),
        fill=lambda opaque, fields: fill(opaque, fields, shallow_bytes),
    )


def trial(value: Value) -> Any:
    """Decode a plain form as the judge will. Raises `BadValueError` if it could not."""
    return judges_decoder(lambda *_: None).decode(value)


def plain(value: object) -> Value:
    """The plain form of a value that a check sends to the app. Raises `NotPlainError` if there is none."""
    return CheckEncoder(trial).encode(value)


def form_bytes(value: object) -> bytes:
    """The plain form as bytes, which differ for 1, 1.0 and True. Raises `NotPlainError` if there is none."""
    return msgspec.msgpack.encode(plain(value))


def shallow_bytes(value: object) -> bytes:
    """As `form_bytes`, but of a stand-in only its handle."""
    return msgspec.msgpack.encode(HandleEncoder(None).encode(value))
