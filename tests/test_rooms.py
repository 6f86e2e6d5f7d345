"""The house: which room may import which, and that each can be read in one sitting."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import statecourse

SOURCE = Path(statecourse.__file__).parent
ROOMS = (
    "report",
    "course",
    "sandbox",
    "codec",
    "film",
    "seam",
    "apptest",
    "runtime",
    "app",
    "checks",
    "judge",
    "programs",
    "lesson",
    "authoring",
    "classroom",
    "cli",
)
"""A room imports only those before it; lessons and the classroom do not know each other."""
STRANGERS = {("classroom", "lesson"), ("classroom", "programs"), ("classroom", "authoring")}
NESTED = (
    "classroom/layouts",
    "classroom/handins",
    "classroom/nbgrader",
    "classroom/summary",
    "classroom/formats",
    "classroom/platforms",
)
"""Rooms within a room. Each imports of the others only those before it."""
LINES = 2_200
MODULE = 400


def rooms_of(path: Path) -> set[str]:
    """The rooms that a file imports anything of, also only for its types."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        found |= {module.split(".")[1] for module in modules if module.startswith("statecourse.")}
    return found


def files_of(room: str) -> list[Path]:
    """The modules of a room."""
    return sorted((SOURCE / room).rglob("*.py"))


def test_every_folder_is_a_room() -> None:
    """And nothing stands beside them but the way in, and what check cells in notebooks import."""
    folders = {path.name for path in SOURCE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == {*ROOMS, "templates"}
    assert {path.name for path in SOURCE.glob("*.py")} == {"__init__.py", "__main__.py", "notebook.py"}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_rooms_before_it(room: str) -> None:
    """Nothing points upwards, so no two rooms need each other."""
    known = {*ROOMS[: ROOMS.index(room) + 1], "version"}
    wrong = [
        f"{path.relative_to(SOURCE)} imports {other}"
        for path in files_of(room)
        for other in sorted(rooms_of(path) - {"statecourse"})
        if other not in known or (room, other) in STRANGERS
    ]
    assert wrong == []


@pytest.mark.parametrize("room", NESTED)
def test_a_room_within_a_room_imports_only_those_before_it(room: str) -> None:
    """So layouts know nothing of hand-ins, and neither of nbgrader."""
    later = [f"statecourse.{name.replace('/', '.')}" for name in NESTED[NESTED.index(room) + 1 :]]
    texts = {path.name: path.read_text(encoding="utf-8") for path in files_of(room)}
    assert [(name, other) for name, text in texts.items() for other in later if other in text] == []


@pytest.mark.parametrize("room", [*ROOMS, *NESTED])
def test_a_room_says_what_it_is_for(room: str) -> None:
    """What it is for, what it may import, and where to begin reading."""
    text = (SOURCE / room / "__init__.py").read_text(encoding="utf-8")
    said = ast.get_docstring(ast.parse(text)) or ""
    assert "Begin with" in said
    assert "imports" in said.lower()


@pytest.mark.parametrize("room", [*ROOMS, *NESTED])
def test_a_room_can_be_read_in_one_sitting(room: str) -> None:
    """At most so many lines in it, and in each of its modules."""
    nested = {path for inner in NESTED if inner.startswith(f"{room}/") for path in files_of(inner)}
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in files_of(room)}
    assert sum(count for path, count in lines.items() if path not in nested) <= LINES
    assert [path.name for path, count in lines.items() if count > MODULE] == []


def test_the_page_about_the_house_names_what_is_there() -> None:
    """Each module that docs/architecture.md speaks of exists, and each room stands in its table."""
    text = (SOURCE.parents[1] / "docs" / "architecture.md").read_text(encoding="utf-8")
    modules = re.findall(rf"`((?:{'|'.join(ROOMS)})/[a-z_/]+)`", text)
    assert len(modules) >= 20
    assert [
        name for name in modules if not (SOURCE / f"{name}.py").is_file() and not (SOURCE / name).is_dir()
    ] == []
    assert [room for room in ROOMS if f"| `{room}` |" not in text] == []


def test_the_way_of_a_verdict_can_be_read() -> None:
    """From the command to the page and back, by the modules that docs/architecture.md names for it."""
    text = (SOURCE.parents[1] / "docs" / "architecture.md").read_text(encoding="utf-8")
    way = re.findall(r"`([a-z_]+/[a-z_]+)`", text.partition("To read the way")[2].partition("That is")[0])
    assert len(way) >= 20
    assert sum(len((SOURCE / f"{name}.py").read_text("utf-8").splitlines()) for name in way) <= 4_500
