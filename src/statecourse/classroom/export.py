"""Where `nbgrader init` of an earlier version has a course look for `statecourse.classroom.nbgrader.export`."""

from statecourse.classroom.nbgrader.export import ChecksExporter

__all__ = ["ChecksExporter"]
