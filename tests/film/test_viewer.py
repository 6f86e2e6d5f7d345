"""The page of a film in the real browser: by keyboard, read aloud, narrow, dark, and whatever its texts are."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import free_port, launched, wait_for
from playwright.sync_api import expect

from statecourse.film.viewer import film_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

HOSTILE = "</script><script>document.title='stolen'</script><img src=x onerror=\"document.title='stolen'\">"


def line(
    number: int, *changes: list[object], event: str = "line", name: str = "<module>", frame: int = 0
) -> list[object]:
    """A step of a story."""
    return [event, "app.py", number, 1, frame, name, "", list(changes)]


def story() -> dict[str, object]:
    """Two runs in two tabs, with a loop, a callback, and texts that are markup."""
    first = {
        "tab": 0,
        "did": ["open the app"],
        "fragment": False,
        "before": [],
        "files": [],
        "sent": [],
        "steps": [
            line(1),
            line(2, ["state", "n", "0", 0]),
            *[line(3, ["variable", "i", str(i), 0]) for i in range(5)],
            line(4, ["variable", "text", HOSTILE, 0], ["printed", "", HOSTILE, 0]),
        ],
        "drawn": [[2, [0, 0], "markdown", HOSTILE], [4, [0, 1], "button", "Add one"]],
        "cut": "",
    }
    second = first | {
        "tab": 1,
        "did": ["in the second tab: click “Add one”"],
        "before": [["n", "0"]],
        "steps": [
            line(2, ["state", "n", "1", 0], name="add"),
            line(1),
            line(4, ["file", HOSTILE, HOSTILE, 0]),
        ],
    }
    return {
        "title": f"A film of {HOSTILE}",
        "script": "app.py",
        "sources": {
            "app.py": ["import streamlit as st", "n = 0", "for i in range(5):", f"    text = {HOSTILE!r}"]
        },
        "runs": [first, second],
    }


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    with launched() as browser:
        yield browser


@pytest.fixture(params=[(1280, "light"), (390, "dark")], ids=["wide", "narrow"])
def page(request: pytest.FixtureRequest, chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    """The film, opened; nothing may go wrong in it."""
    width, scheme = request.param
    path = tmp_path / "film.html"
    path.write_text(film_page(story()), encoding="utf-8")
    opened = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    problems: list[str] = []
    opened.on("console", lambda said: problems.append(said.text))
    opened.on("pageerror", lambda said: problems.append(str(said)))
    opened.goto(path.as_uri())
    yield opened
    assert problems == []
    opened.close()


def test_by_keyboard_alone(page: Page) -> None:
    """On, back, to the end, and what happened is said at each."""
    now = page.locator("#now")
    expect(now).to_have_text("Tab 1: open the app. The script runs for the first time.")
    page.keyboard.press("ArrowRight")
    expect(now).to_have_text("Line 2: st.session_state.n = 0.")
    expect(page.locator("#code .here")).to_contain_text("n = 0")
    expect(page.locator("#state dd")).to_have_text("0")
    page.keyboard.press("ArrowLeft")
    expect(now).to_contain_text("open the app")
    page.keyboard.press("PageDown")
    expect(now).to_have_text("Tab 2: click “Add one”. The script will run from its first line again.")
    page.keyboard.press("End")
    expect(now).to_have_text("The run is over: all its variables are gone. Session state and files stay.")
    expect(page.locator("#next")).to_be_disabled()


def test_loops_are_folded_until_one_wants_to_see_them(page: Page) -> None:
    """The third time round, and on."""

    def steps() -> int:
        page.keyboard.press("Home")
        count = 0
        while page.locator("#where").input_value() != page.locator("#where").get_attribute("max"):
            page.locator("#next").click()
            count += 1
        return count

    folded = steps()
    page.locator("#fold").uncheck()
    assert steps() == folded + 3 + 2  # three times round, and two lines that only define


def test_each_tab_has_a_note_and_the_new_value_is_marked(page: Page) -> None:
    """Side by side, over one ledger."""
    page.keyboard.press("PageDown")
    page.keyboard.press("ArrowRight")
    notes = page.locator("#state .note")
    expect(notes).to_have_count(2)
    expect(notes.nth(1)).to_contain_text("0 → 1")
    expect(notes.nth(1)).to_contain_text("Tab 2 (runs now)")


def test_what_an_app_says_is_text_and_nothing_else(page: Page) -> None:
    """In the title, the code, each pane, and the file's data."""
    page.keyboard.press("End")
    expect(page.locator("#files")).to_contain_text(HOSTILE)
    page.locator("#runs button").first.click()
    while "text =" not in (page.locator("#now").text_content() or ""):
        page.locator("#next").click()
    expect(page.locator("#variables")).to_contain_text(HOSTILE)
    expect(page.locator("#page")).to_contain_text(HOSTILE)
    expect(page.locator("#printed")).to_contain_text(HOSTILE)
    assert page.locator("img").count() == 0
    assert page.title() == f"A film of {HOSTILE}"


def test_nothing_moves_and_nothing_is_cut_off(page: Page) -> None:
    """The buttons stay where they are, and no page is wider than the window."""
    boxes = []
    for _ in range(6):
        boxes.append(page.locator("#next").bounding_box())
        page.locator("#next").click()
    assert len({json.dumps(box) for box in boxes}) == 1
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_it_is_read_aloud(page: Page) -> None:
    """Axe finds nothing."""
    page.locator("#next").click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_an_app_live_with_its_film(chromium: Browser, tmp_path: Path) -> None:
    """What is done in the app is the newest run of the film a moment later."""
    (tmp_path / "app.py").write_text(
        "import streamlit as st\nst.session_state.setdefault('n', 0)\n"
        "def add():\n    st.session_state.n += 1\nst.button('Add one', on_click=add)\nst.metric('Count', st.session_state.n)\n"
    )
    app, port = free_port(), free_port()
    command = [sys.executable, "-m", "statecourse.programs.live_film", "app.py", str(app), str(port)]
    with subprocess.Popen(command, cwd=tmp_path) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}")
            page = chromium.new_page(viewport={"width": 1500, "height": 800})
            page.goto(f"http://127.0.0.1:{port}")
            page.frame_locator("#app").get_by_role("button", name="Add one").click()
            expect(page.locator("#now")).to_contain_text("click “Add one”")
            page.locator("#fold").press("End")
            expect(page.locator("#state dd")).to_have_text("1")
            page.close()
        finally:
            server.terminate()
