"""The old name of `statecourse.classroom.nbgrader.release`, which courses of an earlier `nbgrader init` use."""

from statecourse.classroom.nbgrader.release import PutStarter, TakeOutHidden

__all__ = ["PutStarter", "TakeOutHidden"]
