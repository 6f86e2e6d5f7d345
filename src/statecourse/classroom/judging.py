"""Where `nbgrader init` of an earlier version has a course look for `statecourse.classroom.nbgrader.judging`."""

from statecourse.classroom.nbgrader.judging import JudgeAnswers, SaveVerdicts

__all__ = ["JudgeAnswers", "SaveVerdicts"]
