"""Grades the answers of a run on all processors, while nbgrader walks through them one by one."""

from __future__ import annotations

import concurrent.futures
import queue
import tempfile
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from statecourse.classroom.answer import read_answer
from statecourse.classroom.notebook import starter
from statecourse.classroom.notebookfile import read_notebook
from statecourse.folder import lay_out
from statecourse.pool import Judge, JudgeStoppedError, default_jobs, shares, stopped
from statecourse.report import Report
from statecourse.sandbox.scratch import SubmissionError
from statecourse.submission import Job, Submission

if TYPE_CHECKING:
    from collections.abc import Iterator

    from statecourse.classroom.answer import Answer
    from statecourse.course import Course, Exercise


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
    future: concurrent.futures.Future[Report]

    def is_about(self, handed_in: HandedIn) -> bool:
        return handed_in == self.handed_in and handed_in.files() == self.files


class Ahead:
    """Judges that are at work as long as one run of ``nbgrader autograde``.

    They begin with the submissions that come next before they are asked for; a verdict is taken
    only where the answer is, to the letter, the one that is asked about.
    """

    def __init__(self, course: Course, converter: Any, seed: str) -> None:
        self._course, self._converter, self._seed = course, converter, seed
        self._workers = default_jobs()
        self._judges: queue.SimpleQueue[Judge] = queue.SimpleQueue()
        self._threads = concurrent.futures.ThreadPoolExecutor(self._workers)
        self._temporary = tempfile.TemporaryDirectory(prefix="statecourse-nbgrader-")
        self._begun: dict[tuple[str, str], _Begun] = {}
        self._shares = iter(shares(self._workers))
        self._close = weakref.finalize(self, _close, self._threads, self._judges, self._temporary)
        # They get ready while nbgrader does what comes before its first student.
        self._begin_after("")

    def report(self, handed_in: HandedIn) -> Report:
        """The judge's report on an answer."""
        key = handed_in.student, handed_in.exercise.id
        begun = self._begun.pop(key, None)
        future = begun.future if begun and begun.is_about(handed_in) else self._begin(handed_in).future
        self._begin_after(key[0])
        return future.result()

    def _begin_after(self, student: str) -> None:
        """Begin with what comes soon after a student."""
        for later in self._next(student):
            self._begun[later.student, later.exercise.id] = self._begin(later)

    def _begin(self, handed_in: HandedIn) -> _Begun:
        return _Begun(handed_in, handed_in.files(), self._threads.submit(self._grade, handed_in))

    def _next(self, student: str) -> Iterator[HandedIn]:
        """What comes soon after a student, and was not begun yet."""
        for path in self._waiting(student)[: 2 * self._workers]:
            exercise = self._course.exercises.get(path.stem)
            who = path.parent.parent.name
            if exercise is None or (who, exercise.id) in self._begun:
                continue
            notebook, problem = read_notebook(path)
            if not problem:
                answer = read_answer(notebook.cells, starter(self._course, exercise))
                yield HandedIn(who, exercise, path.parent, answer)

    def _waiting(self, student: str) -> list[Path]:
        """The notebooks of the students after this one that nbgrader has not graded before."""
        paths = sorted(Path(p) for found in self._converter.assignments.values() for p in found)
        later = [path for path in paths if path.parent.parent.name > student]
        return [path for path in later if self._converter.force or not self._done(path).exists()]

    def _done(self, path: Path) -> Path:
        course = self._converter.coursedir
        student, assignment = path.parent.parent.name, path.parent.name
        return Path(course.format_path(course.autograded_directory, student, assignment))

    def _grade(self, handed_in: HandedIn) -> Report:
        exercise, answer = handed_in.exercise, handed_in.answer
        if answer.code is None:
            return _not_graded(exercise, " ".join(answer.notes))
        with tempfile.TemporaryDirectory(dir=self._temporary.name) as folder:
            try:
                lay_out(answer.contents(), handed_in.folder, exercise, Path(folder))
            except SubmissionError as problem:
                return _not_graded(exercise, str(problem))
            return self._judge(Job(exercise, Submission(Path(folder), handed_in.student), self._seed))

    def _judge(self, job: Job) -> Report:
        try:
            judge = self._judges.get_nowait()
        except queue.Empty:
            judge = self._start()
        try:
            report = judge.grade(job)
        except JudgeStoppedError as problem:
            judge.close()
            return stopped(job, str(problem))
        except BaseException:
            judge.close()
            raise
        self._judges.put(judge)
        return report

    def _start(self) -> Judge:
        """A judge for the exercises of this run."""
        names = {Path(path).stem for found in self._converter.assignments.values() for path in found}
        exercises = sorted(names & set(self._course.exercises))
        # It loads what tables need once an app does.
        return Judge(self._course, exercises, (), share=next(self._shares, ()), quiet=True, light=True)


def _not_graded(exercise: Exercise, problem: str) -> Report:
    return Report(exercise.id, exercise.manifest.title, [], 0, exercise.max_points, problem=problem)


def _close(threads: Any, judges: Any, temporary: Any) -> None:
    threads.shutdown(cancel_futures=True)
    while not judges.empty():
        judges.get().close()
    temporary.cleanup()
