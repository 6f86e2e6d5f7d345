"""What a teacher does by hand stays: points, extra credit, comments, late work, a question of their own."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from classroom.nbgrader.kit import ANSWERS, EXERCISE, SOLUTION, Class, cell, make_class, text_of
from nbformat.v4 import new_markdown_cell

from statecourse.classroom.nbgrader.gradebook import open_gradebook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# SQLAlchemy warns of how nbgrader uses it.
pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.slow]

WRONG = (ANSWERS / "wrong" / "plain_variable.py").read_text()
WHY = "Because each run *begins anew*, and `st.session_state` does not."
QUESTION = "Why does the count have to be kept in session state?"
COMMENT = "Much better than the first try!"
DUE = dt.datetime(2026, 11, 20, 12)


def ask_why(klass: Class) -> None:
    """The teacher adds a question to be graded by hand, and takes no late work."""
    path = klass.root / "source" / EXERCISE / f"{EXERCISE}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    known = {"schema_version": 3, "grade": True, "solution": True, "locked": False, "task": False}
    known |= {"grade_id": "why", "points": 4}
    notebook.cells.append(new_markdown_cell(QUESTION, metadata={"nbgrader": known}))
    path.write_text(nbformat.writes(notebook))
    klass.configure('c.LateSubmissionPlugin.penalty_method = "zero"')


def says_why(notebook: Any) -> None:
    cell(notebook, "why").source = WHY


@dataclass
class Marked:
    """A class after a resubmission was graded again; what the gradebook has of each student's cells."""

    klass: Class
    updated: str
    first: dict[str, dict[str, Any]]
    last: dict[str, dict[str, Any]]
    penalties: dict[str, float]
    comment: tuple[str | None, str | None]


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Marked]:
    """Ada's work is graded, marked by hand, handed in anew, and graded again; Bo has not said why; Cleo is late."""
    klass = make_class(tmp_path_factory.mktemp("by-hand"), before=ask_why)
    updated = klass.run("statecourse", "nbgrader", "init", ".", "--exercise", EXERCISE)
    with open_gradebook(klass.root) as gradebook:
        gradebook.update_or_create_assignment(EXERCISE, duedate=DUE)
    hand_in_at(klass, "ada", WRONG, dt.timedelta(hours=-3), says_why)
    hand_in_at(klass, "bo", SOLUTION, dt.timedelta(hours=-2))
    hand_in_at(klass, "cleo", SOLUTION, dt.timedelta(hours=2), says_why)
    klass.nbgrader("autograde", EXERCISE)
    first = grades(klass)
    mark(klass)
    hand_in_at(klass, "ada", SOLUTION, dt.timedelta(hours=-1), says_why)
    klass.nbgrader("autograde", EXERCISE, "--force")
    klass.nbgrader("generate_feedback", EXERCISE)
    yield Marked(klass, updated, first, grades(klass), penalties(klass), comment(klass, "ada"))
    shutil.rmtree(klass.root.parent, ignore_errors=True)


def hand_in_at(
    klass: Class,
    student: str,
    code: str,
    after_due: dt.timedelta,
    change: Callable[[Any], None] | None = None,
) -> None:
    """Hand in at some moment, as the exchange notes it."""
    folder = klass.hand_in(student, code, change).parent
    (folder / "timestamp.txt").write_text(f"{DUE + after_due} UTC")


def grades(klass: Class) -> dict[str, dict[str, Any]]:
    """For each student and cell: points by the judge, by hand and for extra, in all, and whether to look at it."""
    found: dict[str, dict[str, Any]] = {}
    with open_gradebook(klass.root) as gradebook:
        for submission in gradebook.assignment_submissions(EXERCISE):
            found[submission.student_id] = {
                grade.name: (
                    grade.auto_score,
                    grade.manual_score,
                    grade.extra_credit,
                    grade.score,
                    grade.needs_manual_grade,
                )
                for grade in submission.notebooks[0].grades
            }
    return found


def mark(klass: Class) -> None:
    """Mark Ada's work as formgrader writes it into the gradebook."""
    with open_gradebook(klass.root) as gradebook:
        points = gradebook.find_grade("test_counts_likes", EXERCISE, EXERCISE, "ada")
        points.manual_score, points.extra_credit, points.needs_manual_grade = 1.5, 0.5, False
        why = gradebook.find_grade("why", EXERCISE, EXERCISE, "ada")
        why.manual_score, why.needs_manual_grade = 3, False
        gradebook.find_comment("answer", EXERCISE, EXERCISE, "ada").manual_comment = COMMENT
        gradebook.db.commit()


def penalties(klass: Class) -> dict[str, float]:
    """What each student loses for being late."""
    with open_gradebook(klass.root) as gradebook:
        found = gradebook.assignment_submissions(EXERCISE)
        return {submission.student_id: submission.late_submission_penalty for submission in found}


def comment(klass: Class, student: str) -> tuple[str | None, str | None]:
    """The judge's comment on an answer, and the teacher's."""
    with open_gradebook(klass.root) as gradebook:
        found = gradebook.find_comment("answer", EXERCISE, EXERCISE, student)
        return found.auto_comment, found.manual_comment


def test_points_by_hand_outlive_grading_again(marked: Marked) -> None:
    """The judge's new points are there, the teacher's count, and are marked to be looked at again."""
    assert marked.first["ada"]["test_counts_likes"] == (0, None, None, 0, False)
    assert marked.last["ada"]["test_counts_likes"] == (3, 1.5, 0.5, 2, True)
    assert marked.last["ada"]["test_opens"] == (1, None, None, 1, False)
    assert marked.comment == (None, COMMENT)


def test_a_question_to_be_graded_by_hand(marked: Marked) -> None:
    """It waits for its teacher where something was written, and not where nothing was."""
    assert marked.first["ada"]["why"] == (None, None, None, 0, True)
    assert marked.first["bo"]["why"] == (0, None, None, 0, False)
    assert marked.last["ada"]["why"] == (None, 3, None, 3, True)


def test_a_question_outlives_an_update_of_the_course(marked: Marked) -> None:
    assert f"unchanged source/{EXERCISE}/{EXERCISE}.ipynb" in marked.updated
    notebook = nbformat.read(marked.klass.root / "source" / EXERCISE / f"{EXERCISE}.ipynb", as_version=4)
    assert cell(notebook, "why").source == QUESTION


def test_what_was_written_is_kept(marked: Marked) -> None:
    path = marked.klass.root / "autograded" / "ada" / EXERCISE / f"{EXERCISE}.ipynb"
    assert cell(nbformat.read(path, as_version=4), "why").source == WHY


def test_late_work(marked: Marked) -> None:
    """The penalty is what the teacher's own part of the settings says, and nobody else's."""
    assert marked.penalties == {"ada": 0, "bo": 0, "cleo": 10}
    assert marked.klass.totals() == {"ada": 12, "bo": 10, "cleo": 0}


def test_feedback_has_what_was_done_by_hand(marked: Marked) -> None:
    page = marked.klass.feedback("ada")
    text = text_of(page)
    assert "Score: 12.0 / 14.0" in text
    assert "Score: 2.0 / 3.0" in text  # 1.5 by hand, and 0.5 of extra credit
    assert COMMENT in text
    assert "Because each run <em>begins anew</em>, and <code>st.session_state</code> does not." in page
    late = text_of(marked.klass.feedback("cleo"))
    assert "Score: 0.0 / 14.0" in late
