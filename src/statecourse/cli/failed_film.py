"""Writes the film of a check that was run, and says where it is.

A module of its own, as `film` loads much that ``check`` and ``explain`` do without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from statecourse.course.whole_file import write_whole
from statecourse.film.viewer import film_page
from statecourse.report.terminal import say

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console


def write_film(screen: Console, story: dict[str, Any], path: Path, shown: Path) -> None:
    """Write a film, and print where it is, as ``shown``; or why it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, film_page(story))
    except OSError as problem:
        say(screen, f"The film of it cannot be written: {problem.strerror}", "dim")
    else:
        say(screen, f"See it happen, line by line: open {shown} in a browser.")
