"""Submissions of five checks, against a cold ``pytest`` on stock AppTest, and on two cores against one.

``python benchmarks/submissions.py``. The other side is what a course without this package does: pytest is
started for each submission, with the same five checks over `AppTest.from_file`.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measuring import one_core, row, solved_course

from statecourse.course.course import Course, find_course
from statecourse.course.submission import Job, Submission
from statecourse.judge.judges import grade_all

ROUNDS = 6
BATCH = 30
"""Submissions in a batch, a class of thirty; their judge's start is left out, which a class of hundreds shares."""
STOCK = """
import pytest
from streamlit.testing.v1 import AppTest

@pytest.fixture
def app():
    return AppTest.from_file({script!r}, default_timeout=30)

def shown(app):
    return app.markdown[0].value

def test_opens(app):
    assert not app.run().exception

def test_starts_at_zero(app):
    assert shown(app.run()) == "Likes: 0"

def test_counts_likes(app):
    app.run()
    for _ in range(3):
        app.button[0].click().run()
    assert shown(app) == "Likes: 3"

def test_each_tab_counts_for_itself(app):
    app.run().button[0].click().run()
    assert shown(AppTest.from_file({script!r}, default_timeout=30).run()) == "Likes: 0"

def test_counts_beside_typing(app):
    app.run().button[0].click().run()
    app.text_input[0].input("Ada").run()
    assert shown(app) == "Likes: 1"
"""


def main() -> None:
    """Measure, and print two rows."""
    with tempfile.TemporaryDirectory() as temporary:
        course = find_course(solved_course(Path(temporary) / "course"))
        script = course.exercises["ex01a_likes"].solution
        checks = Path(temporary) / "test_stock.py"
        checks.write_text(STOCK.format(script=str(script)))
        taken: dict[str, list[float]] = {"judge": [], "core": [], "cores": [], "stock": []}
        for _ in range(ROUNDS):
            taken["judge"].append(seconds_each(course, judges=1))
            taken["stock"].append(cold_pytest(checks))
            with one_core():
                taken["core"].append(seconds_each(course, judges=1))
            taken["stock"].append(cold_pytest(checks))
            taken["cores"].append(seconds_each(course, judges=2))
            taken["stock"].append(cold_pytest(checks))
    judge, core, cores, stock = (1 / statistics.median(seconds) for seconds in taken.values())
    row(
        "submissions of five checks a second by one judge, against a cold `pytest` on stock AppTest for each",
        f"{judge:.1f} : {stock:.2f}",
        f"{judge / stock:.1f}",
        "at least 20",
    )
    row(
        "submissions a second by two judges on two cores, against one judge on one core",
        f"{cores:.1f} : {core:.1f}",
        f"{cores / core:.2f}",
        "at least 1.7",
    )


def seconds_each(course: Course, *, judges: int) -> float:
    """Seconds for each submission, once all judges are under way."""
    exercise = course.exercises["ex01a_likes"]
    jobs = [Job(exercise, Submission(exercise.solution.parent, f"s{n}")) for n in range(BATCH * judges)]
    moments = []
    for graded in grade_all(course, jobs, judges=judges):
        if not graded.report.passed:
            raise AssertionError(graded.report)
        moments.append(time.perf_counter())
    under_way = moments[2 * judges :]
    return (under_way[-1] - under_way[0]) / (len(under_way) - 1)


def cold_pytest(checks: Path) -> float:
    """Seconds for one submission by pytest, started for it."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(checks)]
    subprocess.run(command, cwd=checks.parent, check=True, stdout=subprocess.DEVNULL, env=os.environ)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
