"""Encodes the app's own objects in the worker. They stay there; the judge gets a stand-in for each.

With an object its attributes are sent, with an Enum's member all members of its class. If that is too much for a
message, less is sent (`Detail`).
"""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import enum
import types
from typing import TYPE_CHECKING, Any

from statecourse.codec.encode import TOO_LARGE, Encoder, is_unicode, shown
from statecourse.codec.forms import Thing, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MAX_MEMBERS = 100
"""Members that are sent of an Enum's class."""
MAX_LABEL = 20_000

_CONTAINERS = (list, dict, set)
_OTHER_DICTIONARIES = (collections.OrderedDict, collections.defaultdict, collections.Counter)


class Detail(enum.IntEnum):
    """How much is sent of an object."""

    NAME = 0
    """What it is and how it looks."""
    BASE = 1
    """Also the list, text or number that it is besides."""
    ATTRIBUTES = 2
    """Also its attributes, and the members of its class."""


class AppEncoder(Encoder):
    """Encodes values of the app for the judge.

    ``keep`` remembers an object and returns its handle. ``own`` tells whether a class is the app's. For ``trial`` see
    `Encoder`.
    """

    def __init__(
        self, keep: Callable[[object], int], own: Callable[[type], bool], trial: Callable[[Value], Any]
    ) -> None:
        super().__init__(trial)
        self._keep = keep
        self._own = own
        self._detail = Detail.ATTRIBUTES

    def encode(self, value: object) -> Value:
        """The plain form of a value, with as much of the app's objects in it as a message can hold."""
        for detail in (Detail.ATTRIBUTES, Detail.BASE):
            self._detail = detail
            with contextlib.suppress(*TOO_LARGE):
                return self._begin(value)
        self._detail = Detail.NAME
        return self._object(value, 0)

    def _is_object(self, kind: type) -> bool:
        return issubclass(kind, enum.Enum) or _is_record(kind) or self._is_own_container(kind)

    def _is_own_container(self, kind: type) -> bool:
        """Whether a class is a list, dictionary or set of the app's own."""
        filled = issubclass(kind, _CONTAINERS) and not issubclass(kind, _OTHER_DICTIONARIES)
        return filled and kind not in _CONTAINERS and self._own(kind)

    def _object(self, value: Any, depth: int, *, with_base: bool = True) -> Thing:
        kind: Any = type(value)
        handle = self._keep(value)
        summary = _summary(value)
        text = summary or shown(value)
        fields = []
        if self._detail == Detail.ATTRIBUTES and handle not in self._sent:
            self._sent.add(handle)
            fields = [(name, self._encode(item, depth + 1)) for name, item in self._attributes(value, kind)]
        number, members = self._members(kind, depth)
        return Thing(
            type_name=_name_of(kind),
            text=text,
            handle=handle,
            callable=callable(value),
            label=None if summary else _label(value, text),
            base=self._base(value, kind, depth) if with_base and self._detail >= Detail.BASE else None,
            fields=fields,
            by_value=kind.__eq__ is not object.__eq__,
            fixed=_is_fixed(kind),
            kind=number,
            members=members,
        )

    def _members(self, kind: Any, depth: int) -> tuple[int | None, list[tuple[str, Value]]]:
        """The handle of an Enum's class, and its members if the class has not been sent yet."""
        if self._detail < Detail.ATTRIBUTES or not issubclass(kind, enum.Enum):
            return None, []
        number = self._keep(kind)
        if number in self._sent or len(kind.__members__) > MAX_MEMBERS:
            return number, []
        self._sent.add(number)
        return number, [(name, self._encode(item, depth + 1)) for name, item in kind.__members__.items()]

    def _base(self, value: Any, kind: type, depth: int) -> Value:
        if issubclass(kind, enum.Enum):
            base = next((base for base in (int, str, float) if issubclass(kind, base)), None)
            return None if base is None else self._standard(value, base, depth)
        if self._is_own_container(kind) and issubclass(kind, dict):
            return self._map(value, depth)
        return self._seq(value, depth) if _is_record(kind) or self._is_own_container(kind) else None

    def _attributes(self, value: Any, kind: Any) -> Iterable[tuple[str, Any]]:
        if issubclass(kind, enum.Enum):
            return [("name", value._name_), ("value", value._value_)]
        if _is_record(kind):
            return zip(kind._fields, tuple.__iter__(value), strict=False)
        if dataclasses.is_dataclass(kind):
            names = [field.name for field in dataclasses.fields(kind)]
        elif kind is types.SimpleNamespace or self._own(kind):
            slots = [name for base in kind.__mro__ for name in _slots(getattr(base, "__slots__", ()))]
            own = [name for name in getattr(value, "__dict__", {}) if type(name) is str]
            names = list(dict.fromkeys([*slots, *own]))
        else:
            return []
        return [(name, getattr(value, name)) for name in names if hasattr(value, name)]


def _name_of(kind: type) -> str:
    return shown(kind.__qualname__)[1:-1] if isinstance(kind.__qualname__, str) else "object"


def _summary(value: object) -> str:
    if type(value) in {list, tuple, set, frozenset, dict, bytes, str}:
        return f"<{type(value).__name__} of {len(value):,}>"  # type: ignore[arg-type]
    return ""


def _label(value: object, text: str) -> str | None:
    """The ``str`` of a value, if that differs from its ``repr``, the ``text``."""
    try:
        label = str(value)
    except BaseException:  # noqa: BLE001  # a student's __str__ may raise anything
        return None
    return label if label != text and len(label) <= MAX_LABEL and is_unicode(label) else None


def _slots(slots: Any) -> list[str]:
    return [slots] if isinstance(slots, str) else [name for name in slots if not name.startswith("__")]


def _is_record(kind: type) -> bool:
    """Whether a class is a named tuple."""
    names = getattr(kind, "_fields", None)
    return issubclass(kind, tuple) and type(names) is tuple and all(type(name) is str for name in names)


def _is_fixed(kind: type) -> bool:
    parameters = getattr(kind, "__dataclass_params__", None)
    return issubclass(kind, enum.Enum | tuple) or getattr(parameters, "frozen", False) is True
