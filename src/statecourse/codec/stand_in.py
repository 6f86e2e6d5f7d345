"""What stands in the judge for a value that only the app itself holds."""

from __future__ import annotations

import contextlib
import dataclasses
import enum
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from statecourse.codec.forms import Thing

_OWN = "_statecourse"


class Unreadable:
    """Stands among others for a value of which the app sent what cannot be put together."""

    def __init__(self, why: str) -> None:
        self._why = why

    def __repr__(self) -> str:
        return f"<a value that cannot be read: {self._why}>"


class _Held:
    """What a stand-in knows: the message it came from, its fields, and how those were at first."""

    def __init__(self, thing: Thing) -> None:
        self.thing = thing
        self.fields: dict[str, Any] = {}
        self.before: dict[str, bytes] = {}
        self.base_before = b""
        self.first: Any = None
        self.touched = False


class Opaque:
    """Stands in the judge for a value that only the app itself holds.

    It shows as what it is, equals what it would equal in the app, and can be handed back to the app,
    which then gets its own object again. The data attributes of an Enum's member, a dataclass or an
    object of the app's own class can be read and, where the app could do so, set; methods cannot be
    called.
    """

    _statecourse: _Held

    def __new__(cls, thing: Thing, _base: Any = None) -> Self:
        """Stand in for a thing; its fields come later, see `fill`."""
        made = super().__new__(cls)
        object.__setattr__(made, _OWN, _Held(thing))
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
        text = f"the app's {held.thing.type_name} has no attribute {name!r} that can be read from outside"
        raise AttributeError(text)

    def __setattr__(self, name: str, value: Any) -> None:
        held = self._statecourse
        if held.thing.fixed or not held.fields:
            text = f"cannot assign to field {name!r} of {held.thing.text}"
            raise dataclasses.FrozenInstanceError(text)
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
        # Where only itself is equal, a hash of its own keeps large sets fast.
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


class _Based(Opaque):
    """A stand-in that also is the text, number or tuple that the app's own object is."""

    def __new__(cls, thing: Thing, base: Any = None) -> Self:
        """Stand in for a thing which is also the value ``base``."""
        made = cls._of(base)
        object.__setattr__(made, _OWN, _Held(thing))
        made._statecourse.first = base
        return made

    @classmethod
    def _of(cls, base: Any) -> Self:
        raise NotImplementedError


class _OpaqueText(_Based, str):  # noqa: SLOT000  # each knows what it stands for
    __eq__ = str.__eq__
    __hash__ = str.__hash__

    @classmethod
    def _of(cls, base: str) -> Self:
        return str.__new__(cls, base)


class _OpaqueInt(_Based, int):
    __eq__ = int.__eq__
    __hash__ = int.__hash__

    @classmethod
    def _of(cls, base: int) -> Self:
        return int.__new__(cls, base)


class _OpaqueFloat(_Based, float):
    __eq__ = float.__eq__
    __hash__ = float.__hash__

    @classmethod
    def _of(cls, base: float) -> Self:
        return float.__new__(cls, base)


class _OpaqueFilled(_Based):
    """A stand-in that also is a list, dictionary or set, which a check may change."""

    def __init__(self, *_: Any) -> None:
        """It has been filled by now; the class that it also is would do so once more."""

    def __repr__(self) -> str:
        held = self._statecourse
        return held.thing.text if self == held.first else repr(base_of(self))

    def __str__(self) -> str:
        held = self._statecourse
        return super().__str__() if self == held.first else repr(self)


class _OpaqueList(_OpaqueFilled, list[Any]):
    __eq__ = list.__eq__
    __hash__ = None  # type: ignore[assignment]

    @classmethod
    def _of(cls, base: list[Any]) -> Self:
        made = list.__new__(cls)
        list.extend(made, base)
        return made


class _OpaqueDict(_OpaqueFilled, dict[Any, Any]):
    __eq__ = dict.__eq__
    __hash__ = None  # type: ignore[assignment]

    @classmethod
    def _of(cls, base: dict[Any, Any]) -> Self:
        made = dict.__new__(cls)
        dict.update(made, base)
        return made


class _OpaqueSet(_OpaqueFilled, set[Any]):
    __eq__ = set.__eq__
    __hash__ = None  # type: ignore[assignment]

    @classmethod
    def _of(cls, base: set[Any]) -> Self:
        made = set.__new__(cls)
        set.update(made, base)
        return made


class _OpaqueTuple(_Based, tuple[Any, ...]):  # noqa: SLOT001  # as above
    __eq__ = tuple.__eq__
    __hash__ = tuple.__hash__

    @classmethod
    def _of(cls, base: tuple[Any, ...]) -> Self:
        return tuple.__new__(cls, base)


class _RemoteFunction(Opaque):
    """A function that the app holds, such as a ``format_func``; a call of it happens there."""

    _call: Callable[[int, tuple[Any, ...]], Any]

    def __call__(self, *args: Any) -> Any:
        return self._call(self._statecourse.thing.handle, args)


class _Class(type):
    """The class of an Enum's members, as far as a check can see it: it has them as attributes, and by name."""

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


def join(member: Opaque, kinds: dict[int, Any], number: int) -> dict[str, Any]:
    """Have a stand-in be of the class with this number, new or one of ``kinds``; gives the class's members."""
    known = {"_members": {}, "__module__": __name__}
    kind = kinds.setdefault(number, _Class(member.type_name.rpartition(".")[2], (type(member),), known))
    object.__setattr__(member, "__class__", kind)
    members: dict[str, Any] = kind._members
    return members


_BASED: dict[type, type[_Based]] = {
    str: _OpaqueText,
    int: _OpaqueInt,
    float: _OpaqueFloat,
    tuple: _OpaqueTuple,
    list: _OpaqueList,
    dict: _OpaqueDict,
    set: _OpaqueSet,
}


def stand_in(thing: Thing, base: Any, call: Callable[[int, tuple[Any, ...]], Any]) -> Opaque:
    """What stands for a thing in the judge; ``call`` has a function called where it is."""
    if type(base) in _BASED:
        return _BASED[type(base)](thing, base)
    if not thing.callable:
        return Opaque(thing)
    function = _RemoteFunction(thing)
    object.__setattr__(function, "_call", call)
    return function


def fill(stand_in: Opaque, fields: dict[str, Any], form: Callable[[Any], bytes]) -> None:
    """Give a stand-in its fields; ``form`` tells whether one was changed since."""
    held = stand_in._statecourse
    held.fields.update(fields)
    held.before = {name: form(value) for name, value in fields.items()}
    if (base := base_of(stand_in)) is not None:
        held.base_before = form(base)


def base_of(stand_in: Opaque) -> Any:
    """The list, dictionary or set that a stand-in also is, as such; None for any other."""
    kind = next((kind for kind in (list, dict, set) if isinstance(stand_in, kind)), None)
    return None if kind is None else kind(stand_in)


def is_refilled(stand_in: Opaque, form: Callable[[Any], bytes]) -> bool:
    """Whether what is in it was changed since the app sent the value."""
    return stand_in._statecourse.base_before != form(base_of(stand_in))


def handle_of(stand_in: Opaque) -> int:
    """By what number the app knows the value."""
    return stand_in._statecourse.thing.handle


def fields_of(stand_in: Opaque, form: Callable[[Any], bytes]) -> Iterator[tuple[str, Any, bool]]:
    """The fields, and of each whether it was set, or changed in place, since the app sent the value."""
    held = stand_in._statecourse
    for name, value in held.fields.items():
        changed = not held.thing.fixed and held.before.get(name) != form(value)
        yield name, value, changed
