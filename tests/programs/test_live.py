"""Parts of a page that are redrawn from another thread: nothing of the page may be lost by that."""

from __future__ import annotations

import asyncio
import itertools
import threading
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from streamlit.runtime import Runtime
from streamlit.testing.v1 import AppTest

from statecourse.programs import live
from statecourse.runtime.run_observer import Fragment, run_fragment

if TYPE_CHECKING:
    import pytest

PART = Fragment("session", "part", "page", "", None)


class Runner:
    """A runner of scripts, which ends as soon as it is told to."""

    def __init__(self) -> None:
        self.asked: list[Any] = []
        self.ended = False

    def request_rerun(self, data: Any) -> bool:
        """Take the request, unless the runner has ended."""
        if not self.ended:
            self.asked.append(data)
        return not self.ended


class Session:
    """A session as the server keeps it: what comes from a runner that is not its own any more is dropped."""

    _fragment_storage = SimpleNamespace(contains="part".__eq__)

    def __init__(self) -> None:
        self._scriptrunner: Runner | None = Runner()
        self.shown: list[str] = []

    def show(self, runner: Runner, text: str) -> None:
        """Show what a run drew."""
        if runner is self._scriptrunner:
            self.shown.append(text)

    def _create_scriptrunner(self, _: Any) -> None:
        self._scriptrunner = Runner()


def session(monkeypatch: pytest.MonkeyPatch, loop: asyncio.AbstractEventLoop) -> Session:
    """The only session of a server whose work is done in this loop."""
    only = Session()
    manager = SimpleNamespace(get_active_session_info=lambda _: SimpleNamespace(session=only))
    runtime = SimpleNamespace(_session_mgr=manager, _get_async_objs=lambda: SimpleNamespace(eventloop=loop))
    monkeypatch.setattr(Runtime, "instance", lambda: runtime)
    return only


def turn(loop: asyncio.AbstractEventLoop) -> None:
    """Have the loop do what waits in it now."""
    loop.run_until_complete(asyncio.sleep(0))


def test_a_part_whose_stamp_fails_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other parts of all pages are redrawn as before, and again."""
    redrawn = threading.Semaphore(0)
    monkeypatch.setattr(live, "run_fragment", lambda _: redrawn.release() or True)
    watch = live.Watch()
    watch.add(PART, lambda: 1 // 0, 0)
    watch.add(replace(PART, fragment="other"), itertools.count(1).__next__, 0)
    assert redrawn.acquire(timeout=60)
    assert redrawn.acquire(timeout=60)


def test_what_a_run_drew_last_is_shown_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that ends between the wish to redraw a part and the redrawing loses nothing of its page."""
    loop = asyncio.new_event_loop()
    page = session(monkeypatch, loop)
    ending = page._scriptrunner
    assert ending is not None
    assert run_fragment(PART)
    loop.call_soon(page.show, ending, "the end of the page")
    ending.ended = True
    for _ in range(3):
        turn(loop)
    assert page.shown == ["the end of the page"]
    assert page._scriptrunner is not ending
    loop.close()


def test_a_runner_that_came_meanwhile_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Someone clicked on the page before the part was redrawn: the click's runner redraws it, too."""
    loop = asyncio.new_event_loop()
    page = session(monkeypatch, loop)
    ending, clicked = page._scriptrunner, Runner()
    assert ending is not None
    ending.ended = True
    assert run_fragment(PART)
    loop.call_soon(setattr, page, "_scriptrunner", clicked)
    for _ in range(3):
        turn(loop)
    assert page._scriptrunner is clicked
    assert [data.fragment_id for data in clicked.asked] == ["part"]
    loop.close()


def test_a_page_that_was_closed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is redrawn on a page that does not have the part any more."""
    loop = asyncio.new_event_loop()
    page = session(monkeypatch, loop)
    assert not run_fragment(Fragment("session", "gone", "page", "", None))
    turn(loop)
    assert page._scriptrunner is not None
    assert page._scriptrunner.asked == []
    loop.close()


def test_no_part_is_watched_where_there_is_no_server() -> None:
    """By the time that a part of AppTest's page had to be drawn anew, its stand-in for a server would be gone."""
    drawn = "import streamlit as st\nfrom statecourse.runtime.run_observer import this_fragment\n"
    drawn += "@st.fragment\ndef part(): st.text(this_fragment())\npart()"
    assert AppTest.from_string(drawn, default_timeout=60).run().text[0].value == "None"
