"""A class that uses nbgrader: the real commands, on a course made of the small one."""

from __future__ import annotations

import atexit
import csv
import functools
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

MINICOURSE = Path(__file__).parents[2] / "minicourse"
BIN = Path(sys.executable).parent
EXERCISE = "ex01a_likes"
ANSWERS = MINICOURSE / "graders" / EXERCISE
SOLUTION = (MINICOURSE / "solutions" / EXERCISE / "app.py").read_text()
NOBODY_SPECIAL = 12345


def as_user(uid: int | None) -> list[str]:
    """What goes before a command so that this user runs it, who may read Python under root's own home."""
    if uid is None:
        return []
    caps = ["--clear-groups", "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
    return ["setpriv", f"--reuid={uid}", f"--regid={uid}", *caps]


def environment(home: Path) -> dict[str, str]:
    """What a user's programs find around them: their own home, and Jupyter's folders in it."""
    return {
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "PYTHONWARNINGS": "ignore",
        "PYTHONPATH": str(Path(__file__).with_name("quick")),
    }


@dataclass
class Person:
    """Someone with a folder to work in and a home beside it; as a user of their own where that can be."""

    root: Path
    uid: int | None = None

    @property
    def home(self) -> Path:
        """Their home."""
        return self.root.parent / "home"

    def run(self, *command: str, check: bool = True, cwd: Path | None = None) -> str:
        """Run a command as this person; what it printed, errors and all."""
        self.home.mkdir(exist_ok=True)
        if self.uid is not None:
            give(self.root.parent, self.uid)
        done = subprocess.run(
            [*as_user(self.uid), *command],
            cwd=cwd or self.root,
            env=environment(self.home),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=300,
            check=False,
        )
        assert done.returncode == 0 or not check, done.stdout
        return done.stdout

    def nbgrader(self, *command: str, check: bool = True) -> str:
        """Run one of nbgrader's commands in their folder."""
        return self.run("nbgrader", *command, check=check)


@dataclass
class Class(Person):
    """An nbgrader course, as its teacher works in it."""

    def configure(self, *lines: str) -> None:
        """Write settings into the teacher's own part of the course's ``nbgrader_config.py``."""
        with (self.root / "nbgrader_config.py").open("a") as file:
            file.writelines(f"{line}\n" for line in lines)

    def released(self) -> Any:
        """The notebook as students get it."""
        return nbformat.read(self.root / "release" / EXERCISE / f"{EXERCISE}.ipynb", as_version=4)

    def folder(self, student: str) -> Path:
        """Where a student's work lies once it is collected."""
        folder = self.root / "submitted" / student / EXERCISE
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def hand_in(
        self, student: str, code: str | None = None, change: Callable[[Any], None] | None = None
    ) -> Path:
        """Put a student's notebook where nbgrader collects it to; ``change`` is what they did to it."""
        notebook = self.released()
        if code is not None:
            cell(notebook, "answer").source = f"%%writefile app.py\n{code}"
        if change is not None:
            change(notebook)
        path = self.folder(student) / f"{EXERCISE}.ipynb"
        path.write_text(nbformat.writes(notebook))
        return path

    def scores(self) -> dict[str, dict[str, float]]:
        """What each student has for each check, as our exporter writes it."""
        self.nbgrader(
            "export", "--exporter=statecourse.classroom.nbgrader.export.ChecksExporter", "--to=checks.csv"
        )
        found: dict[str, dict[str, float]] = {}
        for row in csv.DictReader((self.root / "checks.csv").open(newline="")):
            found.setdefault(row["student_id"], {})[row["check"]] = float(row["score"])
        return found

    def totals(self) -> dict[str, float]:
        """What each student has in all, as nbgrader's own exporter writes it."""
        self.nbgrader("export", "--to=grades.csv")
        rows = csv.DictReader((self.root / "grades.csv").open(newline=""))
        return {row["student_id"]: float(row["score"]) for row in rows if row["assignment"] == EXERCISE}

    def feedback(self, student: str) -> str:
        """A student's feedback page."""
        return (self.root / "feedback" / student / EXERCISE / f"{EXERCISE}.html").read_text()


def cell(notebook: Any, name: str) -> Any:
    """The cell of this grade id."""
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)


def text_of(page: str) -> str:
    """The words of a page: no tags, no style sheets, no double spaces."""
    body = re.sub(r"(?s)<(style|script)\b.*?</\1>", " ", page)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())


def give(folder: Path, uid: int) -> None:
    """Make a user the owner of a folder with all that is in it."""
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, uid, uid, follow_symlinks=False)


def make_class(
    folder: Path,
    *,
    ordinary: bool = False,
    uid: int = NOBODY_SPECIAL,
    before: Callable[[Class], None] | None = None,
) -> Class:
    """A new class with its assignment generated; where ordinary, of a user who is not root.

    ``before`` is what its teacher does between ``statecourse nbgrader init`` and ``generate_assignment``.
    """
    if ordinary and os.geteuid() == 0 and shutil.which("setpriv") is None:
        pytest.skip("there is no setpriv to become an ordinary user with")
    folder.mkdir(parents=True, exist_ok=True)
    # Up to here only root may enter what pytest made.
    for parent in [folder, *folder.parents]:
        if parent.stat().st_uid == os.geteuid() and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o711)
    if not ordinary and before is None:
        shutil.copytree(_usual_course(), folder / "course")
        return Class(folder / "course" / "class")
    made = Class(folder / "course" / "class", uid if ordinary and os.geteuid() == 0 else None)
    _generate(made, before)
    return made


@functools.cache
def _usual_course() -> Path:
    """A course with a class whose assignment is generated: made once, as most classes begin with the same."""
    folder = Path(tempfile.mkdtemp(prefix="statecourse-class-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _generate(Class(folder / "course" / "class"))
    return folder / "course"


def _generate(made: Class, before: Callable[[Class], None] | None = None) -> None:
    shutil.copytree(MINICOURSE, made.root.parent, ignore=shutil.ignore_patterns("__pycache__"))
    made.root.mkdir()
    made.run("statecourse", "nbgrader", "init", ".", "--exercise", EXERCISE)
    if before is not None:
        before(made)
    made.nbgrader("generate_assignment", EXERCISE)
