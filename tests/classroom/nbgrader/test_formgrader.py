"""A teacher's work in formgrader, in a real browser, and what a student could do to a teacher there."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import psutil
import pytest
from browser import SECONDS, free_port, launched, wait_for
from classroom.nbgrader.kit import ANSWERS, BIN, EXERCISE, SOLUTION, Class, environment, make_class, text_of
from nbformat.v4 import new_code_cell, new_markdown_cell
from playwright.sync_api import Browser, Locator, Page, expect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore")]

WRONG = (ANSWERS / "wrong" / "plain_variable.py").read_text()
TOKEN = "only-for-this-test"
GRADING = 120_000
"""How long a button that grades may take, in milliseconds."""

SETS_A_MARK = "open({path!r}, 'w').close()"
HOSTILE = [
    "<script>window.ran = 1</script><img src=x onerror='window.ran = 2'> mine",
    "![picture](/formgrader/?path=submitted/ada/{exercise})",
    "[my notes](page.html) and <a href='javascript:window.ran = 3'>more</a>",
    "```mermaid\n<script>window.ran = 4</script>\n```",
]


@dataclass
class Desk:
    """A class, and formgrader open on it; what went wrong in the browser, and what it asked for."""

    klass: Class
    address: str
    page: Page
    mark: Path
    wrong: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    with launched() as browser:
        yield browser


@pytest.fixture(scope="module")
def desk(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A class with two submissions, of which Ada's is hostile, and Jupyter with formgrader in its folder."""
    klass = make_class(tmp_path_factory.mktemp("formgrader"))
    mark = klass.root.parent / "settings-were-run"
    folder = klass.hand_in("ada", WRONG, add_hostile_cells).parent
    (folder / "page.html").write_text("<script>document.title = document.cookie</script>")
    (folder / "nbgrader_config.py").write_text(SETS_A_MARK.format(path=str(mark)))
    klass.hand_in("bo", SOLUTION)
    with served(klass) as address:
        page = chromium.new_page(viewport={"width": 1280, "height": 1000})
        page.set_default_timeout(SECONDS)
        made = Desk(klass, address, page, mark)
        page.on("console", lambda message: note(made.wrong, message))
        page.on("pageerror", lambda error: made.wrong.append(str(error)))
        page.on("request", lambda request: made.asked.append(request.url))
        page.goto(f"{address}/formgrader/manage_assignments?token={TOKEN}")
        yield made
        page.close()


def add_hostile_cells(notebook: Any) -> None:
    """What a student might write who would like to be a teacher for a moment."""
    notebook.cells += [new_markdown_cell(text.format(exercise=EXERCISE)) for text in HOSTILE]
    notebook.cells.append(new_code_cell("print('</pre><script>window.ran = 5</script>')"))


def note(wrong: list[str], message: Any) -> None:
    """Keep a console error, unless it comes from a network that is not there."""
    if message.type == "error" and "net::ERR" not in message.text:
        wrong.append(f"{message.text} ({message.location.get('url')})")


@contextmanager
def served(klass: Class) -> Iterator[str]:
    """Jupyter in the class's folder, for this machine alone; ended with everything that it started."""
    port = free_port()
    command = [BIN / "jupyter", "lab", "--no-browser", "--ip=127.0.0.1", f"--port={port}"]
    command += ["--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}"]
    command += ["--allow-root"] if os.geteuid() == 0 else []
    with (klass.root.parent / "jupyter.log").open("w") as log:
        server = subprocess.Popen(
            command,
            cwd=klass.root,
            env=environment(klass.home),
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/api")
        yield f"http://127.0.0.1:{port}"
    finally:
        started = psutil.Process(server.pid).children(recursive=True)
        server.send_signal(signal.SIGTERM)
        server.wait(60)
        _, alive = psutil.wait_procs(started, timeout=60)
        for process in alive:
            process.kill()
    assert alive == []


# --- the parts of formgrader's pages ------------------------------------------------------------


def row_of(page: Page, student: str) -> Locator:
    """A student's row in the list of submissions."""
    return page.locator("#main-table tr", has=page.locator("td.student-id", has_text=student))


def press(page: Page, button: Locator) -> str:
    """Press one of formgrader's buttons that run a command; returns what it says at the end."""
    button.click()
    said = page.locator("#success-modal, #error-modal")
    said.wait_for(timeout=GRADING)
    text = said.inner_text()
    said.get_by_role("button", name="OK").click()
    said.wait_for(state="detached")
    return text


def fill(page: Page, name: str, text: str) -> None:
    """Fill in a field, and wait until formgrader has saved it."""
    with page.expect_response(lambda response: response.request.method == "PUT") as saved:
        page.locator(f"[id='{name}']").fill(text)
        page.locator(f"[id='{name}']").blur()
    assert saved.value.ok


def open_submissions(desk: Desk) -> None:
    desk.page.goto(f"{desk.address}/formgrader/manage_assignments")
    desk.page.locator("td.num-submissions a").click()
    expect(row_of(desk.page, "ada")).to_be_visible()


def open_work_of(desk: Desk, student: str) -> None:
    """Open a student's graded notebook, from the list of submissions."""
    open_submissions(desk)
    row_of(desk.page, student).locator(".student-name a").click()
    desk.page.get_by_role("link", name=EXERCISE, exact=True).last.click()
    expect(desk.page.locator("table.statecourse").first).to_be_visible()
    desk.page.wait_for_function("formgrader.grades && formgrader.grades.loaded && formgrader.comments.loaded")


def table(page: Page, title: str) -> Locator:
    """Our table under a check cell."""
    return page.locator("table.statecourse", has_text=title)


# --- a teacher's way ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def graded(desk: Desk) -> Desk:
    """Ada's work is graded with the button in the list; Bo's waits."""
    expect(desk.page.get_by_role("link", name=EXERCISE)).to_be_visible()
    expect(desk.page.locator("td.num-submissions a")).to_have_text("2")
    open_submissions(desk)
    expect(row_of(desk.page, "ada")).to_contain_text("needs autograding")
    assert "Successfully autograded" in press(desk.page, row_of(desk.page, "ada").locator(".autograde a"))
    return desk


def test_the_list_after_grading(graded: Desk) -> None:
    """The score is in the list; the other submission still waits."""
    desk = graded
    open_submissions(desk)
    expect(row_of(desk.page, "ada").locator(".score")).to_have_text("3 / 10")
    expect(row_of(desk.page, "ada")).to_contain_text("graded")
    expect(row_of(desk.page, "bo")).to_contain_text("needs autograding")


def test_read_the_table(graded: Desk) -> None:
    """Each check's table has score, title and what happened; what the judge gave stands in the field."""
    desk = graded
    open_work_of(desk, "ada")
    failed = table(desk.page, "Each click on “Like” adds one.")
    expect(failed).to_contain_text("0 of 3")
    expect(failed).to_contain_text("click “Like”")
    expect(failed).to_contain_text("the likes are kept in an ordinary variable")
    expect(table(desk.page, "The app opens without an exception.")).to_contain_text("1 of 1")
    expect(desk.page.locator("#test_opens")).to_have_attribute("placeholder", "1")
    expect(desk.page.locator("#test_counts_likes")).to_have_attribute("placeholder", "0")


def test_the_table_is_readable_in_jupyterlab_too(graded: Desk, chromium: Browser) -> None:
    """There the widths of a table's first row decide; nothing of one column may lie over the next."""
    open_work_of(graded, "ada")
    tables = graded.page.locator("table.statecourse").evaluate_all("all => all.map(one => one.outerHTML)")
    alone = chromium.new_page()
    alone.set_content(f"<style>table {{ table-layout: fixed }}</style>{''.join(tables)}")
    widths = alone.locator("th:first-child").evaluate_all(
        "all => all.map(one => [one.scrollWidth, one.clientWidth])"
    )
    alone.close()
    assert len(widths) > len(tables) == 5
    assert [pair for pair in widths if pair[0] > pair[1]] == []


def test_points_by_hand_and_a_comment_into_the_feedback(graded: Desk) -> None:
    """What was filled in is there after a reload, in the list, and in the page that the student gets."""
    desk = graded
    open_work_of(desk, "ada")
    fill(desk.page, "test_counts_likes", "1.5")
    fill(desk.page, "test_counts_likes_extra_credit", "0.5")
    fill(desk.page, "answer-comment", "Nearly! See **lesson 1**.")
    open_work_of(desk, "ada")
    expect(desk.page.locator("#test_counts_likes")).to_have_value("1.5")
    expect(desk.page.locator("#answer-comment")).to_have_value("Nearly! See **lesson 1**.")
    open_submissions(desk)
    expect(row_of(desk.page, "ada").locator(".score")).to_have_text("5 / 10")
    said = press(desk.page, row_of(desk.page, "ada").locator(".generate-feedback a"))
    assert "Successfully generated feedback" in said
    text = text_of(desk.klass.feedback("ada"))
    for words in ("Score: 5.0 / 10.0", "Score: 2.0 / 3.0", "Nearly! See lesson 1 .", "0 of 3"):
        assert words in text


# --- and a student's ---------------------------------------------------------------------------


def test_nothing_of_a_student_runs(graded: Desk) -> None:
    """The text is shown, and no script, picture or link of it does anything; nor do files beside it."""
    desk = graded
    open_work_of(desk, "ada")
    expect(desk.page.get_by_text("window.ran = 1").first).to_be_visible()
    expect(desk.page.get_by_text("[my notes](page.html)").first).to_be_visible()
    assert desk.page.evaluate("window.ran") is None
    assert not [url for url in desk.asked if "path=" in url or "page.html" in url]
    answer = desk.page.request.get(f"{desk.page.url}page.html")
    assert answer.status == 404
    desk.page.request.get(f"{desk.address}/formgrader/?path=submitted/ada/{EXERCISE}")
    assert not desk.mark.exists()


def test_no_error_in_the_console(graded: Desk) -> None:
    """But one: where there is no network, nbgrader's program for mathematics is not there."""
    assert [text for text in graded.wrong if text != "MathJax is not defined"] == []
