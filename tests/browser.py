"""The system's Chromium, as the tests that need a browser start it."""

from __future__ import annotations

import os
import shutil
import socket
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

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
SECONDS = 60_000
"""How long a page may take, in milliseconds: the machine may be busy."""


@contextmanager
def launched() -> Iterator[Browser]:
    """The system's Chromium; without one the tests are skipped, unless they are required."""
    if CHROMIUM is None and os.environ.get("STATECOURSE_REQUIRE_BROWSER"):
        pytest.fail(HOW_TO_GET_IT)
    if CHROMIUM is None:
        pytest.skip(HOW_TO_GET_IT)
    expect.set_options(timeout=SECONDS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(address: str, seconds: int = 120) -> None:
    """Wait until a server answers."""
    for _ in range(10 * seconds):
        try:
            urllib.request.urlopen(address, timeout=1).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{address} did not answer")
