"""The teacher's page, docs/nbgrader.md: its commands are run as they stand there, one after the other."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from classroom.nbgrader.kit import Person, text_of

from statecourse.classroom.nbgrader.gradebook import open_gradebook

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "nbgrader.md").read_text("utf-8")
RUN = "\n".join(re.findall(r"(?ms)^```bash\n(.*?)^```", PAGE))
"""What stands in blocks of Bash. Blocks of text hold what a test cannot do, such as install."""

EXERCISE = "ex01a_visit_counter"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course that a teacher has at the end of the page, who began in an empty folder."""
    teacher = Person(tmp_path_factory.mktemp("page") / "work")
    teacher.root.mkdir()
    # Outside of a course it is the one that is installed: in a development installation, this one.
    teacher.run("bash", "-euo", "pipefail", "-c", RUN)
    return teacher.root / "my-class"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_points(course: Path) -> None:
    """Bo handed in the solution, and Ada what she was given."""
    points = {row["student_id"]: row for row in rows(course / "grades.csv") if row["assignment"] == EXERCISE}
    assert float(points["bo"]["score"]) == float(points["bo"]["max_score"]) > 0
    assert 0 < float(points["ada"]["score"]) < float(points["ada"]["max_score"])


def test_a_row_for_each_check(course: Path) -> None:
    checks = rows(course / "checks.csv")
    of_bo = [float(row["score"]) for row in checks if row["student_id"] == "bo"]
    assert len(of_bo) > 1
    assert sum(of_bo) == sum(float(row["max_score"]) for row in checks if row["student_id"] == "bo")


def test_feedback(course: Path) -> None:
    page = (course / "feedback" / "ada" / EXERCISE / f"{EXERCISE}.html").read_text("utf-8")
    assert "No response." in text_of(page)


def test_apps_without_a_notebook(course: Path) -> None:
    """What was graded apart is in the grades of that run, and in the gradebook."""
    (cleo,) = rows(course.parent / "grades" / "grades.csv")
    with open_gradebook(course) as gradebook:
        assert gradebook.find_submission(EXERCISE, "cleo").score == float(cleo["points"])


def test_each_command_on_the_page_is_run_by_a_test() -> None:
    """Those for the exchange need several users, and are run where there are some."""
    named = set(re.findall(r"nbgrader ([a-z]+_?[a-z]+)", PAGE)) - {"calls", "always", "installed", "skips"}
    run = set(re.findall(r"nbgrader ([a-z_]+)", RUN))
    elsewhere = set(
        re.findall(r'nbgrader\("(\w+)"', (ROOT / "tests/classroom/nbgrader/test_exchange.py").read_text())
    )
    assert named - run - elsewhere == {"validate", "how"}
