"""Films of ordinary apps of many kinds, and of hostile ones: recorded in the confined worker, and opened in the real browser."""

from __future__ import annotations

import itertools
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import launched
from drawn import one_in

from statecourse.cli.film import _played
from statecourse.film.story import story_of
from statecourse.film.viewer import film_page
from statecourse.programs.doing import read_step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

pytestmark = [pytest.mark.slow, pytest.mark.browser]

APPS = {path.stem: path for path in sorted((Path(__file__).parent / "apps").iterdir())}
AT_EACH_MOMENT = """() => {
    const where = document.getElementById("where"), said = [];
    for (let moment = 0; moment <= Number(where.max); moment++) {
        where.value = moment;
        where.dispatchEvent(new Event("input"));
        said.push(document.querySelector("main").innerText);
    }
    return said;
}"""
"""Shows each moment, and returns all that the page says at it."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    with launched() as browser:
        yield browser


@pytest.fixture
def played(chromium: Browser, tmp_path: Path) -> Callable[[Path, list[str]], dict[str, Any]]:
    """Plays an app, looks at each moment of its film in the browser, and gives its story."""

    def play(script: Path, steps: list[str]) -> dict[str, Any]:
        server, problem = _played(script, [read_step(step, "here") for step in steps])
        if not server.shots:  # the command says so, and writes nothing
            return {"problem": problem, "runs": [], "title": "", "sources": {}}
        story = story_of(server, script.name, script.name)
        page = tmp_path / "film.html"
        page.write_text(film_page(story), encoding="utf-8")
        for said in look(chromium, page):
            assert not re.search(r"undefined|NaN|\[object", said)
        return story | {"problem": problem}

    return play


def look(chromium: Browser, film: Path) -> list[str]:
    """What a film's page says at each moment; nothing may go wrong in it."""
    page, problems = chromium.new_page(), []
    page.on("console", lambda said: problems.append(said.text))
    page.on("pageerror", lambda said: problems.append(str(said)))
    page.goto(film.as_uri())
    page.locator("#now").get_by_text(".").wait_for()
    said: list[str] = page.evaluate(AT_EACH_MOMENT)
    page.close()
    assert problems == []
    return said


def after(run: dict[str, Any], kind: str, before: str) -> dict[str, str]:
    """What is there of a kind at the end of a run, by all that its steps changed."""
    there = dict(run[before])
    for changes in [run["sent"], *(step[7] for step in run["steps"])]:
        for what, name, value, _ in changes:
            if what == kind and value is None:
                del there[name]
            elif what == kind:
                there[name] = value
    return there


@pytest.mark.parametrize("name", one_in(3, sorted(APPS)))
def test_an_ordinary_app(played: Callable[..., dict[str, Any]], tmp_path: Path, name: str) -> None:
    """All of it is recorded; where one run ends, the next one of its tab begins."""
    source = APPS[name]
    shutil.copytree(source, tmp_path / "app") if source.is_dir() else (tmp_path / "app").mkdir()
    if source.is_file():
        shutil.copyfile(source, tmp_path / "app" / "app.py")
    script = tmp_path / "app" / "app.py"
    steps = [
        line.removeprefix("# do: ") for line in script.read_text().splitlines() if line.startswith("# do: ")
    ]
    story = played(script, steps)
    assert story["problem"] == ""
    assert len(story["runs"]) > 1
    for run in story["runs"]:
        assert run["steps"]
        assert run["cut"] == ""
    if any(step.startswith(("refresh", "restart", "go to", "clear the cache")) for step in steps):
        return  # which begins anew
    for tab in {run["tab"] for run in story["runs"]}:
        runs = [run for run in story["runs"] if run["tab"] == tab]
        for one, following in itertools.pairwise(runs):
            assert after(one, "state", "before") == dict(following["before"])
            assert after(one, "widget", "widgets") == dict(following["widgets"])


HOSTILE = {
    "a huge text": "x = 'y' * 200_000_000",
    "a huge number": "x = 10 ** 100_000",
    "huge state": "st.session_state.x = {i: ['z' * 1000] * 100 for i in range(20_000)}",
    "an endless loop": "while True:\n    pass",
    "an endless loop that does something": "while True:\n    st.session_state.n = st.session_state.get('n', 0) + 1",
    "a repr that raises": "class A:\n    def __repr__(self): raise SystemExit\nx = st.session_state.x = A()",
    "a repr that never ends": "class A:\n    def __repr__(self):\n        while True: pass\nx = A()",
    "a repr that is huge": "class A:\n    def __repr__(self): return 'z' * 100_000_000\nx = A()",
    "a class that lies": "class M(type):\n    def __hash__(cls): raise OSError\n    def __eq__(cls, other): raise OSError\n"
    "class A(metaclass=M):\n    __class__ = property(lambda self: 1 / 0)\nx = st.session_state.x = A()",
    "a trace of its own": "import sys\nsys.settrace(lambda *_: 1 / 0)\ndef f(): pass\ntry:\n    f()\nexcept ZeroDivisionError:\n    pass",
    "a trace that is nothing": "import sys\nsys.settrace(7)\ndef f(): pass\ntry:\n    f()\nexcept TypeError:\n    pass",
    "frames that are traced otherwise": "import sys\nsys._getframe().f_trace = None\nsys._getframe().f_trace_lines = False\ny = 1",
    "its own threads": "import sys, threading\nthreading.settrace(lambda *_: None)\n"
    "def work():\n    for i in range(1000): st.session_state\nts = [threading.Thread(target=work) for _ in range(20)]\n"
    "[t.start() for t in ts]\n[t.join() for t in ts]",
    "names that change meanwhile": "import threading\ngo = True\ndef work():\n    i = 0\n    while go:\n        i += 1\n        globals()[f'v{i % 500}'] = i\n"
    "        globals().pop(f'v{(i + 250) % 500}', None)\nt = threading.Thread(target=work)\nt.start()\nfor j in range(300):\n    y = j\ngo = False\nt.join()",
    "deep recursion": "def f(n):\n    return f(n + 1)\ntry:\n    f(0)\nexcept RecursionError:\n    pass",
    "a million prints": "for i in range(1_000_000):\n    print(i)",
    "a million runs": "st.session_state.n = st.session_state.get('n', 0) + 1\nif st.session_state.n < 1_000_000:\n    st.rerun()",
    "state with cycles": "a = []\na.append(a)\nd = {'d': a}\nd['e'] = d\nst.session_state.d = d\na.append(1)",
    "deep state": "a = []\nfor i in range(100_000):\n    a = [a]\nst.session_state.a = a",
    "half a character": "st.session_state['\\ud800'] = '\\udfff'\nglobals()['\\ud800'] = 1\nprint('\\ud800')",
    "names that are none": "globals()[5] = 6\nglobals()[()] = 7\nglobals()[''] = 8",
    "a name of code that is odd": "def f(): pass\nf.__code__ = f.__code__.replace(co_name='\\ud800' * 500)\nf()",
    "code from elsewhere": "exec(compile('x = 1\\n' * 50, __file__, 'exec'))\nexec(compile('y = 2', '\\x00<script>', 'exec'))",
    "a great deal on the page": "for i in range(3000):\n    st.write('z' * 2000)",
    "its own files are gone": "import os\nfor name in os.listdir('.'):\n    os.remove(name)",
    "files that are odd": "import os\nos.mkfifo('pipe')\nos.symlink('/etc/passwd', 'link')\nopen('big.txt', 'w').write('x' * 3_000_000)",
    "it ends the thread": "raise SystemExit",
    "it ends the process": "import os\nos._exit(3)",
    "it takes Streamlit apart": "import streamlit.runtime.state.session_state as s\ns.SessionState.filtered_state = property(lambda self: 1 / 0)",
    "it takes the recorder apart": "import statecourse.film.camera as c\nc._Run._note = c.Camera._hear = None",
    "markup": "x = '</script><script>alert(1)</script>'\nst.write(x)\nprint('<!--<script>')\nst.session_state[x] = x",
}


@pytest.mark.parametrize("name", one_in(3, [*HOSTILE, "a huge file"]))
def test_a_hostile_app(played: Callable[..., dict[str, Any]], tmp_path: Path, name: str) -> None:
    """There is a film, or a line that says why not, and nothing else; it stays small."""
    (tmp_path / "app").mkdir()
    script = tmp_path / "app" / "app.py"
    text = HOSTILE.get(name, "x = 1\n" * 100_000)
    script.write_text(
        f"import streamlit as st\nst.write('before')\n{text}\nst.write('after')\nst.button('Again')\n"
    )
    story = played(script, ['click "Again"'])
    assert story["problem"] or len(story["runs"]) >= 2
    assert story["problem"] or any(run["steps"] for run in story["runs"])
    assert len(film_page(story)) < 3_000_000
