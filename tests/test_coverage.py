"""docs/coverage.md says which lesson and exercise each sentence, topic and misconception has; so they must be there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "coverage.md"
ROWS = [
    [cell.strip() for cell in line.strip().strip("|").split("|")]
    for line in PAGE.read_text("utf-8").splitlines()
    if line.startswith("|") and not line.startswith(("|--", "| what"))
]
MISCONCEPTIONS = range(1, 66)


def lessons_of(row: list[str]) -> list[str]:
    """The lessons and rounds that a row names, a round that follows another of its lesson by its name alone."""
    return re.findall(r"\b\d\d_\w+(?:/\w+)?", row[1])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_what_a_row_names_is_there(row: list[str]):
    assert len(row) == 3
    for name in lessons_of(row):
        lesson, _, part = name.partition("/")
        assert (ROOT / "lessons" / f"{lesson}.py").is_file(), name
        folder = ROOT / "lessons" / lesson
        assert not part or any((folder / f"{part}{ending}").is_file() for ending in (".md", ".yaml")), name
    for exercise in re.findall(r"\bex\d\d[a-z]_\w+", row[2]):
        assert (ROOT / "exercises" / exercise / "task.md").is_file(), exercise
    assert lessons_of(row) or "ex" in row[2] or "lesson" in row[1], "say where it is, or why not"


def test_every_misconception_has_a_row():
    """By its number in the first column; those that are still to come say which lesson will have them."""
    told = {
        int(number) for row in ROWS for number in re.findall(r"\b\d{1,2}\b", row[0]) if row[0][:1].isdigit()
    }
    assert [number for number in MISCONCEPTIONS if number not in told] == []


def test_every_lesson_and_exercise_has_a_row():
    page = PAGE.read_text("utf-8")
    names = [path.stem for path in (ROOT / "lessons").glob("[0-9][0-9]_*.py")]
    names += [path.parent.name for path in (ROOT / "exercises").glob("*/task.md")]
    assert [name for name in names if name not in page] == []
