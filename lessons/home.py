"""The way into the course: every lesson in this folder, and how far you are with it."""

import ast
from pathlib import Path

import streamlit as st

from statecourse.course import find_course
from statecourse.lesson import asked_for, questions, told
from statecourse.progress import Progress, read_progress

HERE = Path(__file__).parent
LESSONS = sorted(HERE.glob("[0-9][0-9]_*.py"))


def title_of(lesson: Path) -> str:
    """A lesson's number and name, from its file's: `01_initialization.py` is “1. Initialization”."""
    number, _, name = lesson.stem.partition("_")
    return f"{int(number)}. {name.replace('_', ' ').capitalize()}"


def summary_of(lesson: Path) -> str:
    """The sentence that a lesson's file begins with."""
    docstring = ast.get_docstring(ast.parse(lesson.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0]


def how_far(lesson: Path, progress: Progress) -> str:
    """How many of a lesson's predictions are made, and of its exercises passed."""
    rounds = questions(lesson.with_suffix(""))
    exercises = [e for e in find_course(HERE).exercises.values() if e.lesson_number == lesson.stem[:2]]
    predicted = sum(place in progress.predictions for place in rounds)
    passed = sum(progress.of(exercise.id).passed for exercise in exercises)
    done = "✓ " if (predicted, passed) == (len(rounds), len(exercises)) else ""
    return f"{done}Predictions: {predicted} of {len(rounds)} · Exercises passed: {passed} of {len(exercises)}"


def home() -> None:
    """The first page."""
    st.title("Persisting State Explained")
    st.markdown("""
    A Streamlit script runs again at every click. So where does a value stay? On a **sticky note** that lasts as long as
    a tab is open, or in a **ledger** that is still there tomorrow. This course shows both, one small app at a time.
    """)
    st.header("Lessons")
    st.markdown("Each takes 20 minutes or a little more. Guess first, then let the program run.")
    progress = Progress()
    with told():
        progress = read_progress(find_course(HERE))
    for lesson, page in PAGES.items():
        with st.container(border=True, gap="xsmall"), told():
            st.page_link(page, label=f"**{title_of(lesson)}** →")
            st.markdown(summary_of(lesson))
            st.markdown(f":small[{how_far(lesson, progress)}]")
    st.header("Exercises")
    st.markdown("""
    A lesson ends with exercises: small apps in the folder `exercises`, each with a task that says what is wanted. Open its
    `app.py` in your editor, and the lesson's page checks it each time you save. If you prefer a terminal:
    """)
    st.code("statecourse watch ex01a", language=None)


PAGES = {lesson: st.Page(lesson, title=title_of(lesson)) for lesson in LESSONS}
# A lesson shows its programs in frames at its own address; there, the menu would only be in the way.
position = "hidden" if asked_for() else "sidebar"
st.navigation([st.Page(home, title="Home"), *PAGES.values()], position=position).run()
