"""Where `nbgrader init` of an earlier version has a course look for `statecourse.classroom.nbgrader.reader`."""

from statecourse.classroom.nbgrader.reader import Reader

__all__ = ["Reader"]
