"""Where `nbgrader init` of an earlier version has a course look for `statecourse.classroom.nbgrader.release`."""

from statecourse.classroom.nbgrader.release import PutStarter, TakeOutHidden

__all__ = ["PutStarter", "TakeOutHidden"]
