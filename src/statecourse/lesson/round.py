"""One round of a lesson: predict what a program does, run it, look into its runs, change it."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import streamlit as st

from statecourse.lesson import stage
from statecourse.lesson.live import live
from statecourse.lesson.picture import picture
from statecourse.lesson.problems import told
from statecourse.lesson.servers import ProgramServer
from statecourse.lesson.text import Round, read_round
from statecourse.lesson.trace import FiledStage, Stage, ledger, trace_file
from statecourse.progress import predict, read_progress

if TYPE_CHECKING:
    from statecourse.course import Course

_TAB_NAMES = ("Ada’s tab", "Bo’s tab", "Cleo’s tab")
_FIRST_RUN_SECONDS = 4.0


@dataclass(frozen=True)
class _Show:
    """A round on this page: what its files say, and what it keeps in this page's session state."""

    place: str
    head: Round
    folder: Path
    name: str
    look: Path

    @property
    def program(self) -> Path:
        return self.folder / f"{self.head.program or self.name}.py"

    @property
    def text(self) -> str:
        """The program as it is now: the learner may have changed it."""
        changed: str | None = st.session_state.get(self.key("changed"))
        return self.program.read_text(encoding="utf-8") if changed is None else changed

    def key(self, part: str) -> str:
        """A key of session state, or of a widget, that is this round's own."""
        return f"{self.place}/{part}"

    def token(self, tab: int) -> str:
        """What ties a tab's session to this page; the same page in another window has others."""
        if self.key(f"token{tab}") not in st.session_state:
            self.refresh(tab)
        return str(st.session_state[self.key(f"token{tab}")])

    def refresh(self, *tabs: int) -> None:
        """Load tabs anew, all if none is named, as a browser does: each begins a new session."""
        for tab in tabs or range(self.head.tabs):
            token = st.session_state[self.key(f"token{tab}")] = secrets.token_hex(8)
            if not self.head.own_server:
                ledger().stage(token).text = st.session_state.get(self.key("changed"))

    def server(self) -> ProgramServer:
        """The program's own server, of this page alone. Raises `CourseError` where it does not start."""
        helpers = tuple(str(self.folder / name) for name in self.head.helpers)
        made = _program_server(str(self.program), helpers, str(self.look))
        made.server.start()
        return made

    def stage(self, tab: int) -> Stage:
        """Where the runs in a tab are written down."""
        if not self.head.own_server:
            return ledger().stage(self.token(tab))
        return FiledStage(trace_file(self.server().traces, self.token(tab)))


@st.cache_resource(show_spinner=False, scope="session", on_release=ProgramServer.close)
def _program_server(program: str, helpers: tuple[str, ...], look: str) -> ProgramServer:
    """A program's server, which ends with the page that asked for it."""
    return ProgramServer(Path(program), [Path(helper) for helper in helpers], Path(look))


def show_round(course: Course, folder: Path, name: str) -> None:
    """Show a round. The program runs only once the learner has committed to an answer."""
    head, before, after = read_round(folder / f"{name}.md")
    show = _Show(f"{folder.name}/{name}", head, folder, name, course.root / ".streamlit")
    st.header(head.title, divider="gray")
    if before:
        st.markdown(before)
    st.code(show.text, line_numbers=True, wrap_lines=True)
    for helper in head.helpers:
        st.markdown(f"It imports `{helper}`:")
        st.code((folder / helper).read_text(encoding="utf-8"), line_numbers=True, wrap_lines=True)
    if head.question and not _predicted(course, show):
        st.markdown(":small[Commit to an answer first. Then the program runs right here.]")
        return
    if not _run(show):
        return
    _investigate(show)
    if head.modify:
        _modify(show)
    if after:
        st.markdown(after)


def _predicted(course: Course, show: _Show) -> bool:
    """Ask the question, or show what was answered; whether there is an answer by now."""
    texts = [answer.text for answer in show.head.answers]
    given = read_progress(course).predictions.get(show.place)
    if given is None or not 0 <= given < len(texts):
        with st.form(show.key("form")):
            question = f"**Predict.** {show.head.question}"
            chosen = st.radio(question, texts, index=None, key=show.key("answer"))
            sent = st.form_submit_button("This is my answer")
        if not sent or chosen is None:
            return False
        predict(course, show.place, texts.index(chosen))
        st.session_state[show.key("started")] = True
        st.rerun()
    answer = show.head.answers[given]
    st.markdown(f"**Predict.** {show.head.question}")
    say, verdict = (st.success, "Yes.") if answer.right else (st.warning, "Not quite.")
    say(f"You said: “{answer.text}” **{verdict}** {answer.because}")
    return True


def _run(show: _Show) -> bool:
    """The program, live, once for each tab; whether it runs by now."""
    _heading("Run")
    if show.head.own_server and not _started(show):
        return False
    with st.spinner("Starting the program’s own server …"):
        base = show.server().server.address + "/" if show.head.own_server else _here()
    for tab, column in enumerate(st.columns(show.head.tabs)):
        with column:
            _tab(show, tab, base)
        if show.head.own_server and tab + 1 < show.head.tabs:
            _wait_for(show.stage(tab))
    if show.head.own_server:
        _server_controls(show)
    return True


def _started(show: _Show) -> bool:
    """Whether the program's own server is wanted: at once after an answer, later when it is asked for."""
    key = show.key("started")

    def start() -> None:
        st.session_state[key] = True

    if not st.session_state.get(key):
        st.button("Start the program", key=f"{key}/button", on_click=start)
        st.markdown(":small[It runs on a Streamlit server of its own, which takes a moment to start.]")
    return bool(st.session_state.get(key))


def _tab(show: _Show, tab: int, base: str) -> None:
    alone = show.head.tabs == 1
    label = "The program" if alone else _TAB_NAMES[tab]
    query = {stage.PROGRAM: show.program.stem, stage.TOKEN: show.token(tab), "embed": "true"}
    if not alone:
        st.markdown(f"**{label}**")
    with st.container(border=True):
        st.iframe(f"{base}?{urlencode(query)}", height=show.head.height, alt=f"{label}, running")
    button = "Refresh this tab" if alone else f"Refresh {label}"
    st.button(button, key=show.key(f"refresh{tab}"), on_click=show.refresh, args=(tab,))


def _wait_for(opened: Stage) -> None:
    """Open tabs one after the other, as people do: at the same moment they might meet in one file."""
    until = time.monotonic() + _FIRST_RUN_SECONDS
    while not opened.runs and time.monotonic() < until:
        time.sleep(0.05)


def _heading(text: str) -> None:
    """One of the headings that come again in every round, so without an anchor of its own."""
    st.subheader(text, anchor=False)


def _here() -> str:
    """The path of this page's address: the page plays its programs at its own address."""
    return urlsplit(st.context.url or "/").path or "/"


def _server_controls(show: _Show) -> None:
    """Stop and start the program's server, and show the files that it keeps."""
    program = show.server()

    def restart() -> None:
        program.server.stop()
        with told():
            program.server.start()
        show.refresh()

    with st.container(horizontal=True):
        st.button("Restart the server", key=show.key("restart"), on_click=restart)
        for name in show.head.files:
            if show.head.damage:
                damage = (name, show.head.damage)
                st.button(
                    f"Damage {name}", key=show.key(f"damage-{name}"), on_click=program.write, args=damage
                )
            st.button(
                f"Delete {name}", key=show.key(f"delete-{name}"), on_click=program.write, args=(name, None)
            )
    if show.head.files:
        _files(program, show.head.files)


@live
def _files(program: ProgramServer, names: list[str]) -> None:
    for name in names:
        text = program.read(name)
        st.markdown(
            f"The file `{name}`, as it is now:" if text is not None else f"There is no file `{name}`."
        )
        if text is not None:
            st.code(text or " ", language=None, wrap_lines=True)


@live
def _investigate(show: _Show) -> None:
    """The runs of the program so far, of each tab."""
    _heading("Investigate")
    alone = show.head.tabs == 1
    places = [st.container()] if alone else st.tabs(list(_TAB_NAMES[: show.head.tabs]))
    for tab, place in enumerate(places):
        with place, told():
            _runs(show, tab)


def _runs(show: _Show, tab: int) -> None:
    """The runs in one tab; the newest is shown unless another is chosen."""
    runs = show.stage(tab).runs
    if not runs:
        st.markdown(":small[The program has not run yet.]")
        return
    numbers = [run.number for run in runs][-12:]
    key = show.key(f"look{tab}")
    chosen = st.segmented_control("Look at run (or see the newest)", numbers, key=key)
    number = chosen if chosen in numbers else numbers[-1]
    st.html(picture(next(run for run in runs if run.number == number)))


def _modify(show: _Show) -> None:
    _heading("Modify")
    st.markdown("\n".join(f"- {change.change} *Look for:* {change.look_for}" for change in show.head.modify))
    key = show.key("text")
    original = show.program.read_text(encoding="utf-8")

    def put(*, changed: bool) -> None:
        # The text is read here, and not handed over: what was typed last came with the click itself.
        if not changed:
            st.session_state[key] = original
        text = st.session_state[key] if changed else None
        st.session_state[show.key("changed")] = text
        if show.head.own_server:
            show.server().put(text)
        show.refresh()

    with st.expander("Change the program here", key=show.key("modify")):
        st.session_state.setdefault(key, original)
        st.text_area("The program", key=key, height="content")
        with st.container(horizontal=True):
            st.button("Run it changed", key=show.key("change"), on_click=put, kwargs={"changed": True})
            st.button("Put it back", key=show.key("back"), on_click=put, kwargs={"changed": False})
