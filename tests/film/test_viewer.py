"""The page of a film in the real browser: by keyboard, read aloud, narrow, dark, and whatever its texts are."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import free_port, launched, wait_for
from playwright.sync_api import Error, expect

from statecourse.film.viewer import film_frame, film_page

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
        "widgets": [],
        "steps": [
            line(1),
            line(2, ["state", "n", "0", 0]),
            *[line(3, ["variable", "i", str(i), 0]) for i in range(5)],
            line(4, ["variable", "text", HOSTILE, 0], ["printed", "", HOSTILE * 9, 0]),
            line(4, *[["variable", f"long{i}", "x " * 60, 0] for i in range(9)]),
        ],
        "drawn": [[2, [0, 0], "markdown", HOSTILE], [4, [0, 1], "button", "Add one"]],
        "cut": "",
    }
    second = first | {
        "tab": 1,
        "did": ["in the second tab: click “Add one”"],
        "before": [["n", "0"]],
        "widgets": [["Name", "''"]],
        "sent": [["widget", "Name", "'Ada'", 0]],
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
    expect(now).to_have_text(
        "Tab 2: click “Add one”. The browser sends: Name from '' to 'Ada'. First the callback will run, then the script from its first line."
    )
    expect(page.locator("#state .note").nth(1)).to_contain_text("Widgets without a key")
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


def test_what_is_folded_is_the_doing_of_the_line_before(chromium: Browser, tmp_path: Path) -> None:
    """A helper's file, and what the line that calls it makes of what it returns; an exception that it catches is its own."""
    told = story()
    inner = [["call", 1], ["line", 2], ["exception", 2], ["line", 3], ["return", 3]]
    helper = [[event, "helper.py", number, 2, 1, "load", "", []] for event, number in inner]
    helper[0][7] = [["variable", "path", "'inner'", 1]]
    helper[3][7] = [["file", "votes.json", "1", 0]]
    helper[4][7] = [["variable", "votes", "7", 0]]
    told["runs"][0]["steps"] = [line(2), *helper, line(3)]  # type: ignore[index]
    told["sources"]["helper.py"] = ["def load():", "    open()", "    return 7"]  # type: ignore[index]
    (tmp_path / "film.html").write_text(film_page(told), encoding="utf-8")
    page = chromium.new_page()
    page.goto((tmp_path / "film.html").as_uri())
    page.locator("#next").click()
    expect(page.locator("#now")).to_have_text("Line 2: the file votes.json is written; votes = 7.")
    expect(page.locator("#variables")).to_have_text("votes =7")
    page.locator("#next").click()
    expect(page.locator("#now")).to_have_text("Line 3.")
    page.locator("#fold").uncheck()
    page.locator("#back").click()
    expect(page.locator("#now")).to_have_text("load is done: votes = 7.")
    page.close()


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
    """Buttons and panes stay where they are, whatever is in them, and no page is wider than the window."""
    boxes = []
    for _ in range(8):
        boxes.append(
            page.evaluate(
                "[...document.querySelectorAll('#next, .pane')].map((one) => JSON.stringify(one.getBoundingClientRect()))"
            )
        )
        page.locator("#next").click()
    assert len({json.dumps(box) for box in boxes}) == 1
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_what_has_changed_is_in_sight(page: Page) -> None:
    """Though it stands far down in its pane."""
    while "long0" not in (page.locator("#now").text_content() or ""):
        page.locator("#next").click()
    assert page.evaluate(
        "() => { const box = document.getElementById('variables').getBoundingClientRect();"
        "const at = document.querySelector('#variables .changed').getBoundingClientRect();"
        "return at.top >= box.top && at.top < box.bottom; }"
    )


def test_it_is_read_aloud(page: Page) -> None:
    """Axe finds nothing."""
    page.locator("#next").click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_within_another_page_it_has_none_of_that_page_s_rights(chromium: Browser, tmp_path: Path) -> None:
    """It plays there, and neither its texts nor what scripts it might run reach the page around it."""
    (tmp_path / "page.html").write_text(
        f"<title>Feedback</title>{film_frame(story())}<p id=after>after</p>", encoding="utf-8"
    )
    page = chromium.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    page.locator("summary").click()
    film = page.frame_locator("iframe")
    expect(film.locator("h1")).to_have_text(f"A film of {HOSTILE}")
    film.locator("#next").click()
    expect(film.locator("#now")).to_have_text("Line 2: st.session_state.n = 0.")
    with pytest.raises(Error, match="Blocked a frame|cross-origin|SecurityError"):
        page.frames[1].evaluate("parent.document.title")
    assert page.title() == "Feedback"
    assert page.locator("img").count() == 0
    assert page.locator("body > #after").count() == 1
    page.close()


def test_one_that_is_too_long_is_not_put_into_another_page() -> None:
    """Which says so."""
    long = story() | {"sources": {"app.py": ["x" * 1_000] * 3_000}}
    assert "too long" in film_frame(long)
    assert "<iframe" not in film_frame(long)


def test_an_app_live_with_its_film(chromium: Browser, tmp_path: Path) -> None:
    """What is done in the app is the newest run of the film a moment later. What a widget without a key held is known."""
    (tmp_path / "app.py").write_text(
        "import streamlit as st\nst.session_state.setdefault('n', 0)\n"
        "def add():\n    st.session_state.n += 1\nst.button('Add one', on_click=add)\nst.metric('Count', st.session_state.n)\n"
        "st.text_input('Name')\n"
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
            expect(page.locator("#state dd").first).to_have_text("1")
            name = page.frame_locator("#app").get_by_label("Name")
            name.fill("Ada")
            name.press("Enter")
            expect(page.locator("#now")).to_contain_text("The browser sends: Name from '' to 'Ada'.")
            page.close()
        finally:
            server.terminate()
