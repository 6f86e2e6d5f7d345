"""A learner's answer, written on the page: it is saved, run and checked there, and never written over another editor's.

A module of its own beside `exercise`, which shows the task and the results, whoever wrote the answer where.
"""

from __future__ import annotations

import contextlib
import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from statecourse.course.manifest import CourseError
from statecourse.course.stubs import keep_copy
from statecourse.course.whole_file import write_whole
from statecourse.lesson.editor import forget, show_editor, typed
from statecourse.lesson.warm_judge import stamp
from statecourse.programs.live import live
from statecourse.programs.problems import shown_problems

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from statecourse.course.course import Course, Exercise
    from statecourse.programs.servers import StreamlitServer


@dataclass
class Draft:
    """What the page keeps of an answer in its editor: the file's text when the two were last the same.

    ``version`` changes where the editor has to begin anew; ``runs`` and ``checks`` count what was asked for.
    """

    text: str
    version: int = 0
    runs: int = 0
    checks: int = 0
    refused: bool = False


@dataclass(frozen=True)
class Answer:
    """The answer to an exercise, for a page's editor."""

    course: Course
    exercise: Exercise

    def key(self, part: str) -> str:
        """A key of session state, or of a widget, for this exercise only."""
        return f"make/{self.exercise.id}/{part}"

    @property
    def draft(self) -> Draft | None:
        """What is kept of it as long as it is open in the editor."""
        found = st.session_state.get(self.key("draft"))
        return found if isinstance(found, Draft) else None

    @property
    def editor(self) -> str:
        """The key of the editor; another one, with nothing typed in it, where it has to begin anew."""
        return self.key(f"text{self.draft.version if self.draft else ''}")

    @property
    def mine(self) -> str:
        """The text in the editor, or of the file if the editor is not open."""
        return typed(self.editor, self.draft.text) if self.draft else self.read()

    # --- what the buttons do ---

    def open(self) -> None:
        """Open the editor."""
        with shown_problems():
            st.session_state[self.key("draft")] = Draft(self.read())

    def close(self) -> None:
        """Save, and close the editor."""
        if self.saved():
            forget(self.editor)
            del st.session_state[self.key("draft")]

    def run(self) -> None:
        """Save, and run the app on the page, anew."""
        if self.saved() and self.draft:
            self.draft.runs += 1

    def check(self) -> None:
        """Save, and check."""
        if self.saved() and self.draft:
            self.draft.checks += 1

    def take(self) -> None:
        """Begin anew with the file as it is now; what was typed is kept as a copy. Raises `CourseError`."""
        if self.draft:
            now = self.read()
            self._keep(self.mine, now, self.draft.text)
            self.draft.text, self.draft.refused = now, False
            self.draft.version += 1

    def insist(self) -> None:
        """Write over the file, which is kept as a copy. Raises `CourseError`."""
        if self.draft:
            self._keep(self.read(), self.mine)
            self.draft.text = self.read()
            self.saved()

    def saved(self) -> bool:
        """Save what is in the editor; returns whether that was done: not where the file was changed elsewhere."""
        draft, mine = self.draft, self.mine
        with shown_problems():
            if draft is None:
                return False
            now = self.read()
            draft.refused = now not in {draft.text, mine}
            if not draft.refused:
                self._write(now, mine)
                draft.text = mine
            return not draft.refused
        return False

    # --- the file ---

    def read(self) -> str:
        """The file's text, with plain line ends; empty if there is none. Raises `CourseError`."""
        path = self.exercise.app
        with _told(path):
            return path.read_bytes().decode().replace("\r\n", "\n") if path.exists() else ""

    def _write(self, now: str, text: str) -> None:
        """Replace the file's text, unless it is that; its line ends stay what they were."""
        path = self.exercise.app
        if now != text:
            with _told(path):
                windows = path.exists() and b"\r\n" in path.read_bytes()
                write_whole(path, text.replace("\n", "\r\n") if windows else text)

    def _keep(self, text: str, *known: str) -> None:
        """Keep a copy of a text that is about to be lost, unless it is one of those, and say where."""
        if text.strip() and text not in known:
            kept = keep_copy(self.course, self.exercise, text.encode())
            st.toast(f"The other one is kept in `{kept.relative_to(self.course.root).as_posix()}`.")


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, UnicodeError) as problem:
        raise CourseError(f"{path.name} can be neither read nor written here: {problem}") from problem


def show_answer(answer: Answer, server: StreamlitServer) -> None:
    """Offer an editor for the answer, or show it; below it the app, once it was asked to run."""
    exercise = answer.exercise
    place = exercise.app.relative_to(answer.course.root).as_posix()
    draft = answer.draft
    if draft is None:
        st.markdown(f"Write `{place}` in your own editor, or here. Each save is checked.")
        st.button("Write it here", key=answer.key("write"), icon=":material/edit:", on_click=answer.open)
        return
    runs = exercise.answer == "app.py"
    does = "*Run it* and *Check it* save it" if runs else "*Check it* saves it"
    st.markdown(f":small[`{place}`: {does} first.]")
    act, verb = (answer.run, "run") if runs else (answer.check, "check")
    show_editor(answer.editor, place, draft.text, act, verb)
    with st.container(horizontal=True):
        if runs:
            st.button("Run it", key=answer.key("run"), on_click=answer.run)
        st.button("Check it", key=answer.key("check"), on_click=answer.check)
        st.button("Close the editor", key=answer.key("close"), type="tertiary", on_click=answer.close)
    _question(answer)
    if draft.runs:
        _app(server, draft.runs)


def _app(server: StreamlitServer, number: int) -> None:
    with shown_problems():
        if not server.running:
            with st.spinner("Starting the app …"):
                server.start()
        # Streamlit does not know this option, and the app does not see it: with another address, the app begins anew.
        address = f"{server.address}/?embed=true&embed_options=run_{number}"
        with st.container(border=True, gap=None):
            st.iframe(address, height=400, alt="Your app, running")


@live(lambda answer: functools.partial(stamp, answer.exercise))
def _question(answer: Answer) -> None:
    """Ask which one it is to be, where the file was changed elsewhere; nothing is written before that."""
    draft, name = answer.draft, answer.exercise.answer
    with shown_problems():
        now = answer.read()
        if draft is None or now in {draft.text, answer.mine}:
            return
        said = "Nothing was saved. " if draft.refused else ""
        st.warning(f"{said}`{name}` was changed elsewhere since it was opened here. Which one is it to be?")
        with st.expander("The file as it is now"):
            st.code(now, line_numbers=True, wrap_lines=True)
        with st.container(horizontal=True):
            for label, does in (("Take the file", answer.take), ("Keep what is here", answer.insist)):
                if st.button(label, key=answer.key(label)):
                    does()
                    st.rerun()  # the whole page, as this is but a part of it
