"""Beyond AppTest: another tab, a restart, and several visitors at the same moment."""

from __future__ import annotations

from typing import Any

import pytest

from statecourse.app.app import App, run_together
from statecourse.codec.stand_in import Opaque
from statecourse.sandbox.processes import SandboxError

Opener = Any

COUNTS = """
st.session_state.n = st.session_state.get("n", 0) + 1
st.text(st.session_state.n)
st.button("Go")
"""


def shown(app: App) -> str:
    """The app's first text."""
    return str(app.text[0].value)


def test_each_session_has_a_state_of_its_own(open_app: Opener) -> None:
    """Whatever is done in another tab."""
    app = open_app(COUNTS).run()
    second = app.new_session().run()
    second.button[0].click().run()
    second.run()
    app.run()
    assert (shown(app), shown(second)) == ("2", "3")
    assert (app.session_state.n, second.session_state.n) == (2, 3)


def test_sessions_share_the_server(open_app: Opener) -> None:
    """Its caches, its modules and its files."""
    script = """
import shared
@st.cache_resource
def cached(): return []
cached().append(1)
shared.seen.append(1)
open("file", "a").write("x")
st.text((len(cached()), len(shared.seen), len(open("file").read())))
"""
    app = open_app(script, **{"shared.py": "seen = []\n"}).run()
    assert shown(app.new_session().run()) == "(2, 2, 2)"


def test_caches_by_session_are_the_sessions_own(open_app: Opener) -> None:
    """As on a real server."""
    script = '@st.cache_resource(scope="session")\ndef cached(): return []\ncached().append(1)\nst.text(len(cached()))'
    app = open_app(script).run().run()
    second = app.new_session().run()
    assert (shown(app), shown(second)) == ("2", "1")


def test_a_restart_keeps_the_files_and_drops_everything_else(open_app: Opener) -> None:
    """Sessions, caches and modules begin anew."""
    script = """
import shared
@st.cache_resource
def cached(): return []
cached().append(1)
shared.seen.append(1)
st.session_state.n = st.session_state.get("n", 0) + 1
open("file", "a").write("x")
st.text((len(cached()), len(shared.seen), st.session_state.n, len(open("file").read())))
"""
    app = open_app(script, **{"shared.py": "seen = []\n"}).run().run()
    assert shown(app) == "(2, 2, 2, 2)"
    assert shown(app.restart().run()) == "(1, 1, 1, 3)"


def test_after_a_restart_nothing_is_left_of_the_page(open_app: Opener) -> None:
    """A check sees it only once it has run the app again."""
    app = open_app(COUNTS).run()
    app.query_params["x"] = "1"
    app.restart()
    assert (len(app.text), len(app.button), dict(app.query_params), "n" in app.session_state) == (
        0,
        0,
        {},
        False,
    )


def test_a_restart_reaches_all_tabs(open_app: Opener) -> None:
    """They belonged to the same server."""
    app = open_app(COUNTS).run()
    second = app.new_session().run()
    second.run()
    app.restart()
    assert shown(second.run()) == "1"


def test_files_do_not_outlive_the_app(open_app: Opener) -> None:
    """Another app of the same submission begins with a fresh folder."""
    script = 'import os\nst.text(os.path.exists("file"))\nopen("file", "w").close()'
    assert [shown(open_app(script).run()) for _ in range(2)] == ["False", "False"]


def test_the_submission_itself_is_never_written(open_app: Opener) -> None:
    """The app runs in a copy."""
    app = open_app('open("new.txt", "w").close()\nopen("app.py", "a").write("# more")').run()
    assert not app.exception
    assert [path.name for path in app.folder.iterdir()] == ["app.py"]
    assert not app.script.read_text().endswith("# more")


def test_an_object_of_the_apps_own_is_shown_as_what_it_is(open_app: Opener) -> None:
    """It stays with the app, and can be handed back to it."""
    script = """
import threading
class Cart:
    def __repr__(self): return "Cart(3)"
st.session_state.setdefault("cart", Cart())
st.session_state.setdefault("lock", threading.Lock())
st.text(st.session_state.get("again") is st.session_state.cart)
"""
    app = open_app(script).run()
    cart = app.session_state.cart
    assert isinstance(cart, Opaque)
    assert repr(cart) == "Cart(3)"
    assert repr(app.session_state.lock).startswith("<unlocked _thread.lock")
    app.session_state["again"] = cart
    assert shown(app.run()) == "True"


# --- at the same moment ------------------------------------------------------------------------

BARRIER = """
import threading, time
@st.cache_resource
def shop(): return {"left": 1, "lock": threading.Lock(), "barrier": threading.Barrier(2, timeout=0.5)}
def meet():
    try: shop()["barrier"].wait()
    except threading.BrokenBarrierError: pass
def buy():
    LOCKED
        if shop()["left"] > 0:
            meet()
            shop()["left"] -= 1
            st.session_state.bought = True
st.button("Buy", on_click=buy)
st.text("bought" if "bought" in st.session_state else "sold out")
"""


def bought_by_two(open_app: Opener, script: str) -> list[str]:
    """What two visitors see who buy at the same moment."""
    first = open_app(script, live=True).run()
    second = first.new_session().run()
    for app in (first, second):
        app.button[0].click()
    run_together(first, second)
    return sorted(shown(app) for app in (first, second))


def test_two_visitors_at_the_same_moment_without_a_lock(open_app: Opener) -> None:
    """Both find one left, and both get it: the runtime and its threads are real."""
    assert bought_by_two(open_app, BARRIER.replace("LOCKED", "if True:")) == ["bought", "bought"]


def test_two_visitors_at_the_same_moment_with_a_lock(open_app: Opener) -> None:
    """One of them comes too late."""
    assert bought_by_two(open_app, BARRIER.replace("LOCKED", 'with shop()["lock"]:')) == [
        "bought",
        "sold out",
    ]


def test_a_live_app_is_an_app_like_any_other(open_app: Opener) -> None:
    """Widgets, session state, tabs and a restart."""
    app = open_app(COUNTS, live=True).run()
    app.button[0].click().run()
    second = app.new_session().run()
    assert (shown(app), shown(second), app.session_state.n) == ("2", "1", 2)
    assert shown(app.restart().run()) == "1"


def test_a_live_app_that_raises_or_is_no_python(open_app: Opener) -> None:
    """Is told as elsewhere."""
    assert open_app("1 / 0", live=True).run().exception[0].message == "division by zero"
    assert open_app("def f(:", live=True).run().page.compile_error.type == "SyntaxError"


@pytest.mark.parametrize("live", [True, False])
def test_only_sessions_of_one_live_app_run_together(open_app: Opener, *, live: bool) -> None:
    """Others have no moment in common."""
    app, other = open_app(COUNTS, live=live), open_app(COUNTS, live=live)
    with pytest.raises(ValueError, match="run_together takes sessions of one live app"):
        run_together(app, other)


def test_an_app_needs_a_sandbox() -> None:
    """Outside of a check there is none, and one line says what to do."""
    with pytest.raises(SandboxError, match="use the `app` fixture, or make it within `bench"):
        App("app.py", default_timeout=1)
