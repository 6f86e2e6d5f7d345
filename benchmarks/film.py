"""What a film costs: to record it, to make that of a failed check, to open it, to step through it, and to mail it.

``python benchmarks/film.py``. Runs are asked for over the whole way, from the judge to the app's process and back; pages are
opened in the real browser.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from measuring import MINICOURSE, ROOT, in_turn, row, shown

from statecourse.app.app import App
from statecourse.app.server import bench, filming
from statecourse.course.course import Course
from statecourse.course.limits import Limits
from statecourse.course.submission import Job, Submission
from statecourse.film.story import story_of
from statecourse.film.viewer import film_page
from statecourse.judge.judges import Judges
from statecourse.runtime.app_sandbox import AppSandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

ROUNDS = 9
STEPS = 120
"""Steps that the page is timed over."""
SHOP = """import streamlit as st

if "cart" not in st.session_state:
    st.session_state.cart = [{"name": "Tea", "price": 3}, {"name": "Salt", "price": 1}]
    st.session_state.opened = 0
prices = {"Tea": 3, "Salt": 1, "Rice": 2}
name = st.selectbox("Item", list(prices))


def added_up():
    seen = []
    total = 0
    for i in range(ROUNDS):
        item = st.session_state.cart[i % 2]
        total += item["price"]
        seen.append(item["name"])
    return total


total = 0
for part in range(PARTS):
    total += added_up()
st.session_state.opened += 1
st.metric("Total", total)
"""
ALL_ROUNDS = 98
"""Of a loop, which are steps of their own."""


def main() -> None:
    """Measure, and print the rows."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        recording(folder)
        failed_check(folder)
        pages(folder)


def shop(folder: Path, rounds: int = ALL_ROUNDS, parts: int = 1) -> Path:
    """An app that goes round a loop so often, so many times over."""
    home = folder / f"{rounds}-{parts}"
    home.mkdir(exist_ok=True)
    (home / "app.py").write_text(SHOP.replace("ROUNDS", str(rounds)).replace("PARTS", str(parts)))
    return home / "app.py"


# --- recording ---


def recording(folder: Path) -> None:
    """A run that is filmed, against the same one that is not."""
    solutions = sorted((ROOT / "solutions").glob("*/app.py"))
    taken = [both(app) for app in solutions]
    plain, filmed = sum(one["plain"] for one in taken), sum(one["filmed"] for one in taken)
    worst = max(one["filmed"] / one["plain"] for one in taken)
    told(
        f"a run that is filmed, against the same one that is not: all {len(solutions)} solutions",
        filmed,
        plain,
    )
    row("the one of them that a film slows most", "", f"{worst:.2f}", "at most 5")
    for rounds in (100, 1_000, 10_000):
        long = both(shop(folder, rounds))
        told(f"a run that goes {rounds:,} times round a loop, filmed", long["filmed"], long["plain"])


def told(what: str, filmed: float, plain: float) -> None:
    """A row of the table."""
    row(what, f"{shown(filmed)} : {shown(plain)}", f"{filmed / plain:.2f}", "at most 5")


def both(script: Path) -> dict[str, float]:
    """Seconds that a run of an app takes, filmed and not."""
    with opened(script, film=True) as filmed, opened(script, film=False) as plain:
        return in_turn({"filmed": filmed.run, "plain": plain.run}, ROUNDS)


@contextlib.contextmanager
def opened(script: Path, *, film: bool) -> Iterator[App]:
    """An app that was opened in a worker of its own."""
    with contextlib.closing(AppSandbox()) as sandbox, bench(sandbox, Limits(run_seconds=60)):
        token = filming.set(film)
        try:
            yield App(script, default_timeout=60, folder=script.parent).run()
        finally:
            filming.reset(token)


# --- a failed check ---


def failed_check(folder: Path) -> None:
    """How much later a verdict comes that has the film of its failed check with it."""
    course = Course(MINICOURSE)
    exercise = course.find("ex01a")
    answer = folder / "answer"
    answer.mkdir()
    wrong = MINICOURSE / "graders" / exercise.id / "wrong" / "plain_variable.py"
    (answer / "app.py").write_text(wrong.read_text())
    with Judges(course, [exercise.id]) as judges:

        def verdict(*, filmed: bool) -> Callable[[], object]:
            return lambda: judges.submit(Job(exercise, Submission(answer), filmed=filmed)).result()

        taken = in_turn({"with": verdict(filmed=True), "without": verdict(filmed=False)}, ROUNDS)
    later = taken["with"] - taken["without"]
    row("the film of a failed check with five runs, after its verdict", shown(later), "", "within 1 s")


# --- the page ---


def pages(folder: Path) -> None:
    """How long the page takes, and how large it is."""
    sys.path.insert(0, str(ROOT / "tests"))
    from browser import launched  # noqa: PLC0415  # needs the tests' packages

    steps, page = page_of(shop(folder, parts=1))
    size = len(page.encode()) / 1000
    row(f"the file of a film of {steps} steps", f"{size:.0f} KB", "", "at most 300 KB")
    steps, page = page_of(shop(folder, parts=5))
    (folder / "film.html").write_text(page, encoding="utf-8")
    with launched() as browser:
        opening = sorted(open_page(browser, folder / "film.html")[0] for _ in range(5))[2]
        rate = sorted(open_page(browser, folder / "film.html")[1] for _ in range(3))[1]
    row(f"a film of {steps:,} steps opens in the browser", shown(opening), "", "within 500 ms")
    row("the same, stepped through", f"{rate:.0f} steps a second", "", "60 a second")


def page_of(script: Path) -> tuple[int, str]:
    """The steps of an app's first run, and the page that shows them."""
    with opened(script, film=True) as app:
        story: dict[str, Any] = story_of(app._server, "A film")
    return len(story["runs"][0]["steps"]), film_page(story)


def open_page(browser: Browser, path: Path) -> tuple[float, float]:
    """Seconds until the page can be stepped through, and steps a second, each drawn, from its middle on."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    began = time.perf_counter()
    page.goto(path.as_uri())
    page.locator("#now").get_by_text("The script").wait_for()
    opening = time.perf_counter() - began
    page.locator("#fold").uncheck()
    rate = page.evaluate(
        """async (steps) => {
            const drawn = () => new Promise(requestAnimationFrame), where = document.getElementById("where");
            where.value = where.max / 2;
            where.dispatchEvent(new Event("input"));
            await drawn();
            const began = performance.now();
            for (let step = 0; step < steps; step++) {
                document.getElementById("next").click();
                await drawn();
            }
            return steps / (performance.now() - began) * 1000;
        }""",
        STEPS,
    )
    page.close()
    return opening, float(rate)


if __name__ == "__main__":
    main()
