"""Films of the course itself: of what is wrong in each wrong answer, and of each solution as it opens.

Some of them, other ones each day; all of them with ``STATECOURSE_EVERYTHING=1``.
"""

from __future__ import annotations

import functools
import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import launched
from drawn import one_in

from statecourse.cli.film import _played
from statecourse.course.course import Course
from statecourse.course.submission import Job, Submission
from statecourse.film.story import story_of
from statecourse.film.viewer import film_page
from statecourse.judge.judges import Graded, grade_all
from statecourse.judge.outcome import RAN_ON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from statecourse.course.course import Exercise

pytestmark = [pytest.mark.slow, pytest.mark.browser]

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page of the system's Chromium."""
    with launched() as browser:
        yield browser.new_page()


def opened(page: Page, story: dict[str, Any], file: Path) -> list[str]:
    """What goes wrong as a film is opened and gone through to its end."""
    problems: list[str] = []

    def hear(said: object) -> None:
        problems.append(str(getattr(said, "text", said)))

    file.write_text(film_page(story), encoding="utf-8")
    page.on("console", hear)
    page.on("pageerror", hear)
    page.goto(file.as_uri())
    for key in ("ArrowRight", "PageDown", "ArrowRight", "End", "ArrowLeft"):
        page.keyboard.press(key)
    if "undefined" in page.locator("main").inner_text():
        problems.append("undefined")
    page.remove_listener("console", hear)
    page.remove_listener("pageerror", hear)
    return problems


def test_films_of_wrong_answers(page: Page, tmp_path: Path) -> None:
    """Each shows the first check that fails, or there is a reason why not: it is hidden, a race, hangs, or tests were handed in."""
    course = Course(ROOT)
    wrong = one_in(
        73, [path for path in sorted(ROOT.glob("graders/*/wrong/*")) if path.name != "__pycache__"]
    )
    jobs = [_job(course, path, tmp_path / str(number)) for number, path in enumerate(wrong)]
    names = {
        job.submission.folder: path.relative_to(ROOT).as_posix()
        for job, path in zip(jobs, wrong, strict=True)
    }
    problems = {}
    for done in grade_all(course, jobs, judges=2):
        found = [
            *_problems(done),
            *(opened(page, json.loads(done.film), tmp_path / "film.html") if done.film else []),
        ]
        if found:
            problems[names[done.job.submission.folder]] = found
    assert problems == {}


def _job(course: Course, source: Path, folder: Path) -> Job:
    exercise = course.find(source.parents[1].name)
    if source.is_dir():
        shutil.copytree(source, folder)
    else:
        folder.mkdir()
        shutil.copyfile(source, folder / exercise.answer)
    return Job(exercise, Submission(folder, answer=exercise.answer), replay="skip", filmed=True)


def _problems(done: Graded) -> Iterator[str]:
    failed = [check for check in done.report.checks if check.outcome == "failed"]
    if not failed:
        yield f"nothing failed: {done.report.problem}"
    elif done.film:
        story = json.loads(done.film)
        if not any(run["steps"] for run in story["runs"]):
            yield "no step"
        yield from (run["cut"] for run in story["runs"] if "recording failed" in run["cut"])
    else:
        visible = [check for check in failed if not check.hidden]
        if done.job.exercise.answer != "app.py":
            return  # the app that is tested is not theirs
        hangs = any(check.failure and check.failure.summary.startswith(RAN_ON) for check in failed)
        if not hangs and not all(check.name in _races(done.job.exercise) for check in visible):
            yield f"no film of {[check.name for check in visible]}"


@functools.cache
def _races(exercise: Exercise) -> set[str]:
    """The checks of an exercise that have sessions act at the same moment."""
    text = "\n".join(path.read_text() for path in exercise.graders.glob("test_*.py"))
    functions = re.split(r"(?m)^def ", text)
    return {body.partition("(")[0] for body in functions if re.search(r"\b(race|run_together)\(", body)}


def test_films_of_solutions(page: Page, tmp_path: Path) -> None:
    """Each opens, and its film with it."""
    problems = {}
    for script in one_in(5, sorted(ROOT.glob("solutions/*/app.py"))):
        server, ended = _played(script, [])
        story = story_of(server, script.parent.name)
        found = [ended] if ended else opened(page, story, tmp_path / "film.html")
        if found or not story["runs"][0]["steps"]:
            problems[script.parent.name] = found
    assert problems == {}
