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

from statecourse.codec.encode import shown
from statecourse.codec.forms import BadValueError, Frame, NotPlainError, Seq, Text, Value
from statecourse.codec.own_objects import AppEncoder
from statecourse.codec.stand_in import Opaque, fill, stand_in
from statecourse.codec.values import Decoder, form_bytes, plain, shallow_bytes, trial


class Kept:
    """The worker's side: it keeps what has no plain form, and knows it again."""

    def __init__(self) -> None:
        self.things: list[object] = []
        self.encoder = AppEncoder(self._keep, own=lambda kind: kind.__module__ == __name__, trial=trial)

    def _keep(self, thing: object) -> int:
        known = [number for number, other in enumerate(self.things) if other is thing]
        self.things += [] if known else [thing]
        return known[0] if known else len(self.things) - 1


def arrived(value: object) -> Any:
    """A value of the app's as the judge sees it."""
    body = msgspec.msgpack.encode(Kept().encoder.encode(value))
    decoder = Decoder(
        find=lambda thing, base: stand_in(thing, base, lambda *_: None),
        fill=lambda opaque, fields: fill(opaque, fields, shallow_bytes),
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


EVERYTHING = pd.DataFrame(
    {
        "number": [1, 2, 3],
        "text": ["a", None, "größe"],
        "zone": pd.date_range("2026", periods=3, tz="UTC"),
        "category": pd.Categorical(["x", "y", "x"]),
        "list": [[1], [2, 3], None],
        "period": pd.period_range("2026-01", periods=3, freq="M"),
        "interval": pd.interval_range(0, 3),
        "integer": pd.array([1, None, 3], dtype="Int64"),
    },
    index=pd.MultiIndex.from_product([["x", 1], ["a", "b"]])[:3],
)
FRAME = msgspec.msgpack.encode(plain(EVERYTHING))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(FRAME) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_damaged_table_is_refused_or_read(changes: list[tuple[int, int]]) -> None:
    """Whichever of its bytes are changed."""
    data = bytearray(FRAME)
    for place, byte in changes:
        data[place] = byte
    with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError, BadValueError):
        assert shown(trial(msgspec.msgpack.decode(bytes(data), type=Value)))


NUMBERS = plain(np.arange(2))
COUNT = plain(pd.RangeIndex(2))
COLUMNS = plain(pd.Index(["a"]))
EMPTY = plain({})


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("eval", []),
        ("RangeIndex", [0, 10**12, 1, None]),
        ("DataFrame", [COUNT, COLUMNS, Seq("list", [7]), EMPTY]),
        ("DataFrame", [COUNT, COLUMNS, Seq("list", []), EMPTY]),
        ("Series", [COUNT, 7, None, EMPTY]),
        ("Series", [COUNT, plain(np.arange(3)), None, EMPTY]),
        ("Series", [7, NUMBERS, None, EMPTY]),
        ("Index", ["text", None, None]),
        ("MultiIndex", [Seq("list", [COLUMNS]), Seq("list", [NUMBERS]), Seq("list", [None])]),
        ("Categorical", [NUMBERS, COLUMNS, True]),
        ("PeriodArray", [NUMBERS, "nothing"]),
        ("ndarray", [Seq("list", [10**6, 10**6]), Seq("list", [])]),
        ("ndarray", [Seq("list", [10**12, 0]), Seq("list", [])]),
        ("IntegerArray", [NUMBERS, NUMBERS]),
    ],
)
def test_parts_of_a_table_that_do_not_fit_are_refused(kind: str, parts: list[Value]) -> None:
    """Above all what would stand for far more than was sent."""
    with pytest.raises(BadValueError):
        trial(Frame(kind, parts))


# --- tables, whatever is in them ---------------------------------------------------------------

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
_CELLS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | _TEXTS
    | st.just(pd.NA)
    | st.just(pd.NaT)
    | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3) | st.tuples(inner, inner)
    ),
    max_leaves=4,
)
_WHOLE = st.integers(-100, 100)
_UNITS = st.sampled_from(["s", "ms", "us", "ns"])


def _many(cells: Any, make: Any, size: int) -> Any:
    return st.lists(cells, min_size=size, max_size=size).map(make)


def _arrays(size: int) -> Any:
    """Columns of every type that pandas has, of one length."""
    dtypes = st.sampled_from(["int8", "uint64", "float32", "float64", "bool", "complex128"])
    masked = st.sampled_from(["Int64", "UInt8", "Float32", "boolean"])
    texts = st.sampled_from(["str", "string[python]", "string[pyarrow]"])
    zones = st.sampled_from([None, "UTC", "Europe/Berlin", "+02:00"])
    freqs = st.sampled_from(["D", "M", "Y", "Q", "h", "W"])
    numbers = _many(_WHOLE.map(abs), np.array, size)
    maybe = _many(st.none() | st.integers(0, 1), list, size)
    return st.one_of(
        st.builds(lambda a, t: pd.Series(a.astype(t)), numbers, dtypes),
        st.builds(lambda a, t: pd.Series(a, dtype=t), maybe, masked),
        st.builds(lambda a, t: pd.Series(a, dtype=t), _many(st.none() | _TEXTS, list, size), texts),
        st.builds(lambda a, u: pd.Series(a.astype(f"m8[{u}]")), numbers, _UNITS),
        st.builds(lambda a, u, z: pd.Series(a.astype(f"M8[{u}]")).dt.tz_localize(z), numbers, _UNITS, zones),
        st.builds(lambda a, f: pd.Series(pd.PeriodIndex.from_ordinals(a, freq=f)), numbers, freqs),
        st.builds(lambda a: pd.Series(pd.arrays.IntervalArray.from_arrays(a, a + 1)), numbers),
        st.builds(lambda a, o: pd.Series(pd.Categorical(a, ordered=o)), numbers, st.booleans()),
        _many(_CELLS, lambda cells: pd.Series(cells, dtype=object), size),
    )


@st.composite
def _tables(draw: Any) -> pd.DataFrame:
    rows, width = draw(st.integers(1, 4)), draw(st.integers(0, 3))
    columns = [draw(_arrays(rows)) for _ in range(width)]
    frame = pd.DataFrame(dict(enumerate(columns)), index=range(rows))
    labels = st.none() | st.booleans() | st.integers(-5, 5) | _TEXTS | st.tuples(_TEXTS, _WHOLE)
    names = draw(st.lists(labels, min_size=width, max_size=width))
    frame.columns = pd.Index(names, dtype=object, tupleize_cols=False) if names else pd.RangeIndex(0)
    kind = draw(st.sampled_from(["none", "array", "pairs", "dates"]))
    if kind == "array":
        index = draw(_arrays(rows).filter(lambda a: a.dtype != object))
        frame.index = pd.Index(index.array, name=draw(labels))
    elif kind == "pairs":
        frame.index = pd.MultiIndex.from_arrays([range(rows), ["x"] * rows], names=["a", None])
    elif kind == "dates":
        frame.index = pd.date_range("2026-01-31", periods=rows, freq="D", tz="UTC")
    return frame


def _same_cells(one: Any, other: Any) -> bool:
    """Cell by cell, with their types: pandas takes None for NaN, and 1 for True."""
    return [*map(repr, one)] == [*map(repr, other)] and [*map(type, one)] == [*map(type, other)]


@settings(max_examples=200, deadline=None)
@given(_tables())
def test_a_table_arrives_as_it_was_whatever_is_in_it(table: pd.DataFrame) -> None:
    """With the type of each column, of its index, and of each cell; nothing is turned into something else."""
    found = arrived(table)
    assert type(found) is pd.DataFrame
    assert (found.dtypes.tolist(), found.index.dtype) == (table.dtypes.tolist(), table.index.dtype)
    pd.testing.assert_index_equal(found.index, table.index, exact=True, check_order=True)
    assert type(found.index) is type(table.index)
    assert getattr(found.index, "freq", None) == getattr(table.index, "freq", None)
    assert _same_cells(found.columns, table.columns)
    for number in range(table.shape[1]):
        assert _same_cells(found.iloc[:, number], table.iloc[:, number])
    assert form_bytes(found) == form_bytes(table)


def test_tables_that_arrow_turns_into_others() -> None:
    """Each was another value once."""
    for value in (
        pd.Series([1, None], dtype=object),
        pd.Series([[1], {"a": (1,)}]),
        pd.Series([1, 2], index=pd.period_range("2026-01", periods=2, freq="M")),
        pd.DataFrame({"a": [1], 2: ["x"]}),
        pd.DataFrame({"a": [1, "x"]}),
        pd.cut(pd.Series([1, 5, 9]), 3),
        pd.qcut([1, 2, 3, 4], 2),
        pd.Period("2026-01"),
        pd.Interval(0, 1),
        pd.Timestamp("2026-07-01", tz="Europe/Berlin"),
        pd.NA,
        np.array([1, None, "x"], object),
    ):
        found = arrived(value)
        assert type(found) is type(value)
        assert repr(found) == repr(value)
        assert form_bytes(found) == form_bytes(value)


def test_a_table_that_has_no_such_parts_is_shown_as_what_it_is() -> None:
    """And of what it is part of the rest arrives."""
    strange = pd.DataFrame({"a": pd.arrays.SparseArray([0, 1])})
    found = arrived({"strange": strange, "n": 1})
    assert found["n"] == 1
    assert (found["strange"].type_name, repr(found["strange"])) == ("DataFrame", repr(strange))


# --- what would not arrive is found out before it is sent ---------------------------------------


class Keyed(list):  # type: ignore[type-arg]
    """A list with a hash, of somebody else's."""

    def __hash__(self) -> int:  # type: ignore[override]
        return 7


Keyed.__module__ = "elsewhere"


def test_a_key_that_has_no_hash_as_data_is_stood_in_for() -> None:
    """Among keys and in sets; what is beside it arrives."""
    found = arrived({Keyed([1]): 1, "n": 2})
    assert found["n"] == 2
    assert [repr(key) for key in found] == ["[1]", "'n'"]
    assert [repr(item) for item in arrived({Keyed([1])})] == ["[1]"]


def test_a_crowd_of_one_hash_is_stood_in_for() -> None:
    """As whoever gets it would refuse it."""
    crowd = {number * (2**61 - 1) for number in range(3_000)}
    found = arrived({"crowd": crowd, "n": 1})
    assert found["n"] == 1
    assert repr(found["crowd"]) == "<set of 3,000>"


def test_what_cannot_be_taken_apart_is_stood_in_for() -> None:
    """Whatever its own code raises."""

    class Odd(pathlib.PurePosixPath):
        def __str__(self) -> str:
            raise KeyError

    found = arrived([Odd("a"), 1])
    assert found[1] == 1
    assert isinstance(found[0], Opaque)


# --- collections and Enums of the app's own ------------------------------------------------------


class Cart(list):  # type: ignore[type-arg]
    """A list of the app's own, with something of its own."""

    owner = "shop"

    def __init__(self, items: Any = ()) -> None:
        super().__init__(items)
        self.paid = False


class Prices(dict):  # type: ignore[type-arg]
    """A dictionary of the app's own."""

    def __repr__(self) -> str:
        return f"Prices of {len(self)}"


def test_lists_and_dictionaries_of_a_class_of_the_apps_own() -> None:
    """They are what they look like, and say of which class they are."""
    cart, prices = arrived(Cart(["tea"])), arrived(Prices(tea=2))
    assert (cart, len(cart), cart[0], cart.paid, cart.type_name) == (["tea"], 1, "tea", False, "Cart")
    assert (prices, prices["tea"], repr(prices), str(prices)) == ({"tea": 2}, 2, "Prices of 1", "Prices of 1")
    assert isinstance(cart, list)
    assert isinstance(prices, dict)
    prices["mug"] = 3
    assert repr(prices) == "{'tea': 2, 'mug': 3}"
    with pytest.raises(TypeError):
        hash(cart)


def test_a_list_of_a_class_of_the_apps_own_that_is_too_large_is_shown_as_what_it_is() -> None:
    """Without its items."""
    assert isinstance(arrived(Cart(range(300_000))), Opaque)


def test_the_class_of_an_enums_member_has_its_members() -> None:
    """By attribute, by name and in order, each itself and no more."""

    class Level(enum.Enum):
        LOW = 1
        HIGH = 2
        TOP = 2  # noqa: PIE796  # a second name

    Level.__module__ = __name__
    found = arrived([Level.HIGH, Level.LOW])
    kind = found[0].__class__
    assert kind is type(found[1])
    assert (kind.HIGH is found[0], kind["LOW"] is found[1], kind.TOP is found[0]) == (True, True, True)
    assert [member.name for member in kind] == ["LOW", "HIGH"]
    assert (len(kind), kind.__name__) == (2, "Level")
    with pytest.raises(AttributeError):
        _ = kind.NONE
    with pytest.raises(AttributeError):
        _ = found[0].TOP
