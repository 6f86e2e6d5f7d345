"""The fingerprint of everything a verdict depends on beside the answer; where it changes, grade again."""

from __future__ import annotations

import hashlib
import importlib.metadata
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

import statecourse
from statecourse.course.course import Course
from statecourse.course.deadlines import Deadlines
from statecourse.sandbox.confine import become_others, missing_layers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.metadata import Distribution

    from statecourse.course.course import Exercise


def surroundings(without: tuple[str, ...], seed: str = "") -> str:
    """A digest of Python, this package, all installed packages, the layers of isolation, and the ``seed`` if any.

    All packages count, as an app may import any of them.
    """
    found = environment(without)
    return _digest([*(part for name in sorted(found) for part in (name, found[name])), "seed", seed])


def environment(without: tuple[str, ...] = ()) -> dict[str, str]:
    """What a verdict depends on beside the course and the answer, in names that a person knows."""
    own = Path(statecourse.__file__).parent
    missing = [layer.layer for layer in missing_layers()]
    return {str(found.name): found.version for found in installed()} | {
        "Python": sys.version.partition("\n")[0],
        "operating system": sys.platform,
        "statecourse's own files": _digest(_contents(sorted(own.rglob("*.py")), own))[:12],
        "missing layers of isolation": ", ".join([*missing, *without]) or "none",
        "grading as root": "yes" if become_others() else "no",
    }


def installed() -> Iterator[Distribution]:
    """All installed packages, but for those that one of them has within it, which Python finds once it is imported."""
    packages = {Path(sysconfig.get_path(kind)) for kind in ("purelib", "platlib")}
    places = [place for place in sys.path if not packages & set(Path(place).parents)]
    return iter(importlib.metadata.distributions(path=places))


def basis(exercise: Exercise, around: str) -> str:
    """Two digests of all that a report on an exercise depends on beside the answer, with a full stop between them.

    The first is of the exercise's manifest, the course's but for its deadlines, the checks and the files beside them,
    and the solution, the second is ``around``, the `surroundings`. Raises OSError where one of the files cannot be read.
    """
    graders = exercise.graders.parent
    beside = [path for path in graders.iterdir() if path.is_file()] if graders.is_dir() else []
    manifest = msgspec.structs.replace(Course(exercise.root).manifest, deadlines=Deadlines())
    # The solution counts, as walks compare an answer with it.
    files = [*beside, *_below(exercise.graders), *_below(exercise.solution.parent)]
    files.append(exercise.folder / "exercise.yaml")
    return f"{_digest([repr(manifest), *_contents(sorted(files), exercise.root)])}.{around}"


def _below(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path


def _contents(files: Iterable[Path], root: Path) -> Iterator[str]:
    for path in files:
        yield path.relative_to(root).as_posix()
        yield hashlib.sha256(path.read_bytes()).hexdigest()


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
