"""One repository a student: what is written for GitHub, and its commands run in a temporary clone."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml
from classroom.formats import schemas
from conftest import MINICOURSE

from statecourse.classroom.platforms.workflow import build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from statecourse.course.course import Course

    Run = Callable[..., subprocess.CompletedProcess[str]]
    Grade = Callable[..., "Graded"]

pytestmark = pytest.mark.slow

RIGHT = (MINICOURSE / "solutions" / "ex01a_likes" / "app.py").read_text()
WRONG = (MINICOURSE / "graders" / "ex01a_likes" / "wrong" / "plain_variable.py").read_text()
FORGER = """
import streamlit as st
print("::set-output name=points::9")
print("::add-mask::x")
raise ValueError("::error::forged\\n::set-output name=points::9\\n##[set-output name=points]9")
"""
GIT = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]


class Graded:
    """What a job came to: its exit code, its log, the outputs of its step, and its summary."""

    def __init__(self, done: subprocess.CompletedProcess[str], runner: Path) -> None:
        self.code, self.log = done.returncode, done.stdout
        self.said = done.stdout + done.stderr
        lines = (runner / "output").read_text().splitlines()
        self.outputs = dict(line.split("=", 1) for line in lines)
        self.summary = (runner / "summary").read_text()

    @property
    def result(self) -> dict[str, Any]:
        """What the autograding reporter reads."""
        data: dict[str, Any] = json.loads(base64.b64decode(self.outputs["result"]))
        jsonschema.validate(data, schemas.GITHUB)
        return data


@pytest.fixture(scope="session")
def teacher(with_walk: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The teacher's repository."""
    target = tmp_path_factory.mktemp("teacher") / "checks"
    build(with_walk, with_walk.select(["ex01a"]), "my-org/checks", target)
    commit(target)
    return target


def commit(folder: Path) -> None:
    """Make a folder a repository with all that is in it."""
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
        subprocess.run([*GIT, *arguments], cwd=folder, check=True)


@pytest.fixture
def grade(teacher: Path, machine: Path, offline: dict[str, str], tmp_path: Path) -> Grade:
    """Push a student's files, and do what the workflow does: check out both repositories, and run its commands."""

    def run(files: dict[str, str]) -> Graded:
        student, work = tmp_path / "student", tmp_path / "work"
        for folder in (student, work):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        for name, text in files.items():
            (student / name).parent.mkdir(parents=True, exist_ok=True)
            (student / name).write_text(text)
        commit(student)
        steps = workflow(teacher)["jobs"]["grade"]["steps"]
        places = [step["with"]["path"] for step in steps if "checkout" in step.get("uses", "")]
        for place, source in zip(places, (student, teacher), strict=True):
            subprocess.run([*GIT, "clone", "-q", source, work / place], check=True)
        for name in ("output", "summary"):
            (tmp_path / name).write_text("")
        environment = offline | {
            "GITHUB_ACTIONS": "true",
            "GITHUB_OUTPUT": str(tmp_path / "output"),
            "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
            "GITHUB_REPOSITORY": "my-org/likes-ada",
            "STATECOURSE_VENV": str(machine / "venv"),
        }
        (command,) = [step["run"] for step in steps if "run" in step]
        done = subprocess.run(
            ["bash", "-e", "-c", command],
            cwd=work,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        return Graded(done, tmp_path)

    return run


def workflow(folder: Path) -> dict[str, Any]:
    """The reusable workflow."""
    data: dict[str, Any] = yaml.safe_load((folder / ".github" / "workflows" / "statecourse.yml").read_text())
    return data


# --- what is written ---------------------------------------------------------------------------


def test_the_workflows_may_do_no_more_than_they_need(teacher: Path) -> None:
    """They read, hand no credentials on to what is checked out, and no text of an event becomes a command."""
    called = workflow(teacher)
    caller = yaml.safe_load(
        (teacher / "for-students" / ".github" / "workflows" / "autograde.yml").read_text()
    )
    assert called["permissions"] == caller["permissions"] == {"contents": "read"}
    assert caller["jobs"]["grade"] == {"uses": "my-org/checks/.github/workflows/statecourse.yml@main"}
    steps = called["jobs"]["grade"]["steps"]
    checkouts = [step["with"] for step in steps if "checkout" in step.get("uses", "")]
    assert [one["persist-credentials"] for one in checkouts] == [False, False]
    assert [one.get("repository") for one in checkouts] == [None, "my-org/checks"]
    assert not any("${{" in step["run"] for step in steps if "run" in step)
    assert all(step["uses"].startswith("actions/") for step in steps if "uses" in step)


def test_no_hidden_check_is_where_a_students_workflow_runs(teacher: Path) -> None:
    """Whoever may change a workflow can read all that it checks out."""
    names = {path.name for path in teacher.rglob("*")}
    assert "test_checks.py" in names
    assert "test_hidden.py" not in names


def test_build_on_the_command_line(tmp_path: Path, run: Run) -> None:
    done = run(
        "statecourse",
        "workflow",
        "build",
        "ex01a",
        "--repository",
        "o/r",
        "-o",
        tmp_path / "x",
        cwd=MINICOURSE,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.removeprefix(f"Written: {tmp_path / 'x'}/") for line in done.stdout.splitlines()] == [
        ".github/workflows/statecourse.yml",
        "for-students/.github/workflows/autograde.yml",
        "statecourse",
    ]


def test_what_students_could_read_is_said(tmp_path: Path, with_walk: Course, run: Run) -> None:
    """A solution that a walk compares with is in it."""
    build_it = ["statecourse", "workflow", "build", "ex01a", "--repository", "o/r", "-o", tmp_path]
    done = run(*build_it, cwd=with_walk.root)
    assert "Students can read all of it, so also the solutions of: ex01a_likes." in done.stdout


@pytest.mark.parametrize("name", ["checks", "o/r/s", "o/$(id)", "o/r\n  x: y", ""])
def test_a_repository_has_an_owner_and_a_name(name: str, tmp_path: Path, run: Run) -> None:
    done = run(
        "statecourse", "workflow", "build", "ex01a", "--repository", name, "-o", tmp_path, cwd=MINICOURSE
    )
    assert done.returncode == 2
    assert "is not OWNER/NAME" in done.stderr
    assert list(tmp_path.iterdir()) == []


# --- what runs ---------------------------------------------------------------------------------


def test_a_right_answer_passes(grade: Grade) -> None:
    found = grade({"app.py": RIGHT})
    assert (found.code, found.outputs["points"], found.outputs["maximum"]) == (0, "9", "9"), found.said
    assert found.result["status"] == "pass"
    assert "ex01a_likes: 9 of 9 points" in found.log
    assert "**9 of 9 points**" in found.summary
    assert "::" not in found.log


@pytest.mark.parametrize("place", ["", "ex01a/", "ex01a_likes/", "exercises/ex01a_likes/"])
def test_a_wrong_answer_does_not_wherever_it_lies(grade: Grade, place: str) -> None:
    found = grade({f"{place}app.py": WRONG, "README.md": "x"})
    assert found.code == 1, found.said
    assert 0 < int(found.outputs["points"]) < 9
    assert found.result["status"] == "fail"
    assert "::error title=Each click on “Like” adds one.::" in found.log


def test_an_empty_repository_says_what_is_missing(grade: Grade) -> None:
    found = grade({"README.md": "x"})
    assert (found.code, found.outputs["points"], found.outputs["maximum"]) == (1, "0", "9"), found.said
    assert "there is no app.py; there is .git" in found.log or "there is no app.py" in found.log


def test_no_file_of_a_student_takes_part_in_grading(grade: Grade) -> None:
    """Neither a module that is called like the engine, nor another workflow, nor checks of their own."""
    forged = "import sys; sys.exit(0)"
    found = grade(
        {
            "app.py": WRONG,
            "statecourse.py": forged,
            "statecourse/__init__.py": forged,
            "sitecustomize.py": forged,
            "conftest.py": forged,
            "grade.sh": "exit 0",
            "graders/ex01a_likes/test_checks.py": "def test_opens(): pass",
            "settings.json": "{}",
            "constraints.txt": "streamlit==0",
        }
    )
    assert (found.code, found.result["status"]) == (1, "fail"), found.said


def test_no_output_of_an_app_is_a_command_to_the_runner(grade: Grade) -> None:
    found = grade({"app.py": FORGER})
    assert found.code == 1
    assert found.outputs["points"] == "0"
    commands = [line for line in found.log.splitlines() if line.lstrip().startswith("::") or "##[" in line]
    assert all(re.match(r"::(error|warning) ", line) for line in commands)
    assert "::error file=app.py,line=5,title=The app opens without an exception.::" in found.log
    assert "::set-output" not in re.sub(r"^::(error|warning) [^\n]*$", "", found.log, flags=re.MULTILINE)


def test_an_annotation_stands_in_the_folder_of_the_app(grade: Grade) -> None:
    found = grade({"exercises/ex01a_likes/app.py": FORGER})
    assert "::error file=exercises/ex01a_likes/app.py,line=5," in found.log


@pytest.mark.parametrize("linked", [False, True])
def test_classroom50_runs_the_same(
    teacher: Path, machine: Path, offline: dict[str, str], tmp_path: Path, linked: bool
) -> None:
    """In the student's checkout, also where a link waits for the result; it exits with 0, as its runner asks."""
    checkout, outside = tmp_path / "checkout", tmp_path / "outside"
    checkout.mkdir()
    outside.write_text("kept")
    (checkout / "app.py").write_text(WRONG)
    if linked:
        (checkout / "result.json").symlink_to(outside)
    environment = {
        "CLASSROOM": "cs",
        "ASSIGNMENT": "likes",
        "ASSIGNMENT_TYPE": "individual",
        "OWNER": "ada",
        "SUBMISSION_TAG": "submit/2026-06-01T14-32-05Z-a1b2c3d",
        "COMMIT_URL": "https://git.example/c",
        "RELEASE_URL": "https://git.example/r",
        "STATECOURSE_VENV": str(machine / "venv"),
    }
    done = subprocess.run(
        [sys.executable, "-I", teacher / "statecourse" / "autograder.py"],
        cwd=checkout,
        env=offline | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    data = json.loads((checkout / "result.json").read_text())
    jsonschema.validate(data, schemas.CLASSROOM50)
    assert (data["owner"], data["max-score"]) == ("ada", 9)
    if linked:
        assert "result.json is not an ordinary file; links" in data["tests"][0]["message"]
    else:
        assert 0 < data["score"] < 9
    assert outside.read_text() == "kept"
    assert not (checkout / "result.json").is_symlink()


def test_what_is_missing_is_said(
    teacher: Path, machine: Path, offline: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "app.py").write_text(RIGHT)
    script = ["bash", teacher / "statecourse" / "grade.sh", tmp_path, "--without", "landlock"]
    done = subprocess.run(
        script,
        env=offline | {"STATECOURSE_VENV": str(machine / "venv")},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if os.geteuid() == 0:
        assert done.returncode == 0, done.stdout + done.stderr
    assert "Isolation: landlock is missing here (left out)." in done.stdout
