"""The way into the course: every lesson in this folder, and how to begin an exercise."""

import ast
from pathlib import Path

import streamlit as st

LESSONS = sorted(Path(__file__).parent.glob("[0-9][0-9]_*.py"))


def title_of(lesson: Path) -> str:
    """A lesson's number and name, from its file's: `01_initialization.py` is “1. Initialization”."""
    number, _, name = lesson.stem.partition("_")
    return f"{int(number)}. {name.replace('_', ' ').capitalize()}"


def summary_of(lesson: Path) -> str:
    """The sentence that a lesson's file begins with."""
    docstring = ast.get_docstring(ast.parse(lesson.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0]


def home() -> None:
    """The first page."""
    st.title("Persisting State Explained")
    st.markdown("""
    A Streamlit script runs again at every click. So where does a value stay? On a **sticky note** that lasts as long as
    a tab is open, or in a **ledger** that is still there tomorrow. This course shows both, one small app at a time.
    """)
    st.header("Lessons")
    st.markdown("Each takes about 20 minutes. Guess first, then let the program run.")
    for lesson, page in PAGES.items():
        with st.container(border=True, gap="xsmall"):
            st.page_link(page, label=f"**{title_of(lesson)}** →")
            st.markdown(summary_of(lesson))
    st.header("Exercises")
    st.markdown("""
    A lesson ends with exercises: small apps in the folder `exercises`, each with a `task.md` that says what is wanted. Open
    its `app.py` in your editor, a terminal in the course's folder, and begin with the first one:
    """)
    st.code("statecourse check ex01a", language=None)
    st.markdown("Or have your app checked again each time you save it:")
    st.code("statecourse watch", language=None)


PAGES = {lesson: st.Page(lesson, title=title_of(lesson)) for lesson in LESSONS}
st.navigation([st.Page(home, title="Home"), *PAGES.values()]).run()
