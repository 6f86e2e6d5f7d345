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

    A check should answer within a second. So its server starts before the command line is loaded, the garbage
    collector skips what was just loaded (50 of 780 ms), and at the end the process exits without a teardown.
    """
    gc.disable()
    if sys.argv[1:2] == ["check"]:
        from statecourse.sandbox.start import launch_server  # noqa: PLC0415

        launch_server()
    from statecourse.cli import app  # noqa: PLC0415
    from statecourse.cli.exit_codes import ExitCode  # noqa: PLC0415

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
        if code != ExitCode.COULD_NOT_RUN:  # else it has been reported
            sys.stderr.write(f"statecourse: the output cannot be written: {problem.strerror}\n")
        code = ExitCode.COULD_NOT_RUN
    os._exit(code)


if __name__ == "__main__":
    main()
