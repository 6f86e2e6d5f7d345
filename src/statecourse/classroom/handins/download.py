"""Opens a download down to the folder whose items are the entries: out of zip files and of folders around it."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from statecourse.classroom.layouts.entry import Place
from statecourse.classroom.layouts.listing import files_in, is_zip, items_in
from statecourse.classroom.layouts.recognise import special
from statecourse.classroom.unzip import Budget, unpack
from statecourse.course.answer_files import SubmissionError
from statecourse.course.manifest import CourseError
from statecourse.sandbox.app_folder import remove_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from statecourse.classroom.layouts.listing import Names
    from statecourse.course.course import Exercise

_MAX_WRAPPED = 4
"""How many folders and zip files may lie around the one with the entries."""
_PROGRAMS = {".py", ".ipynb"}
_DOWNLOADED = re.compile(r"[-_ ]?(submissions?|downloads?|export)?([-_ ]?\(\d+\))?$", re.IGNORECASE)


def open_download(
    path: Path, names: Names, temporary: Path, *, whole: bool = False
) -> list[tuple[Place, Exercise | None]]:
    """The places with entries, each with the exercise that it is about if its name says so; or all as one ``whole``.

    Zip files are unpacked into ``temporary``. Raises `CourseError` where the download cannot be read, and OSError
    where there is no room.
    """
    if not path.exists():
        raise CourseError(f"{path} does not exist; give what you downloaded, a folder or a zip file")
    try:
        place = _unwrapped(_place(path, temporary, path, str(path)), names, temporary, zipped=path.is_file())
        places = [] if whole else list(_by_exercise(place, names, temporary))
    except SubmissionError as problem:
        large = any(word in str(problem) for word in ("more than", "at most", "too much"))
        raise CourseError(f"{problem}{'; unpack it yourself, and give the folder' * large}") from problem
    return places or [(place, None)]


def unpacked(archive: Path, temporary: Path, top: Path, budget: Budget) -> Path:
    """A new folder with what is in a zip file. Raises `SubmissionError`, and OSError."""
    target = Path(tempfile.mkdtemp(prefix="zip-", dir=temporary))
    unpack(archive, target, top, budget)
    return target


def unzipped(folder: Path, top: Path, temporary: Path, budget: Budget) -> tuple[Path, Path]:
    """The folder in the only zip file of a folder, where nothing else there may be an answer; and its own ``top``.

    Raises `SubmissionError`, and OSError.
    """
    for _ in range(_MAX_WRAPPED):
        if (archive := _only_zip(folder)) is None:
            break
        folder = top = unpacked(archive, temporary, top, budget)
    return folder, top


def _only_zip(folder: Path) -> Path | None:
    files = files_in(folder)
    archives = [path for path in files if is_zip(path)]
    others = any(path.suffix.lower() in _PROGRAMS for path in files)
    return archives[0] if len(archives) == 1 and not others else None


def _place(path: Path, temporary: Path, top: Path, shown: str) -> Place:
    """A folder, or what is in a zip file, as a place. Raises `CourseError` for a folder that cannot be read."""
    if path.is_dir():
        try:
            return Place(path, items_in(path), path.name, top, shown)
        except OSError as problem:
            raise CourseError(f"{path} cannot be read: {problem.strerror}") from problem
    folder = unpacked(path, temporary, top if top.is_dir() else path.parent, Budget.of_class())
    return Place(folder, items_in(folder), path.stem, folder, shown)


def _unwrapped(place: Place, names: Names, temporary: Path, *, zipped: bool) -> Place:
    """The place within the folders and zip files that are around it alone."""
    for _ in range(_MAX_WRAPPED):
        if len(place.items) != 1 or special(place, names) or _exercise_of(place.items[0], names):
            break
        inside = _inside(place.items[0], place, temporary)
        if inside is None or not _holds_a_class(inside, names, zipped=zipped):
            if inside is not None and not inside.folder.is_relative_to(place.folder):
                remove_tree(inside.folder)  # it is one student's, and unpacked again as that
            break
        place = inside
    return place


def _inside(path: Path, around: Place, temporary: Path) -> Place | None:
    if path.is_symlink() or not (path.is_dir() or is_zip(path)):
        return None
    try:
        inside = _place(path, temporary, around.top, around.shown)
    except (SubmissionError, CourseError):
        return None  # the one student whose it is gets the reason
    own = _DOWNLOADED.sub("", inside.called)
    return inside if own else inside._replace(called=f"{around.called} {inside.called}")


def _holds_a_class(place: Place, names: Names, *, zipped: bool) -> bool:
    """Whether a folder that lies alone holds students, rather than being the only one."""
    if any(names.exact(path.stem) for path in place.items):
        return all(names.exact(path.name) and _holds_students(path) for path in place.items)
    if special(place, names):
        return True
    exercises = Counter(exercise.id for path in place.items for exercise in _named_in(path, names))
    if any(count > 1 for count in exercises.values()):
        return True
    return zipped and any(path.is_dir() or is_zip(path) for path in place.items)


def _holds_students(folder: Path) -> bool:
    """Whether a folder that is named like an exercise holds folders and no program, rather than an answer."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    inside = items_in(folder)
    return any(path.is_dir() for path in inside) and not any(
        path.suffix.lower() in _PROGRAMS for path in inside
    )


def _named_in(path: Path, names: Names) -> set[Exercise]:
    """The exercises that folders and files directly in a folder are named after."""
    if path.is_symlink() or not path.is_dir():
        return set()
    try:
        return {exercise for inner in path.iterdir() if (exercise := names.exact(inner.stem))}
    except OSError:
        return set()


def _by_exercise(place: Place, names: Names, temporary: Path) -> Iterator[tuple[Place, Exercise | None]]:
    """The download of each exercise, where these lie beside each other in folders or zip files named like them."""
    told = [(path, _exercise_of(path, names)) for path in place.items]
    if not told or not all(exercise and (path.is_dir() or is_zip(path)) for path, exercise in told):
        return
    for path, exercise in told:
        if path.is_symlink():
            raise CourseError(f"{place.shown}/{path.name} is a link; give the folder itself")
        inside = _place(path, temporary, place.top, f"{place.shown}/{path.name}")
        if exercise and any(file.name.casefold() == exercise.answer for file in inside.items):
            raise CourseError(
                f"{place.shown} looks like the folder of one student: {path.name} holds {exercise.answer}; give the "
                "folder above it, which holds a folder for each student"
            )
        yield _unwrapped(inside, names, temporary, zipped=True), exercise


def _exercise_of(path: Path, names: Names) -> Exercise | None:
    """The exercise whose download this is by its name, as ``ex01a`` or ``ex01a-submissions.zip``."""
    name = path.stem if path.suffix.lower() == ".zip" else path.name
    return names.exact(_DOWNLOADED.sub("", name))
