"""The fingerprint of everything a verdict depends on beside the answer; where it changes, grade again."""

from __future__ import annotations

import hashlib
import importlib.metadata
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import statecourse
from statecourse.sandbox.confine import become_others, missing_layers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from statecourse.course.course import Exercise


def surroundings(without: tuple[str, ...], seed: str = "") -> str:
    """A digest of Python, this package, all installed packages, the layers of isolation, and the ``seed`` if any.

    All packages count, as an app may import any of them.
    """
    packages = {f"{d.name}=={d.version}" for d in importlib.metadata.distributions()}
    own = Path(statecourse.__file__).parent
    missing = [layer.layer for layer in missing_layers()]
    isolation = ["isolation", str(become_others()), *without, "missing", *missing]
    engine = _contents(sorted(own.rglob("*.py")), own)
    return _digest([sys.version, sys.platform, *sorted(packages), *engine, *isolation, "seed", seed])


def basis(exercise: Exercise, around: str) -> str:
    """A digest of all that a report on an exercise depends on beside the answer.

    That is the exercise's manifest, the course's, the checks and the files beside them, the solution, and
    ``around``, the `surroundings`. Raises OSError where one of them cannot be read.
    """
    graders = exercise.graders.parent
    beside = [path for path in graders.iterdir() if path.is_file()] if graders.is_dir() else []
    manifests = [exercise.folder / "exercise.yaml", exercise.folder.parent / "course.yaml"]
    # The solution counts, as walks compare an answer with it.
    files = [*manifests, *beside, *_below(exercise.graders), *_below(exercise.solution.parent)]
    return _digest([around, *_contents(sorted(files), exercise.root)])


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
