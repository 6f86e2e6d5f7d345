"""Stand-ins: what the judge has of a value that stays with the app.

A stand-in shows as what it is, equals what it would equal in the app, and can be sent back to the app, which then
gets its own object again. The data attributes of an Enum's member, a dataclass or an object of the app's own class can be
read and, if the app could do so, set; methods cannot be called. One for a text, number, tuple, list, set or dictionary also is one.
"""

from __future__ import annotations

import contextlib
import dataclasses
import enum
from typing import TYPE_CHECKING, Any, Self, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from statecourse.codec.forms import Thing

_OWN = "_statecourse"


class _Held:
    """What a stand-in knows: the message it came from, its fields, and the encoded fields as they arrived."""

    def __init__(self, thing: Thing, base: Any) -> None:
        self.thing = thing
        self.base = base
        self.fields: dict[str, Any] = {}
        self.before: dict[str, bytes] = {}
        self.base_before = b""
        self.touched = False


class Opaque:
    """A stand-in. A field hides an attribute of this class of the same name, unless that begins with an underscore."""

    _statecourse: _Held

    def __new__(cls, thing: Thing, base: Any = None) -> Self:
        """Stand in for a thing, which is also ``base``; its fields come later, see `fill`."""
        kind: Any = type(base)
        made: Self = object.__new__(cls) if base is None else kind.__new__(cls, base)
        object.__setattr__(made, _OWN, _Held(thing, base))
        return made

    def __getattribute__(self, name: str) -> Any:
        if not name.startswith("_"):
            fields = object.__getattribute__(self, _OWN).fields
            if name in fields:
                return fields[name]
        return object.__getattribute__(self, name)

    def __getattr__(self, name: str) -> Any:
        held = object.__getattribute__(self, _OWN)
        if name in held.fields:
            return held.fields[name]
        if name in {"type_name", "text", "handle"}:
            return getattr(held.thing, name)
        raise AttributeError(
            f"the app's {held.thing.type_name} has no attribute {name!r} that can be read from outside"
        )

    def __setattr__(self, name: str, value: Any) -> None:
        held = self._statecourse
        if held.thing.fixed or not held.fields:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r} of {held.thing.text}")
        held.fields[name] = value
        held.touched = True

    def __eq__(self, other: object) -> bool:
        ours = self._statecourse
        if isinstance(other, Opaque):
            theirs = other._statecourse
            if ours.thing.handle == theirs.thing.handle:
                return True
            alike = ours.thing.by_value and ours.thing.type_name == theirs.thing.type_name
            with contextlib.suppress(RecursionError):
                return alike and ours.fields == theirs.fields
            return False
        # A class that app and check both import is another object in each of them.
        return ours.thing.type_name == type(other).__qualname__ and ours.fields == _fields(other)

    def __hash__(self) -> int:
        thing = self._statecourse.thing
        # If only itself is equal, a hash of its own keeps large sets fast.
        return hash((Opaque, thing.type_name, None if thing.by_value else thing.handle))

    def __repr__(self) -> str:
        held = self._statecourse
        if not held.touched:
            return held.thing.text
        fields = ", ".join(f"{name}={value!r}" for name, value in held.fields.items())
        return f"{held.thing.type_name}({fields})"

    def __str__(self) -> str:
        thing = self._statecourse.thing
        return thing.text if thing.label is None else thing.label

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _: object) -> Self:
        return self


def _fields(value: object) -> dict[str, Any] | None:
    """The attributes of a check's own Enum member or dataclass."""
    if isinstance(value, enum.Enum):
        return {"name": value.name, "value": value.value}
    if dataclasses.is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    return None


class _Container(Opaque):
    """A stand-in that also is a list, dictionary or set, which a check may change."""

    def __init__(self, _: Thing, base: Any) -> None:
        """Hold the same items."""
        type(base).__init__(self, base)

    def __repr__(self) -> str:
        held = self._statecourse
        return held.thing.text if self == held.base else repr(base_of(self))

    def __str__(self) -> str:
        return super().__str__() if self == self._statecourse.base else repr(self)


def _class_for(name: str, kind: Any) -> Any:
    """A class of stand-ins that are also instances of ``kind``, and are compared as such."""
    parent = _Container if kind in _CONTAINERS else Opaque
    compared = {"__eq__": kind.__eq__, "__hash__": kind.__hash__}
    return type(f"_Opaque{name}", (parent, kind), compared)


_CONTAINERS = (list, dict, set)
_BASED = {
    kind: _class_for(name, kind)
    for name, kind in {
        "Text": str,
        "Int": int,
        "Float": float,
        "Tuple": tuple,
        "List": list,
        "Dict": dict,
        "Set": set,
    }.items()
}


class _RemoteFunction(Opaque):
    """A function that the app holds, such as a ``format_func``; a call of it happens there."""

    _call: Callable[[int, tuple[Any, ...]], Any]

    def __call__(self, *args: Any) -> Any:
        return self._call(self._statecourse.thing.handle, args)


class _EnumClass(type):
    """The app's Enum class, as far as a check can see it: its members are attributes and items."""

    _members: dict[str, Opaque]

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("_") or name not in cls._members:
            raise AttributeError(name)
        return cls._members[name]

    def __getitem__(cls, name: str) -> Any:
        return cls._members[name]

    def __iter__(cls) -> Iterator[Any]:
        return iter(dict.fromkeys(cls._members.values()))

    def __len__(cls) -> int:
        return len(dict.fromkeys(cls._members.values()))


def add_to_enum(member: Opaque, kinds: dict[int, Any], number: int) -> dict[str, Any]:
    """Make a stand-in a member of the Enum with this handle, new or one of ``kinds``; returns its members by name."""
    known = {"_members": {}, "__module__": __name__}
    kind = kinds.setdefault(number, _EnumClass(member.type_name.rpartition(".")[2], (type(member),), known))
    object.__setattr__(member, "__class__", kind)
    members: dict[str, Any] = kind._members
    return members


def stand_in(thing: Thing, base: Any, call: Callable[[int, tuple[Any, ...]], Any]) -> Opaque:
    """A stand-in for a thing. ``call`` has the worker call a function that stayed there."""
    if type(base) in _BASED:
        return cast("Opaque", _BASED[type(base)](thing, base))
    if not thing.callable:
        return Opaque(thing)
    function = _RemoteFunction(thing)
    object.__setattr__(function, "_call", call)
    return function


def fill(stand_in: Opaque, fields: dict[str, Any], to_bytes: Callable[[Any], bytes]) -> None:
    """Give a stand-in its fields; ``to_bytes`` encodes them, which tells later whether one was changed."""
    held = stand_in._statecourse
    held.fields.update(fields)
    held.before = {name: to_bytes(value) for name, value in fields.items()}
    if (base := base_of(stand_in)) is not None:
        held.base_before = to_bytes(base)


def base_of(stand_in: Opaque) -> Any:
    """The list, dictionary or set that a stand-in also is, as such; None for any other."""
    kind = next((kind for kind in _CONTAINERS if isinstance(stand_in, kind)), None)
    return None if kind is None else kind(stand_in)


def items_changed(stand_in: Opaque, to_bytes: Callable[[Any], bytes]) -> bool:
    """Whether a check has changed its items since the app sent the value."""
    return stand_in._statecourse.base_before != to_bytes(base_of(stand_in))


def handle_of(stand_in: Opaque) -> int:
    """The number by which the app knows the value."""
    return stand_in._statecourse.thing.handle


def fields_of(stand_in: Opaque, to_bytes: Callable[[Any], bytes]) -> Iterator[tuple[str, Any, bool]]:
    """Each field: its name, its value, and whether it was set or changed in place since the app sent it."""
    held = stand_in._statecourse
    for name, value in held.fields.items():
        changed = not held.thing.fixed and held.before.get(name) != to_bytes(value)
        yield name, value, changed
