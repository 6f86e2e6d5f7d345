"""Restores a handed-in notebook from the gradebook, so that of all a student did to it only the answer counts."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nbformat.notebooknode import NotebookNode, from_dict
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import compute_checksum

from statecourse.classroom.handins.notebook_cells import ANSWER, read_answer, same, with_magic, without_magic
from statecourse.classroom.nbgrader.make_notebook import SCHEMA
from statecourse.classroom.nbgrader.safe_markdown import as_read
from statecourse.classroom.nbgrader.settings import Statecourse
from statecourse.course.check_list import checks_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from statecourse.classroom.handins.notebook_cells import Answer


@dataclass(frozen=True)
class Known:
    """A cell as the gradebook has it."""

    name: str
    cell_type: str
    source: str
    checksum: str | None
    locked: bool
    solution: bool
    task: bool
    points: float | None

    def as_cell(self, source: str) -> NotebookNode:
        """The cell with this text, and the gradebook's metadata."""
        meta: dict[str, Any] = {
            "schema_version": SCHEMA,
            "grade_id": self.name,
            "cell_type": self.cell_type,
            "checksum": self.checksum,
            "grade": self.points is not None and not self.task,
            "locked": self.locked,
            "solution": self.solution,
            "task": self.task,
        }
        if self.points is not None:
            meta["points"] = self.points
        cell = {"cell_type": self.cell_type, "id": self.name[:64], "metadata": {"nbgrader": meta}}
        more: dict[str, Any] = {"outputs": [], "execution_count": None} if self.cell_type == "code" else {}
        return from_dict({**cell, **more, "source": source})


@dataclass
class _Sorted:
    """A student's cells: texts by the name of the gradebook's cell; their own cells by the name of the one before."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    own: dict[str, list[Any]] = field(default_factory=dict)


class Restore(Statecourse, NbGraderPreprocessor):
    """Replaces nbgrader's steps that look for changed, missing and doubled cells.

    Afterwards every cell of the gradebook is there once, in order, with its metadata, its points and, where it
    is locked, its text. A student's own cells stay to be read; nothing runs them.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Return the restored notebook; keep the answer for `JudgeAnswers`."""
        known = resources["nbgrader"]
        cells, kernel = self._template(known["notebook"], known["assignment"], known["db_url"])
        starter = next((without_magic(cell.source) for cell in cells if cell.name == ANSWER), "")
        exercise = self.exercise_of(known["notebook"])
        answer = read_answer(nb.cells, starter, exercise.answer if exercise else "app.py")
        self.reader.kept[known["student"], known["notebook"]].answer = answer
        given = _sort(nb.cells, {cell.name for cell in cells})
        # A notebook with no cell of ours but an answer was made of a file: nobody deleted the others.
        is_ours = bool(given.texts.keys() - {ANSWER})
        expected = self._expected(cells, known["notebook"]) if is_ours else set()
        nb.cells = _numbered(list(self._cells(cells, given, answer, expected)))
        nb.metadata = from_dict({"kernelspec": kernel})
        return nb, resources

    def _template(self, notebook: str, assignment: str, url: str) -> tuple[list[Known], Any]:
        """The notebook's cells and kernel in the gradebook, read once in a run."""
        templates = self.reader.templates
        if (notebook, assignment) not in templates:
            with Gradebook(url) as gradebook:
                found = gradebook.find_notebook(notebook, assignment)
                templates[notebook, assignment] = known_cells(found), json.loads(found.kernelspec or "{}")
        return templates[notebook, assignment]

    def _expected(self, known: list[Known], notebook: str) -> set[str]:
        """The names of the cells that the student was given: all but those of hidden checks."""
        exercise = self.exercise_of(notebook)
        hidden = {check.name for check in checks_of(exercise) if check.hidden} if exercise else set()
        return {cell.name for cell in known} - hidden

    def _cells(self, known: list[Known], given: _Sorted, answer: Answer, expected: set[str]) -> Iterator[Any]:
        yield from given.own.get("", [])
        for cell in known:
            texts = given.texts.get(cell.name, [])
            if not texts and cell.name in expected:
                self.log.warning("The cell %s was missing, and is back", cell.name)
            elif len(texts) > 1:
                self.log.warning("The cell %s was there %d times", cell.name, len(texts))
            if cell.name == ANSWER:
                yield cell.as_cell(_answer(cell, answer))
            else:
                yield cell.as_cell(self._text(cell, texts))
            yield from given.own.get(cell.name, [])

    def _text(self, cell: Known, texts: list[str]) -> str:
        """The text of a cell that is not the answer: the student's where they may write in it."""
        if cell.locked and texts and cell.source not in texts:
            self.log.warning("The cell %s was changed, and is as it was", cell.name)
        if cell.locked or not texts:
            return cell.source
        changed = [text for text in texts if compute_checksum(cell.as_cell(text)) != cell.checksum]
        text = changed[-1] if changed else cell.source
        return as_read(text) if changed and cell.cell_type == "markdown" else text


def known_cells(notebook: Any) -> list[Known]:
    """The cells of a notebook in the gradebook, in order."""
    points = {cell.name: float(cell.max_score) for cell in [*notebook.grade_cells, *notebook.task_cells]}
    solutions = {cell.name for cell in notebook.solution_cells}
    tasks = {cell.name for cell in notebook.task_cells}
    return [
        Known(
            cell.name,
            cell.cell_type,
            cell.source or "",
            cell.checksum,
            bool(cell.locked),
            cell.name in solutions,
            cell.name in tasks,
            points.get(cell.name),
        )
        for cell in notebook.source_cells
    ]


def _sort(cells: list[Any], known: set[str]) -> _Sorted:
    given, last = _Sorted(), ""
    for cell in cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if name in known:
            given.texts.setdefault(name, []).append(cell.source)
            last = name
        else:
            given.own.setdefault(last, []).append(_own(cell))
    return given


def _own(cell: Any) -> NotebookNode:
    """A cell that the student added: to be read, but not graded."""
    made: dict[str, Any] = {"cell_type": cell.cell_type, "id": "own", "metadata": {}}
    if cell.cell_type == "markdown":
        return from_dict({**made, "source": as_read(cell.source)})
    return from_dict({**made, "source": cell.source, "outputs": [], "execution_count": None})


def _answer(cell: Known, answer: Answer) -> str:
    """The answer cell's text; as the gradebook has it where nothing was changed."""
    unchanged = answer.code is None or same(answer.code, without_magic(cell.source))
    return cell.source if unchanged else with_magic(answer.code or "", answer.name)


def _numbered(cells: list[Any]) -> list[Any]:
    """The cells with unique ids."""
    for number, cell in enumerate(cells):
        if cell.id == "own":
            cell.id = f"own-{number}"
    return cells
