"""The exporter of ``nbgrader autograde``: it reads what students handed in, and holds the state of the run."""

from __future__ import annotations

import functools
import weakref
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbgrader.api
from nbconvert.exporters import NotebookExporter
from nbformat import v4
from nbgrader.converters import NbGraderException
from traitlets import default

from statecourse.classroom.handins.notebook_cells import Answer
from statecourse.classroom.isolation import require_isolation
from statecourse.classroom.nbgrader.batch import Ahead, read_notebook
from statecourse.classroom.nbgrader.settings import Statecourse
from statecourse.classroom.nbgrader.stand_in import StandIn, write_stand_ins
from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Kept:
    """What is kept of one notebook from nbgrader's first step, which restores it, to its second, which grades it."""

    folder: Path
    problem: str = ""
    note: str = ""
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
        self.stand_ins = write_stand_ins(self.exercises, self.parent)
        self.ahead = Ahead(course, self.parent, self.seed, filmed=self.films)
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
        known = resources["nbgrader"]
        key = known["student"], known["notebook"]
        stand_in = self.stand_ins.get(key, StandIn(problem, ""))
        for said in filter(None, stand_in):
            self.log.warning("%s: %s", filename, said)
        self.kept[key] = Kept(Path(filename).parent, *stand_in)
        return self.from_notebook_node(notebook, resources, **kwargs)


def share_engines() -> Callable[[], None]:
    """Have nbgrader make each database engine once; returns what undoes that.

    An engine caches the SQL that it has compiled. To compile it anew for each engine took 25 of the 85 ms of processor
    time that nbgrader spends on a student. Each gradebook still closes its own connection.
    """
    original = nbgrader.api.create_engine
    if hasattr(original, "cache_clear"):  # a run within a run: the outer one undoes it
        return lambda: None
    cached = functools.cache(original)
    nbgrader.api.create_engine = cached

    def undo() -> None:
        nbgrader.api.create_engine = original
        cached.cache_clear()

    return undo
