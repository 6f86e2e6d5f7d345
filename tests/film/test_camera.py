"""What is recorded of a run: each line of the app's own, and what it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from statecourse.app.app import App
from statecourse.app.server import bench, filming
from statecourse.course.limits import Limits
from statecourse.film.story import story_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from statecourse.sandbox.sandbox import Sandbox

Filmed = "Callable[..., App]"
COUNTER = """import json
from pathlib import Path

import streamlit as st

FILE = Path(__file__).with_name("count.json")
if "n" not in st.session_state:
    st.session_state.n = 0


def add(by):
    st.session_state.n += by
    print("added", by)


st.button("Add one", on_click=add, args=(1,))
name = st.text_input("Name", key="name")
total = 0
for i in range(4):
    total += i
FILE.write_text(json.dumps(st.session_state.n))
st.metric("Count", st.session_state.n)
"""


@pytest.fixture(params=[False, True], ids=["apptest", "runtime"])
def film(request: pytest.FixtureRequest, sandbox: Sandbox, tmp_path: Path) -> Iterator[Callable[..., App]]:
    """Opens an app that is filmed, on either runtime."""
    with bench(sandbox, Limits(run_seconds=20)):

        def opened(text: str, **more: str) -> App:
            for name, data in {"app.py": text, **more}.items():
                (tmp_path / name.replace("__", ".")).write_text(data)
            token = filming.set(True)
            try:
                return App(tmp_path / "app.py", default_timeout=20, folder=tmp_path, live=request.param).run()
            finally:
                filming.reset(token)

        yield opened


def runs_of(app: App) -> list[dict[str, Any]]:
    """The runs of the story of an app's film."""
    return story_of(app._server, "Film")["runs"]  # type: ignore[no-any-return]


def changes(run: dict[str, Any], kind: str) -> list[tuple[int, str, str | None]]:
    """The line that changed it, the name, and the new value."""
    return [
        (step[2], name, value) for step in run["steps"] for what, name, value, _ in step[7] if what == kind
    ]


def test_each_line_with_what_it_changed(film: Callable[..., App]) -> None:
    """Variables, session state, files, and what is printed; the callback comes first."""
    app = film(COUNTER)
    app.button[0].click().run()
    first, second = runs_of(app)
    assert first["did"] == ["open the app"]
    assert second["did"] == ["click “Add one”"]
    assert first["before"] == []
    assert ["n", "0"] in second["before"]
    assert (8, "n", "0") in changes(first, "state")
    assert second["steps"][0][5] == "add"
    assert changes(second, "state") == [(12, "n", "1")]
    assert [step[7] for step in second["steps"] if step[2] == 13 and step[0] == "line"] == [
        [["printed", "", "added 1\n", 0]]
    ]
    assert changes(second, "file") == [(21, "count.json", "1")]
    assert [value for _, name, value in changes(second, "variable") if name == "total"] == [
        "0",
        "1",
        "3",
        "6",
    ]
    assert second["drawn"][-1][2:] == ["metric", "Count: 1"]


def test_what_the_browser_sent_comes_before_the_script(film: Callable[..., App]) -> None:
    """A widget's new value is there before the first line runs, and no line has set it."""
    app = film(COUNTER)
    app.text_input[0].input("Ada").run()
    run = runs_of(app)[-1]
    assert run["sent"] == [["state", "name", "'Ada'", 0]]
    assert "name" not in [name for _, name, _ in changes(run, "state")]


def test_how_a_run_ends(film: Callable[..., App]) -> None:
    """By an exception, by `st.rerun`, by `st.stop`; a rerun is a run of its own."""
    app = film(
        "import streamlit as st\n"
        "if 'n' not in st.session_state:\n"
        "    st.session_state.n = 0\n"
        "    st.rerun()\n"
        "if st.button('Stop'):\n"
        "    st.stop()\n"
        "if st.button('Fail'):\n"
        "    raise ValueError('no')\n"
    )
    app.button[0].click().run()
    app.run()
    app.button[1].click().run()
    raised = [[step[6] for step in run["steps"] if step[0] == "exception"] for run in runs_of(app)]
    assert [said[-1].partition(":")[0] if said else "" for said in raised] == [
        "RerunException",
        "",
        "StopException",
        "",
        "ValueError",
    ]


def test_helpers_are_followed_and_libraries_are_not(film: Callable[..., App]) -> None:
    """Only the app's own files."""
    app = film(
        "import json, helper\nhelper.work()\njson.dumps([1])\n",
        helper__py="def work():\n    x = 1\n    return x\n",
    )
    story = story_of(app._server, "Film")
    assert {step[1] for step in story["runs"][0]["steps"]} == {"app.py", "helper.py"}
    assert story["sources"]["helper.py"][0] == "def work():"


def test_two_tabs_over_one_file(film: Callable[..., App]) -> None:
    """In the order in which they ran, each with its own state."""
    app = film(COUNTER)
    other = app.new_session().run()
    other.button[0].click().run()
    assert [run["tab"] for run in runs_of(app)] == [0, 1, 1]
    assert ["count.json", "0"] in runs_of(app)[2]["files"]


ODD = {
    "a value that is large": "x = ['y' * 1_000_000] * 1000",
    "a repr that raises": "class A:\n    def __repr__(self): raise RuntimeError\nx = A()",
    "a repr that is no text": "class A:\n    def __repr__(self): return 7\nx = A()",
    "many variables": "globals().update({f'v{i}': i for i in range(10_000)})",
    "a class that has a name for a module": "class A:\n    __module__ = 5\nx = A()",
    "recursion": "def f(n):\n    return f(n - 1) if n else 0\nf(300)",
    "many lines": "for i in range(100_000):\n    pass",
    "a file that is no text": "open('x.bin', 'wb').write(b'\\xff\\x00' * 1000)",
    "many files": "for i in range(400):\n    open(f'{i}.txt', 'w').write('x' * 100)",
    "a trace of its own": "import sys\nsys.settrace(None)\ny = 2",
    "threads": "import threading\nt = threading.Thread(target=sum, args=([1],))\nt.start()\nt.join()",
    "keys of state that are no plain text": "import streamlit as st\nst.session_state['\\ud800'] = 1",
    "markup": "x = '</script><script>alert(1)</script>'",
}


@pytest.mark.parametrize("name", ODD)
def test_whatever_an_app_does_there_is_a_film_or_a_line_why_not(film: Callable[..., App], name: str) -> None:
    """And the app shows what it shows without one."""
    app = film(f"import streamlit as st\nst.write('before')\n{ODD[name]}\nst.write('after')\n")
    assert [text.value for text in app.markdown] == ["before", "after"]
    (run,) = runs_of(app)
    assert run["steps"]
    assert len(str(run)) < 1_000_000
    assert bool(run["cut"]) == (name in {"many lines", "a trace of its own"})


def test_an_app_that_does_not_compile_has_no_steps(film: Callable[..., App]) -> None:
    """It has one run, of which nothing is told."""
    assert [run["steps"] for run in runs_of(film("def broken(:\n"))] == [[]]
