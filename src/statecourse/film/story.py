"""What was filmed, as plain data for the page that shows it."""

from __future__ import annotations

import json
import tokenize
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import msgspec

from statecourse.course.answer_files import SubmissionError, opened_files
from statecourse.film.reel import FilmedRun

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from statecourse.film.reel import FilmedStep

MAX_STEPS = 6_000
"""Steps of all runs together; a longer film is cut there, and says so."""
MAX_CHARACTERS = 2_000_000
"""Of all that the steps changed together."""
_ABOUT = {"exercise.yaml", "task.md"}
"""Files that lie beside an exercise's app, and are none of the app's."""
_MAX_SOURCE = 3_000
"""Lines of a file that are shown."""


_NOTHING = FilmedRun(before=[], files=[], sent=[], steps=[], drawn=[])


class Shot(NamedTuple):
    """What was done in a tab, as a list of steps in words, and what was recorded of the runs that it caused."""

    tab: int
    done: list[str]
    film: list[FilmedRun]


class Filmed(Protocol):
    """Whatever was filmed: its shots, the folder of the app, and its texts without the folder that it ran in."""

    shots: list[Shot]
    folder: Path

    def own_words(self, text: str) -> str:
        """A text without that folder's path."""


def story_of(
    server: Filmed, title: str, script: str = "app.py", texts: dict[str, str] | None = None
) -> dict[str, Any]:
    """A film as data: the app's sources, and each run with all that its steps changed.

    Of the server's app only the files are read that a step is in, and whose text is not among ``texts``. No text has the path of the folder that it ran in. A run without a film, such as one of an app
    that does not compile, has no steps.
    """
    left = _Left(MAX_STEPS, MAX_CHARACTERS)
    runs, named = [], {script}
    for shot in server.shots:
        for number, run in enumerate(shot.film or [None]):
            told = _told(shot, run, left, first=number == 0)
            named |= {step[1] for step in told["steps"]}
            runs.append(told)
    known = {name: text.splitlines()[:_MAX_SOURCE] for name, text in (texts or {}).items()}
    sources = known | dict(_sources(server.folder, named - known.keys()))
    for told in runs:
        _drop_unwritten(told, sources)
    story = {"title": title, "script": script, "sources": sources, "runs": runs}
    return json.loads(server.own_words(json.dumps(story)))  # type: ignore[no-any-return]


@dataclass
class _Left:
    """How much longer a film may get."""

    steps: int
    characters: int

    def take(self, steps: list[FilmedStep]) -> Iterator[FilmedStep]:
        """The steps that there is room for."""
        for step in steps:
            self.steps -= 1
            self.characters -= sum(len(change.name) + len(change.value or "") for change in step.changes)
            if self.steps < 0 or self.characters < 0:
                return
            yield step


def _told(shot: Shot, run: FilmedRun | None, left: _Left, *, first: bool) -> dict[str, Any]:
    did = shot.done if first else ["st.rerun()"]
    run = run or _NOTHING
    steps = msgspec.to_builtins(list(left.take(run.steps)))
    cut = run.cut or ("as the film is long enough" if len(run.steps) > len(steps) else "")
    return {
        "tab": shot.tab,
        "did": did,
        "fragment": run.fragment,
        "before": run.before,
        "files": [item for item in run.files if item[0] not in _ABOUT],
        "sent": msgspec.to_builtins(run.sent),
        "widgets": run.widgets,
        "steps": steps,
        "drawn": msgspec.to_builtins(run.drawn),
        "cut": cut,
    }


def _sources(folder: Path, named: set[str]) -> Iterator[tuple[str, list[str]]]:
    """The lines of those Python files of the app that the film is in."""
    try:
        for file in opened_files(folder):
            name = file.path.relative_to(folder).as_posix()
            if name in named:
                yield name, _text(file.read()).splitlines()[:_MAX_SOURCE]
    except (SubmissionError, OSError):
        return  # it was there when the app ran; a film without its text is one all the same


def _text(data: bytes) -> str:
    try:
        encoding, _ = tokenize.detect_encoding(iter(data.splitlines(keepends=True)).__next__)
        return data.decode(encoding, "replace")
    except (SyntaxError, LookupError):
        return data.decode("utf-8", "replace")


def _drop_unwritten(run: dict[str, Any], sources: dict[str, list[str]]) -> None:
    """Leave out the steps of lines that nobody wrote: Streamlit puts an import of its own into each script."""
    kept: list[list[Any]] = []
    places: list[int] = []
    for step in run["steps"]:
        unwritten = step[0] == "line" and step[1] in sources and not _is_written(sources[step[1]], step[2])
        repeats = (
            step[0] == "line" and kept and step[5] == "<module>" and step[2] < kept[-1][2] and step[2] == 1
        )
        if unwritten or repeats:
            if kept:
                kept[-1][7].extend(step[7])
        else:
            kept.append(step)
        places.append(len(kept))
    run["steps"] = kept
    for one in run["drawn"]:
        one[0] = places[one[0] - 1] if 0 < one[0] <= len(places) else one[0]


def _is_written(lines: list[str], number: int) -> bool:
    return 0 < number <= len(lines) and bool(lines[number - 1].strip())
