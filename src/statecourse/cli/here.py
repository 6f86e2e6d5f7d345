"""What commands in several modules begin with: the course that they are about, and a page that is served."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from statecourse.course.course import Course, find_course

if TYPE_CHECKING:
    from collections.abc import Callable


def course_here(find: Callable[[Path], Course] | None = None) -> Course:
    """The course around the working folder. Raises `CourseError`, also for a broken course.yaml."""
    course = (find or find_course)(Path.cwd())
    course.manifest  # noqa: B018  # a broken one is reported now
    return course


def serve(script: Path, port: int, *arguments: str, browser: bool, folder: Path | None = None) -> int:
    """Serve a Streamlit script for this machine alone until Ctrl+C; returns the server's exit code."""
    options = {
        "server.port": port,
        "server.headless": str(not browser).lower(),
        "server.address": "localhost",
        "server.showEmailPrompt": "false",  # Streamlit's very first start would wait for an address
        "browser.gatherUsageStats": "false",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    command += [*(f"--{name}={value}" for name, value in options.items()), "--", *arguments]
    with contextlib.suppress(KeyboardInterrupt):
        return subprocess.run(command, cwd=folder, check=False).returncode  # noqa: S603
    return 0
