"""The parts of a lesson's page."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from statecourse.course import Course, find_course
from statecourse.lesson import make, stage
from statecourse.lesson.drawing import show_picture
from statecourse.lesson.problems import told
from statecourse.lesson.round import show_round
from statecourse.lesson.text import Head, prose, read

_STYLE = """
<style>
/* A program is typed in the same letters as it is shown in. */
textarea[aria-label="The program"] { font-family: monospace; font-size: .9rem; }
</style>
"""


class Lesson:
    """A lesson: the script at ``path``, and the folder of the same name beside it.

    Where the address asks for one of the lesson's programs, that program is played instead of the
    page, and nothing of the script after this line is run.
    """

    def __init__(self, path: str) -> None:
        self.id = Path(path).stem
        self.folder = Path(path).with_suffix("")
        self.course: Course = find_course(self.folder.parent)
        self._told: set[str] = set()
        asked = stage.asked_for()
        if asked is not None:
            self._play(*asked)
            st.stop()

    def _play(self, program: str, token: str) -> None:
        known = {file.stem: file for file in self.folder.glob("*.py")}
        if program in known:
            stage.play(known[program], token)
        else:
            st.error(f"This lesson has no program “{program}”.")

    def opening(self) -> None:
        """The title, what one can do after the lesson, and its first words."""
        with told(self._told):
            head, introduction = read(self.folder / "lesson.md", Head)
            st.title(head.title)
            st.markdown(f":small[About {head.minutes} minutes]")
            st.markdown("After this lesson you can\n\n" + "\n".join(f"- {goal}" for goal in head.goals))
            st.markdown(introduction)
        st.html(_STYLE)

    def prose(self, name: str) -> None:
        """A Markdown file of the lesson. A picture beside it, ``NAME.svg``, stands below its heading."""
        with told(self._told):
            heading, _, text = prose(self.folder / f"{name}.md").partition("\n\n")
            st.markdown(heading)
            picture = self.folder / f"{name}.svg"
            if picture.is_file():
                show_picture(picture)
            st.markdown(text)

    def round(self, name: str) -> None:
        """A program to predict, run, investigate and modify; ``name`` is that of its Markdown file."""
        with told(self._told):
            show_round(self.course, self.folder, name)

    def make(self) -> None:
        """The lesson's exercises, with the learner's own result for each check."""
        exercises = [e for e in self.course.exercises.values() if e.lesson_number == self.id[:2]]
        if exercises:
            st.header("Make", divider="gray")
        for exercise in exercises:
            with told(self._told):
                make.show_exercise(self.course, exercise)
