"""The page of the real runtime: what a browser would show, after each of several runs.

Where AppTest is right about that, in whole runs, both trees are compared, with every kind of container in
every other. Fragments and dialogs that run alone are held against what is written here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from statecourse.apptest.page_tree import BadPageError
from statecourse.checks import CheckFailed, close_dialog, dialog_title, page_text, widget, widgets
from statecourse.judge.outcome import _fault_of_app

if TYPE_CHECKING:
    from statecourse.app.app import App

pytestmark = pytest.mark.slow

Opener = Any

KINDS = """
from contextlib import contextmanager
state = st.session_state
state.setdefault("n", 0)
state.setdefault("m", 0)

@contextmanager
def two(places):
    with places[0]:
        st.text("first")
    with places[1]:
        yield

@contextmanager
def refilled():
    box = st.empty()
    with box.container():
        st.text("before")
    with box.container():
        yield

KINDS = {
    "container": lambda: st.container(border=True),
    "columns": lambda: two(st.columns(2)),
    "tabs": lambda: two(st.tabs(["One", "Two"])),
    "expander": lambda: st.expander("More"),
    "popover": lambda: st.popover("Open"),
    "form": lambda: st.form(f"form {len(made)}"),
    "sidebar": lambda: st.sidebar,
    "chat": lambda: st.chat_message("user"),
    "status": lambda: st.status("Busy"),
    "empty": lambda: st.empty(),
    "filled": lambda: st.empty().container(),
    "refilled": refilled,
}
made = []

def some(count):
    "More or less of it, so that what is drawn no more must go."
    made.append(count)
    box = st.empty()
    for number in range(count % 3):
        st.text(f"{number} of {count}")
    if count % 2:
        box.text("odd")
    elif count % 4 == 0:
        with box.container():
            st.text("four")
            st.text("times")
    else:
        box.text("soon emptied")
        box.empty()

def in_each(count):
    for name, kind in KINDS.items():
        st.text(name)
        try:
            with kind():
                some(count)
        except st.errors.StreamlitAPIException as problem:
            st.text(type(problem).__name__)
"""
NAMES = ["container", "columns", "tabs", "expander", "popover", "form", "sidebar", "chat", "status", "empty"]
NAMES += ["filled", "refilled"]


def shape(node: Any) -> Any:
    """What there is to see of a tree: each node's kind, its text, and what lies in it."""
    text = getattr(node, "label", None) or getattr(getattr(node, "proto", None), "body", "")
    children = sorted(getattr(node, "children", {}).items())
    return (node.type, str(text), [(place, shape(child)) for place, child in children])


def both(open_app: Opener, script: str) -> tuple[App, App]:
    """The same app on AppTest and on the real runtime, each with its first page."""
    return open_app(script).run(), open_app(script, live=True).run()


@pytest.mark.parametrize("outer", [name for name in NAMES if name != "empty"])
def test_each_kind_of_container_in_each_other(outer: str, open_app: Opener) -> None:
    """In whole runs, whatever the run before drew."""
    apps = both(
        open_app,
        f"{KINDS}\nstate.n += 1\nwith KINDS[{outer!r}]():\n    in_each(state.n)\nst.text('end')",
    )
    for _ in range(5):
        stock, live = (shape(app._tree) for app in apps)
        assert live == stock
        for app in apps:
            assert not app.exception
            app.run()


def test_a_container_in_place_of_one_of_another_kind(open_app: Opener) -> None:
    """Nothing stays of what was there before, which AppTest would still show."""
    script = """
box = st.empty()
with box:
    st.text("a text")
box.tabs(["One", "Two"])[1].text("in a tab")
box.expander("More").text("in an expander")
st.text("end")
"""
    app = open_app(script, live=True).run().run()
    assert page_text(app) == "More\nin an expander\nend"


def run_alone(kind: str) -> str:
    """A script with a part that runs alone, in a container, and what each of its buttons adds to."""
    return f"""{KINDS}
def add(name): state[name] += 1
def noted(): state.whole = state.get("whole", 0) + 1
noted()

def part():
    st.button("Inner", on_click=add, args=("m",))
    for name in ("form", "sidebar"):
        KINDS.pop(name, None)
    in_each(state.m)

st.button("Outer", on_click=add, args=("n",))
some(state.n)
with KINDS[{kind!r}]():
    st.fragment(part)()
    st.text("in the same container")
some(state.n)
"""


@pytest.mark.parametrize("kind", [name for name in NAMES if name not in {"form", "empty"}])
def test_a_fragment_in_each_kind_of_container(kind: str, open_app: Opener) -> None:
    """It alone runs: what it draws no more goes, and what others drew stays."""
    apps = both(open_app, run_alone(kind))
    for label in ("Inner", "Inner", "Outer", "Inner", "Outer", "Outer", "Inner", "Inner"):
        for app in apps:
            widget(app, label).click().run()
            assert not app.exception
        # AppTest runs the whole script each time, which draws the same here.
        stock, live = (shape(app._tree) for app in apps)
        assert live == stock
    assert [app.session_state.whole for app in apps] == [9, 4]


def test_a_page_that_is_all_in_a_fragment(open_app: Opener) -> None:
    """An ordinary style."""
    app = open_app(
        """
@st.fragment
def page():
    box = st.empty()
    if st.button("Add"):
        st.session_state.n = st.session_state.get("n", 0) + 1
    with box.container():
        st.write("Count:", st.session_state.get("n", 0))
        for number in range(3 - st.session_state.get("n", 0)):
            st.write("left")
page()
""",
        live=True,
    ).run()
    assert page_text(app) == "Count: 0\nleft\nleft\nleft"
    for shown in ("Count: 1\nleft\nleft", "Count: 2\nleft", "Count: 3"):
        widget(app, "Add").click().run()
        assert page_text(app) == shown


def test_fragments_side_by_side_and_in_each_other(open_app: Opener) -> None:
    """A click in one of them runs that one alone, with those that it holds."""
    app = open_app(
        """
def part(name, inner=None):
    st.session_state[name] = st.session_state.get(name, 0) + 1
    st.text(f"{name} {st.session_state[name]}")
    st.button(f"Run {name}")
    if inner: st.fragment(part)(inner)
st.fragment(part)("a", "b")
st.fragment(part)("c")
""",
        live=True,
    ).run()
    shown = []
    for name in ("a", "b", "c"):
        widget(app, f"Run {name}").click().run()
        shown.append(page_text(app).splitlines())
    assert shown == [["a 2", "b 2", "c 1"], ["a 2", "b 3", "c 1"], ["a 2", "b 3", "c 2"]]


def test_a_fragment_draws_into_a_container_outside(open_app: Opener) -> None:
    """Its part there is drawn anew in place, and what others drew there stays."""
    app = open_app(
        """
box = st.container()
box.text("mine")
@st.fragment
def part():
    st.session_state.n = st.session_state.get("n", 0) + 1
    st.button("Go")
    for number in range(4 - st.session_state.n):
        box.text(f"theirs {number}")
part()
box.text("mine, too")
""",
        live=True,
    ).run()
    seen = [page_text(app)]
    for _ in range(3):
        widget(app, "Go").click().run()
        seen.append(page_text(app))
    lines = [[f"theirs {number}" for number in range(left)] for left in (3, 2, 1, 0)]
    assert seen == ["\n".join(["mine", *drawn, "mine, too"]) for drawn in lines]


DIALOG = """
@st.dialog("Sure?")
def ask():
    box = st.empty()
    st.text_input("Why")
    if st.button("Maybe"):
        box.text("maybe")
    if st.button("Yes"):
        st.session_state.yes = True
        st.rerun()
if st.button("Delete"):
    ask()
st.text("gone" if "yes" in st.session_state else "there")
"""


def test_a_dialog(open_app: Opener) -> None:
    """It stays while one acts in it, and closes with a rerun of the app."""
    app = open_app(DIALOG, live=True).run()
    assert page_text(app) == "there"
    widget(app, "Delete").click().run()
    assert page_text(app) == "there\nSure?"
    widget(app, "Maybe").click().run()
    assert page_text(app) == "there\nSure?\nmaybe"
    widget(app, "Why").input("why not").run()
    assert page_text(app) == "there\nSure?"
    widget(app, "Yes").click().run()
    assert page_text(app) == "gone"


CLOSED = """
ss = st.session_state
ss.runs = ss.get("runs", 0) + 1
def told():
    ss.told = ss.get("told", 0) + 1
@st.dialog("Sure?", DIALOG)
def ask():
    st.text_input("Why")
if st.button("Delete") or ss.get("asks"):
    ss.asks = KEPT
    ask()
st.button("Other")
st.text(f"runs {ss.runs}, told {ss.get('told', 0)}")
"""


@pytest.mark.parametrize(
    ("dialog", "seen"),
    [
        ("", ["runs 2, told 0", "runs 3, told 0"]),
        ('on_dismiss="rerun"', ["runs 3, told 0", "runs 4, told 0"]),
        ("on_dismiss=told", ["runs 3, told 1", "runs 4, told 1"]),
    ],
)
def test_a_dialog_is_closed_by_its_visitor(open_app: Opener, dialog: str, seen: list[str]) -> None:
    """The app runs only where it asked to be told; another run alone does not open the dialog again."""
    app = open_app(CLOSED.replace("DIALOG", dialog).replace("KEPT", "False"), live=True).run()
    widget(app, "Delete").click().run()
    assert (dialog_title(app), page_text(app)) == ("Sure?", "runs 2, told 0\nSure?")
    close_dialog(app)
    assert (dialog_title(app), widgets(app, "Why")) == (None, [])
    texts = [page_text(app)]
    widget(app, "Other").click().run()
    assert [*texts, page_text(app)] == seen
    assert app.steps[-2:] == ["close the dialog with its ✕", "click “Other”"]


def test_a_dialog_that_is_drawn_again_is_open_again(open_app: Opener) -> None:
    """As one is that is opened by a flag which nobody puts back."""
    app = open_app(CLOSED.replace("DIALOG", "").replace("KEPT", "True"), live=True).run()
    widget(app, "Delete").click().run()
    close_dialog(app)
    assert dialog_title(app) is None
    widget(app, "Other").click().run()
    assert dialog_title(app) == "Sure?"


def test_a_dialog_of_a_fragment_has_that_run_alone(open_app: Opener) -> None:
    """Its own fragment is told that it was closed, and the rest of the script is not run."""
    script = """
ss = st.session_state
ss.all = ss.get("all", 0) + 1
@st.dialog("Sure?", on_dismiss="rerun")
def ask():
    st.text("really")
@st.fragment
def part():
    ss.part = ss.get("part", 0) + 1
    if st.button("Ask"):
        ask()
    st.text(f"all {ss.all}, part {ss.part}")
part()
"""
    app = open_app(script, live=True).run()
    widget(app, "Ask").click().run()
    close_dialog(app)
    assert page_text(app) == "all 1, part 3"


def test_what_cannot_be_closed(open_app: Opener) -> None:
    """A check that closes no dialog fails, and says why."""
    app = open_app(CLOSED.replace("DIALOG", "dismissible=False").replace("KEPT", "False"), live=True).run()
    with pytest.raises(CheckFailed, match="no dialog is open"):
        close_dialog(app)
    widget(app, "Delete").click().run()
    with pytest.raises(CheckFailed, match="the dialog has no ✕"):
        close_dialog(app)
    with pytest.raises(RuntimeError, match="close that of a live_app"):
        open_app("").run().close_dialog()


def test_a_chat(open_app: Opener) -> None:
    """Messages that are kept are drawn again, and the new one comes last."""
    app = open_app(
        """
messages = st.session_state.setdefault("messages", [])
for text in messages:
    with st.chat_message("user"):
        st.markdown(text)
if text := st.chat_input("Say"):
    messages.append(text)
    with st.chat_message("user"):
        st.markdown(text)
""",
        live=True,
    ).run()
    for text in ("one", "two", "three"):
        app.chat_input[0].set_value(text).run()
    assert [block.markdown[0].value for block in app.chat_message] == ["one", "two", "three"]


def test_what_is_there_for_a_moment_only(open_app: Opener) -> None:
    """A toast of this run, none of an earlier one; nothing of a spinner."""
    script = """
with st.spinner("wait"):
    st.session_state.n = st.session_state.get("n", 0) + 1
if st.session_state.n == 2:
    st.toast("two")
st.text("end")
"""
    app = open_app(script, live=True).run()
    seen = [page_text(app), page_text(app.run()), page_text(app.run())]
    assert seen == ["end", "end\ntwo", "end"]


def test_a_rerun_and_a_stop(open_app: Opener) -> None:
    """The page is that of the last run; what comes after a stop is not there."""
    script = """
n = st.session_state.n = st.session_state.get("n", 0) + 1
for number in range(n % 5):
    st.text(number)
if n % 2: st.rerun()
if n > 5: st.stop()
st.text("end")
"""
    apps = both(open_app, script)
    for _ in range(4):
        stock, live = (shape(app._tree) for app in apps)
        assert live == stock
        for app in apps:
            app.run()


KEPT = {
    "in session state": """
if "box" not in st.session_state:
    st.session_state.box = st.container()
else:
    st.text("now first")
st.session_state.box.text("in the box")
""",
    "of the same run": "box = st.empty()\ninner = box.container()\nbox.text('else')\ninner.text('lost')",
}


@pytest.mark.parametrize("live", [True, False])
@pytest.mark.parametrize("name", KEPT)
def test_a_container_that_is_gone(name: str, open_app: Opener, *, live: bool) -> None:
    """A browser cannot draw into it; a student is told so in words."""
    with pytest.raises(BadPageError) as raised:
        open_app(KEPT[name], live=live).run().run()
    told = _fault_of_app(raised.value)
    assert isinstance(told, CheckFailed)
    assert told.what.startswith("the app draws into a container that is not on the page any more")


SPEAKS = """
import logging, sys, threading, warnings
print("printed")
print("to stderr", file=sys.stderr)
logging.getLogger("mine").warning("logged")
warnings.warn("warned")
def fail(): raise KeyError("in a thread")
thread = threading.Thread(target=fail)
thread.start(); thread.join()
st.dataframe({"a": [1]}, use_container_width=True)
open("picture.png", "wb").write(b"no picture")
st.session_state.n = 1
"""


@pytest.mark.parametrize("live", [True, False])
def test_what_the_app_says_in_the_terminal(open_app: Opener, *, live: bool) -> None:
    """All that its own code printed or logged, and nothing of what Streamlit itself does."""
    lines = open_app(SPEAKS, live=live).run().printed.splitlines()
    assert {"printed", "to stderr"} <= set(lines)
    assert [line for line in lines if "logged" in line or "UserWarning" in line or "KeyError" in line]
    assert not [line for line in lines if "streamlit" in line.casefold() or "machine-id" in line]


@pytest.mark.parametrize(
    "script", ["1 / 0", "import sys; sys.exit()", "st.no_such_thing", "def f(:", "st.stop()", ""]
)
@pytest.mark.parametrize("live", [True, False])
def test_an_app_that_says_nothing(script: str, open_app: Opener, *, live: bool) -> None:
    """Nothing is told in its name, however it ends."""
    assert open_app(script, live=live).run().printed == ""


def test_the_real_runtime_tells_of_its_runs(open_app: Opener) -> None:
    """How many there were, and which page it is: it begins each run with a message that has both."""
    app = open_app(
        "n = st.session_state.n = st.session_state.get('n', 0) + 1\nif n == 1: st.rerun()", live=True
    )
    page = app.run().page
    assert page is not None
    assert (page.runs, bool(page.page_hash)) == (2, True)
