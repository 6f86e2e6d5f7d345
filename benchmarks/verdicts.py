"""How often a verdict on a race is wrong: ``python benchmarks/verdicts.py [N]``.

Of every exercise whose checks run sessions together, all answers are graded that are right, and all that
lose updates, in turn until there are N verdicts each way (200). A verdict is wrong where a sound answer
does not pass the check, or an unsound one does not fail it with its own misconception. Ends with 1 where
any verdict is wrong.
"""

from __future__ import annotations

import ast
import itertools
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from statecourse.course.course import Course, Exercise, find_course
from statecourse.course.submission import Job, Submission, open_submission
from statecourse.judge.run import run_jobs
from statecourse.runtime.app_sandbox import AppSandbox

if TYPE_CHECKING:
    from statecourse.report.report import Report

UNSOUND = (
    "no_lock",
    "replace_without_lock",
    "select_then_update",
    "lock_of_each_run",
    "lock_of_each_tab",
    "lock_by_name",
    "lock_of_the_process",
    "lock_not_around_reading",
    "goes_on_without_lock",
    "two_locks",
    "replaced_after_the_lock",
    "lock_for_nobody",
    "locks_in_a_circle",
)
ONLY = """
def pytest_runtest_protocol(item):
    return None if item.name == {check!r} else True
"""


def main() -> int:
    """Grade, and print a line for each exercise and way."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    course = find_course(Path(__file__))
    races = {name: check for name in course.exercises if (check := race_check(course.exercises[name]))}
    wrong = 0
    with tempfile.TemporaryDirectory() as temporary:
        for name, check in races.items():
            trimmed = only(course, name, check, Path(temporary))
            for way in ("sound", "unsound"):
                wrong += measure(trimmed, name, check, way, count)
    print(f"wrong verdicts: {wrong}")
    return 1 if wrong else 0


def race_check(exercise: Exercise) -> str:
    """The check of a race for what all share; empty where there is none."""
    path = exercise.graders / "test_checks.py"
    tree = ast.parse(path.read_bytes() if path.is_file() else b"")
    checks = [node for node in tree.body if isinstance(node, ast.FunctionDef) and "test_" in node.name]
    return next((check.name for check in checks if "why_lost" in ast.dump(check)), "")


def only(course: Course, name: str, check: str, temporary: Path) -> Course:
    """A copy of the course with one exercise, of which one check runs."""
    root = temporary / name
    (root / "exercises").mkdir(parents=True)
    shutil.copy(course.root / "exercises" / "course.yaml", root / "exercises")
    for part in ("exercises", "solutions", "graders"):
        shutil.copytree(course.root / part / name, root / part / name)
    (root / "graders" / "conftest.py").write_text(ONLY.format(check=check), encoding="utf-8")
    return find_course(root)


def answers(exercise: Exercise, way: str, temporary: Path) -> list[tuple[str, Submission]]:
    """The answers of one way, by their names."""
    if way == "unsound":
        paths = [exercise.graders / "wrong" / f"{name}.py" for name in UNSOUND]
    else:
        right = exercise.graders / "right"
        paths = [exercise.solution, *sorted(right.glob("*.py")), *sorted(right.glob("*/app.py"))]
    return [
        (path.parent.name if path.name == "app.py" else path.stem, open_submission(path, temporary))
        for path in paths
    ]


def measure(course: Course, name: str, check: str, way: str, count: int) -> int:
    """Grade ``count`` times, print what came of it, and tell how many verdicts were wrong."""
    exercise = course.exercises[name]
    seconds: list[float] = []
    wrong: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as temporary:
        found = list(itertools.islice(itertools.cycle(answers(exercise, way, Path(temporary))), count))
        names = iter([answer for answer, _ in found])
        began = time.perf_counter()

        def emit(_: Job, report: Report) -> None:
            nonlocal began
            seconds.append(time.perf_counter() - began)
            began = time.perf_counter()
            answer = next(names)
            if not as_expected(report, check, answer if way == "unsound" else ""):
                wrong[answer] += 1

        sandbox = AppSandbox()
        try:
            run_jobs(course, [exercise], [Job(exercise, one) for _, one in found], emit, sandbox=sandbox)
        finally:
            sandbox.close()
    middle = sorted(seconds)[len(seconds) // 2]
    print(
        f"{name} {check}: {way}: {sum(wrong.values())} of {len(seconds)} verdicts wrong "
        f"(median {middle:.2f} s, longest {max(seconds[1:] or seconds):.2f} s)",
        dict(wrong) or "",
        flush=True,
    )
    return sum(wrong.values())


def as_expected(report: Report, check: str, misconception: str) -> bool:
    """Whether the check passed, or failed with the misconception where one is expected."""
    result = next(result for result in report.checks if result.name == check)
    if not misconception:
        return result.outcome == "passed"
    told = result.failure.advice if result.failure else None
    return result.outcome == "failed" and told is not None and told.misconception == misconception


if __name__ == "__main__":
    sys.exit(main())
