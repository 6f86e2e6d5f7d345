"""Notebooks beside the exercises: a teacher's own, with tests for a kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nbformat
import pytest
from classroom.nbgrader.kit import EXERCISE, Class, make_class
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

if TYPE_CHECKING:
    from typing import Any

pytestmark = pytest.mark.slow

OTHER = "week0"


def nbgrader_cell(make: Any, source: str, name: str, **meta: Any) -> Any:
    known = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    return make(source, id=name, metadata={"nbgrader": known | {"grade_id": name} | meta})


@pytest.fixture(scope="module")
def klass(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """A class that also has a notebook with a function to write, a question to answer, and a task."""
    klass = make_class(tmp_path_factory.mktemp("class"))
    cells = [
        nbgrader_cell(
            new_code_cell,
            "### BEGIN SOLUTION\ndef double(n):\n    return 2 * n\n### END SOLUTION",
            "double",
            solution=True,
        ),
        nbgrader_cell(
            new_code_cell, "assert double(2) == 4", "test_double", grade=True, locked=True, points=4
        ),
        nbgrader_cell(new_markdown_cell, "Why?", "why", grade=True, solution=True, points=2),
        nbgrader_cell(new_markdown_cell, "Draw it.", "draw", task=True, locked=True, points=1),
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    folder = klass.root / "source" / OTHER
    folder.mkdir()
    (folder / f"{OTHER}.ipynb").write_text(nbformat.writes(new_notebook(cells=cells, metadata=kernel)))
    klass.nbgrader("generate_assignment", OTHER)
    notebook = nbformat.read(klass.root / "release" / OTHER / f"{OTHER}.ipynb", as_version=4)
    assert "YOUR CODE HERE" in notebook.cells[0].source
    notebook.cells[0].source = "def double(n):\n    return n + n"
    notebook.cells[2].source = "Because *2* is <b onclick='x()'>two</b>."
    submitted = klass.root / "submitted" / "ada" / OTHER
    submitted.mkdir(parents=True)
    (submitted / f"{OTHER}.ipynb").write_text(nbformat.writes(notebook))
    return klass


def grades(klass: Class) -> dict[str, tuple[float | None, bool]]:
    with Gradebook(f"sqlite:///{klass.root / 'gradebook.db'}") as gradebook:
        (notebook,) = gradebook.find_submission(OTHER, "ada").notebooks
        return {grade.name: (grade.auto_score, grade.needs_manual_grade) for grade in notebook.grades}


def test_it_is_left_to_be_graded_by_hand(klass: Class) -> None:
    """No full marks because nothing ran."""
    said = klass.nbgrader("autograde", OTHER)
    assert "week0 is no exercise of the course, so it is not run" in said
    assert grades(klass) == {"test_double": (None, True), "why": (None, True), "draw": (None, True)}


def test_it_is_run_if_the_teacher_says_so(klass: Class) -> None:
    config = klass.root / "nbgrader_config.py"
    before = config.read_text()
    config.write_text(before + "c.JudgeAnswers.execute_others = True\n")
    klass.nbgrader("autograde", OTHER, "--force")
    assert grades(klass) == {"test_double": (4.0, False), "why": (None, True), "draw": (None, True)}
    config.write_text(before)


def test_a_written_answer_is_shown_as_text(klass: Class) -> None:
    """HTML of a student's own does nothing in a page where a teacher is signed in."""
    path = klass.root / "autograded" / "ada" / OTHER / f"{OTHER}.ipynb"
    answer = next(cell for cell in nbformat.read(path, as_version=4).cells if cell.id == "why")
    assert answer.source == "```\nBecause *2* is <b onclick='x()'>two</b>.\n```"


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ('c.Statecourse.course = "/no/where"', "/no/where holds no course (no exercises/course.yaml)"),
        ('c.Autograde.exporter_class = "nbconvert.exporters.NotebookExporter"', "exporter_class must be"),
    ],
)
def test_wrong_settings_are_told(klass: Class, setting: str, words: str) -> None:
    """Before any student is touched, where that can be known."""
    klass.hand_in("ada", "1")
    config = klass.root / "nbgrader_config.py"
    before = config.read_text()
    config.write_text(f"{before}{setting}\n")
    said = klass.nbgrader("autograde", EXERCISE, check=False)
    config.write_text(before)
    assert words in said
    assert not (klass.root / "autograded" / "ada" / EXERCISE).exists()
