"""One round of a lesson: predict what a program does, run it, look into its runs, change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qs

import streamlit as st

from statecourse.course.lesson_text import changed, read_round
from statecourse.course.progress import predict, read_progress
from statecourse.course.versions import lacks
from statecourse.lesson.editor import forget, show_editor, typed
from statecourse.lesson.questions import ask
from statecourse.programs.confined import show_confined
from statecourse.programs.doing import read_step
from statecourse.programs.live import live
from statecourse.programs.problems import shown_problems
from statecourse.programs.program import TAB_NAMES, Program, runs_stamp, show_program
from statecourse.programs.run_film import show_film, story_of_runs
from statecourse.programs.run_picture import picture

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from statecourse.course.course import Course
    from statecourse.course.lesson_text import Answer, Change, Promise, Round

_T = TypeVar("_T")
_NOT_YET = ":small[The program has not run yet.]"
_VIEWS = ("Run by run", "Line by line")
_SHORT = 14
"""A helper of up to so many lines is shown opened."""
_BEGINS_ANEW = ("open", "refresh", "restart")
_UNSEEN = (*_BEGINS_ANEW, "close the dialog")
"""Steps that may run nothing, so that no run shows that they are done."""
_ONLY_SEEN = ("the file", "the cache", "by its address")
"""Words of steps that never show in a run, so that only the learner knows whether they are done."""


def show_round(course: Course, folder: Path, name: str, *, again: bool = False) -> bool:
    """Show a round; returns whether the lesson goes on below it: once its question, if any, is answered.

    The program runs after the answer, and the verdict comes after the learner has seen what the program does.
    ``again`` says that the program ran when the page was reloaded, so that it runs at once.
    """
    head, before, after = read_round(folder / f"{name}.md")
    program = Program(f"{folder.name}/{name}", head, folder, name, course)
    if again and not program.started:
        program.start()
    st.header(head.title, divider="gray", anchor=name.replace("_", "-"))
    if before:
        st.container(width=720).markdown(before)
    _since(head)
    left, right = st.columns([11, 10], gap="medium")
    with left:
        _code(program)
    with right:
        answered = not head.question or _question(program)
        if answered and not program.started:
            _start(program)
        if answered and program.started:
            show_confined(program) if program.head.apart else show_program(program)
    if not answered or not (head.question or program.started):
        return answered
    if head.question and not _verdict(program):
        return True
    if program.started and not program.head.apart:
        _investigate(program)
    if program.started and head.modify:
        _modify(program)
    if after:
        st.container(width=720).markdown(after)
    return True


def _start(program: Program) -> None:
    key = program.key("start")
    st.button("Run the program", key=key, icon=":material/play_arrow:", on_click=program.start)
    if program.head.own_server:
        st.markdown(":small[It runs on a Streamlit server of its own, which takes a moment to start.]")


# --- the program's text ------------------------------------------------------------------------


def _code(program: Program) -> None:
    """Show the program's text, or an editor with it, and the program's helpers."""
    if st.session_state.get(program.key("editing")):
        _editor(program)
    else:
        st.code(program.text, line_numbers=True, wrap_lines=True)
    for helper in program.head.helpers:
        text = (program.folder / helper).read_text(encoding="utf-8")
        with st.expander(
            f"Its file `{helper}`", expanded=program.head.tests or len(text.splitlines()) <= _SHORT
        ):
            kind = "python" if helper.endswith(".py") else None
            st.code(text, language=kind, line_numbers=True, wrap_lines=True)
    if program.is_changed and program.started and not st.session_state.get(program.key("editing")):
        st.button("Put it back as it was", key=program.key("back"), on_click=_put, args=(program, None))


def _editor(program: Program) -> None:
    key = program.key("text")
    opened = st.session_state.setdefault(program.key("opened"), program.text)
    show_editor(key, "The program", opened, lambda: _run_edited(program))
    with st.container(horizontal=True):
        st.button("Run it", key=program.key("change"), on_click=_run_edited, args=(program,))
        st.button("Put it back", key=program.key("back"), on_click=_put, args=(program, None))


def _run_edited(program: Program) -> None:
    # Read here and not passed, as what was typed last comes with the click itself.
    program.put(typed(program.key("text"), st.session_state[program.key("opened")]))


def _edit(program: Program) -> None:
    st.session_state[program.key("opened")] = program.text
    st.session_state[program.key("editing")] = True


def _put(program: Program, text: str | None) -> None:
    """Run the program with a text, None for its original; the editor closes."""
    program.put(program.original if text is None else text)
    st.session_state[program.key("editing")] = False
    forget(program.key("text"))


# --- predict -----------------------------------------------------------------------------------


def _question(program: Program) -> bool:
    """Ask the question; returns whether it is answered."""
    given = read_progress(program.course).predictions.get(program.place)
    st.markdown(f"**Predict.** {program.head.question}")
    if given is not None and 0 <= given <= len(program.head.answers):
        return True
    with st.form(program.key("form"), border=False):
        typed = _input(program)
        sent = st.form_submit_button("This is my answer")
    st.markdown(":small[Commit to an answer first. Then the program runs right here.]")
    if sent and typed is None:
        st.markdown(":orange[Choose an answer first; a guess is fine.]")
    if not sent or typed is None:
        return False
    predict(program.course, program.place, _number_of(program.head, typed), typed)
    st.session_state[program.key("fresh")] = True
    program.start()
    st.rerun()
    return True


def _input(program: Program) -> str | None:
    """The learner's answer as text; None before they give one."""
    head, key = program.head, program.key("answer")
    if head.kind == "choice":
        texts = [answer.text for answer in head.answers]
        return st.radio("Your answer", texts, index=None, key=key, label_visibility="collapsed")
    if head.kind == "number":
        number = st.number_input("Your answer: a number", value=None, step=1, key=key)
        return None if number is None else str(number)
    return st.text_input("Your answer", key=key).strip() or None


def _number_of(head: Round, typed: str) -> int:
    """The number of the answer that was typed; the number of answers if it is none of them."""
    alike = [answer.text.strip().casefold().strip("`'\"“”") for answer in head.answers]
    plain = typed.strip().casefold().strip("`'\"“”")
    return alike.index(plain) if plain in alike else len(alike)


def _verdict(program: Program) -> bool:
    """Show whether the prediction was right, once the learner has seen it; returns whether it is shown."""
    key = program.key("told")
    waits = not program.head.apart and st.session_state.get(program.key("fresh"))
    if waits and not st.session_state.get(key):
        _wait_until_done(program)
        return False
    answer, said = _given(program)
    because = answer.because if answer else program.head.otherwise
    right = next(answer for answer in program.head.answers if answer.right)
    show, verdict = (st.success, "Yes.") if answer is right else (st.warning, "Not quite.")
    show(f"You said: “{said}” **{verdict}** {because}")
    others = [other for other in program.head.answers if other is not answer]
    with st.expander("What about the other answers?" if answer is right else f"The answer is “{right.text}”"):
        st.markdown("\n".join(_explained(other) for other in sorted(others, key=lambda o: not o.right)))
    return True


def _explained(answer: Answer) -> str:
    return f"- “{answer.text}” {'**Right.** ' if answer.right else ''}{answer.because}"


@live(runs_stamp)
def _wait_until_done(program: Program) -> None:
    """Wait with the verdict until the question's steps are done, or the learner asks for it."""
    if _is_done(program):
        st.session_state[program.key("told")] = True
        st.rerun()
    with st.container(border=True):
        st.markdown(
            f"You said: “{_given(program)[1]}” **Now try it** in the program, just as the question says."
        )
        if st.button("I have seen it. Was I right?", key=program.key("tell")):
            st.session_state[program.key("told")] = True
            st.rerun()


def _given(program: Program) -> tuple[Answer | None, str]:
    """The answer that the learner gave, None for one that is not among the round's, and its text."""
    progress, answers = read_progress(program.course), program.head.answers
    number = progress.predictions[program.place]
    answer = answers[number] if number < len(answers) else None
    return answer, answer.text if answer else progress.typed.get(program.place, "something else")


def _is_done(program: Program) -> bool:
    """Whether the program has run as often as the question's steps run it."""
    steps = [read_step(line, program.place) for line in program.head.do]
    if any(step.text in _BEGINS_ANEW[1:] or any(word in step.text for word in _ONLY_SEEN) for step in steps):
        return False  # only the learner knows
    runs = [run for tab in range(program.head.tabs) for run in program.stage(tab).runs]
    links = [number for number, step in enumerate(steps) if step.link]
    if links:  # a link begins a session, whose runs replace those before
        if not any(parse_qs(run.address) == parse_qs(steps[links[-1]].link) for run in runs):
            return False
        steps = steps[links[-1] + 1 :]
    waiting = {widget.label for run in runs for widget in run.widgets if widget.form}
    counted = [step for step in steps if step.text not in _UNSEEN and step.sets not in waiting]
    wanted = sum(step.times * (2 if step.other else 1) for step in counted)
    if steps and not wanted:
        return False  # all of it waits in the browser
    return bool(runs) and sum(bool(run.trigger) for run in runs) >= wanted


# --- investigate and modify --------------------------------------------------------------------


def _investigate(program: Program) -> None:
    st.subheader("Investigate", anchor=False)  # it is in every round
    if program.head.film:
        st.container(width=720).markdown(f"*Look for:* {program.head.film}")
    _all_runs(program)
    for number, question in enumerate(program.head.ask):
        ask(question, program.key(f"ask{number}"))


@live(runs_stamp)
def _all_runs(program: Program) -> None:
    """Show the program's runs so far: as pictures, tab by tab, or as one film."""
    at_first = _VIEWS[1] if program.head.film else _VIEWS[0]
    how = "How to look at the runs"
    if _choice(how, _VIEWS, at_first, program.key("view"), label_visibility="collapsed") == _VIEWS[0]:
        _pictures(program)
        return
    with shown_problems():
        number = runs_stamp(program)()  # first, as it may be that a run ends meanwhile
        story = story_of_runs(program)
        if story["runs"]:
            show_film(story, number, program.key("film"), "newest run")
        else:
            st.markdown(_NOT_YET)


def _choice(label: str, options: Sequence[_T], at_first: _T, key: str, **look: Any) -> _T | None:
    """Ask for one of the options, in a part that is redrawn when there is a new run.

    If that comes before the page's own run is sent (see `live`), the browser drops the widget, and draws it anew at its
    default: so that is what was chosen last.
    """
    default = st.session_state.get(key, at_first)
    chosen: _T | None = st.segmented_control(label, options, default=default, required=True, key=key, **look)
    return chosen


def _pictures(program: Program) -> None:
    alone = program.head.tabs == 1
    places = [st.container()] if alone else st.tabs(list(TAB_NAMES[: program.head.tabs]))
    for tab, place in enumerate(places):
        with place, shown_problems():
            _runs(program, tab)


def _runs(program: Program, tab: int) -> None:
    """Show a run of one tab: the newest, until the learner chooses another or there is a newer one."""
    runs = program.stage(tab).runs
    if not runs:
        st.markdown(_NOT_YET)
        return
    numbers = [run.number for run in runs][-12:]
    key = program.key(f"look{tab}/{runs[-1].number}")
    chosen = _choice("Look at run", numbers, numbers[-1], key)
    st.html(picture(next(run for run in runs if run.number == chosen)))


def _modify(program: Program) -> None:
    st.subheader("Modify", anchor=False)
    for number, change in enumerate(program.head.modify):
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"{change.change} *Look for:* {change.look_for}")
            _since(change)
            if change.edit or change.program:
                _offer(program, change, number)
    if not st.session_state.get(program.key("editing")):
        key = program.key("modify")
        st.button(
            "Change the program yourself", key=key, icon=":material/edit:", on_click=_edit, args=(program,)
        )


def _offer(program: Program, change: Change, number: int) -> None:
    """Offer a change of the program, which one click makes."""
    place = f"lessons/{program.place}.md: modify: number {number + 1}"
    text = changed(change, program.folder, program.original, place)
    if program.text == text:
        st.markdown(":small[:green[✓] The program above runs with this change now.]")
        return
    put = {"on_click": _put, "args": (program, text), "key": program.key(f"put{number}")}
    st.button("Make this change", type="tertiary", icon=":material/edit:", **put)  # type: ignore[arg-type]


def _since(promise: Promise) -> None:
    """Show since which version of Streamlit this holds, and a warning if the installed one is older."""
    if lacks(promise.streamlit):
        text = f"Here something may look otherwise: this is about Streamlit {promise.streamlit} or newer"
        st.warning(f"{text}, and this is {st.__version__}.", icon=":material/history:")
    if lacking := lacks(promise.since):
        st.warning(f"Here it will not work: it {lacking}.", icon=":material/history:")
    elif promise.since:
        st.markdown(f":small[Since Streamlit {promise.since}. This is {st.__version__}.]")
