"""Films of failed checks: for a learner, for a class, and never of what nobody may see."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from statecourse.classroom.grade import Grading, grade_folder, write_results
from statecourse.classroom.output import output_folder
from statecourse.course.submission import Job, Submission
from statecourse.judge.judges import Judges

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Tree

    from statecourse.course.course import Course

FORGETS = (
    "import streamlit as st\nlikes = 0\nif st.button('Like'):\n    likes += 1\nst.write('Likes:', likes)\n"
)


@pytest.fixture
def filmed(course: Course, tree: Tree, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """The film of an answer's first failed check, from a judge process; empty where there is none."""

    def film(exercise: str, app: str, answer: str = "app.py") -> dict[str, Any]:
        found = course.find(exercise)
        job = Job(found, Submission(tree(tmp_path / "answer", {answer: app}), answer=answer), filmed=True)
        with Judges(course, [found.id]) as judges:
            told = judges.submit(job).result().film
        return json.loads(told) if told else {}

    return film


def test_the_first_failed_check_is_filmed(filmed: Callable[..., dict[str, Any]]) -> None:
    """What was done, on the answer itself."""
    story = filmed("ex01a", FORGETS)
    assert story["sources"]["app.py"] == FORGETS.splitlines()
    assert story["runs"][0]["did"] == ["open the app"]
    assert any("click “Like”" in " ".join(run["did"]) for run in story["runs"])


def test_what_passes_has_no_film(course: Course, filmed: Callable[..., dict[str, Any]]) -> None:
    """Nor has an answer that could not be graded."""
    assert filmed("ex01a", course.find("ex01a").solution.read_text()) == {}
    assert filmed("ex01a", "") == {}


@pytest.mark.slow
def test_what_hangs_is_not_done_once_more(filmed: Callable[..., dict[str, Any]]) -> None:
    """It would take as long again."""
    assert filmed("ex01a", "import time\ntime.sleep(3600)\n") == {}


def test_a_class_gets_films_that_its_feedback_leads_to(course: Course, tree: Tree, tmp_path: Path) -> None:
    """Only where something failed; a film goes when the answer is mended."""
    solution = course.find("ex01a").solution.read_text()
    tree(tmp_path / "in", {"ada/ex01a_likes/app.py": FORGETS, "bo/ex01a_likes/app.py": solution})
    out = tmp_path / "out"

    def grade() -> None:
        with output_folder(out) as store:
            grading = Grading(films=out / "films")
            write_results(grade_folder(course, tmp_path / "in", grading, store, lambda *_: None), course, out)

    grade()
    film = out / "films" / "ada" / "ex01a_likes.html"
    assert "likes += 1" in film.read_text(encoding="utf-8")
    assert sorted(path.name for path in film.parents[1].rglob("*.html")) == ["ex01a_likes.html"]
    link = re.search(r'href="([^"]+)"', (out / "feedback/ada.html").read_text(encoding="utf-8"))
    assert link
    assert (out / "feedback" / link[1]).resolve() == film
    assert "href" not in (out / "feedback/bo.html").read_text(encoding="utf-8")
    (tmp_path / "in/ada/ex01a_likes/app.py").write_text(solution)
    grade()
    assert not film.exists()
