"""Widgets that offer options: values, labels, indices, format functions, and options that are objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    Show = Callable[[str], AppTest]

ONE_OF = ["radio", "selectbox", "select_slider", "pills", "segmented_control"]


@pytest.mark.parametrize("kind", ONE_OF)
def test_one_option_is_chosen(show: Show, kind: str) -> None:
    """The options are listed, and a chosen one is kept."""
    at = show(f"st.text(st.{kind}('L', ['a', 'b', 'c'], key='k', help='H'))")
    widget = at.get(kind)[0]
    assert (widget.label, widget.options, widget.key, widget.help) == ("L", ["a", "b", "c"], "k", "H")
    assert widget.set_value("c").value == "c"
    assert widget.run().text[0].value == "c"
    assert at.session_state.k == "c"
    assert at.run().get(kind)[0].value == "c"


@pytest.mark.parametrize("kind", ONE_OF)
def test_a_formatted_option_by_value_or_label(show: Show, kind: str) -> None:
    """With a format function an option is set by itself or by its label; the value is the option."""
    script = f"got = st.{kind}('L', [1, 2, 3], format_func=lambda n: f'No. {{n}}')\nst.text(repr(got))"
    at = show(script)
    assert at.get(kind)[0].options == ["No. 1", "No. 2", "No. 3"]
    assert at.get(kind)[0].format_func(2) == "No. 2"
    assert at.get(kind)[0].set_value(2).run().text[0].value == "2"
    assert at.get(kind)[0].value == 2
    assert at.run().text[0].value == "2"


@pytest.mark.parametrize("kind", ["radio", "selectbox", "pills", "segmented_control"])
def test_a_label_that_the_format_function_refuses(show: Show, kind: str) -> None:
    """A label is taken where the format function cannot format it again."""
    names = "names = {1: 'one', 2: 'two'}"
    at = show(f"{names}\nst.text(repr(st.{kind}('L', [1, 2], format_func=lambda n: names[n])))")
    assert at.get(kind)[0].set_value("two").run().text[0].value == "2"
    assert at.get(kind)[0].set_value(1).run().text[0].value == "1"


def test_a_value_that_is_no_option(show: Show) -> None:
    """A value that is no option is refused when the app runs."""
    at = show("st.radio('R', ['a']); st.selectbox('S', ['a'])")
    at.radio[0].set_value("z")
    with pytest.raises(ValueError, match="not in list"):
        at.run()
    at.radio[0].set_value("a")
    at.selectbox[0].select("z")
    with pytest.raises(ValueError, match="not in list"):
        at.run()


def test_a_format_function_that_raises(show: Show) -> None:
    """What a format function raises for a value that is no text reaches the test."""
    at = show("st.selectbox('S', [1, 2], format_func={1: 'one', 2: 'two'}.__getitem__)")
    with pytest.raises(KeyError):
        at.selectbox[0].set_value(3).run()


def test_a_radio_tells_its_index(show: Show) -> None:
    """A radio tells where its choice stands, and can have none."""
    at = show("st.radio('R', ['a', 'b', 'c'], index=2, horizontal=True); st.radio('N', ['a'], index=None)")
    assert (at.radio[0].index, at.radio[0].horizontal) == (2, True)
    assert at.radio[0].set_value("b").index == 1
    assert (at.radio[1].index, at.radio[1].value) == (None, None)
    assert at.run().radio.values == ["b", None]


def test_a_selectbox_is_chosen_by_value_or_index(show: Show) -> None:
    """A selectbox is set by value, by index, and back to nothing."""
    at = show("st.text(st.selectbox('S', ('a', 'b'), 1)); st.text(st.selectbox('N', ['x'], index=None))")
    assert at.selectbox.values == ["b", None]
    assert (at.selectbox[0].index, at.selectbox[1].index) == (1, None)
    assert at.selectbox[0].select_index(0).run().text.values == ["a", "None"]
    assert at.selectbox[1].select("x").run().text.values == ["a", "x"]
    assert at.selectbox[1].select_index(None).run().text.values == ["a", "None"]
    with pytest.raises(IndexError):
        at.selectbox[0].select_index(42)


def test_a_selectbox_without_options(show: Show) -> None:
    """A selectbox may have no options at all, and a table may be its options."""
    at = show("import pandas as pd\nst.selectbox('E', [])\nst.selectbox('D', pd.DataFrame(['Python', 'C']))")
    assert at.selectbox.values == [None, "Python"]
    assert at.selectbox[1].select("C").run().selectbox.values == [None, "C"]


def test_a_new_option_is_accepted(show: Show) -> None:
    """With `accept_new_options`, the app takes what is in its state and in no list."""
    at = show("st.text(st.selectbox('S', ['a'], accept_new_options=True, key='s'))")
    assert at.selectbox[0].proto.accept_new_options
    assert at.selectbox[0].set_value("a").run().text[0].value == "a"


def test_multiselect_adds_and_removes(show: Show) -> None:
    """A multiselect is set one by one or at once, in the order of choosing."""
    at = show(
        "st.multiselect('M', ['a', 'b', 'c'], max_selections=3); st.multiselect('D', ['x', 'y'], ['y'])"
    )
    assert at.multiselect.values == [[], ["y"]]
    assert at.multiselect[0].max_selections == 3
    assert at.multiselect[0].select("c").select("a").select("c").run().multiselect[0].value == ["c", "a"]
    assert (at.multiselect[0].indices, at.multiselect[0].values) == ([2, 0], ["c", "a"])
    assert at.multiselect[0].unselect("c").unselect("b").run().multiselect[0].value == ["a"]
    assert at.multiselect[1].set_value([]).run().multiselect.values == [["a"], []]


def test_multiselect_with_labels(show: Show) -> None:
    """A multiselect with a format function gives options, and takes labels, too."""
    at = show("st.text(st.multiselect('M', [1, 2, 3], format_func=lambda n: 'n' * n))")
    at.multiselect[0].select(3).select(1).run()
    assert (at.text[0].value, at.multiselect[0].values) == ("[3, 1]", ["nnn", "n"])
    names = "st.text(st.multiselect('M', [1, 2], format_func={1: 'one', 2: 'two'}.__getitem__))"
    assert show(names).multiselect[0].set_value(["two", 1]).run().text[0].value == "[2, 1]"


@pytest.mark.parametrize("kind", ["pills", "segmented_control"])
def test_button_groups_choose_one_or_many(show: Show, kind: str) -> None:
    """Pills and segmented controls hold one option, or several."""
    script = f"st.text(st.{kind}('O', [*'abc'])); st.text(st.{kind}('M', [*'abc'], selection_mode='multi'))"
    at = show(script)
    one, many = at.get(kind)
    assert (one.value, many.value, one.options) == (None, [], ["a", "b", "c"])
    one.select("b")
    many.select("c").select("a").run()
    assert at.text.values == ["b", "['c', 'a']"]
    one, many = at.button_group
    assert (one.indices, many.indices, many.formatted_values) == ([1], [2, 0], ["c", "a"])
    one.unselect("b")
    assert many.unselect("c").run().text.values == ["None", "['a']"]


def test_pills_and_segmented_controls_are_apart(show: Show) -> None:
    """Both are button groups, each is listed by its own name."""
    at = show("st.pills('P', ['a', 'b']); st.segmented_control('S', ['c', 'd'], default='d')")
    assert (len(at.button_group), len(at.pills), len(at.segmented_control)) == (2, 1, 1)
    assert at.segmented_control[0].value == "d"
    assert at.segmented_control[0].unselect("c").value == "d"


def test_select_slider_ranges(show: Show) -> None:
    """A select slider gives one option or two, the lower first."""
    script = "o = ['red', 'orange', 'yellow', 'green']\nst.select_slider('S', o, 'green')\n"
    at = show(script + "st.select_slider('R', o, ('red', 'green'))")
    assert at.select_slider.values == ["green", ("red", "green")]
    at.select_slider[0].set_value("red")
    at.select_slider[1].set_range("yellow", "orange").run()
    assert at.select_slider.values == ["red", ("orange", "yellow")]


@pytest.mark.parametrize("kind", ["radio", "selectbox", "pills", "segmented_control"])
def test_options_that_are_tuples(show: Show, kind: str) -> None:
    """Tuples as options are given back as tuples."""
    at = show(f"st.text(st.{kind}('L', [(1, 'a'), (2, 'b')], format_func=lambda pair: pair[1]))")
    assert at.get(kind)[0].options == ["a", "b"]
    assert at.get(kind)[0].set_value((2, "b")).run().text[0].value == "(2, 'b')"
    assert at.get(kind)[0].value == (2, "b")


OBJECTS = """
import dataclasses, enum

class Color(enum.Enum):
    RED = 1
    BLUE = 2

class Word(str, enum.Enum):
    RED = "red"
    BLUE = "blue"

class Number(int, enum.Enum):
    RED = 1
    BLUE = 2

class Level(enum.IntEnum):
    RED = 1
    BLUE = 2

class Name(enum.StrEnum):
    RED = "red"
    BLUE = "blue"

@dataclasses.dataclass(frozen=True)
class Paint:
    name: str
    price: float = 2.5

class Plain:
    def __init__(self, name): self.name = name
    def __str__(self): return f"a {self.name}"
    def __eq__(self, other): return isinstance(other, Plain) and self.name == other.name
    def __hash__(self): return hash(self.name)

paints = [Paint("red"), Paint("blue")]
plains = [Plain("red"), Plain("blue")]
"""
ENUMS = ["Color", "Word", "Number", "Level", "Name"]


@pytest.mark.parametrize("kind", ["radio", "selectbox", "pills", "segmented_control"])
@pytest.mark.parametrize("name", [*ENUMS, "paints", "plains"])
def test_options_that_are_objects(show: Show, kind: str, name: str) -> None:
    """An option of a class of the script's own is chosen by its label, and kept over runs."""
    at = show(f"{OBJECTS}\ngot = st.{kind}('L', {name}, key='k')\nst.text(getattr(got, 'name', got))")
    at.get(kind)[0].set_value(at.get(kind)[0].options[1]).run()
    assert "blue" in at.text[0].value.lower()
    assert at.run().text[0].value == at.run().text[0].value
    assert "blue" in at.text[0].value.lower()
    assert not at.exception


@pytest.mark.parametrize("name", ["Color", "Number", "Level"])
def test_a_select_slider_over_objects(show: Show, name: str) -> None:
    """A select slider over an Enum goes to the member with the label that was set."""
    at = show(f"{OBJECTS}\nst.text(st.select_slider('L', {name}, key='k').name)")
    at.select_slider[0].set_value(at.select_slider[0].options[1]).run()
    assert at.text[0].value == "BLUE"
    assert at.run().text[0].value == "BLUE"


@pytest.mark.parametrize("name", ENUMS)
def test_an_enum_option_tells_its_label(show: Show, name: str) -> None:
    """The index and the labels of an Enum's members are those that the app shows."""
    at = show(f"{OBJECTS}\nst.radio('R', {name}, index=1); st.multiselect('M', {name}, default=list({name}))")
    assert at.radio[0].index == 1
    assert at.multiselect[0].values == at.radio[0].options
    assert at.multiselect[0].indices == [0, 1]
    assert str(at.radio[0].value) == at.radio[0].options[1]


@pytest.mark.parametrize("name", ["Color", "Number", "Level"])
def test_an_enum_member_has_name_and_value(show: Show, name: str) -> None:
    """A member of the app's Enum tells its name and its value."""
    member = show(f"{OBJECTS}\nst.selectbox('S', {name}, index=1)").selectbox[0].value
    assert (member.name, member.value) == ("BLUE", 2)
    assert (member == 2) is (name != "Color")


def test_an_object_can_be_handed_back(show: Show) -> None:
    """An option read from one widget can be set on it again, alone or among others."""
    script = f"{OBJECTS}\nst.multiselect('M', paints, default=paints)\n"
    at = show(script + "st.text([paint.name for paint in st.session_state.get('kept', [])])")
    red, blue = at.multiselect[0].value
    at.multiselect[0].unselect(red).run()
    assert at.multiselect[0].value == [blue]
    at.session_state.kept = [blue, red]
    assert at.run().text[0].value == "['blue', 'red']"


def test_a_format_function_takes_objects(show: Show) -> None:
    """A format function gets the app's own object, which it can ask for anything."""
    script = f"{OBJECTS}\nst.selectbox('S', paints, format_func=lambda p: f'{{p.name}} {{p.price}}')"
    at = show(script)
    box = at.selectbox[0]
    assert box.options == ["red 2.5", "blue 2.5"]
    assert box.format_func(box.value) == "red 2.5"
    assert box.index == 0
    assert box.select_index(1).run().selectbox[0].index == 1
