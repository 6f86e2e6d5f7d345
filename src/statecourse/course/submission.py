"""One answer to one exercise: the folder that is graded, and the seed of its random inputs."""

from __future__ import annotations

import hashlib
import os
import random
import re
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from statecourse.course.answer_files import SubmissionError, copy_files, opened_files, readable, reading
from statecourse.course.opening import read_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from statecourse.course.course import Exercise
    from statecourse.course.opening import Opened

MAX_SCRIPT = 256 * 1024
_LIVE_ONLY = re.compile(rb"fragment|dialog|runtime|navigation|switch_page")
"""What stock AppTest runs differently from a server: parts that run alone, pages, and the server itself."""


@dataclass(frozen=True)
class Submission:
    """A folder with the ``answer``, such as ``app.py``. ``student`` is only for reports.

    ``problem`` says why it cannot be read, if that is known already.
    """

    folder: Path
    student: str = ""
    problem: str = ""
    answer: str = "app.py"
    top: Path | None = None
    """A folder above this one that only the teacher can change: below it links are refused. None: this folder."""

    @property
    def script(self) -> Path:
        """The answer's file: the app's entry script, or the tests."""
        return self.folder / self.answer

    def files(self) -> Iterator[Opened]:
        """The files that the app can see, each open until the next one. Raises `SubmissionError`."""
        return opened_files(self.folder, top=self.top)

    def text(self) -> bytes:
        """The answer's text, at most one byte more than is allowed. Raises `SubmissionError`."""
        with reading(self.folder):
            return read_file(self.script, self.top, MAX_SCRIPT + 1)

    def seed(self) -> str:
        """The seed of the random inputs: a digest of the submission's Python files.

        Line ends do not matter, so that student and teacher get the same inputs.
        Raises `SubmissionError` if the submission cannot be graded.
        """
        digest = hashlib.sha256()
        with reading(self.folder):
            for file in self.files():
                if file.path.suffix == ".py":
                    digest.update(os.fsencode(file.path.relative_to(self.folder).as_posix()) + b"\0")
                    digest.update(b"\n".join(file.read().splitlines()).strip() + b"\0")
        return digest.hexdigest()

    def digest(self) -> str:
        """A digest of every file that the app can see. Raises `SubmissionError` if it cannot be graded."""
        digest = hashlib.sha256()
        with reading(self.folder):
            for file in self.files():
                data, name = file.read(), os.fsencode(file.path.relative_to(self.folder).as_posix())
                digest.update(b"%d %d " % (len(name), len(data)) + name + data)
        return digest.hexdigest()

    def copied(self, target: Path) -> Submission:
        """A copy in a new folder, which later changes of this one do not reach.

        If it cannot be graded, nothing is copied, and the result has the reason as its ``problem``. Raises OSError
        if the copy cannot be written.
        """
        try:
            self.check()
            with reading(self.folder):
                copy_files(self.folder, target, top=self.top)
        except SubmissionError as problem:
            return Submission(self.folder, self.student, str(problem), self.answer, self.top)
        return Submission(target, self.student, answer=self.answer)

    def needs_runtime(self) -> bool:
        """Whether a Python file names something that AppTest runs differently from a browser.

        The bare word is enough, also in a comment: an app that only mentions it gets the same verdict on the
        real runtime, a little later.
        """
        try:
            return any(_LIVE_ONLY.search(file.read()) for file in self.files() if file.path.suffix == ".py")
        except (SubmissionError, OSError):
            return False  # it will not be run

    def check(self) -> None:
        """Raise `SubmissionError`, which says what to do, if there is nothing to grade."""
        if self.problem:
            raise SubmissionError(self.problem)
        with reading(self.folder):
            if not self.folder.exists():
                raise SubmissionError(f"{readable(self.folder.name)} is not there any more")
            if not self.folder.is_dir():
                raise SubmissionError(f"{readable(self.folder.name)} is not a folder")
            self._check_kind()
            written = self.text()
        if len(written) > MAX_SCRIPT:
            raise SubmissionError(f"{self.answer} is larger than {MAX_SCRIPT // 1024} KB")
        if not written.strip():
            raise SubmissionError(f"{self.answer} is empty")

    def _check_kind(self) -> None:
        try:
            mode = self.script.lstat().st_mode
        except FileNotFoundError:
            there = sorted(readable(path.name) for path in self.folder.iterdir())[:8]
            listed = f"; there is {', '.join(there)}" if there else "; the folder is empty"
            raise SubmissionError(f"there is no {self.answer}{listed}") from None
        if not stat.S_ISREG(mode):
            what = {stat.S_IFLNK: "a link", stat.S_IFDIR: "a folder"}.get(
                stat.S_IFMT(mode), "a device or pipe"
            )
            raise SubmissionError(f"{self.answer} is {what}; only a file can be graded")


Replay = Literal["explain", "record", "skip"]


@dataclass(frozen=True)
class Job:
    """A submission to grade. ``seed`` replaces the submission's own.

    ``replay`` says why failed checks run a second time: to explain the failure, only to record how the app
    behaves, or not at all.

    ``checks`` names the checks to run; if it is empty, all of them run. A check that is left out blocks no other.
    ``walk`` picks one of the walks of a check by its number, modulo how many there are; None takes all.
    ``filmed``: the first check that fails is run once more, and recorded; if ``checks`` are named, one that passes may be.
    """

    exercise: Exercise
    submission: Submission
    seed: str = ""
    replay: Replay = "explain"
    checks: tuple[str, ...] = ()
    walk: int | None = None
    filmed: bool = False


def own_job(exercise: Exercise) -> Job:
    """The job of grading the learner's own answer, where it lies in the course."""
    return Job(exercise, Submission(exercise.folder, answer=exercise.answer))


def open_submission(path: Path, temporary: Path, answer: str = "app.py") -> Submission:
    """The submission at a path: a folder, an ``answer`` with the files beside it, or a single file.

    A single file of another name is copied into ``temporary`` as the ``answer``.
    Raises `SubmissionError` if there is nothing at the path.
    """
    if path.is_dir():
        return Submission(path, answer=answer)
    if not path.is_file():
        raise SubmissionError(f"{path} does not exist")
    if path.name == answer:
        return Submission(path.parent, answer=answer)
    folder = Path(tempfile.mkdtemp(prefix=f"{path.stem}-", dir=temporary))
    with reading(path):
        (folder / answer).write_bytes(read_file(path.resolve(), at_most=MAX_SCRIPT + 1))
    return Submission(folder, path.stem, answer=answer)


def random_for(*parts: str) -> random.Random:
    """A random generator seeded with these texts; it draws the same on every machine."""
    return random.Random(hashlib.sha256("\0".join(parts).encode()).hexdigest())  # noqa: S311
