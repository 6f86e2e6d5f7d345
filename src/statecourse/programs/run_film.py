"""The films of a program's runs, and of a failed check, to be stepped through on a page.

A module of its own beside `run_picture`, which shows one run at a glance, as HTML that nobody steps through.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import streamlit as st

from statecourse.film.story import Shot, story_of
from statecourse.film.viewer import film_parts
from statecourse.programs.program import TAB_NAMES

if TYPE_CHECKING:
    from pathlib import Path

    from statecourse.programs.program import Program

MOST_RUNS = 20
"""Runs that a film on a page has, the newest; it travels to the browser anew with each."""


@dataclass
class _Filmed:
    """What `story_of` makes a film of."""

    folder: Path
    shots: list[Shot] = field(default_factory=list)

    def own_words(self, text: str) -> str:
        """A text, JSON, in which the program's files have their names alone."""
        return text.replace(json.dumps(f"{self.folder}{os.sep}")[1:-1], "")


def story_of_runs(program: Program) -> dict[str, Any]:
    """The newest runs of all tabs of a program, one after another as they happened."""
    head = program.head
    tabs = [(tab, film) for tab in range(head.tabs) for film in program.stage(tab).films]
    folder = program.server().folder if head.own_server else program.folder
    filmed = _Filmed(folder)
    for tab, film in sorted(tabs, key=lambda pair: pair[1].at)[-MOST_RUNS:]:
        opened = "open the program" if film.number == 1 else "run the program again"
        filmed.shots.append(Shot(tab, [film.trigger or opened], [film.film]))
    script = "program.py" if head.own_server else program.file.name
    story = story_of(filmed, head.title, script, {script: program.text})
    return story | {"tabs": list(TAB_NAMES[: head.tabs])}


def show_film(story: dict[str, Any], number: object, key: str, begin: int | str = 0) -> None:
    """Show a film on the page. As long as the number is the same, the viewer stays where it is.

    ``begin`` is the moment that it begins at, or ``newest run``.
    """
    data = {"film": story, "number": str(number), "begin": begin}
    _viewer()(key=key, data=data)


@st.cache_resource(show_spinner=False)
def _viewer() -> Any:
    html, css, js = film_parts()
    return st.components.v2.component("statecourse_film", html=html, css=css, js=js)
