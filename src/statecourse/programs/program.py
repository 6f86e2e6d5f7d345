"""A round's program on the page: its text, its frames, and the controls of its server."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

import streamlit as st

from statecourse.course.progress import private_folder
from statecourse.course.whole_file import write_whole
from statecourse.programs import stage
from statecourse.programs.live import live
from statecourse.programs.problems import shown_problems
from statecourse.programs.runs import Ledger, Stage, ledger
from statecourse.programs.servers import ProgramServer

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from statecourse.course.course import Course
    from statecourse.course.lesson_text import Round

TAB_NAMES = ("Ada’s tab", "Bo’s tab", "Cleo’s tab")
MAX_SHOWN = 3
"""Programs that run on a page at a time, as a server takes about 100 MB."""
_FIRST_RUN_SECONDS = 4.0


@dataclass(frozen=True)
class Program:
    """A round's program on this page: its files, and what it keeps in the page's session state."""

    place: str
    head: Round
    folder: Path
    name: str
    course: Course

    @property
    def file(self) -> Path:
        """The file of the original program."""
        return self.folder / f"{self.head.program or self.name}.py"

    @property
    def original(self) -> str:
        """Its original text."""
        return self.file.read_text(encoding="utf-8")

    @property
    def _kept(self) -> Path:
        return private_folder(self.course) / "edits" / f"{self.place}.py"

    @property
    def text(self) -> str:
        """Its text, with the learner's changes, which outlast a reload of the page."""
        return self._kept.read_text(encoding="utf-8") if self.is_changed else self.original

    @property
    def is_changed(self) -> bool:
        """Whether the learner has changed it."""
        return self._kept.is_file()

    def put(self, text: str) -> None:
        """Run the program with this text from now on, in new sessions."""
        if text == self.original:
            self._kept.unlink(missing_ok=True)
        else:
            self._kept.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._kept, text)
        if self.head.own_server:
            self.server().put(text)
        self.refresh()

    def key(self, part: str) -> str:
        """A key of session state, or of a widget, for this round only."""
        return f"{self.place}/{part}"

    @property
    def started(self) -> bool:
        """Whether the program runs on the page."""
        return self.place in st.session_state.get(_RUNNING, [])

    def start(self) -> None:
        """Run it on the page; if too many run, the one that was started first ends."""
        running: list[str] = st.session_state.setdefault(_RUNNING, [])
        if self.place not in running:
            running.append(self.place)
            del running[:-MAX_SHOWN]
        st.query_params[AT] = self.name

    def token(self, tab: int) -> str:
        """What ties a tab's session to this page. The same page in another window has other tokens."""
        if self.key(f"token{tab}") not in st.session_state:
            self.refresh(tab)
        return str(st.session_state[self.key(f"token{tab}")])

    def refresh(self, *tabs: int) -> None:
        """Reload tabs, or all if none is given: each begins a new session."""
        for tab in tabs or range(self.head.tabs):
            token = st.session_state[self.key(f"token{tab}")] = secrets.token_hex(8)
            if not self.head.own_server:
                ledger().stage(token).text = self.text if self.is_changed else None

    def reload(self, *tabs: int) -> None:
        """Reload tabs, or all if none is given, each at its current address, as a browser does."""
        for tab in tabs or range(self.head.tabs):
            if self.head.address and (runs := self.stage(tab).runs):
                st.session_state[self.key(f"address{tab}")] = runs[-1].address
        self.refresh(*tabs)

    def server(self) -> ProgramServer:
        """The program's own server, for this page only. Raises `CourseError` if it does not start."""
        head, look = self.head, self.course.root / ".streamlit"
        settings = dict(head.settings) | ({"client.toolbarMode": "developer"} if head.menu else {})
        made = _program_server(
            str(self.file), str(self.folder), tuple(head.helpers), str(look), tuple(sorted(settings.items()))
        )
        if not made.running:
            made.put(self.text)
            made.start()
        return made

    def stage(self, tab: int) -> Stage:
        """The record of the runs in a tab."""
        kept = Ledger(self.server().runs) if self.head.own_server else ledger()
        return kept.stage(self.token(tab))


_RUNNING = "statecourse/running"
AT = "at"
"""The query parameter with the learner's round, to which a reload of the page returns."""


@st.cache_resource(show_spinner=False, scope="session", max_entries=MAX_SHOWN, on_release=ProgramServer.close)
def _program_server(
    program: str, folder: str, helpers: tuple[str, ...], look: str, settings: tuple[tuple[str, object], ...]
) -> ProgramServer:
    """A program's server. It ends with its page, or when other programs take its place."""
    return ProgramServer(Path(program), Path(folder), helpers, Path(look), dict(settings))


def show_program(program: Program) -> None:
    """Show the running program, once for each tab."""
    with st.spinner("Starting the program’s own server …"):
        base = program.server().address + "/" if program.head.own_server else _here()
    for tab in range(program.head.tabs):
        _tab(program, tab, base)
        if program.head.own_server and tab + 1 < program.head.tabs:
            _wait_for(program.stage(tab))
    if program.head.address:
        _addresses_now(program)
    if program.head.own_server:
        _server_controls(program)


def _tab(program: Program, tab: int, base: str) -> None:
    label = "The program" if program.head.tabs == 1 else TAB_NAMES[tab]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{label}**")
        button = "Refresh this tab" if program.head.tabs == 1 else f"Refresh {label}"
        refresh = {"on_click": program.reload, "args": (tab,), "key": program.key(f"refresh{tab}")}
        st.button(button, icon=":material/refresh:", type="tertiary", **refresh)  # type: ignore[arg-type]
    query = {stage.PROGRAM: program.file.stem, stage.TOKEN: program.token(tab)} | _options(program)
    path, own = _address(program, tab) if program.head.address else ("", "")
    with st.container(border=True, gap=None):
        source = f"{base}{path}?{urlencode(query)}{'&' if own else ''}{own}"
        st.iframe(source, height=program.head.height, alt=f"{label}, running")


def _options(program: Program) -> dict[str, str]:
    return {"embed": "true"} | ({"embed_options": "show_toolbar"} if program.head.menu else {})


def _address(program: Program, tab: int) -> tuple[str, str]:
    """Show the address of a tab, which the learner can edit; returns its page and its query.

    Only a program with a server of its own can have pages: elsewhere the page is the lesson's.
    """
    key, own = program.key(f"address{tab}"), program.head.own_server
    label = "Address: a page, such as `/basket`, or `?a=b`" if own else "Address: what is after the `?`"
    st.text_input(label, key=key, on_change=program.refresh, args=(tab,))
    return split_address(str(st.session_state[key]), pages=own)


def split_address(address: str, *, pages: bool) -> tuple[str, str]:
    """The page and the query of a typed address; the whole is the query unless there are ``pages``."""
    path, _, query = address.strip().partition("?") if pages else ("", "", address.strip().lstrip("?"))
    return quote(path.strip("/")), query


def runs_stamp(program: Program) -> Callable[[], Hashable]:
    """A function whose value changes when the program has run again; see `live`."""
    stages = [program.stage(number) for number in range(program.head.tabs)]
    return lambda: tuple(stage.stamp for stage in stages)


@live(runs_stamp)
def _addresses_now(program: Program) -> None:
    for tab in range(program.head.tabs):
        runs = program.stage(tab).runs
        if not runs:
            continue
        st.markdown(
            f":small[In the program’s address bar now: `/{runs[-1].path}{'?' if runs[-1].address else ''}"
            f"{runs[-1].address}`]"
        )


def _wait_for(opened: Stage) -> None:
    """Wait for a tab's first run: people open tabs one after another, so that they do not write a file at once."""
    until = time.monotonic() + _FIRST_RUN_SECONDS
    while not opened.runs and time.monotonic() < until:
        time.sleep(0.05)


def _here() -> str:
    """The path of this page's address, at which its programs are played, too."""
    return urlsplit(st.context.url or "/").path or "/"


def _server_controls(program: Program) -> None:
    """Show buttons that restart the program's server and damage its files, and these files."""
    server = program.server()

    def restart() -> None:
        server.stop()
        with shown_problems():
            server.start()
        program.reload()

    with st.container(horizontal=True):
        st.button("Restart the server", key=program.key("restart"), on_click=restart)
        for name in program.head.files:
            damage = program.head.damage
            for verb, text in (("Damage", damage), ("Delete", None)):
                if text != "":
                    key = program.key(f"{verb.lower()}-{name}")
                    st.button(f"{verb} {name}", key=key, on_click=server.write, args=(name, text))
    if program.head.files:
        _files(server, program.head.files)


def _files_stamp(server: ProgramServer, names: list[str]) -> Callable[[], Hashable]:
    return lambda: tuple(server.read(name) for name in names)


@live(_files_stamp)
def _files(server: ProgramServer, names: list[str]) -> None:
    for name in names:
        text = server.read(name)
        st.markdown(
            f"The file `{name}`, as it is now:" if text is not None else f"There is no file `{name}`."
        )
        if text is not None:
            st.code(text or " ", language=None, wrap_lines=True)
