"""Checks run by hand with pytest, as in an editor or a pipeline."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from statecourse.course.course import Course

    ByHand = Callable[..., subprocess.CompletedProcess[str]]

GRADER = "graders/ex01a_likes"
PLAIN = "graders/ex01a_likes/wrong/plain_variable.py"


@pytest.fixture
def by_hand(course: Course) -> ByHand:
    """Run pytest in the small course, as a teacher does."""

    def run(*arguments: str, alone: bool = True) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "120"}
        if alone:  # other people's plugins take longer to load than a check takes to run
            environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        plugin = ["-p", "statecourse.judge.pytest_plugin"] if alone else []
        return subprocess.run(
            [sys.executable, "-m", "pytest", *plugin, "-p", "no:cacheprovider", "-q", *arguments],
            cwd=course.root,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    return run


@pytest.mark.parametrize(
    "app", ["graders/ex01a_likes/right/two_files", "graders/ex01a_likes/right/callback.py"]
)
@pytest.mark.slow
def test_a_right_answer_passes(app: str, by_hand: ByHand) -> None:
    """Given as a folder, or as a lone file; pytest finds the plugin by itself."""
    done = by_hand(GRADER, "--app", app, alone=False)
    assert (done.returncode, done.stdout.splitlines()[-1][:8]) == (0, "5 passed")


def test_a_wrong_answer_is_told_in_plain_words(by_hand: ByHand) -> None:
    """And without a traceback. The reason takes a judge, which knows what comes of all checks."""
    done = by_hand(GRADER, "--app", PLAIN, "-k", "counts_likes")
    assert done.returncode == 1
    told = done.stdout.partition("test_counts_likes ___")[2].partition("=====")[0].strip("_\n").splitlines()
    clicks = int(told[3].partition(", ")[2].partition(" ")[0])
    assert told == [
        "Not as expected: the number of likes.",
        "What was done:",
        "  1. open the app",
        f"  2. click “Like”, {clicks} times",
        f"Expected: {clicks}",
        "Seen:     1",
    ]


def test_what_builds_on_a_failed_check_is_skipped_and_names_it(by_hand: ByHand) -> None:
    """As pytest shows it with -rs."""
    done = by_hand(GRADER, "--app", PLAIN, "-rs")
    assert done.stdout.count("not run: it builds on test_counts_likes, which did not pass") == 1
    assert done.stdout.splitlines()[-1].startswith("1 failed, 2 passed, 2 skipped")


def test_without_an_app_the_exercises_own_is_checked(by_hand: ByHand) -> None:
    """Which is the student's work, or the stub."""
    done = by_hand(GRADER)
    assert done.stdout.splitlines()[-1].startswith("1 failed, 2 passed, 2 skipped")


def test_one_check_alone_runs_without_its_prerequisites(by_hand: ByHand) -> None:
    """By -k or by its name; the others are not asked for."""
    done = by_hand(
        f"{GRADER}/test_checks.py::test_each_tab_counts_for_itself", "--app", "solutions/ex01a_likes/app.py"
    )
    assert done.stdout.splitlines()[-1].startswith("1 passed")


def test_the_outcomes_as_junit_xml(by_hand: ByHand, course: Course) -> None:
    """For a pipeline: a failure with the plain words, a skip with its reason."""
    by_hand(GRADER, "--app", PLAIN, "--junitxml=out.xml")
    cases = list(ET.parse(course.root / "out.xml").iter("testcase"))
    assert [case.get("name") for case in cases] == [
        "test_opens",
        "test_starts_at_zero",
        "test_counts_likes",
        "test_each_tab_counts_for_itself",
        "test_counts_beside_typing",
    ]
    assert [[child.tag for child in case] for case in cases] == [
        [],
        [],
        ["failure"],
        ["skipped"],
        ["skipped"],
    ]
    assert "Not as expected: the number of likes." in str(cases[2][0].text)
    assert cases[3][0].get("message") == "not run: it builds on test_counts_likes, which did not pass"


def test_an_error_of_the_grader_has_its_traceback(by_hand: ByHand, course: Course) -> None:
    """It is for the author of the check, and said to be no failure of the app."""
    checks = course.root / GRADER / "test_checks.py"
    checks.write_text(checks.read_text().replace("    expect(app).to_run(", "    1 / 0\n    dict("))
    done = by_hand(GRADER, "--app", "solutions/ex01a_likes")
    assert "the grader itself went wrong, not the app" in done.stdout
    assert "ZeroDivisionError: division by zero (test_checks.py, line 9)" in done.stdout
    assert ">       1 / 0" in done.stdout or ">   1 / 0" in done.stdout or "    1 / 0" in done.stdout


@pytest.mark.parametrize(
    ("name", "slip", "said"),
    [
        (
            "ex01a_likes/exercise.yaml",
            ("test_opens: 1", "test_opns: 1"),
            "checks: points for test_opns, but graders/ex01a_likes has no such check",
        ),
        ("course.yaml", ("title:", "titel:"), 'unknown key "titel"; did you mean "title"?'),
    ],
)
def test_a_broken_manifest_ends_the_run_in_one_line(
    name: str, slip: tuple[str, str], said: str, by_hand: ByHand, course: Course
) -> None:
    """Before any check is run."""
    path = course.root / "exercises" / name
    path.write_text(path.read_text().replace(*slip))
    done = by_hand(GRADER, "--app", "solutions/ex01a_likes")
    assert (done.returncode, done.stderr.strip()) == (4, f"ERROR: exercises/{name}: {said}")


@pytest.mark.parametrize(
    ("app", "said"),
    [
        ("nowhere.py", "nowhere.py does not exist"),
        (GRADER, "there is no app.py; there is catalogue.json, right, test_checks.py, test_hidden.py, wrong"),
    ],
)
def test_an_app_that_is_not_there_ends_the_run_in_one_line(app: str, said: str, by_hand: ByHand) -> None:
    """Instead of failing each check."""
    done = by_hand(GRADER, "--app", app)
    assert (done.returncode, done.stderr.strip()) == (4, f"ERROR: {said}")


def test_checks_of_no_exercise(by_hand: ByHand, course: Course) -> None:
    """A folder in graders that belongs to nothing is named."""
    (course.root / GRADER).rename(course.root / "graders" / "ex09z_other")
    done = by_hand("graders/ex09z_other")
    assert done.stderr.strip() == "ERROR: graders/ex09z_other: there is no exercises/ex09z_other"


def test_other_projects_tests_are_left_alone(by_hand: ByHand, course: Course) -> None:
    """Also where one of their folders is called graders."""
    for folder in ("tests", "graders/of_meat"):
        path = course.root.parent / folder
        path.mkdir(parents=True)
        (path / "test_it.py").write_text("def test_it():\n    pass\ndef test_app(app):\n    pass\n")
    done = by_hand("../tests", "../graders", "--import-mode=importlib")
    assert done.stdout.splitlines()[-1].startswith("2 passed, 2 errors")
    assert done.stdout.count("this fixture is for the checks of a course's graders folder") == 4


def test_the_seed_can_be_given(by_hand: ByHand) -> None:
    """So that an author can try other inputs than those of the app."""
    seen = [by_hand(GRADER, "--seed", seed, "-k", "counts_likes").stdout for seed in ("1", "5")]
    assert [text.partition("Expected: ")[2][0] for text in seen] == ["5", "3"]


def test_other_projects_do_not_wait_for_it() -> None:
    """What every pytest on this machine loads imports nothing of ours, nor of anybody's but pytest."""
    code = "import pytest, sys; before = set(sys.modules); import statecourse.judge.pytest_plugin; print(*set(sys.modules) - before)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert set(done.stdout.split()) <= {"statecourse", "statecourse.judge", "statecourse.judge.pytest_plugin"}
