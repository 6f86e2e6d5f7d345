"""Values as plain data: the same after the way there and back, and compared without the app's code."""

from __future__ import annotations

import dataclasses
import enum
import math
from typing import Any

import msgspec
import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from statecourse.checks import CheckFailed, expect
from statecourse.codec.encode import shown
from statecourse.codec.forms import BadValueError, Map, Seq, Text, Thing, Value
from statecourse.codec.stand_in import fill, stand_in
from statecourse.codec.values import Decoder, form_bytes, plain, shallow_bytes

pytestmark = pytest.mark.slow


class Calls:
    """A judge's decoder that counts what it calls of the app's."""

    def __init__(self) -> None:
        self.made: list[Any] = []
        self.decoder = Decoder(
            find=lambda thing, base: stand_in(thing, base, self._call),
            fill=lambda opaque, fields: fill(opaque, fields, shallow_bytes),
        )

    def _call(self, handle: int, args: tuple[Any, ...]) -> bool:
        self.made.append((handle, args))
        return True

    def arrived(self, value: Value) -> Any:
        """A value after its travel."""
        return self.decoder.decode(msgspec.msgpack.decode(msgspec.msgpack.encode(value), type=Value))


# --- there and back ----------------------------------------------------------------------------

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
numbers = st.integers() | st.floats(allow_nan=False) | st.complex_numbers(allow_nan=False)
moments = st.dates() | st.times() | st.timedeltas() | st.datetimes(timezones=st.none() | st.timezones())
exact = st.decimals(allow_nan=False) | st.fractions() | st.uuids()
arrays = st.lists(st.integers(-(2**31), 2**31 - 1), max_size=6).map(np.array)
columns = st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(-9, 9), min_size=1, max_size=3)
tables = st.lists(st.integers(-9, 9) | st.none(), max_size=5).map(lambda cells: pd.DataFrame({"a": cells}))
frames = tables | tables.map(lambda table: table["a"]) | columns.map(lambda row: pd.DataFrame([row]))
leaves = st.none() | st.booleans() | numbers | texts | st.binary(max_size=20) | moments | exact
keys = leaves | st.tuples(leaves, leaves) | st.frozensets(leaves, max_size=3)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(keys, inner, max_size=4)
        | st.sets(keys, max_size=4)
        | st.builds(range, st.integers(-99, 99), st.integers(-99, 99))
    ),
    max_leaves=12,
)


@given(values)
def test_a_value_is_the_same_there_and_back(value: Any) -> None:
    """And back again: its plain form does not change on the way, so that no change is seen where none was."""
    found = Calls().arrived(plain(value))
    assert found == value
    assert form_bytes(found) == form_bytes(value)
    assert shown(found)


@given(arrays | frames)
def test_a_table_is_the_same_there_and_back(table: Any) -> None:
    """Compared as pandas and numpy compare."""
    found = Calls().arrived(plain(table))
    assert type(found) is type(table)
    assert np.array_equal(np.asarray(found), np.asarray(table)) or found.equals(table)
    assert form_bytes(found) == form_bytes(table)


# --- hostile stand-ins -------------------------------------------------------------------------


class Size(enum.Enum):
    """An Enum of a check's own."""

    SMALL = 1


@dataclasses.dataclass
class Point:
    """A dataclass of a check's own."""

    x: int = 0


EXPECTED = [
    None,
    True,
    0,
    1.5,
    "",
    "x",
    [],
    {},
    (1,),
    Size.SMALL,
    Point(),
    pd.DataFrame({"a": [1]}),
    math.nan,
]
FRAME = plain(pd.DataFrame({"a": [1]}))
ARRAY = plain(np.array([1, 2]))
NAMES = [
    "equals",
    "name",
    "value",
    "x",
    "__eq__",
    "__hash__",
    "__class__",
    "__bool__",
    "strip",
    "keys",
    "_call",
]
FUNCTION = Thing("function", "<function>", 99, callable=True)
bases = st.sampled_from([None, "x", 1, 1.5, Seq("tuple", [1]), FRAME])
attributes = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from([FUNCTION, FRAME, ARRAY, 1, "SMALL", True])), max_size=4
)
things = st.builds(
    Thing,
    type_name=st.sampled_from(["Size", "Point", "str", "int", "DataFrame", "x"]),
    text=st.just("it"),
    handle=st.integers(0, 3),
    callable=st.booleans(),
    base=bases,
    fields=attributes,
    by_value=st.booleans(),
    fixed=st.booleans(),
)
THE_FLIP = Thing("Size", "it", 1, fields=[("name", FRAME), ("equals", FUNCTION)])
"""Neither equal nor comparable, with an answer of its own at hand."""


@given(thing=things, expected=st.sampled_from(EXPECTED))
@example(thing=THE_FLIP, expected=Size.SMALL)
def test_a_comparison_calls_nothing_of_the_apps(thing: Thing, expected: Any) -> None:
    """Whatever an app's object says that it is, holds, or can do."""
    judge = Calls()
    for seen in judge.arrived(Seq("list", [thing, Seq("list", [thing, FRAME])])):
        for name in ("to_be", "not_to_be", "to_contain", "not_to_contain"):
            try:
                getattr(expect(seen, "it"), name)(expected, misconception={1: "one", ...: "other"})
            except CheckFailed as problem:
                assert problem.what == "it"
        assert shown(seen)
    assert judge.made == []


def test_an_app_cannot_answer_the_comparison_itself() -> None:
    """Its object cannot be compared, and says of itself that it equals: it does not."""
    with pytest.raises(CheckFailed):
        expect(Calls().arrived(THE_FLIP)).to_be(Size.SMALL)


# --- values that would keep the judge busy -----------------------------------------------------


TOO_MANY = 2_002


def crowd(count: int, key: Any) -> Map:
    """A dictionary with many keys."""
    return Map("dict", [(key(number), None) for number in range(count)])


@pytest.mark.parametrize(
    "key",
    [
        lambda number: Text("int", str(number * (2**61 - 1))),
        lambda number: Text("decimal", str(number * (2**61 - 1))),
        lambda number: Seq("tuple", [Text("int", str(number * (2**61 - 1)))]),
        lambda number: Thing("Own", "it", number, fields=[("x", number)], by_value=True),
    ],
    ids=["int", "decimal", "tuple", "thing"],
)
def test_keys_of_one_hash_are_refused(key: Any) -> None:
    """Each would be compared with all that came before."""
    assert len(Calls().arrived(crowd(200, key))) == 200
    with pytest.raises(BadValueError, match="too many of its keys have the same hash"):
        Calls().arrived(crowd(TOO_MANY, key))
    with pytest.raises(BadValueError, match="too many of its keys"):
        Calls().arrived(Seq("set", [key(number) for number in range(TOO_MANY)]))


def test_many_objects_of_an_app_may_be_keys() -> None:
    """They are told apart by what they are, not by comparing them."""
    found = Calls().arrived(crowd(20_000, lambda number: Thing("Own", "it", number)))
    assert len(found) == 20_000


def test_a_table_among_the_items_of_a_list() -> None:
    """Does not keep a check from looking for something else there."""
    seen = Calls().arrived(Seq("list", [FRAME, 7]))
    expect(seen).to_contain(7)
    expect(seen).not_to_contain(8)
    with pytest.raises(CheckFailed):
        expect(seen).not_to_contain(7)
