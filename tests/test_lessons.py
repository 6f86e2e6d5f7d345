"""The lessons, each run by Streamlit's own AppTest, as a learner would go through it."""

import ast
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

FOLDER = Path(__file__).parents[1] / "lessons"
LESSONS = sorted(FOLDER.glob("[0-9][0-9]_*.py"))
PROGRAMS = sorted(FOLDER.glob("programs/*/*.py"))

# Of each prediction: its key, the answer, the explanation of each wrong answer, what the program shows.
PREDICTIONS = {
    "lesson_01_plain_variable": (
        "Clicks: 1",
        {"Clicks: 3": "a new variable", "Clicks: 0": "line 5"},
        "Clicks: 0",
    ),
    "lesson_01_set_every_time": (
        "Score: 1",
        {"Score: 3": "line 3 writes 0", "It stops with an exception": "Writing one is not"},
        "Score: 0",
    ),
    "lesson_01_zero_is_a_value": (
        "Volume: 5",
        {"Volume: 0": "So line 4 puts 5 over it", "It stops with an exception": "gives `None`"},
        "Volume: 5",
    ),
}
WRONG_ANSWERS = [
    (key, wrong, part, shows)
    for key, (_, wrongs, shows) in PREDICTIONS.items()
    for wrong, part in wrongs.items()
]


def opened(script: Path) -> AppTest:
    at = AppTest.from_file(script, default_timeout=20).run()
    assert not at.exception
    return at


def texts(at: AppTest) -> list[str]:
    return [element.value for element in at.markdown]


@pytest.fixture
def lesson() -> AppTest:
    return opened(FOLDER / "01_initialization.py")


@pytest.mark.parametrize("script", [*LESSONS, FOLDER / "home.py"], ids=lambda path: path.stem)
def test_opens(script: Path):
    opened(script).run()


@pytest.mark.parametrize("script", LESSONS, ids=lambda path: path.stem)
def test_begins_with_its_summary(script: Path):
    docstring = ast.get_docstring(ast.parse(script.read_text(encoding="utf-8")))
    assert docstring
    assert docstring.splitlines()[0].endswith(".")


def test_home_shows_every_lesson():
    at = opened(FOLDER / "home.py")
    shown = "\n".join(texts(at))
    for script in LESSONS:
        assert ast.get_docstring(ast.parse(script.read_text(encoding="utf-8"))).splitlines()[0] in shown
    assert [code.value for code in at.code] == ["statecourse check ex01a", "statecourse watch"]


@pytest.mark.parametrize("script", LESSONS, ids=lambda path: path.stem)
def test_home_leads_to_the_lesson(script: Path):
    at = opened(FOLDER / "home.py")
    at.switch_page(script.name).run()
    assert not at.exception
    assert at.title[0].value == opened(script).title[0].value


def test_every_program_is_shown(lesson: AppTest):
    """What runs is what is shown: the lesson's listings are the very files that it executes."""
    shown = [code.value for code in lesson.code]
    for program in PROGRAMS:
        if program.parent.name == "01_initialization":
            assert program.read_text(encoding="utf-8").strip() in shown


@pytest.mark.parametrize("key", PREDICTIONS)
def test_program_runs_only_after_an_answer(lesson: AppTest, key: str):
    right, _, shows = PREDICTIONS[key]
    assert lesson.radio(key=key).value is None
    assert shows not in texts(lesson)
    lesson.radio(key=key).set_value(right).run()
    assert not lesson.exception
    assert shows in texts(lesson)
    assert lesson.success[0].value.startswith("**Yes.**")
    assert not lesson.warning


@pytest.mark.parametrize(("key", "wrong", "part", "shows"), WRONG_ANSWERS)
def test_wrong_answer_has_its_own_explanation(lesson: AppTest, key: str, wrong: str, part: str, shows: str):
    lesson.radio(key=key).set_value(wrong).run()
    assert not lesson.exception
    assert part in lesson.warning[0].value
    assert not lesson.success
    assert shows in texts(lesson)


def test_all_answers_given_are_tested(lesson: AppTest):
    for key, (right, wrongs, _) in PREDICTIONS.items():
        assert set(lesson.radio(key=key).options) == {right, *wrongs}
    assert len(lesson.radio) == len(PREDICTIONS)


def button(at: AppTest, label: str):
    return next(button for button in at.button if button.label == label)


def test_programs_do_what_the_right_answers_say(lesson: AppTest):
    for key, (right, _, _) in PREDICTIONS.items():
        lesson.radio(key=key).set_value(right)
    lesson.run()
    for _ in range(3):
        button(lesson, "Add one").click().run()
    assert "Clicks: 1" in texts(lesson)
    for _ in range(3):
        button(lesson, "Score!").click().run()
    assert "Score: 1" in texts(lesson)
    for _ in range(3):
        button(lesson, "Like").click().run()
    lesson.slider(key="volume").set_value(0).run()
    assert not lesson.exception
    assert "Volume: 5" in texts(lesson)
    button(lesson, "Run again").click().run()
    assert "Clicks: 0" in texts(lesson)
    assert "Likes: 3" in texts(lesson)


def test_runs_are_counted_for_each_tab(lesson: AppTest):
    assert lesson.metric[0].value == "1"
    button(lesson, "Run again").click().run()
    assert lesson.metric[0].value == "2"
    assert opened(FOLDER / "01_initialization.py").metric[0].value == "1"


def test_lesson_names_its_exercises(lesson: AppTest):
    shown = "\n".join(texts(lesson))
    for exercise in sorted(FOLDER.parent.glob("exercises/ex01*")):
        assert f"`{exercise.name}`" in shown
