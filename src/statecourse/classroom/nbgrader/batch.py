"""Grades the answers of a run on all processors, while nbgrader walks through them one by one."""

from __future__ import annotations

import bisect
import functools
import itertools
import shutil
import tempfile
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbformat.notebooknode import NotebookNode, from_dict

from statecourse.classroom.handins.notebook_cells import read_answer
from statecourse.classroom.handins.notebook_file import read_cells
from statecourse.classroom.nbgrader.make_notebook import starter
from statecourse.course.answer_files import SubmissionError
from statecourse.course.answer_folder import lay_out
from statecourse.course.submission import Job, Submission
from statecourse.judge.judges import Graded, Judges, default_jobs, graded, not_graded, stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from statecourse.classroom.handins.notebook_cells import Answer
    from statecourse.course.course import Course, Exercise


def read_notebook(path: Path) -> tuple[NotebookNode, str]:
    """The notebook with well-formed cells only, and an empty text; or an empty notebook, and why it is unreadable."""
    cells, problem = read_cells(path)
    made = [cell if cell["cell_type"] == "markdown" else {**cell, **_NOT_RUN} for cell in cells]
    return from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made}), problem


_NOT_RUN: dict[str, Any] = {"outputs": [], "execution_count": None}


@dataclass(frozen=True)
class HandedIn:
    """A notebook that was handed in, and who by."""

    student: str
    exercise: Exercise
    folder: Path
    answer: Answer

    def files(self) -> list[tuple[str, int, int]]:
        """What tells whether a file beside the notebook has changed, come or gone."""
        paths = sorted(path for path in self.folder.rglob("*") if path.is_symlink() or not path.is_dir())
        found = [(path, path.lstat()) for path in paths]
        return [(str(path), entry.st_mtime_ns, entry.st_size) for path, entry in found]


@dataclass(frozen=True)
class _Begun:
    """Work that has begun, and what it was given."""

    handed_in: HandedIn
    files: list[tuple[str, int, int]]
    judged: Callable[[], Graded]
    """Waits for the report."""

    def is_about(self, handed_in: HandedIn) -> bool:
        return handed_in == self.handed_in and handed_in.files() == self.files


class Ahead:
    """Judges that are at work as long as one run of ``nbgrader autograde``.

    They begin with the submissions that come next before they are asked for; a verdict is taken
    only where the answer is, to the letter, the one that is asked about.
    """

    def __init__(self, course: Course, converter: Any, seed: str, *, filmed: bool = False) -> None:
        self._course, self._converter, self._seed, self._filmed = course, converter, seed, filmed
        paths = [Path(path) for found in converter.assignments.values() for path in found]
        self._paths = sorted(paths, key=lambda path: (_student(path), path))
        # Asked for each submission, it would look through git's history each time.
        self._starter = functools.cache(functools.partial(starter, course))
        self._workers = default_jobs()
        exercises = {path.stem for path in self._paths} & set(course.exercises)
        self._judges = Judges(course, exercises, processes=self._workers, quiet=True)
        self._temporary = tempfile.TemporaryDirectory(prefix="statecourse-nbgrader-")
        self._numbers = itertools.count()
        self._begun: dict[tuple[str, str], _Begun] = {}
        self._close = weakref.finalize(self, _close, self._judges, self._temporary)
        # They get ready while nbgrader does what comes before its first student.
        self._begin_after("")

    def judged(self, handed_in: HandedIn) -> Graded:
        """What the judge says of an answer."""
        key = handed_in.student, handed_in.exercise.id
        begun = self._begun.pop(key, None)
        if begun is None or not begun.is_about(handed_in):
            begun = self._begin(handed_in)
        self._begin_after(key[0])
        return begun.judged()

    def _begin_after(self, student: str) -> None:
        """Begin with what comes soon after a student."""
        for later in self._next(student):
            self._begun[later.student, later.exercise.id] = self._begin(later)

    def _begin(self, handed_in: HandedIn) -> _Begun:
        return _Begun(handed_in, handed_in.files(), self._submit(handed_in))

    def _next(self, student: str) -> Iterator[HandedIn]:
        """What comes soon after a student, and was not begun yet."""
        for path in itertools.islice(self._waiting(student), 2 * self._workers):
            exercise = self._course.exercises.get(path.stem)
            who = _student(path)
            if exercise is None or (who, exercise.id) in self._begun:
                continue
            notebook, problem = read_notebook(path)
            if not problem:
                answer = read_answer(notebook.cells, self._starter(exercise), exercise.answer)
                yield HandedIn(who, exercise, path.parent, answer)

    def _waiting(self, student: str) -> Iterator[Path]:
        """The notebooks of the students after this one that nbgrader has not graded before."""
        later = bisect.bisect_right(self._paths, student, key=_student)
        for path in itertools.islice(self._paths, later, None):
            if self._converter.force or not self._done(path).exists():
                yield path

    def _done(self, path: Path) -> Path:
        course = self._converter.coursedir
        student, assignment = _student(path), path.parent.name
        return Path(course.format_path(course.autograded_directory, student, assignment))

    def _submit(self, handed_in: HandedIn) -> Callable[[], Graded]:
        """Have a judge begin with an answer; what is returned waits for the report."""
        exercise, answer = handed_in.exercise, handed_in.answer
        folder = Path(self._temporary.name) / f"answer-{next(self._numbers)}"
        submission = Submission(folder, handed_in.student, answer=exercise.answer)
        job = Job(exercise, submission, self._seed, filmed=self._filmed)
        if answer.code is None:
            return lambda: Graded(job, not_graded(exercise, " ".join(answer.notes)), "")
        try:
            lay_out(answer.contents(), handed_in.folder, exercise, folder)
        except (SubmissionError, OSError) as problem:
            shutil.rmtree(folder, ignore_errors=True)
            ours = not isinstance(problem, SubmissionError)  # a full disk is nobody's answer
            done = Graded(job, stopped(job, problem) if ours else not_graded(exercise, str(problem)), "")
            return lambda: done
        future = self._judges.submit(job)
        future.add_done_callback(lambda _: shutil.rmtree(folder, ignore_errors=True))
        return lambda: graded(job, future)


def _student(path: Path) -> str:
    """Whose notebook it is: it lies in submitted/STUDENT/ASSIGNMENT."""
    return path.parent.parent.name


def _close(judges: Judges, temporary: tempfile.TemporaryDirectory[str]) -> None:
    judges.close()
    temporary.cleanup()
