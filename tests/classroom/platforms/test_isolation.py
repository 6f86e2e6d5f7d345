"""What a teacher is told of the isolation on a platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from statecourse.classroom.isolation import PROMISES
from statecourse.classroom.platforms import isolation
from statecourse.classroom.platforms.isolation import isolation_lines, require_readable_python
from statecourse.course.manifest import CourseError
from statecourse.sandbox.confine import LANDLOCK_PARTS, LAYERS
from statecourse.sandbox.optional_layers import OPTIONAL_LAYERS

if TYPE_CHECKING:
    from pathlib import Path

ALL = [*LAYERS, *LANDLOCK_PARTS, *OPTIONAL_LAYERS]


def test_all_layers_are_one_line() -> None:
    assert list(isolation_lines(ALL)) == [f"Isolation: {', '.join(LAYERS)}."]
    assert list(isolation_lines([])) == []


@pytest.mark.parametrize("layer", LAYERS)
def test_each_layer_that_is_missing_is_named_with_what_it_leaves_open(layer: str) -> None:
    """What another layer keeps as well is not open."""
    held = [one for one in ALL if one != layer]
    lines = list(isolation_lines(held))
    assert lines[1].startswith(f"Isolation: {layer} is missing here (")
    bare = [promise for promise, keepers in PROMISES.items() if not set(keepers) & set(held)]
    said = [line for line in lines if "nothing ensures here that an app" in line]
    assert said == [f"Isolation: nothing ensures here that an app {'; '.join(bare)}."]


def test_what_holds_depends_on_whether_an_app_is_another_user(monkeypatch: pytest.MonkeyPatch) -> None:
    held = [one for one in ALL if one != "landlock"]
    for root, said in (
        (True, "what still holds: an app runs as a user of its own"),
        (False, "as the same user"),
    ):
        monkeypatch.setattr(isolation, "become_others", lambda root=root: root)
        assert said in list(isolation_lines(held))[-1]


def test_a_python_that_apps_cannot_read_ends_the_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Else every app would fail for that alone, and earn nothing."""
    inside = tmp_path / "python"
    inside.mkdir()
    tmp_path.chmod(0o700)
    monkeypatch.setattr(isolation, "become_others", lambda: True)
    monkeypatch.setattr(isolation, "readable_paths", lambda: (inside,))
    with pytest.raises(CourseError, match=r"nobody but root may read .*python, and landlock is missing here"):
        require_readable_python(("landlock",))
    require_readable_python(("landlock", "unprivileged"))
    monkeypatch.setattr(isolation, "become_others", lambda: False)
    require_readable_python(("landlock",))
