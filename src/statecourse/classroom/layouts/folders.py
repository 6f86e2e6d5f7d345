"""Our own layout, a folder or a zip file for each student, and nbgrader's ``submitted/``, which is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from statecourse.classroom.layouts.entry import Entry, Piece, Place
from statecourse.classroom.layouts.listing import ARCHIVES, is_zip, items_in
from statecourse.course.answer_files import readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from statecourse.classroom.layouts.listing import Names

_NBGRADER = ("submitted", "nbgrader_config.py", "gradebook.db", "source", "release", "autograded", "feedback")


class Nbgrader:
    """A course of nbgrader's: the students are in its ``submitted``."""

    name = "an nbgrader course"
    about_one = False
    dated_by_files = True

    def claims(self, place: Place, names: Names) -> set[str]:  # noqa: ARG002
        """Everything, where ``submitted`` lies beside another of nbgrader's own."""
        found = {path.name for path in place.items}
        is_course = len(found.intersection(_NBGRADER)) > 1 and (place.folder / "submitted").is_dir()
        return found if is_course else set()

    def entries(self, place: Place, names: Names, notes: list[str]) -> Iterable[Entry]:
        """The students in ``submitted``."""
        folder = place.folder / "submitted"
        inside = Place(folder, items_in(folder), "submitted", place.top, place.shown)
        return Folders().entries(inside, names, notes)


class Folders:
    """A folder or a zip file for each student, with folders named like exercises in it."""

    name = "a folder for each student"
    about_one = False
    dated_by_files = True

    def claims(self, place: Place, names: Names) -> set[str]:  # noqa: ARG002
        """Folders and archives."""
        return {path.name for path in place.items if _is_student(path)}

    def entries(self, place: Place, names: Names, notes: list[str]) -> Iterator[Entry]:  # noqa: ARG002
        """One for each student; ``notes`` takes what is none."""
        seen: set[str] = set()
        for path in place.items:
            if not _is_student(path):
                notes.append(f"{readable(path.name)}: not a folder or a zip file, so not a student; left out")
            elif not path.name.isprintable():  # as no name is that is not UTF-8
                notes.append(f"{path.name!r}: the name is not readable text; rename it; left out")
            else:
                yield _entry(path, seen, notes)


def _entry(path: Path, seen: set[str], notes: list[str]) -> Entry:
    student = path.name if path.is_dir() else path.stem
    if student in seen:
        notes.append(f"{path.name}: {student} is there twice; graded as {path.name}")
        student = path.name
    seen.add(student)
    ending = path.suffix.lower()
    why = f"{path.name}: {ending} archives are not opened; a zip file is" if _is_closed(path) else ""
    return Entry(student, (Piece(path, path.name),), problem=why)


def _is_closed(path: Path) -> bool:
    """Whether this is an archive that is not opened."""
    return path.suffix.lower() in ARCHIVES and path.is_file()


def _is_student(path: Path) -> bool:
    if path.is_symlink():
        return False
    return path.is_dir() or is_zip(path) or _is_closed(path)
