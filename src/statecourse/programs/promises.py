"""Tests that a lesson's programs do what its pages promise: for each question, and for each change to try.

``statecourse verify`` and the tests use it; a lesson's page does not, so it is no part of `round`.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from statecourse.app.app import App
from statecourse.app.page_text import page_text
from statecourse.app.server import RunTimeoutError, bench
from statecourse.app.trace import exception_of
from statecourse.checks.expect import CheckFailed
from statecourse.codec.values import shown
from statecourse.course.lesson_text import changed, read_round
from statecourse.course.limits import Limits
from statecourse.course.versions import lacks
from statecourse.programs.confined import results_of_tests, write_program
from statecourse.programs.doing import Tabs, play_step, read_step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from statecourse.course.lesson_text import Promise, Round
    from statecourse.programs.doing import Step
    from statecourse.sandbox.sandbox import Sandbox

_RUN_SECONDS = 20.0
_IN_TAB = re.compile(r"in tab (?P<tab>[1-9]): (?P<text>.+)")


def broken_promises(path: Path, sandbox: Sandbox) -> Iterator[str]:
    """A line for each promise of the round at ``path`` that its program breaks.

    Raises `CourseError` if the round cannot be read.
    """
    head, _, _ = read_round(path)
    place = f"lessons/{path.parent.name}/{path.name}"
    program = (path.parent / f"{head.program or path.stem}.py").read_text(encoding="utf-8")
    for name, promise, text in _promises(head, path.parent, program, place):
        steps = [read_step(line, name) for line in promise.do]
        with tempfile.TemporaryDirectory(prefix="statecourse-round-") as temporary:
            files = write_program(head, path.parent, text, Path(temporary))
            problem = _problem(promise, head, steps, files, sandbox)
        if problem:
            yield f"{name}: {problem}"


def _promises(head: Round, folder: Path, program: str, place: str) -> Iterator[tuple[str, Promise, str]]:
    """Those that the installed Streamlit is to keep."""
    if lacks(head.since):
        return
    if head.question and not lacks(head.streamlit):
        yield f"{place}: question", head, program
    for number, change in enumerate(head.modify, 1):
        if lacks(change.since) or lacks(change.streamlit):
            continue
        name = f"{place}: modify: number {number}"
        yield name, change, changed(change, folder, program, name)


def _problem(promise: Promise, head: Round, steps: list[Step], program: Path, sandbox: Sandbox) -> str | None:
    """The first difference between a program and what is promised of it; None if it keeps the promise."""
    if head.tests:
        said = results_of_tests(head, program, sandbox)
        unlike = [
            line for line in (*promise.shows, *promise.hides) if (line in said) != (line in promise.shows)
        ]
        return f"pytest says {said!r}, which does not go with “{unlike[0]}”" if unlike else None
    with bench(sandbox, Limits(), dict(head.settings)):
        tabs = Tabs(App(program, default_timeout=_RUN_SECONDS, live=True))
        tabs.tab(1)
        try:
            for step in steps:
                play_step(step, tabs)
            return next(_unlike(promise, tabs), None)
        except (CheckFailed, RunTimeoutError) as problem:
            return str(problem)


def _unlike(promise: Promise, tabs: Tabs) -> Iterator[str]:
    app = tabs.tab(tabs.newest)
    error = exception_of(app) or ""
    # Which of two tabs it meets that click at once, only chance says.
    met = {exception_of(one) for one in tabs.apps.values()} if promise.error else {error}
    if promise.error not in met:
        yield f"the run ends with {error or 'no exception'}, and not with {promise.error or 'none'}"
    for line in promise.shows:
        text, page = _seen(line, app, tabs)
        if text not in page:
            yield f"the page does not show “{line}”, but: {page!r}"
    for line in promise.hides:
        text, page = _seen(line, app, tabs)
        if text in page:
            yield f"the page shows “{line}”"
    for key, value in promise.state.items():
        seen = shown(app.session_state[key]) if key in app.session_state else "nothing"
        if seen != value:
            yield f"session state holds {seen} under “{key}”, and not {value}"


def _seen(line: str, app: App, tabs: Tabs) -> tuple[str, str]:
    """The text that a line looks for, and the text of the page: of the tab that the line names, or the last one."""
    found = _IN_TAB.fullmatch(line)
    return (found["text"], page_text(tabs.tab(int(found["tab"])))) if found else (line, page_text(app))
