"""The settings in ``nbgrader_config.py`` that all our plugins of nbgrader share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from traitlets import Bool, Enum, Unicode
from traitlets.config import Configurable

from statecourse.course.course import Course, Exercise
from statecourse.course.installed import installed_content
from statecourse.course.manifest import CourseError


class Statecourse(Configurable):
    """The settings ``c.Statecourse.…``; each plugin inherits them."""

    course = Unicode(
        "", help="The folder with exercises/, solutions/ and graders/; empty: the one that was installed."
    ).tag(config=True)

    isolation = Enum(
        ["full", "process"],
        "full",
        help="What student code needs to be locked in: everything, or as much as this machine has.",
    ).tag(config=True)

    seed = Unicode(
        "", help="A text that no student knows, to draw the random inputs from; empty: the answer's own text."
    ).tag(config=True)

    films = Bool(
        default_value=False,
        help="Whether the first failed check of each answer can be seen happen, line by line, below its result.",
    ).tag(config=True)

    def open_course(self) -> Course:
        """The course with the exercises. Raises `CourseError`."""
        root = Path(self.course) if self.course else installed_content()
        if root is None or not (root / "exercises" / "course.yaml").is_file():
            raise CourseError(
                f"{root or 'the installation'} holds no course (no exercises/course.yaml); "
                "set c.Statecourse.course in nbgrader_config.py"
            )
        return Course(root)

    def exercise_of(self, notebook: str) -> Exercise | None:
        """The exercise that a notebook is named after; None where there is none."""
        return self.open_course().exercises.get(notebook)

    @property
    def reader(self) -> Any:
        """The `Reader`, which holds the state of one run. Raises `CourseError` where another exporter is set."""
        if not hasattr(self.parent, "kept"):
            raise CourseError(
                "nbgrader_config.py: c.Autograde.exporter_class must be statecourse.classroom.nbgrader.reader.Reader"
            )
        return self.parent
