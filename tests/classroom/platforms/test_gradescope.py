"""A Gradescope autograder, built, installed and run in the folders that Gradescope has."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import stat
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from classroom.formats import schemas
from conftest import MINICOURSE

from statecourse.classroom.platforms.gradescope import build
from statecourse.classroom.platforms.wheel import engine_wheel
from statecourse.course.course import Course
from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.slow

RIGHT = (MINICOURSE / "solutions" / "ex01a_likes" / "app.py").read_text()
WRONG = (MINICOURSE / "graders" / "ex01a_likes" / "wrong" / "plain_variable.py").read_text()
HOSTILE = """
import os, json
import streamlit as st

done = []

def tried(name, action):
    try:
        action()
        done.append(name)
    except OSError:
        pass

root = {root!r}
forged = json.dumps(dict(score=10, tests=[]))
tried("wrote results", lambda: open(root + "/results/results.json", "w").write(forged))
tried("listed results", lambda: os.listdir(root + "/results"))
tried("listed checks", lambda: os.listdir(root + "/source/course/graders"))
tried("read checks", lambda: open(root + "/source/course/graders/ex01a_likes/test_checks.py").read())
tried("read solution", lambda: open(root + "/source/course/solutions/ex01a_likes/app.py").read())
tried("changed Python", lambda: open(root + "/venv/pyvenv.cfg", "a"))
tried("changed the course", lambda: open(root + "/source/settings.json", "a"))
raise ValueError("done: " + ", ".join(done) + "; <b>=1+1</b>")
"""


class Container:
    """What Gradescope makes of a zip file, and how it runs it."""

    def __init__(self, root: Path, environment: dict[str, str]) -> None:
        self.root, self._environment = root, environment | {"AUTOGRADER_ROOT": str(root)}

    def set_up(self, archive: Path) -> None:
        """Build the image: unpack, with the rights that unzip gives, and run setup.sh."""
        with zipfile.ZipFile(archive) as opened:
            for entry in opened.infolist():
                path = Path(opened.extract(entry, self.root / "source"))
                path.chmod(entry.external_attr >> 16 & 0o777)
        shutil.copy(self.root / "source" / "run_autograder", self.root)
        self._run("source/setup.sh")

    def _run(self, program: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [self.root / program],
            cwd=self.root,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert program != "source/setup.sh" or done.returncode == 0, done.stderr
        return done

    def grade(
        self, files: dict[str, str], metadata: object = None, without: str = ""
    ) -> tuple[dict[str, Any], str]:
        """Run the autograder on a submission: the results, which its specification allows, and what it printed."""
        self.submit(files, metadata)
        if without:
            program = self.root / "run_without"
            text = (self.root / "run_autograder").read_text()
            layers = " ".join(f"--without {layer}" for layer in without.split())
            program.write_text(text.rstrip() + f" {layers}\n")
            program.chmod(0o755)
        done = self._run("run_without" if without else "run_autograder")
        assert done.returncode == 0, done.stdout + done.stderr
        data: dict[str, Any] = json.loads((self.root / "results" / "results.json").read_text())
        jsonschema.validate(data, schemas.GRADESCOPE)
        return data, done.stdout

    def refuse(self) -> str:
        """Run the autograder, which leaves no results; what it says."""
        done = self._run("run_autograder")
        assert done.returncode != 0
        assert not (self.root / "results" / "results.json").exists()
        return done.stdout + done.stderr

    def submit(self, files: dict[str, str], metadata: object = None) -> None:
        """Lay out a submission, with results of an earlier one still there."""
        submission, results = self.root / "submission", self.root / "results"
        for folder in (submission, results):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        (results / "results.json").write_text("{}")
        for name, text in files.items():
            (submission / name).parent.mkdir(parents=True, exist_ok=True)
            (submission / name).write_text(text)
        about = self.root / "submission_metadata.json"
        about.unlink(missing_ok=True)
        if metadata is not None:
            about.write_text(metadata if isinstance(metadata, str) else json.dumps(metadata))


@pytest.fixture(scope="session")
def archive(with_walk: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip file for one exercise."""
    target = tmp_path_factory.mktemp("built") / "autograder.zip"
    build(with_walk, with_walk.select(["ex01a"]), target)
    return target


@pytest.fixture(scope="module")
def container(machine: Path, offline: dict[str, str], archive: Path) -> Container:
    """A container in which the autograder is set up."""
    made = Container(machine, offline)
    made.set_up(archive)
    return made


def total(data: dict[str, Any]) -> float:
    return float(data.get("score", sum(test["score"] for test in data["tests"])))


# --- what is built -----------------------------------------------------------------------------


def test_the_zip_file_has_what_gradescope_asks_for_and_no_more(archive: Path, with_walk: Course) -> None:
    """Its two programs at the root; the checks, with the hidden ones; the one solution that a walk compares with."""
    with zipfile.ZipFile(archive) as opened:
        names = opened.namelist()
        rights = {name: opened.getinfo(name).external_attr >> 16 & 0o777 for name in names}
        requirements = opened.read("requirements.txt").decode()
        pins = opened.read("constraints.txt").decode()
    assert rights["setup.sh"] == rights["run_autograder"] == 0o755
    assert "course/graders/ex01a_likes/test_hidden.py" in names
    assert [name for name in names if "/solutions/" in name] == ["course/solutions/ex01a_likes/app.py"]
    assert not any("ex02a" in name or "/right/" in name or "/wrong/" in name for name in names)
    assert "streamlit\n" in requirements
    assert re.search(r"^streamlit==1\.\d+", pins, re.MULTILINE)
    assert "statecourse" not in pins


def test_no_solution_travels_where_no_check_needs_one(tmp_path: Path) -> None:
    course = Course(MINICOURSE)
    build(course, course.select(["ex01a"]), tmp_path / "a.zip")
    assert not any("/solutions/" in name for name in zipfile.ZipFile(tmp_path / "a.zip").namelist())


def test_what_is_built_twice_is_the_same(archive: Path, with_walk: Course, tmp_path: Path) -> None:
    build(with_walk, with_walk.select(["ex01a"]), tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == archive.read_bytes()


def test_no_program_names_a_host(archive: Path) -> None:
    """Packages come from where pip of that machine takes them."""
    with zipfile.ZipFile(archive) as opened:
        for name in ("setup.sh", "run_autograder", "install.sh", "requirements.txt"):
            assert not re.search(rb"https?:|index|\.org|\.io\b", opened.read(name)), name


def test_the_engine_travels_without_a_course() -> None:
    """An installed one has all solutions."""
    name, data = engine_wheel()
    with zipfile.ZipFile(io.BytesIO(data)) as wheel:
        names = wheel.namelist()
        record = wheel.read(next(n for n in names if n.endswith("/RECORD"))).decode()
    assert re.fullmatch(r"statecourse-[\w.]+-py3-none-any\.whl", name)
    assert all(n.startswith(("statecourse/", "statecourse-")) for n in names)
    assert "statecourse/sandbox/syscalls.txt" in names
    assert len(record.splitlines()) == len(names)


def test_build_on_the_command_line(tmp_path: Path, run: Run) -> None:
    done = run("statecourse", "gradescope", "build", "ex01a", "-o", tmp_path / "a.zip", cwd=MINICOURSE)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(
        r"Written: \S+a\.zip \(\d\.\d MB\)\. Give the assignment 10 autograder points\.", done.stdout
    )
    done = run("statecourse", "gradescope", "build", "ex09", cwd=MINICOURSE)
    assert done.returncode == 2
    assert 'there is no exercise "ex09"' in done.stderr


@pytest.mark.parametrize("missing", ["graders/ex01a_likes/test_checks.py", "solutions/ex01a_likes/app.py"])
def test_an_exercise_that_cannot_be_graded_is_not_built(
    missing: str, with_walk: Course, tmp_path: Path
) -> None:
    shutil.copytree(with_walk.root, tmp_path / "course")
    (tmp_path / "course" / missing).unlink()
    course = Course(tmp_path / "course")
    with pytest.raises(CourseError, match="is missing, and ex01a_likes cannot be graded without it"):
        build(course, course.select(["ex01a"]), tmp_path / "a.zip")


FAKES = {
    "python3": """case "$*" in
*"%d.%d"*) echo python3.12-venv ;;
*ensurepip*) [ -e "$HOME/has-venv" ] ;;
*sys.exit*) exit $OLD ;;
*) echo "python3 $*" >>"$HOME/log"; mkdir -p "$HOME/venv/bin"; ln -sf "$0" "$HOME/venv/bin/python" ;;
esac""",
    "apt-get": """echo "apt-get $*" >>"$HOME/log"; [ "$1" = update ] || touch "$HOME/$GIVES" """,
    "ldconfig": "echo libseccomp.so.2",
    "id": "echo 0",
}
"""Programs of a container: a Python without venv, which `apt-get` gives or not."""


@pytest.mark.parametrize(
    ("old", "gives", "asked", "made"),
    [
        ("0", "has-venv", ["python3.12-venv"], True),  # Ubuntu 24.04
        ("1", "nothing", ["python3.11", "python3.11-venv"], False),  # Ubuntu 22.04, where apt-get fails
    ],
)
def test_a_container_without_a_python_that_can_make_environments(
    old: str, gives: str, asked: list[str], made: bool, tmp_path: Path, archive: Path
) -> None:
    """What it lacks is asked of ``apt-get``, which asks nobody; where that gives nothing, a line says so."""
    for name, text in FAKES.items():
        (tmp_path / name).write_text(f"#!/bin/bash\n{text}\n")
        (tmp_path / name).chmod(0o755)
    for name in ("bash", "dirname", "grep", "mkdir", "ln", "touch"):
        (tmp_path / name).symlink_to(shutil.which(name) or "")
    with zipfile.ZipFile(archive) as opened:
        opened.extract("install.sh", tmp_path)
    done = subprocess.run(
        ["bash", "install.sh", tmp_path / "venv"],
        cwd=tmp_path,
        env={"PATH": str(tmp_path), "HOME": str(tmp_path), "OLD": old, "GIVES": gives},
        capture_output=True,
        text=True,
        check=False,
    )
    log = (tmp_path / "log").read_text()
    assert re.findall(r"apt-get install .* (\S+)\n", log) == asked
    assert (done.returncode == 0, "-m venv" in log) == (made, made), done.stderr
    assert (
        made
        or "no Python 3.11 to 3.14 with venv, and apt-get gives none: python3.11 python3.11-venv"
        in done.stderr
    )


# --- what runs ---------------------------------------------------------------------------------


def test_a_right_submission_gets_all_points(container: Container) -> None:
    """The hidden check is shown with the marks, and the sum not before; instructors see all."""
    data, said = container.grade({"app.py": RIGHT})
    assert total(data) == 11
    assert {test["status"] for test in data["tests"]} == {"passed"}
    assert [test["visibility"] for test in data["tests"]].count("after_published") == 1
    assert data["output"] == ""
    assert (
        "passed   2 of 2  Each click on “Like” adds one." in said or "Each click on “Like” adds one." in said
    )


def test_a_wrong_submission_is_told_why(container: Container) -> None:
    data, said = container.grade({"app.py": WRONG})
    assert 0 < total(data) < 11
    failed = next(test for test in data["tests"] if test["status"] == "failed")
    assert re.search(r"2\. click “Like”, \d times\nExpected: \d\nSeen:     1", failed["output"])
    hidden = next(test for test in data["tests"] if test["visibility"] == "after_published")
    assert "Expected" not in hidden["output"]
    assert "Written" not in said


@pytest.mark.parametrize(
    "without",
    ["", "landlock", "seccomp", "landlock seccomp", "own-disk own-user", "landlock seccomp rlimits own-disk"],
)
def test_a_hostile_submission_reads_and_changes_nothing(
    container: Container, without: str, open_python: None
) -> None:
    """Also where a layer is missing: then because it is another user. What is missing is said to instructors alone."""
    if "landlock" in without and os.geteuid() != 0:
        pytest.skip("without Landlock it takes another user")
    data, said = container.grade({"app.py": HOSTILE.format(root=str(container.root))}, without=without)
    assert total(data) == 0
    text = data["tests"][0]["output"]
    assert "done: ; <b>=1+1</b>" in text
    assert data["test_output_format"] == "text"
    for layer in without.split():
        assert f"Isolation: {layer} is missing here" in said
    assert ("what still holds: an app runs as a user of its own" in said) == any(
        layer in without for layer in ("landlock", "seccomp", "rlimits")
    )
    assert "Isolation" not in json.dumps(data)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has others run an app")
def test_where_an_app_runs_as_the_same_user_that_is_said(container: Container) -> None:
    _, said = container.grade({"app.py": RIGHT}, without="unprivileged landlock")
    assert "an app runs as the same user as the grader" in said
    assert "grade the hand-ins again with `statecourse grade`" in said


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({}, "there is no app.py; the folder is empty"),
        ({"app.py": " \n"}, "app.py is empty"),
        ({"app.txt": RIGHT}, "there is no app.py; there is app.txt"),
    ],
)
def test_an_empty_submission_gets_no_points_and_the_reason(
    container: Container, files: dict[str, str], why: str
) -> None:
    data, _ = container.grade(files)
    (test,) = data["tests"]
    assert (total(data), test["max_score"], test["status"]) == (0, 11, "failed")
    assert why in test["output"]


def test_the_answer_is_found_as_in_any_download(container: Container) -> None:
    """By the one rule for what is the answer; what was taken for it is said."""
    data, _ = container.grade({"my_app.py": RIGHT, "notes.txt": "x"})
    assert total(data) == 11
    assert data["output"] == "Ex01a_likes: my_app.py was graded as app.py."


def test_a_link_is_not_followed(container: Container) -> None:
    container.submit({})
    (container.root / "submission" / "app.py").symlink_to(container.root / "source" / "settings.json")
    done = subprocess.run(
        [container.root / "run_autograder"], env=container._environment, capture_output=True, check=True
    )
    data = json.loads((container.root / "results" / "results.json").read_text())
    assert done.returncode == 0
    assert "app.py is a link; only a file can be graded" in data["tests"][0]["output"]


def test_the_stub_is_known_as_unchanged(container: Container) -> None:
    stub = (MINICOURSE / "exercises" / "ex01a_likes" / "app.py").read_text()
    data, _ = container.grade({"ex01a_likes/app.py": stub})
    assert total(data) < 11


METADATA = {
    "id": 1,
    "created_at": "2026-06-02T01:30:00.365935-07:00",
    "assignment": {"due_date": "2026-06-01T23:00:00.000000-07:00", "title": "Likes", "total_points": "20.0"},
    "users": [{"email": "ada@example.org", "id": 1234, "name": "Ada\nLovelace"}],
    "previous_submissions": [{"score": 0.0, "results": {}}],
}


def test_the_due_date_is_shown_where_the_platform_gives_one(container: Container) -> None:
    """In the student's own time zone."""
    data, _ = container.grade({"app.py": " "}, METADATA)
    assert data["output"] == "Handed in 2026-06-02 01:30; due 2026-06-01 23:00: 3 hours late.\n0 of 11 points"
    own = [{"name": "Ada", "assignment": {"due_date": "2026-06-02T08:30:00Z"}}]
    data, _ = container.grade({"app.py": " "}, METADATA | {"users": own})
    assert data["output"].startswith("Handed in 2026-06-02 01:30; due 2026-06-02 01:30: 1 minute late.")
    data, _ = container.grade({"app.py": " "}, METADATA | {"created_at": "2026-05-02T01:30:00-07:00"})
    assert ": in time." in data["output"]


@pytest.mark.parametrize("metadata", ["{", "[]", {"created_at": "soon", "assignment": {"due_date": None}}])
def test_other_metadata_costs_nobody_a_point(container: Container, metadata: object) -> None:
    data, _ = container.grade({"app.py": RIGHT}, metadata)
    assert total(data) == 11
    assert data["output"] == ""


def test_where_the_grader_goes_wrong_there_is_no_score(container: Container) -> None:
    """Gradescope then shows none, and its instructors read why. What was there before is gone."""
    path = container.root / "source" / "course" / "graders" / "ex01a_likes" / "test_checks.py"
    text = path.read_text()
    try:
        path.write_text(text.replace("app.run()", "app.run(); 1 / 0", 1))
        container.submit({"app.py": RIGHT})
        assert "The grader itself went wrong, so there is no score." in container.refuse()
        path.write_text("def test_(")
        container.submit({"app.py": RIGHT})
        assert "test_checks.py" in container.refuse()
    finally:
        path.write_text(text)


def test_what_is_not_a_students_is_closed_to_others(container: Container) -> None:
    container.grade({"app.py": RIGHT})
    if os.geteuid() == 0:
        for name in ("source", "results"):
            assert stat.S_IMODE((container.root / name).stat().st_mode) == 0o700
