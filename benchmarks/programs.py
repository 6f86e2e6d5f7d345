"""How long a lesson's program takes to be there, and what many of them take: ``python benchmarks/programs.py``.

The other side of the time is the same program as an app of its own, opened in a browser that has loaded Streamlit
before, as it has by the time that someone runs a program of a lesson. The other side of the memory is one such app.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psutil
from measuring import ROOT, row, served_course, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

ROUNDS = 5
FIRST, PROGRAM = "02_reads_and_updates", "number_and_list"
MANY = "08_session_and_global_state"
MB = 1_000_000


def main() -> None:
    """Measure, and print the rows."""
    lessons = [ROOT / "lessons" / name for name in (FIRST, MANY)]
    answered = [f"{lesson.name}/{path.stem}" for lesson in lessons for path in lesson.glob("*.md")]
    with served_course(answered) as (address, server):
        from browser import launched  # noqa: PLC0415  # found where the course is served

        with plain_app(ROOT / "lessons" / FIRST / f"{PROGRAM}.py") as (app, alone), launched() as browser:
            page = browser.new_page()
            page.set_default_timeout(120_000)  # the machine may be busy
            time_of_the_first(page, address, app)
            memory_of_many(page, address, server, alone)


@contextmanager
def plain_app(script: Path) -> Iterator[tuple[str, int]]:
    """A program as an app of its own; its address and its process."""
    from browser import free_port, wait_for  # noqa: PLC0415  # as above

    port, quiet = free_port(), subprocess.DEVNULL
    options = ["--server.headless=true", f"--server.port={port}"]
    command = [sys.executable, "-m", "streamlit", "run", str(script), *options]
    server = subprocess.Popen(command, stdout=quiet, stderr=quiet)
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}", server.pid
    finally:
        server.terminate()
        server.wait()


def time_of_the_first(page: Page, address: str, app: str) -> None:
    """From the click, on a page that stands open, to what the program shows."""

    def alone() -> float:
        began = time.perf_counter()
        page.goto(app)
        page.get_by_test_id("stMarkdown").first.wait_for()
        return time.perf_counter() - began

    def in_lesson() -> float:
        page.goto(f"{address}/{FIRST[3:]}")
        page.get_by_role("heading", name="Make", exact=True).wait_for()
        time.sleep(1)  # the rest of the page
        began = time.perf_counter()
        run(page, PROGRAM)
        return time.perf_counter() - began

    # In turn, and the first time is about caches.
    taken = [(in_lesson(), alone()) for _ in range(ROUNDS + 1)][1:]
    lesson, app_alone = map(statistics.median, zip(*taken, strict=True))
    what = "From “Run the program” on an answered lesson’s page to what it shows, against the app alone"
    row(what, f"{shown(lesson)} : {shown(app_alone)}", f"{lesson / app_alone:.2f}", "at most 2 s")


def memory_of_many(page: Page, address: str, server: int, alone: int) -> None:
    """All programs of a lesson, one after another, each on a server of its own; those out of use end."""
    folder = ROOT / "lessons" / MANY
    names = [path.stem for path in sorted(folder.glob("*.py")) if path.with_suffix(".md").is_file()]
    page.goto(f"{address}/{MANY[3:]}")
    page.get_by_role("heading", name="Make", exact=True).wait_for()
    for name in names:
        run(page, name)
    children = psutil.Process(server).children(recursive=True)
    programs = [child for child in children if "player.py" in " ".join(child.cmdline())]
    taken, one = sum(map(memory, programs)), memory(psutil.Process(alone))
    what = f"Memory of the servers of all {len(names)} programs of a lesson, run one after another, against one app"
    row(
        what,
        f"{len(programs)} servers, {taken:.0f} MB : {one:.0f} MB",
        f"{taken / one:.1f}",
        "at most 3 servers",
    )


def run(page: Page, name: str) -> None:
    """Have a program run, and wait until it shows something to its first visitor; a second may see an exception."""
    page.locator(f'[class*="{name}-start"] button').first.click()
    page.frame_locator(f'iframe[src*="program={name}&"]').first.get_by_test_id(
        "stElementContainer"
    ).first.wait_for()


def memory(process: psutil.Process) -> float:
    """What a process has for itself, and its share of what it has with others, in MB."""
    return float(process.memory_full_info().pss) / MB


if __name__ == "__main__":
    main()
