"""The pytest plugin of checks that are run by hand: it opens the answer, and closes the sandbox at the end.

Apart from `check_plugin`, as a judge does these itself.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from statecourse.course.answer_files import SubmissionError
from statecourse.course.manifest import CourseError
from statecourse.course.submission import open_submission
from statecourse.judge.check_plugin import STATE, State, by_exercise, compare
from statecourse.runtime.app_sandbox import AppSandbox

if TYPE_CHECKING:
    from statecourse.course.course import Exercise
    from statecourse.course.submission import Submission

_TEMPORARY = pytest.StashKey[tempfile.TemporaryDirectory[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Make a place for an answer that is a lone file."""
    config.stash[_TEMPORARY] = tempfile.TemporaryDirectory(prefix="statecourse-app-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the sandbox."""
    if STATE in config.stash:
        config.stash[STATE].sandbox.close()
    config.stash[_TEMPORARY].cleanup()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Open the answer; refuse to begin if it cannot be, or if a manifest and its checks differ."""
    try:
        exercises = _exercises(config, items)
        answer = _answer(config, exercises)
    except (CourseError, SubmissionError) as problem:
        raise pytest.UsageError(str(problem)) from problem
    if not config.option.collectonly:
        config.stash[STATE] = State(AppSandbox(), config.getoption("--seed"), answer)


def _exercises(config: pytest.Config, items: list[pytest.Item]) -> list[Exercise]:
    some_only = config.getoption("keyword") or any("::" in argument for argument in config.args)
    found = by_exercise(items)
    for exercise, checks in found.items():
        exercise.validate()
        if not some_only:
            compare(exercise, checks)
    return list(found)


def _answer(config: pytest.Config, exercises: list[Exercise]) -> Submission | None:
    """What ``--app`` names, if anything."""
    given = config.getoption("--app")
    if not given:
        return None
    names = {exercise.answer for exercise in exercises}
    name = names.pop() if len(names) == 1 else "app.py"
    found = open_submission(Path(given), Path(config.stash[_TEMPORARY].name), name)
    found.check()
    return found
