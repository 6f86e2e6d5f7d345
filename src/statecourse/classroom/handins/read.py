"""Reads a class's hand-ins: from a folder or a zip file to who handed in what."""

from __future__ import annotations

import contextlib
import datetime as dt
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from statecourse.classroom.handins.answer import Found, Searched, find_answer
from statecourse.classroom.handins.download import open_download, unpacked, unzipped
from statecourse.classroom.handins.found import Asked, Handins
from statecourse.classroom.handins.students import Read, Students
from statecourse.classroom.layouts.entry import printable
from statecourse.classroom.layouts.listing import Names, files_in, is_noise, is_zip
from statecourse.classroom.layouts.pattern import Pattern
from statecourse.classroom.layouts.recognise import LAYOUTS, recognise
from statecourse.classroom.unzip import Budget
from statecourse.course.answer_files import (
    MAX_BYTES,
    SubmissionError,
    copy_files,
    readable,
    reading,
    write_file,
)
from statecourse.course.manifest import CourseError
from statecourse.course.opening import NotOrdinaryError, read_file
from statecourse.report.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from statecourse.classroom.layouts.entry import Entry, Layout, Piece, Place
    from statecourse.course.course import Course, Exercise

_DEPTH = 4
"""How deep an exercise's folder may lie in what a student handed in, as in ``me/course/exercises``."""
_MAX_TIMESTAMP = 1_000
_NO_EXERCISE = "no exercise found: no folder in it has the name of one"


def read_handins(folder: Path, course: Course, temporary: Path, asked: Asked | None = None) -> Handins:
    """Find what was handed in, in a folder or a zip file of any layout that `recognise` knows.

    Zip files are unpacked into ``temporary``, and answers that have to be renamed copied there.
    Raises `CourseError` where the folder cannot be read or has no layout that is known, and OSError where
    ``temporary`` is full. What is wrong with one student's is that student's problem.
    """
    asked, names, notes = asked or Asked(), Names(course), list[str]()
    known, students = asked.about(course), Students(course, asked, notes)
    read: list[Read] = []
    by_path = "/" in asked.pattern
    for place, about in open_download(folder, names, temporary, whole=by_path):
        layout = Pattern(asked.pattern) if asked.pattern else recognise(place, names)
        entries = [printable(entry) for entry in layout.entries(place, names, notes)]
        if layout is not LAYOUTS[-1]:
            of = f" to {about.id}" if about else ""
            notes.insert(0, f"Read as {layout.name}: {counted(len(entries), 'hand-in')}{of}")
        for entry in entries:
            reader = _Reader(entry, place, layout, names, about or known, temporary)
            read += reader.read(notes)
        _require_exercise(read, place, layout)
    return Handins(students.handins(read), notes)


def _require_exercise(read: list[Read], place: Place, layout: Layout) -> None:
    """Raise `CourseError` where nothing says which exercise a download is about, though something is there."""
    if any(one.exercise for one in read) or not any(one.unnamed for one in read):
        return
    seen = f"{place.shown} looks like {layout.name}" if layout is not LAYOUTS[-1] else place.shown
    raise CourseError(
        f"{seen}: which exercise it is about cannot be seen, as nothing in it has the name of one; if all of it is about "
        "one, say which, such as --exercise ex01a"
    )


@dataclass
class _Reader:
    """Reads one entry, with one budget for all zip files in it."""

    entry: Entry
    place: Place
    layout: Layout
    names: Names
    known: Exercise | None
    """The exercise that it is about, if the teacher or the download's name says so."""
    temporary: Path

    def __post_init__(self) -> None:
        self._budget = Budget()
        if self.layout.about_one or (self.entry.about and not self.known):
            self.known = self.known or self.names.within(self.entry.about)

    def read(self, notes: list[str]) -> list[Read]:
        """What was handed in; if nothing of it can be read, one with the reason. Raises OSError."""
        if self.entry.problem:
            return [self._problem(self.known, self.entry.problem)]
        try:
            with reading(self.entry.pieces[0].path):
                root, top = self._root()
                return list(self._answers(root, top, notes))
        except SubmissionError as problem:
            return [self._problem(self.known, str(problem))]

    # --- from pieces to a folder ---

    def _root(self) -> tuple[Path, Path]:
        """The folder with all that was handed in, and the one above which links are not refused."""
        first = self.entry.pieces[0]
        if len(self.entry.pieces) > 1 or not (first.path.is_dir() or is_zip(first.path)):
            root = top = self._gathered()
        elif first.path.is_dir():
            root, top = first.path, self.place.top
        else:
            root = top = unpacked(first.path, self.temporary, self.place.top, self._budget)
        if _named(root, self.names, _DEPTH):
            return root, top
        return unzipped(root, top, self.temporary, self._budget)

    def _gathered(self) -> Path:
        """A new folder with all pieces under the names that the student gave them."""
        folder = Path(tempfile.mkdtemp(prefix="gathered-", dir=self.temporary))
        left = MAX_BYTES
        for piece in self.entry.pieces:
            left -= self._gather(piece, folder, left)
        return folder

    def _gather(self, piece: Piece, folder: Path, left: int) -> int:
        """Copy a piece into a folder; returns how many bytes that took of those that are ``left``."""
        target = folder / (Path(piece.name).name or "file")
        if piece.path.is_dir() and not piece.path.is_symlink():
            copy_files(piece.path, target, top=self.place.top)
            return 0
        data = read_file(piece.path, self.place.top, left + 1)
        if len(data) > left:
            raise SubmissionError(f"more than {MAX_BYTES // 2**20} MB, at {readable(piece.name)}")
        write_file(target, data)
        return len(data)

    # --- from a folder to answers ---

    def _answers(self, root: Path, top: Path, notes: list[str]) -> Iterator[Read]:
        found = sorted(_named(root, self.names, _DEPTH), key=lambda pair: len(pair[1].parts))
        wanted = [pair for pair in found if self.known is None or pair[0].id == self.known.id]
        seen: set[str] = set()
        for exercise, path in wanted:
            if exercise.id in seen:
                where = readable(path.relative_to(root).as_posix())
                notes.append(f"{self.entry.student}: {exercise.id} is there twice; {where} is not graded")
                continue
            seen.add(exercise.id)
            yield self._read(exercise, path, top)
        if not wanted:
            yield from self._unnamed(root, top, [exercise for exercise, _ in found])

    def _unnamed(self, root: Path, top: Path, others: list[Exercise]) -> Iterator[Read]:
        """What was handed in where nothing in it is named like the exercise."""
        if self.known and not others:
            yield self._read(self.known, root, top)
        elif not self.known:
            there = bool(files_in(root))
            yield self._problem(None, _NO_EXERCISE, unnamed=there)
        elif self.layout.about_one:
            holds = ", ".join(sorted({exercise.id for exercise in others}))
            yield self._problem(self.known, f"it holds {holds}, not {self.known.id}")

    def _read(self, exercise: Exercise, path: Path, top: Path) -> Read:
        try:
            with reading(path):
                found = self._found(exercise, path, top)
        except SubmissionError as problem:
            return self._problem(exercise, str(problem), when=self._when(path, None))
        return Read(self.entry, exercise, found.submission, note=found.note, when=self._when(path, found))

    def _found(self, exercise: Exercise, path: Path, top: Path) -> Found:
        if path.is_symlink():
            raise SubmissionError(f"{path.name} is a link; links are not graded")
        if not path.is_dir():
            is_archive = path.suffix.lower() == ".zip"  # or a pipe called so, which is told
            opened = (
                unpacked(path, self.temporary, top, self._budget) if is_archive else self._alone(path, top)
            )
            path = top = opened
        path, top = unzipped(path, top, self.temporary, self._budget)
        return find_answer(Searched(path, top, self.entry.student, exercise, self.temporary))

    def _alone(self, path: Path, top: Path) -> Path:
        """A new folder with nothing but a file that is named like its exercise."""
        folder = Path(tempfile.mkdtemp(prefix="alone-", dir=self.temporary))
        write_file(folder / path.name, read_file(path, top, MAX_BYTES))
        return folder

    def _when(self, path: Path, found: Found | None) -> tuple[dt.datetime | None, str]:
        """When it was handed in, and what says so where that is not the platform."""
        if self.entry.when or not self.layout.dated_by_files:
            return self.entry.when, ""
        if (stamp := _timestamp(path, self.place.top)) is not None:
            return stamp, "by timestamp.txt"
        return _moved(found.file) if found else None, "by the file's own date"

    def _problem(
        self,
        exercise: Exercise | None,
        why: str,
        *,
        unnamed: bool = False,
        when: tuple[dt.datetime | None, str] = (None, ""),
    ) -> Read:
        return Read(self.entry, exercise, problem=why, unnamed=unnamed, when=when)


_ZIP_BEGINS = 1980
"""The year of files in a zip file that has no dates."""


def _moved(path: Path) -> dt.datetime | None:
    """The date of a file, if it has one and is still there."""
    with contextlib.suppress(OSError, ValueError, OverflowError):
        moved = dt.datetime.fromtimestamp(path.lstat().st_mtime).astimezone()
        return moved if moved.year > _ZIP_BEGINS else None
    return None


def _named(folder: Path, names: Names, depth: int) -> list[tuple[Exercise, Path]]:
    """The folders, zip files, programs and notebooks that are named like exercises, in a folder and below."""
    found = []
    for path in sorted(folder.iterdir()):
        exercise = names.exact(path.stem if path.suffix.lower() in _ENDINGS else path.name)
        if exercise is not None and _may_be_answer(path):
            found.append((exercise, path))
        elif path.is_dir() and depth > 1 and not path.is_symlink() and not is_noise(path):
            found.extend(_named(path, names, depth - 1))
    return found


_ENDINGS = {".zip", ".py", ".ipynb"}


def _may_be_answer(path: Path) -> bool:
    return path.is_symlink() or path.is_dir() or path.suffix.lower() in _ENDINGS


def _timestamp(folder: Path, top: Path) -> dt.datetime | None:
    """The moment in nbgrader's ``timestamp.txt``, which comes from the student's side."""
    path = folder / "timestamp.txt"
    with contextlib.suppress(OSError, NotOrdinaryError, ValueError):
        text = read_file(path, top, _MAX_TIMESTAMP).decode("ascii", "replace").strip()
        return dt.datetime.fromisoformat(text.removesuffix(" UTC")).replace(tzinfo=dt.UTC)
    return None
