"""The old name of `statecourse.classroom.nbgrader.judging`, which courses of an earlier `nbgrader init` use."""

from statecourse.classroom.nbgrader.judging import JudgeAnswers, SaveVerdicts

__all__ = ["JudgeAnswers", "SaveVerdicts"]
