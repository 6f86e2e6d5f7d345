"""AppTest or the real runtime: which of the two an answer runs on, and that nobody sees a difference."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from drawn import one_in
from since import since

from statecourse.app.server import RunTimeoutError
from statecourse.checks import page_text, walks
from statecourse.course.course import Course
from statecourse.course.submission import Job, Submission, open_submission
from statecourse.judge.outcome import app_error
from statecourse.judge.run import run_jobs

if TYPE_CHECKING:
    from collections.abc import Callable

    from statecourse.app.app import App
    from statecourse.report.report import CheckResult, Report
    from statecourse.sandbox.sandbox import Sandbox

    Tree = Callable[..., Path]

pytestmark = pytest.mark.slow

Judge = Any
Opener = Any

REPOSITORY = Course(Path(__file__).parents[2])
ODD = Path(__file__).parents[1] / "corpus" / "odd"

OUTSIDE = """
def part():
    if st.button("Add"):
        st.session_state.n = st.session_state.get("n", 0) + 1
RUN
st.write("Count:", st.session_state.get("n", 0))
"""
"""What the button counts is shown outside of the part that it lies in."""

COUNTS = """
def test_counts(app: App) -> None:
    \"\"\"Counts.\"\"\"
    app.run()
    widget(app, "Add").click().run()
    expect(number_after(app, "Count"), "the count").to_be(1)
"""


@pytest.mark.parametrize(
    "run",
    [
        "st.fragment(part)()",
        "from streamlit import fragment as alone\nalone(part)()",
        'getattr(st, "fragment")(part)()',
        "from streamlit import *\nfragment(part)()",
        "from helper import alone\nalone(part)()",
    ],
)
def test_a_fragment_runs_alone_whatever_it_is_called(run: str, judge: Judge) -> None:
    """A check that asks for ``app`` sees what a browser shows: the count outside stays as it is."""
    told = judge.one(
        COUNTS, OUTSIDE.replace("RUN", run), **{"helper.py": "from streamlit import fragment as alone"}
    )
    assert (told.outcome, told.failure.seen) == ("failed", "0")
    assert judge.one(COUNTS, OUTSIDE.replace("RUN", "part()")).outcome == "passed"


def test_a_right_answer_in_a_fragment_passes(judge: Judge) -> None:
    """Also where it runs the whole script again by itself."""
    inside = OUTSIDE.replace("RUN", "").replace("st.write", "    st.write") + "st.fragment(part)()"
    again = OUTSIDE.replace("RUN", "st.fragment(part)()").replace(") + 1", ") + 1; st.rerun()")
    assert [judge.one(COUNTS, app).outcome for app in (inside, again)] == ["passed", "passed"]


def test_what_a_dialog_does_with_its_widgets(judge: Judge) -> None:
    """A dialog's own widgets run it alone, which AppTest cannot do at all."""
    app = """
@st.dialog("Add")
def ask():
    if st.button("Add"):
        st.session_state.n = 1
        st.rerun()
if st.button("Open"): ask()
st.write("Count:", st.session_state.get("n", 0))
"""
    assert (
        judge.one(
            COUNTS.replace(".run()\n", '.run()\n    widget(app, "Open").click().run()\n', 1), app
        ).outcome
        == "passed"
    )


@pytest.mark.parametrize(
    ("files", "live"),
    [
        ({"app.py": "import streamlit as st\nst.write(1)"}, False),
        ({"app.py": "import helper", "helper.py": "@st.fragment"}, True),
        ({"app.py": "import helper", "parts/helper.py": "from streamlit import dialog as ask"}, True),
        ({"app.py": "from streamlit.runtime import get_instance"}, True),
        ({"app.py": "st.navigation([])"}, True),
        ({"app.py": "import helper", "helper.py": "st.switch_page('x')"}, True),
        ({"app.py": "raise RuntimeError"}, False),
        ({"app.py": "import helper", "notes.txt": "fragment"}, False),
        ({}, False),
    ],
)
def test_which_answers_need_the_runtime(
    files: dict[str, str], tree: Tree, tmp_path: Path, *, live: bool
) -> None:
    """Those with a word of it in a Python file."""
    assert Submission(tree(tmp_path / "answer", files)).needs_runtime() is live


# --- no difference ---------------------------------------------------------------------------------

SAME = {
    "ends Python": "import sys\nst.write('a')\nif st.button('Go'): sys.exit(3)\nst.write('b')",
    "ends Python at once": "import sys\nst.write('a')\nsys.exit()",
    "ends with its own BaseException": "class Mine(BaseException): pass\nraise Mine('x')",
    "is no Python": "st.write(1)\n\ndef f(:\n    pass",
    "has a zero byte": "st.write(1)\n\x00",
    "has a module that is no Python": "import broken",
    "raises": "st.write('a')\ndef f(): return {}['q']\nf()",
    "raises in a callback": "st.button('Go', on_click=lambda: 1 / 0)\nst.write('b')",
    "runs again": "n = st.session_state.n = st.session_state.get('n', 0) + 1\nif n < 3: st.rerun()\nst.write(n)",
    "stops": "st.write('a')\nif st.button('Go'): st.stop()\nst.write('b')",
    "prints": "print('hi'); st.button('Go')",
    "ends its process": "import os\nif st.button('Go'): os._exit(3)",
    "reads secrets": "st.write(dict(st.secrets)); st.button('Go')",
    "reads its user": "st.write(st.user.to_dict()); st.button('Go')",
    "reads its context": "st.write(st.context.locale, st.context.timezone, st.context.url); st.button('Go')",
    "reads its address": "st.write(st.query_params.to_dict()); st.button('Go')",
    "writes its address": "st.query_params['x'] = ['1', '2']; st.button('Go')",
    "reads its state": "st.write(st.session_state.get('given')); st.button('Go')",
    "has caches": "for kind in (st.cache_data, st.cache_resource):\n    f = kind(list)\n    f().append(1)\n    st.write(f())",
    "takes a file": "file = st.file_uploader('F')\nst.write(file.name if file else None)",
    "asks who runs it": "import os, sys\nst.write(__name__, sys.argv, sys.path[0] == os.getcwd())",
    "has a thread of its own": "import threading\nthreading.Thread(target=print, args=['x']).start(); st.button('Go')",
}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=since("1.67")) if "context" in name else name for name in SAME]
)
def test_nobody_sees_which_of_the_two_it_is(name: str, open_app: Opener) -> None:
    """Steps, a second tab and a restart look the same on AppTest and on the real runtime."""
    stock, live = (open_app(SAME[name], live=live, **{"broken.py": "x = ("}) for live in (False, True))
    assert story(live) == story(stock)


def story(app: App) -> list[object]:
    """What there is to see as an app is opened, used, opened in another tab, and started anew."""
    app.secrets["k"] = "v"
    app.user.update(email="ada@example.com", is_logged_in=True)
    app.context.update(locale="de", timezone="Europe/Berlin", url="http://example.com/y")
    app.query_params.update(a=["1", "2"], b="3")
    app.session_state.given = [1]
    steps = (
        app.run,
        lambda: used(app),
        app.run,
        lambda: app.new_session().run(),
        lambda: app.restart().run(),
    )
    return [seen(step) for step in steps]


def used(app: App) -> App:
    """The app after a file was given to it, its state changed, and its button clicked."""
    for uploader in app.file_uploader:
        uploader.set_value(("a.txt", b"x", "text/plain"))
    app.session_state.given.append(2)
    for button in app.button:
        button.click()
    return app.run()


def seen(step: Callable[[], App]) -> object:
    """All that a check can see of an app after a step, or what the step raised."""
    try:
        app = step()
    except Exception as problem:  # noqa: BLE001  # whatever it is, it must be the same
        return re.sub("[0-9a-f]{32}", "", f"{type(problem).__name__}: {problem}")
    assert app.page
    if app.page.stopped:  # a browser goes on showing what the run before did
        return app.page.stopped
    page = (app.page.runs, app.page.compile_error)
    mine = {key: app.session_state[key] for key in app._state.own_keys()}
    around = (app.query_params, app.secrets, app.user)
    error = re.sub("check-[^/]+", "", repr(app_error(app)))  # each app has a folder of its own
    return (page_text(app), error, page, mine, around, app.printed)


@pytest.mark.parametrize("live", [False, True])
def test_a_run_that_takes_too_long(open_app: Opener, *, live: bool) -> None:
    """Is told in the same words, and ended; the server goes on."""
    script = "import time\nif st.button('Go'):\n    while True: time.sleep(0.01); st.text('x')\nst.write('b')"
    app = open_app(script, live=live).run()
    with pytest.raises(RunTimeoutError, match=r"timed out after 0.5\(s\)"):
        app.button[0].click().run(timeout=0.5)
    assert page_text(app.new_session().run()) == "b"


@pytest.mark.parametrize("name", ["ex01a_visit_counter", "ex01b_preferences"])
def test_answers_get_the_same_verdict(
    name: str, sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A needless run on the real runtime does no harm: right, wrong and odd answers hear the same."""
    monkeypatch.setattr(walks, "WALKS", 1)  # they are most of it, and do the same again and again
    exercise = REPOSITORY.exercises[name]
    odd = one_in(6, sorted(ODD.iterdir())) if name == "ex01a_visit_counter" else []
    paths = [
        exercise.folder,
        # Some will do, as each takes time, and those of a name before a hyphen do much the same.
        *one_in(4, [path for path in sorted(exercise.graders.glob("*/*.py")) if "-" not in path.stem]),
        *filter(quick, odd),
    ]
    jobs = [Job(exercise, open_submission(path, tmp_path)) for path in paths]
    told = {}
    for live in (False, True):
        monkeypatch.setattr(Submission, "needs_runtime", lambda _, live=live: live)
        reports: list[Report] = []
        run_jobs(
            REPOSITORY, [exercise], jobs, lambda _, report, into=reports: into.append(report), sandbox=sandbox
        )
        told[live] = {path: [*map(heard, report.checks)] for path, report in zip(paths, reports, strict=True)}
    assert told[True] == told[False]


def quick(odd: Path) -> bool:
    """Whether an odd answer is soon done, and does the same each time."""
    texts = b"".join(path.read_bytes() for path in odd.rglob("*.py") if path.is_file())
    slow = re.search("endless|too_|large|flood", odd.name)
    return not slow and not re.search(rb"while|sleep|random|id\(|fragment|recurs", texts)


def heard(result: CheckResult) -> object:
    """What a student hears of a check."""
    return (result.name, result.outcome, result.error, result.failure)
