"""Whether student code can be kept from doing harm here, and which layers keep each promise.

Not in the sandbox, which applies layers: this is for who decides to grade, and for what is reported afterwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from statecourse.course.manifest import CourseError
from statecourse.sandbox import confine

if TYPE_CHECKING:
    from collections.abc import Collection

PROMISES = {
    "reads only Python and its own folder": ("landlock",),
    "writes, makes and deletes files only in its own folder": ("landlock",),
    "shortens no file elsewhere": ("landlock-truncate", "seccomp"),
    "starts no process": ("seccomp",),
    "reaches nobody by TCP": ("landlock-tcp", "seccomp"),
    "reaches nobody by UDP, or by a socket with a path": ("seccomp",),
    "reaches nobody by a socket without a path": ("landlock-scope", "seccomp"),
    "signals nobody": ("landlock-scope", "seccomp"),
    "asks of no device what it does not tell everyone": ("landlock-devices", "seccomp"),
    "uses limited memory and open files, and a file of limited size": ("rlimits",),
    "gains no rights": ("no-new-privileges",),
    "is an ordinary user": ("unprivileged",),
    "writes to a small disk of its own": ("own-disk",),
    "has its threads counted by themselves": ("own-user",),
}
"""Every promise about an app, and the layers each of which keeps it alone; older kernels' Landlock lacks parts."""


def kept_by(layers: Collection[str]) -> dict[str, list[str]]:
    """For each promise those of the layers that keep it; none where it is open."""
    return {promise: [one for one in keepers if one in layers] for promise, keepers in PROMISES.items()}


def require_isolation() -> None:
    """Raise `CourseError`, which names each layer that is missing to grade other people's code, and what to do."""
    what = "; ".join(
        f"{m.layer} ({m.why}; without it nothing ensures that an app {confine.LAYERS[m.layer]})"
        for m in confine.missing_layers()
    )
    if what:
        raise CourseError(
            f"other people's code is not run here, because isolation is missing: {what}. "
            "Grade on Linux 5.13 or newer with Landlock, or accept this with --isolation=process"
        )
