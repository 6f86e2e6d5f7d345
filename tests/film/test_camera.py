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


def test_widgets_without_a_key_are_told_by_their_labels(film: Callable[..., App]) -> None:
    """What they hold, what the browser sent, and that one is forgotten which is not drawn any more."""
    app = film(
        "import streamlit as st\n"
        "first = st.text_input('Name', 'Ada')\n"
        "second = st.text_input('Name', 'Bo', max_chars=9)\n"
        "if st.checkbox('More', True):\n"
        "    st.slider('Size', 0, 9)\n"
        "st.button('Go')\n"
    )
    app.text_input[1].input("Cy").run()
    app.checkbox[0].uncheck().run()
    first, second, third = runs_of(app)
    assert first["widgets"] == first["sent"] == []
    assert changes(first, "widget") == [
        (2, "Name", "'Ada'"),
        (3, "Name (2)", "'Bo'"),
        (4, "More", "True"),
        (5, "Size", "0"),
    ]
    assert ["Name (2)", "'Bo'"] in second["widgets"]
    assert second["sent"] == [["widget", "Name (2)", "'Cy'", 0]]
    assert third["sent"] == [["widget", "More", "False", 0]]
    assert [(name, value) for _, name, value in changes(third, "widget")] == [("Size", None)]


def test_a_file_that_is_written_twice_at_once(film: Callable[..., App]) -> None:
    """Its time and its length are the same."""
    app = film("from pathlib import Path\nfor i in range(5):\n    Path('n.txt').write_text(str(i))\n")
    assert [value for _, _, value in changes(runs_of(app)[0], "file")] == ["0", "1", "2", "3", "4"]


def test_values_that_change_in_place(film: Callable[..., App]) -> None:
    """Each change is the doing of the line that made it, though the object is the same one, which is told."""
    app = film(
        "import streamlit as st\nimport pandas as pd\n"
        "rows = [{'a': [1]}]\nst.session_state.rows = rows\ntable = pd.DataFrame({'a': [1, 2]})\nx = 1\n"
        "rows[0]['a'].append(True)\nrows[0]['a'][1] = 1\ntable.loc[0, 'a'] = 7\ndel x\nx = print\n"
    )
    (run,) = runs_of(app)
    kept = " (the same object as st.session_state['rows'])"
    assert changes(run, "variable")[-4:] == [
        (7, "rows", f"[{{'a': [1, True]}}]{kept}"),
        (8, "rows", f"[{{'a': [1, 1]}}]{kept}"),
        (9, "table", "DataFrame 2 × 1: a=[7, 2]"),
        (10, "x", None),
    ]
    assert changes(run, "state")[1:] == [(7, "rows", "[{'a': [1, True]}]"), (8, "rows", "[{'a': [1, 1]}]")]


OWN_REPR = """import streamlit as st
class Game:
    def __init__(self):
        self.hand = []
    def __repr__(self):
        return f"Game({self.hand})"
game = st.session_state.setdefault("game", Game())
if st.button("Hit"):
    game.hand.append(1)
st.selectbox("Which", [game], format_func=lambda _: "this one")
"""


def test_the_app_s_own_words_for_its_values_are_no_steps(film: Callable[..., App]) -> None:
    """They are asked for by the film, in no line of the app's; and the next run is followed as the first one was."""
    app = film(OWN_REPR)
    app.button[0].click().run()
    first, second = runs_of(app)
    assert {step[5] for step in first["steps"]} == {"<module>", "__init__", "<lambda>"}
    assert first["drawn"][-1][3] == "Which = Game([])"
    assert changes(second, "state") == [(9, "game", "Game([1])")]


OWN_TRACE = """import sys
import streamlit as st
seen = []
def trace(frame, event, arg):
    seen.append(event)
    return trace
def work():
    return 1
sys.settrace(trace)
assert sys.gettrace() is trace
work()
sys.settrace(None)
st.write(" ".join(seen))
"""


def test_the_app_may_follow_its_own_lines(film: Callable[..., App]) -> None:
    """Its trace function hears what it hears without a film, and the film goes on."""
    app = film(OWN_TRACE)
    assert app.markdown[0].value == "call line return"
    (run,) = runs_of(app)
    assert run["cut"] == ""
    assert [step[0] for step in run["steps"] if step[5] == "work"] == ["call", "line", "return"]
    assert run["steps"][-1][2] == 13


def test_a_long_loop_is_one_step_from_some_round_on(film: Callable[..., App]) -> None:
    """What comes after it is followed as ever."""
    app = film(
        "import streamlit as st\ndef work(i):\n    return i\n"
        "total = 0\nfor i in range(2_000):\n    total += work(i)\nst.session_state.n = total\n"
    )
    (run,) = runs_of(app)
    assert run["cut"] == ""
    assert len(run["steps"]) < 700
    (rounds,) = [step[7] for step in run["steps"] if step[0] == "rounds"]
    assert ["variable", "i", "1999", 0] in rounds
    assert changes(run, "state") == [(7, "n", "1999000")]


def test_what_comes_after_a_cut_is_no_single_line_s_doing(film: Callable[..., App]) -> None:
    """It is told as the rest."""
    app = film("import streamlit as st\nfor i in range(10_000):\n    pass\nst.session_state.n = i\n")
    (run,) = runs_of(app)
    assert [step[0] for step in run["steps"] if ["state", "n", "9999", 0] in step[7]] == ["rest"]
    assert run["cut"]


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


def test_what_is_said_of_an_exercise_is_no_file_of_its_app(film: Callable[..., App]) -> None:
    """It lies beside the app all the same."""
    app = film("import streamlit as st\nst.write(1)", exercise__yaml="title: One", data__json="1")
    assert [name for name, _ in runs_of(app)[0]["files"]] == ["data.json"]


def test_a_file_that_is_no_text_is_told_as_that(film: Callable[..., App]) -> None:
    """A database, say: that it changes is seen, and none of its bytes."""
    app = film("for i in range(3):\n    open('votes.db', 'wb').write(bytes([0, i]))\n").run()
    told = "(a file that is no text"
    new, one, two = f"{told})", f"{told}, change 1)", f"{told}, change 2)"
    runs = runs_of(app)
    assert [value for _, _, value in changes(runs[0], "file")] == [new, one, two]
    assert ["votes.db", new] in runs[1]["files"]


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
    "a trace of its own that raises": "import sys\nsys.settrace(lambda *_: 1 / 0)\ndef f(): pass\n"
    "try:\n    f()\nexcept ZeroDivisionError:\n    pass",
    "a trace that is no function": "import sys\nsys.settrace(7)\ndef f(): pass\ntry:\n    f()\nexcept TypeError:\n    pass",
    "recursion without an end": "def f(n):\n    return f(n + 1)\ntry:\n    f(0)\nexcept RecursionError:\n    pass",
    "threads": "import threading\nt = threading.Thread(target=sum, args=([1],))\nt.start()\nt.join()",
    "keys of state that are no plain text": "import streamlit as st\nst.session_state['\\ud800'] = 1\n"
    "open('\\udcff', 'w').close()",
    "markup": "x = '</script><script>alert(1)</script>'",
}


@pytest.mark.parametrize("name", ODD)
def test_whatever_an_app_does_there_is_a_film_or_a_line_why_not(film: Callable[..., App], name: str) -> None:
    """And the app shows what it shows without one."""
    app = film(f"import streamlit as st\nst.write('before')\n{ODD[name]}\nst.write('after')\n")
    app.run()
    assert [text.value for text in app.markdown] == ["before", "after"]
    first, second = runs_of(app)
    for run in (first, second):
        assert run["steps"]
        assert len(str(run)) < 1_000_000
        assert bool(run["cut"]) == (name == "many lines")


def test_an_app_that_does_not_compile_has_no_steps(film: Callable[..., App]) -> None:
    """It has one run, of which nothing is told."""
    assert [run["steps"] for run in runs_of(film("def broken(:\n"))] == [[]]
