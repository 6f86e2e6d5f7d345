"""Where a worker cannot give what the stock class does: what it gives instead.

The stock class runs the app in the test's own process, so that both hold the same objects. Here the
two are apart, and that is meant: nothing of the app's gets into the test but data.
"""

from __future__ import annotations

import enum
import threading
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import MagicMock, patch

import pytest

from statecourse.app.app import RemoteCallError
from statecourse.codec.forms import NotPlainError
from statecourse.codec.stand_in import Opaque
from statecourse.course.answer_files import SubmissionError
from statecourse.sandbox.worker_handle import WorkerLostError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from statecourse.app.app import App

    Show = Callable[[str], App]


@pytest.fixture
def show(app_class: type[App]) -> Show:
    """Run a script that has `st` at hand in a worker, and give the app with its first page."""
    return lambda script: app_class.from_string(f"import streamlit as st\n{script}").run()


# --- what the app has --------------------------------------------------------------------------


def test_an_object_is_stood_in_for(show: Show) -> None:
    """An object of the app's own class shows as what it is, and its methods stay where they are."""
    at = show(
        "class Cart:\n    def __init__(self): self.total = 5\n    def pay(self): ...\n"
        "    def __repr__(self): return 'a cart'\nst.session_state.cart = Cart()"
    )
    cart = at.session_state.cart
    assert isinstance(cart, Opaque)
    assert (repr(cart), cart.type_name, cart.total) == ("a cart", "Cart", 5)
    with pytest.raises(AttributeError, match="the app's Cart has no attribute 'pay' that can be read"):
        cart.pay()
    assert cart != "a cart"


def test_an_object_of_a_library_is_stood_in_for(show: Show) -> None:
    """What is neither data nor of the app's own shows as what it is, and can be handed back."""
    at = show(
        "import threading\nst.session_state.setdefault('lock', threading.Lock())\n"
        "st.text(st.session_state.lock is st.session_state.get('again'))"
    )
    assert repr(at.session_state.lock).startswith("<unlocked _thread.lock object")
    at.session_state.again = at.session_state.lock
    assert at.run().text[0].value == "True"


def test_a_value_read_before_a_run_is_a_copy(show: Show) -> None:
    """What was read before a run does not follow the app; what is read after it is new."""
    at = show("st.session_state.setdefault('all', [])\nif st.button('Add'): st.session_state.all.append(1)")
    before = at.session_state.all
    at.button[0].click().run()
    assert before == []
    assert at.session_state.all == [1]


def test_a_value_that_was_set_is_sent_once(show: Show) -> None:
    """A list that a test put into the state is the app's after the run, and no longer the test's."""
    at = show("st.text(st.session_state.get('all'))")
    mine = [1]
    at.session_state.all = mine
    mine.append(2)
    assert at.run().text[0].value == "[1, 2]"
    mine.append(3)
    assert at.run().text[0].value == "[1, 2]"


def test_a_table_of_an_unusual_type_is_stood_in_for(show: Show) -> None:
    """A table with a column of a kind that is not sent shows as what it is."""
    at = show(
        "import pandas as pd\nst.session_state.table = pd.DataFrame({'a': pd.arrays.SparseArray([0, 1])})"
    )
    assert at.session_state.table.type_name == "DataFrame"
    assert repr(at.session_state.table) == "   a\n0  0\n1  1"


def test_a_very_large_value_is_stood_in_for(show: Show) -> None:
    """A value of more than eight megabytes is told by its size."""
    assert repr(show("st.session_state.big = [0] * 300_000").session_state.big) == "<list of 300,000>"


def test_an_exception_of_a_function_of_the_app(show: Show) -> None:
    """What a function of the app raises is named, and is of the same class where that is a common one."""
    at = show(
        "class Odd(Exception): ...\ndef name(n):\n    if n: raise Odd('no')\n    return 'zero'\n"
        "st.radio('R', [0], format_func=name)"
    )
    with pytest.raises(RemoteCallError, match="Odd: no"):
        at.radio[0].format_func(1)


# --- what the test has -------------------------------------------------------------------------


@pytest.mark.parametrize("value", [MagicMock(), lambda: 1, threading.Lock(), [object()], {"a": print}])
def test_an_object_of_the_test_cannot_be_sent(app_class: type[App], value: object) -> None:
    """A value that is no data cannot be put into the app's state, which is said when the app runs."""
    at = app_class.from_string("")
    at.session_state.value = value
    with pytest.raises(NotPlainError, match="the app cannot be sent a"):
        at.run()


class Size(enum.IntEnum):
    """An Enum of the test's own."""

    SMALL = 1


class Point(NamedTuple):
    """A named tuple of the test's own."""

    x: int


def test_numbers_and_tuples_of_the_test_lose_their_names(app_class: type[App]) -> None:
    """A number or a tuple with names of the test's own arrives as the number or tuple that it is."""
    at = app_class.from_string("import streamlit as st\nst.text((st.session_state.a, st.session_state.b))")
    at.session_state.a, at.session_state.b = Size.SMALL, Point(2)
    assert at.run().text[0].value == "(1, (2,))"


def test_patches_do_not_reach_the_app(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test replaces in its own process is not replaced in the app's."""
    monkeypatch.setenv("PARITY", "1")
    with patch("os.getcwd", return_value="patched"):
        at = show("import os\nst.text(('PARITY' in os.environ, os.getcwd() == 'patched'))")
    assert at.text[0].value == "(False, False)"


def test_what_an_app_prints(show: Show, capsys: pytest.CaptureFixture[str]) -> None:
    """What the app prints is not the test's output, and is kept."""
    at = show("print('hello')")
    assert "hello" not in capsys.readouterr().out
    assert at.printed == "hello\n"


def test_the_app_runs_in_a_copy(app_class: type[App], tmp_path: Path) -> None:
    """An app works in a copy of its folder, made for its first run: neither side sees later changes."""
    (tmp_path / "app.py").write_text("import streamlit as st\nopen('new', 'w').close(); st.text('one')")
    at = app_class.from_file(tmp_path / "app.py").run()
    (tmp_path / "app.py").write_text("import streamlit as st\nst.text('two')")
    assert at.run().text[0].value == "one"
    assert [path.name for path in tmp_path.iterdir()] == ["app.py"]


def test_settings_of_streamlit_are_not_the_apps(app_class: type[App], tmp_path: Path) -> None:
    """A folder `.streamlit`, with secrets or settings, stays behind; a test gives secrets itself."""
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit/secrets.toml").write_text("key = 1")
    (tmp_path / "app.py").write_text("import streamlit as st\nst.text(st.secrets['key'])")
    at = app_class.from_file(tmp_path / "app.py")
    assert at.run().exception[0].proto.type.endswith("StreamlitSecretNotFoundError")
    at.secrets = {"key": 2}
    assert at.run().text[0].value == "2"


def test_a_folder_with_links_is_refused(app_class: type[App], tmp_path: Path) -> None:
    """A folder that leads elsewhere by a link is refused before anything runs."""
    (tmp_path / "app.py").write_text("")
    (tmp_path / "link").symlink_to("/etc")
    with pytest.raises(SubmissionError, match="link is not an ordinary file"):
        app_class.from_file(tmp_path / "app.py").run()


# --- the process -------------------------------------------------------------------------------


def test_caches_are_not_shared_between_apps(app_class: type[App]) -> None:
    """Each app has its caches to itself; with the stock class all tests share them."""
    script = (
        "import streamlit as st\n@st.cache_resource\ndef log(): return []\nlog().append(1); st.text(log())"
    )
    for _ in range(2):
        at = app_class.from_string(script).run()
        assert at.text[0].value == "[1]"
    assert at.new_session().run().text[0].value == "[1, 1]"


def test_exit_ends_the_page_only(show: Show) -> None:
    """`sys.exit` ends the page, and says so; the stock class fails with a KeyError of its own."""
    at = show("st.text('before'); import sys; sys.exit(3)")
    assert at.text[0].value == "before"
    assert at.page.stopped == "SystemExit: 3"


@pytest.mark.parametrize(
    ("code", "kind"), [("os._exit(0)", "exited"), ("import ctypes; ctypes.string_at(0)", "crashed")]
)
def test_a_crash_is_the_apps_alone(show: Show, code: str, kind: str) -> None:
    """An app that ends Python takes its worker with it, and not the test."""
    with pytest.raises(WorkerLostError) as caught:
        show(f"import os\n{code}")
    assert caught.value.kind == kind


def test_ids_and_paths_are_other_ones(show: Show) -> None:
    """A widget's id comes from where the script lies, and a stack trace names that place."""
    at = show("st.button('B')\nraise ValueError")
    assert at.button[0].id.startswith("$$ID-")
    assert '/app/app.py", line 3' in at.exception[0].stack_trace[0]


@pytest.mark.parametrize(
    "kind",
    ["selectbox", "radio", "select_slider", "pills", "segmented_control", "menu_button", "multiselect"],
)
@pytest.mark.parametrize(
    "labels", ["{1: 'one', 2: 'two'}.get", "lambda n: f'No. {n}'", "lambda n: ' ab'[n] * 2"]
)
def test_an_option_goes_by_its_label(show: Show, kind: str, labels: str) -> None:
    """Whatever the function for labels makes of a label, which Streamlit never gives it."""
    at = show(f"got = st.{kind}('L', [1, 2], format_func={labels})\nst.text(got)")
    label = getattr(at, kind)[0].options[1]
    getattr(at, kind)[0].set_value([label] if kind == "multiselect" else label).run()
    got = [2] if kind == "multiselect" else 2
    assert (at.text[0].value, getattr(at, kind)[0].value) == (str(got), got)


def test_an_option_may_be_a_text(show: Show) -> None:
    """A number is as good as the text that the page shows."""
    at = show("st.text(repr(st.selectbox('L', ['1', '2'], format_func=str.strip)))")
    assert at.selectbox[0].set_value(2).run().text[0].value == "'2'"


@pytest.mark.parametrize("options", ["['a']", "[]", "[1], format_func={1: 'one'}.get"])
def test_a_new_option_is_typed(show: Show, options: str) -> None:
    """Where the widget takes one, as in the browser; AppTest refuses it."""
    at = show(f"""
one = st.selectbox('One', {options}, accept_new_options=True, index=None)
many = st.multiselect('Many', {options}, accept_new_options=True)
st.text((one, many))
""")
    at.selectbox[0].set_value("new")
    at.multiselect[0].set_value(["other"]).run()
    assert at.run().text[0].value == "('new', ['other'])"


def test_a_page_keeps_what_it_is_told_to(show: Show) -> None:
    """Also for more than one run in which the widget is hidden: AppTest before 1.66 came from another page each time."""
    at = show("""
if not st.checkbox("Hide"):
    st.text_input("T", key="t", persist_state="page")
st.text(st.session_state.get("t"))
""")
    at.text_input[0].set_value("mine").run()
    at.checkbox[0].check().run()
    assert at.run().run().text[0].value == "mine"


def test_a_form_waits_for_its_button(show: Show) -> None:
    """What is typed into a form is not sent with another click: AppTest before 1.65 sent it."""
    at = show("""
with st.form("f"):
    st.text_input("T", key="t")
    st.form_submit_button("Send")
st.button("Other")
st.text(st.session_state.t)
""")
    at.text_input[0].set_value("typed")
    assert at.button[1].click().run().text[0].value == ""
    assert at.button[0].click().run().text[0].value == "typed"


def test_the_address_is_as_it_was_written(show: Show) -> None:
    """One value is a text, and an empty one is there: before 1.65 AppTest told lists, and left out the empty one."""
    at = show("st.query_params.update(a='1', b='', c=['2', '3'])")
    assert at.query_params == {"a": "1", "b": "", "c": ["2", "3"]}
