"""What the tests of the engine share: a small course of their own, and a sandbox that stays warm."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import msgspec
import pytest
from hypothesis import settings

from statecourse.app.app import App
from statecourse.app.server import Bench, bench
from statecourse.course.budget import Budget
from statecourse.course.course import Course
from statecourse.course.limits import Limits
from statecourse.course.submission import Job, Replay, Submission
from statecourse.judge.run import run_jobs
from statecourse.report.report import CheckResult, Report
from statecourse.runtime.app_sandbox import AppSandbox
from statecourse.sandbox.confine import missing_layers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from statecourse.sandbox.sandbox import Sandbox

    Run = Callable[..., subprocess.CompletedProcess[str]]

# `--hypothesis-profile=deep` looks for what nobody has thought of; CI runs the same few examples each time.
settings.register_profile("quick", deadline=None, max_examples=60, derandomize=True)
settings.register_profile("deep", deadline=None, max_examples=20_000, print_blob=True)
settings.load_profile("quick")

MINICOURSE = Path(__file__).with_name("minicourse")
# Their checks are run by the judge, not as tests of their own.
collect_ignore = ["minicourse", "corpus", "hostile"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Modules that take long come first: at the end the processors would wait for a last one."""
    items.sort(key=lambda item: not any(item.iter_markers("slow")) and not any(item.iter_markers("browser")))


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """One warm server for all tests."""
    made = AppSandbox()
    yield made
    made.close()


@pytest.fixture(scope="session")
def all_layers() -> None:
    """Only where student code is confined by all layers; without one the tests are skipped, unless required."""
    missing = ", ".join(layer.layer for layer in missing_layers())
    if missing and os.environ.get("STATECOURSE_REQUIRE_ISOLATION"):
        pytest.fail(f"this system lacks layers of isolation: {missing}")
    if missing:
        pytest.skip(f"this system lacks layers of isolation: {missing}")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A copy of the small course, to change at will."""
    return copy_minicourse(tmp_path / "course")


def copy_minicourse(target: Path) -> Course:
    """Copy the small course."""
    unwanted = shutil.ignore_patterns("__pycache__", ".statecourse")
    shutil.copytree(MINICOURSE, target, ignore=unwanted)
    return Course(target)


# --- an app, without any checks ----------------------------------------------------------------

LIMITS = Limits(run_seconds=10, check_seconds=40, disk_mb=8)


@pytest.fixture
def tried(sandbox: Sandbox) -> Iterator[Bench]:
    """A place to make an `App` in."""
    with bench(sandbox, LIMITS) as made:
        yield made


class Opener(Protocol):
    """Makes an app from its script."""

    def __call__(self, script: str, *, live: bool = False, **files: str) -> App: ...


@pytest.fixture
def open_app(tried: Bench, tmp_path: Path) -> Opener:
    """Make an app from its script; it has `st` at hand, and was not run yet."""

    def make(script: str, *, live: bool = False, **files: str) -> App:
        folder = tmp_path / f"app{len(tried.servers)}"
        write_tree(folder, {"app.py": f"import streamlit as st\n{script}", **files})
        return App(folder / "app.py", default_timeout=tried.limits.run_seconds, live=live)

    return make


def write_tree(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write files below a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


# --- an app and its checks ---------------------------------------------------------------------

_MANIFEST = """
title: Tried
concepts: [state]
checks: {{{checks}}}
hints: []
settings: {settings}
misconceptions:
  forgot_it: {{label: it was forgotten, message: Look again., lesson: 01_lesson}}
  other_one: {{label: the other one, message: Look elsewhere., lesson: 01_lesson}}
"""


@dataclass
class Judge:
    """Grades an app by checks, both of which are given as text."""

    root: Path
    sandbox: Sandbox
    count: int = 0
    run_seconds: float = 10
    check_seconds: float = 30
    submission_seconds: float = 60
    reference: str = ""
    settings: str = "{}"
    replay: Replay = "explain"

    def __call__(self, checks: str, app: str | bytes = "", **files: str | bytes) -> Report:
        """The report on an app that has `st` at hand, by checks that have all of `statecourse.checks`."""
        self.count += 1
        course = self._course(checks)
        script = f"import streamlit as st\n{app}" if isinstance(app, str) else app
        folder = write_tree(course.root / "answer", {"app.py": script} | files)
        reports: list[Report] = []
        exercise = course.exercises["ex01a_tried"]
        job = Job(exercise, Submission(folder), replay=self.replay)
        run_jobs(course, [exercise], [job], lambda _, r: reports.append(r), sandbox=self.sandbox)
        self.sandbox.budget = Budget()
        return reports[0]

    def one(self, checks: str, app: str | bytes = "", **files: str | bytes) -> CheckResult:
        """The result of the only check."""
        return self(checks, app, **files).checks[0]

    def _course(self, checks: str) -> Course:
        names = re.findall(r"^def (test_\w+)", checks, re.MULTILINE)
        points = ", ".join(f"{name}: 1" for name in names)
        named = ("run_seconds", "check_seconds", "submission_seconds")
        limits = "{" + ", ".join(f"{name}: {getattr(self, name)}" for name in named) + "}"
        files = {
            "exercises/course.yaml": f"title: T\nformat: 1\nlimits: {limits}\n",
            "exercises/ex01a_tried/exercise.yaml": _MANIFEST.format(checks=points, settings=self.settings),
            "graders/ex01a_tried/test_checks.py": f"from statecourse.checks import *\n\n{checks}",
        }
        if self.reference:
            files["solutions/ex01a_tried/app.py"] = f"import streamlit as st\n{self.reference}"
        return Course(write_tree(self.root / f"judged{self.count}", dict(files)))


@pytest.fixture
def judge(sandbox: Sandbox, tmp_path: Path) -> Judge:
    """Grade an app by checks, both given as text."""
    return Judge(tmp_path, sandbox)


# --- commands ----------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command of the package as a user does, in a process of its own, with its output piped."""

    def command(*arguments: object, cwd: Path, **options: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", *map(str, arguments)],
            cwd=cwd,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
            **options,
        )

    return command


@pytest.fixture
def tree() -> Callable[..., Path]:
    """Write files below a folder."""
    return write_tree


# --- a class of students -------------------------------------------------------------------------

GRADE = [sys.executable, "-m", "statecourse", "grade", "in", "-o"]
# The checks' own code may do what student code cannot: tell the test what was graded, and play the world.
SPY = """
import os, pathlib, pytest
from statecourse.judge.check_plugin import STATE

@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item):
    if item.name == "test_opens":
        student = item.config.stash[STATE].submission.student
        with open({log!r}, "a") as file:
            file.write(student + "\\n")
        event(student)

def event(student):
    pass
"""


@dataclass
class Classroom:
    """A course with a class of students, and what its graders tell of whom they grade."""

    root: Path

    @property
    def log(self) -> Path:
        """One line for each time that somebody's answer was graded."""
        return self.root / "log"

    def graded(self) -> list[str]:
        """Who was graded, in order."""
        return self.log.read_text().split() if self.log.exists() else []

    def options(self) -> dict[str, Any]:
        """How a command is run: its own place for copies shows which processes belong to it."""
        environment = os.environ | {"TMPDIR": str(self.root / "tmp")}
        return {"cwd": self.root, "env": environment, "text": True}

    def start(self, out: str, *options: str) -> subprocess.Popen[str]:
        """Begin to grade, as a teacher does."""
        return subprocess.Popen(
            [*GRADE, out, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **self.options()
        )

    def grade(
        self, out: str, *options: str, before: Callable[[], None] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Grade to the end."""
        return subprocess.run(
            [*GRADE, out, *options],
            capture_output=True,
            check=False,
            timeout=120,
            preexec_fn=before,
            **self.options(),
        )

    def play(self, event: str) -> None:
        """Have the graders do something when they come to somebody."""
        spy = SPY.format(log=str(self.log)).replace("    pass\n", event)
        (self.root / "graders" / "conftest.py").write_text(spy)

    def store(self, out: str) -> Path:
        """The file that keeps what was graded."""
        return self.root / out / ".statecourse" / "reports.db"

    def kept(self, out: str) -> list[str]:
        """Whose reports are whole in the store: in a copy of it, as a run that is writing locks it."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "copy.db"
            for ending in ("-wal", ""):  # in this order: what moves from the WAL meanwhile is in both
                with contextlib.suppress(FileNotFoundError):
                    shutil.copyfile(f"{self.store(out)}{ending}", f"{copy}{ending}")
            # Of a run that has not got far yet there may be no table.
            with contextlib.closing(sqlite3.connect(copy)) as it, contextlib.suppress(sqlite3.DatabaseError):
                rows = it.execute("SELECT student, report FROM reports").fetchall()
                return [student for student, report in rows if msgspec.json.decode(report, type=Report)]
        return []

    def processes(self) -> list[str]:
        """The command lines of what runs for this class: every process inherits where it keeps its copies."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                ours = f"TMPDIR={self.root}".encode() in (folder / "environ").read_bytes()
                running = b") Z " not in (folder / "stat").read_bytes()
                if ours and running:
                    found.append((folder / "cmdline").read_text().replace("\0", " "))
        return found

    def hand_in(self, student: str, text: str, *, zipped: bool = False) -> None:
        """Have a student hand in an app."""
        target = self.root / "in" / student
        target.mkdir(parents=True, exist_ok=True)
        if zipped:
            with zipfile.ZipFile(target / "ex01a.zip", "w") as opened:
                opened.writestr("app.py", text)
        else:
            write_tree(target / "ex01a", {"app.py": text})

    def output(self, out: str) -> dict[str, bytes]:
        """All that a teacher sees in the output folder."""
        folder = self.root / out
        paths = [path for path in folder.rglob("*") if path.is_file()]
        private = folder / ".statecourse"
        return {
            str(path.relative_to(folder)): path.read_bytes() for path in paths if private not in path.parents
        }


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that every user may enter: workers are nobody where the tests run as root."""
    folder = Path(tempfile.mkdtemp(prefix="resume-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def ordinary_user() -> Callable[[], contextlib.AbstractContextManager[None]]:
    """Be nobody for a while, where root may read and write everything."""

    @contextlib.contextmanager
    def change() -> Iterator[None]:
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            yield
        finally:
            if root:
                os.seteuid(0)

    return change


@pytest.fixture
def class_of(open_place: Path) -> Callable[[int], Classroom]:
    """Make a class of right, wrong and odd answers, in folders and zip files, no two of them the same."""

    def make(count: int) -> Classroom:
        shutil.copytree(MINICOURSE, open_place, dirs_exist_ok=True)
        for part in ("exercises", "graders"):
            shutil.rmtree(open_place / part / "ex02a_notes")
        (open_place / "tmp").mkdir()
        made = Classroom(open_place)
        made.play("    pass\n")
        graders = open_place / "graders" / "ex01a_likes"
        answers = [open_place / "solutions" / "ex01a_likes" / "app.py", *sorted(graders.glob("*/*.py"))]
        for number in range(count):
            text = answers[number % len(answers)].read_text() + f"# {number}\n"
            made.hand_in(f"s{number:02}", text, zipped=number % 4 == 3)
        return made

    return make


# --- golden files ------------------------------------------------------------------------------


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Hold a text against a file in ``golden``; with UPDATE_GOLDEN=1 the file is written instead."""

    def compare(name: str, text: str) -> None:
        path = Path(__file__).with_name("golden") / name
        if os.environ.get("UPDATE_GOLDEN"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare
