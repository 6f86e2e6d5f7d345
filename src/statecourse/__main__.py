"""The way in: ``statecourse`` and ``python -m statecourse``."""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line, and end this process.

    A check is to be told in a second. So its server starts before the command line itself is loaded, no
    garbage is looked for among what has only just been loaded, and at the end nothing is taken apart
    that ends with the process anyway.
    """
    gc.disable()
    if sys.argv[1:2] == ["check"]:
        from statecourse.sandbox.start import launch_server  # noqa: PLC0415

        launch_server()
    from statecourse.cli import app  # noqa: PLC0415

    gc.freeze()
    gc.enable()
    try:
        app.main()
    except SystemExit as end:
        code = int(end.code or 0)
    atexit._run_exitfuncs()
    try:
        with contextlib.suppress(ValueError, BrokenPipeError):  # nobody reads it any more
            sys.stdout.flush()
    except OSError as problem:
        if code != app.COULD_NOT_RUN:  # else it has been told
            sys.stderr.write(f"statecourse: the output cannot be written: {problem.strerror}\n")
        code = app.COULD_NOT_RUN
    os._exit(code)


if __name__ == "__main__":
    main()
