"""A lesson's page and its parts: opening, prose, rounds, self-test, exercises."""

from __future__ import annotations

import json
import re
from pathlib import Path

import streamlit as st

from statecourse.course.course import Course, find_course
from statecourse.course.lesson_text import Head, prose, read, read_selftest
from statecourse.lesson.exercise import show_exercise
from statecourse.lesson.questions import show_selftest
from statecourse.lesson.round import show_round
from statecourse.programs import stage
from statecourse.programs.problems import shown_problems
from statecourse.programs.program import AT

_STYLE = """
<style>
/* A program is typed in the same letters as it is shown in. */
textarea[aria-label="The program"] { font-family: monospace; font-size: .9rem; }
/* Code on the left and its program on the right need room, and lines of prose an end. */
[data-testid="stMainBlockContainer"] { max-width: 78rem; }
@media (min-width: 900px) {
  [data-testid="stMainBlockContainer"] { padding-left: 3rem; padding-right: 3rem; }
}
[data-testid="stColumn"] [data-testid="stCode"] code { font-size: .82rem; }
/* Streamlit's advertisement for coding agents would lie over the title; `toolbarMode` does not take it away. */
[data-testid="stSkillsNudge"] { display: none; }
/* Code and commands are read whole, on a telephone, too. */
[data-testid="stMain"] pre code { white-space: pre-wrap !important; overflow-wrap: anywhere; }
</style>
"""
_WIDTH = 720
"""The width of prose, in pixels."""
_TO_ROUND = """
<script>
const wanted = {place}, until = Date.now() + 8000;
const look = () => {{
  const found = document.getElementById(wanted);
  if (found) found.scrollIntoView();
  else if (Date.now() < until) setTimeout(look, 200);
}};
look();
</script>
"""


class Lesson:
    """A lesson: the script at ``path``, and the folder of the same name beside it.

    If the address asks for one of the lesson's programs, that program is played in place of the page, and the rest of
    the script shows nothing. It does run to its end: after `st.stop` Streamlit would not take the keys of widgets away that
    the program has not made.
    """

    def __init__(self, path: str) -> None:
        self.id = Path(path).stem
        self.folder = Path(path).with_suffix("")
        self.course: Course = find_course(self.folder.parent)
        self._shown_problems: set[str] = set()
        asked = stage.asked_for()
        self._goes_on = self._is_page = asked is None
        if asked is not None:
            self._play(*asked)
        else:
            st.set_page_config(layout="wide")

    def _play(self, program: str, token: str) -> None:
        known = {file.stem: file for file in self.folder.glob("*.py")}
        if program in known and not self._is_apart(program):
            stage.play(known[program], token)
        else:
            st.error(f"This lesson has no program “{program}”.")

    def _is_apart(self, program: str) -> bool:
        """Whether a program runs only in the sandbox, as its round is confined or has tests."""
        for page in self.folder.glob("*.md"):
            text = page.read_text(encoding="utf-8")
            if page.stem == program or f"\nprogram: {program}\n" in text:
                return "\nconfined: true\n" in text or "\ntests: true\n" in text
        return False

    def opening(self) -> None:
        """Show the title, the goals and the introduction."""
        if not self._is_page:
            return
        st.html(_STYLE)
        with shown_problems(self._shown_problems), st.container(width=_WIDTH):
            head, introduction = read(self.folder / "lesson.md", Head)
            st.title(head.title)
            st.markdown(f":small[About {head.minutes} minutes]")
            st.markdown("After this lesson you can\n\n" + "\n".join(f"- {goal}" for goal in head.goals))
            st.markdown(introduction)
        self._resume()

    def _resume(self) -> None:
        """After a reload, run the round that the address names, and scroll to it."""
        at, key = st.query_params.get(AT, ""), f"{self.id}/opened"
        if not st.session_state.get(key) and (self.folder / f"{at}.md").is_file() and at:
            st.session_state.setdefault(f"{self.id}/at", at)
            st.html(_TO_ROUND.format(place=json.dumps(at.replace("_", "-"))), unsafe_allow_javascript=True)
        st.session_state[key] = True

    def prose(self, name: str) -> None:
        """Show a Markdown file of the lesson, with the picture ``NAME.svg``, if any, below its heading."""
        if not self._goes_on:
            return
        with shown_problems(self._shown_problems), st.container(width=_WIDTH):
            heading, _, text = prose(self.folder / f"{name}.md").partition("\n\n")
            st.markdown(heading)
            picture = self.folder / f"{name}.svg"
            if picture.is_file():
                show_picture(picture)
            st.markdown(text)

    def round(self, name: str) -> None:
        """Show a program to predict, run, investigate and modify; ``name`` is that of its Markdown file.

        What comes after it waits for an answer, so that nothing gives it away.
        """
        if not self._goes_on:
            return
        skip = f"{self.id}/{name}/skip"
        with shown_problems(self._shown_problems):
            again = st.session_state.get(f"{self.id}/at") == name
            answered = show_round(self.course, self.folder, name, again=again)
            self._goes_on = answered or bool(st.session_state.get(skip))
        if not self._goes_on:
            st.markdown(":small[The lesson goes on here once you have answered.]")
            st.button(
                "Go on without an answer",
                key=skip + "/button",
                on_click=_remember,
                args=(skip,),
                type="tertiary",
            )

    def selftest(self) -> None:
        """Show the questions of ``selftest.yaml``, one after another."""
        if not self._goes_on:
            return
        with shown_problems(self._shown_problems):
            questions = read_selftest(self.folder)
            if questions:
                with st.container(width=_WIDTH):
                    show_selftest(self.course, self.id, questions)

    def make(self) -> None:
        """Show the lesson's exercises, with the learner's results."""
        if not self._is_page:
            return
        exercises = [e for e in self.course.exercises.values() if e.lesson_number == self.id[:2]]
        if exercises:
            st.header("Make", divider="gray")
        for exercise in exercises:
            with shown_problems(self._shown_problems), st.container(width=_WIDTH):
                show_exercise(self.course, exercise)


def _remember(key: str) -> None:
    st.session_state[key] = True


def show_picture(path: Path) -> None:
    """Show an SVG. Its ``<title>`` and ``<desc>`` become its text for those who do not see it."""
    svg = path.read_text(encoding="utf-8")
    said = re.findall(r"<(title|desc)>(.*?)</\1>", svg, re.DOTALL)
    st.image(svg, alt=". ".join(" ".join(text.split()).rstrip(".") for _, text in said) + ".")
