"""Other ways to what an honest app may do in its own folder, where a filter or an old Landlock cannot tell whose folder it is.

Apart from `confine`, as nothing is kept by this: it is Python, which an app may undo.
"""

from __future__ import annotations

import errno
import functools
import os
import shutil
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def install(*, moves: bool) -> None:
    """Have `os.truncate` open the file; and, with ``moves``, have files moved to another folder by a copy."""
    os.truncate = _truncate
    if moves:
        os.rename, os.replace = _moving(os.rename), _moving(os.replace)


@functools.wraps(os.truncate)
def _truncate(path: Any, length: int) -> None:
    if isinstance(path, int):
        os.ftruncate(path, length)
    else:
        with open(path, "r+b", buffering=0) as file:  # noqa: PTH123  # whatever kind of path it is
            file.truncate(length)


def _moving(rename: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(rename)
    def move(src: Any, dst: Any, **folders: Any) -> None:
        try:
            rename(src, dst, **folders)
        except OSError as problem:
            if problem.errno != errno.EXDEV or folders:
                raise
            _copy_and_delete(src, dst, rename)

    return move


def _copy_and_delete(src: Any, dst: Any, rename: Callable[..., None]) -> None:
    part = f"{os.fsdecode(dst).rstrip('/')}.{os.getpid()}.part"
    copy, delete = (shutil.copytree, shutil.rmtree) if os.path.isdir(src) else (shutil.copy2, os.remove)  # noqa: PTH112
    copy(src, part)
    rename(part, dst)  # in its folder, where it replaces what a rename would
    delete(src)
