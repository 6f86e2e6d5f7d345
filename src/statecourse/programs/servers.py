"""Streamlit servers that a lesson starts: for programs that need one of their own, and for exercises.

They serve this machine only, and end with the lesson's server.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from statecourse.course.manifest import CourseError
from statecourse.programs.ports import free_port
from statecourse.programs.runs import RUNS_FOLDER

_START_SECONDS = 30.0
_OPTIONS = {
    "server.headless": "true",
    "server.address": "127.0.0.1",
    "server.fileWatcherType": "poll",
    "server.runOnSave": "true",
    "browser.gatherUsageStats": "false",
    # With the menu of a developer, which has "Rerun".
    "client.toolbarMode": "developer",
}


class StreamlitServer:
    """A Streamlit server of one script, on a free port of this machine."""

    def __init__(
        self,
        script: Path,
        folder: Path,
        environment: dict[str, str] | None = None,
        settings: dict[str, object] | None = None,
    ) -> None:
        self._script = script
        self.folder = folder
        self._environment = environment or {}
        self._settings = settings or {}
        self._process: subprocess.Popen[bytes] | None = None
        self._port = free_port()
        atexit.register(self.stop)

    @property
    def address(self) -> str:
        """The address of its page, which a restart keeps."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def running(self) -> bool:
        """Whether the server runs now."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it unless it runs, and wait until it answers. Raises `CourseError` if it does not."""
        if self.running:
            return
        options = _OPTIONS | self._settings | {"server.port": self._port}
        arguments = [
            f"--{name}={str(value).lower() if isinstance(value, bool) else value}"
            for name, value in options.items()
        ]
        self._process = subprocess.Popen(  # noqa: S603  # our own script, or the learner's own app
            [sys.executable, "-m", "streamlit", "run", str(self._script), *arguments],
            cwd=self.folder,
            env=os.environ | self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + _START_SECONDS
        while time.monotonic() < until and self.running:
            try:
                urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=1).close()  # noqa: S310
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
            else:
                return
        self.stop()
        raise CourseError(f"the server of {self._script.name} did not start; try again")

    def stop(self) -> None:
        """Stop it. Its sessions and its memory are gone; its files stay."""
        if self._process is not None:
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(3)
            self._process.kill()
            self._process.wait()
            self._process = None


_PLAYER = """\
from pathlib import Path

import streamlit as st

from statecourse.programs import stage

st.set_page_config(page_title="A program of the lesson")
asked = stage.asked_for()
if asked is not None:
    stage.play(Path("program.py"), asked[1])
"""


class ProgramServer(StreamlitServer):
    """A program on a server of its own, in a temporary folder, where it may write files.

    ``helpers`` are further files of it in ``folder``. ``look`` is a folder with Streamlit's configuration, such as
    the theme; ``settings`` are added to it.
    """

    def __init__(
        self,
        program: Path,
        folder: Path,
        helpers: tuple[str, ...],
        look: Path,
        settings: dict[str, object],
    ) -> None:
        self._home = Path(tempfile.mkdtemp(prefix="statecourse-lesson-"))
        self.folder = self._home / "program"
        self.folder.mkdir()
        self.runs = self._home / "runs"
        self.runs.mkdir()
        shutil.copyfile(program, self.folder / "program.py")
        for name in helpers:
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / name, self.folder / name)
        if look.is_dir():
            shutil.copytree(look, self.folder / look.name)
        player = self._home / "player.py"
        player.write_text(_PLAYER, encoding="utf-8")
        paths = os.pathsep.join(filter(None, [str(self.folder), os.environ.get("PYTHONPATH")]))
        environment = {RUNS_FOLDER: str(self.runs), "PYTHONPATH": paths}
        super().__init__(player, self.folder, environment, settings)
        atexit.register(self.close)

    def close(self) -> None:
        """Stop the server, and delete its folder."""
        self.stop()
        shutil.rmtree(self._home, ignore_errors=True)

    def put(self, text: str) -> None:
        """Replace the program's text."""
        (self.folder / "program.py").write_text(text, encoding="utf-8")

    def read(self, name: str) -> str | None:
        """The beginning of a file that the program wrote; None if there is none."""
        try:
            return (self.folder / name).read_bytes()[:2_000].decode("utf-8", "replace")
        except OSError:
            return None

    def write(self, name: str, text: str | None) -> None:
        """Write a file from outside the program; None deletes it."""
        if text is None:
            (self.folder / name).unlink(missing_ok=True)
        else:
            (self.folder / name).write_text(text, encoding="utf-8")
