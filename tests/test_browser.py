"""The lessons in a real browser: they load, and a prediction can be made, without an error anywhere."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
HOW_TO_GET_IT = "no Chromium found; install it (Debian: apt-get install chromium) to run the browser tests"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; without one the tests are skipped, unless they are required."""
    if CHROMIUM is None and os.environ.get("STATECOURSE_REQUIRE_BROWSER"):
        pytest.fail(HOW_TO_GET_IT)
    if CHROMIUM is None:
        pytest.skip(HOW_TO_GET_IT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of the lessons, served as ``statecourse learn`` serves them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "statecourse.cli", "learn", "--no-browser", f"--port={port}"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    wait_for(f"http://127.0.0.1:{port}/_stcore/health")
    yield f"http://127.0.0.1:{port}"
    os.killpg(server.pid, 15)
    server.wait(10)


def wait_for(address: str) -> None:
    """Wait until a server answers."""
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=1).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{address} did not answer")


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A tab that remembers what went wrong in it; nothing may."""
    tab = chromium.new_page(viewport={"width": 1280, "height": 900})
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
    at the address of a page, it first asks below that address, and is told 404.
    """
    looking = "/_stcore/" in message.location.get("url", "")
    if message.type == "error" and "net::ERR" not in message.text and not looking:
        wrong.append(f"{message.text} ({message.location.get('url')})")


def settled(page: Page) -> None:
    """Wait until Streamlit has run the script."""
    page.get_by_test_id("stApp").wait_for()
    page.wait_for_function("document.querySelector('[data-test-script-state=\"running\"]') === null")


def test_home_leads_to_a_lesson(page: Page, address: str):
    """The hub lists the lessons, and a click opens one."""
    page.goto(address)
    expect(page.get_by_role("heading", name="Persisting State Explained")).to_be_visible()
    page.get_by_test_id("stMain").get_by_role("link", name=re.compile("Initialization")).click()
    expect(page.get_by_role("heading", name="Initialization", exact=True)).to_be_visible()


def test_a_prediction_opens_the_program(page: Page, address: str):
    """The program appears only after an answer, and a click in it shows what the answer explains."""
    page.goto(f"{address}/initialization")
    settled(page)
    expect(page.get_by_role("button", name="Add one")).to_have_count(0)
    page.get_by_test_id("stRadio").get_by_text("Clicks: 3").click()
    expect(page.get_by_text("Not quite.").first).to_be_visible()
    page.get_by_role("button", name="Add one").click()
    expect(page.get_by_text("Clicks: 1", exact=True).last).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_wider_than_the_window(page: Page, address: str, width: int):
    """A lesson fits a window of this width without scrolling sideways."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}/initialization")
    settled(page)
    expect(page.get_by_role("heading", name="Make", exact=True)).to_be_attached()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
