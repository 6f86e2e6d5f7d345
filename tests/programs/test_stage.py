"""A program on a lesson's page: what is written down of its runs is what happened, whatever a learner types."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from statecourse.programs import stage
from statecourse.programs.program import split_address
from statecourse.programs.run_picture import picture
from statecourse.programs.runs import ledger

if TYPE_CHECKING:
    from pathlib import Path

    from statecourse.programs.runs import FilmRecord, RunRecord

LESSON = """
from pathlib import Path
import streamlit as st
from statecourse.programs import stage
asked = stage.asked_for()
if asked:
    stage.play(Path(asked[0]), asked[1])
else:
    st.title("The lesson")
"""


class Played:
    """A program that is played at the address of a lesson."""

    def __init__(self, folder: Path, program: str) -> None:
        (folder / "program.py").write_text("import streamlit as st\n" + program)
        self._token = secrets.token_hex(8)
        self.page = AppTest.from_string(LESSON, default_timeout=30)
        self.page.query_params["program"] = str(folder / "program.py")
        self.page.query_params["stage"] = self._token
        self.page.run()

    @property
    def runs(self) -> list[RunRecord]:
        return ledger().stage(self._token).runs

    @property
    def films(self) -> list[FilmRecord]:
        return ledger().stage(self._token).films


def test_what_has_no_end_is_stopped_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Even where the program catches every exception, or has ever more lines to follow."""
    monkeypatch.setattr(stage, "MAX_SECONDS", 1.0)
    program = "n = 0\nwhile True:\n    try:\n        n += 1\n    except Exception:\n        pass\n"
    played = Played(tmp_path, program)
    assert "it was still running after 1 seconds, and was stopped" in played.page.error[0].value
    assert "was stopped" in played.runs[0].error


def test_a_program_that_clears_its_address_keeps_its_way(tmp_path: Path):
    """And does not see what the page has put there."""
    program = 'st.write(st.query_params.to_dict())\nst.query_params.clear()\nst.query_params["a"] = "b"\nst.button("Go")'
    played = Played(tmp_path, program)
    assert played.page.json[0].value == "{}"
    played.page.button[0].click().run()
    assert played.page.json[0].value == '{"a": "b"}'
    assert not played.page.title
    assert [run.address for run in played.runs] == ["a=b", "a=b"]


def test_a_class_of_the_program_can_be_pickled(tmp_path: Path):
    program = (
        "import pickle\nclass Cart:\n    pass\nst.write(type(pickle.loads(pickle.dumps(Cart()))) is Cart)"
    )
    assert Played(tmp_path, program).page.markdown[0].value == "`True`"


@pytest.mark.parametrize(
    ("program", "end"),
    [
        ("st.stop()\nx = 1", "st.stop() in line 2"),
        ("def f():\n    st.stop()\nf()", "st.stop() in line 3"),
        ("st.write(1)", ""),
    ],
)
def test_where_a_run_ended(tmp_path: Path, program: str, end: str):
    run = Played(tmp_path, program).runs[0]
    assert run.end == end
    assert (f"ended by {end}" if end else "ran to its last line") in picture(run)


def test_a_rerun_is_two_runs_and_the_second_has_its_cause(tmp_path: Path):
    program = 'if "n" not in st.session_state:\n    st.session_state.n = 1\n    st.rerun()\nst.write(st.session_state.n)'
    first, second = Played(tmp_path, program).runs
    assert first.end == "st.rerun() in line 4"
    assert second.trigger == "st.rerun() in line 4 in run 1"
    assert (second.before, second.end) == ({"n": "1"}, "")


PAGES = """
def one():
    if st.button("Go"):
        st.switch_page(pages[1])
def two():
    st.write("Two")
pages = [st.Page(one, title="One"), st.Page(two, title="Two", url_path="second")]
st.navigation(pages).run()
"""


def test_the_page_of_a_run_is_told_and_who_went_there(tmp_path: Path):
    played = Played(tmp_path, PAGES)
    hashes = {info["page_name"]: name for name, info in played.page._registered_pages.items()}
    for title in ("Two", "One"):
        played.page._page_hash = hashes[title]
        played.page.run()
    played.page.button[0].click().run()
    one, *went, clicked, switched = played.runs
    assert (one.page, one.path, one.trigger) == ("One", "", "")
    assert [run.trigger for run in went] == ["go to the page “Two”", "go to the page “One”"]
    assert (went[0].page, went[0].path) == ("Two", "second")
    assert (clicked.trigger, clicked.end) == ("click “Go”", "st.switch_page() in line 5")
    assert (switched.trigger, switched.page) == ("st.switch_page() in line 5 in run 4", "Two")
    assert "run 5, page “Two”" in picture(switched)
    assert [event for run in played.runs for event in run.events] == [], "a list of pages says nothing"


def test_what_lines_changed_is_told_from_within(tmp_path: Path):
    """Also where a run ends with what it began with: the 0 in between is the lesson."""
    program = 'st.session_state.n = 0\nst.button("Go")\nst.session_state.n += 1\nif st.session_state.n > 5:\n    del st.session_state.n'
    played = Played(tmp_path, program)
    played.page.button[0].click().run()
    run = played.runs[1]
    told = [(e.line, e.name, e.was, e.value) for e in run.events]
    assert told == [(2, "n", "1", "0"), (4, "n", "0", "1")]
    assert (run.before, run.after) == ({"n": "1"}, {"n": "1"})
    assert "<code>1</code> → <code>0</code>" in picture(run)


def test_callbacks_are_told_with_what_they_were_given_and_what_they_printed(tmp_path: Path):
    program = (
        'def add(n, by="me"):\n    print("added", n)\n    st.session_state.n = n\n'
        'st.button("Add", on_click=add, args=(2,), kwargs={"by": "Bo"})\nprint("run")'
    )
    played = Played(tmp_path, program)
    played.page.button[0].click().run()
    run = played.runs[1]
    assert run.trigger == "click “Add”"
    assert [(c.name, c.call, c.after) for c in run.callbacks] == [("add", "add(2, by='Bo')", {"n": "2"})]
    assert [(e.line, e.name) for e in run.callbacks[0].events if e.kind == "state"] == [(4, "n")]
    assert run.printed == "added 2\nrun\n"
    assert "add(2, by=&#x27;Bo&#x27;)" in picture(run)


def test_each_run_has_a_film_with_its_callback_and_what_the_browser_sent(tmp_path: Path):
    """All lines in their order, the callback's first, beside what the other record of the run tells."""
    program = (
        'def add(n):\n    print("added", n)\n    st.session_state.n = n\n'
        'st.text_input("Name", key="name")\nst.button("Add", on_click=add, args=(2,))\nx = 1\nprint("run")'
    )
    played = Played(tmp_path, program)
    played.page.text_input[0].input("Ada")
    played.page.button[0].click().run()
    opened, clicked = played.films
    assert (opened.number, opened.trigger, opened.film.before) == (1, "", [])
    assert clicked.trigger == played.runs[1].trigger
    assert clicked.film.before == [("name", "''")]
    assert [(c.name, c.value) for c in clicked.film.sent] == [("name", "'Ada'")]
    lines = [(step.line, step.name) for step in clicked.film.steps if step.event == "line"]
    assert lines == [(3, "add"), (4, "add"), *((n, "<module>") for n in (1, 2, 5, 6, 7, 8))]
    changes = [(step.line, c.kind, c.value) for step in clicked.film.steps for c in step.changes]
    assert changes == [
        (2, "variable", "2"),
        (3, "printed", "added 2\n"),
        (4, "state", "2"),
        (7, "variable", "1"),
        (8, "printed", "run\n"),
    ]
    assert played.runs[1].callbacks[0].events
    assert played.runs[1].events


@pytest.mark.parametrize(
    ("program", "last"),
    [
        ("st.stop()", "StopException"),
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ('def wrong():\n    1 / 0\nst.button("Go", on_click=wrong)', "ZeroDivisionError: division by zero"),
        ('"n" in st.session_state and 1 / 0\nst.session_state.n = 0\nst.rerun()', "ZeroDivisionError"),
    ],
)
def test_the_film_of_a_run_that_ends_early_says_so(tmp_path: Path, program: str, last: str):
    played = Played(tmp_path, program)
    for button in played.page.button:
        button.click().run()
    assert len(played.films) == len(played.runs)
    raised = [step.said for step in played.films[-1].film.steps if step.event == "exception"]
    assert raised[0].startswith(last)


def test_the_film_of_what_has_no_end_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(stage, "MAX_SECONDS", 1.0)
    film = Played(tmp_path, "n = 0\nwhile True:\n    n += 1").films[0].film
    assert film.cut == "after 10,000 more lines of loops"


def test_a_callback_that_fails_is_told(tmp_path: Path):
    """Streamlit does not run the script then; that is a run all the same."""
    program = 'def wrong():\n    1 / 0\nst.button("Go", on_click=wrong)'
    played = Played(tmp_path, program)
    played.page.button[0].click().run()
    run = played.runs[1]
    assert (run.number, run.trigger) == (2, "click “Go”")
    assert run.callbacks[0].error == "ZeroDivisionError: division by zero"
    assert "did not run, as the callback stopped with ZeroDivisionError" in picture(run)


def test_streamlits_own_keys_are_not_shown(tmp_path: Path):
    """A form's button has one; what waits in a form is told as waiting."""
    program = 'with st.form("f"):\n    st.text_input("Name", key="name")\n    st.form_submit_button("Send")'
    played = Played(tmp_path, program)
    played.page.button[0].click().run()
    run = played.runs[1]
    assert run.trigger == "click “Send”"
    assert set(run.after) == {"name"}
    assert "in a form: what is typed waits in the browser" in picture(run)


def test_a_widget_that_became_another_one_is_told(tmp_path: Path):
    program = 'on = st.toggle("More", key="more")\nst.text_input("Name", placeholder="a" if on else "b")'
    played = Played(tmp_path, program)
    assert not any(widget.new for widget in played.runs[0].widgets)
    played.page.toggle[0].set_value(True).run()
    assert [w.label for w in played.runs[1].widgets if w.new] == ["Name"]
    assert "another widget than in the run before" in picture(played.runs[1])
    played.page.run()
    assert not any(widget.new for widget in played.runs[2].widgets)


def test_what_streamlit_only_logs_is_told(tmp_path: Path):
    program = 'st.session_state.v = 7\nst.slider("V", 1, 10, 5, key="v")'
    run = Played(tmp_path, program).runs[0]
    assert any("Session State API" in line for line in run.logged)
    assert "Logged by Streamlit" in picture(run)


@pytest.mark.parametrize(("since", "told"), [("1.59", ["Since Streamlit 1.59"]), ("99.1", []), ("", [])])
def test_who_has_an_older_streamlit_is_told(since: str, told: list[str]):
    promise = f"SimpleNamespace(since={since!r}, streamlit='')"
    script = (
        f"from types import SimpleNamespace\nfrom statecourse.lesson.round import _since\n_since({promise})"
    )
    page = AppTest.from_string(script, default_timeout=30).run()
    assert [text for text in told if text not in page.markdown[0].value] == []
    assert [box.value.partition(" or newer")[0] for box in page.warning] == (
        ["Here it will not work: it needs Streamlit 99.1"] if since == "99.1" else []
    )


@pytest.mark.parametrize(
    ("typed", "pages", "parts"),
    [
        ("/basket", True, ("basket", "")),
        (" /basket?a=b ", True, ("basket", "a=b")),
        ("?a=b", True, ("", "a=b")),
        ("a=b", False, ("", "a=b")),
        ('/a b"', True, ("a%20b%22", "")),
    ],
)
def test_an_address_that_is_typed_is_taken_apart(typed: str, pages: bool, parts: tuple[str, str]):
    assert split_address(typed, pages=pages) == parts


def test_what_calls_changed_is_told_by_their_own_lines(tmp_path: Path):
    """A result is the line's that has called; arguments are no change, and neither are Streamlit's own objects."""
    program = (
        "def doubled(n):\n    n = 2 * n\n    st.session_state.seen = n\n    return n\n"
        'x = doubled(2)\npage = [st.Page(doubled, title="Two")]\nst.session_state.got = x'
    )
    run = Played(tmp_path, program).runs[0]
    told = [(e.line, e.kind, e.name, e.was, e.value) for e in run.events]
    assert told == [
        (3, "variable", "n", "2", "4"),
        (4, "state", "seen", None, "4"),
        (6, "variable", "x", None, "4"),
        (8, "state", "got", None, "4"),
    ]
