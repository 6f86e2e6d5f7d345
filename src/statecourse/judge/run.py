"""The judge: runs an exercise's checks on submissions, and reports.

The checks are collected once; then one submission after another goes through them, each check in a
worker of its own. The loop is pytest's own, turned inside out: it takes jobs from an iterator and
hands each report on, so that whoever calls it decides what comes next.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

import statecourse
from statecourse.course.answer_files import SubmissionError
from statecourse.course.manifest import CourseError
from statecourse.course.submission import Job
from statecourse.course.versions import lacks
from statecourse.judge import pytest_plugin
from statecourse.judge.pytest_plugin import STATE, Outcome, State, check_name, compare, exercise_of
from statecourse.judge.replay import with_reasons
from statecourse.report.report import CheckResult, Report, make_report
from statecourse.runtime.app_sandbox import AppSandbox
from statecourse.sandbox.budget import Budget

if TYPE_CHECKING:
    from statecourse.course.course import Course, Exercise
    from statecourse.sandbox.sandbox import Sandbox


Emit = Callable[[Job, Report], None]


def run_jobs(
    course: Course,
    exercises: list[Exercise],
    jobs: Iterable[Job],
    emit: Emit,
    *,
    sandbox: Sandbox | None = None,
    without: tuple[str, ...] = (),
    settle: bool = True,
) -> None:
    """Grade the jobs one by one, and hand each report to ``emit``.

    ``exercises`` are those that the jobs may be about; their checks are loaded before the first job
    is asked for. A given ``sandbox`` is left open; ``without`` is for one of its own, which is made
    otherwise. Before the next job is asked for, all is gone that this one left; where ``settle`` is
    False, that is the caller's to see to. Raises `CourseError` where a grader or a manifest is broken.
    """
    for exercise in exercises:
        exercise.limits  # noqa: B018  # a broken manifest is told before anything runs
        if lacking := lacks(exercise.manifest.streamlit):
            raise CourseError(f"{exercise.id} {lacking}: its verdict would be wrong here")
        if not exercise.graders.is_dir():
            raise CourseError(f"graders/{exercise.id} is missing; write its checks in test_checks.py there")
    own = None if sandbox else AppSandbox(without=without)
    if own and exercises:
        own.get_ready(exercises[0].folder)
    loop = _Loop(jobs, emit, sandbox or cast("Sandbox", own), settle=settle)
    arguments = [str(exercise.graders) for exercise in exercises]
    try:
        # Else pytest looks at all that lies beside the course, and beside each folder that it is in.
        place = [f"--rootdir={course.root}", f"--confcutdir={course.root}"]
        code = pytest.main([*_OPTIONS, *place, *arguments], plugins=[pytest_plugin, loop])
    finally:
        if own:
            own.close()
        _forget_checks(course)
    if loop.problem:
        raise loop.problem
    if code in {pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR}:
        text = f"pytest could not run the checks in {course.root / 'graders'} (exit code {code})"
        raise CourseError(text)


def _forget_checks(course: Course) -> None:
    """Have the checks loaded anew next time: they may have changed, or be another course's."""
    graders = str(course.root / "graders")
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", None)).startswith(graders):
            del sys.modules[name]


_OPTIONS = (
    "--disable-plugin-autoload",
    "--import-mode=importlib",
    f"--config-file={Path(statecourse.__file__).with_name('judge.ini')}",
    "--capture=no",
    "-pno:terminal",
    "-pno:cacheprovider",
    "-pno:junitxml",
    "-pno:doctest",
    "-pno:logging",
    # A judge has no use for these, and they have their turn at each step of each check.
    "-pno:faulthandler",
    "-pno:warnings",
    "-pno:unittest",
    "-pno:subtests",
    "-pno:setuponly",
    "-pno:setupplan",
    "-pno:stepwise",
    "-pno:pastebin",
    "-pno:debugging",
    "-pno:legacypath",
    # These collect garbage five times over at the end.
    "-pno:unraisableexception",
    "-pno:threadexception",
)


class _Loop:
    """The pytest plugin that replaces pytest's loop over items by one over jobs and items."""

    def __init__(self, jobs: Iterable[Job], emit: Emit, sandbox: Sandbox, *, settle: bool) -> None:
        self._jobs = jobs
        self._emit = emit
        self._sandbox = sandbox
        self._settle = settle
        self.problem: BaseException | None = None

    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[STATE] = State(sandbox=self._sandbox, judged=True)
        # Nobody sees pytest's picture of a traceback; to draw one through Streamlit takes longer than a check.
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
        items: dict[str, list[pytest.Item]] = {}
        for item in session.items:
            exercise = exercise_of(item)
            if exercise is not None:
                items.setdefault(exercise.id, []).append(item)
        checked: set[str] = set()
        for job in self._jobs:
            if job.exercise.id not in checked:
                _compare(job.exercise, items.get(job.exercise.id, []))
                checked.add(job.exercise.id)
            self._emit(job, grade_job(job, items[job.exercise.id]))
            if self._settle:
                self._sandbox.settle()


def _why_not_loaded(problem: BaseException) -> str:
    """The cause, which pytest wraps in text of many lines, in one line."""
    cause = problem.__cause__ or problem
    if isinstance(cause, SyntaxError):
        return f"line {cause.lineno}: {cause.msg}"
    files = [frame for frame in traceback.extract_tb(cause.__traceback__) if "graders" in frame.filename]
    line = f"line {files[-1].lineno}: " if files else ""
    return line + traceback.format_exception_only(cause)[-1].strip()


def _compare(exercise: Exercise, items: list[pytest.Item]) -> None:
    names = [check_name(item) for item in items]
    hidden = any(item.path.name == "test_hidden.py" for item in items)
    compare(exercise, names, hidden=hidden)


def grade_job(job: Job, items: list[pytest.Item]) -> Report:
    """Run all checks on one submission."""
    try:
        job.submission.check()
        own = job.submission.seed()
    except SubmissionError as problem:
        return problem_report(job.exercise, str(problem), items)
    config = items[0].config
    state = config.stash[STATE]
    state.submission, state.seed, state.outcomes, state.suite = job.submission, job.seed or own, {}, None
    assert state.sandbox is not None  # the loop's
    budget = state.sandbox.budget = Budget(job.exercise.limits.submission_seconds)
    # What a check prints is nobody's feedback.
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for item in items:
            config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        checks = [_result(job.exercise, item, state.outcomes) for item in _unique(items)]
        checks, traces = with_reasons(job, items, checks)
    title, layers = job.exercise.manifest.title, list(state.layers)
    used_up = _what_used_up(budget, checks) if budget.over else ""
    return make_report(job.exercise.id, title, checks, layers=layers, traces=traces, used_up=used_up)


def _what_used_up(budget: Budget, checks: list[CheckResult]) -> str:
    """Where the time of a submission went, in a sentence. Of a hidden check no step is told."""
    name, seconds, step, of_step = budget.most()
    check = next((check for check in checks if check.name == name), None)
    where = f"“{check.title.rstrip('.')}”" if check else "what comes before the checks"
    of_which = f", {of_step:.0f} of them in this step: {step}" if step and check and not check.hidden else ""
    limit = f"All checks together may take {budget.seconds:g} seconds, and this answer has used them up."
    return f"{limit} Most of them, {seconds:.0f}, went into {where}{of_which}"


def problem_report(exercise: Exercise, problem: str, items: list[pytest.Item]) -> Report:
    """The report on a submission that cannot be graded: no points, and the reason."""
    checks = [_result(exercise, item, {}) for item in _unique(items)]
    return make_report(exercise.id, exercise.manifest.title, checks, problem=problem)


def _unique(items: list[pytest.Item]) -> list[pytest.Item]:
    return list({check_name(item): item for item in reversed(items)}.values())[::-1]


def _result(exercise: Exercise, item: pytest.Item, outcomes: dict[str, Outcome]) -> CheckResult:
    name = check_name(item)
    found = outcomes.get(name) or Outcome("not run")
    points = exercise.points(name) or 0
    return CheckResult(
        name=name,
        title=title_of(item),
        outcome=found.outcome,  # type: ignore[arg-type]
        points=points if found.outcome == "passed" else 0,
        max_points=points,
        failure=found.failure,
        blocked_by=found.blocked_by,
        error=found.error,
        hidden=item.path.name == "test_hidden.py",
    )


def title_of(item: Any) -> str:
    """What a check is called to a student: the first line of its docstring."""
    lines = (inspect.getdoc(item.obj) or check_name(item)).strip().splitlines()
    return str(lines[0])


__all__ = ["Job", "run_jobs"]
