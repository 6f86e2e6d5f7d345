"""What the tests in a round come to: they and the app that they test run in the sandbox of the checks.

A module of its own, since a page shows it and `promises` holds it, and no other program of a lesson is run so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from statecourse.app.app import App
from statecourse.app.server import AppServer, bench
from statecourse.apptest.messages import RunTests
from statecourse.checks.suites import AskedApp, run_tests
from statecourse.course.limits import Limits
from statecourse.sandbox.processes import SandboxError
from statecourse.sandbox.worker_handle import WorkerLostError

if TYPE_CHECKING:
    from pathlib import Path

    from statecourse.course.lesson_text import Round
    from statecourse.sandbox.sandbox import Sandbox

_RUN_SECONDS = 8.0


def tests_said(head: Round, program: Path, sandbox: Sandbox) -> str:
    """A line or more for each test: whether it passed, and else why not. The program has its helpers beside it."""
    names = [program.name, *head.helpers]
    tests = next(name for name in names if name.startswith("test_"))
    tested = next(name for name in names if name != tests)
    with bench(sandbox, Limits()) as made:
        server = AppServer(made, program.parent, live=False)
        app = App(program.parent / tested, default_timeout=_RUN_SECONDS, server=server)
        try:
            found = run_tests(made, program.parent, RunTests(tests, tested, all=True), AskedApp(app))
        except (WorkerLostError, SandboxError) as problem:
            return f"The tests did not come to their end: {problem}"
    lines = [f"✓ {test.name}" if test.passed else f"✗ {test.name}: {test.said}" for test in found]
    return "\n".join(lines) or "no tests ran"
