"""A round's program in the sandbox of the checks: what no server of the learner's own should run, and tests.

A module of its own, as a page shows it and `promises` tests it; other programs run where a browser can reach them.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from statecourse.app.app import App
from statecourse.app.page_text import page_text
from statecourse.app.server import AppServer, RunTimeoutError, bench
from statecourse.app.trace import exception_of
from statecourse.apptest.messages import RunTests
from statecourse.checks.suites import AskedApp, run_tests
from statecourse.course.limits import Limits
from statecourse.runtime.app_sandbox import AppSandbox
from statecourse.sandbox.processes import SandboxError
from statecourse.sandbox.worker_handle import WorkerLostError

if TYPE_CHECKING:
    from statecourse.course.lesson_text import Round
    from statecourse.programs.program import Program
    from statecourse.sandbox.sandbox import Sandbox

_RUN_SECONDS = 8.0


def show_confined(program: Program) -> None:
    """Show what the program says when it is opened. Its worker ends before that is shown."""
    tests = program.head.tests
    st.markdown("**What pytest says of the tests**" if tests else "**The program, in a sandbox**")
    said: dict[str, str] = st.session_state.setdefault(program.key("said"), {})
    with st.container(border=True):
        if program.text not in said:
            with st.spinner("It runs in a sandbox …"):
                said[program.text] = _said(program)
        st.code(said[program.text], language=None, wrap_lines=True)
    st.markdown(
        f":small[{'They' if tests else 'It'} ran where your exercises are checked, and not in your own server: in a process of its own, "
        "which has ended, in a folder of its own, which is deleted.]"
    )


def _said(program: Program) -> str:
    with (
        contextlib.closing(AppSandbox()) as sandbox,
        tempfile.TemporaryDirectory(prefix="statecourse-") as home,
    ):
        file = write_program(program.head, program.folder, program.text, Path(home))
        if program.head.tests:
            return results_of_tests(program.head, file, sandbox)
        with bench(sandbox, Limits()):
            app = App(file, default_timeout=_RUN_SECONDS, live=True)
            try:
                app.run()
            except (RunTimeoutError, WorkerLostError, SandboxError) as problem:
                return f"The program did not come to its end: {problem}"
            return f"{page_text(app)}\n{exception_of(app) or ''}".strip() or "(nothing)"


def write_program(head: Round, folder: Path, text: str, home: Path) -> Path:
    """Write a round's program, with this text, and its helpers into a folder; returns the program's file."""
    for name in head.helpers:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / name, home / name)
    program = home / f"{head.program if head.tests else 'program'}.py"
    program.write_text(text, encoding="utf-8")
    return program


def results_of_tests(head: Round, program: Path, sandbox: Sandbox) -> str:
    """Run a round's tests on their app; a line for each test says whether it passed, or else why not.

    One of ``program`` and its helpers is the file of tests, ``test_….py``, and the other one the app.
    """
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
