"""The old name of `statecourse.classroom.nbgrader.prepare`, which courses of an earlier `nbgrader init` use."""

from statecourse.classroom.nbgrader.prepare import prepare, tidy

__all__ = ["prepare", "tidy"]
