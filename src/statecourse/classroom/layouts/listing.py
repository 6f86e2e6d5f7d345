"""Lists what was handed in, without following links, and finds the exercises that names tell of."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from statecourse.course.answer_files import LEFT_OUT, MAX_DEPTH, SubmissionError

if TYPE_CHECKING:
    from statecourse.course.course import Course, Exercise

MAX_LISTED = 5_000
"""Files of one student that are looked at; ten times as many as an answer may have."""
ARCHIVES = {".7z", ".bz2", ".gz", ".rar", ".tar", ".tgz", ".xz"}
"""Endings of archives that are not unpacked."""
_NOISE = {"thumbs.db", "desktop.ini", "icon\r"}


def is_noise(path: Path) -> bool:
    """Whether this is hidden, or what an operating system adds by itself."""
    return path.name.startswith((".", "__MACOSX", "~$")) or path.name.casefold() in _NOISE


def items_in(folder: Path) -> tuple[Path, ...]:
    """What is directly in a folder but for noise, sorted. Raises OSError."""
    return tuple(sorted(path for path in folder.iterdir() if not is_noise(path)))


def files_in(folder: Path) -> list[Path]:
    """All files in a folder and below, the upper ones first; without noise, caches and environments.

    Raises `SubmissionError` for too many, and OSError.
    """
    found: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=_raise):
        here = Path(parent)
        deep = len(here.relative_to(folder).parts) >= MAX_DEPTH
        folders[:] = [] if deep else sorted(name for name in folders if _is_seen(here / name))
        found.extend(here / name for name in sorted(names) if _is_seen(here / name))
        if len(found) > MAX_LISTED:
            raise SubmissionError(f"more than {MAX_LISTED:,} files")
    return sorted(found, key=lambda path: (len(path.parts), path))


def _is_seen(path: Path) -> bool:
    return not is_noise(path) and path.name not in LEFT_OUT


def _raise(problem: OSError) -> None:
    raise problem


def is_zip(path: Path) -> bool:
    """Whether this is a zip file by its name, and a file."""
    return path.suffix.lower() == ".zip" and path.is_file() and not path.is_symlink()


class Names:
    """The names of a course's exercises."""

    def __init__(self, course: Course) -> None:
        self._by_name: dict[str, Exercise] = {}
        for name, exercise in course.exercises.items():
            self._by_name |= {name: exercise, _short(name): exercise}

    def exact(self, name: str) -> Exercise | None:
        """The exercise that has this name, as ``ex01a_likes``, ``ex01a`` or ``Ex01a likes``."""
        return self._by_name.get(_slug(name))

    def within(self, text: str) -> Exercise | None:
        """The only exercise that is named somewhere in a text."""
        words = f"_{_slug(text)}_"
        found = {ex.id: ex for name, ex in self._by_name.items() if f"_{_short(name)}_" in words}
        return next(iter(found.values())) if len(found) == 1 else None

    def after(self, text: str) -> str:
        """What follows the name of an exercise in a text, such as a student's name; else empty."""
        for name in [] if self.exact(text) else sorted(self._by_name, key=len, reverse=True):
            pattern = re.escape(name).replace("_", "[^a-z0-9]")
            if found := re.match(rf"(?:.*[^a-z0-9])?{pattern}[^a-z0-9]+", text, re.IGNORECASE):
                return text[found.end() :]
        return ""


def _short(name: str) -> str:
    return name.partition("_")[0]


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")
