"""Writes files atomically: they are there as a whole, or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PART = ".part"


@contextlib.contextmanager
def whole_file(path: Path, encoding: str = "utf-8") -> Iterator[IO[str]]:
    """Open a file to replace it as a whole, so that it is never half written, not even after a crash.

    The text goes into a temporary file beside it, which is renamed at the end. Raises OSError, and then leaves the
    old file as it was.
    """
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}-", suffix=_PART)
    try:
        with os.fdopen(descriptor, "w", encoding=encoding, newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException as problem:
        Path(name).unlink(missing_ok=True)
        if isinstance(problem, OSError) and not problem.filename:
            problem.filename = str(path)
        raise


def write_whole(path: Path, text: str) -> None:
    """Replace a file's text as a whole. Raises OSError."""
    with whole_file(path) as file:
        file.write(text)


def remove_parts(folder: Path) -> None:
    """Delete the temporary files that killed processes have left in a folder. Raises OSError."""
    for path in folder.glob(f".*-*{_PART}"):
        path.unlink(missing_ok=True)
