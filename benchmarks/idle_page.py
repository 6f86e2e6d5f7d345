"""What an open page of a lesson costs that nobody touches: the processor's time of the server, and of the browser.

``python benchmarks/idle_page.py``. The lesson has two programs open on servers of their own, two tabs each. The
other side is the same page before anything of it runs; a program's own server polls its files, as Streamlit does.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import row, served_course

if TYPE_CHECKING:
    from playwright.sync_api import Page

SECONDS = 20
REST_SECONDS = 6
"""What has just been drawn settles first."""
LESSON = "08_session_and_global_state"
OPEN = ("two_counters", "visitors")
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure, and print the rows."""
    with served_course([f"{LESSON}/{name}" for name in OPEN]) as served:
        measure(*served)


def measure(address: str, server: int) -> None:
    """The page as it is opened, and with its programs."""
    from browser import launched  # noqa: PLC0415  # found where the course is served

    with launched() as browser:
        page = browser.new_page()
        page.goto(f"{address}/{LESSON[3:]}")
        page.get_by_role("button", name="Run the program").first.wait_for()
        told("An open page of a lesson that nobody touches", *idle(server))
        for name in OPEN:
            run(page, name)
        told("The same with two programs open on servers of their own", *idle(server))


def run(page: Page, name: str) -> None:
    """Have a program run, and wait until it shows something."""
    page.locator(f'[class*="{name}-start"] button').first.click()
    page.frame_locator(f'iframe[src*="program={name}&"]').first.get_by_test_id("stMarkdown").first.wait_for()


def idle(server: int) -> tuple[float, float, float]:
    """The share of a processor that the lesson's server takes, the programs' servers, and the browser."""
    time.sleep(REST_SECONDS)
    before = taken(server)
    time.sleep(SECONDS)
    after = taken(server)
    return tuple((after[part] - before[part]) / SECONDS for part in ("lesson", "programs", "browser"))  # type: ignore[return-value]


def taken(server: int) -> dict[str, float]:
    """Seconds of processor time so far, by who took them."""
    sums = {"lesson": 0.0, "programs": 0.0, "browser": 0.0}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            words = (path / "stat").read_text().rpartition(")")[2].split()
            command = (path / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        mine = int(words[2]) == server
        if mine or "--type=" in command or "chrom" in command:
            part = "browser" if not mine else "programs" if "player.py" in command else "lesson"
            sums[part] += (int(words[11]) + int(words[12])) / TICKS
    return sums


def told(what: str, lesson: float, programs: float, browser: float) -> None:
    """A row of the table."""
    measured = f"server {lesson:.1%}, its programs’ servers {programs:.1%}, browser {browser:.1%}"
    row(what, measured, f"{lesson + programs + browser:.1%} of a processor", "at most 2 % each")


if __name__ == "__main__":
    main()
