"""Writing files so that nothing is ever half there."""

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
def whole_file(path: Path) -> Iterator[IO[str]]:
    """Open a file to write it so that it is never seen half written, not even after a crash.

    The text goes into a file beside it, which takes its place at the end. Raises OSError; then the
    old file, if there was one, is as it was.
    """
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}-", suffix=_PART)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
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
    """Write a text as `whole_file` does."""
    with whole_file(path) as file:
        file.write(text)


def remove_parts(folder: Path) -> None:
    """Delete what `whole_file` had begun in a folder when its process was killed. Raises OSError."""
    for path in folder.glob(f".*-*{_PART}"):
        path.unlink(missing_ok=True)
