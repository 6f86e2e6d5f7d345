"""What is shown while a class is graded: bars in a terminal, now and then a line on standard output where it is none."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from statecourse.report.terminal import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console
    from rich.progress import Task, TaskID
    from rich.text import Text

    from statecourse.classroom.standing import Count, Progress

_ROOM = 6
"""Lines of a terminal that the bars of the exercises leave free."""
_LINES = 20
"""At most so many plain lines a run."""
_SECONDS = 30.0
"""And so long at least between two of them."""
_NAMED = 6


@contextlib.contextmanager
def grading_progress(
    screen: Console, lines: Console, clock: Callable[[], float] = time.monotonic
) -> Iterator[Progress]:
    """Shows how far a grading is, on a terminal or in lines; gives what is to be called."""
    if not screen.is_terminal:
        yield _Lines(lines, clock).show
        return
    bars = _Bars(screen)
    with bars.bars:
        yield bars.show


class _TimeLeft(TimeRemainingColumn):
    """The time left, of everything alone."""

    def render(self, task: Task) -> Text | str:  # type: ignore[override]
        return super().render(task) if task.id == 0 else ""


class _Bars:
    """A bar for everything, and one for each exercise where the terminal has room for them."""

    def __init__(self, screen: Console) -> None:
        told = TextColumn("{task.fields[told]}")
        columns = TextColumn("{task.description}"), BarColumn(24), MofNCompleteColumn(), told, _TimeLeft()
        self._screen = screen
        self.bars = Bars(*columns, console=screen, transient=True, speed_estimate_period=120)
        self._all = self.bars.add_task("Grading", total=None, told="")
        self._tasks: dict[str, TaskID] = {}

    def show(self, done: int, total: int, counts: dict[str, Count]) -> None:
        told = _told(list(counts.values()))
        self.bars.update(self._all, completed=done, total=total, told=told)
        if 1 < len(counts) <= self._screen.height - _ROOM:
            for name, count in counts.items():
                task = self._tasks.get(name)
                if task is None:
                    task = self._tasks[name] = self.bars.add_task(f"  {name}", total=count.total, told="")
                self.bars.update(task, completed=count.done, told=_told([count]))


def _told(counts: list[Count]) -> str:
    failed, errors = sum(count.failed for count in counts), sum(count.errors for count in counts)
    parts = [f"{failed} not passed" if failed else "", f"[red]{errors} grader errors[/]" if errors else ""]
    return ", ".join(filter(None, parts))


class _Lines:
    """A line for each twentieth, if that is not too soon after the one before."""

    def __init__(self, screen: Console, clock: Callable[[], float]) -> None:
        self._screen, self._clock = screen, clock
        self._began: tuple[float, int] | None = None
        self._last = 0.0, 0

    def show(self, done: int, total: int, counts: dict[str, Count]) -> None:
        now = self._clock()
        if self._began is None:
            self._began = self._last = now, done
            return
        since, at = self._last
        if done < total and now - since >= _SECONDS and done - at >= total / _LINES:
            self._last = now, done
            say(self._screen, f"{done} of {total} graded{self._time_left(now, done, total)}{_plain(counts)}")

    def _time_left(self, now: float, done: int, total: int) -> str:
        assert self._began is not None  # the first call
        began, before = self._began
        minutes = (now - began) / (done - before) * (total - done) / 60
        return f", about {minutes:.0f} min left" if minutes >= 1 else ", less than a minute left"


def _plain(counts: dict[str, Count]) -> str:
    failed, errors = (sum(getattr(c, name) for c in counts.values()) for name in ("failed", "errors"))
    wrong = f"; {failed} not passed so far" + (f", {errors} grader errors" if errors else "")
    behind = sorted(counts.items(), key=lambda pair: pair[1].done - pair[1].total)[:_NAMED]
    open_ones = [f"{name} {count.done}/{count.total}" for name, count in behind if count.done < count.total]
    return wrong + (f" ({', '.join(open_ones)})" if len(counts) > 1 else "")
