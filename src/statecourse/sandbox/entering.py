"""What a process does as it becomes a worker, before it is confined."""

from __future__ import annotations

import importlib
import os
import signal
import tempfile
from typing import TYPE_CHECKING, Any

from statecourse.sandbox.start import GUEST

if TYPE_CHECKING:
    from pathlib import Path


def guest() -> Any:
    """The module that runs in a worker; see `GUEST`."""
    return importlib.import_module(GUEST)


def let_go_of_output() -> None:
    """Have what Python itself reads and writes lead nowhere."""
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.close(null)


def settle(folder: Path) -> Path:
    """Go to the app's folder, and have its home and its temporary files be there, too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    temporary = str(folder / "tmp")
    os.environ.update(HOME=temporary, TMPDIR=temporary)
    tempfile.tempdir = temporary
    os.chdir(folder / "app")
    return folder
