"""The whole course of a class: ``python benchmarks/course.py [STUDENTS SAMPLE]`` (30 60).

Each student hands in an answer to each exercise, drawn from its solution, stub, right and wrong answers; no two
are the same. With the real command they are graded by two judges. Then one judge grades SAMPLE of them, and it is
said where the time goes: to the judge, to the apps' workers, or to waiting; and which exercises take most.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import STATECOURSE, make_unlike_others, row, shown, usual_answers, with_answer

from statecourse.course.course import Course, find_course
from statecourse.course.submission import Job, Submission
from statecourse.judge.run import run_jobs
from statecourse.runtime.app_sandbox import AppSandbox

if TYPE_CHECKING:
    from statecourse.report.report import Report


def main() -> int:
    """Grade, and print the rows."""
    students, sample = map(int, sys.argv[1:3] or ("30", "60"))
    course = find_course(Path(__file__))
    with tempfile.TemporaryDirectory(prefix="course-") as temporary:
        handed_in = Path(temporary, "in")
        hand_in(course, handed_in, students)
        began = time.perf_counter()
        command = [*STATECOURSE, "grade", handed_in, "-o", f"{temporary}/out", "--jobs", "2"]
        subprocess.run(command, cwd=course.root, stdout=subprocess.DEVNULL, check=False)
        seconds = time.perf_counter() - began
        count = students * len(course.exercises)
        row(
            f"`grade` of {students} students with all {len(course.exercises)} exercises, mixed answers",
            f"{count} submissions in {seconds / 60:.1f} min",
            f"{shown(seconds / count)} a submission",
            "",
        )
        where_it_goes(course, handed_in, sample)
    return 0


def hand_in(course: Course, folder: Path, students: int) -> None:
    """Make the folder of a class that has done the whole course."""
    drawn = random.Random(0)
    for number in range(students):
        for exercise in course.exercises.values():
            source = drawn.choice(list(usual_answers(exercise)))
            target = with_answer(folder / f"student{number:02}", exercise, source)
            make_unlike_others(target, number, exercise.answer)


def where_it_goes(course: Course, folder: Path, sample: int) -> None:
    """Grade some of them here, and say what took how long."""
    known = [(course.exercises[path.name], path) for path in sorted(folder.glob("*/*"))]
    chosen = random.Random(1).sample(known, min(sample, len(known)))
    jobs = [Job(exercise, Submission(path, answer=exercise.answer)) for exercise, path in chosen]
    taken: dict[str, float] = defaultdict(float)
    last = began = time.perf_counter()

    def note(job: Job, _: Report) -> None:
        nonlocal last
        taken[job.exercise.id] += time.perf_counter() - last
        last = time.perf_counter()

    sandbox = AppSandbox()
    sandbox.get_ready(jobs[0].exercise.folder)
    before = processor()
    exercises = sorted({job.exercise for job in jobs}, key=lambda e: e.id)
    run_jobs(course, exercises, jobs, note, sandbox=sandbox)
    sandbox.close()
    judge, apps = (now - then for now, then in zip(processor(), before, strict=True))
    seconds = time.perf_counter() - began
    row(
        f"where one judge's time goes, {len(jobs)} of these",
        f"judge {judge / seconds:.0%}, apps {apps / seconds:.0%}, waiting {1 - (judge + apps) / seconds:.0%}",
        f"{shown(seconds / len(jobs))} a submission",
        "",
    )
    often = {exercise.id: sum(job.exercise is exercise for job in jobs) for exercise, _ in chosen}
    for name in sorted(taken, key=lambda name: -taken[name] / often[name]):
        print(f"{name}: {taken[name] / often[name]:.2f} s a submission")


def processor() -> tuple[float, float]:
    """The processor's seconds that this process has used, and those of the processes that it started."""
    uses = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    mine, theirs = (use.ru_utime + use.ru_stime for use in uses)
    return mine, theirs


if __name__ == "__main__":
    sys.exit(main())
