"""Any other layout, whose files name the students: by a regular expression that the teacher gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from statecourse.classroom.layouts.entry import Entry, Piece, by_student
from statecourse.classroom.layouts.listing import files_in
from statecourse.course.answer_files import readable
from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from statecourse.classroom.layouts.entry import Place
    from statecourse.classroom.layouts.listing import Names

_SHOWN = 5


class Pattern:
    """``(?P<student>…)`` or the first group names the student, ``(?P<exercise>…)`` the exercise if it is there.

    A pattern with a ``/`` is looked for in the paths of files, any other in the names that are directly in the folder.
    """

    name = "your --pattern says"
    about_one = False
    dated_by_files = True

    def __init__(self, pattern: str) -> None:
        """Raise `CourseError` for a pattern that is none, or has no group."""
        try:
            self._pattern = re.compile(pattern)
        except re.error as problem:
            raise CourseError(f"--pattern {pattern}: not a regular expression: {problem}") from problem
        if not self._pattern.groups:
            raise CourseError(
                f"--pattern {pattern}: put the part that is the student's name into parentheses, as in '(.+)_app.py'"
            )

    def claims(self, place: Place, names: Names) -> set[str]:  # noqa: ARG002
        """Everything."""
        return {path.name for path in place.items}

    def entries(self, place: Place, names: Names, notes: list[str]) -> Iterable[Entry]:  # noqa: ARG002
        """One for each student and exercise. Raises `CourseError` where the pattern fits nothing."""
        found = by_student(self._pieces(place, notes))
        if not found:
            seen = ", ".join(readable(path.name) for path in place.items[:_SHOWN]) or "nothing"
            raise CourseError(
                f"--pattern {self._pattern.pattern} fits nothing in {place.shown}; there is {seen}"
            )
        return found

    def _pieces(self, place: Place, notes: list[str]) -> Iterator[tuple[Entry, Piece]]:
        whole = "/" in self._pattern.pattern
        for path in files_in(place.folder) if whole else place.items:
            name = readable(path.relative_to(place.folder).as_posix())
            match = self._pattern.search(name)
            student = self._student(match) if match else ""
            if match and student.isprintable() and student:
                about = match.groupdict().get("exercise") or ""
                yield Entry(student, (), about=about), _piece(path, match)
            else:
                notes.append(f"{name}: the pattern does not fit it; left out")

    def _student(self, match: re.Match[str]) -> str:
        group = "student" if "student" in self._pattern.groupindex else 1
        return (match[group] or "").strip()


def _piece(path: Path, match: re.Match[str]) -> Piece:
    """The file under the name that the student gave it, as far as that can be seen: without the pattern's part."""
    own = match.string[match.end() :].lstrip("_- /")
    return Piece(path, own if own.casefold() == path.name[-len(own) :].casefold() and own else path.name)
