"""A class of a thousand with all exercises: ``make bench-class``, or ``python benchmarks/whole_class.py [STUDENTS SAMPLE STOCK]``.

Makes the whole class (1000 students), and grades a sample of them (16), with all their exercises: on one core and on two, by the
real command, and through Dask with one worker on one core and with two on two, each time with all that takes part on these cores.
Then `nbgrader autograde` with stock AppTest cells grades answers to one exercise (STOCK of them, 30), and so does `grade`. Writes
``class.md`` beside this, and ends with 1 where an aim is missed. It is not part of ``make bench``, as it takes half an hour.
"""

from __future__ import annotations

import contextlib
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from distributed import Client
from grading import Figures, grade
from measuring import make_unlike_others, one_core, usual_answers, with_answer
from nbgrader import EXERCISE, hand_in, measure, run, stock_course
from table import HEAD, machine

from statecourse.course.course import Course, Exercise, find_course

if TYPE_CHECKING:
    from collections.abc import Iterator

CORES = sorted(os.sched_getaffinity(0))[:2]
SMALLER = 4
"""A class as many times smaller, for what has to be flat or linear."""
LEAST_FASTER, LEAST_CORES, LEAST_DASK, MOST_MEMORY, MOST_TIME = 40, 1.7, 0.9, 1.2, 1.15
WALK = "test_whatever_one_does"
"""The last check of the exercise that is compared with stock AppTest."""
WHOLE = 10
"""Of so many answers one is broken in some way, one is missing, and the others are what `usual_answers` has."""


class Table:
    """Rows of what was measured, and whether all aims are met."""

    def __init__(self) -> None:
        self.rows: list[str] = []
        self.missed = 0

    def add(self, what: str, measured: str, ratio: float, aim: str, *, met: bool) -> None:
        """Add a row, and print it."""
        self.rows.append(f"| {what} | {measured} | {ratio:.2f} | {aim} |")
        self.missed += not met
        print(self.rows[-1], flush=True)


def main() -> int:
    """Measure, write the table, and return 1 where an aim is missed."""
    students, sample, stock = [int(n) for n in (*sys.argv[1:4], "1000", "16", "30")[:3]]
    course, table = find_course(Path(__file__)), Table()
    with tempfile.TemporaryDirectory(prefix="class-") as temporary:
        place = Path(temporary)
        place.chmod(0o755)
        whole = make_class(course, place / "whole", students)
        some, few = (
            taken(whole, place / "some", sample),
            taken(whole, place / "few", max(1, sample // SMALLER)),
        )
        two = compare_sizes(course, some, few, table)
        compare_cores(course, some, two, table)
        compare_workers(course, some, place, table)
        compare_with_stock(course, place, stock, table)
    head = f"A class of {students:,} with {len(course.exercises)} exercises; {sample} of its students were graded, {two.count:,} answers."
    text = f"{head}\n\n{HEAD}" + "\n".join(table.rows) + f"\n\n{machine()}\n"
    Path(__file__).with_name("class.md").write_text(text, encoding="utf-8")
    return 1 if table.missed else 0


# --- the class ---------------------------------------------------------------------------------


def make_class(course: Course, folder: Path, students: int) -> Path:
    """Hand in an answer of each student to nearly each exercise: solutions, right and wrong ones, stubs, broken ones."""
    known = {exercise.id: list(usual_answers(exercise)) for exercise in course.exercises.values()}
    for number in range(students):
        drawn = random.Random(number)
        for exercise in course.exercises.values():
            kind = drawn.randrange(WHOLE)
            if kind:
                make_answer(
                    folder / f"student{number:05}", exercise, drawn.choice(known[exercise.id]), number
                )
            if kind == 1:
                break_answer(folder / f"student{number:05}" / exercise.id / exercise.answer, drawn)
    return folder


def make_answer(student: Path, exercise: Exercise, source: Path, number: int) -> None:
    """Hand in a copy that no other student has."""
    make_unlike_others(with_answer(student, exercise, source), number, exercise.answer)


def break_answer(path: Path, drawn: random.Random) -> None:
    """Break an answer as people do: cut off, a line lost, a name mistyped, or empty."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = drawn.randrange(len(lines))
    broken = [lines[:at], [*lines[:at], *lines[at + 1 :]], [*lines[:at], "valeu = vlaue\n", *lines[at:]], []]
    path.write_text("".join(drawn.choice(broken)), encoding="utf-8")


def taken(whole: Path, folder: Path, students: int) -> Path:
    """The first students of a class, in a folder of their own."""
    folder.mkdir()
    for student in sorted(whole.iterdir())[:students]:
        shutil.copytree(student, folder / student.name)
    return folder


# --- what is compared --------------------------------------------------------------------------


def compare_sizes(course: Course, some: Path, few: Path, table: Table) -> Figures:
    """Memory and time of a class, against one that is much smaller; gives the figures of the larger one."""
    small, large = grade(course, few, jobs=2), grade(course, some, jobs=2)
    what = f"`grade` of {large.count:,} answers on two cores, against {small.count:,}"
    memory = large.memory / small.memory
    measured = f"{large.memory:.0f} MB : {small.memory:.0f} MB"
    table.add(f"memory of {what}", measured, memory, "flat", met=memory <= MOST_MEMORY)
    each = [1000 * figures.seconds / figures.count for figures in (large, small)]
    measured = f"{each[0]:.0f} ms : {each[1]:.0f} ms"
    table.add(
        f"each answer in {what}", measured, each[0] / each[1], "linear", met=each[0] <= MOST_TIME * each[1]
    )
    return large


def compare_cores(course: Course, some: Path, two: Figures, table: Table) -> None:
    """One core against two."""
    with one_core():
        one = grade(course, some, jobs=1)
    measured, ratio = f"{two.rate:.0f} : {one.rate:.0f} a minute", two.rate / one.rate
    met = ratio >= LEAST_CORES
    table.add("answers to all exercises on two cores, against one", measured, ratio, "at least 1.7", met=met)


def compare_workers(course: Course, some: Path, place: Path, table: Table) -> None:
    """Two workers of a Dask cluster, each on a core of its own, against one on one core."""
    with one_core(), cluster(place / "one.json", CORES[:1]) as address:
        one = grade(course, some, "--scheduler", address, jobs=1)
    with cluster(place / "two.json", CORES) as address:
        two = grade(course, some, "--scheduler", address, jobs=2)
    linear = two.rate / one.rate / 2
    measured, met = f"{two.rate:.0f} : {one.rate:.0f} a minute", linear >= LEAST_DASK
    what = "through Dask, two workers on two cores against one on one; ratio to linear"
    table.add(what, measured, linear, "at least 0.9", met=met)


@contextlib.contextmanager
def cluster(file: Path, cores: list[int]) -> Iterator[str]:
    """The address of a cluster on this machine, with a worker on each of these cores."""
    common = ("--scheduler-file", str(file), "--host", "127.0.0.1", "--no-dashboard")
    started = [dask(None, "scheduler", *common, "--port", "0")]
    started += [dask(core, "worker", *common, "--nthreads", "1", "--no-nanny") for core in cores]
    try:
        while not file.exists():
            time.sleep(0.1)
        with Client(scheduler_file=str(file), set_as_default=False) as client:
            client.wait_for_workers(len(cores), timeout=60)
            address = str(client.scheduler.address)
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


def dask(core: int | None, *arguments: str) -> subprocess.Popen[bytes]:
    """A process of Dask's, on one core if one is named."""
    where = [] if core is None else ["taskset", "-c", str(core)]
    quiet = subprocess.DEVNULL
    return subprocess.Popen([*where, sys.executable, "-m", "dask", *arguments], stdout=quiet, stderr=quiet)


def compare_with_stock(course: Course, place: Path, students: int, table: Table) -> None:
    """`grade` on two cores against `nbgrader autograde` in kernels with stock AppTest, of the same kinds of answers."""
    stock = place / "stock"
    stock_course(stock)
    run(stock, "nbgrader", "generate_assignment", EXERCISE)
    shutil.copyfile(stock / "gradebook.db", stock / "empty.db")
    hand_in(stock, 1)
    began = measure(stock, 1)
    theirs = (measure(stock, students) - began) / (students - 1)
    apps = place / "apps"
    exercise = course.exercises[EXERCISE]
    known = [path for path in usual_answers(exercise) if path.parent.name in {"right", "wrong"}]
    for number in range(20 * students):
        make_answer(apps / f"student{number:05}", exercise, known[number % len(known)], number)
    few = taken(apps, place / "apps-few", 2)
    what = f"each further answer to `{EXERCISE}` by `grade` on two cores, against `nbgrader autograde` with stock AppTest"
    sides = {
        what: course,
        "the same without the walk, which the stock cells do not have": without_walk(course, place),
    }
    for side, graded in sides.items():
        many = grade(graded, apps, jobs=2)
        ours = (many.seconds - grade(graded, few, jobs=2).seconds) / (many.count - 2)
        measured = f"{1000 * ours:.0f} ms : {1000 * theirs:.0f} ms"
        met = theirs >= LEAST_FASTER * ours
        table.add(side, measured, theirs / ours, "at least 40 times as fast", met=met)


def without_walk(course: Course, place: Path) -> Course:
    """A course of the one exercise, with the checks that the stock cells have, too."""
    root = place / "same-checks"
    for room in ("exercises", "graders", "solutions"):
        shutil.copytree(course.root / room / EXERCISE, root / room / EXERCISE)
    shutil.copytree(course.root / "lessons", root / "lessons")
    shutil.copyfile(course.root / "exercises" / "course.yaml", root / "exercises" / "course.yaml")
    (root / "graders" / EXERCISE / "catalogue.json").unlink()  # it is of all checks
    checks, manifest = (
        root / "graders" / EXERCISE / "test_checks.py",
        root / "exercises" / EXERCISE / "exercise.yaml",
    )
    text = re.sub(rf"@needs\([^)]*\)\ndef {WALK}.*", "", checks.read_text(encoding="utf-8"), flags=re.DOTALL)
    checks.write_text(text, encoding="utf-8")
    points = manifest.read_text(encoding="utf-8").replace(f"  {WALK}: 2\n", "")
    manifest.write_text(points, encoding="utf-8")
    return Course(root)


if __name__ == "__main__":
    sys.exit(main())
