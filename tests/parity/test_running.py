"""Runs: how they begin, end, fail, are repeated, and run out of time."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from statecourse.sandbox.worker_handle import WorkerLostError

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from statecourse.app.app import App
    from statecourse.sandbox.sandbox import Sandbox

    Show = Callable[[str], AppTest]


# --- order and repetition ----------------------------------------------------------------------


def test_run_gives_the_app_itself(show: Show) -> None:
    """A run gives the app, and so do runs of its elements, blocks and halves."""
    at = show("st.text('a'); st.container(key='box'); st.checkbox('C')")
    assert at.run() is at
    assert at.text[0].run() is at
    assert at.get_by_key("box").run(timeout=5) is at
    assert at.main.run() is at
    assert at.sidebar.run() is at
    assert at.checkbox[0].check().run(timeout=5) is at
    assert at.checkbox[0].value is True


def test_several_changes_go_with_one_run(show: Show) -> None:
    """Changes gather until the run, and stay after it."""
    at = show("a = st.checkbox('A'); b = st.text_input('B'); st.text((a, b))")
    at.checkbox[0].check()
    at.text_input[0].input("x")
    assert at.text[0].value == "(False, '')"
    assert at.run().text[0].value == "(True, 'x')"
    assert at.run().text[0].value == "(True, 'x')"


def test_an_element_of_an_earlier_page(show: Show) -> None:
    """An element of an earlier page shows the value of now, and can be set no more."""
    at = show("st.text_input('T', key='t')")
    before = at.text_input[0]
    before.input("a").run()
    assert at.text_input[0].input("b").run().text_input[0].value == "b"
    assert at.text_input[0] is not before
    before.set_value("old")
    assert at.run().text_input[0].value == "b"


def test_an_app_that_changes_its_own_file(show: Show) -> None:
    """The next run is of what the file says then."""
    app = show(
        """
st.text("old")
text = open(__file__).read()
with open(__file__, "w") as file:
    file.write(text.replace('"old"', '"new"', 1))
"""
    )
    assert app.text[0].value == "old"
    assert app.run().text[0].value == "new"
    assert app.run().text[0].value == "new"


def test_rerun_starts_over(show: Show) -> None:
    """After `st.rerun` only the last page is there, and the state of both runs."""
    at = show(
        "n = st.session_state.get('n', 0) + 1; st.session_state.n = n; st.text(f'run {n}')\n"
        "if n < 3: st.rerun()\nst.text('end')"
    )
    assert at.text.values == ["run 3", "end"]
    assert at.session_state.n == 3


def test_rerun_in_a_callback(show: Show) -> None:
    """`st.rerun` in a callback runs the script with what the callback did."""
    at = show(
        "def go():\n    st.session_state.n = 1; st.rerun()\n"
        "st.text(st.session_state.get('n', 0)); st.button('Go', on_click=go)"
    )
    assert at.button[0].click().run().text.values == ["1"]


def test_rerun_after_a_button_ends(show: Show) -> None:
    """A button whose click causes another run is not clicked in that one."""
    at = show(
        "if st.button('Submit'):\n    st.session_state.n = st.session_state.get('n', 0) + 1; st.rerun()"
    )
    at.button[0].click().run()
    assert (at.session_state.n, at.button[0].value) == (1, False)


def test_stop_ends_the_page(show: Show) -> None:
    """After `st.stop` nothing more is on the page, and nothing is an error."""
    at = show("st.text('before'); st.stop(); st.text('after')")
    assert at.text.values == ["before"]
    assert not at.exception


def test_widgets_that_a_run_did_not_reach(show: Show) -> None:
    """A widget that one run did not get to has kept its value in the next."""
    script = """
if st.session_state.get("how") == "stop": st.stop()
if st.session_state.get("how") == "fail": raise ValueError("no")
st.text_input("T", key="t"); st.checkbox("unkeyed")
"""
    at = show(script)
    at.text_input[0].input("kept")
    at.checkbox[0].check().run()
    for how in ("stop", "fail"):
        at.session_state.how = how
        assert len(at.run().checkbox) == 0
        at.session_state.how = ""
        assert (at.run().text_input[0].value, at.checkbox[0].value) == ("kept", True)


def test_a_widget_that_comes_and_goes(show: Show) -> None:
    """A widget that was away begins anew, and is not found while it is away."""
    script = "if st.checkbox('On', key='on'): st.radio('R', ['a', 'b', 'c'], key='r')"
    at = show(script)
    at.checkbox[0].check().run().radio(key="r").set_value("c").run()
    assert at.session_state.r == "c"
    at.checkbox[0].uncheck().run()
    assert "r" not in at.session_state
    with pytest.raises(KeyError):
        at.radio(key="r")
    assert at.checkbox[0].check().run().radio(key="r").value == "a"


@pytest.mark.parametrize(("scope", "after"), [("session", "c"), ("page", "c")])
def test_a_widget_whose_state_persists(show: Show, scope: str, after: str) -> None:
    """A widget that says so keeps its value while it is away."""
    at = show(f"if not st.checkbox('Off'): st.radio('R', ['a', 'b', 'c'], key='r', persist_state={scope!r})")
    at.radio[0].set_value("c").run()
    at.checkbox[0].check().run()
    assert at.checkbox[0].uncheck().run().radio[0].value == after


def test_stop_in_a_callback(show: Show) -> None:
    """`st.stop` in a callback leaves an empty page, and the next run is whole again."""
    at = show("st.button('B', on_click=st.stop); st.text('body')")
    assert len(at.button[0].click().run().main) == 0
    assert at.run().text[0].value == "body"


def test_a_cached_function_runs_once(show: Show) -> None:
    """A cached function runs once for the same arguments, over all runs."""
    script = """
@st.cache_resource
def calls(): return []
@st.cache_data
def square(n):
    calls().append(n)
    st.caption(f"computed {n}")
    return n * n
st.text((square(st.slider("N", 0, 9, 2)), calls()))
"""
    at = show(script)
    assert at.run().text[0].value == "(4, [2])"
    assert at.caption[0].value == "computed 2"
    assert at.slider[0].set_value(3).run().text[0].value == "(9, [2, 3])"
    assert at.slider[0].set_value(2).run().text[0].value == "(4, [2, 3])"


def test_a_thread_that_draws(show: Show) -> None:
    """A thread that was given the run's context draws on the page."""
    script = """
import threading
from streamlit.runtime.scriptrunner import add_script_run_ctx
thread = threading.Thread(target=lambda: st.text("from a thread"))
add_script_run_ctx(thread).start()
thread.join()
"""
    assert show(script).text[0].value == "from a thread"


# --- fragments and dialogs ---------------------------------------------------------------------


def test_a_fragment_is_part_of_the_page(show: Show) -> None:
    """A widget in a fragment runs the whole script."""
    script = """
st.session_state.full = st.session_state.get("full", 0) + 1
@st.fragment
def part():
    st.text(st.checkbox("C", key="c"))
part()
"""
    at = show(script)
    assert at.checkbox[0].check().run().text[0].value == "True"
    assert at.session_state.full == 2
    assert not at.exception


def test_a_fragment_cannot_be_rerun_alone(show: Show) -> None:
    """A rerun of the fragment alone is an error in a full run."""
    at = show("@st.fragment\ndef part():\n    st.rerun(scope='fragment')\npart()")
    assert "scope=" in at.exception[0].value


def test_a_dialog_opens_with_its_button(show: Show) -> None:
    """A dialog's content is on the page in the run that opened it, and its callbacks run."""
    script = """
@st.dialog("Name")
def ask():
    st.text_input("Who?", key="who")
    st.button("OK", key="ok", on_click=lambda: st.session_state.update(name=st.session_state.who))
if st.button("Open"): ask()
st.text(st.session_state.get("name", "nobody"))
"""
    at = show(script)
    assert len(at.text_input) == 0
    at.button[0].click().run()
    at.text_input(key="who").input("Ada")
    at.button(key="ok").click().run()
    assert at.text[0].value == "Ada"
    assert len(at.text_input) == 0


# --- errors ------------------------------------------------------------------------------------


def test_an_exception_is_on_the_page(show: Show) -> None:
    """An uncaught exception ends the page and stands on it, with its type, text and place."""
    at = show("st.text('a')\ndef inner(): return 1 / 0\ninner()\nst.text('b')")
    (error,) = at.exception
    assert at.text.values == ["a"]
    assert (error.value, error.message, error.proto.type) == (
        "division by zero",
        "division by zero",
        "ZeroDivisionError",
    )
    assert not error.is_markdown
    assert not error.is_warning
    assert "line 3, in inner" in error.stack_trace[-1]
    assert at.run().exception[0].value == "division by zero"


def test_a_shown_exception_is_no_end(show: Show) -> None:
    """`st.exception` shows an exception, and the script goes on."""
    at = show("st.exception(RuntimeError('foo')); st.text('on')")
    assert (at.exception[0].value, at.exception[0].proto.type) == ("foo", "RuntimeError")
    assert at.text[0].value == "on"
    assert not at.exception[0].stack_trace


def test_a_markdown_exception_says_so(show: Show) -> None:
    """An exception whose message is markdown is told apart."""
    at = show("st.exception(st.errors.MarkdownFormattedException('# Oh no'))")
    assert at.exception[0].is_markdown


def test_an_exception_in_a_callback(show: Show) -> None:
    """An exception in a callback is on the page, and the script does not run."""
    at = show("def bad(): {}['k']\nst.button('B', on_click=bad); st.text('body')")
    at.button[0].click().run()
    assert (at.exception[0].proto.type, at.exception[0].value) == ("KeyError", "'k'")
    assert len(at.text) == 0


def test_a_caught_error_is_no_exception(show: Show) -> None:
    """An error that the app caught is not on the page."""
    at = show("try:\n    st.session_state.no\nexcept AttributeError as e:\n    st.error(str(e)[:30])")
    assert not at.exception
    assert at.error[0].value == "st.session_state has no attrib"


def test_an_error_of_a_class_of_the_script(show: Show) -> None:
    """An exception of the script's own class has its name and its words."""
    at = show("class Oops(Exception):\n    def __str__(self): return 'my words'\nraise Oops(1)")
    assert at.exception[0].proto.type == "__main__.Oops"
    assert at.exception[0].value == "my words"


def test_two_widgets_alike_are_an_error(show: Show) -> None:
    """The same widget twice, or the same key, is refused on the page."""
    assert "DuplicateElementId" in show("st.button('A'); st.button('A')").exception[0].proto.type
    at = show("st.button('A', key='k'); st.button('B', key='k')")
    assert "DuplicateElementKey" in at.exception[0].proto.type


def test_a_key_set_too_late_is_an_error(show: Show) -> None:
    """A widget's key cannot be set after the widget was made."""
    at = show("st.text_input('T', key='t'); st.session_state.t = 'x'")
    assert "WidgetAlreadyInstantiated" in at.exception[0].proto.type


def test_a_script_that_is_not_python(show: Show) -> None:
    """A script that does not compile leaves an empty page, and can be run again."""
    at = show("st.text('a'\nif")
    assert (len(at.text), len(at.exception), len(at.main)) == (0, 0, 0)
    assert at.run() is at


# --- time --------------------------------------------------------------------------------------

LOOP = "import streamlit as st\nst.text('on')\nif st.checkbox('go', True):\n    while True: st.empty()"


def test_an_endless_loop_runs_out_of_time(make: type[AppTest]) -> None:
    """A script that draws for ever is stopped, and the app can be used further."""
    at = make.from_string(LOOP, default_timeout=0.5)
    with pytest.raises(RuntimeError, match=r"^AppTest script run timed out after 0\.5\(s\)$"):
        at.run()
    assert len(at.text) == 0
    with pytest.raises(RuntimeError, match=r"^AppTest script run timed out after 1\(s\)$"):
        at.run(timeout=1)


def test_a_run_may_take_longer_than_usual(make: type[AppTest]) -> None:
    """A timeout given for one run is that run's, and the app's own is for the others."""
    at = make.from_string(
        "import streamlit as st, time\ntime.sleep(.6); st.text('slow')", default_timeout=0.2
    )
    assert at.run(timeout=20).text[0].value == "slow"
    assert at.text[0].run(timeout=20).text[0].value == "slow"


def test_endless_reruns_run_out_of_time(make: type[AppTest]) -> None:
    """A script that starts over for ever is stopped."""
    at = make.from_string("import streamlit as st\nst.rerun()", default_timeout=0.5)
    with pytest.raises(RuntimeError, match=r"AppTest script run timed out after 0\.5"):
        at.run()


@pytest.mark.parametrize(
    "code", ["while True: pass", "import time; time.sleep(30)", "9**9**9", "sum(range(10**11))"]
)
def test_a_script_that_hears_nothing_is_killed(app_class: type[App], code: str) -> None:
    """What would block the stock class for ever ends soon after its time, and its process with it."""
    at = app_class.from_string(f"import streamlit as st\nst.text('a')\n{code}", default_timeout=0.5)
    began = time.monotonic()
    with pytest.raises(RuntimeError, match=r"^AppTest script run timed out after 0\.5\(s\)$"):
        at.run()
    assert time.monotonic() - began < 20
    with pytest.raises(WorkerLostError, match="the app was still running after"):
        at.run()


def workers(sandbox: Sandbox) -> list[str]:
    """The processes that the warm server has started and that are there still."""
    server = next(reversed(sandbox._servers.values()))._process.pid
    return Path(f"/proc/{server}/task/{server}/children").read_text().split()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_killed_worker_is_gone(app_class: type[App], sandbox: Sandbox) -> None:
    """The process of a script that ran out of time is there no more."""
    script = "import streamlit as st\nif st.checkbox('go'):\n    while True: pass"
    at = app_class.from_string(script, default_timeout=0.5).run(timeout=5)
    worker = str(at._server._worker._process.pid)
    assert worker in workers(sandbox)
    with pytest.raises(RuntimeError, match="timed out"):
        at.checkbox[0].check().run()
    # At most the one is there that waits to be the next.
    assert worker not in (left := workers(sandbox))
    assert len(left) <= 1


def test_a_killed_app_leaves_the_next_alone(app_class: type[App], tmp_path: Path) -> None:
    """A killed app can be started again, and a new app is not touched."""
    (tmp_path / "app.py").write_text(
        "import streamlit as st, os\n"
        "if not os.path.exists('seen'):\n"
        "    open('seen', 'w').close()\n    while True: pass\n"
        "st.text('second time')"
    )
    at = app_class.from_file(tmp_path / "app.py", default_timeout=0.5)
    with pytest.raises(RuntimeError):
        at.run()
    assert at.restart().run(timeout=5).text[0].value == "second time"
    assert app_class.from_string("import streamlit as st\nst.text('new')").run().text[0].value == "new"
