"""What ``film`` does: an app is played in the sandbox, and what happened becomes a page."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from statecourse.app.app import App
from statecourse.app.server import DeadlockError, RunTimeoutError, bench, filming
from statecourse.checks.expect import CheckFailed
from statecourse.cli.exit_codes import ExitCode
from statecourse.course.course import find_course
from statecourse.course.limits import Limits
from statecourse.course.manifest import CourseError
from statecourse.course.whole_file import write_whole
from statecourse.film.story import story_of
from statecourse.film.viewer import film_page
from statecourse.programs.doing import Step, Tabs, play_step, read_step
from statecourse.programs.ports import free_port
from statecourse.report.terminal import console, say
from statecourse.runtime.app_sandbox import AppSandbox
from statecourse.sandbox.worker_handle import WorkerLostError

if TYPE_CHECKING:
    from statecourse.app.server import AppServer


def film_app(script: Path, do: list[str], output: Path | None, port: int) -> int:
    """Serve an app with its film, or write the film of some steps; returns the exit code.

    Raises `CourseError` where there is no such app.
    """
    if not script.is_file():
        raise CourseError(
            f"{script}: there is no such file; name a Streamlit app, such as exercises/ex01a_visit_counter/app.py"
        )
    if not do and output is None:
        return serve_film(script, port)
    output = output or Path("film.html")
    if problem := write_film(script, do, output):
        say(console(), f"The film ends early: {problem}")
    say(console(), f"{output} is written. Open it in a browser.")
    return ExitCode.DONE


def write_film(script: Path, do: list[str], output: Path) -> str:
    """Play an app step by step, and write its film; returns what ended it before the last step, or nothing.

    Raises `CourseError` for a step that nobody could do, and where the app did not run.
    """
    steps = [read_step(line, "--do") for line in do]
    server, problem = _played(script.resolve(), steps)
    if not server.shots:
        raise CourseError(f"{script}: {problem or 'it did not run'}")
    story = story_of(server, f"{script.name}: what happened", script.name)
    if problem:
        story["runs"][-1]["cut"] = story["runs"][-1]["cut"] or problem
    write_whole(output, film_page(story))
    return problem


def serve_film(script: Path, port: int) -> int:
    """Serve an app with its film beside it, and open the page; returns the server's exit code once it has ended.

    Raises `CourseError` where there is no port.
    """
    page = free_port(port)
    command = [
        sys.executable,
        "-m",
        "statecourse.programs.live_film",
        str(script),
        str(free_port()),
        str(page),
    ]
    with subprocess.Popen(command) as server:  # noqa: S603  # our own module
        try:
            _wait_for(server, page)
            say(console(), f"The app and its film: http://127.0.0.1:{page} (Ctrl+C ends it)")
            webbrowser.open(f"http://127.0.0.1:{page}")
            return server.wait()
        except KeyboardInterrupt:
            server.terminate()
            return 0


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    """Wait until the page is there, or its server has ended, which then has said why."""
    while server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)


def _played(script: Path, steps: list[Step]) -> tuple[AppServer, str]:
    """The server that played the app, and what ended it before the last step."""
    limits = _limits(script)
    token = filming.set(True)
    try:
        with contextlib.closing(AppSandbox()) as sandbox, bench(sandbox, limits) as made:
            tabs = Tabs(App(script, default_timeout=limits.run_seconds, folder=script.parent, live=True))
            return made.servers[0], _problem(tabs, steps)
    finally:
        filming.reset(token)


def _problem(tabs: Tabs, steps: list[Step]) -> str:
    try:
        tabs.tab(1)
        for step in steps:
            play_step(step, tabs)
    except (CheckFailed, RunTimeoutError, DeadlockError, WorkerLostError) as problem:
        return str(problem)
    return ""


def _limits(script: Path) -> Limits:
    """Those of the course that the app lies in, if it lies in one."""
    try:
        return find_course(script).manifest.limits
    except CourseError:
        return Limits()
