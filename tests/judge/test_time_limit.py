"""The judge's own clock: a page that keeps it busy ends the check, and not the grading."""

from __future__ import annotations

import signal
import threading
import time
from typing import Any

import pytest

from statecourse.app import page_text
from statecourse.judge import check_plugin
from statecourse.judge.time_limit import TooLongError, at_most

Judge = Any

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no such clock here")


def work(seconds: float) -> None:
    """Be busy."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def test_work_that_takes_too_long_is_ended() -> None:
    """With a line that says so."""
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(TooLongError, match="keeps the grader busy for more than 0.05 seconds"), at_most(0.05):
        work(60)
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_what_lets_no_error_through_is_ended_all_the_same() -> None:
    """The error comes again."""

    def swallow() -> None:
        while True:
            try:
                work(60)
            except TooLongError:
                work(60)

    with pytest.raises(TooLongError), at_most(0.05):
        swallow()


def test_work_in_time_is_left_alone() -> None:
    """Nothing comes later, either."""
    with at_most(0.05):
        pass
    work(0.1)


def test_another_thread_has_no_clock() -> None:
    """As Python can interrupt the main one only."""
    ended: list[bool] = []

    def run() -> None:
        with at_most(0.01):
            work(0.05)
            ended.append(True)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert ended == [True]


def test_a_page_that_cannot_be_read_in_time_fails_the_check(judge: Judge, monkeypatch: Any) -> None:
    """It is the app's page; the next check goes on."""
    monkeypatch.setattr(check_plugin, "CHECKS_AT_MOST", 0.1)
    monkeypatch.setattr(page_text, "_lines_of", lambda _: work(60))
    checks = "def test_x(app):\n    app.run()\n    page_text(app)\n\ndef test_y(app):\n    app.run()\n"
    report = judge(checks, "st.text('x')")
    assert [check.outcome for check in report.checks] == ["failed", "passed"]
    assert report.checks[0].failure.summary == "the page keeps the grader busy for more than 3 seconds"


def test_a_check_that_does_not_end_is_the_graders_error(judge: Judge, monkeypatch: Any) -> None:
    """Where it is its own code that was interrupted."""
    monkeypatch.setattr(check_plugin, "CHECKS_AT_MOST", 0.1)
    check = judge.one("def test_x(app):\n    app.run()\n    while True: pass\n", "")
    assert check.outcome == "error"
    assert "busy for more than 3 seconds (test_checks.py, line " in check.error
