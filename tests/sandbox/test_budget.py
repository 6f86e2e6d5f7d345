"""A submission's budget: what counts, what does not, and what becomes of a submission that has used it up."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from statecourse.apptest import messages
from statecourse.cli.teacher import tell_used_up
from statecourse.course.budget import Budget, BudgetUsedUpError
from statecourse.report.report import CheckResult, Failure, make_report
from statecourse.sandbox.channel import Channel, LateError
from statecourse.sandbox.meter import Meter, _sleeps

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Judge = Any

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of other processes")

BUSY = "while True: pass"
ASLEEP = "import time; time.sleep(60)"


@pytest.fixture
def start() -> Iterator[Callable[..., int]]:
    """Start a process of Python with a text; gives its number."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(text: str) -> int:
        process = subprocess.Popen(
            [sys.executable, "-c", f"print(flush=True)\n{text}"], stdout=subprocess.PIPE
        )
        started.append(process)
        assert process.stdout is not None
        process.stdout.readline()
        return process.pid

    yield begin
    for process in started:
        process.kill()
    for process in started:
        process.communicate()


def counted(pid: int, seconds: float) -> float:
    """What counts of waiting for a process that does not answer."""
    budget = Budget()
    ours, theirs = socket.socketpair()
    with theirs:
        channel = Channel(ours)
        with pytest.raises(LateError):
            channel.receive(messages.Reply, deadline=time.monotonic() + seconds, meter=Meter(budget, pid))
        channel.close()
    return budget.used()


def uses_up(pid: int, seconds: float) -> None:
    """Wait for a process that does not answer until that has used up a budget. Raises LateError if it does not."""
    ours, theirs = socket.socketpair()
    with theirs:
        channel = Channel(ours)
        meter, late = Meter(Budget(seconds), pid), time.monotonic() + 120
        with pytest.raises(BudgetUsedUpError):
            channel.receive(messages.Reply, deadline=late, meter=meter)
        channel.close()


def test_sleep_counts(start: Callable[..., int]) -> None:
    """While the judge waits for who sleeps, and no longer than that is."""
    pid, began = start(ASLEEP), time.monotonic()
    uses_up(pid, 1)
    assert time.monotonic() - began > 0.6


@linux
def test_short_waits_add_up(start: Callable[..., int]) -> None:
    """To as much as one long wait."""
    budget, pid = Budget(), start(ASLEEP)
    meter = Meter(budget, pid)
    while not _sleeps(pid):
        time.sleep(0.01)
    for _ in range(30):
        meter.waited(0.03)
        if meter.until_look <= 0.03:
            meter.look()
    assert 0.7 < budget.used() < 1.2


@linux
def test_processor_time_counts_but_not_the_wait_for_a_processor(start: Callable[..., int]) -> None:
    """So a machine that is busy with others takes nothing from anyone."""
    processor = min(os.sched_getaffinity(0))
    starved, alone = start(BUSY), start(BUSY)
    for pid in (starved, alone):
        os.sched_setaffinity(pid, {processor})
    os.sched_setscheduler(starved, os.SCHED_IDLE, os.sched_param(0))
    assert counted(starved, 1) < 0.5
    used = time.clock_gettime(~alone << 3 | 2)
    uses_up(alone, 0.5)
    assert time.clock_gettime(~alone << 3 | 2) - used > 0.3


def test_the_judges_own_work_counts() -> None:
    """And ends where nothing is left."""
    budget = Budget(0.05)
    budget.require()
    with pytest.raises(BudgetUsedUpError):
        while True:
            budget.require()


def test_where_it_went() -> None:
    """The check and its step that took most."""
    budget = Budget()
    for check, step, seconds in (("a", "open", 1), ("b", "open", 2), ("b", "click", 3), ("c", "open", 4)):
        budget.enter(check)
        budget.step(step)
        budget.count(seconds)
    assert [part if isinstance(part, str) else round(part) for part in budget.most()] == ["b", 5, "click", 3]


CHECKS = '''
def test_opens(app):
    """It opens."""
    app.run()

def test_clicks(app):
    """It can be clicked."""
    app.run()
    widget(app, "Wait").click().run()

def test_more(app):
    """There is more."""
    app.run()

@needs("test_clicks")
def test_after(app):
    """It goes on."""
    app.run()
'''
SLOW = "import time\nif st.button('Wait'): time.sleep(60)\n"


def test_the_rest_gets_no_points_and_is_told_why(judge: Judge) -> None:
    """What was passed by then stays so."""
    judge.submission_seconds, judge.run_seconds = 2, 60
    report = judge(CHECKS, SLOW)
    assert [check.outcome for check in report.checks] == ["passed", "failed", "not run", "not run"]
    assert report.checks[1].failure.summary == "the time that all checks together may take is used up"
    assert report.checks[1].failure.steps == ["open the app", "click “Wait”"]
    assert report.used_up.startswith(
        "All checks together may take 2 seconds, and this answer has used them up."
    )
    assert report.used_up.endswith("of them in this step: click “Wait”")
    assert "went into “It can be clicked”" in report.used_up
    assert report.reason == report.used_up
    assert report.points == 1


def test_a_page_that_keeps_the_judge_busy_uses_it_up(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its reading is interrupted."""

    def endless(_: object) -> None:
        while True:
            sum(range(1000))

    monkeypatch.setattr("statecourse.app.page_text._lines_of", endless)
    judge.submission_seconds = 1
    report = judge("def test_x(app):\n    app.run()\n    page_text(app)\n\ndef test_y(app):\n    app.run()\n")
    assert [check.outcome for check in report.checks] == ["failed", "not run"]
    assert report.used_up


def test_a_check_that_does_not_end_is_no_fault_of_the_answer(judge: Judge) -> None:
    """It is the grader's error, whatever clock ends it."""
    judge.submission_seconds = 1
    check = judge.one("def test_x(app):\n    app.run()\n    while True: pass\n")
    assert check.outcome == "error"


WALK = '''
from statecourse.checks import *

def test_walk(walk):
    """It counts."""
    walk([click("Add")], lambda app: {"the count": number_after(app, "Count")})
'''
COUNTER = """
import time
st.session_state.setdefault("n", 0)
if st.button("Add"):
    st.session_state.n += 1
st.write("Count:", st.session_state.n)
"""


def test_no_shorter_walk_is_looked_for_after_its_end(judge: Judge) -> None:
    """What was found by then is told as it is."""
    judge.submission_seconds, judge.reference = 4, COUNTER
    wrong = COUNTER.replace("+= 1", "+= 1; time.sleep(0.3)").replace(
        'Count:", ', 'Count:", -9 if st.session_state.n == 9 else '
    )
    report = judge(WALK, wrong)
    assert report.used_up
    assert report.checks[0].failure.summary in {
        "the count",
        "the time that all checks together may take is used up",
    }


def test_grade_names_who_used_it_up(capsys: pytest.CaptureFixture[str]) -> None:
    """One line for each, and how many more there are."""
    tell_used_up([f"student{number}, ex01a" for number in range(8)])
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("Used up the time of all checks (8): ")
    assert "student0, ex01a" in said[0]
    assert "student7" not in said[0]


def test_the_words_of_a_hidden_check_have_no_step() -> None:
    """As nobody is to learn what it does."""
    from statecourse.judge.run import _what_used_up  # noqa: PLC0415

    budget = Budget(9)
    budget.enter("test_secret", "type “secret” in “Name”")
    budget.count(9)
    hidden = CheckResult("test_secret", "It works.", "failed", 0, 1, Failure("x"), hidden=True)
    told = _what_used_up(budget, [hidden])
    assert "It works" in told
    assert "secret”" not in told
    assert make_report("e", "T", [hidden], used_up=told).reason == told
