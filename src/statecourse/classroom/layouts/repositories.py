"""One repository a student: as GitHub Classroom and Classroom 50 clone them, or download them as one zip file.

GitHub Classroom calls a repository ``ASSIGNMENT-USERNAME``, in a folder ``ASSIGNMENT-submissions``. Classroom 50
calls it ``CLASSROOM-ASSIGNMENT-USERNAME``, in a folder ``CLASSROOM-ASSIGNMENT_submissions_DATE`` with ``scores.csv``.
Git itself is not asked: a repository's own settings could have it run a program.
"""

from __future__ import annotations

import itertools
import os
import re
from typing import TYPE_CHECKING

from statecourse.classroom.layouts.entry import Entry, Piece
from statecourse.classroom.results import Person

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from statecourse.classroom.layouts.entry import Place
    from statecourse.classroom.layouts.listing import Names

_FOLDER = re.compile(r"(?P<assignment>.+?)[-_]submissions(?:[-_ (].*)?", re.IGNORECASE)
_SIGNS = (".git", ".github", ".classroom50.yml", ".classroom50.yaml")


class Repositories:
    """A folder of repositories, or a zip file of one."""

    name = "a repository for each student"
    about_one = False
    dated_by_files = False

    def claims(self, place: Place, names: Names) -> set[str]:
        """All folders, where each is a repository, or all names begin with an assignment's."""
        folders = {path.name: path for path in place.items if path.is_dir() and not path.is_symlink()}
        prefix = _assignment(place)
        named = bool(prefix) and all(name.startswith(f"{prefix}-") for name in folders)
        told = all(names.after(name) for name in folders)
        signed = all(_is_repository(path) for path in folders.values())
        return set(folders) if named or told or signed else set()

    def entries(self, place: Place, names: Names, notes: list[str]) -> Iterable[Entry]:
        """One for each repository, called by the user's name on GitHub."""
        claimed = sorted(self.claims(place, names))
        prefix = _prefix(claimed, place, names)
        common = _common(claimed)
        if not prefix and len(claimed) > 1 and (more := common[: common.rfind("-") + 1]):
            notes.append(
                f"All repositories' names begin with {more!r}; if that is no part of the students' names, add --pattern "
                f"'{more}(.+)'"
            )
        for name in claimed:
            user = name.removeprefix(prefix)
            person = Person(ids={"github": user})
            yield Entry(user, (Piece(place.folder / name, name),), (person,), f"{place.called} {prefix}")


def _common(names: list[str]) -> str:
    """The characters that all names begin with; the first and the last in order differ soonest."""
    pairs = zip(min(names), max(names), strict=False)
    return "".join(one for one, _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))


def _is_repository(folder: Path) -> bool:
    return any(os.path.lexists(folder / sign) for sign in _SIGNS)  # also where it may not be entered


def _assignment(place: Place) -> str:
    found = _FOLDER.fullmatch(place.called)
    return found["assignment"] if found else ""


def _prefix(claimed: list[str], place: Place, names: Names) -> str:
    """What all repositories' names begin with before the user's name."""
    known = _assignment(place)
    if known and all(name.startswith(f"{known}-") for name in claimed):
        return f"{known}-"
    told = {name[: len(name) - len(names.after(name))] for name in claimed}
    return told.pop() if len(told) == 1 and all(names.after(name) for name in claimed) else ""
