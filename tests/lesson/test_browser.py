"""The lessons in a real browser, on a copy of the course: as a learner goes through them, without an error."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import SECONDS, free_port, launched, wait_for
from lesson_pages import HEADS, LESSONS, QUESTIONS, copy_course, keep_answers, rounds_of
from playwright.sync_api import Browser, FrameLocator, Locator, Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from statecourse.course.lesson_text import read_selftest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Served:
    """A copy of the course, and where it is served."""

    root: Path
    address: str


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    with launched() as browser:
        yield browser


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A copy of the course as ``statecourse learn`` serves it; nobody's own progress is touched."""
    root = tmp_path_factory.mktemp("course")
    with serving(root, "-m", "statecourse", "learn", "--no-browser", "--port={port}") as course:
        yield course


@pytest.fixture
def served_late(tmp_path: Path) -> Iterator[Served]:
    """A copy of the course on a server that is late with everything."""
    command = [str(Path(__file__).parents[1] / "slow_server.py"), "run", "lessons/home.py"]
    with serving(tmp_path, *command, "--server.headless=true", "--server.port={port}") as course:
        yield course


@contextmanager
def serving(root: Path, *arguments: str) -> Iterator[Served]:
    """Serve a copy of the course in this folder; the arguments are Python's, and ``{port}`` is a free port."""
    copy_course(root, "lessons", "exercises", "graders", "solutions", ".streamlit")
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, *(argument.format(port=port) for argument in arguments)],
        cwd=root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    wait_for(f"http://127.0.0.1:{port}/_stcore/health")
    yield Served(root, f"http://127.0.0.1:{port}")
    # The lessons' own servers are in the same group, and end with it.
    os.killpg(server.pid, signal.SIGTERM)
    server.wait(60)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A tab that remembers what went wrong in it; nothing may."""
    tab = chromium.new_page(viewport={"width": 1280, "height": 900})
    tab.set_default_timeout(SECONDS)
    wrong: list[str] = []
    tab.on("console", lambda message: note(wrong, message))
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    yield tab
    assert wrong == []
    assert tab.get_by_test_id("stException").count() == 0
    tab.close()


def note(wrong: list[str], message: Any) -> None:
    """Keep a console error that comes from our pages.

    Not one from a network that is not there, nor from Streamlit's own search for its server: opened
    at the address of a page, it first asks below that address, and is told 404; and a program whose server
    is restarted looks for it.
    """
    searching = ("to reach /_stcore/", "Streamlit server is not responding")
    looking = "/_stcore/" in message.location.get("url", "") or any(
        text in message.text for text in searching
    )
    if message.type == "error" and "net::ERR" not in message.text and not looking:
        wrong.append(f"{message.text} ({message.location.get('url')})")


@pytest.fixture
def lesson(page: Page, served: Served) -> Callable[[str], Page]:
    """Open a lesson, by its name in the address."""
    return lambda name: opened(page, f"{served.address}/{name}")


def opened(page: Page, address: str) -> Page:
    """Open a lesson, and wait until all of it is there."""
    page.goto(address)
    page.get_by_test_id("stApp").wait_for()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    settled(page)
    return page


@pytest.fixture(autouse=True)
def beginner(served: Served) -> None:
    """Forget what was reached, so that each test begins as a beginner does."""
    shutil.rmtree(served.root / ".statecourse", ignore_errors=True)


def settled(page: Page) -> None:
    """Wait until Streamlit has run the script, and the browser has fetched what it draws all parts with."""
    unready = '[data-test-script-state="running"], [data-testid="stSkeleton"]'
    page.wait_for_function(f"document.querySelector('{unready}') === null")


def answer(page: Page, text: str) -> None:
    """Commit to an answer."""
    form = page.get_by_test_id("stForm").filter(has_text=text)
    form.get_by_text(text, exact=True).click()
    form.get_by_role("button", name="This is my answer").click()
    form.wait_for(state="detached")


def frame(page: Page, program: str, tab: int = 0) -> FrameLocator:
    """A program that runs in the page."""
    return page.frame_locator(f'iframe[src*="program={program}&"]').nth(tab)


@contextmanager
def loaded_anew(page: Page, program: str) -> Iterator[None]:
    """Wait until the browser has let go of the program as it was, which may look like the new one.

    A click on the old one would reach nobody: its ``src`` is another one before its document is.
    """
    with page.expect_event("framenavigated", lambda part: f"program={program}&" in part.url):
        yield


def ends_a_run(message: str | bytes) -> bool:
    """Whether a message from Streamlit's server says that a run is over."""
    return (
        isinstance(message, bytes) and ForwardMsg.FromString(message).WhichOneof("type") == "script_finished"
    )


def of_round(page: Page, name: str, part: str) -> Locator:
    """A widget of the lesson by the round it belongs to, such as its button to refresh a tab."""
    return page.locator(f'[class*="{name}-{part}"]').first


def view(page: Page, name: str, how: str) -> None:
    """Have the runs of a round shown that way."""
    of_round(page, name, "view").get_by_text(how).click()


def answered(served: Served, lesson: str, *rounds: str) -> None:
    """Someone who comes back has answered these rounds."""
    keep_answers(served.root, {served.root / "lessons" / lesson / f"{name}.md": 0 for name in rounds})


# --- the hub and the lessons -------------------------------------------------------------------


def test_home_leads_to_a_lesson(page: Page, served: Served):
    """The hub lists the lessons, says how far one is, and a click opens one."""
    page.goto(served.address)
    expect(page.get_by_role("heading", name="Persisting State Explained")).to_be_visible()
    expect(page.get_by_text("Predictions: 0 of").first).to_be_visible()
    expect(page.get_by_test_id("stAppDeployButton")).to_have_count(0)
    page.get_by_test_id("stMain").get_by_role("link", name="Begin with 1. Initialization").click()
    expect(page.get_by_role("heading", name="Initialization", exact=True)).to_be_visible()


def test_a_round_of_the_first_lesson(lesson: Callable[[str], Page]):
    """A prediction, the clicks that it is about, then the verdict; what a run did; a change, and back."""
    page = lesson("initialization")
    assert page.locator('iframe[src*="program=plain_variable"]').count() == 0
    expect(page.get_by_role("heading", name="A key that is read")).to_have_count(0)
    with page.expect_websocket() as opened_by_program:
        answer(page, "Clicks: 3")
    expect(page.get_by_text("Now try it")).to_be_visible()
    program = frame(page, "plain_variable")
    expect(program.get_by_text("Clicks: 0", exact=True)).to_be_visible()
    expect(program.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    for _ in range(3):  # the third click brings the verdict, and with it the runs
        expect(page.get_by_text("Not quite.")).to_have_count(0)
        # Streamlit makes one run of the clicks that come while it runs.
        with opened_by_program.value.expect_event("framereceived", ends_a_run):
            program.get_by_role("button", name="Add one").click()
        expect(program.get_by_text("Clicks: 1", exact=True)).to_be_visible()
    expect(page.get_by_text("Not quite.").first).to_be_visible()
    view(page, "plain_variable", "Run by run")
    expect(page.get_by_text("click “Add one”").first).to_be_visible()
    expect(page.get_by_text("3. The script, run 4")).to_be_visible()

    page.get_by_role("button", name="Make this change").first.click()
    program = frame(page, "plain_variable")
    expect(program.get_by_role("button", name="Nothing")).to_be_visible()
    expect(page.get_by_text("runs with this change now").first).to_be_visible()
    of_round(page, "plain_variable", "back").get_by_role("button").click()
    expect(frame(page, "plain_variable").get_by_role("button", name="Nothing")).to_have_count(0)


def test_what_a_learner_types_stays_and_is_followed(lesson: Callable[[str], Page]):
    """A fragment's own run is told as one; a page that is loaded anew has the text, and runs it."""
    page = lesson("initialization")
    answer(page, "Clicks: 1")
    of_round(page, "plain_variable", "tell").get_by_role("button").click()
    page.get_by_text("Change the program yourself").first.click()
    box = page.get_by_role("textbox", name="The program").first
    box.fill(
        'import streamlit as st\n\n@st.fragment\ndef part():\n    st.button("Alone")\n\npart()\nst.write("All")'
    )
    of_round(page, "plain_variable", "change").get_by_role("button").click()
    frame(page, "plain_variable").get_by_role("button", name="Alone").click()
    expect(page.locator(".film #now")).to_contain_text("click “Alone”. The fragment alone will run.")
    view(page, "plain_variable", "Run by run")
    expect(page.get_by_text("3. The fragment alone, run 2")).to_be_visible()
    page.reload()
    expect(frame(page, "plain_variable").get_by_role("button", name="Alone")).to_be_visible()
    expect(page.get_by_text("Change the program yourself").first).to_be_visible()


def test_a_program_is_watched_line_by_line(lesson: Callable[[str], Page]):
    """Under the runs, forwards and back, by the keyboard, too; a new run takes its place, and nothing moves."""
    page = lesson("initialization")
    answer(page, "Clicks: 1")
    of_round(page, "plain_variable", "tell").get_by_role("button").click()
    film, program = page.locator(".film"), frame(page, "plain_variable")
    expect(film.locator("#runs button")).to_have_text(["1. open the program"])
    program.get_by_role("button", name="Add one").click()
    expect(film.locator("#runs button")).to_have_text(["1. open the program", "2. click “Add one”"])
    expect(film.locator("#now")).to_contain_text("click “Add one”. The script will run from its first line")
    before = place(film)
    film.locator("#next").focus()
    while film.locator("#now").text_content() != "Line 5: clicks = 1.":
        page.keyboard.press("ArrowRight")
    expect(film.locator("#code .here")).to_contain_text("clicks = clicks + 1")
    expect(film.locator("#variables")).to_contain_text("0 → 1")
    assert place(film) == before
    program.get_by_role("button", name="Add one").click()
    expect(film.locator("#runs button")).to_have_count(3)
    assert place(film) == before
    film.locator("#next").click()
    page.get_by_text("Change the program yourself").first.click()
    expect(page.get_by_role("textbox", name="The program")).to_be_visible()
    settled(page)
    expect(film.locator("#now")).to_have_text("The script begins.")  # a run of the page leaves it where it is
    view(page, "plain_variable", "Run by run")
    expect(page.get_by_text("3. The script, run 3")).to_be_visible()


def place(part: Locator) -> list[float]:
    """Where a part of the page is, however far the page is scrolled, and how large."""
    top = "getBoundingClientRect().y"
    return part.evaluate(  # type: ignore[no-any-return]
        f"part => [part.{top} - document.querySelector('h1').{top}, part.offsetHeight]"
    )


def test_two_tabs_have_two_notes(lesson: Callable[[str], Page], served: Served):
    """What Ada does is not seen by Bo, a refresh begins anew, and session state is shown along the way."""
    answered(served, "01_initialization", "plain_variable", "missing_key", "set_every_time")
    page = lesson("initialization")
    answer(page, "Ada: Likes: 0, Bo: Likes: 1")
    frame(page, "begin_once", 0).get_by_role("button", name="Like").click()
    expect(frame(page, "begin_once", 0).get_by_text("Likes: 1")).to_be_visible()
    expect(frame(page, "begin_once", 1).get_by_text("Likes: 0")).to_be_visible()
    of_round(page, "begin_once", "tell").get_by_role("button").click()
    expect(page.get_by_text("Yes.", exact=True).first).to_be_visible()
    view(page, "begin_once", "Run by run")
    expect(page.get_by_role("cell", name="1 changed").first).to_be_visible()
    page.get_by_role("button", name="Refresh Ada’s tab").click()
    expect(frame(page, "begin_once", 0).get_by_text("Likes: 0")).to_be_visible()


def test_a_file_outlives_a_restart_of_the_server(lesson: Callable[[str], Page]):
    """The sticky note is gone with the server; the ledger, a real file on a real server, goes on."""
    page = lesson("session_and_global_state")
    answer(page, "Both counters go on")
    for tab in (0, 1):
        note_of_tab = frame(page, "two_counters", tab).get_by_text("Sticky note: 1", exact=True)
        expect(note_of_tab).to_be_visible()
    frame(page, "two_counters").get_by_role("button", name="Run again").click()
    expect(frame(page, "two_counters").get_by_text("Sticky note: 2")).to_be_visible()
    expect(page.get_by_text('{"counter": 3}').first).to_be_visible()
    restart = page.get_by_role("button", name="Restart the server")
    restart.hover()  # the mouse leaves the frame before it clicks, as a person's does
    restart.click()
    expect(page.get_by_text('{"counter": 5}').first).to_be_visible()
    expect(frame(page, "two_counters").get_by_text("Sticky note: 1")).to_be_visible()
    expect(frame(page, "two_counters").get_by_text("Ledger: 4")).to_be_visible()


def test_a_vote_is_lost(lesson: Callable[[str], Page], served: Served):
    """Two votes at the same moment, and the file has one."""
    above = ("two_counters", "visitors", "whose_cart", "greeting", "first_come", "damaged_file")
    answered(served, "08_session_and_global_state", *above)
    page = lesson("session_and_global_state")
    answer(page, "1, as one vote is lost")
    for tab in (0, 1):
        expect(frame(page, "lost_vote", tab).get_by_text("Votes: 0")).to_be_visible()
    ada, bo = (frame(page, "lost_vote", tab).get_by_role("button", name="Vote") for tab in (0, 1))
    # One event clicks both: between two of this test's own, a busy machine may take longer than a vote does.
    bo.evaluate("vote => { new BroadcastChannel('now').onmessage = () => vote.click() }")
    ada.evaluate("vote => { new BroadcastChannel('now').postMessage(''); vote.click() }")
    for tab in (0, 1):
        expect(frame(page, "lost_vote", tab).get_by_text("Votes: 1")).to_be_visible()
    expect(page.get_by_text('{"votes": 1}')).to_be_visible()


def test_a_self_test(lesson: Callable[[str], Page], served: Served):
    """A wrong answer is explained, and then comes the next question."""
    keep_answers(served.root, dict.fromkeys(QUESTIONS, 0))
    page = lesson("initialization")
    asked = read_selftest(served.root / "lessons" / "01_initialization")
    given = next(answer for answer in asked[0].answers if not answer.right)
    form = page.get_by_test_id("stForm").last
    form.get_by_text(given.text.replace("`", ""), exact=True).click()
    form.get_by_role("button", name="This is my answer").click()
    expect(page.get_by_text("You said:").last).to_be_visible()
    expect(page.get_by_text("Not quite.", exact=True).last).to_be_visible()
    page.get_by_role("button", name="Go on", exact=True).click()
    expect(page.get_by_text(f"Question 2 of {len(asked)}")).to_be_visible()


def test_an_exercise_is_checked_when_it_is_saved(lesson: Callable[[str], Page], served: Served):
    """Saved in any editor, an app is checked on the page, what is missing told, and then no more."""
    page = lesson("initialization")
    app = served.root / "exercises" / "ex01a_visit_counter" / "app.py"
    stub = app.read_text("utf-8")
    app.write_text(stub + "\n", "utf-8")
    expect(page.get_by_text(re.compile(r"^\d+ of 12 points$")).first).to_be_visible()
    expect(page.get_by_text("This usually means:").first).to_be_visible()
    page.get_by_role("button", name="See it happen, line by line").first.click()
    film = page.locator(".film")
    expect(film.locator("#runs button").first).to_have_text("1. open the app")
    film.locator("#next").click()
    expect(film.locator("#now")).to_have_text("The script begins.")
    shutil.copyfile(served.root / "solutions" / "ex01a_visit_counter" / "app.py", app)
    expect(page.get_by_text("12 of 12. Passed.").first).to_be_visible()
    expect(page.get_by_text("One way to do it").first).to_be_visible()
    app.write_text(stub, "utf-8")


def test_an_exercise_is_written_run_and_checked_on_the_page(lesson: Callable[[str], Page], served: Served):
    """Nobody needs another editor; and who has one is asked before anything of it is written over."""
    keep_answers(served.root, dict.fromkeys(QUESTIONS, 0))
    page = lesson("initialization")
    app = served.root / "exercises" / "ex01a_visit_counter" / "app.py"
    stub, question = app.read_text("utf-8"), page.get_by_text("was changed elsewhere")
    page.get_by_role("button", name="Write it here").first.click()
    box = page.get_by_role("textbox", name="ex01a_visit_counter/app.py")
    expect(box).to_be_focused()
    write(page, box, "\nst.write('mine')")
    page.get_by_role("button", name="Run it").click()
    running = page.frame_locator('iframe[src*="embed_options=run_1"]')
    expect(running.get_by_text("mine", exact=True)).to_be_visible()
    mine = app.read_text("utf-8")
    assert mine.startswith(stub)
    assert mine.endswith("st.write('mine')")

    app.write_text(mine + "\nst.write('theirs')", "utf-8")
    expect(question).to_be_visible()
    write(page, box, "\nst.write('more of mine')")
    page.get_by_role("button", name="Run it").click()
    expect(page.get_by_text("Nothing was saved.")).to_be_visible()
    assert app.read_text("utf-8") == mine + "\nst.write('theirs')"
    page.get_by_role("button", name="Take the file").click()
    expect(question).to_have_count(0)
    expect(box).to_contain_text("theirs")
    expect(box).not_to_contain_text("more of mine")

    app.write_text(stub, "utf-8")
    expect(question).to_be_visible()
    box.fill((served.root / "solutions" / "ex01a_visit_counter" / "app.py").read_text("utf-8"))
    page.get_by_role("button", name="Keep what is here").click()
    expect(question).to_have_count(0)
    page.get_by_role("button", name="Check it").click()
    expect(page.get_by_text("12 of 12. Passed.").first).to_be_visible()
    copies = [kept.read_text("utf-8") for kept in (served.root / ".statecourse" / "backups").glob("ex01a*")]
    assert sorted(copies) == sorted([stub, mine + "\nst.write('more of mine')"])
    page.get_by_role("button", name="Begin anew").first.click()
    expect(box).to_contain_text("TODO")
    assert app.read_text("utf-8") == stub


def write(page: Page, box: Locator, text: str) -> None:
    """Type at the end of an editor."""
    box.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def test_an_editor_holds_nobody_who_has_only_the_keyboard(lesson: Callable[[str], Page]):
    """Tab goes on, but indents while one writes; Escape ends that; Ctrl+Enter runs."""
    page = lesson("initialization")
    answer(page, "Clicks: 1")
    of_round(page, "plain_variable", "tell").get_by_role("button").click()
    page.get_by_text("Change the program yourself").first.click()
    box = page.get_by_role("textbox", name="The program")
    run_it = of_round(page, "plain_variable", "change").get_by_role("button")
    expect(box).to_be_focused()
    expect(box).to_have_accessible_description(re.compile("Esc, then Tab, leaves the editor"))
    page.keyboard.press("Tab")
    expect(run_it).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(box).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type("\nif clicks:\nst.write('yes')")
    lines = box.locator(".cm-line")
    expect(lines.last).to_have_text("    st.write('yes')")
    page.keyboard.press("Tab")
    expect(lines.last).to_have_text("        st.write('yes')")
    page.keyboard.press("Shift+Tab")
    program = frame(page, "plain_variable")
    with loaded_anew(page, "plain_variable"):
        page.keyboard.press("Control+Enter")
    expect(program.get_by_text("Clicks: 0")).to_be_visible()
    settled(page)
    program.get_by_role("button", name="Add one").click()
    expect(program.get_by_text("yes", exact=True)).to_be_visible()
    box.focus()
    page.keyboard.type("#")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(run_it).to_be_focused()


def test_a_page_stays_whole_where_all_is_late(page: Page, served_late: Served):
    """Parts that are drawn anew each second wait for a run of the page: nothing goes, and nothing moves."""
    opened(page, f"{served_late.address}/initialization")
    answer(page, "Clicks: 1")
    of_round(page, "plain_variable", "tell").get_by_role("button").click()
    view(page, "plain_variable", "Run by run")
    expect(page.get_by_text("3. The script, run 1")).to_be_visible()
    whole, program = page.get_by_test_id("stMain"), page.locator("iframe")
    before, address = whole.aria_snapshot(), str(program.get_attribute("src"))
    page.get_by_role("button", name="Refresh this tab").click()
    expect(program).not_to_have_attribute("src", address)
    expect(page.get_by_text("3. The script, run 1")).to_be_visible()
    expect(whole).to_match_aria_snapshot(before)


# --- for everyone ------------------------------------------------------------------------------


def test_the_keyboard_is_enough(lesson: Callable[[str], Page]):
    """A prediction is made, and the program used, by the keyboard alone."""
    page = lesson("initialization")
    press_until(page, "Tab", "document.activeElement.type === 'radio'")
    # A person presses the next key when the page shows what the last one did; so does this test.
    choices = page.get_by_role("radiogroup").first.get_by_role("radio")
    page.keyboard.press("Space")
    expect(choices.nth(0)).to_be_checked()
    page.keyboard.press("ArrowDown")
    expect(choices.nth(1)).to_be_checked()
    press_until(page, "Tab", "document.activeElement.innerText === 'This is my answer'")
    page.keyboard.press("Enter")
    expect(page.get_by_text("You said: “Clicks: 1” Now try it")).to_be_visible()
    program = frame(page, "plain_variable")
    expect(program.get_by_text("Clicks: 0")).to_be_visible()
    press_until(page, "Tab", "document.activeElement.tagName === 'IFRAME'")
    button = program.get_by_role("button", name="Add one")
    press_until(page, "Tab", lambda: button.evaluate("element => element === document.activeElement"))
    page.keyboard.press("Enter")
    expect(program.get_by_text("Clicks: 1")).to_be_visible()


def press_until(page: Page, key: str, reached: str | Callable[[], bool]) -> None:
    """Press a key until something holds, at most as often as a person would."""
    for _ in range(40):
        if page.evaluate(reached) if isinstance(reached, str) else reached():
            return
        page.keyboard.press(key)
    pytest.fail(f"not reached with {key}: {reached}")


@pytest.mark.parametrize("script", [None, *LESSONS], ids=lambda path: path.stem if path else "home")
def test_accessible(lesson: Callable[[str], Page], served: Served, script: Path | None):
    """All of a page, answered and with a program's run: axe finds nothing, light or dark, and it fits narrow windows."""
    keep_answers(served.root, dict.fromkeys(QUESTIONS, 0))
    page = lesson(script.stem[3:] if script else "")
    if script:
        run_a_program(page, script)
    # Colours are those that stay: nothing lies under the mouse, and none is on its way to another one.
    page.mouse.move(0, 0)
    page.add_style_tag(content="* { transition: none !important; }")
    # Axe looks at the colours of what is in view, so all of it has to be.
    height = page.evaluate("document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight")
    page.set_viewport_size({"width": 1280, "height": height})
    settled(page)
    if script:
        open_all(page)
    assert serious(page) == []
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))")
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        "getComputedStyle(document.querySelector('[data-testid=stApp]')).colorScheme === 'dark'"
    )
    assert serious(page, "color-contrast") == []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(f"document.documentElement.scrollWidth <= {width}")


def run_a_program(page: Page, script: Path) -> None:
    """Run the first program of a lesson that needs no server of its own, if there is one, and see what it did."""
    path = min(rounds_of(script, QUESTIONS), key=lambda path: HEADS[path].own_server)
    of_round(page, path.stem, "start").get_by_role("button").click()
    seen = page.get_by_text("which has ended" if HEADS[path].apart else "The script, run 1")
    expect((page.locator(".film") if HEADS[path].film else seen).first).to_be_visible()


def open_all(page: Page) -> None:
    """Have the film of that program on the page, and editors."""
    films = page.get_by_text("Line by line", exact=True)
    if films.count():  # what runs in the sandbox has none
        films.first.click()
        page.locator(".film #next").click()
    for name in ("Change the program yourself", "Write it here"):
        settled(page)  # what is left of the page before counts too
        buttons = page.get_by_role("button", name=name)
        if there := buttons.count():
            buttons.first.click()
            expect(buttons).to_have_count(there - 1)
    settled(page)


def serious(page: Page, *rules: str) -> list[str]:
    """What axe finds and calls serious or critical, by all rules or these, but for what Streamlit is to answer for.

    Excluded are Streamlit's own menu and side bar, and the colours of its code highlighting (numbers of
    lines and some tokens are paler than they should be, and no setting changes that).
    """
    chrome = ["stHeader", "stToolbar", "stSidebar", "stCode"]
    context = {"exclude": [[f'[data-testid="{name}"]'] for name in chrome]}
    options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    found = Axe().run(page, context=context, options=options).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in found
        if violation["impact"] in {"serious", "critical"}
        for node in violation["nodes"]
    ]
