"""What stands in place of nbgrader's execution: the judge's verdict becomes the outputs of check cells."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec
from nbformat.notebooknode import from_dict
from nbgrader.api import BaseCell, Gradebook
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task
from traitlets import Bool

from statecourse.classroom.handins.notebook_cells import Answer, is_answer
from statecourse.classroom.nbgrader.batch import HandedIn
from statecourse.classroom.nbgrader.settings import Statecourse
from statecourse.course.check_list import checks_of
from statecourse.film.viewer import film_frame
from statecourse.report.files import cell_html, problem_html
from statecourse.report.report import CheckResult
from statecourse.report.words import sentence

if TYPE_CHECKING:
    from statecourse.course.course import Exercise
    from statecourse.judge.judges import Graded
    from statecourse.report.report import Report

_NO_VERDICT = "The grader itself went wrong here, not the answer; your teacher will look at it: {}"


class JudgeAnswers(Statecourse, Execute):
    """Has the judge grade the answer, and writes score and feedback under each check cell."""

    execute_others = Bool(
        default_value=False,
        help="Whether to run notebooks that are no exercise in a kernel, as nbgrader does, unprotected.",
    ).tag(config=True)

    def preprocess(self, nb: Any, resources: Any, **kwargs: Any) -> tuple[Any, Any]:
        """Give the notebook with the outputs from which nbgrader reads the scores."""
        known = resources["nbgrader"]
        exercise = self.reader.exercises.get(known["notebook"])
        undecided: set[str] = set()
        resources["statecourse"] = {"undecided": undecided, "notes": ""}
        if exercise is not None:
            self._write(nb, exercise, self._judged(exercise, known, resources), undecided)
        elif self.execute_others:
            nb, resources = super().preprocess(nb, resources, **kwargs)
        else:
            self._leave(nb, known["notebook"], undecided)
        return nb, resources

    def _judged(self, exercise: Exercise, known: Any, resources: Any) -> Graded:
        kept = self.reader.kept.pop((known["student"], known["notebook"]))
        answer = Answer(None, notes=(kept.problem,)) if kept.problem else kept.answer
        judged: Graded = self.reader.ahead.judged(HandedIn(known["student"], exercise, kept.folder, answer))
        problem = judged.report.problem
        said = [sentence(note) for note in (kept.note, *answer.notes) if note]
        if problem and problem != " ".join(answer.notes):
            said.append(sentence(problem))
        resources["statecourse"]["notes"] = " ".join(dict.fromkeys(said))
        return judged

    def _write(self, nb: Any, exercise: Exercise, judged: Graded, undecided: set[str]) -> None:
        report, film = judged.report, json.loads(judged.film or "{}")
        results = _by_name(exercise, report)
        # Why nothing could be graded is said once, under the answer.
        shown = msgspec.structs.replace(report, problem="")
        for cell in _graded(nb):
            name, points = cell.metadata.nbgrader.grade_id, float(cell.metadata.nbgrader.points)
            check = results.get(name)
            why = _why_undecided(check, report)
            if check is None or why:
                undecided.add(name)
                self.log.error("%s, %s: no verdict, grade it by hand: %s", exercise.id, name, why)
                # What went wrong in a hidden check is for the log alone: it may speak of what the check does.
                text = _NO_VERDICT.format("see the log" if check and check.hidden else why)
                _show(cell, 0.0, problem_html(check.title if check else name, text, points))
                continue
            score = points * check.points / check.max_points if check.max_points else 0.0
            film_of_it = film_frame(film) if film.get("check") == name else ""
            _show(cell, score, cell_html(shown, check) + film_of_it)

    def _leave(self, nb: Any, notebook: str, undecided: set[str]) -> None:
        self.log.error(
            "%s is no exercise of the course, so it is not run; grade it by hand, or set "
            "c.JudgeAnswers.execute_others = True, which runs student code unprotected",
            notebook,
        )
        for cell in _graded(nb):
            undecided.add(cell.metadata.nbgrader.grade_id)
            text = "This notebook is no exercise of the course, so it was not run."
            _show(cell, 0.0, problem_html(notebook, text, cell.metadata.nbgrader.points))


def _by_name(exercise: Exercise, report: Report) -> dict[str, CheckResult]:
    """The results by check; where nothing could be graded, each check says that it was not run."""
    if report.checks:
        return {check.name: check for check in report.checks}
    return {
        check.name: CheckResult(check.name, check.title, "not run", 0, check.points, hidden=check.hidden)
        for check in checks_of(exercise)
    }


def _why_undecided(check: CheckResult | None, report: Report) -> str:
    """Why there is no verdict that could be defended, if so."""
    if report.grader_failed:
        return report.problem
    if check is None:
        return "the course has no check of this name; was it renamed since the assignment was generated?"
    return check.error if check.outcome == "error" else ""


def _graded(nb: Any) -> list[Any]:
    """The cells that nbgrader reads a score from."""
    return [c for c in nb.cells if c.cell_type == "code" and is_grade(c) and not is_solution(c)]


def _show(cell: Any, score: float, html: str) -> None:
    data = {"text/plain": repr(float(score)), "text/html": html}
    made = {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}
    cell.outputs = [from_dict(made)]
    cell.execution_count = 1


class SaveVerdicts(NbGraderPreprocessor):
    """Takes the place of nbgrader's SaveAutoGrades, with the same effect where there is a verdict.

    A check without one waits for the teacher's own, and gets no points in silence.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Write scores and comments into the gradebook; the notebook stays as it is."""
        known, ours = resources["nbgrader"], resources["statecourse"]
        cells = {cell.metadata.nbgrader.grade_id: cell for cell in nb.cells if "nbgrader" in cell.metadata}
        with Gradebook(known["db_url"]) as gradebook:
            found = gradebook.find_submission_notebook(
                known["notebook"], known["assignment"], known["student"]
            )
            # In one question to the database: asked for its name, each grade would be another.
            known_cells = gradebook.db.query(BaseCell.id, BaseCell.name)
            names = dict(known_cells.filter(BaseCell.notebook_id == found.notebook_id).all())
            for grade in found.grades:
                cell = cells.get(names[grade.cell_id])
                if cell is not None and is_task(cell):
                    continue
                score = self._score(cell, ours["undecided"])
                grade.auto_score = score
                # A score that was given by hand before is to be looked at again.
                grade.needs_manual_grade = score is None or grade.manual_score is not None
            for comment in found.comments:
                comment.auto_comment = _comment(cells.get(names[comment.cell_id]), ours["notes"])
            gradebook.db.commit()
        return nb, resources

    def _score(self, cell: Any, undecided: set[str]) -> float | None:
        if cell is None or cell.metadata.nbgrader.grade_id in undecided:
            return None
        return determine_grade(cell, self.log)[0]


def _comment(cell: Any, notes: str) -> str | None:
    """What is said under an answer: nbgrader's own words where nothing was written, and ours."""
    if cell is None:
        return notes or None
    unchanged = cell.metadata.nbgrader.checksum == compute_checksum(cell) and not is_task(cell)
    words = [*(["No response."] if unchanged else []), *([notes] if notes and is_answer(cell) else [])]
    return " ".join(words) or None
