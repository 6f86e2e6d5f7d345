"""The old name of `statecourse.classroom.nbgrader.reader`, which courses of an earlier `nbgrader init` use."""

from statecourse.classroom.nbgrader.reader import Reader

__all__ = ["Reader"]
