"""Where `nbgrader init` of an earlier version has a course look for `statecourse.classroom.nbgrader.restore`."""

from statecourse.classroom.nbgrader.restore import Restore

__all__ = ["Restore"]
