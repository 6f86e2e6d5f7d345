"""Grades a folder of submissions of every kind, once, and holds each verdict and message against its file.

``corpus/odd`` has one folder for each odd answer to one exercise: the app with its helper files, and
``expected.yaml`` with what it earns and what its student is told. With them are graded all right and
wrong answers, stubs and solutions of the exercises named below, some of them as zip files.
"""

from __future__ import annotations

import csv
import html
import json
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

from statecourse.course.course import Course, Exercise
from statecourse.course.manifest import load
from statecourse.judge.reasons import misconception_of

pytestmark = pytest.mark.slow

ODD = Path(__file__).parent / "corpus" / "odd"
REPOSITORY = Course(Path(__file__).parents[1])
EXERCISES = [
    exercise
    for name in ("ex01a_visit_counter", "ex01b_preferences")
    if (exercise := REPOSITORY.exercises.get(name)) and (exercise.graders / "test_checks.py").is_file()
]
ODD_EXERCISE = EXERCISES[0]
# Less than the course's own, so that endless loops end sooner.
RUN_SECONDS = 5
PYTHON = f"Python {sys.version_info[0]}.{sys.version_info[1]}"
"""Stands as PYTHON in what is expected."""


class Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is written in an ``expected.yaml``: the row of the table, and phrases of the feedback."""

    status: str
    points: int | None
    misconceptions: list[str] | None = []
    says: list[str] = []
    never_says: list[str] = []
    reason: str | None = ""
    """How it begins; where it is None, it may be any."""


@dataclass(frozen=True)
class Case:
    """A submission and what is expected of it. ``source`` is a folder, or a lone file."""

    student: str
    exercise: Exercise
    source: Path
    expected: Expected


def odd_cases() -> list[Case]:
    """The odd answers, each by a student of its name."""
    folders = sorted(path.parent for path in ODD.glob("*/expected.yaml"))
    return [Case(f.name, ODD_EXERCISE, f, load(f / "expected.yaml", Expected, f.name)) for f in folders]


MAX_USUAL = 3
"""Answers of each kind that are graded here of an exercise: `statecourse verify` holds the verdict on every one."""


def usual_cases() -> list[Case]:
    """Right and wrong answers, stubs and solutions."""
    found = []
    for exercise in EXERCISES:
        for role in ("right", "wrong"):
            paths = sorted((exercise.graders / role).iterdir())
            apps = [path for path in paths if path.suffix == ".py" or (path / "app.py").is_file()]
            found += [_usual(exercise, role, path) for path in apps[:: max(1, len(apps) // MAX_USUAL)]]
        found.append(_usual(exercise, "solution", exercise.solution))
        found.append(_usual(exercise, "stub", exercise.app))
    return found


def _usual(exercise: Exercise, role: str, path: Path) -> Case:
    full = Expected("passed", exercise.max_points, [])
    name = misconception_of(path.stem)
    wrong = Expected("not passed", None, [name] if name else [], reason=None)
    if role == "wrong" and name:
        label = exercise.manifest.misconceptions[name].label
        wrong = msgspec.structs.replace(wrong, says=[f"This usually means: {label}"])
    student = f"{exercise.id[:5]} {role} {path.stem}"
    handed_out = "the exercise as it was handed out, unchanged"
    unfinished = Expected("not passed", None, None, reason=handed_out)
    return Case(student, exercise, path, {"wrong": wrong, "stub": unfinished}.get(role, full))


CASES = [*odd_cases(), *usual_cases()]


def lay_out(case: Case, target: Path) -> None:
    """Put the files of a submission into a folder."""
    if case.source.is_dir():
        shutil.copytree(case.source, target, ignore=shutil.ignore_patterns("expected.yaml", "__pycache__"))
    else:
        target.mkdir(parents=True)
        shutil.copyfile(case.source, target / "app.py")


def hand_in(case: Case, number: int, folder: Path) -> None:
    """Hand a submission in: as a folder, as a zip file of the exercise, or as one of the student."""
    target = folder / case.student / case.exercise.id
    lay_out(case, target)
    if number % 3 == 1:
        _zip(target, target.with_suffix(".zip"), "")
    elif number % 3 == 2:
        _zip(target.parent, folder / f"{case.student}.zip", "my work/")


def _zip(folder: Path, archive: Path, prefix: str) -> None:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for path in sorted(folder.rglob("*")):
            opened.write(path, prefix + path.relative_to(folder).as_posix())
    shutil.rmtree(folder)


def other_handins(folder: Path) -> None:
    """What cannot be a file of the repository, and students who handed in nothing that is an answer."""
    link = folder / "link" / ODD_EXERCISE.id
    link.mkdir(parents=True)
    (link / "app.py").symlink_to(ODD_EXERCISE.solution)
    linked_data = folder / "linked data" / ODD_EXERCISE.id
    shutil.copytree(ODD_EXERCISE.solution.parent, linked_data)
    (linked_data / "data").symlink_to("/etc")
    named = folder / '=HYPERLINK("x"), Zoë 名前' / ODD_EXERCISE.id
    shutil.copytree(ODD_EXERCISE.solution.parent, named)
    (folder / "nothing").mkdir()
    (folder / "no zip file.zip").write_text("PK, but not really")
    (folder / "readme.txt").write_text("These are the submissions.")
    with zipfile.ZipFile(folder / "escape.zip", "w") as opened:
        opened.writestr(f"{ODD_EXERCISE.id}/app.py", "x = 1")
        opened.writestr("../../../escaped.py", "x = 1")


def course_for(folder: Path) -> Path:
    """A copy of the exercises in question, with a shorter limit."""
    for exercise in EXERCISES:
        shutil.copytree(exercise.folder, folder / "exercises" / exercise.id)
        shutil.copytree(exercise.solution.parent, folder / "solutions" / exercise.id)
        for checks in [*exercise.graders.glob("test_*.py"), exercise.graders / "catalogue.json"]:
            target = folder / "graders" / exercise.id / checks.name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(checks, target)
    text = f"title: T\nformat: 1\nlimits: {{run_seconds: {RUN_SECONDS}, check_seconds: 120}}\n"
    (folder / "exercises" / "course.yaml").write_text(text)
    return folder


@dataclass(frozen=True)
class Graded:
    """What ``statecourse grade`` left."""

    done: subprocess.CompletedProcess[str]
    rows: dict[str, dict[str, str]]
    results: dict[str, Any]
    out: Path

    def feedback(self, student: str) -> str:
        """The text of a student's page."""
        page = (self.out / "feedback" / f"{student}.html").read_text(encoding="utf-8")
        return html.unescape(re.sub(r"</?(strong|code|span)[^>]*>", "", page))


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """Everything, graded once by the real command."""
    root = tmp_path_factory.mktemp("corpus")
    folder = root / "submissions"
    folder.mkdir()
    for number, case in enumerate(CASES):
        hand_in(case, number, folder)
    other_handins(folder)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "statecourse",
            "grade",
            str(folder),
            "-o",
            str(root / "out"),
            "--jobs",
            "2",
        ],
        cwd=course_for(root / "course"),
        capture_output=True,
        encoding="utf-8",
        timeout=900,
        check=False,
    )
    with (root / "out" / "grades.csv").open(newline="", encoding="utf-8") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    data = json.loads((root / "out" / "results.json").read_text(encoding="utf-8"))
    return Graded(done, rows, {result["student"]: result for result in data["results"]}, root / "out")


def test_nothing_ended_the_run(graded: Graded) -> None:
    """Each of at least forty submissions has its row, and none is an error of the grader."""
    assert (graded.done.returncode, graded.done.stderr) == (0, "")
    assert len(CASES) >= 40
    assert len(graded.rows) == len(CASES) + 6
    assert "grader error" not in graded.done.stdout
    said = re.sub(r"^(\d+ of \d+ graded, .*\n)*", "", graded.done.stdout)  # how far it was, if that took long
    assert said.startswith(
        "Note: readme.txt: not a folder or a zip file, so not a student; left out\n"
        f"{len(graded.rows)} submissions of {len(graded.rows)} students: "
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.student)
def test_verdict_and_message(case: Case, graded: Graded) -> None:
    """The row of the table, the misconceptions, and what the feedback says and does not say."""
    row, expected = graded.rows[case.student], case.expected
    assert (row["exercise"], row["status"]) == (case.exercise.id, expected.status)
    if expected.reason is not None:
        assert row["reason"].startswith(expected.reason.replace("PYTHON", PYTHON))
        assert bool(row["reason"]) == bool(expected.reason)
    assert int(row["maximum"]) == case.exercise.max_points
    if expected.points is None:
        assert int(row["points"]) < case.exercise.max_points
    else:
        assert int(row["points"]) == expected.points
    if expected.misconceptions is not None:
        assert told(graded, case.student) == set(expected.misconceptions)
    page = graded.feedback(case.student)
    assert [phrase for phrase in expected.says if phrase.replace("PYTHON", PYTHON) not in page] == []
    assert [phrase for phrase in expected.never_says if phrase in page] == []


def told(graded: Graded, student: str) -> set[str]:
    """The misconceptions that a student was told."""
    checks = graded.results[student]["report"]["checks"]
    failures = [check["failure"] for check in checks if "failure" in check]
    return {failure["misconception"] for failure in failures if "misconception" in failure}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.student)
def test_no_feedback_tells_of_the_graders_machine(case: Case, graded: Graded) -> None:
    """Neither where the app ran, nor where the course or Python lies."""
    for kind in ("md", "html"):
        text = (graded.out / "feedback" / f"{case.student}.{kind}").read_text(encoding="utf-8")
        for place in (str(graded.out.parent), str(REPOSITORY.root), "/check-", sys.prefix):
            assert place not in text


@pytest.mark.parametrize(
    ("student", "status", "reason"),
    [
        ("link", "problem", "app.py is a link; only a file can be graded"),
        (
            "linked data",
            "problem",
            "data is not an ordinary file; links, pipes and devices are not graded",
        ),
        ("nothing", "problem", "no exercise found: no folder in it has the name of one"),
        ("no zip file", "problem", "no zip file.zip is not a readable zip file: File is not a zip file"),
        ("escape", "problem", "escape.zip: '../../../escaped.py' would be unpacked outside of its folder"),
        ('\'=HYPERLINK("x"), Zoë 名前', "passed", ""),
    ],
)
def test_what_could_not_be_handed_in(student: str, status: str, reason: str, graded: Graded) -> None:
    """Is a row with its reason."""
    assert (graded.rows[student]["status"], graded.rows[student]["reason"]) == (status, reason)


def test_every_student_has_two_feedback_files(graded: Graded) -> None:
    """Markdown and HTML, and nothing else is written."""
    names = sorted(path.name for path in (graded.out / "feedback").iterdir())
    students = sorted(graded.results)
    assert names == sorted(f"{student}.{kind}" for student in students for kind in ("md", "html"))
    assert not (graded.out.parent / "escaped.py").exists()
