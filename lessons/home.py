"""The way into the course: a map of its lessons, how far you are, and what comes next."""

import ast
from pathlib import Path

import streamlit as st

from statecourse.course.course import find_course
from statecourse.lesson import LessonMap, asked_for, show_picture, told

HERE = Path(__file__).parent
LESSONS = sorted(HERE.glob("[0-9][0-9]_*.py"))


# A link has room around it for the mouse; its text begins where the other texts do.
STYLE = """
<style>
[data-testid="stMain"] [data-testid="stPageLink-NavLink"] { position: relative; left: -0.5rem; }
/* As on the lessons' pages: Streamlit's advertisement for coding agents would lie over the title. */
[data-testid="stSkillsNudge"] { display: none; }
</style>
"""


def title_of(lesson: Path) -> str:
    """A lesson's number and name, from its file's: `01_initialization.py` is “1. Initialization”."""
    number, _, name = lesson.stem.partition("_")
    return f"{int(number)}. {name.replace('_', ' ').capitalize()}"


def summary_of(lesson: Path) -> str:
    """The sentence that a lesson's file begins with."""
    docstring = ast.get_docstring(ast.parse(lesson.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0]


def numbers(first: int, last: int) -> str:
    """Lessons that are missing, in words."""
    return f"Lesson {first} is" if first == last else f"Lessons {first} to {last} are"


def home() -> None:
    """The first page."""
    st.html(STYLE)
    st.title("Persisting State Explained")
    st.markdown("""
    A Streamlit script runs again at every click. So where does a value stay? On a **sticky note** that lasts as long as
    a tab is open, or in a **ledger** that is still there tomorrow. This course shows both, one small app at a time.
    """)
    show_picture(HERE / "home.svg")
    with told():
        course_map = LessonMap(find_course(HERE), LESSONS)
        if (following := course_map.following) is not None:
            label = f"{'Continue with' if course_map.begun else 'Begin with'} **{title_of(following)}**"
            st.page_link(PAGES[following], label=label, icon=":material/arrow_forward:")
        else:
            st.success("You have done the whole course: every prediction, self-test and exercise of it.")
        st.header("Lessons")
        before = 0
        for lesson, page in PAGES.items():
            number = int(lesson.stem[:2])
            if number > before + 1:
                st.markdown(
                    f":small[{numbers(before + 1, number - 1)} not there yet. You can do without them for what follows.]"
                )
            before = number
            how_far = course_map.how_far(lesson)
            with st.container(border=True, gap="xsmall"):
                mark = ":green[✓] " if how_far.done else ""
                st.page_link(page, label=f"{mark}**{title_of(lesson)}** →")
                st.markdown(summary_of(lesson))
                st.progress(how_far.share, text=f":small[{how_far}]")
        again = course_map.worth_a_second_look()
        if again:
            st.header("Worth a second look")
            st.markdown("\n".join(f"- {line}" for line in again))
    st.header("Exercises")
    st.markdown("""
    A lesson ends with exercises: small apps in the folder `exercises`, each with a task that says what is wanted. Write
    its `app.py` on the lesson's page, or in your own editor: the page checks it each time you save. If you prefer a terminal:
    """)
    st.code("statecourse watch ex01a", language=None)


PAGES = {lesson: st.Page(lesson, title=title_of(lesson)) for lesson in LESSONS}
# A lesson shows its programs in frames at its own address; there, the menu would only be in the way.
position = "hidden" if asked_for() else "sidebar"
st.navigation([st.Page(home, title="Home"), *PAGES.values()], position=position).run()
