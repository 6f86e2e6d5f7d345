"""One repository a student: what a teacher's repository needs for GitHub Actions and Classroom 50, and what runs there."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from statecourse.classroom.formats.format import Wanted, format_named
from statecourse.classroom.formats.github import annotation_lines, harmless
from statecourse.classroom.platforms.bundle import bundle, read_bundle, template
from statecourse.classroom.platforms.isolation import close_to_others, isolation_lines
from statecourse.classroom.platforms.one import grade_one, place_of
from statecourse.course.answer_files import write_file
from statecourse.course.manifest import CourseError
from statecourse.course.whole_file import write_whole
from statecourse.report.files import feedback_markdown
from statecourse.report.words import one_line, score

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from statecourse.classroom.results import Results
    from statecourse.course.course import Course, Exercise

_FOLDER = "statecourse"
_PROGRAMS = {"grade.sh": "grade.sh", "autograder.py": "autograder.py.in"}


def build(course: Course, exercises: Sequence[Exercise], repository: str, target: Path) -> list[str]:
    """Write the files for the teacher's ``repository`` into a folder, and the one for students' below it.

    Returns their names, but for those of the bundle. Hidden checks stay out: whoever may change a workflow can read
    what it checks out. Raises `CourseError`.
    """
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", repository, re.ASCII):
        raise CourseError(f'"{repository}" is not OWNER/NAME, as GitHub calls a repository')
    inner = {name: template(file) for name, file in _PROGRAMS.items()} | bundle(
        course, exercises, "", hidden=False
    )
    outer = {
        ".github/workflows/statecourse.yml": template("grade.yml", REPOSITORY=repository),
        "for-students/.github/workflows/autograde.yml": template("autograde.yml", REPOSITORY=repository),
    }
    try:
        for name, data in (outer | {f"{_FOLDER}/{name}": data for name, data in inner.items()}).items():
            write_file(target / name, data)
    except OSError as problem:
        raise CourseError(f"{problem.filename or target} cannot be written: {problem.strerror}") from problem
    return [*outer, f"{_FOLDER}/"]


# --- in a job ----------------------------------------------------------------------------------


def run(folder: Path, submission: Path, result: Path | None, *, without: tuple[str, ...] = ()) -> bool:
    """Grade a student's repository with the bundle in a folder; tells whether all checks passed.

    Prints annotations for GitHub's log, writes the outputs of the step and its summary where the runner says, and
    Classroom 50's ``result``. Raises `CourseError` where the bundle is broken, or the grader itself went wrong.
    """
    env = os.environ
    close_to_others(folder)
    course, exercises, settings = read_bundle(folder)
    student = env.get("OWNER") or env.get("USERNAME") or env.get("GITHUB_REPOSITORY", "").rpartition("/")[2]
    results = grade_one(
        course,
        exercises,
        submission,
        one_line(student) or submission.name,
        seed=settings.seed,
        without=without,
    )
    _tell(results, submission, env)
    failed = [r.exercise for r in results.results if r.report and r.report.has_errors]
    if failed:
        raise CourseError(f"the grader itself went wrong at {', '.join(failed)}; run the job again")
    if result:
        write_whole(result, "".join(format_named("classroom50").write(results, Wanted(environment=env)).text))
    return all(r.report and r.report.passed for r in results.results)


def _tell(results: Results, submission: Path, env: Mapping[str, str]) -> None:
    found = list(results.results)
    for one in found:
        assert one.report is not None  # each has one here
        _say(f"{one.exercise}: {score(one.report)}{'. ' + one.problem if one.problem else ''}")
    for line in isolation_lines(results.layers):
        _say(line)
    if env.get("GITHUB_ACTIONS"):
        for one in found:
            place = place_of(one.exercise, submission)
            alone = msgspec.structs.replace(results, results=[one])
            sys.stdout.writelines(
                f"{line}\n" for line in annotation_lines(alone, f"{place}/" if place else "")
            )
    _append(env.get("GITHUB_OUTPUT"), "".join(format_named("github").write(results, Wanted()).text))
    _append(env.get("GITHUB_STEP_SUMMARY"), feedback_markdown(found[0].student, found))


def _say(line: str) -> None:
    sys.stdout.write(f"{harmless(one_line(line))}\n")


def _append(path: str | None, text: str) -> None:
    if path:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(text)
