"""The old name of `statecourse.classroom.nbgrader.prepare`, which courses of the first `nbgrader init` use."""

from statecourse.classroom.nbgrader.prepare import prepare as take_renamed

__all__ = ["take_renamed"]
