"""One answer to one exercise: the folder that is graded, and the seed that follows from it."""

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
"""Words of what stock AppTest runs otherwise than a server does: parts that run alone, pages, and the server itself."""


@dataclass(frozen=True)
class Submission:
    """A folder with an ``app.py``, or whatever file is the ``answer``. ``student`` is only for reports.

    ``problem`` says why it could not be read, where that is known already.
    """

    folder: Path
    student: str = ""
    problem: str = ""
    answer: str = "app.py"
    top: Path | None = None
    """The folder above which nobody else may change anything; this one itself where nothing is said."""

    @property
    def script(self) -> Path:
        """The answer itself: the app's entry, or the tests."""
        return self.folder / self.answer

    def files(self) -> Iterator[Opened]:
        """The files that its app gets to see, each open until the next. Raises `SubmissionError`."""
        return opened_files(self.folder, top=self.top)

    def text(self) -> bytes:
        """The answer itself; of one that is too large, its beginning. Raises `SubmissionError`."""
        with reading(self.folder):
            return read_file(self.script, self.top, MAX_SCRIPT + 1)

    def seed(self) -> str:
        """What the random inputs follow from: the text of the submission's Python files.

        The same for student and teacher, whatever the line ends; another as soon as the app is.
        Raises `SubmissionError` where the submission cannot be graded.
        """
        digest = hashlib.sha256()
        with reading(self.folder):
            for file in self.files():
                if file.path.suffix == ".py":
                    digest.update(os.fsencode(file.path.relative_to(self.folder).as_posix()) + b"\0")
                    digest.update(b"\n".join(file.read().splitlines()).strip() + b"\0")
        return digest.hexdigest()

    def digest(self) -> str:
        """What tells this answer from any other: a digest of every file that its app gets to see.

        Raises `SubmissionError` where the submission cannot be graded.
        """
        digest = hashlib.sha256()
        with reading(self.folder):
            for file in self.files():
                data, name = file.read(), os.fsencode(file.path.relative_to(self.folder).as_posix())
                digest.update(b"%d %d " % (len(name), len(data)) + name + data)
        return digest.hexdigest()

    def copied(self, target: Path) -> Submission:
        """A copy in a new folder, which stays as it is whatever becomes of this one meanwhile.

        Where this cannot be graded, so is the copy, with the reason. Raises OSError where the copy
        cannot be written.
        """
        try:
            self.check()
            with reading(self.folder):
                copy_files(self.folder, target, top=self.top)
        except SubmissionError as problem:
            return Submission(self.folder, self.student, str(problem), self.answer, self.top)
        return Submission(target, self.student, answer=self.answer)

    def needs_runtime(self) -> bool:
        """Whether a Python file in it has a word of what AppTest cannot show as a browser does.

        A word is enough, wherever it stands and under whatever name it is imported: an app that only
        mentions it gets the same verdict on the real runtime, a little later.
        """
        return any(_LIVE_ONLY.search(text) for text in self._python_texts())

    def _python_texts(self) -> list[bytes]:
        """What its Python files hold; nothing where they cannot be read, as it will not be run."""
        try:
            return [file.read() for file in self.files() if file.path.suffix == ".py"]
        except (SubmissionError, OSError):
            return []

    def check(self) -> None:
        """Raise `SubmissionError`, saying what to do, where there is nothing to grade."""
        if self.problem:
            raise SubmissionError(self.problem)
        with reading(self.folder):
            self._check()

    def _check(self) -> None:
        if not self.folder.exists():
            text = f"{readable(self.folder.name)} is not there any more"
            raise SubmissionError(text)
        if not self.folder.is_dir():
            text = f"{readable(self.folder.name)} is not a folder"
            raise SubmissionError(text)
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
            text = f"{self.answer} is {what}; only a file can be graded"
            raise SubmissionError(text)


Replay = Literal["explain", "record", "skip"]


@dataclass(frozen=True)
class Job:
    """A submission to grade. ``seed`` replaces the one that follows from the submission.

    ``replay`` says what failed checks are done once more for: to explain why, to record how the app behaves,
    which no reason rests on yet, or for nothing.

    ``checks`` names the checks to run, all where it names none; one that is left out blocks none that builds on it.
    ``walk`` is the number of the only one of its walks that a check takes, counted round and round; all where it is None.
    """

    exercise: Exercise
    submission: Submission
    seed: str = ""
    replay: Replay = "explain"
    checks: tuple[str, ...] = ()
    walk: int | None = None


def open_submission(path: Path, temporary: Path, answer: str = "app.py") -> Submission:
    """The submission at a path: a folder, an ``answer`` with what lies beside it, or a lone file.

    A lone file of another name is copied into ``temporary`` as the ``answer``.
    Raises `SubmissionError` where there is nothing.
    """
    if path.is_dir():
        return Submission(path, answer=answer)
    if not path.is_file():
        text = f"{path} does not exist"
        raise SubmissionError(text)
    if path.name == answer:
        return Submission(path.parent, answer=answer)
    folder = Path(tempfile.mkdtemp(prefix=f"{path.stem}-", dir=temporary))
    with reading(path):
        (folder / answer).write_bytes(read_file(path.resolve(), at_most=MAX_SCRIPT + 1))
    return Submission(folder, path.stem, answer=answer)


def random_for(*parts: str) -> random.Random:
    """A random generator whose seed is made of these texts, the same on every machine."""
    return random.Random(hashlib.sha256("\0".join(parts).encode()).hexdigest())  # noqa: S311
