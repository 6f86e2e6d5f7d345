"""An exercise on a lesson's page: the task, the learner's results, hints, and the learner's app."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import streamlit as st

from statecourse.course.progress import read_progress, update_progress
from statecourse.course.stubs import reset
from statecourse.lesson.answer import Answer, show_answer
from statecourse.lesson.warm_judge import Stamp, film_of_failure, newest_report, stamp
from statecourse.programs.live import live
from statecourse.programs.problems import shown_problems
from statecourse.programs.run_film import show_film
from statecourse.programs.servers import StreamlitServer
from statecourse.report import words

if TYPE_CHECKING:
    from statecourse.course.course import Course, Exercise
    from statecourse.course.progress import ExerciseProgress
    from statecourse.report.report import Advice, CheckResult, Failure, Report

_MARKS = {
    "passed": ":green[✓] passed",
    "failed": ":red[✗] **not yet**",
    "not run": "– not run",
    "error": "! not run",
}


def show_exercise(course: Course, exercise: Exercise) -> None:
    """Show an exercise. It is checked again whenever its app is saved."""
    title, known = exercise.manifest.title, read_progress(course).of(exercise.id)
    with st.container(border=True):
        st.subheader(title)
        st.markdown(exercise.task.read_text(encoding="utf-8").partition("\n")[2])
        show_answer(Answer(course, exercise), _server_of(str(exercise.folder / "app.py")))
        _results(course, exercise)
        _open_app(course, exercise)
        _help(course, exercise, known)


@live(lambda course, exercise: functools.partial(stamp, exercise))  # noqa: ARG005  # as it is called
def _results(course: Course, exercise: Exercise) -> None:
    """Show the newest results. The first check comes with a click, or with the first save."""
    key = f"make/{exercise.id}"
    now = stamp(exercise)
    seen, report = st.session_state.setdefault(key, (now, None))
    draft = Answer(course, exercise).draft
    if draft is not None:
        asked = draft.checks > st.session_state.get(f"{key}/checks", 0)
        st.session_state[f"{key}/checks"] = draft.checks
    else:
        asked = report is None and st.button(f"Check my {_what(exercise)}", key=f"{key}/ask")
    if asked or seen != now:
        with st.spinner("Checking …"):
            report = newest_report(course, exercise)
        st.session_state[key] = (now, report)
        # The whole page runs, as the button goes and a passed exercise opens its solution.
        st.rerun()
    with shown_problems():
        _so_far(course, exercise) if report is None else _show(report)
    if (
        report is not None
        and not isinstance(report, str)
        and any(c.outcome == "failed" for c in report.checks)
    ):
        _film(course, exercise, now)


def _film(course: Course, exercise: Exercise, now: Stamp) -> None:
    """Offer the film of the first failed check, line by line, as long as the app is as it was checked."""
    key = f"make/{exercise.id}/film"
    if st.button("See it happen, line by line", key=f"{key}/ask", icon=":material/movie:"):
        with st.spinner("Doing it once more …"):
            st.session_state[key] = (now, film_of_failure(course, exercise))
    filmed, story = st.session_state.get(key, (None, None))
    if filmed == now and story:
        show_film(story, now, f"{key}/shown")
    elif filmed == now:
        st.markdown("Of this check there is no film: several people act in it at the same moment.")


def _so_far(course: Course, exercise: Exercise) -> None:
    known = read_progress(course).of(exercise.id)
    if known.passed:
        st.markdown(":green[✓] You have passed this one.")
    elif known.tries:
        st.markdown(
            f":small[Your best so far: {known.best} of {sum(exercise.manifest.checks.values())} points.]"
        )


def _show(report: Report | str) -> None:
    if isinstance(report, str) or report.problem:
        problem = report if isinstance(report, str) else report.problem
        st.warning(f"This could not be checked: {problem.rstrip('.')}.")
        return
    report = words.for_student(report)
    if report.unchanged:
        st.info(words.UNCHANGED)
    if report.used_up:
        st.text(words.sentence(report.used_up))
    if report.passed:
        st.success(f"**{words.score(report).removesuffix(' points')}. Passed.** That is all that was asked.")
    else:
        st.markdown(f"**{words.score(report)}**")
    lines = (f"- {_MARKS[check.outcome]}: {words.safe(check.title)}" for check in report.checks)
    st.markdown("\n".join(lines))
    _failures(report, [check for check in report.checks if check.outcome in {"failed", "error"}])


def _failures(report: Report, failed: list[CheckResult]) -> None:
    """Show the failures, the first one opened: to mend it often mends the others, too."""
    for number, check in enumerate(failed):
        label = f"Begin here: {check.title}" if number == 0 else check.title
        with st.expander(words.safe(label), expanded=number == 0):
            if check.failure is None:
                st.markdown(words.reason(check, report))
            else:
                _failure(check.failure, report.exercise)


def _failure(failure: Failure, exercise: str) -> None:
    """Show what happened as plain text, since an app may have written it; then the advice as prose."""
    parts = (part for part in words.parts_of(failure) if part.role != "advice")
    lines = (line for part in parts for line in words.plain_lines(part))
    st.code("\n".join(lines), language=None, wrap_lines=True)
    if failure.advice is not None:
        st.markdown(
            f"**This usually means: {failure.advice.label}.** {failure.advice.message} "
            f"Read about it in {_link(failure.advice, exercise)}."
        )


def _link(advice: Advice, exercise: str) -> str:
    """Where to read about a misconception, as a link if that is on this page."""
    name, _, part = advice.lesson.partition("#")
    here = name[:2] == exercise[2:4] and part
    return f"[{advice.where}](#{part.replace('_', '-')})" if here else advice.where


def _help(course: Course, exercise: Exercise, known: ExerciseProgress) -> None:
    hints = exercise.manifest.hints
    for number, hint in enumerate(hints[: known.hints], 1):
        st.markdown(f"**Hint {number} of {len(hints)}.** {hint.strip()}")
    with st.container(horizontal=True):
        if known.hints < len(hints):
            label = "Give me a hint" if not known.hints else "One more hint"
            more = {"hints": min(known.hints + 1, len(hints))}
            _button(course, exercise, label, "hint", more)
        st.button("Begin anew", key=f"make/{exercise.id}/reset", on_click=_reset, args=(course, exercise))
        if known.hints == len(hints) and not (known.passed or known.gave_up):
            _button(course, exercise, "Show me one way to do it", "give-up", {"gave_up": True})
    if (known.passed or known.gave_up) and exercise.solution.is_file():
        with st.expander("One way to do it"):
            st.code(exercise.solution.read_text(encoding="utf-8"), line_numbers=True, wrap_lines=True)


def _button(course: Course, exercise: Exercise, label: str, name: str, change: dict[str, int | bool]) -> None:
    """Show a button that changes the learner's progress with an exercise."""

    def keep() -> None:
        with shown_problems():
            update_progress(course, exercise.id, lambda known: msgspec.structs.replace(known, **change))

    st.button(label, key=f"make/{exercise.id}/{name}", on_click=keep)


def _reset(course: Course, exercise: Exercise) -> None:
    """Put the stub back; the learner's app is kept."""
    with shown_problems():
        kept = reset(course, exercise)
        Answer(course, exercise).take()
        where = kept.relative_to(course.root).as_posix() if kept else ""
        text = f"`{exercise.answer}` is as it was at first. Yours is kept in `{where}`."
        st.toast(text if kept else "It is as it was.")


@st.cache_resource(show_spinner=False, scope="session", on_release=StreamlitServer.stop)
def _server_of(app: str) -> StreamlitServer:
    """A server of the learner's app, for this machine only; it ends with the page."""
    path = Path(app)
    return StreamlitServer(path, path.parent)


def _what(exercise: Exercise) -> str:
    """What the learner writes, an app or tests."""
    return "app" if exercise.answer == "app.py" else "tests"


def _open_app(course: Course, exercise: Exercise) -> None:
    here = Answer(course, exercise).draft and exercise.answer == "app.py"  # there it has a button of its own
    server = _server_of(str(exercise.folder / "app.py"))
    if (
        not server.running
        and not here
        and st.button(
            f"Start {'my' if _what(exercise) == 'app' else 'the'} app", key=f"make/{exercise.id}/open"
        )
    ):
        with st.spinner("Starting the app …"):
            server.start()
        st.rerun()
    if server.running:
        st.link_button("The app is running: open it", server.address, icon=":material/open_in_new:")
