"""The old name of `statecourse.classroom.nbgrader.export`, which courses of an earlier `nbgrader init` use."""

from statecourse.classroom.nbgrader.export import ChecksExporter

__all__ = ["ChecksExporter"]
