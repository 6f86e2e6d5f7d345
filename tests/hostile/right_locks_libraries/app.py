import contextlib
import fcntl
import sys

from tries import refused

held = sys.__dict__.setdefault("held", [])
for path in [] if held else {getattr(module, "__file__", None) for module in list(sys.modules.values())[:60]}:
    if path and path.endswith(".py") and "/app/" not in path:
        file = open(path)
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        refused(lambda: fcntl.fcntl(file, 1024, fcntl.F_WRLCK))  # a lease: who opens it, waits
        refused(lambda: fcntl.fcntl(file, 1026, 1))  # F_NOTIFY
        held.append(file)
