"""The prints of answers, by which copies are found: made by a process with limits, as answers are hostile."""

from __future__ import annotations

import contextlib
import hashlib
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Self

import msgspec

from statecourse.classroom.summary import prints_process
from statecourse.course.answer_files import SubmissionError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from statecourse.classroom.store import ReportStore
    from statecourse.course.submission import Job

Print = frozenset[int]
"""Hashes of what stays of a program where it is laid out, commented and named otherwise."""


class Seen(msgspec.Struct, frozen=True):
    """What is seen of an answer without running it: its print, and words that no exercise asks for."""

    print: Print = frozenset()
    words: list[str] = []


_SECONDS = 20.0
"""Wall time for one text, long enough for a busy machine: it takes a few milliseconds."""


class PrintMaker:
    """Makes prints of texts, one after another, in a process that is started with the first one; to be closed."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def make(self, text: bytes) -> Seen:
        """What is seen of a text; nothing where it is no Python, or takes too much memory or time."""
        text = text[: prints_process.MAX_TEXT]
        process = self._process = self._process or _started()
        watchdog = threading.Timer(_SECONDS, process.kill)
        watchdog.daemon = True
        watchdog.start()
        try:
            line = _asked(process, text)
        finally:
            watchdog.cancel()
        if not line.endswith(b"\n"):
            self.close()  # the next text gets a new process
            return Seen()
        words, _, numbers = line.decode().partition(" ")
        return Seen(
            frozenset(int(number, 16) for number in numbers.split()), words.split(",") if words else []
        )

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            with contextlib.suppress(OSError):  # what it has not read
                self._process.communicate()
            self._process = None


def _started() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-I", "-S", prints_process.__file__]
    return subprocess.Popen(  # noqa: S603  # our own module
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


def _asked(process: subprocess.Popen[bytes], text: bytes) -> bytes:
    assert process.stdin is not None  # a pipe
    assert process.stdout is not None  # a pipe
    with contextlib.suppress(OSError):  # it has ended; then there is no answer
        process.stdin.write(b"%d\n" % len(text) + text)
        process.stdin.flush()
    return process.stdout.readline()


def keep_prints(jobs: Iterable[tuple[str, Job]], store: ReportStore) -> None:
    """Make the prints of students' answers, and keep them, where the store has none of just these.

    Raises `CourseError`.
    """
    with PrintMaker() as maker:
        for student, job in jobs:
            key = student, job.exercise.id
            try:
                text = job.submission.text()
            except (SubmissionError, OSError):
                continue  # its report says why
            if store.print_of(key, digest := text_digest(text)) is None:
                store.keep_print(key, digest, msgspec.msgpack.encode(maker.make(text)))


def text_digest(text: bytes) -> str:
    """What says which text a print is of, and how it was made."""
    return f"{prints_process.VERSION} {hashlib.sha256(text).hexdigest()}"


def kept_prints(student: str, exercise: str, store: ReportStore) -> Seen:
    """What was kept of a student's last answer. Raises `CourseError`."""
    found = store.print_of((student, exercise))
    try:
        return msgspec.msgpack.decode(found, type=Seen) if found else Seen()
    except msgspec.DecodeError:  # as another version kept it
        return Seen()
