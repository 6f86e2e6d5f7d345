"""Whether this machine can lock other people's code in well enough to grade it."""

from __future__ import annotations

from statecourse.course.manifest import CourseError
from statecourse.sandbox.confine import LAYERS, REQUIRED, missing_layers


def require_isolation() -> None:
    """Raise `CourseError` where other people's code would not be locked in well enough.

    It names each missing layer, what it would have promised, and what to do.
    """
    missing = [layer for layer in missing_layers() if layer.layer in REQUIRED]
    if not missing:
        return
    what = "; ".join(
        f"{m.layer} ({m.why}; without it nothing ensures that an app {LAYERS[m.layer]})" for m in missing
    )
    text = (
        f"other people's code is not run here, because isolation is missing: {what}. "
        "Grade on Linux 6.12 or newer, or accept this with --isolation=process"
    )
    raise CourseError(text)
