"""How a large class is graded: ``python benchmarks/class.py [SMALL LARGE SPEED]`` (200 2000 100).

Makes submissions of all the course's solutions, right and wrong answers and stubs, and every tenth of the
odd ones in ``tests/corpus/odd``; no two are the same. With the real command it grades SMALL and LARGE of
them, and prints the peak memory of the command and its judges, and submissions a minute; then SPEED of
them with one judge on one core, and with two on two. Ends with 1 where LARGE takes over a fifth more memory
than SMALL, or two cores are not 1.7 times as fast as one.
"""

from __future__ import annotations

import itertools
import random
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from grading import grade
from measuring import make_unlike_others, one_core, row, usual_answers, with_answer

from statecourse.course.course import Course, Exercise, find_course

if TYPE_CHECKING:
    from collections.abc import Iterator

ODD_EVERY = 10
MOST_MEMORY = 1.2
LEAST_SPEED = 1.7


def main() -> int:
    """Grade, and print a line for each run and ratio."""
    small, large, speed = map(int, sys.argv[1:4] or ("200", "2000", "100"))
    course = find_course(Path(__file__))
    with tempfile.TemporaryDirectory(prefix="class-") as temporary:
        place = Path(temporary)
        few = grade(course, hand_in(course, place / "few", small), jobs=2)
        many = grade(course, hand_in(course, place / "many", large), jobs=2)
        some = hand_in(course, place / "some", speed)
        with one_core():
            one = grade(course, some, jobs=1)
        two = grade(course, some, jobs=2)
    memory, faster = many.memory / few.memory, one.seconds / two.seconds
    row(
        f"memory of `grade` and its judges with {large:,} submissions, against {small:,}",
        f"{many.memory:.0f} MB : {few.memory:.0f} MB",
        f"{memory:.2f}",
        "flat",
    )
    row(
        f"{speed:,} submissions of all kinds on two cores, against one",
        f"{60 * speed / two.seconds:.0f} : {60 * speed / one.seconds:.0f} a minute",
        f"{faster:.2f}",
        "at least 1.7",
    )
    return 1 if memory > MOST_MEMORY or faster < LEAST_SPEED else 0


# --- the submissions ---------------------------------------------------------------------------


def hand_in(course: Course, folder: Path, count: int) -> Path:
    """Make a folder of submissions, a student each."""
    for number, (exercise, source) in enumerate(itertools.islice(answers(course), count)):
        target = with_answer(folder / f"student{number:05}", exercise, source)
        make_unlike_others(target, number, exercise.answer)
    return folder


def answers(course: Course) -> Iterator[tuple[Exercise, Path]]:
    """Answers to exercises without end, in an order that is always the same: files, or folders."""
    shuffled = random.Random(0)
    usual = [(exercise, path) for exercise in course.exercises.values() for path in usual_answers(exercise)]
    first = next(iter(course.exercises.values()))
    odd = [
        (first, path.parent) for path in sorted((course.root / "tests/corpus/odd").glob("*/expected.yaml"))
    ]
    shuffled.shuffle(usual)
    shuffled.shuffle(odd)
    turns = itertools.cycle(usual), itertools.cycle(odd)
    for number in itertools.count(1):
        yield next(turns[number % ODD_EVERY == 0])


if __name__ == "__main__":
    sys.exit(main())
