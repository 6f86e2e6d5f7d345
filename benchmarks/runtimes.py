"""AppTest and the real runtime over all answers: ``python benchmarks/runtimes.py [EXERCISE…]``.

Every solution, stub, right and wrong answer is graded twice: with ``app`` as an AppTest throughout, and on
the real runtime throughout. Prints what differs in a report, and the median time of an answer each way. What
a check of a race saw differs from run to run, also on one runtime. Ends with 1 where points differ.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from statecourse.course.course import Course, Exercise, find_course
from statecourse.course.submission import Job, Submission, open_submission
from statecourse.judge.run import run_jobs
from statecourse.runtime.app_sandbox import AppSandbox

if TYPE_CHECKING:
    from statecourse.report.report import Report


def main() -> int:
    """Grade, and print a line for each exercise, and some for each difference."""
    course = find_course(Path(__file__))
    exercises = [course.find(name) for name in sys.argv[1:]] or list(course.exercises.values())
    return 1 if sum(compare(course, exercise) for exercise in exercises) else 0


def compare(course: Course, exercise: Exercise) -> int:
    """How many answers get other points on the real runtime."""
    with tempfile.TemporaryDirectory() as temporary:
        paths = answers(exercise)
        found = [open_submission(path, Path(temporary), exercise.answer) for path in paths]
        stock, live = (grade(course, exercise, found, live=live) for live in (False, True))
    for path, one, other in zip(paths, stock, live, strict=True):
        tell(path, one[0], other[0])
    middle = [sorted(seconds for _, seconds in side)[len(paths) // 2] for side in (stock, live)]
    print(f"{exercise.id}: {len(paths)} answers, median {middle[0]:.2f} s on AppTest, {middle[1]:.2f} s live")
    return sum(one.points != other.points for (one, _), (other, _) in zip(stock, live, strict=True))


def answers(exercise: Exercise) -> list[Path]:
    """Files and folders with an answer of the course's own."""
    graders = [
        *(path for role in ("right", "wrong") for path in exercise.graders.glob(f"{role}/*.py")),
        *(path.parent for path in exercise.graders.glob(f"*/*/{exercise.answer}")),
    ]
    return [exercise.folder, exercise.solution, *sorted(graders)]


def grade(
    course: Course, exercise: Exercise, found: list[Submission], *, live: bool
) -> list[tuple[Report, float]]:
    """The report on each answer, and how long it took."""
    done: list[tuple[Report, float]] = []
    began = time.perf_counter()

    def emit(_: Job, report: Report) -> None:
        nonlocal began
        done.append((report, time.perf_counter() - began))
        began = time.perf_counter()

    Submission.needs_runtime = lambda _: live  # type: ignore[method-assign]
    sandbox = AppSandbox()
    try:
        run_jobs(course, [exercise], [Job(exercise, one) for one in found], emit, sandbox=sandbox)
    finally:
        sandbox.close()
    return done


def tell(path: Path, stock: Report, live: Report) -> None:
    """Print what differs."""
    for one, other in zip(stock.checks, live.checks, strict=True):
        if (one.outcome, one.error, one.failure) != (other.outcome, other.error, other.failure):
            print(f"{path}: {one.name}\n  AppTest: {one.failure or one}\n  live: {other.failure or other}")


if __name__ == "__main__":
    sys.exit(main())
