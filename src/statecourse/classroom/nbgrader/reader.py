"""The exporter of ``nbgrader autograde``: it reads what students handed in, and holds the state of the run."""

from __future__ import annotations

import weakref
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import v4
from nbgrader.converters import NbGraderException
from traitlets import default

from statecourse.classroom.nbgrader.answer_cells import Answer
from statecourse.classroom.nbgrader.batch import Ahead
from statecourse.classroom.nbgrader.engines import share_engines
from statecourse.classroom.nbgrader.read_notebook import read_notebook
from statecourse.classroom.nbgrader.settings import Statecourse
from statecourse.course.manifest import CourseError
from statecourse.sandbox.confine import require_isolation


@dataclass
class Kept:
    """What is kept of one notebook from nbgrader's first step, which restores it, to its second, which grades it."""

    folder: Path
    problem: str = ""
    answer: Answer = field(default_factory=lambda: Answer(None))


class Reader(Statecourse, NotebookExporter):
    """Reads each notebook; where one is unreadable, the run goes on, and the student's feedback says why."""

    @default("optimistic_validation")
    def _validate_once(self) -> bool:
        """Validate a notebook at the end, not after each preprocessor as well."""
        return True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        try:
            # A broken course ends the run before it has begun with any student.
            course = self.open_course()
            for exercise in course.exercises.values():
                exercise.validate()
            if self.isolation == "full":
                require_isolation()
        except CourseError as problem:
            self.log.error("%s", problem)  # noqa: TRY400  # the message says it all
            raise NbGraderException(str(problem)) from problem
        self.exercises = course.exercises
        self.ahead = Ahead(course, self.parent, self.seed)
        self.kept: dict[tuple[str, str], Kept] = {}
        self.templates: dict[tuple[str, str], Any] = {}
        weakref.finalize(self, share_engines())

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> tuple[Any, Any]:
        """Read one notebook and pass it through the preprocessors.

        nbgrader calls this twice for each: with what was handed in, and with what the first step made of that.
        """
        converter: Any = self.parent
        if not converter._sanitizing:  # nbgrader has no public word for it
            # Written here a moment ago, so it needs no validation.
            ours = v4.reads(Path(filename).read_text(encoding="utf-8"))
            return self.from_notebook_node(ours, resources, **kwargs)
        notebook, problem = read_notebook(Path(filename))
        if problem:
            self.log.warning("%s: %s", filename, problem)
        known = resources["nbgrader"]
        self.kept[known["student"], known["notebook"]] = Kept(Path(filename).parent, problem)
        return self.from_notebook_node(notebook, resources, **kwargs)
