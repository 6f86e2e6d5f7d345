"""Which layers keep which promise, also where the kernel's Landlock is old."""

from __future__ import annotations

from statecourse.classroom.isolation import PROMISES, kept_by
from statecourse.sandbox.confine import LANDLOCK_PARTS, LAYERS
from statecourse.sandbox.optional_layers import OPTIONAL_LAYERS


def test_every_promise_is_kept_with_the_first_landlock() -> None:
    """All that `grade` asks for is enough for all promises but those of the optional layers."""
    for version in range(1, max(LANDLOCK_PARTS.values()) + 1):
        parts = [part for part, since in LANDLOCK_PARTS.items() if since <= version]
        opened = [promise for promise, keepers in kept_by([*LAYERS, *parts]).items() if not keepers]
        assert [PROMISES[promise] for promise in opened] == [(layer,) for layer in OPTIONAL_LAYERS]


def test_every_layer_keeps_a_promise() -> None:
    """And no other is named. That files can be moved is none."""
    named = {layer for keepers in PROMISES.values() for layer in keepers}
    assert named == {*LAYERS, *LANDLOCK_PARTS, *OPTIONAL_LAYERS} - {"landlock-move"}
