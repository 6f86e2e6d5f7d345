"""How often a walk is wrong about an answer: ``python benchmarks/walks.py [N [EXERCISE…]]`` (200).

The check with a walk of each exercise is run on all answers that are right, each with other seeds until N
walks were taken, and must pass; and on the answers that are wrong in a way which that check alone finds,
where it says how often it does. Ends with 1 where a right answer failed.
"""

from __future__ import annotations

import ast
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from verdicts import answers, only

from statecourse.checks.walks import WALKS
from statecourse.course.course import Course, Exercise, find_course
from statecourse.course.submission import Job, open_submission
from statecourse.judge.run import run_jobs
from statecourse.runtime.app_sandbox import AppSandbox

if TYPE_CHECKING:
    from statecourse.course.submission import Submission
    from statecourse.report.report import Report


def main() -> int:
    """Take the walks, and print a line for each answer."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    course = find_course(Path(__file__))
    failed = 0
    with tempfile.TemporaryDirectory() as temporary:
        for exercise in course.select(sys.argv[2:]):
            check, named = walk_check(exercise)
            if not check:
                continue
            alone = only(course, exercise.id, check, Path(temporary))
            for name, answer in answers(exercise, "sound", Path(temporary)):
                failed += taken(alone.exercises[exercise.id], check, name, answer, count // WALKS)
            for name in named & set(exercise.manifest.misconceptions):
                wrong = open_submission(exercise.graders / "wrong" / f"{name}.py", Path(temporary))
                taken(alone.exercises[exercise.id], check, f"wrong: {name}", wrong, count // WALKS // 4)
    print(f"right answers that failed: {failed}")
    return 1 if failed else 0


def walk_check(exercise: Exercise) -> tuple[str, set[str]]:
    """The check that has a walk, and the texts in it; empty where there is none."""
    for node in ast.parse((exercise.graders / "test_checks.py").read_bytes()).body:
        if isinstance(node, ast.FunctionDef) and "walk" in {argument.arg for argument in node.args.args}:
            texts = {part.value for part in ast.walk(node) if isinstance(part, ast.Constant)}
            return node.name, {text for text in texts if isinstance(text, str)}
    return "", set()


def taken(exercise: Exercise, check: str, name: str, answer: Submission, count: int) -> int:
    """Run the check with so many seeds, print what came of it, and tell how often it did not pass."""
    outcomes = Counter[str]()
    seconds: list[float] = []
    began = time.perf_counter()

    def emit(job: Job, report: Report) -> None:
        nonlocal began
        seconds.append(time.perf_counter() - began)
        result = next(result for result in report.checks if result.name == check)
        outcomes[result.outcome] += 1
        if result.outcome != "passed" and not name.startswith("wrong"):
            print(job.seed, result.error, result.failure, flush=True)
        began = time.perf_counter()

    sandbox = AppSandbox()
    try:
        jobs = [Job(exercise, answer, f"walk {number}") for number in range(count)]
        run_jobs(Course(exercise.root), [exercise], jobs, emit, sandbox=sandbox)
    finally:
        sandbox.close()
    middle = sorted(seconds)[len(seconds) // 2]
    told = f"(median {middle:.2f} s, longest {max(seconds[1:] or seconds):.2f} s)"
    print(exercise.id, name, dict(outcomes), told, flush=True)
    return count - outcomes["passed"]


if __name__ == "__main__":
    sys.exit(main())
