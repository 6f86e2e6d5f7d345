"""Values on their way between judge and worker: the same when they arrive, or shown as what they are."""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import datetime as dt
import decimal
import enum
import fractions
import math
import pathlib
import threading
import uuid
import zoneinfo
from typing import Any

import msgspec
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statecourse.forms import Text
from statecourse.opaque import fill, stand_in
from statecourse.values import (
    BadValueError,
    Decoder,
    Encoder,
    NotPlainError,
    Opaque,
    Value,
    plain,
    shallow_form,
    shown,
)


class Kept:
    """The worker's side: it keeps what has no plain form, and knows it again."""

    def __init__(self) -> None:
        self.things: list[object] = []
        self.encoder = Encoder(self._keep, own=lambda kind: kind.__module__ == __name__)

    def _keep(self, thing: object) -> int:
        self.things.append(thing)
        return len(self.things) - 1


def arrived(value: object) -> Any:
    """A value of the app's as the judge sees it."""
    body = msgspec.msgpack.encode(Kept().encoder.encode(value))
    decoder = Decoder(
        find=lambda thing, base: stand_in(thing, base, lambda *_: None),
        fill=lambda opaque, fields: fill(opaque, fields, shallow_form),
    )
    return decoder.decode(msgspec.msgpack.decode(body, type=Value))


PLAIN = [
    None,
    True,
    0,
    -(2**63),
    2**64 - 1,
    2**64,
    -(10**3000),
    1.5,
    math.inf,
    "",
    "größe \N{SNOWMAN} \0",
    b"\0\xff",
    bytearray(b"x"),
    [],
    [1, [2, [3]]],
    (1, "a"),
    (),
    {1, 2},
    frozenset({"a"}),
    {"a": 1, 2: "b", (3, 4): None},
    collections.OrderedDict(b=1, a=2),
    collections.Counter("abca"),
    collections.defaultdict(list, a=[1]),
    collections.deque([1, 2], maxlen=3),
    range(1, 10, 3),
    1 + 2j,
    dt.datetime.fromisoformat("2026-01-02T03:04:05.000006"),
    dt.datetime(2026, 1, 2, tzinfo=dt.UTC),
    dt.datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=zoneinfo.ZoneInfo("Europe/Berlin")),
    dt.date(2026, 1, 2),
    dt.time(1, 2, 3),
    dt.timedelta(days=-1, seconds=5, microseconds=7),
    decimal.Decimal("1.10"),
    fractions.Fraction(1, 3),
    uuid.UUID(int=5),
    pathlib.Path("a/b"),
    np.float64(1.5),
    np.int8(3),
    pd.Timestamp("2026-01-02"),
]  # fmt: skip


@pytest.mark.parametrize("value", PLAIN, ids=repr)
def test_a_plain_value_arrives_as_it_was(value: object) -> None:
    """With its type."""
    found = arrived(value)
    assert found == value
    assert type(found) is type(value)


def test_a_range_that_no_memory_holds_is_shown_as_what_it_is() -> None:
    """Nobody makes a list of it here; sent as a range all the same, it is refused."""
    assert repr(arrived(range(10**18))) == "range(0, 1000000000000000000)"
    assert arrived(range(200_000)) == range(200_000)
    with pytest.raises(BadValueError, match="a range of more than 200,000 numbers"):
        Decoder(lambda *_: None, lambda *_: None).decode(Text("range", "0 1000000000000000000 1"))


def test_a_number_that_is_none_arrives_too() -> None:
    """It equals nothing, not even itself."""
    assert math.isnan(arrived(math.nan))


TABLES = [
    pd.DataFrame({"a": [1, 2], "b": ["x", None], "c": [pd.Timestamp("2026-01-01"), pd.NaT]}),
    pd.DataFrame({"a": [1.5]}, index=pd.Index(["row"], name="name")),
    pd.DataFrame(),
    pd.DataFrame({"a": pd.Categorical(["x", "y", "x"])}),
]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_arrives_as_it_was(table: pd.DataFrame) -> None:
    """With its index and its types."""
    pd.testing.assert_frame_equal(arrived(table), table)


def test_columns_and_arrays_arrive_as_they_were() -> None:
    """Series, Index, arrays of numbers, dates and text."""
    pd.testing.assert_series_equal(arrived(pd.Series([1, 2], name="a")), pd.Series([1, 2], name="a"))
    pd.testing.assert_series_equal(arrived(pd.Series([1.5])), pd.Series([1.5]))
    pd.testing.assert_index_equal(arrived(pd.Index(["a", "b"], name="n")), pd.Index(["a", "b"], name="n"))
    for array in (
        np.arange(6).reshape(2, 3),
        np.array(["a", "bc"]),
        np.array(["2026-01-01"], "M8[D]"),
        np.zeros((0, 3)),
    ):
        found = arrived(array)
        assert (found.dtype, found.shape, found.tolist()) == (array.dtype, array.shape, array.tolist())
        found[...] = found  # it can be written to


scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
    | st.dates()
    | st.times()
    | st.timedeltas()
    | st.datetimes()
    | st.decimals(allow_nan=False)
    | st.fractions()
    | st.uuids()
    | st.complex_numbers(allow_nan=False)
)
hashable = st.recursive(
    scalars, lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=3), max_leaves=5
)
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(hashable, inner, max_size=4)
        | st.sets(hashable, max_size=4)
    ),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(anything)
def test_any_plain_value_arrives_as_it_was(value: object) -> None:
    """However nested, and with the types of all its parts."""
    found = arrived(value)
    assert found == value
    assert _types(found) == _types(value)


def _types(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return type(value), [_types(item) for item in value]
    if isinstance(value, dict):
        return dict, [(_types(key), _types(item)) for key, item in value.items()]
    return type(value)


@settings(max_examples=100, deadline=None)
@given(anything)
def test_what_a_check_sends_is_what_the_app_would_send(value: object) -> None:
    """Both take values apart in the same way, so that a change can be told from none."""
    assert plain(value) == Kept().encoder.encode(value)


# --- what has no plain form --------------------------------------------------------------------


class Point:
    """A class of a student's own."""

    def __repr__(self) -> str:
        return "Point(1, 2)"


class Hostile:
    """Refuses everything."""

    def _refuse(self, *_: object) -> Any:
        raise RuntimeError

    __repr__ = __str__ = __eq__ = __hash__ = __len__ = __iter__ = __bool__ = _refuse


def nested(depth: int) -> list[Any]:
    """A list within a list within a list."""
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


def looped() -> list[Any]:
    """A list that holds itself."""
    value: list[Any] = []
    value.append(value)
    return value


@pytest.mark.parametrize(
    ("value", "type_name", "text"),
    [
        (Point(), "Point", "Point(1, 2)"),
        (Point, "type", f"<class '{__name__}.Point'>"),
        (Hostile(), "Hostile", "<Hostile, whose repr raises RuntimeError>"),
        (len, "builtin_function_or_method", "<built-in function len>"),
        (threading, "module", None),
        (threading.Lock(), "lock", None),
        ((n for n in ()), "generator", None),
        ([0] * 300_000, "list", "<list of 300,000>"),
        ({n: n for n in range(200_000)}, "dict", "<dict of 200,000>"),
        ("x" * 9_000_000, "str", "<str of 9,000,000>"),
        (10**10_000, "int", None),
        ("\udcff", "str", "<str of 1>"),
        (pathlib.PurePosixPath("\udcff"), "PurePosixPath", "PurePosixPath('\\udcff')"),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str) else value[:20],
)
def test_a_value_that_no_format_knows_is_shown_as_what_it_is(
    value: object, type_name: str, text: str | None
) -> None:
    """Its type and its text, and nothing of it runs in the judge."""
    found = arrived(value)
    assert isinstance(found, Opaque)
    assert found.type_name == type_name
    if text is not None:
        assert repr(found) == text


@pytest.mark.parametrize("value", [nested(100), nested(5_000), looped()], ids=["deep", "very deep", "looped"])
def test_a_value_that_is_too_deep_is_one_thing(value: object) -> None:
    """It does not bring down what looks at it."""
    found = arrived(value)
    while isinstance(found, list):
        (found,) = found
    assert isinstance(found, Opaque)


def test_an_object_comes_back_to_the_app_as_itself() -> None:
    """It is found again by its number."""
    point, kept = Point(), Kept()
    sent = kept.encoder.encode([point])
    seen = Decoder(lambda thing, base: stand_in(thing, base, lambda *_: None), lambda *_: None).decode(sent)
    back = Decoder(lambda thing, _: kept.things[thing.handle], lambda *_: None).decode(plain(seen))
    assert back == [point]


@pytest.mark.parametrize("value", [Point(), len, [threading.Lock()], {"a": Point()}])
def test_a_check_cannot_send_what_only_it_has(value: object) -> None:
    """And is told so, with the value."""
    with pytest.raises(NotPlainError, match="the app cannot be sent a "):
        plain(value)


@dataclasses.dataclass
class Item:
    """What many apps keep in session state."""

    name: str
    price: float


class Colour(enum.Enum):
    """As above."""

    RED = "r"


def test_data_classes_and_enums_can_be_read() -> None:
    """Their attributes are there, and they equal their like."""
    item = arrived(Item("tea", 1.5))
    assert (item.name, item.price, repr(item)) == ("tea", 1.5, "Item(name='tea', price=1.5)")
    assert item == Item("tea", 1.5)
    assert arrived(Colour.RED).value == "r"
    assert arrived(Colour.RED) == Colour.RED


# --- looks -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1, "1"),
        ("a", "'a'"),
        ("\udcff", "'\\udcff'"),
        (Hostile(), "<Hostile, whose repr raises RuntimeError>"),
        ("x" * 1000, "'" + "x" * 398 + "…"),
    ],
    ids=["int", "str", "surrogate", "hostile", "long"],
)
def test_how_a_value_looks(value: object, text: str) -> None:
    """In a bounded number of characters that can be written anywhere."""
    assert shown(value) == text


def test_a_repr_that_ends_python_only_tries_to() -> None:
    """Whatever it raises."""

    class Exits:
        def __repr__(self) -> str:
            raise SystemExit

    assert shown(Exits()) == "<Exits, whose repr raises SystemExit>"


# --- parts that do not fit ---------------------------------------------------------------------

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats()
    | st.text(max_size=20)
    | st.binary(max_size=20),
    lambda inner: st.lists(inner, max_size=6),
    max_leaves=12,
)
tagged = st.tuples(
    st.sampled_from(["seq", "map", "text", "blob", "frame", "array", "upload", "chat", "thing"]),
    st.sampled_from(
        ["list", "set", "deque", "dict", "default", "int", "datetime", "path", "DataFrame", "<f8", "O", "U9"]
    ),
    values,
    values,
).map(list)


@settings(max_examples=200, deadline=None)
@given(st.recursive(values | tagged, lambda inner: st.lists(inner, max_size=4), max_leaves=6))
def test_random_parts_are_refused_or_become_a_value(parts: Any) -> None:
    """Nothing but `BadValueError` comes of parts that no honest worker sends."""
    try:
        value = msgspec.msgpack.decode(msgspec.msgpack.encode(parts), type=Value)
    except msgspec.ValidationError:
        return
    decoder = Decoder(lambda thing, base: stand_in(thing, base, lambda *_: None), lambda *_: None)
    with contextlib.suppress(BadValueError):
        decoder.decode(value)


FRAME = bytes(plain(TABLES[0]).data)  # type: ignore[union-attr]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(FRAME) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_damaged_table_is_refused_or_read(changes: list[tuple[int, int]]) -> None:
    """Whichever of its bytes are changed."""
    data = bytearray(FRAME)
    for place, byte in changes:
        data[place] = byte
    sent = msgspec.structs.replace(plain(TABLES[0]), data=bytes(data))  # type: ignore[type-var]
    decoder = Decoder(lambda thing, base: stand_in(thing, base, lambda *_: None), lambda *_: None)
    with contextlib.suppress(BadValueError):
        assert shown(decoder.decode(sent))
