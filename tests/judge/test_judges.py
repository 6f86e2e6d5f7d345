"""Judge processes behind `Judges.submit`: their answers, and what becomes of jobs whose judge ends."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from statecourse.course.manifest import CourseError
from statecourse.course.submission import Job, Submission
from statecourse.judge.judges import Judges, JudgeStoppedError, graded

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

    from statecourse.course.course import Course
    from statecourse.judge.judges import Answer

ID = "ex01a_likes"
SECONDS = 60
HANG = "    import time\n    time.sleep(10_000)\n"


def jobs(course: Course) -> tuple[Job, Job]:
    """A right answer and the stub."""
    exercise = course.exercises[ID]
    return Job(exercise, Submission(exercise.solution.parent)), Job(exercise, Submission(exercise.folder))


def hang(course: Course) -> None:
    """Have the first check never end."""
    checks = course.root / "graders" / ID / "test_checks.py"
    checks.write_text(
        checks.read_text().replace("    expect(app).to_run(", f"{HANG}    expect(app).to_run(", 1)
    )


def test_each_job_has_its_own_report(course: Course) -> None:
    """Also where many are submitted before the first is done; with the digest of what was graded."""
    right, stub = jobs(course)
    with Judges(course, [ID]) as judges:
        futures = [judges.submit(job) for job in (right, stub, right)]
        answers = [future.result(SECONDS) for future in futures]
    assert [answer.report.passed for answer in answers] == [True, False, True]
    assert [answer.submission for answer in answers] == [
        job.submission.digest() for job in (right, stub, right)
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_judge_that_was_killed_is_replaced(course: Course) -> None:
    """It takes one job with it, whose report says so."""
    right, _ = jobs(course)
    with Judges(course, [ID]) as judges:
        assert judges.submit(right).result(SECONDS).report.passed
        (judge,) = judges._judges
        os.kill(judge._process.pid, signal.SIGKILL)
        report = graded(right, judges.submit(right)).report
        assert report.grader_failed
        assert "(exit code -9)" in report.problem
        assert judges.submit(right).result(SECONDS).report.passed


def test_a_broken_course_is_told_and_can_be_mended(course: Course) -> None:
    """The next job gets a new judge, which loads the checks as they are by then."""
    right, _ = jobs(course)
    checks = course.root / "graders" / ID / "test_checks.py"
    text = checks.read_text()
    checks.write_text("1 +")
    with Judges(course, [ID]) as judges:
        with pytest.raises(CourseError, match="the checks cannot be loaded: line 1"):
            judges.submit(right).result(SECONDS)
        checks.write_text(text)
        assert judges.submit(right).result(SECONDS).report.passed


def test_closing_gives_up_the_jobs_that_are_not_done(course: Course) -> None:
    """The one that a judge is at, and those that wait for it."""
    hang(course)
    right, _ = jobs(course)
    judges = Judges(course, [ID])
    futures: list[Future[Answer]] = [judges.submit(right) for _ in range(3)]
    judges.close()
    for future in futures:
        with pytest.raises(JudgeStoppedError):
            future.result(0)
    with pytest.raises(JudgeStoppedError, match="closed"):
        judges.submit(right)


def test_a_job_that_was_cancelled_is_not_graded(course: Course, tmp_path: Path) -> None:
    """While it still waits for a judge."""
    right, _ = jobs(course)
    gone = Job(right.exercise, Submission(tmp_path / "gone"))
    with Judges(course, [ID]) as judges:
        first, second, third = (judges.submit(job) for job in (right, gone, right))
        assert second.cancel()
        assert first.result(SECONDS).report.passed
        assert third.result(SECONDS).report.passed
    assert second.cancelled()
