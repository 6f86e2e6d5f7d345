"""What stands for the app's own objects, put together from messages that no honest worker sends."""

from __future__ import annotations

from typing import Any

import pytest

from statecourse.apptest.messages import Page
from statecourse.apptest.page_state import PageState
from statecourse.codec.forms import Array, BadValueError, Frame, Map, Seq, Text, Thing, Value
from statecourse.codec.stand_in import Opaque, fill, stand_in
from statecourse.codec.values import Decoder, shallow_bytes


def no_call(handle: int, args: tuple[Any, ...]) -> Any:
    """No function of the app may be called here."""
    raise AssertionError(handle, args)


def decode(value: Value) -> Any:
    """What the judge makes of a message."""
    decoder = Decoder(
        find=lambda thing, base: stand_in(thing, base, no_call),
        fill=lambda opaque, fields: fill(opaque, fields, shallow_bytes),
    )
    return decoder.decode(value)


def read(value: Value) -> Any:
    """What a check reads where the worker says that this is in the state."""
    state = PageState(no_call, dict)
    blank = Page([], [("key", value)], [], [], None, None, None, "", [])
    state.load(blank)
    return state["key"]


@pytest.mark.parametrize(
    "value",
    [
        Text("nothing", ""),
        Text("int", "x"),
        Text("int", "9" * 4200),
        Text("type", "eval"),
        Text("datetime", "2024-01-01T00:00:00 0 ../../../etc/passwd"),
        Text("range", "1 2 0"),
        Array("O", [1], b"12345678"),
        Array("i4,O", [1], b"12345678"),
        Array("f8", [2**40], b""),
        Seq("deque", [], -1),
        Seq("list", [0] * 250_000),
        Seq("set", [Seq("list", [])]),
        Map("dict", [(Seq("list", []), 1)]),
        Thing("T", "t", 1, fields=[("x", Text("nothing", ""))]),
    ],
)
def test_a_message_that_cannot_be_is_the_apps_fault(value: Value) -> None:
    """Whatever is wrong with a value, the one error that is the app's own fault comes of it."""
    with pytest.raises(BadValueError):
        read(value)


def test_fields_cannot_take_the_place_of_anything() -> None:
    """A field is read by its name and changes nothing else about what stands for the object."""
    fields = [("__class__", 1), ("_statecourse", 2), ("__eq__", 3), ("handle", 4), ("fields", 5)]
    opaque = decode(Thing("T", "a thing", 7, fields=list(fields)))
    assert type(opaque) is Opaque
    assert repr(opaque) == "a thing"
    assert (opaque.handle, opaque.fields) == (4, 5)
    assert opaque == decode(Thing("T", "", 7))
    assert opaque != decode(Thing("T", "", 8))


def test_objects_that_lead_to_themselves_are_compared() -> None:
    """Two objects that lead back to themselves can be looked at and compared."""
    one, two = (
        decode(Thing("T", "t", n, fields=[("me", Thing("T", "t", n))], by_value=True)) for n in (1, 2)
    )
    assert one.me is one
    assert one != two


def test_a_very_deep_message_is_refused() -> None:
    """A value within a value, without end, is told, and does not end Python."""
    value: Value = 1
    for _ in range(5_000):
        value = Seq("list", [value])
    with pytest.raises(BadValueError):
        read(value)


def test_an_object_that_is_also_a_number() -> None:
    """What stands for an Enum's member that is a number counts as the number, and shows as the member."""
    level = decode(
        Thing("Level", "<Level.LOW: 1>", 1, label="LOW", base=1, fields=[("name", "LOW")], fixed=True)
    )
    assert level == 1
    assert level + 1 == 2
    assert (repr(level), str(level), f"{level:>4}", level.name) == ("<Level.LOW: 1>", "LOW", " LOW", "LOW")
    assert {1: "one"}[level] == "one"
    with pytest.raises(AttributeError):
        level.name = "HIGH"


def test_a_value_that_cannot_be_put_together_is_of_harm_to_its_own_key_only() -> None:
    """The others are read, and listed beside what stands for it."""
    state = PageState(no_call, dict)
    damaged = Frame("Series", [1, 2, 3, 4])
    state.load(Page([], [("bad", damaged), ("n", 1)], [], [], None, None, None, "", []))
    listed = state.filtered_state
    assert (state["n"], "bad" in state, listed["n"], sorted(listed)) == (1, True, 1, ["bad", "n"])
    assert repr(listed["bad"]).startswith("<a value that cannot be read: ")
    assert state.edits() == []
    with pytest.raises(BadValueError):
        state["bad"]
