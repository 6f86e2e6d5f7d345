"""What once arrived as something else, or was of harm to what is beside it."""

# ruff: noqa: PD011  # a list of elements has values, too

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    Show = Callable[[str], AppTest]


# --- tables ------------------------------------------------------------------------------------

CUT = "import pandas as pd\nst.session_state.n = 1\nst.session_state.table = pd.DataFrame({'a': pd.cut([1, 5, 9], 3)})"


def test_intervals_in_the_state_do_no_harm_to_what_is_beside_them(show: Show) -> None:
    """`in`, `items` and the value under another key, and the table itself is what it was."""
    state = show(CUT).session_state
    assert "n" in state
    assert sorted(key for key, _ in state.items()) == ["n", "table"]
    assert state["n"] == 1
    pd.testing.assert_frame_equal(state.table, pd.DataFrame({"a": pd.cut([1, 5, 9], 3)}))


def test_a_table_with_periods_is_shown_with_periods(show: Show) -> None:
    """In the state and on the page."""
    at = show(
        "import pandas as pd\n"
        "frame = pd.DataFrame({'a': [1, 2]}, index=pd.period_range('2026-01', periods=2, freq='M'))\n"
        "st.session_state.frame = frame; st.dataframe(frame)"
    )
    expected = pd.period_range("2026-01", periods=2, freq="M")
    pd.testing.assert_index_equal(at.session_state.frame.index, expected)
    pd.testing.assert_index_equal(at.dataframe[0].value.index, expected)


TABLES = {
    "pd.Series([[1], {'a': (1,)}])": pd.Series([[1], {"a": (1,)}]),
    "pd.Series([1, None], dtype=object)": pd.Series([1, None], dtype=object),
    "pd.DataFrame({'a': [1], 2: ['x']})": pd.DataFrame({"a": [1], 2: ["x"]}),
    "pd.DataFrame({'a': [1, 'x']})": pd.DataFrame({"a": [1, "x"]}),
}


@pytest.mark.parametrize("code", TABLES)
def test_cells_and_names_keep_their_types(show: Show, code: str) -> None:
    """A list stays a list, nothing is nothing and not NaN, and a number is no text."""
    found = show(f"import pandas as pd\nst.session_state.value = {code}").session_state.value
    assert repr(found) == repr(TABLES[code])
    assert found.to_dict() == TABLES[code].to_dict()
    assert type(found) is type(TABLES[code])


def test_a_table_is_changed_in_place(show: Show) -> None:
    """As any other value is, whatever is in it."""
    at = show(
        f"{CUT.replace('session_state.table =', 'session_state.setdefault(chr(116),')})\n"
        "st.text(st.session_state.t.shape)"
    )
    at.session_state.t["b"] = [[1], [2], None]
    assert at.run().text[0].value == "(3, 2)"


# --- classes of the app's own ------------------------------------------------------------------


def test_the_class_of_a_chosen_enums_member_has_the_others(show: Show) -> None:
    """As in a test that chooses one by another one's class."""
    at = show(
        "import enum\nclass C(enum.Enum):\n    A = 1\n    B = 2\nst.selectbox('S', list(C), key='s')\n"
        "st.text(st.session_state.s.name)"
    )
    kind = at.selectbox[0].value.__class__
    assert [member.name for member in kind] == ["A", "B"]
    at.session_state.s = kind.B
    assert at.run().text[0].value == "B"


BAG = """
class Bag(list):
    def total(self): return sum(self)
class Table(dict): pass
if "bag" not in st.session_state:
    st.session_state.bag = Bag([1, 2]); st.session_state.table = Table(a=[1])
bag, table = st.session_state.bag, st.session_state.table
st.text((type(bag).__name__, bag, type(table).__name__, table))
st.text(bag.total())
"""


def test_lists_and_dictionaries_of_the_apps_own_classes(show: Show) -> None:
    """They are read, compared and changed as lists and dictionaries, and stay what they are."""
    at = show(BAG)
    bag, table = at.session_state.bag, at.session_state.table
    assert bag == [1, 2]
    assert type(bag) is not list
    assert table["a"] == [1]
    bag.append(4)
    table["a"].append(2)
    assert at.run().text.values == ["('Bag', [1, 2, 4], 'Table', {'a': [1, 2]})", "7"]


# --- runs --------------------------------------------------------------------------------------


def test_the_state_after_a_run_that_timed_out_is_of_that_run(make: type[AppTest]) -> None:
    """What it set before it was stopped is there."""
    at = make.from_string(
        "import time, streamlit as st\nst.session_state.setdefault('n', 0)\nst.session_state.n += 1\n"
        "if st.session_state.n == 2:\n    for _ in range(300): time.sleep(0.01); st.empty()"
    )
    at.run(timeout=30)
    with pytest.raises(RuntimeError, match="timed out after"):
        at.run(timeout=0.5)
    assert at.session_state.n == 2


def test_a_stack_trace_has_no_frame_of_whoever_runs_the_app(show: Show) -> None:
    """Of Python's own and of the app's alone, also where all of the stack is shown."""
    at = show("@st.cache_data\ndef f(): st.button('x')\nf()")
    trace = list(at.exception[0].stack_trace)
    assert trace
    assert not [entry for entry in trace if "statecourse/" in entry]
    assert ", in f\n" in trace[-1]


def test_the_user_has_a_name(show: Show) -> None:
    """Whatever it is."""
    assert show("import getpass; st.text(len(getpass.getuser()) > 0)").text[0].value == "True"
