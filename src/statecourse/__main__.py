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
        from statecourse.sandbox.launch import launch_server  # noqa: PLC0415

        launch_server()
    from statecourse import cli  # noqa: PLC0415

    gc.freeze()
    gc.enable()
    try:
        cli.main()
    except SystemExit as end:
        code = int(end.code or 0)
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(ValueError, BrokenPipeError):  # nobody reads it any more
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
