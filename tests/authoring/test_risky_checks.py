"""Indexes in checks that not every answer has are found; sound ones are not."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from statecourse.authoring import exercise_files
from statecourse.authoring.risky_checks import risky_comparisons, risky_indexes

if TYPE_CHECKING:
    from statecourse.course.course import Course


def test_verify_tells_of_them(course: Course) -> None:
    """With the file, the line, and what to use instead."""
    checks = course.root / "graders" / "ex01a_likes" / "test_checks.py"
    line = len(checks.read_text().splitlines()) + 2
    checks.write_text(checks.read_text() + "def clicked(app):\n    list(app.button)[1].click()\n")
    (finding,) = map(str, exercise_files._checks_source(course.exercises["ex01a_likes"]))
    assert finding.startswith(
        f"graders/ex01a_likes/test_checks.py: line {line}: list(app.button)[1] is an error"
    )
    assert "use widget(app, label)" in finding


def found(body: str) -> list[str]:
    """What is risky in a check, as it is written."""
    lines = "\n    ".join(body.splitlines())
    texts = risky_indexes(ast.parse(f"def test_it(app: App, inputs):\n    {lines}"))
    return [text.partition(": ")[2].partition(" is an error")[0] for text in texts]


@pytest.mark.parametrize(
    ("body", "risky"),
    [
        ("button_list = [b for b in app.button if b.label]\nbutton_list[1].click()", "button_list[1]"),
        ("all_of = list(app.button)\nlast = all_of\nlast[-1].click()", "last[-1]"),
        ("sorted(app.metric)[0].value", "sorted(app.metric)[0]"),
        ("app.get('button')[1].click()", "app.get('button')[1]"),
        ("app.selectbox[0].options[2]", "app.selectbox[0].options[2]"),
        ("page_text(app).split()[3]", "page_text(app).split()[3]"),
        ("second = app.new_session()\nlist(second.button)[0]", "list(second.button)[0]"),
        ("app.session_state['names'][0]", "app.session_state['names'][0]"),
        ("[x[1] for x in app.read_files().items() if list(x[1])[0]]", "x[1]"),
    ],
)
def test_what_not_every_answer_has(body: str, risky: str) -> None:
    """A plain list that the page decides on has no words for what is missing."""
    assert risky in found(body)


@pytest.mark.parametrize(
    "body",
    [
        "app.button[1].click()",
        "app.sidebar.button[2].click()",
        "app.tabs[1].columns[0].metric[3].value",
        "buttons = app.button\nbuttons[1].click()",
        "names = inputs.names(3)\nnames[2]\nnames[-1]",
        "tabs = [app, app.new_session()]\ntabs[1].run()",
        "labels = [b.label for b in app.button]\nexpect(len(labels)).to_be(2)\nlabels[1]",
        "app.session_state['count']\napp.button[:2]",
        "found = list(app.button)\nif not found:\n    raise CheckFailed('none')\nfound[0]",
        "(list(app.button) or [None])[0]",
        "page_text(app).partition(' ')[2]",
        "app = [1]\n(2, 3)[0]",
    ],
)
def test_what_tells_by_itself_or_is_the_checks_own(body: str) -> None:
    """Streamlit's own lists are told as what is missing; the check knows how many inputs it drew."""
    assert found(body) == []


@pytest.mark.parametrize(
    ("body", "risky"),
    [
        ("2 in app.session_state['x']", True),
        ("app.session_state.x == 2", True),
        ("(app.session_state['x'] or 0) == 2", True),
        ("kept = [app.session_state[key] for key in own_keys(app)]\n2 in kept", True),
        ("kept = [app.session_state[key] for key in own_keys(app)]\n[v for v in kept if v != 1]", True),
        ("state = app.session_state\n'x' in state and state['x'] != 3", True),
        ("state = app.session_state\n'x' in state", False),
        ("len(app.session_state['x']) == 2", False),
        ("has(app.session_state['x'], 2) and same(app.session_state['y'], 3)", False),
        ("[v for v in [app.session_state['x']] if type(v) is int]", False),
        ("app.session_state['x'] is None", False),
    ],
)
def test_what_compares_a_value_of_session_state(body: str, risky: bool) -> None:
    """Which may be a table or an array in a right answer."""
    lines = "\n    ".join(body.splitlines())
    told = list(risky_comparisons(ast.parse(f"def test_it(app: App):\n    {lines}")))
    assert bool(told) == risky
    assert all("use same(a, b) or has(whole, part)" in text for text in told)
