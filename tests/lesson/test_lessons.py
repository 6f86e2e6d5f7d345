"""The lessons, run by Streamlit's own AppTest on a copy of the course, and every file that they are made of."""

from __future__ import annotations

import ast
import json
import re
import secrets
import shutil
import sys
import tomllib
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from lesson_pages import (
    HEADS,
    LESSONS,
    QUESTIONS,
    ROOT,
    ROUNDS,
    answer,
    copy_course,
    in_order,
    keep_answers,
    name_of,
    opened,
    place_of,
    program_of,
    rounds_of,
    texts,
)
from streamlit import config
from streamlit.testing.v1 import AppTest

from statecourse.course.lesson_text import Round, questions, read_round
from statecourse.course.manifest import CourseError
from statecourse.programs import servers
from statecourse.programs.runs import RunRecord, Stage, ledger

pytestmark = pytest.mark.slow

APART = [path for path in ROUNDS if HEADS[path].apart]
HERE = [path for path in QUESTIONS if not HEADS[path].own_server and path not in APART]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A copy of the course, with a progress of its own."""
    return copy_course(tmp_path, "lessons", "exercises", ".streamlit")


def reached(course: Path, path: Path) -> AppTest:
    """The lesson's page of someone who has answered all questions above a round's."""
    script = course / "lessons" / f"{path.parent.name}.py"
    rounds = rounds_of(script, QUESTIONS)
    keep_answers(course, dict.fromkeys(rounds[: rounds.index(path)], 0))
    return opened(script)


def answered(course: Path, path: Path) -> AppTest:
    """The same page, where an answer to the round's question was just given; the first one."""
    return answer(reached(course, path), path, HEADS[path].answers[0].text)


def predictions(course: Path) -> dict[str, int]:
    return json.loads((course / ".statecourse" / "progress.json").read_text("utf-8"))["predictions"]


def address_of(at: AppTest, path: Path) -> str:
    sources = [frame.proto.src for frame in at.get("iframe")]
    return next(source for source in sources if f"program={program_of(path).stem}&" in source)


def test_a_program_on_the_page_forgets_what_it_does_not_make(course: Path):
    """As it would alone: the key of a widget goes at the end of the run that has not made it."""
    at = AppTest.from_file(course / "lessons" / "04_widgets_and_keys.py", default_timeout=60)
    at.query_params["program"], at.query_params["stage"] = "hidden_settings", "ab12"
    at.run().text_input(key="nickname").input("Bo").run()
    at.toggle[0].set_value(False).run()
    assert at.markdown[-1].value == "Player: Bo"
    at.button[0].click().run()
    assert at.markdown[-1].value == "Player: None"
    assert not at.title


# --- the files ---------------------------------------------------------------------------------


@pytest.mark.parametrize("script", LESSONS, ids=lambda path: path.stem)
def test_lesson_uses_all_its_files(script: Path):
    """Nothing lies in a lesson's folder that its script does not show, and its summary is a sentence."""
    text, folder = script.read_text("utf-8"), script.with_suffix("")
    assert (ast.get_docstring(ast.parse(text)) or "").splitlines()[0].endswith(".")
    shown = in_order(script)
    assert sorted(shown) == sorted(path.stem for path in folder.glob("*.md") if path.name != "lesson.md")
    heads = [HEADS[path] for path in rounds_of(script)]
    helpers = {name for head in heads for name in head.helpers if name.endswith(".py")}
    programs = {program_of(path).name for path in rounds_of(script)}
    programs |= {change.program for head in heads for change in head.modify if change.program}
    assert {path.name for path in folder.glob("*.py")} == programs | helpers
    assert {path.stem for path in folder.glob("*.svg")} <= set(shown)


@pytest.mark.parametrize("path", ROUNDS, ids=name_of)
def test_round_is_complete(path: Path):
    head, before, _ = read_round(path)
    assert before
    assert head.modify
    assert len(head.answers) != 1
    assert len({answer.text for answer in head.answers}) == len(head.answers)
    assert all(answer.because for answer in head.answers)


@pytest.mark.parametrize("path", [path for path in ROUNDS if HEADS[path].own_server], ids=name_of)
def test_program_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A program ends without an exception, unless its round is about just that one."""
    head, program = HEADS[path], program_of(path)
    for name in (program.name, *head.helpers):
        shutil.copyfile(path.parent / name, tmp_path / name)
        # Another test's app may have brought in a module of that name.
        monkeypatch.delitem(sys.modules, Path(name).stem, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    at = AppTest.from_file(tmp_path / program.name, default_timeout=30).run()
    for error in at.exception:
        assert error.proto.type.rpartition(".")[2] in path.read_text("utf-8")


@pytest.mark.parametrize("path", sorted((ROOT / "lessons").rglob("*.svg")), ids=name_of)
def test_picture_says_what_it_shows(path: Path):
    svg = path.read_text("utf-8")
    assert re.search(r"<title>.+</title>\s*<desc>.+</desc>", svg)
    assert "prefers-color-scheme: dark" in svg
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


# --- the pages ---------------------------------------------------------------------------------


def test_nothing_lies_over_the_title_but_a_learners_own_app_has_its_menu():
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["client"]["toolbarMode"] == "viewer"
    assert servers._OPTIONS["client.toolbarMode"] == "developer"


@pytest.mark.parametrize("script", LESSONS, ids=lambda path: path.stem)
def test_the_task_of_an_exercise_is_open(course: Path, script: Path):
    at = opened(course / "lessons" / script.name)
    folded = "\n".join(text.value for expander in at.expander for text in expander.markdown)
    tasks = sorted((course / "exercises").glob(f"ex{script.name[:2]}*/task.md"))
    for task in tasks:
        text = task.read_text("utf-8").partition("\n")[2].strip()
        assert text in texts(at)
        assert text not in folded


def test_without_a_choice_there_is_no_answer(course: Path):
    path = HERE[0]
    at = reached(course, path)
    next(b for b in at.button if path.stem in str(b.proto.form_id)).click().run()
    assert not at.exception
    assert "Choose an answer first" in texts(at)
    assert place_of(path) not in predictions(course)


def test_refresh_begins_a_new_session(course: Path):
    path = HERE[0]
    at = answered(course, path)
    first = address_of(at, path)
    assert address_of(at.run(), path) == first
    at.button(key=f"{place_of(path)}/refresh0").click().run()
    assert address_of(at, path) != first


def ran_at(at: AppTest, path: Path, address: str) -> None:
    """Have the program of a round run in its tab, and be at this address by then."""
    token = parse_qs(urlsplit(address_of(at, path)).query)["stage"][0]
    state = {"page": "1"}
    ledger().stage(token).add(RunRecord(1, "", (), state, state, state, address=address))


def test_a_refreshed_program_opens_at_the_address_that_it_has(course: Path):
    """As in a browser, where the program may have written the address since it was opened."""
    path = next(path for path in HERE if path.stem == "what_stays")
    at = answered(course, path)
    ran_at(at, path, "page=4")
    at.button(key=f"{place_of(path)}/refresh0").click().run()
    assert address_of(at, path).endswith("&page=4")
    assert at.text_input(key=f"{place_of(path)}/address0").value == "page=4"


@pytest.mark.parametrize(("address", "told"), [("username=Bo", False), ("username=Ada", True)])
def test_the_verdict_comes_once_the_link_of_the_question_is_open(course: Path, address: str, *, told: bool):
    path = next(path for path in HERE if path.stem == "gone")
    at = answered(course, path)
    ran_at(at, path, address)
    at.run()
    assert bool(at.warning) is told


def played(path: Path) -> AppTest:
    """What is at the address of the frame of a round's program."""
    at = AppTest.from_file(ROOT / "lessons" / f"{path.parent.name}.py", default_timeout=60)
    at.query_params["program"], at.query_params["stage"] = program_of(path).stem, "0a"
    return at.run()


def exceptions(at: AppTest) -> list[str]:
    return [error.proto.type.rpartition(".")[2] for error in at.exception]


@pytest.mark.parametrize("path", [path for path in ROUNDS if not HEADS[path].own_server], ids=name_of)
def test_program_is_played_at_the_address_of_the_lesson(path: Path):
    """The address of a frame gives the program alone, without the lesson around it; none that is for the sandbox."""
    at = played(path)
    if path in APART:
        assert "has no program" in at.error[0].value
        return
    alone = AppTest.from_file(program_of(path), default_timeout=60).run()
    assert exceptions(at) == exceptions(alone)
    assert all(error in path.read_text("utf-8") for error in exceptions(at))
    assert not at.title
    assert [button.label for button in at.button] == [button.label for button in alone.button]
    assert texts(at) == texts(alone)


@pytest.mark.parametrize("kind", ["confined", "tests"])
def test_what_is_for_the_sandbox_runs_there(course: Path, kind: str):
    """The page tells what it said there, and the verdict at once."""
    path = next(path for path in APART if getattr(HEADS[path], kind))
    right = next(given for given in HEADS[path].answers if given.right)
    at = answer(reached(course, path), path, right.text)
    assert any(all(text in code.value for text in HEADS[path].shows) for code in at.code)
    assert right.because in at.success[-1].value


def play(tmp_path: Path, text: str) -> Stage:
    """Play a program in two runs, as a lesson does."""
    program, token = tmp_path / "p.py", secrets.token_hex(8)
    program.write_text(text)
    script = f"from pathlib import Path\nfrom statecourse.programs import stage\nstage.play(Path({str(program)!r}), {token!r})"
    AppTest.from_string(script).run().run()
    return ledger().stage(token)


def test_the_hubs_pages_are_none_of_a_programs(course: Path):
    """They are there where it runs, and nothing tells of them, for a learner would look for them in the program."""
    path, token = rounds_of(LESSONS[0], HERE)[0], secrets.token_hex(8)
    at = AppTest.from_file(course / "lessons" / "home.py", default_timeout=60)
    at.query_params["program"], at.query_params["stage"] = program_of(path).stem, token
    at.switch_page(LESSONS[0].name).run()
    assert [(run.page, run.path) for run in ledger().stage(token).runs] == [("", "")]


CLASS = """
import streamlit as st
class Light:
    shape = "round"
    def __repr__(self):
        return "a light"
st.session_state.setdefault("light", Light())
"""


def test_a_value_of_an_earlier_runs_class_is_told(tmp_path: Path):
    """What it looks like does not tell; and a class's attributes are no variables of the run."""
    first, second = play(tmp_path, CLASS).runs
    assert first.after == {"light": "a light"}
    assert second.after == {"light": "a light (of an earlier run’s Light)"}
    assert second.events == ()


def test_a_note_that_cannot_be_pickled_ends_a_run_after_its_last_line(tmp_path: Path):
    config.set_option("runner.enforceSerializableSessionState", True)
    try:
        first, second = play(tmp_path, CLASS).runs
    finally:
        config.set_option("runner.enforceSerializableSessionState", False)
    assert first.end == ""
    assert second.end.startswith(
        "ran to its last line, and then stopped with UnserializableSessionStateError"
    )
    assert second.end.endswith("of 'light'")


def test_unknown_program_is_one_clear_line(course: Path):
    at = AppTest.from_file(course / "lessons" / LESSONS[0].name, default_timeout=30)
    at.query_params["program"], at.query_params["stage"] = "../../secrets", "0a"
    at.run()
    assert not at.exception
    assert "has no program" in at.error[0].value


# --- home --------------------------------------------------------------------------------------


def test_home_shows_every_lesson_and_how_far_one_is(course: Path):
    path = rounds_of(LESSONS[0], HERE)[0]
    answered(course, path)
    at = opened(course / "lessons" / "home.py")
    begins = f"Predictions: 1 of {len(questions(path.parent))} ·"
    assert [begins in bar.proto.text for bar in at.get("progress")] == [True] + [False] * (len(LESSONS) - 1)
    for script in LESSONS:
        assert (ast.get_docstring(ast.parse(script.read_text("utf-8"))) or "").splitlines()[0] in texts(at)


# --- what is wrong is told in one line ---------------------------------------------------------


@pytest.mark.parametrize("name", [LESSONS[0].name, "home.py"])
def test_damaged_progress_is_told_once(course: Path, name: str):
    (course / ".statecourse").mkdir()
    (course / ".statecourse" / "progress.json").write_text('{"predictions": {')
    at = opened(course / "lessons" / name)
    assert len(at.error) == 1
    assert "move it away to begin anew" in at.error[0].value


def test_broken_round_is_told_and_the_rest_goes_on(course: Path):
    path = course / "lessons" / HERE[0].relative_to(ROOT / "lessons")
    path.write_text("---\ntitle: T\nquestion: Q\nanswer: []\n---\n")
    at = reached(course, HERE[0])
    assert 'unknown key "answer"' in at.error[0].value
    assert len(at.error) == 1
    names = in_order(course / "lessons" / f"{path.parent.name}.py")
    following = next(
        name for name in names[names.index(path.stem) + 1 :] if (path.parent / f"{name}.py").is_file()
    )
    assert read_round(path.parent / f"{following}.md")[0].title in [element.value for element in at.header]
    assert 'unknown key "answer"' in opened(course / "lessons" / "home.py").error[0].value


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title: T\n", "must begin with a head"),
        ("---\ntitle: T\n", "must begin with a head"),
        ("---\ntitle: T\nquestion: Q\n---\n", "exactly one must be right"),
        (
            "---\ntitle: T\nanswers:\n- {text: a, because: b, right: true}\n---\n",
            'the key "question" is missing',
        ),
        ("---\ntitle: T\ntabs: two\n---\n", "expected a whole number, found text"),
    ],
)
def test_what_is_wrong_with_a_round(tmp_path: Path, text: str, says: str):
    (tmp_path / "round.md").write_text(text)
    with pytest.raises(CourseError, match=re.escape(says)):
        read_round(tmp_path / "round.md")


def test_round_without_a_question_runs_at_once(tmp_path: Path):
    (tmp_path / "round.md").write_text("---\ntitle: T\n---\nBefore.\n\n<!-- after -->\nAfter.")
    assert read_round(tmp_path / "round.md") == (Round(title="T"), "Before.", "After.")
    assert questions(tmp_path) == []
