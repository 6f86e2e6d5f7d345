"""Multiple-choice questions: those under *Investigate*, and the self-test at the end of a lesson."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from statecourse.course.progress import keep_selftest

if TYPE_CHECKING:
    from statecourse.course.course import Course
    from statecourse.course.lesson_text import Question


def ask(question: Question, key: str) -> None:
    """Ask a question, and explain the chosen answer; the learner may choose another one."""
    texts = [answer.text for answer in question.answers]
    if question.code:
        st.code(question.code, wrap_lines=True)
    chosen = st.radio(f"**{question.question}**", texts, index=None, key=key)
    if chosen is not None:
        _explain(question, texts.index(chosen))


def _explain(question: Question, chosen: int) -> None:
    answer = question.answers[chosen]
    say, verdict = (st.success, "Yes.") if answer.right else (st.warning, "Not quite.")
    say(f"**{verdict}** {answer.because}")


def show_selftest(course: Course, lesson: str, questions: list[Question]) -> None:
    """Ask one question after another; those that were answered wrongly come once more at the end."""
    key = f"{lesson}/selftest"
    state = st.session_state.setdefault(key, {"left": list(range(len(questions))), "wrong": [], "at": 0})
    st.header("Self-test", divider="gray", anchor="self-test")
    if not state["left"]:
        _result(key, state, len(questions))
        return
    number, again = state["left"][0], state["left"][0] in state["wrong"]
    question = questions[number]
    where = "Once more" if again else f"Question {state['at'] + 1} of {len(questions)}"
    st.markdown(f":small[{where}]")
    if question.code:
        st.container(width=720).code(question.code, wrap_lines=True)
    texts = [answer.text for answer in question.answers]
    place = f"{key}/{number}{'/again' if again else ''}"
    given = st.session_state.get(f"{place}/given")
    if given is None:
        _choose(question.question, texts, place)
        return
    st.markdown(f"**{question.question}**")
    st.markdown(f"You said: “{texts[given]}”")
    _explain(question, given)
    right = question.answers[given].right
    st.button("Go on", key=f"{place}/on", on_click=_go_on, args=(course, lesson, number, again, right))


def _choose(question: str, texts: list[str], place: str) -> None:
    with st.form(f"{place}/form", border=False):
        chosen = st.radio(f"**{question}**", texts, index=None, key=f"{place}/answer")
        if st.form_submit_button("This is my answer") and chosen is not None:
            st.session_state[f"{place}/given"] = texts.index(chosen)
            st.rerun()


def _go_on(course: Course, lesson: str, number: int, again: bool, right: bool) -> None:  # noqa: FBT001  # a callback's
    state = st.session_state[f"{lesson}/selftest"]
    state["left"].pop(0)
    state["at"] += 1
    if not right and not again:
        state["wrong"].append(number)
        state["left"].append(number)
    if not state["left"]:
        keep_selftest(course, lesson, state["wrong"])


def _result(key: str, state: dict[str, list[int]], total: int) -> None:
    right = total - len(state["wrong"])
    st.success(f"{right} of {total} right at once.")

    def begin_again() -> None:
        for name in [name for name in st.session_state if str(name).startswith(key)]:
            del st.session_state[name]

    st.button("Take it again", key=f"{key}/anew", on_click=begin_again)
