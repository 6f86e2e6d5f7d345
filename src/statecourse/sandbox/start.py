"""Starts the processes of the sandbox; loads little itself, so that it can come before all else."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import site
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

FORKING = hasattr(os, "fork")
"""Whether this system can fork a warm server; else each worker is a process started afresh."""

_BOOT = (
    "import sys; sys.path.extend(sys.argv[3:]); del sys.argv[3:]; "
    "from statecourse.sandbox.boot import main; main()"
)


class Launched:
    """A Python of our own, kept from the judge's environment, and the socket to speak with it."""

    def __init__(self, name: str, root: Path) -> None:
        self.root = root
        self.log = root / f"{name}.log"
        self.socket, theirs = socket.socketpair()
        with theirs, self.log.open("ab") as log:
            windows = sys.platform == "win32"
            self.process = subprocess.Popen(  # noqa: S603  # our own module
                [sys.executable, "-I", "-c", _BOOT, name, str(theirs.fileno()), *_import_path()],
                pass_fds=() if windows else (theirs.fileno(),),
                env=environment(str(root)),
                cwd=root,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            with contextlib.suppress(OSError), self.process.stdin:  # type: ignore[union-attr]
                if windows:
                    handed_over = theirs.share(self.process.pid)  # type: ignore[attr-defined]
                    self.process.stdin.write(handed_over)  # type: ignore[union-attr]


def new_root() -> Path:
    """A new folder for a sandbox; workers that are nobody may go through it, and not look into it."""
    root = Path(tempfile.mkdtemp(prefix="statecourse-"))
    if FORKING and os.geteuid() == 0:
        root.chmod(0o711)
    return root


def environment(home: str) -> dict[str, str]:
    """The environment of a warm server and its workers: nothing of the judge's own, but what Windows needs."""
    windows = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
    return windows | {
        "HOME": home,
        "USER": "student",
        "LOGNAME": "student",
        "TMPDIR": home,
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        # One thread each: a fork keeps only the thread that forked.
        **{f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL")},
        "ARROW_DEFAULT_MEMORY_POOL": "system",
        "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
        "STREAMLIT_LOGGER_LEVEL": "critical",
        "STREAMLIT_LOGGER_ENABLE_RICH": "false",
        "STREAMLIT_SERVER_FILE_WATCHER_TYPE": "none",
    }


def _import_path() -> list[str]:
    """Where this process finds installed packages; not its working folder, nor a grader's."""
    own = str(Path(__file__).parents[2])
    user = [site.getusersitepackages()] if site.ENABLE_USER_SITE else []
    known = {os.path.normcase(path) for path in sys.path}
    packages = [*site.getsitepackages(), *user]
    return [own, *(path for path in packages if os.path.normcase(path) in known)]


# --- ahead of its sandbox ------------------------------------------------------------------------

_waiting: list[Launched] = []


def launch_server() -> None:
    """Start a server for the first sandbox of this process: that goes on while the rest is loaded."""
    if FORKING:
        _waiting.append(Launched("fork_server", new_root()))
        atexit.register(_drop)


def _drop() -> None:
    """End a server that nobody has asked for."""
    for launched in _waiting:
        launched.socket.close()
        launched.process.kill()
        launched.process.wait()
        shutil.rmtree(launched.root, ignore_errors=True)


def launched_server() -> Launched | None:
    """The server that waits for its sandbox, if one does; from here on it is the caller's."""
    return _waiting.pop() if _waiting else None
