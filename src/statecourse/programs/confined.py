"""A round's program in the sandbox of the checks, for what no server of the learner's own should do.

A module of its own: every other program of a page runs where a browser can reach it.
"""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from statecourse.app.app import App
from statecourse.app.page_text import page_text
from statecourse.app.server import RunTimeoutError, bench
from statecourse.app.trace import exception_of
from statecourse.course.limits import Limits
from statecourse.programs.lesson_tests import tests_said
from statecourse.programs.promises import laid_out
from statecourse.runtime.app_sandbox import AppSandbox
from statecourse.sandbox.processes import SandboxError
from statecourse.sandbox.worker_handle import WorkerLostError

if TYPE_CHECKING:
    from statecourse.programs.program import Program


def show_confined(program: Program) -> None:
    """What the program says when it is opened; the worker that ran it has ended by then."""
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
    """What the program's page says, and the exception, if any."""
    with (
        contextlib.closing(AppSandbox()) as sandbox,
        tempfile.TemporaryDirectory(prefix="statecourse-") as home,
    ):
        file = laid_out(program.head, program.folder, program.text, Path(home))
        if program.head.tests:
            return tests_said(program.head, file, sandbox)
        with bench(sandbox, Limits()):
            app = App(file, default_timeout=8, live=True)
            try:
                app.run()
            except (RunTimeoutError, WorkerLostError, SandboxError) as problem:
                return f"The program did not come to its end: {problem}"
            return f"{page_text(app)}\n{exception_of(app) or ''}".strip() or "(nothing)"
