"""The old name of `statecourse.classroom.nbgrader.restore`, which courses of an earlier `nbgrader init` use."""

from statecourse.classroom.nbgrader.restore import Restore

__all__ = ["Restore"]
