"""Walks: what happens in another order is found, told by the shortest walk, and never found where it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from statecourse.app import trace
from statecourse.app.server import AppServer
from statecourse.checks import Inputs
from statecourse.checks.actions import Drawing, click, enter
from statecourse.checks.shortest import shortest
from statecourse.checks.walks import Walk
from statecourse.classroom.fingerprint import basis
from statecourse.sandbox.confine import missing_layers

if TYPE_CHECKING:
    from pathlib import Path

    from statecourse.app.server import Bench
    from statecourse.course.course import Course

pytestmark = pytest.mark.slow

Judge = Any

STRICT = "{runner.enforceSerializableSessionState: true}"

SHOP = """
@st.cache_resource
def book():
    return []

if "cart" not in st.session_state:
    st.session_state.cart = []
cart = st.session_state.cart
name = st.text_input("Your name")
loud = st.toggle("Loud")
volume = st.number_input("Volume", 0, 10, 5, key="volume")
if st.button("Buy"):
    cart.append("tea")
if st.button("Empty"):
    cart.clear()
if st.button("Sign") and name:
    book().append(name)
for row in range(len(cart)):
    if st.button("Count", key=f"row{row}"):
        st.write(f"Counted: {row}")
st.write(f"Items: {len(cart)}")
st.write(f"Signatures: {len(book())}")
st.write(f"Volume: {volume}")
"""

CHECK = """
from statecourse.checks import *

def look(app):
    return {f"the {what}": number_after(app, what) for what in ("Items", "Signatures", "Volume", "Counted")}

def sign(app, name):
    widget(app, "Your name").set_value(name)
    widget(app, "Sign").click().run()

def test_whatever_one_does(walk):
    \"\"\"D.\"\"\"
    actions = [
        click("Buy"), click("Empty"), click("Count", rows=3), choose("Loud", [True, False]),
        choose("Volume", range(11)), action("sign", sign, Inputs.name),
    ]
    walk(actions, look)
"""

WRONG = {
    "a widget begins anew when its help changes": (
        '5, key="volume"',
        '5, help="It is loud" if loud else None',
    ),
    "two who emptied their cart share one": (
        "    cart.clear()",
        "    st.session_state.cart = cart = nothing()",
    ),
    "a third visitor gets the cart of the first": (
        "    st.session_state.cart = []",
        "    came().append(1)\n    st.session_state.cart = carts()[len(came()) % 2]",
    ),
    "a count stops at eight": ('    cart.append("tea")', '    cart[:] = [*cart, "tea"][:8]'),
    "the same name twice": ("and name:", "and name and name not in book():"),
    "the lower end of a range": ("Volume: {volume}", "Volume: {volume or 5}"),
    "the upper end of a range": ("Volume: {volume}", "Volume: {min(volume, 9)}"),
    "an exception at an end": ("Volume: {volume}", "Volume: {volume}{'' if 1 / (10 - volume) else ''}"),
    "a button is not there": ("range(len(cart))", "range(min(len(cart), 1))"),
    "one visitor counts for another": ("{len(cart)}", "{len(cart) + (len(book()) == 3)}"),
}
SHARED = """
@st.cache_resource
def nothing():
    return []

@st.cache_resource
def carts():
    return [[], []]

@st.cache_resource
def came():
    return []
"""


def wrong(name: str) -> str:
    """The shop with a fault."""
    right, fault = WRONG[name]
    assert right in SHOP
    return SHARED + SHOP.replace(right, fault)


@pytest.fixture
def walked(judge: Judge) -> Any:
    """The result of a walk over an answer, held against the shop."""
    judge.reference = SHOP
    return lambda app, checks=CHECK: judge.one(checks, app)


def failure_of(walked: Any, app: str) -> Any:
    """How a fault is told by the first of a few walks that finds it."""
    results = (walked(f"{app}\n# {number}\n") for number in range(4))
    return next(result.failure for result in results if result.failure is not None)


@pytest.mark.parametrize("name", WRONG)
def test_what_goes_wrong_in_some_order_is_found(name: str, walked: Any) -> None:
    """If not with each seed, which follows from the answer; `benchmarks/walks.py` says how often."""
    results = (walked(f"{wrong(name)}# {number}\n") for number in range(5))
    found = next((result for result in results if result.outcome != "passed"), None)
    assert found is not None
    assert (found.outcome, found.error) == ("failed", "")


@pytest.mark.parametrize("number", range(3))
def test_a_right_answer_in_another_style_passes(number: int, walked: Any) -> None:
    """Another order on the page, other keys, a slider, and more than was asked for."""
    other = """
@st.cache_resource
def signed():
    return {"names": []}

def buy():
    st.session_state.bought = st.session_state.get("bought", 0) + 1

def empty():
    st.session_state.bought = 0

def sign():
    if st.session_state.who:
        signed()["names"].append(st.session_state.who)

st.metric("Volume", st.slider("Volume", 0, 10, 5))
st.text_input("Your name", key="who")
st.button("Sign", on_click=sign)
st.checkbox("Loud")
st.button("Buy", on_click=buy)
st.button("Empty", on_click=empty)
st.button("Something else")
for row in range(st.session_state.get("bought", 0)):
    if st.button("Count", key=row):
        st.write(f"Counted: {row}")
st.metric("Items", st.session_state.get("bought", 0))
st.write("Signatures:", len(signed()["names"]))
"""
    result = walked(f"{other}# {number}\n")
    assert (result.outcome, result.failure, result.error) == ("passed", None, "")


SETTINGS = """
from statecourse.checks import *

def test_opens(app):
    \"\"\"D.\"\"\"
    expect(app.run()).to_run()

def test_live(live_app):
    \"\"\"D.\"\"\"
    expect(live_app.run()).to_run()

def test_whatever_one_does(walk):
    \"\"\"D.\"\"\"
    walk([click("Buy")], lambda app: {"the page": page_text(app)})
"""


@pytest.mark.parametrize(("settings", "outcome"), [("{}", "passed"), (STRICT, "failed")])
def test_an_exercises_settings_hold_in_every_kind_of_check(judge: Judge, settings: str, outcome: str) -> None:
    judge.settings, judge.reference = settings, 'st.button("Buy")'
    report = judge(SETTINGS, 'st.button("Buy")\nst.session_state.tool = lambda text: text')
    assert [check.outcome for check in report.checks] == [outcome] * 3


def test_what_a_widget_is_made_with_need_not_be_pickled(judge: Judge) -> None:
    """AppTest keeps it in session state; Streamlit itself does not."""
    judge.settings, judge.reference = STRICT, 'st.button("Buy")'
    made = 'st.selectbox("Kind", ["a"], format_func=lambda kind: kind.upper())'
    report = judge(SETTINGS, f'st.button("Buy")\n{made}')
    assert [check.outcome for check in report.checks] == ["passed"] * 3


def test_a_text_that_a_field_does_not_take_is_not_typed(judge: Judge) -> None:
    """In a browser nobody can type it, so an answer may be content with less than the reference."""
    page = 'st.write("Hello:", st.text_input("Name"{end}))'
    judge.reference = page.format(end="")
    look = 'lambda app: {"the name": text_after(app, "Hello")}'
    walks = "from statecourse.checks import *\ndef test_walk(walk):\n"
    checks = f'{walks}    walk([enter("Name", Inputs.name)], {look})'
    assert judge.one(checks, page.format(end=", max_chars=25")).outcome == "passed"
    assert judge.one(checks, page.format(end=").strip()[:25]; str(")).outcome == "failed"


def test_the_difference_is_told_by_the_shortest_walk(walked: Any) -> None:
    """Only what is needed to see it, and only once."""
    failure = failure_of(walked, wrong("a count stops at eight"))
    assert failure.summary == "the Items"
    assert failure.steps == ["open the app", "click “Buy”, 9 times"]
    assert (failure.expected, failure.seen) == ("9", "8")


def test_a_widget_that_is_missing_is_told_as_that(walked: Any) -> None:
    """With which of several it is."""
    failure = failure_of(walked, wrong("a button is not there"))
    assert failure.summary in {f"there is no {which} “Count” on the page" for which in ("second", "third")}
    assert failure.steps[:1] == ["open the app"]
    assert failure.steps[1].startswith("click “Buy”, ")
    failure = failure_of(walked, SHOP.replace('st.button("Empty")', "False"))
    assert failure.summary == "there is no widget with the label “Empty” on the page"


def test_an_exception_is_told_as_one(walked: Any) -> None:
    """With the line of the app."""
    failure = failure_of(walked, wrong("an exception at an end"))
    assert failure.summary == "the app stops with an exception"
    assert (failure.app_error.type, failure.steps[-1]) == ("ZeroDivisionError", "set “Volume” to 10")


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("import os; os._exit(3)", "the app ended Python itself (exit code 3)"),
        ("import time; time.sleep(9)", "the app was still running after 1 seconds, and was stopped"),
    ],
)
def test_an_app_that_ends_or_hangs_is_told_as_that(fault: str, told: str, judge: Judge, walked: Any) -> None:
    """As in any other check."""
    judge.run_seconds = 1
    app = f"{SHOP}\nif len(cart) == 2:\n    {fault}\n"
    failure = failure_of(walked, app)
    assert failure.summary == told
    assert "click “Buy”" in "".join(failure.steps)


def test_a_fault_of_the_reference_is_the_graders(judge: Judge) -> None:
    """It gives and takes no points in silence."""
    judge.reference = SHOP + "\nif len(cart) == 2:\n    1 / 0\n"
    result = judge.one(CHECK, SHOP)
    assert result.outcome == "error"
    assert "the reference itself goes wrong on a walk: CheckFailed: the app stops" in result.error
    judge.reference = ""
    assert "solutions/ID/app.py, and it is not there" in judge.one(CHECK, SHOP).error


KEPT = """
from pathlib import Path

FILE = Path(__file__).with_name("kept.txt")
if st.button("Add"):
    FILE.write_text(str(int(FILE.read_text() if FILE.exists() else 0) + 1))
st.write(f"Kept: {FILE.read_text() if FILE.exists() else 0}")
"""
RESTARTS = """
from statecourse.checks import *

def begin(app):
    app.delete_file("kept.txt")

def test_whatever_one_does(walk):
    \"\"\"D.\"\"\"
    look = lambda app: {"the number": number_after(app, "Kept")}
    walk([click("Add")], look, restarts=True, begin=begin)
"""


def test_walks_with_restarts(judge: Judge) -> None:
    """What is in a file stays, what is in memory does not; files from before are gone."""
    judge.reference = KEPT
    assert judge.one(RESTARTS, KEPT, **{"kept.txt": "7"}).outcome == "passed"
    failure = judge.one(RESTARTS, MEMORY).failure
    assert failure.steps == [
        "delete the file “kept.txt”",
        "open the app",
        "click “Add”",
        "stop the app’s server and start it again",
        "open the app",
    ]
    assert (failure.expected, failure.seen) == ("1", "0")


def test_walks_with_restarts_that_open_ahead(judge: Judge) -> None:
    """Without anything to begin with, where a shorter walk may begin with a restart."""
    judge.reference = MEMORY
    faulty = MEMORY.replace("{len(kept())}", "{min(len(kept()), 3)}")
    failure = judge.one(RESTARTS.replace(", begin=begin", ""), faulty).failure
    assert failure.steps == ["open the app", "click “Add”, 4 times"]


MEMORY = """
@st.cache_resource
def kept():
    return []

if st.button("Add"):
    kept().append(1)
st.write(f"Kept: {len(kept())}")
"""


@pytest.mark.skipif(bool(missing_layers()), reason="this system lacks layers of isolation")
def test_the_answer_cannot_read_the_reference(walked: Any) -> None:
    """Not by its path, nor where the reference runs at the same time."""
    spying = """
import os
from pathlib import Path

def seen():
    for folder in (Path(__file__).parents[2], Path(__file__).parents[4], Path("/tmp")):
        try:
            yield from (str(path) for path in folder.rglob("app.py") if "book" in path.read_text())
        except OSError:
            pass

print("\\n".join(path for path in seen() if not path.startswith(str(Path(__file__).parent))))
raise SystemExit("end")
"""
    failure = walked(spying).failure
    assert failure.printed.strip() == ""


def test_a_verdict_rests_on_the_reference(course: Course) -> None:
    """What was graded before is graded again where the reference is another one."""
    exercise = course.exercises["ex01a_likes"]
    before = basis(exercise, "")
    exercise.solution.write_text(exercise.solution.read_text() + "# changed")
    assert basis(exercise, "") != before


# --- drawing -------------------------------------------------------------------------------------


def test_the_same_seed_draws_the_same_walk() -> None:
    """Here and elsewhere: this walk is written down."""
    actions = [click("Buy"), enter("Name", Inputs.name)]
    drawn = Drawing(Inputs(1), actions, 3, restarts=True).walk(9)
    told = [(move.visitor, getattr(move.what, "name", move.what), move.value) for move in drawn]
    assert told == TOLD


TOLD: list[Any] = [
    (0, "visit", None),
    (0, "restart", None),
    (0, "set “Name”", "Ada Orange44"),
    (0, "click “Buy”", 0),
    (0, "click “Buy”", 0),
    (1, "visit", None),
    (0, "set “Name”", "aDA oRANGE44"),
    (2, "visit", None),
    (2, "set “Name”", "Katherine Hammer96"),
    (2, "set “Name”", "Katherine Hammer96"),
    (2, "set “Name”", "Claude Feather90"),
    (2, "set “Name”", "Claude Kettle74"),
    (2, "set “Name”", "Frances Jacket46"),
    (2, "set “Name”", "Radia Mirror85"),
    (2, "set “Name”", "Linus Needle95"),
    *[(2, "click “Buy”", 0)] * 4,
]


def test_what_is_drawn() -> None:
    """Nobody comes who was not there, many come one after another, and things are done many times in a row."""
    drawn = Drawing(Inputs(3), [click("Buy"), enter("Name", Inputs.name)], 3, restarts=False).walk(400)
    visitors = [move.visitor for move in drawn]
    assert max(visitors) > 3
    assert list(dict.fromkeys(visitors)) == list(range(max(visitors) + 1))
    names = [move.value for move in drawn if move.value not in {0, None}]
    assert "" in names
    assert len(set(names)) < len(names)


def test_one_of_the_walks_alone(tried: Bench, tmp_path: Path) -> None:
    """Each is what it is among the others, and comes round again by a greater number."""
    path = tmp_path / "app.py"
    path.write_text('import streamlit as st\nst.button("Buy")\n')

    def looked(only: int | None) -> int:
        pages = []
        Walk(tried, path, path, Inputs(1), only=only)([click("Buy")], lambda app: pages.append(app) or {})
        return len(pages)

    alone = [looked(number) for number in range(4)]
    assert alone[0] == alone[3]
    assert sum(alone[:3]) == looked(None)


def test_a_trace_of_walks(tried: Bench, tmp_path: Path) -> None:
    """The same for the same app, another for another one, and nothing of the reference in it."""

    def traced(script: str) -> list[tuple[str, str]]:
        path = tmp_path / "app.py"
        path.write_text(f"import streamlit as st\n{script}")
        with trace.recording() as found:
            Walk(tried, path, tmp_path / "nowhere.py", Inputs(1))([click("Buy")], look)
        return found

    def look(app: Any) -> dict[str, object]:
        return {"the text": app.markdown[-1].value}

    shop, faulty = traced(SHOP), traced(SHOP.replace('append("tea")', "append('tea'); 1 / (len(cart) - 2)"))
    assert shop == traced(SHOP)
    assert shop != faulty
    assert len(shop) > 30
    assert ("run", "'ZeroDivisionError'") in faulty


def test_a_comparison_leaves_no_server_behind(
    tried: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where it finds a difference, with the server that showed it."""
    made: list[AppServer] = []
    register = AppServer.__init__
    monkeypatch.setattr(
        AppServer, "__init__", lambda self, *a, **k: (register(self, *a, **k), made.append(self))[0]
    )
    scripts = [tmp_path / name / "app.py" for name in ("answer", "reference")]
    for path, number in zip(scripts, (1, 2), strict=True):
        path.parent.mkdir()
        path.write_text(f"import streamlit as st\nst.button('Buy')\nst.write({number})")
    with trace.recording(compares=True) as found:
        Walk(tried, *scripts, Inputs(1))([click("Buy")], lambda app: {"it": app.markdown[-1].value})
    assert found.wrong
    assert [server for server in made if server._worker is not None] == []


# --- the shortest --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("needed", "least"), [({3}, [3]), ({0, 39}, [0, 39]), ({7, 8, 21}, [7, 8, 21]), (set(), [39])]
)
def test_the_shortest_list(needed: set[int], least: list[int]) -> None:
    """Nothing is left that is not needed, in few attempts."""
    tried: list[list[int]] = []

    def shows(items: list[int]) -> bool:
        tried.append(items)
        return needed <= set(items)

    assert shortest(list(range(40)), shows) == least
    assert len(tried) < 40
