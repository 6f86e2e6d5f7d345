"""The built wheel, installed into an empty environment outside of the checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Path:
    """A copy of what the wheel is built from, with a hidden check added to it."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in ("src", "lessons", "exercises", "solutions", "graders", ".streamlit"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copyfile(ROOT / name, copy / name)
    hidden = copy / "graders" / "ex01a_visit_counter" / "test_hidden.py"
    hidden.write_text('def test_secret(app):\n    """Secret."""\n    app.run()\n')
    return copy


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory) -> Path:
    """The wheel, built from that copy."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "-w", folder, checkout], check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def commands(wheel: Path, tmp_path_factory) -> Path:
    """The ``bin`` folder of an environment that holds the wheel and what it asks for, nothing else."""
    folder = tmp_path_factory.mktemp("empty")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    # Most of what comes with the wheel is never imported here, and need not be compiled.
    command = [sys.executable, "-m", "pip", "--python", folder, "install", "-q", "--no-compile"]
    subprocess.run(
        [*command, "--disable-pip-version-check", "-c", ROOT / "constraints.txt", wheel], check=True
    )
    return folder / "bin"


@pytest.fixture(scope="module")
def course(commands: Path, tmp_path_factory) -> Path:
    """The course that ``statecourse init`` writes."""
    where = tmp_path_factory.mktemp("home")
    done = run(commands, where, "init", "my-course")
    assert "statecourse learn" in done.stdout
    return where / "my-course"


def run(commands: Path, where: Path, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    """Run the installed command, and hold its exit code against the expected one."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(where), "LANG": "C.UTF-8"}
    done = subprocess.run(
        [commands / "statecourse", *arguments],
        cwd=where,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done


def test_holds_no_hidden_check(wheel: Path):
    """A hidden check is in the checkout, and not in the wheel."""
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.endswith("graders/ex01a_visit_counter/test_checks.py") for name in names)
    assert not [name for name in names if "test_hidden" in name]


def test_writes_a_course_with_everything_in_it(course: Path):
    """The course has its four folders, its look and a home page."""
    for part in (
        "exercises/course.yaml",
        "solutions",
        "graders",
        "lessons/home.py",
        ".streamlit/config.toml",
    ):
        assert (course / part).exists(), part


def test_checks_a_learners_app(commands: Path, course: Path):
    """The stub is told what is wrong with it; the solution passes."""
    told = run(commands, course, "check", "ex01a", code=1).stdout
    assert "the count is kept in an ordinary variable" in told
    app = course / "exercises" / "ex01a_visit_counter" / "app.py"
    stub = app.read_text()
    shutil.copyfile(course / "solutions" / "ex01a_visit_counter" / "app.py", app)
    assert "All done: 12 of 12 points." in run(commands, course, "check", "ex01a").stdout
    assert "1 of" in run(commands, course, "list").stdout
    assert "st.session_state.runs" in run(commands, course, "solution", "ex01a").stdout
    run(commands, course, "reset", "ex01a")
    assert app.read_text() == stub


def test_gives_hints(commands: Path, course: Path):
    """One more hint each time."""
    assert "Hint 1 of 4" in run(commands, course, "hint", "ex01a").stdout
    assert "Hint 2 of 4" in run(commands, course, "hint", "ex01a").stdout


def test_grades_a_folder(commands: Path, course: Path, tmp_path: Path):
    """A folder of two students is graded."""
    for student, answer in (("ada", "solutions"), ("bob", "exercises")):
        target = tmp_path / "in" / student / "ex01a_visit_counter"
        target.mkdir(parents=True)
        shutil.copyfile(course / answer / "ex01a_visit_counter" / "app.py", target / "app.py")
    run(commands, course, "grade", str(tmp_path / "in"), "-o", str(tmp_path / "out"))
    results = json.loads((tmp_path / "out" / "results.json").read_text())["results"]
    assert [(r["student"], r["report"]["points"]) for r in results] == [("ada", 12), ("bob", 3)]


def test_verifies_and_begins_exercises(commands: Path, course: Path):
    """The course that came with the wheel is sound; a new exercise says what it still lacks."""
    assert "nothing to mend" in run(commands, course, "verify", "ex01a", "ex01b").stdout
    run(commands, course, "new", "ex01x_likes")
    assert "hints: 1 of at least 3" in run(commands, course, "verify", "ex01x", code=1).stdout
    shutil.rmtree(course / "exercises" / "ex01x_likes")
    shutil.rmtree(course / "solutions" / "ex01x_likes")
    shutil.rmtree(course / "graders" / "ex01x_likes")


def test_keeps_solutions_from_apps(commands: Path, course: Path):
    """An app finds neither the installed solutions and checks, nor those of the course."""
    app = course / "exercises" / "ex01a_visit_counter" / "app.py"
    before = app.read_text()
    app.write_text(
        "import pathlib, sys\n"
        "import streamlit as st\n"
        f"for root in (pathlib.Path(sys.prefix, 'share', 'statecourse'), pathlib.Path({str(course)!r})):\n"
        "    for part in ('solutions', 'graders'):\n"
        "        path = root / part / 'ex01a_visit_counter'\n"
        "        for file in ('app.py', 'test_checks.py'):\n"
        "            try:\n"
        "                print('LEAK', (path / file).read_text()[:20])\n"
        "            except OSError as problem:\n"
        "                print('refused', problem.errno)\n"
    )
    told = run(commands, course, "check", "ex01a", code=1).stdout
    app.write_text(before)
    assert "refused 13" in told
    assert "LEAK" not in told


def test_finds_the_machine_fit(commands: Path, course: Path):
    """The doctor finds nothing wrong with an environment that was only just made."""
    assert "✗" not in run(commands, course, "doctor").stdout


def test_serves_the_plugin(commands: Path, course: Path):
    """``pytest graders/…`` works by hand in the new environment."""
    done = subprocess.run(
        [commands / "python", "-m", "pytest", "-q", "graders/ex01a_visit_counter"],
        cwd=course,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Not as expected: the number of runs." in done.stdout
