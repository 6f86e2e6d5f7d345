"""Where `nbgrader init` of an earlier version has a course look for `statecourse.classroom.nbgrader.prepare`."""

from statecourse.classroom.nbgrader.prepare import prepare, tidy

__all__ = ["prepare", "tidy"]
