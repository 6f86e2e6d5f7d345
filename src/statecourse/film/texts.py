"""Values as short texts, and what changed among named values; apart from `camera`, which knows of frames and runs.

Values are the app's: of any size, and their classes may say anything or raise. They are looked at between two lines of the
app, so that what cannot have changed is not looked at again.
"""

from __future__ import annotations

import marshal
import reprlib
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_TEXT = 120
"""Characters of a value."""
MAX_NAMES = 60
"""Variables of one frame, or keys of session state, that are kept; of three times as many it is looked whether they are any."""
SLOW = 4_000
"""Nanoseconds that a step takes, at least, that changes a table in place: no library is faster than that."""
_FIXED = {int, float, bool, complex, type(None), str, bytes}
"""Kinds of values that nothing can change: the same object has the same text."""
_CONTAINERS = {list, dict, set, tuple, frozenset}
_UNORDERED = {set, frozenset}
_SIMPLE = _FIXED | _CONTAINERS
_PARTS = 12
"""Values of a container that its text shows."""
_MAX_PRINTED = 200
"""Values in a set of which a fingerprint is taken."""
_TABLES = {"pandas", "numpy", "polars", "pyarrow"}
_NOTHING = object()


class _Short(reprlib.Repr):
    """Short texts; of the commonest values without a detour."""

    def __init__(self) -> None:
        super().__init__()
        self.maxstring = self.maxother = self.maxlong = MAX_TEXT
        self.maxlist = self.maxtuple = self.maxdict = self.maxset = self.maxfrozenset = self.maxdeque = _PARTS
        self.maxlevel = 4

    def repr1(self, x: Any, level: int) -> str:
        """The text of a value, or of a part of one."""
        return repr(x) if _is_brief(x) else super().repr1(x, level)

    def repr_dict(self, x: dict[Any, Any], level: int) -> str:
        """The text of a dictionary, in its own order."""
        if level <= 0 or not x:
            return "{...}" if x else "{}"
        some = (f"{self.repr1(key, level - 1)}: {self.repr1(x[key], level - 1)}" for key in islice(x, _PARTS))
        return f"{{{', '.join(some)}{', ...' if len(x) > _PARTS else ''}}}"


def _is_brief(value: Any) -> bool:
    """Whether a value's own text is a short one, as it is for most."""
    kind = type(value)
    if kind is str:
        return len(value) < MAX_TEXT // 2
    return kind in {float, bool, type(None)} or (kind is int and -_LARGE < value < _LARGE)


_LARGE = 1_000_000_000_000
_SHORT = _Short()


def short(value: object) -> str:
    """A value as a short text, whatever its own class has to say to that."""
    if _is_brief(value):
        return repr(value)
    try:
        return text(_table(value) if is_table(value) else _SHORT.repr(value))
    except BaseException:  # noqa: BLE001  # its __repr__ is the app's
        return f"<{type(value).__name__}>"


def text(words: str, at_most: int = MAX_TEXT) -> str:
    """So much of a text, of which anything may be sent."""
    return words[:at_most].encode("utf-8", "backslashreplace").decode()


def is_fixed(value: object) -> bool:
    """Whether nothing can change a value, so that it does not matter which object it is."""
    return type(value) in _FIXED


def is_table(value: object) -> bool:
    """Whether a value is a table or an array: its own text takes long to make, and says little on one line."""
    module = type(value).__dict__.get("__module__", "")
    is_one = isinstance(module, str) and module.partition(".")[0] in _TABLES
    return is_one and bool(getattr(value, "shape", ()))


def _table(value: Any) -> str:
    """How large it is, and how it begins."""
    size = f"{type(value).__name__} {' × '.join(map(str, value.shape))}"
    if not hasattr(value, "columns"):
        return f"{size}: {_SHORT.repr(_listed(getattr(value, 'flat', value)[:12]))}"
    columns = (f"{name}={_SHORT.repr(_listed(value[name][:3]))}" for name in list(value.columns)[:4])
    return f"{size}: {' '.join(columns)}"


def _listed(values: Any) -> list[Any]:
    return list(values.tolist() if hasattr(values, "tolist") else values)


def is_machinery(value: object) -> bool:
    """Whether a variable is no data: imported, a function, a class, or one of Streamlit's own objects."""
    kind = type(value)
    return (
        kind.__name__ in {"module", "function", "builtin_function_or_method", "type", "method"}
        or str(getattr(kind, "__module__", "")).startswith("streamlit.")
        or isinstance(value, type)
    )


class Watched:
    """Named values, of which each look tells those that are new, changed or gone."""

    def __init__(self, *, variables: bool = True) -> None:
        self.texts: dict[str, str] = {}
        self.may_change = False
        """Whether a value may change while it stays the same object."""
        self._variables = variables
        self._fixed: dict[str, object] = {}
        """The values that cannot change, and those that are no data."""
        self._prints: dict[str, bytes] = {}
        self._count = 0

    def look(self, values: Mapping[str, Any], took: int) -> list[tuple[str, str | None]]:
        """What changed in a step that took so many nanoseconds: names with their new texts, or None for what is gone."""
        changed: list[str] = []
        fixed, known = self._fixed, len(self.texts)
        self.may_change = False
        for name, value in islice(list(values.items()), 3 * MAX_NAMES):
            if (
                fixed.get(name, _NOTHING) is not value
                and type(name) is str
                and self._differs(name, value, took)
            ):
                changed.append(name)
        if len(values) != self._count or len(self.texts) != known:
            self._count = len(values)
            changed += self._gone(values)
        return [(text(name), self.texts.get(name)) for name in changed]

    def _gone(self, values: Mapping[str, Any]) -> list[str]:
        for name in self._fixed.keys() - values.keys():
            del self._fixed[name]
        gone = [name for name in self.texts if name not in values]
        for name in gone:
            self._forget(name)
        return gone

    def _forget(self, name: str) -> bool:
        """Drop a value; whether there was one."""
        self._prints.pop(name, None)
        return self.texts.pop(name, None) is not None

    def _differs(self, name: str, value: Any, took: int) -> bool:
        """Whether a value's text is another one than before; it is kept."""
        known, kind = self.texts.get(name), type(value)
        if known is None and self._variables and name[:1] in "_.":
            self._fixed[name] = value
            return False
        if known is None and len(self.texts) >= MAX_NAMES:
            return False
        if kind in _FIXED:
            self._fixed[name] = value
        elif kind not in _CONTAINERS and self._variables and is_machinery(value):
            self._fixed[name] = value
            return self._forget(name)
        else:
            self.may_change = True
            self._fixed.pop(name, None)
            if known is not None and self._is_unchanged(name, value, took):
                return False
        self.texts[name] = told = short(value)
        return told != known

    def _is_unchanged(self, name: str, value: Any, took: int) -> bool:
        """Whether it is sure, without a text, that a value is as it was; only a container is taken a fingerprint of."""
        if type(value) not in _CONTAINERS:
            return took < SLOW and is_table(value)
        before = self._prints.get(name)
        if before != b"":
            self._prints[name] = now = _fingerprint(value)
            return bool(now) and now == before
        return False


def _fingerprint(value: Any) -> bytes:
    """Bytes that are others when the text of a container may be another; none for what holds more than plain values."""
    if type(value) in _UNORDERED:
        some = list(value) if len(value) <= _MAX_PRINTED else [_NOTHING]
    elif type(value) is dict:
        some = [part for item in islice(value.items(), _PARTS + 1) for part in item]
    else:
        some = value[: _PARTS + 1]
    if not _SIMPLE.issuperset(map(type, some)):
        return b""
    try:
        return marshal.dumps(some, 2)
    except ValueError:
        return b""
