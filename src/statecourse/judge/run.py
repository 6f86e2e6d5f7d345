"""Runs an exercise's checks on submissions, and makes a report on each.

pytest collects the checks once. Then its loop goes over jobs, and for each job over the checks: it takes the jobs
from an iterator and hands on each report, so the caller decides what comes next.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import statecourse
from statecourse.course.answer_files import SubmissionError
from statecourse.course.budget import Budget
from statecourse.course.check_list import title_of
from statecourse.course.course import HIDDEN
from statecourse.course.manifest import CourseError
from statecourse.course.versions import lacks
from statecourse.judge import check_plugin
from statecourse.judge.check_plugin import (
    STATE,
    Outcome,
    State,
    by_exercise,
    check_name,
    compare,
    needs_solution,
)
from statecourse.judge.filmed import Film, film_of
from statecourse.judge.replay import with_reasons
from statecourse.report.report import CheckResult, Report, make_report

if TYPE_CHECKING:
    from statecourse.course.course import Course, Exercise
    from statecourse.course.submission import Job
    from statecourse.sandbox.sandbox import Sandbox


Emit = Callable[["Job", Report], None]
Films = Callable[["Job", Report, "Film | None"], None]


def run_jobs(
    course: Course,
    exercises: list[Exercise],
    jobs: Iterable[Job],
    emit: Emit,
    *,
    sandbox: Sandbox,
    films: Films | None = None,
) -> None:
    """Grade the jobs one by one, and call ``emit`` with each and its report.

    ``exercises`` are those that the jobs may be about; their checks are loaded before the first job is taken.
    ``films``, if given, is called after ``emit`` for each job, with the film of its first failed check if the job asks
    for it, else with None. Raises `CourseError` if a grader or a manifest is broken.
    """
    for exercise in exercises:
        exercise.validate()  # a broken manifest is told before anything runs
        if lacking := lacks(exercise.manifest.streamlit):
            raise CourseError(f"{exercise.id} {lacking}: its verdict would be wrong here")
        if not exercise.graders.is_dir():
            raise CourseError(f"graders/{exercise.id} is missing; write its checks in test_checks.py there")
    loop = _Loop(jobs, emit, sandbox, films, handed_out=course.manifest.handed_out)
    arguments = [str(exercise.graders) for exercise in exercises]
    try:
        # Else pytest looks at everything beside the course, and beside each folder above it.
        place = [f"--rootdir={course.root}", f"--confcutdir={course.root}"]
        code = pytest.main([*_OPTIONS, *place, *arguments], plugins=[check_plugin, loop])
    finally:
        sandbox.budget = Budget()  # the last answer's is not that of whoever uses the sandbox next
        _forget_checks(course)
    if loop.problem:
        raise loop.problem
    if code in {pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR}:
        raise CourseError(f"pytest could not run the checks in {course.root / 'graders'} (exit code {code})")


def _forget_checks(course: Course) -> None:
    """Unload the checks: the next ones may have changed, or be another course's."""
    graders = str(course.root / "graders")
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", None)).startswith(graders):
            del sys.modules[name]


_USELESS = (
    # A judge has no use for these, and pytest calls most of them at each step of each check.
    *("terminal", "cacheprovider", "junitxml", "doctest", "logging", "faulthandler", "warnings", "unittest"),
    *("subtests", "setuponly", "setupplan", "stepwise", "pastebin", "debugging", "legacypath"),
    # These run the garbage collector five times at the end.
    *("unraisableexception", "threadexception"),
)
"""Plugins of pytest itself."""
_OPTIONS = (
    "--disable-plugin-autoload",
    "--import-mode=importlib",
    f"--config-file={Path(statecourse.__file__).with_name('judge.ini')}",
    "--capture=no",
    *(f"-pno:{plugin}" for plugin in _USELESS),
)


class _Loop:
    """The pytest plugin that replaces pytest's loop over checks by one over jobs and checks."""

    def __init__(
        self,
        jobs: Iterable[Job],
        emit: Emit,
        sandbox: Sandbox,
        films: Films | None = None,
        *,
        handed_out: bool = False,
    ) -> None:
        self._films, self._handed_out = films, handed_out
        self._jobs = jobs
        self._emit = emit
        self._sandbox = sandbox
        self.problem: BaseException | None = None

    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[STATE] = State(self._sandbox)
        # Nobody sees pytest's traceback, and to format one that goes through Streamlit takes longer than a check.
        config.option.tbstyle = "value"

    def pytest_exception_interact(self, call: pytest.CallInfo[Any], report: Any) -> None:
        if isinstance(report, pytest.CollectReport) and call.excinfo and self.problem is None:
            why = _why_not_loaded(call.excinfo.value)
            self.problem = CourseError(f"{report.nodeid}: the checks cannot be loaded: {why}")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed and self.problem is None:
            self.problem = CourseError(f"{report.nodeid}: the checks cannot be loaded")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if self.problem is None:
            try:
                self._run(session)
            except BaseException as problem:  # noqa: BLE001  # raised again outside of pytest
                self.problem = problem
        return True

    def _run(self, session: pytest.Session) -> None:
        items = {exercise.id: found for exercise, found in by_exercise(session.items).items()}
        checked: set[str] = set()
        for job in self._jobs:
            if job.exercise.id not in checked:
                compare(job.exercise, items.get(job.exercise.id, []))
                checked.add(job.exercise.id)
                if self._handed_out and not job.exercise.solution.is_file():
                    items[job.exercise.id] = [
                        item for item in items[job.exercise.id] if not needs_solution(item)
                    ]
            report = grade_job(job, items[job.exercise.id])
            self._emit(job, report)
            if self._films is not None:
                asked = bool(job.checks)
                film = film_of(items[job.exercise.id], report, passed=asked) if job.filmed else None
                self._films(job, report, film)


def _why_not_loaded(problem: BaseException) -> str:
    """The cause in one line; pytest wraps it in many."""
    cause = problem.__cause__ or problem
    if isinstance(cause, SyntaxError):
        return f"line {cause.lineno}: {cause.msg}"
    files = [frame for frame in traceback.extract_tb(cause.__traceback__) if "graders" in frame.filename]
    line = f"line {files[-1].lineno}: " if files else ""
    return line + traceback.format_exception_only(cause)[-1].strip()


def grade_job(job: Job, items: list[pytest.Item]) -> Report:
    """Run the checks on one submission."""
    items = [item for item in items if not job.checks or check_name(item) in job.checks]
    title = job.exercise.manifest.title
    try:
        job.submission.check()
        own = job.submission.seed()
    except SubmissionError as problem:
        checks = [_result(job.exercise, item, {}) for item in _unique(items)]
        return make_report(job.exercise.id, title, checks, problem=str(problem))
    config = items[0].config
    state = config.stash[STATE]
    state.submission, state.seed, state.outcomes, state.suite = job.submission, job.seed or own, {}, None
    state.walk = job.walk
    budget = state.sandbox.budget = Budget(job.exercise.limits.submission_seconds)
    # What a check prints is dropped: it is no feedback.
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for item in items:
            config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        checks = [_result(job.exercise, item, state.outcomes) for item in _unique(items)]
        checks, traces = with_reasons(job, items, checks)
    used_up = _what_used_up(budget, checks) if budget.over else ""
    layers = list(state.layers)
    return make_report(job.exercise.id, title, checks, layers=layers, traces=traces, used_up=used_up)


def _what_used_up(budget: Budget, checks: list[CheckResult]) -> str:
    """Where the time of a submission went, in a sentence that gives away no step of a hidden check."""
    name, seconds, step, of_step = budget.most()
    check = next((check for check in checks if check.name == name), None)
    where = f"“{check.title.rstrip('.')}”" if check else "what comes before the checks"
    of_which = f", {of_step:.0f} of them in this step: {step}" if step and check and not check.hidden else ""
    limit = f"All checks together may take {budget.seconds:g} seconds, and this answer has used them up."
    return f"{limit} Most of them, {seconds:.0f}, went into {where}{of_which}"


def _unique(items: list[pytest.Item]) -> list[pytest.Item]:
    """The first item of each check: one with parameters has several."""
    return list({check_name(item): item for item in reversed(items)}.values())[::-1]


def _result(exercise: Exercise, item: pytest.Item, outcomes: dict[str, Outcome]) -> CheckResult:
    name = check_name(item)
    found = outcomes.get(name) or Outcome("not run")
    points = exercise.points(name) or 0
    return CheckResult(
        name=name,
        title=title_of(inspect.getdoc(getattr(item, "obj", None)), name),
        outcome=found.outcome,  # type: ignore[arg-type]
        points=points if found.outcome == "passed" else 0,
        max_points=points,
        failure=found.failure,
        blocked_by=found.blocked_by,
        error=found.error,
        hidden=item.path.name == HIDDEN,
    )
