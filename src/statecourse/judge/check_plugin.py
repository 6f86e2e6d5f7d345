"""The pytest plugin of checks: their fixtures, their prerequisites and their outcomes.

A judge loads it; if checks are run by hand, `pytest_plugin` does.
"""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from statecourse.app.app import App
from statecourse.app.server import bench
from statecourse.apptest.messages import Parse
from statecourse.checks.expect import CheckFailed
from statecourse.checks.inputs import Inputs
from statecourse.checks.suites import Suite
from statecourse.checks.walks import Walk
from statecourse.course.course import HIDDEN, find_course
from statecourse.course.limits import Limits
from statecourse.course.manifest import CourseError
from statecourse.course.packages import explain_missing_package
from statecourse.course.submission import Submission, random_for
from statecourse.judge.outcome import failure_of
from statecourse.judge.pytest_plugin import pytest_configure  # noqa: F401  # a judge does not load that plugin
from statecourse.judge.reasons import with_advice
from statecourse.judge.time_limit import at_most
from statecourse.report.words import failure_lines

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from statecourse.app.server import Bench
    from statecourse.course.course import Exercise
    from statecourse.report.report import Failure
    from statecourse.sandbox.sandbox import Sandbox


@dataclass
class Outcome:
    """The outcome of one check: the parts of a `CheckResult` that only pytest knows."""

    outcome: str
    failure: Failure | None = None
    blocked_by: str = ""
    error: str = ""


@dataclass
class State:
    """What the plugin knows during one pytest run."""

    sandbox: Sandbox
    seed: str = ""
    submission: Submission | None = None
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    layers: list[str] = field(default_factory=list)
    suite: Suite | None = None
    walk: int | None = None


_MAX_ERROR = 1_000
CHECKS_AT_MOST = 4.0
"""A check may take this many times ``check_seconds``, which is the time for the runs in one server: it may restart that."""
STATE = pytest.StashKey[State]()
_EXERCISES = pytest.StashKey["dict[Path, Exercise | None]"]()
BENCH = pytest.StashKey["Bench"]()


# --- which exercise ----------------------------------------------------------------------------


def exercise_of(item: pytest.Item) -> Exercise | None:
    """The exercise that a check belongs to, by its folder; None for a test that is no check."""
    known = item.config.stash.setdefault(_EXERCISES, {})
    if item.path.parent not in known:
        known[item.path.parent] = _find_exercise(item.path)
    return known[item.path.parent]


def _find_exercise(path: Path) -> Exercise | None:
    if path.parent.parent.name != "graders":
        return None
    try:
        course = find_course(path)
    except CourseError:
        return None  # some other project's folder of this name
    found = course.exercises.get(path.parent.name)
    if found is None:
        raise CourseError(f"graders/{path.parent.name}: there is no exercises/{path.parent.name}")
    return found


def check_name(item: pytest.Item) -> str:
    """The name of the check's function."""
    return getattr(item, "originalname", None) or item.name


def needs_solution(item: pytest.Item) -> bool:
    """Whether a check takes walks, which are held against the solution; a copy for students has none."""
    return "walk" in getattr(item, "fixturenames", ())


def by_exercise(items: list[pytest.Item]) -> dict[Exercise, list[pytest.Item]]:
    """The checks of each exercise."""
    found: dict[Exercise, list[pytest.Item]] = {}
    for item in items:
        exercise = exercise_of(item)
        if exercise is not None:
            found.setdefault(exercise, []).append(item)
    return found


def compare(exercise: Exercise, checks: list[pytest.Item]) -> None:
    """Raise `CourseError`, in one line, if the manifest's points and the checks differ."""
    manifest, names = exercise.manifest, [check_name(check) for check in checks]
    hidden = any(check.path.name == HIDDEN for check in checks)
    known = dict(manifest.checks) | (manifest.hidden_checks if hidden else {})
    place = f"exercises/{exercise.id}/exercise.yaml: checks: "
    if absent := [name for name in known if name not in names]:
        raise CourseError(f"{place}points for {absent[0]}, but graders/{exercise.id} has no such check")
    if unknown := [name for name in names if name not in known]:
        raise CourseError(
            f"{place}no points for {unknown[0]}, which graders/{exercise.id} has; add a line for it"
        )
    if not known:
        raise CourseError(f"{place}there are none; write one in graders/{exercise.id}/test_checks.py")


# --- fixtures ----------------------------------------------------------------------------------


@pytest.fixture
def statecourse_bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    """What the apps of this check run in; all of them end with it."""
    state = request.config.stash[STATE]
    exercise = exercise_of(request.node)
    settings = exercise.manifest.settings if exercise else {}
    with bench(state.sandbox, exercise.limits if exercise else Limits(), settings) as made:
        request.node.stash[BENCH] = made
        yield made
        state.layers = state.sandbox.layers or state.layers


@pytest.fixture
def statecourse_submission(request: pytest.FixtureRequest) -> Submission:
    """The answer under check."""
    state, exercise = request.config.stash[STATE], exercise_of(request.node)
    if state.submission is not None:
        return state.submission
    if exercise is None:
        pytest.fail("this fixture is for the checks of a course's graders folder", pytrace=False)
    found = Submission(exercise.folder, answer=exercise.answer)
    found.check()
    return found


@pytest.fixture
def app(statecourse_bench: Bench, statecourse_submission: Submission) -> App:
    """The answer as a Streamlit AppTest; the first ``app.run()`` opens it.

    It runs on the real runtime if AppTest would not do as a browser does.
    """
    return _app(statecourse_bench, statecourse_submission, live=statecourse_submission.needs_runtime())


@pytest.fixture
def live_app(statecourse_bench: Bench, statecourse_submission: Submission) -> App:
    """The answer on Streamlit's real runtime, for what needs several visitors at the same moment."""
    return _app(statecourse_bench, statecourse_submission, live=True)


def _app(bench: Bench, submission: Submission, *, live: bool) -> App:
    seconds = bench.limits.run_seconds
    return App(submission.script, default_timeout=seconds, folder=submission.folder.resolve(), live=live)


@pytest.fixture
def inputs(request: pytest.FixtureRequest, statecourse_submission: Submission) -> Inputs:
    """Random inputs, the same for the same answer and the same hidden checks on every machine."""
    seed = request.config.stash[STATE].seed or statecourse_submission.seed()
    exercise = exercise_of(request.node)
    parts = [exercise.id if exercise else "", check_name(request.node), seed]
    if request.node.path.name == HIDDEN:
        # An app can work out all else, as it follows from the app's own text. This file no student has.
        parts.append(request.node.path.read_text(encoding="utf-8"))
    return Inputs(random_for(*parts).random())


@pytest.fixture
def walk(
    request: pytest.FixtureRequest,
    statecourse_bench: Bench,
    statecourse_submission: Submission,
    inputs: Inputs,
) -> Walk:
    """Random walks with the answer, compared with the exercise's reference."""
    exercise = exercise_of(request.node)
    if exercise is None or not exercise.solution.is_file():
        raise CourseError("a walk needs the reference, solutions/ID/app.py, and it is not there")
    only = request.config.stash[STATE].walk
    return Walk(statecourse_bench, statecourse_submission.script, exercise.solution, inputs, only=only)


@pytest.fixture
def suite(
    request: pytest.FixtureRequest, statecourse_bench: Bench, statecourse_submission: Submission
) -> Suite:
    """The answer as tests, which are run on the apps in ``graders/ID/apps``."""
    state = request.config.stash[STATE]
    if state.suite is None or state.suite.submission != statecourse_submission:
        state.suite = Suite(statecourse_submission, request.node.path.parent / "apps")
    state.suite.bench = statecourse_bench
    return state.suite


@pytest.fixture
def source(statecourse_bench: Bench, app: App, statecourse_submission: Submission) -> ast.Module:
    """The answer's syntax tree. Advice may rest on it, a verdict may not.

    A worker compiles it first, before any of it runs: what crashes the compiler does so there.
    """
    server = app._server
    parsed = server.ask(Parse(statecourse_submission.script.name), statecourse_bench.limits.run_seconds)
    if error := getattr(parsed, "error", None):
        raise CheckFailed(
            f"the app is not Python {sys.version_info[0]}.{sys.version_info[1]}: {error.message} (line {error.line})"
        )
    try:
        return ast.parse(statecourse_submission.text())
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        # What compiles may still be nested too deeply to be looked at.
        raise CheckFailed(f"the app is too complicated to be read: {problem}") from problem


# --- outcomes ----------------------------------------------------------------------------------


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a check whose prerequisite did not pass, or that there is no time left for."""
    if exercise_of(item) is None:
        return
    state = item.config.stash[STATE]
    state.sandbox.budget.enter(check_name(item))
    if state.sandbox.budget.is_used_up():
        state.outcomes[check_name(item)] = Outcome("not run")
        pytest.skip("not run: there is no time left for it")
    for marker in item.iter_markers("statecourse_needs"):
        for name in marker.args:
            before = state.outcomes.get(name)
            if before is not None and before.outcome != "passed":
                state.outcomes[check_name(item)] = Outcome("not run", blocked_by=name)
                pytest.skip(f"not run: it builds on {name}, which did not pass")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """End a check that a page keeps busy. A busy worker is ended long before, by the sandbox."""
    exercise = exercise_of(item)
    if exercise is None:
        return (yield)
    budget = item.config.stash[STATE].sandbox.budget
    with at_most(CHECKS_AT_MOST * exercise.limits.check_seconds, budget):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[Any]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell a failure of the app from an error of the grader, and put the former in plain words."""
    report: pytest.TestReport = yield
    exercise = exercise_of(item)
    if exercise is None or call.when == "teardown":
        return report
    outcomes, name = item.config.stash[STATE].outcomes, check_name(item)
    if call.excinfo is None:
        if call.when == "call":  # a check with parameters may have failed before
            outcomes.setdefault(name, Outcome("passed"))
    elif report.skipped:
        outcomes.setdefault(name, Outcome("error", error=f"the check was skipped: {call.excinfo.value}"))
    else:
        outcome = outcomes[name] = _outcome_of(item, exercise, call.excinfo)
        if outcome.failure is not None:
            report.longrepr = "\n".join(failure_lines(outcome.failure))
        else:
            report.sections.append(("the grader itself went wrong, not the app", outcome.error))
    return report


def _outcome_of(
    item: pytest.Item, exercise: Exercise, excinfo: pytest.ExceptionInfo[BaseException]
) -> Outcome:
    """The outcome of a check that raised."""
    made = item.stash.get(BENCH, None)
    failure = failure_of(excinfo.value, made.servers if made else [])
    if failure is None:
        return Outcome("error", error=f"{_what(excinfo)} ({_where(item, excinfo)})")
    if made is not None and made.servers:
        failure = explain_missing_package(failure, exercise, made.servers[0].folder)
        if error := _lacks_promised_package(failure):
            return Outcome("error", error=error)
    try:
        return Outcome("failed", with_advice(failure, exercise))
    except CourseError as problem:
        return Outcome("error", error=str(problem))


def _lacks_promised_package(failure: Failure) -> str:
    """The error if this machine lacks a package that the course promises; else empty."""
    missing = failure.app_error.missing if failure.app_error else None
    if missing is None or missing.package not in missing.promised:
        return ""
    return f"the package {missing.package}, which course.yaml promises, is not installed here; install it"


def _what(excinfo: pytest.ExceptionInfo[BaseException]) -> str:
    if isinstance(excinfo.value, pytest.FixtureLookupError):
        return f"there is no fixture “{excinfo.value.argname}”"
    return excinfo.exconly()[:_MAX_ERROR]


def _where(item: pytest.Item, excinfo: pytest.ExceptionInfo[BaseException]) -> str:
    """The innermost line of the grader's code; if there is none, the check's first."""
    frames = [(Path(str(entry.path)), entry.lineno + 1) for entry in excinfo.traceback]
    own = [(path, line) for path, line in frames if path.is_relative_to(item.path.parent)]
    path, line = own[-1] if own else (item.path, (item.reportinfo()[1] or 0) + 1)
    return f"{path.name}, line {line}"
