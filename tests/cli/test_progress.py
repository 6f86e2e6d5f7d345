"""What is shown while a class is graded."""

from __future__ import annotations

import io

from rich.console import Console

from statecourse.classroom.standing import Count
from statecourse.cli.progress import grading_progress


def screen(*, terminal: bool, height: int = 40) -> Console:
    """A screen whose text can be read."""
    return Console(file=io.StringIO(), force_terminal=terminal, width=100, height=height, color_system=None)


def said(on: Console) -> str:
    """What was written to it."""
    assert isinstance(on.file, io.StringIO)
    return on.file.getvalue()


def test_lines_are_few() -> None:
    """A thousand submissions in a pipe: at most twenty lines, none of them soon after another, each with what counts."""
    lines, now = screen(terminal=False), [0.0]
    counts = {"ex01a": Count(0, 600), "ex02a": Count(0, 400)}
    with grading_progress(screen(terminal=False), lines, clock=lambda: now[0]) as progress:
        for done in range(1_001):
            progress(done, 1_000, counts)
            now[0] += 1.2
            counts["ex01a" if done % 5 < 3 else "ex02a"].done += 1
            counts["ex01a"].failed += done % 10 == 0
    told = said(lines).splitlines()
    assert 15 <= len(told) <= 20
    assert told[0] == (
        "50 of 1000 graded, about 19 min left; 5 not passed so far (ex01a 30/600, ex02a 20/400)"
    )
    assert "about 1 min left" in told[-1]


def test_a_short_run_says_nothing() -> None:
    """What comes of it follows at once."""
    lines = screen(terminal=False)
    with grading_progress(screen(terminal=False), lines, clock=lambda: 0.0) as progress:
        for done in range(11):
            progress(done, 10, {"ex01a": Count(done, 10)})
    assert said(lines) == ""


def test_errors_of_the_grader_are_told() -> None:
    """They are no failures of the students."""
    lines, now = screen(terminal=False), [0.0]
    with grading_progress(screen(terminal=False), lines, clock=lambda: now[0]) as progress:
        progress(0, 10, {"ex01a": Count(0, 10)})
        now[0] = 100
        progress(5, 10, {"ex01a": Count(5, 10, failed=1, errors=2)})
    assert said(lines) == "5 of 10 graded, about 2 min left; 1 not passed so far, 2 grader errors\n"


def test_bars() -> None:
    """In a terminal: one for all, and one for each exercise, if there is room."""
    counts = {f"ex{number:02}a": Count(3, 10, failed=2) for number in range(1, 6)}
    for height, rows in ((40, 5), (8, 0)):
        bars = screen(terminal=True, height=height)
        with grading_progress(bars, screen(terminal=False)) as progress:
            progress(15, 50, counts)
        told = said(bars)
        assert "Grading" in told
        assert "15/50" in told
        assert "10 not passed" in told
        assert sum(name in told for name in counts) == rows
