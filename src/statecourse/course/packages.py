"""Packages that an app imports and this machine lacks. That is no fault of the student.

A module of its own, as the author's tools, the judge and `doctor` each need a part of it.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from typing import TYPE_CHECKING

import msgspec

from statecourse.course.course import Course
from statecourse.report.report import Missing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from statecourse.course.course import Exercise
    from statecourse.report.report import Failure, Report

_NO_MODULE = re.compile(r"No module named '(?P<top>[A-Za-z_]\w{0,99})(?:\.[\w.]*)?'")


def installed(name: str) -> bool:
    """Whether a package, by its import name, is installed; it is not imported."""
    if name in sys.builtin_module_names or name in sys.stdlib_module_names:
        return True
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return True  # it is loaded without a spec


def lacking(promised: Iterable[str]) -> list[str]:
    """Those of the promised packages that are not installed."""
    return [name for name in promised if not installed(name)]


def explain_missing_package(failure: Failure, exercise: Exercise, folder: Path) -> Failure:
    """The failure; if its cause is a missing package, it says so and names no misconception.

    ``folder`` is the answer's. If a part of an installed package is missing, or a module of the answer itself, that
    is the app's fault.
    """
    error = failure.app_error
    found = _NO_MODULE.fullmatch(error.message) if error and error.type == "ModuleNotFoundError" else None
    if error is None or found is None or installed(name := found["top"]) or (folder / name).exists():
        return failure
    missing = Missing(name, Course(exercise.root).manifest.packages)
    return msgspec.structs.replace(
        failure,
        summary=f"this machine has no package “{name}”, and there is no file {name}.py beside app.py",
        app_error=msgspec.structs.replace(error, missing=missing),
        expected="",
        seen="",
        misconception="",
    )


def missing_packages(report: Report) -> set[str]:
    """The packages that an app was found to import and this machine lacks."""
    errors = [check.failure.app_error for check in report.checks if check.failure]
    return {error.missing.package for error in errors if error and error.missing}
