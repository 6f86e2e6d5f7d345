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
from streamlit import config
from streamlit.testing.v1 import AppTest

from statecourse.lesson import live, servers
from statecourse.lesson.text import Round, questions, read_round
from statecourse.lesson.trace import RunRecord, Stage, ledger
from statecourse.manifest import CourseError

ROOT = Path(__file__).parents[1]
LESSONS = sorted((ROOT / "lessons").glob("[0-9][0-9]_*.py"))
FOLDERS = [lesson.with_suffix("") for lesson in LESSONS]
PAGES = [path for folder in FOLDERS for path in sorted(folder.glob("*.md"))]
ROUNDS = [path for path in PAGES if path.name != "lesson.md" and path.read_text("utf-8").startswith("---")]
QUESTIONS = [path for path in ROUNDS if read_round(path)[0].question]
APART = [path for path in ROUNDS if read_round(path)[0].apart]
HERE = [path for path in QUESTIONS if not read_round(path)[0].own_server and path not in APART]


def name_of(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


def program_of(path: Path) -> Path:
    return path.parent / f"{read_round(path)[0].program or path.stem}.py"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A copy of the course, with a progress of its own."""
    for name in ("lessons", "exercises", ".streamlit"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def in_order(script: Path) -> list[str]:
    """The rounds and the prose of a lesson as its script shows them."""
    return re.findall(r'lesson\.(?:round|prose)\("(\w+)"\)', script.read_text("utf-8"))


def reached(course: Path, round_file: Path) -> AppTest:
    """The lesson's page of someone who has answered all questions above a round's."""
    script = course / "lessons" / f"{round_file.parent.name}.py"
    names = in_order(script)
    above = names[: names.index(round_file.stem)]
    answered = {
        f"{p.parent.name}/{p.stem}": 0 for p in QUESTIONS if p.parent.name == script.stem and p.stem in above
    }
    kept = course / ".statecourse"
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir()
    (kept / "progress.json").write_text(json.dumps({"predictions": answered}))
    return opened(script)


def opened(script: Path) -> AppTest:
    at = AppTest.from_file(script, default_timeout=30).run()
    assert not at.exception
    return at


def texts(at: AppTest) -> str:
    return "\n".join(element.value for element in [*at.markdown, *at.title, *at.header, *at.subheader])


def predictions(course: Path) -> dict[str, int]:
    return json.loads((course / ".statecourse" / "progress.json").read_text("utf-8"))["predictions"]


def answer(at: AppTest, round_file: Path, text: str) -> AppTest:
    head, place = read_round(round_file)[0], f"{round_file.parent.name}/{round_file.stem}"
    kinds = {"choice": at.radio, "number": at.number_input, "text": at.text_input}
    kinds[head.kind](key=f"{place}/answer").set_value(int(text) if head.kind == "number" else text)
    form = next(b for b in at.button if place in str(b.proto.form_id))
    return form.click().run()


def tell(at: AppTest, round_file: Path) -> AppTest:
    """Say that one has seen what the program does."""
    return at.button(key=f"{round_file.parent.name}/{round_file.stem}/tell").click().run()


def address_of(at: AppTest, path: Path) -> str:
    sources = [frame.proto.src for frame in at.get("iframe")]
    return next(source for source in sources if f"program={program_of(path).stem}&" in source)


# --- the files ---------------------------------------------------------------------------------


@pytest.mark.parametrize("script", LESSONS, ids=lambda path: path.stem)
def test_lesson_uses_all_its_files(script: Path):
    """Nothing lies in a lesson's folder that its script does not show, and its summary is a sentence."""
    text, folder = script.read_text("utf-8"), script.with_suffix("")
    assert (ast.get_docstring(ast.parse(text)) or "").splitlines()[0].endswith(".")
    shown = in_order(script)
    assert sorted(shown) == sorted(path.stem for path in folder.glob("*.md") if path.name != "lesson.md")
    rounds = [read_round(path) for path in ROUNDS if path.parent == folder]
    helpers = {name for head, *_ in rounds for name in head.helpers if name.endswith(".py")}
    programs = {program_of(path).name for path in ROUNDS if path.parent == folder}
    programs |= {change.program for head, *_ in rounds for change in head.modify if change.program}
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


@pytest.mark.parametrize("path", [path for path in ROUNDS if path not in APART], ids=name_of)
def test_program_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A program ends without an exception, unless its round is about just that one."""
    head, program = read_round(path)[0], program_of(path)
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


@pytest.mark.parametrize("name", [*(lesson.name for lesson in LESSONS), "home.py"])
def test_opens(course: Path, name: str):
    assert not opened(course / "lessons" / name).run().exception


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


@pytest.mark.parametrize("path", HERE, ids=name_of)
def test_every_answer_is_explained_and_kept(course: Path, path: Path):
    """The program runs, the verdict waits until it was seen, all answers are explained, also at another visit."""
    head, place = read_round(path)[0], f"{path.parent.name}/{path.stem}"
    one_of_each = {given.right: (number, given) for number, given in enumerate(head.answers)}
    for number, given in one_of_each.values():
        at = reached(course, path)
        before, told = len(at.get("iframe")), len([*at.success, *at.warning])
        answer(at, path, given.text)
        assert not at.exception
        assert len(at.get("iframe")) == before + head.tabs
        assert len([*at.success, *at.warning]) == told
        tell(at, path)
        assert given.because in (at.success if given.right else at.warning)[-1].value
        assert all(other.because in texts(at) for other in head.answers if other is not given)
        assert predictions(course)[place] == number
        again = opened(course / "lessons" / f"{path.parent.name}.py")
        assert given.because in (again.success if given.right else again.warning)[-1].value


@pytest.mark.parametrize("path", QUESTIONS, ids=name_of)
def test_what_comes_below_waits_for_an_answer(course: Path, path: Path):
    """No code further down gives an answer away; whoever does not want to answer may go on."""
    at, names = reached(course, path), in_order(ROOT / "lessons" / f"{path.parent.name}.py")
    below = [
        page
        for page in ROUNDS
        if page.parent == path.parent and page.stem in names[names.index(path.stem) + 1 :]
    ]
    titles = {read_round(page)[0].title for page in below}
    assert titles.isdisjoint(element.value for element in at.header)
    at.button(key=f"{path.parent.name}/{path.stem}/skip/button").click().run()
    assert not below or len(titles.intersection(element.value for element in at.header)) >= 1


def test_a_change_is_one_click_and_stays(course: Path):
    """It is made in the program's text, is there at the next visit, and can be taken back."""
    path = next(path for path in HERE if read_round(path)[0].modify[0].edit)
    place, added = f"{path.parent.name}/{path.stem}", read_round(path)[0].modify[0].edit[0]
    wanted = added.append or added.by
    at = tell(answer(reached(course, path), path, read_round(path)[0].answers[0].text), path)
    at.button(key=f"{place}/put0").click().run()
    assert any(wanted.strip() in code.value for code in at.code)
    again = opened(course / "lessons" / f"{path.parent.name}.py")
    assert any(wanted.strip() in code.value for code in again.code)
    at.button(key=f"{place}/back").click().run()
    assert not any(wanted.strip() in code.value for code in at.code)


def test_without_a_choice_there_is_no_answer(course: Path):
    path = HERE[0]
    at = reached(course, path)
    next(b for b in at.button if path.stem in str(b.proto.form_id)).click().run()
    assert not at.exception
    assert "Choose an answer first" in texts(at)
    assert f"{path.parent.name}/{path.stem}" not in predictions(course)


def test_refresh_begins_a_new_session(course: Path):
    path = HERE[0]
    at = answer(reached(course, path), path, read_round(path)[0].answers[0].text)
    first = address_of(at, path)
    assert address_of(at.run(), path) == first
    at.button(key=f"{path.parent.name}/{path.stem}/refresh0").click().run()
    assert address_of(at, path) != first


def ran_at(at: AppTest, path: Path, address: str) -> None:
    """Have the program of a round run in its tab, and be at this address by then."""
    token = parse_qs(urlsplit(address_of(at, path)).query)["stage"][0]
    state = {"page": "1"}
    ledger().stage(token).add(RunRecord(1, "", (), state, state, state, address=address))


@pytest.fixture
def unwatched(monkeypatch: pytest.MonkeyPatch) -> None:
    """No part of a page is drawn anew by itself: AppTest has no runtime that could."""
    monkeypatch.setattr(live, "run_fragment", lambda _: True)


@pytest.mark.usefixtures("unwatched")
def test_a_refreshed_program_opens_at_the_address_that_it_has(course: Path):
    """As in a browser, where the program may have written the address since it was opened."""
    path = next(path for path in HERE if path.stem == "what_stays")
    at = answer(reached(course, path), path, read_round(path)[0].answers[0].text)
    ran_at(at, path, "page=4")
    at.button(key=f"{path.parent.name}/{path.stem}/refresh0").click().run()
    assert address_of(at, path).endswith("&page=4")
    assert at.text_input(key=f"{path.parent.name}/{path.stem}/address0").value == "page=4"


@pytest.mark.usefixtures("unwatched")
@pytest.mark.parametrize(("address", "told"), [("username=Bo", False), ("username=Ada", True)])
def test_the_verdict_comes_once_the_link_of_the_question_is_open(course: Path, address: str, *, told: bool):
    path = next(path for path in HERE if path.stem == "gone")
    at = answer(reached(course, path), path, read_round(path)[0].answers[0].text)
    ran_at(at, path, address)
    at.run()
    assert bool(at.warning) is told


@pytest.mark.parametrize("path", HERE, ids=name_of)
def test_program_is_played_at_the_address_of_the_lesson(course: Path, path: Path):
    """The address of a frame gives the program alone, without the lesson around it."""
    at = AppTest.from_file(course / "lessons" / f"{path.parent.name}.py", default_timeout=30)
    at.query_params["program"], at.query_params["stage"] = program_of(path).stem, "0a"
    at.run()
    alone = AppTest.from_file(program_of(path)).run()
    kinds = [[error.proto.type.rpartition(".")[2] for error in page.exception] for page in (at, alone)]
    assert kinds[0] == kinds[1]
    assert not at.title
    assert [button.label for button in at.button] == [button.label for button in alone.button]
    assert texts(at) == texts(alone)


@pytest.mark.parametrize("path", APART, ids=name_of)
def test_what_is_for_the_sandbox_runs_there_only(course: Path, path: Path):
    """The page tells what it said there, and the verdict at once; the lesson's own server does not play it."""
    head = read_round(path)[0]
    right = next(given for given in head.answers if given.right)
    at = answer(reached(course, path), path, right.text)
    assert not at.exception
    assert any(all(text in code.value for text in head.shows) for code in at.code)
    assert right.because in at.success[-1].value
    at = AppTest.from_file(course / "lessons" / f"{path.parent.name}.py", default_timeout=30)
    at.query_params["program"], at.query_params["stage"] = program_of(path).stem, "0a"
    assert "has no program" in at.run().error[0].value


def play(tmp_path: Path, text: str) -> Stage:
    """Play a program in two runs, as a lesson does."""
    program, token = tmp_path / "p.py", secrets.token_hex(8)
    program.write_text(text)
    script = f"from pathlib import Path\nfrom statecourse.lesson import stage\nstage.play(Path({str(program)!r}), {token!r})"
    AppTest.from_string(script).run().run()
    return ledger().stage(token)


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
    assert [(event.kind, event.line) for event in second.events] == [("state", 3)]


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
    path = next(
        p for p in HERE if p.stem == next(n for n in in_order(LESSONS[0]) if n in {q.stem for q in HERE})
    )
    total = len(questions(path.parent))
    answer(reached(course, path), path, read_round(path)[0].answers[0].text)
    shown = texts(opened(course / "lessons" / "home.py"))
    bars = opened(course / "lessons" / "home.py").get("progress")
    assert any(f"Predictions: 1 of {total} ·" in bar.proto.text for bar in bars)
    for script in LESSONS:
        assert (ast.get_docstring(ast.parse(script.read_text("utf-8"))) or "").splitlines()[0] in shown


@pytest.mark.parametrize("script", LESSONS, ids=lambda path: path.stem)
def test_home_leads_to_the_lesson(course: Path, script: Path):
    at = opened(course / "lessons" / "home.py")
    at.switch_page(script.name).run()
    assert not at.exception
    assert at.title[0].value == opened(course / "lessons" / script.name).title[0].value


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
