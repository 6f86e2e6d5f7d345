"""What a test changes in place in the state, and the objects of the app's own classes that it finds there."""

# a list of elements has values, too

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    Show = Callable[[str], AppTest]


# --- in place ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "change", "after"),
    [
        ("['a']", lambda value: value.append("b"), "['a', 'b']"),
        ("['a', 'b']", lambda value: value.remove("a"), "['b']"),
        ("[[1], [2]]", lambda value: value[1].append(3), "[[1], [2, 3]]"),
        ("{'a': 1}", lambda value: value.update(b=2), "{'a': 1, 'b': 2}"),
        ("{'a': {'b': [1]}}", lambda value: value["a"]["b"].clear(), "{'a': {'b': []}}"),
        ("{'b': 1, 'a': 2}", lambda value: value.update(b=value.pop("b")), "{'a': 2, 'b': 1}"),
        ("{1}", lambda value: value.add(2), "{1, 2}"),
        ("[1]", lambda value: value.__setitem__(0, True), "[True]"),
        ("{'n': 1}", lambda value: value.update(n=1.0), "{'n': 1.0}"),
        ("([1], 2)", lambda value: value[0].append(2), "([1, 2], 2)"),
        ("deque([1, 2], 2)", lambda value: value.append(3), "deque([2, 3], maxlen=2)"),
        ("Counter(a=1)", lambda value: value.update("ab"), "Counter({'a': 2, 'b': 1})"),
        ("defaultdict(int)", lambda value: value["x"], "defaultdict(<class 'int'>, {'x': 0})"),
        ("bytearray(b'a')", lambda value: value.extend(b"b"), "bytearray(b'ab')"),
    ],
)
def test_a_change_in_place_reaches_the_next_run(
    show: Show, start: str, change: Callable[[object], object], after: str
) -> None:
    """A value that a test changes in place is changed for the app, and stays so."""
    at = show(
        f"from collections import *\nst.session_state.setdefault('v', {start}); st.text(repr(st.session_state.v))"
    )
    change(at.session_state.v)
    assert at.run().text[0].value == after
    assert at.run().text[0].value == after


def test_a_table_changed_in_place(show: Show) -> None:
    """A cell that a test sets in a table of the state is set for the app."""
    at = show(
        "import pandas as pd, numpy as np\n"
        "st.session_state.setdefault('t', pd.DataFrame({'n': [1, 2]}))\n"
        "st.session_state.setdefault('a', np.zeros(2))\n"
        "st.text((int(st.session_state.t.n.sum()), float(st.session_state.a.sum())))"
    )
    at.session_state.t.loc[0, "n"] = 10
    at.session_state.a[1] = 0.5
    assert at.run().text[0].value == "(12, 0.5)"


def test_a_change_in_place_through_the_mapping_methods(show: Show) -> None:
    """It does not matter how the value was got hold of."""
    at = show("st.session_state.setdefault('v', []); st.text(st.session_state.v)")
    at.session_state.get("v").append(1)
    next(iter(at.session_state.values())).append(2)
    dict(at.session_state.items())["v"].append(3)
    at.session_state.to_dict()["v"].append(4)
    assert at.run().text[0].value == "[1, 2, 3, 4]"


def test_a_list_with_two_names_stays_one(show: Show) -> None:
    """A list that the app holds under two names is changed under both."""
    at = show(
        "if 'a' not in st.session_state: st.session_state.a = st.session_state.b = [{'n': 1}]\n"
        "st.text((st.session_state.a, st.session_state.b, st.session_state.a is st.session_state.b))"
    )
    at.session_state.a.append({"n": 2})
    at.session_state.a[0]["n"] = 0
    assert at.run().text[0].value == "([{'n': 0}, {'n': 2}], [{'n': 0}, {'n': 2}], True)"


def test_an_item_that_moves_stays_itself(show: Show) -> None:
    """An item that only moves within its list is still the one that the app holds elsewhere."""
    at = show(
        "if 'all' not in st.session_state:\n"
        "    st.session_state.all = [{'n': 1}, {'n': 2}]; st.session_state.one = st.session_state.all[0]\n"
        "st.text((st.session_state.one, st.session_state.one is st.session_state.all[-2]))"
    )
    at.session_state.all.insert(0, {"n": 0})
    assert at.run().text[0].value == "({'n': 1}, True)"
    del at.session_state.all[0]
    assert at.run().text[0].value == "({'n': 1}, True)"


def test_reading_alone_changes_nothing(show: Show) -> None:
    """A value that is only looked at stays the app's own object."""
    at = show(
        "st.session_state.setdefault('v', [1]); st.session_state.setdefault('nan', float('nan'))\n"
        "st.text(st.session_state.setdefault('id', id(st.session_state.v)) == id(st.session_state.v))"
    )
    assert at.session_state.v == [1]
    assert at.session_state.nan != at.session_state.nan
    assert at.run().text[0].value == "True"


def test_a_widget_value_changed_in_place(show: Show) -> None:
    """A widget's own list, changed in place, counts as chosen, and calls no callback."""
    at = show(
        "st.multiselect('M', ['a', 'b'], key='m', on_change=lambda: st.text('changed'))\n"
        "st.text(st.session_state.m)"
    )
    at.session_state.m.append("b")
    assert at.run().text.values == ["['b']"]
    at.multiselect[0].value.append("a")
    assert at.run().text.values == ["['b', 'a']"]


# --- objects of the app's own ------------------------------------------------------------------

OWN = """
import dataclasses, typing
@dataclasses.dataclass
class Item:
    name: str
    tags: list = dataclasses.field(default_factory=list)
class Cart:
    def __init__(self): self.items, self.owner = [Item("tea")], None
class Point(typing.NamedTuple):
    x: int
    y: int = 2
if "cart" not in st.session_state:
    st.session_state.cart = Cart(); st.session_state.cart.owner = st.session_state.cart
    st.session_state.first = st.session_state.cart.items[0]
    st.session_state.point = Point(1)
st.text([(item.name, item.tags) for item in st.session_state.cart.items])
st.text(st.session_state.first is st.session_state.cart.items[0])
"""


def test_objects_are_read_by_attribute(show: Show) -> None:
    """The data attributes of an object of the app's own class are read like the object's."""
    state = show(OWN).session_state
    assert state.cart.items[0].name == state.first.name == "tea"
    assert state.cart.owner is state.cart
    assert state.first == state.cart.items[0]
    assert repr(state.first) == "Item(name='tea', tags=[])"
    with pytest.raises(AttributeError):
        _ = state.cart.nothing


def test_a_named_tuple_is_a_tuple(show: Show) -> None:
    """A named tuple has its names and is a tuple."""
    point = show(OWN).session_state.point
    assert (point.x, point.y, point[0], len(point)) == (1, 2, 1, 2)
    assert point == (1, 2)
    assert repr(point) == "Point(x=1, y=2)"
    assert [*point] == [1, 2]


def test_objects_are_changed_in_place(show: Show) -> None:
    """An attribute that a test sets or changes in place is so for the app's own object."""
    at = show(OWN)
    at.session_state.cart.items[0].name = "milk"
    at.session_state.cart.items[0].tags.append("cold")
    assert repr(at.session_state.cart.items[0]) == "Item(name='milk', tags=['cold'])"
    assert at.run().text.values == ["[('milk', ['cold'])]", "True"]
    at.session_state.cart.items.append(at.session_state.first)
    assert at.run().text.values == ["[('milk', ['cold']), ('milk', ['cold'])]", "True"]


def test_objects_of_a_module_beside_the_script(make: type[AppTest], tmp_path: Path) -> None:
    """A class of the app's own may stand in a module of its own."""
    (tmp_path / "cart_of_a_shop.py").write_text(
        "class Cart:\n    __slots__ = ('n',)\n    def __init__(self): self.n = 1"
    )
    (tmp_path / "app.py").write_text(
        "import streamlit as st, cart_of_a_shop as shop\n"
        "cart = st.session_state.setdefault('cart', shop.Cart()); st.text(cart.n)"
    )
    at = make.from_file(tmp_path / "app.py").run()
    assert at.session_state.cart.n == 1
    at.session_state.cart.n = 2
    assert at.run().text[0].value == "2"


MODELS = """
import dataclasses, enum
class Color(enum.Enum):
    RED = 1
    BLUE = 2
@dataclasses.dataclass
class User:
    name: str
"""


def test_a_class_that_app_and_test_import(
    make: type[AppTest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An object of a class that the test imports, too, equals one that the test makes."""
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "parity_models.py").write_text(MODELS)
    (tmp_path / "app.py").write_text(
        "import streamlit as st, parity_models as m\n"
        "st.session_state.update(user=m.User('Ada'), users=[m.User('Bob')], color=m.Color.RED)"
    )
    models = importlib.import_module("parity_models")
    monkeypatch.delitem(sys.modules, "parity_models")
    monkeypatch.setitem(sys.modules, "parity_models", models)
    state = make.from_file(tmp_path / "app.py").run().session_state
    assert state.user == models.User("Ada")
    assert models.User("Bob") in state.users
    assert state.user != models.User("Bob")
    assert state.color == models.Color.RED
    assert state.color != models.Color.BLUE


def test_an_enum_in_the_state(show: Show) -> None:
    """A member of an Enum in the state tells its name and its value."""
    at = show("import enum\nclass Color(enum.Enum):\n    RED = 'r'\nst.session_state.c = Color.RED")
    assert (at.session_state.c.name, at.session_state.c.value) == ("RED", "r")
    assert (str(at.session_state.c), repr(at.session_state.c)) == ("Color.RED", "<Color.RED: 'r'>")
    with pytest.raises(AttributeError):
        at.session_state.c.value = "g"
