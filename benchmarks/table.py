"""Runs the benchmarks, and writes their table: ``make bench``, or ``python benchmarks/table.py [NAME…]``.

A benchmark is a script beside this one that prints rows of a Markdown table, of four cells each (what,
measured, ratio, promised); whatever else it prints is left out. The table goes to ``results.md`` and, between
two marks, into the README. Where some are named, the rows of the others stay as they were.
"""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
README = HERE.parent / "README.md"
BEGIN, END = "<!-- benchmarks -->", "<!-- /benchmarks -->"
HEAD = "| | measured | ratio | aim |\n|---|---|---|---|\n"
ROW = re.compile(r"^\|(?:[^|]*\|){4}$", re.MULTILINE)


def main() -> int:
    """Run them all, or those that are named; 1 where one of them ends badly."""
    names = sys.argv[1:] or [path.stem for path in sorted(HERE.glob("*.py")) if is_benchmark(path)]
    rows = known_rows() if sys.argv[1:] else {}
    for name in names:
        print(f"{name} …", flush=True)
        done = subprocess.run(
            [sys.executable, str(HERE / f"{name}.py")], stdout=subprocess.PIPE, text=True, check=False
        )
        if done.returncode:
            return 1
        rows |= by_what(done.stdout)
    table = HEAD + "\n".join(rows.values()) + f"\n\n{machine()}\n"
    (HERE / "results.md").write_text(table, encoding="utf-8")
    write_between_marks(README, table)
    print(table)
    return 0


def known_rows() -> dict[str, str]:
    """The rows that were measured before."""
    return by_what((HERE / "results.md").read_text(encoding="utf-8").replace(HEAD, ""))


def by_what(text: str) -> dict[str, str]:
    """The rows in a text, by what they say was measured."""
    return {row.split("|")[1]: row for row in ROW.findall(text)}


def is_benchmark(path: Path) -> bool:
    """Whether a script measures something for the table."""
    return path != Path(__file__) and "row(" in path.read_text(encoding="utf-8") and path.stem != "measuring"


def machine() -> str:
    """What it was measured on."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    system = f"{platform.system()} {platform.release()}"
    return f"Medians, both sides in turn; {cores} cores, Python {platform.python_version()}, {system}."


def write_between_marks(path: Path, text: str) -> None:
    """Replace what stands between the marks. Raises AssertionError where they are not there."""
    before, begin, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise AssertionError(f"{path.name} has no {BEGIN} … {END}")
    path.write_text(f"{before}{BEGIN}\n{text}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
