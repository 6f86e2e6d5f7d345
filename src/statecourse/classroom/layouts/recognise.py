"""Recognises which layout a download has; where that cannot be seen, asks the teacher instead of guessing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from statecourse.classroom.layouts.folders import Folders, Nbgrader
from statecourse.classroom.layouts.gradescope import Gradescope
from statecourse.classroom.layouts.platforms import Blackboard, Canvas, Moodle
from statecourse.classroom.layouts.repositories import Repositories
from statecourse.course.answer_files import readable
from statecourse.course.manifest import CourseError
from statecourse.report.words import few

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from statecourse.classroom.layouts.entry import Layout, Place
    from statecourse.classroom.layouts.listing import Names

LAYOUTS: tuple[Layout, ...] = (
    Nbgrader(),
    Gradescope(),
    Moodle(),
    Blackboard(),
    Canvas(),
    Repositories(),
    Folders(),
)
"""Where two could be meant, the first; `Folders` takes any folder."""
_ANSWERS = {".py", ".ipynb", ".zip"}
_SHOWN = 3
_DOCS = "docs/grading.md shows what each platform's download looks like"


class Claim(NamedTuple):
    """A layout, and the names of the items that look like its entries."""

    layout: Layout
    names: set[str]


def recognise(place: Place, names: Names) -> Layout:
    """The layout of a download. Raises `CourseError` with what was seen and what to type where it cannot be told."""
    wanted = {path.name for path in place.items if is_handed_in(path)}
    claims = [Claim(layout, layout.claims(place, names)) for layout in LAYOUTS]
    made = [claim for claim in claims[:-1] if claim.names]
    if whole := [claim.layout for claim in made if wanted <= claim.names]:
        return whole[0]
    if made:
        raise CourseError(_mixed(place, made, wanted))
    students = claims[-1]
    if not students.names or len(wanted - students.names) >= len(students.names):
        raise CourseError(_unknown(place))
    return students.layout


def special(place: Place, names: Names) -> bool:
    """Whether something here looks like what a platform made, other than folders of any names."""
    return any(layout.claims(place, names) for layout in LAYOUTS[:-1])


def is_handed_in(path: Path) -> bool:
    """Whether something looks as if it was handed in, rather than a list or a note beside."""
    if path.is_symlink():
        return False
    return path.is_dir() or path.suffix.lower() in _ANSWERS


def _mixed(place: Place, parts: list[Claim], wanted: set[str]) -> str:
    seen = [f"{_few(claim.names)} as in {claim.layout.name}" for claim in parts]
    if rest := wanted.difference(*(claim.names for claim in parts)):
        seen.append(f"{_few(rest)} not")
    return (
        f"{place.shown} holds more than one kind of hand-ins: {'; '.join(seen)}. Put each kind into a folder of its "
        f"own and grade one after the other, or name students yourself by --pattern. {_DOCS}"
    )


def _unknown(place: Place) -> str:
    if not place.items:
        return f"{place.shown}: no submissions found; it should hold STUDENT/EXERCISE/app.py"
    example = "'(.+)\\.py'"
    return (
        f"{place.shown} has no layout that is known: there is {_few(path.name for path in place.items)}. Where the "
        f"names tell the students, say how: --pattern {example} takes what stands before .py. {_DOCS}"
    )


def _few(names: Iterable[str]) -> str:
    return few(sorted(readable(name) for name in names), _SHOWN)
