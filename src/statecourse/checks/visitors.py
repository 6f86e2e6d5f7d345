"""One app and its visitors, who make the moves of a walk and look at their pages.

Apart from `walks`, which takes a walk with two apps, and compares what their visitors see.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from statecourse.app import steps
from statecourse.app.app import App
from statecourse.app.server import AppServer
from statecourse.app.trace import exception_of
from statecourse.checks.actions import Action, Move
from statecourse.checks.expect import expect
from statecourse.course.submission import Submission

if TYPE_CHECKING:
    from pathlib import Path

    from statecourse.app.server import Bench

Look = Callable[[App], dict[str, object]]
Begin = Callable[[App], object]


class Visitors:
    """The visitors of the app in ``script``, numbered as they come; ``begin`` opens it the first time."""

    def __init__(self, bench: Bench, script: Path, look: Look, begin: Begin | None) -> None:
        folder = script.parent.resolve()
        server = AppServer(bench, folder, live=Submission(folder).needs_runtime())
        self._app = App(script, default_timeout=bench.limits.run_seconds, folder=folder, server=server)
        self._look = look
        self._begin = begin
        self._tabs: dict[int, App] = {}
        self._open: set[int] = set()
        self._started = False

    def start(self) -> None:
        """Begin to open the app for the first visitor, without waiting; not if ``begin`` opens it."""
        if self._begin is None:
            self._started = True
            self._app.start()

    def is_open(self, visitor: int) -> bool:
        """Whether a visitor has the app open."""
        return visitor in self._open

    def open(self, visitor: int) -> None:
        """Have a visitor open the app, for the first time or after a restart."""
        self._open.add(visitor)
        if not self._tabs:
            self._tabs[visitor] = self._app
            self._open_first()
            return
        if visitor not in self._tabs:
            self._tabs[visitor] = self._app.new_session()
        self._tabs[visitor].run()

    def _open_first(self) -> None:
        if self._started:
            self._app.arrive()
        elif self._begin is not None:
            self._begin(self._app)
        if self._app.page is None:
            self._app.run()

    def restart(self) -> None:
        """Restart the server; all visitors have to open the app again."""
        self._app.restart()
        self._open.clear()

    def can(self, move: Move) -> bool:
        """Whether a move is an action that is possible on the visitor's page."""
        return isinstance(move.what, Action) and move.what.possible(self._tabs[move.visitor], move.value)

    def takes(self, move: Move) -> bool:
        """Whether each field of the page can hold the text of a move: a browser would cut a longer one off."""
        tab, text = self._tabs[move.visitor], move.value
        longest = [field.max_chars for field in (*tab.text_input, *tab.text_area) if field.max_chars]
        return not isinstance(text, str) or all(len(text) <= end for end in longest)

    def act(self, move: Move) -> None:
        """Make a move, which is an action."""
        assert isinstance(move.what, Action)  # `can` was asked before
        move.what.do(self._tabs[move.visitor], move.value)

    def look(self, visitor: int) -> dict[str, object]:
        """What a visitor sees. Raises `CheckFailed` if the app stopped."""
        expect(self._tabs[visitor]).to_run()
        return self._look(self._tabs[visitor])

    def exception(self, visitor: int) -> str | None:
        """The type of the exception that a visitor's page ended with; None if it did not."""
        return exception_of(self._tabs[visitor])

    def where(self, visitor: int) -> str:
        """The visitor's tab in words, if there is more than one."""
        number = list(self._tabs).index(visitor)
        return f" in the {steps.ordinal(number)} tab" if len(self._tabs) > 1 else ""
