"""Preprocessors of ``nbgrader generate_assignment``: they take out the solution and the hidden checks."""

from __future__ import annotations

from typing import Any

from nbgrader.preprocessors import ClearSolutions, NbGraderPreprocessor

from statecourse.classroom.handins.notebook_cells import is_answer, with_magic
from statecourse.classroom.nbgrader.make_notebook import MARK, starter
from statecourse.classroom.nbgrader.settings import Statecourse
from statecourse.course.check_list import checks_of


class PutStarter(Statecourse, ClearSolutions):
    """Replaces the solution by the exercise's starter; treats other solution cells as nbgrader does."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Return the notebook with the starter, and without our marks."""
        exercise = self.exercise_of(resources["nbgrader"]["notebook"])
        nb, resources = super().preprocess(nb, resources)
        for cell in nb.cells:
            if exercise is not None and is_answer(cell):
                cell.source = with_magic(starter(self.open_course(), exercise), exercise.answer)
        for cell in nb.cells:
            cell.metadata.pop(MARK, None)
        return nb, resources


class TakeOutHidden(Statecourse, NbGraderPreprocessor):
    """Removes the cells of hidden checks, after the gradebook has saved them and their points."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Return the notebook without them."""
        exercise = self.exercise_of(resources["nbgrader"]["notebook"])
        hidden = {check.name for check in checks_of(exercise) if check.hidden} if exercise else set()
        nb.cells = [c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade_id") not in hidden]
        return nb, resources
