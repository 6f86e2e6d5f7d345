"""What keeps a student's code where it is, in sentences for the teacher."""

from __future__ import annotations

from typing import TYPE_CHECKING

from statecourse.classroom.isolation import kept_by
from statecourse.course.manifest import CourseError
from statecourse.sandbox.confine import (
    LAYERS,
    become_others,
    layers,
    missing_layers,
    open_to_all,
    readable_paths,
)
from statecourse.sandbox.optional_layers import OPTIONAL_LAYERS, WITHOUT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path


def isolation_lines(held: Collection[str]) -> Iterator[str]:
    """Which layers held, which did not and what that leaves open, and what keeps the checks all the same.

    ``held`` are the layers that every app ran with; nothing is said where none ran.
    """
    if not held:
        return
    missing = {layer.layer: layer.why for layer in missing_layers()}
    lacking = [layer for layer in LAYERS if layer not in held]
    yield f"Isolation: {', '.join(layer for layer in LAYERS if layer in held)}."
    for layer in lacking:
        why = missing.get(layer, "left out")
        yield f"Isolation: {layer} is missing here ({why})."
    for layer in OPTIONAL_LAYERS:
        if layer not in held:
            yield f"Isolation: {layer} is missing here: {WITHOUT[layer]}."
    if bare := [promise for promise, keepers in kept_by(held).items() if not keepers]:
        yield f"Isolation: nothing ensures here that an app {'; '.join(bare)}."
    if lacking:
        yield _what_holds(held)


def _what_holds(held: Collection[str]) -> str:
    if become_others() and "unprivileged" in held:
        return (
            "Isolation: what still holds: an app runs as a user of its own, to whom the checks, the solutions and the "
            "results are closed; its verdict comes from another process, and is written when the app has ended."
        )
    return (
        "Isolation: an app runs as the same user as the grader, so it may read the checks and the solutions, and try to "
        "change files. Its verdict comes from another process, and is written when the app has ended. For marks, grade "
        "the hand-ins again with `statecourse grade` on a machine that has all layers."
    )


def require_readable_python(without: Collection[str]) -> None:
    """Raise `CourseError` where apps, as other users, could not read Python, and would fail for that alone.

    With Landlock they keep the right to read, and it says what.
    """
    if not become_others() or "landlock" in layers(without) or "unprivileged" in without:
        return
    closed = [path for path in readable_paths() if not open_to_all(path)]
    if closed:
        raise CourseError(
            f"nobody but root may read {closed[0]}, and landlock is missing here, so apps would fail for that alone; "
            "use a Python that every user may read, such as that of the system"
        )


def close_to_others(*folders: Path) -> None:
    """Where apps run as another user, let nobody else into these folders."""
    if become_others():
        for folder in folders:
            folder.chmod(0o700)
