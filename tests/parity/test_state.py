"""Session state as a test reads it, seeds it, changes it in place and deletes it."""

# ruff: noqa: PD011  # a list of elements has values, too
# what an app keeps may have no time zone

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict, deque
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from streamlit.runtime.state import SCRIPT_RUN_WITHOUT_ERRORS_KEY

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    Show = Callable[[str], AppTest]

SHOW_ALL = (
    "import streamlit as st\nst.text(repr({key: st.session_state[key] for key in sorted(st.session_state)}))"
)


# --- reading -----------------------------------------------------------------------------------


def test_state_is_read_by_item_and_attribute(show: Show) -> None:
    """What the app keeps is read by either way, and by `get`."""
    at = show("st.session_state.n = 1; st.session_state['word'] = 'a'")
    assert (at.session_state.n, at.session_state["word"]) == (1, "a")
    assert at.session_state.get("n") == 1
    assert (at.session_state.get("no"), at.session_state.get("no", 7)) == (None, 7)
    assert "n" in at.session_state
    assert "no" not in at.session_state


def test_state_is_a_mapping(show: Show) -> None:
    """Every method of a mapping gives the app's own keys and the keyed widgets, and nothing else."""
    at = show("st.session_state.n = 1; st.checkbox('C', key='c'); st.checkbox('no key')")
    state = at.session_state
    assert sorted(state) == sorted(state.keys()) == ["c", "n"]
    assert dict(state.items()) == state.to_dict() == {"n": 1, "c": False}
    assert sorted(state.values()) == [False, 1]
    assert len(state) == 2
    assert eval(repr(state)) == {"n": 1, "c": False}


def test_a_missing_key_is_an_error(show: Show) -> None:
    """A missing key is a KeyError by item and an AttributeError by attribute, as in the app."""
    at = show("st.text('no state')")
    with pytest.raises(KeyError, match=r'st\.session_state has no key "gone"'):
        at.session_state["gone"]
    with pytest.raises(AttributeError, match="gone not found in session_state"):
        _ = at.session_state.gone
    with pytest.raises(KeyError):
        del at.session_state["gone"]
    with pytest.raises(AttributeError, match="gone not found in session_state"):
        del at.session_state.gone
    assert at.session_state.to_dict() == {}


def test_a_widget_is_read_by_its_key(show: Show) -> None:
    """A keyed widget is in the state, before and after something was done with it."""
    at = show("st.text_input('T', 'x', key='t'); st.multiselect('M', ['a', 'b'], key='m')")
    assert (at.session_state.t, at.session_state["m"]) == ("x", [])
    at.text_input(key="t").input("y")
    at.multiselect(key="m").select("b").run()
    assert at.session_state.to_dict() == {"t": "y", "m": ["b"]}


def test_whether_the_run_was_clean_is_noted(show: Show) -> None:
    """AppTest's own note of a clean run is there to be read, and in no listing."""
    assert show("st.text('fine')").session_state[SCRIPT_RUN_WITHOUT_ERRORS_KEY] is True
    at = show("raise ValueError('no')")
    assert at.session_state[SCRIPT_RUN_WITHOUT_ERRORS_KEY] is False
    assert len(at.session_state) == 0


VALUES = {
    "None": None,
    "True": True,
    "'text é😀'": "text é😀",
    "10**30": 10**30,
    "-1.5": -1.5,
    "[1, [2]]": [1, [2]],
    "(1, 'a')": (1, "a"),
    "{1, 2}": {1, 2},
    "frozenset({1})": frozenset({1}),
    "{1: {'a': (2,)}}": {1: {"a": (2,)}},
    "b'x'": b"x",
    "bytearray(b'x')": bytearray(b"x"),
    "range(1, 9, 2)": range(1, 9, 2),
    "1 + 2j": 1 + 2j,
    "dt.date(2024, 1, 2)": date(2024, 1, 2),
    "dt.time(1, 2)": time(1, 2),
    "dt.datetime(2024, 1, 2, 3)": datetime(2024, 1, 2, 3),
    "dt.datetime(2024, 1, 2, tzinfo=dt.UTC)": datetime(2024, 1, 2, tzinfo=UTC),
    "dt.datetime(2024, 7, 2, tzinfo=ZoneInfo('Europe/Berlin'))": datetime(
        2024, 7, 2, tzinfo=ZoneInfo("Europe/Berlin")
    ),
    "dt.timedelta(days=-1, seconds=5)": timedelta(days=-1, seconds=5),
    "Decimal('1.10')": Decimal("1.10"),
    "Fraction(1, 3)": Fraction(1, 3),
    "UUID(int=5)": UUID(int=5),
    "Path('a/b')": Path("a/b"),
    "deque([1, 2], maxlen=3)": deque([1, 2], maxlen=3),
    "Counter('aab')": Counter("aab"),
    "OrderedDict(b=1, a=2)": OrderedDict(b=1, a=2),
    "defaultdict(list, a=[1])": defaultdict(list, a=[1]),
    "np.int64(5)": np.int64(5),
    "np.float32(0.5)": np.float32(0.5),
    "np.datetime64('2024-01-02')": np.datetime64("2024-01-02"),
    "pd.Timestamp('2024-01-02 03:04:05.123456789')": pd.Timestamp("2024-01-02 03:04:05.123456789"),
    "pd.Timedelta('1 days')": pd.Timedelta("1 days"),
}
PRELUDE = """
import datetime as dt
from collections import Counter, OrderedDict, defaultdict, deque
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo
"""


@pytest.mark.parametrize("code", VALUES)
def test_a_value_comes_back_as_it_is(show: Show, code: str) -> None:
    """A value in the state is read as the value, of the same type, that the app put there."""
    late = "import numpy as np, pandas as pd\n" if code.startswith(("np.", "pd.")) else ""
    value = show(f"{PRELUDE}{late}st.session_state.value = {code}").session_state.value
    assert value == VALUES[code]
    assert type(value) is type(VALUES[code])
    assert repr(value) == repr(VALUES[code])


@pytest.mark.parametrize("code", VALUES)
def test_a_seeded_value_reaches_the_app(make: type[AppTest], code: str) -> None:
    """A value that a test puts into the state is in the app what it was in the test."""
    at = make.from_string("import streamlit as st\nst.code(repr(st.session_state.value))")
    at.session_state.value = VALUES[code]
    assert at.run().code[0].value == repr(VALUES[code])


def test_tables_come_back_as_they_are(show: Show) -> None:
    """A table, a series, an index and an array are read with their types and labels."""
    script = """
import numpy as np, pandas as pd
frame = pd.DataFrame({"n": [1, 2], "s": ["a", None], "c": pd.Categorical(["x", "y"])}, index=[5, 6])
st.session_state.update(frame=frame, series=frame["n"], index=frame.index, array=np.eye(2))
st.session_state.nothing = pd.NaT
"""
    state = show(script).session_state
    expected = pd.DataFrame({"n": [1, 2], "s": ["a", None], "c": pd.Categorical(["x", "y"])}, index=[5, 6])
    pd.testing.assert_frame_equal(state.frame, expected)
    pd.testing.assert_series_equal(state.series, expected["n"])
    pd.testing.assert_index_equal(state.index, expected.index)
    assert (state.array == np.eye(2)).all()
    assert state.nothing is pd.NaT


def test_a_function_in_the_state_can_be_called(show: Show) -> None:
    """A function that the app keeps is called where it is, and gives its result."""
    at = show("st.session_state.double = lambda value: value * 2")
    assert at.session_state.double(4) == 8
    assert at.session_state.double([1]) == [1, 1]


# --- seeding and setting -----------------------------------------------------------------------


def test_state_is_seeded_before_the_first_run(make: type[AppTest]) -> None:
    """What is set before the first run is there when the app starts, by item or attribute."""
    at = make.from_string(SHOW_ALL)
    at.session_state["a"] = 1
    at.session_state.b = ["x"]
    assert (at.session_state.a, at.session_state["b"], len(at.session_state)) == (1, ["x"], 2)
    assert at.run().text[0].value == "{'a': 1, 'b': ['x']}"


def test_a_table_is_seeded(make: type[AppTest]) -> None:
    """A table that a test puts into the state is a table in the app."""
    at = make.from_string(
        "import streamlit as st\nst.dataframe(st.session_state.t); st.text(st.session_state.a.sum())"
    )
    at.session_state.t = pd.DataFrame({"n": [1, 2]})
    at.session_state["a"] = np.arange(3)
    assert at.run().dataframe[0].value.equals(pd.DataFrame({"n": [1, 2]}))
    assert at.text[0].value == "3"


def test_a_seeded_key_can_be_deleted_again(make: type[AppTest]) -> None:
    """A key that is deleted before the run never was."""
    at = make.from_string(SHOW_ALL)
    at.session_state.a = 1
    del at.session_state.a
    assert "a" not in at.session_state
    assert at.run().text[0].value == "{}"


def test_state_is_set_and_deleted_between_runs(show: Show) -> None:
    """What is set or deleted between runs is so in the next one."""
    at = show(
        "st.session_state.setdefault('n', 0); st.session_state.setdefault('w', 'a')\n"
        "st.text((st.session_state.n, st.session_state.w))"
    )
    at.session_state.n = 5
    del at.session_state["w"]
    assert at.session_state.to_dict() == {"n": 5}
    assert at.run().text[0].value == "(5, 'a')"
    assert at.run().text[0].value == "(5, 'a')"


def test_a_widget_is_set_by_its_key(show: Show) -> None:
    """A keyed widget takes the value that is set in the state, without its callback."""
    at = show("st.slider('S', key='s', on_change=lambda: st.text('changed')); st.text(st.session_state.s)")
    at.session_state.s = 7
    assert at.slider(key="s").value == 7
    assert at.run().text.values == ["7"]
    assert at.slider[0].set_value(8).run().text.values == ["changed", "8"]


def test_a_widget_is_seeded_before_it_exists(make: type[AppTest]) -> None:
    """A widget that is to come begins with the value in the state."""
    at = make.from_string("import streamlit as st\nst.text_input('T', key='t')")
    at.session_state["t"] = "hello"
    assert at.run().text_input[0].value == "hello"


def test_a_deleted_widget_key(show: Show) -> None:
    """After the key of a widget on the page was deleted, the widget has no value to run with."""
    at = show("st.text_input('T', 'x', key='t')")
    del at.session_state["t"]
    assert "t" not in at.session_state
    with pytest.raises(KeyError):
        at.run()


def test_what_an_app_deletes_is_gone(show: Show) -> None:
    """A key that the app itself deletes is gone from the state."""
    at = show("if st.button('Del'): del st.session_state.n\nelse: st.session_state.n = 1")
    assert at.session_state.n == 1
    at.button[0].click().run()
    assert "n" not in at.session_state
