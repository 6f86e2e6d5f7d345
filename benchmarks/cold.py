"""``statecourse check`` of one exercise from a cold start, against the bare imports: ``python benchmarks/cold.py``.

The other side only loads what both need: Streamlit's AppTest and pytest.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from measuring import STATECOURSE, in_turn, row, shown, solved_course

ROUNDS = 15
IMPORTS = [sys.executable, "-c", "import streamlit.testing.v1, pytest"]


def main() -> None:
    """Measure, and print a row."""
    with tempfile.TemporaryDirectory() as temporary:
        course = solved_course(Path(temporary) / "course")

        def run(*command: str) -> None:
            subprocess.run(command, cwd=course, check=True, stdout=subprocess.DEVNULL)

        sides = {"check": lambda: run(*STATECOURSE, "check", "ex01a"), "imports": lambda: run(*IMPORTS)}
        taken = in_turn(sides, ROUNDS)
    row(
        '`statecourse check` of one exercise, cold, against `python -c "import streamlit.testing.v1, pytest"`',
        f"{shown(taken['check'])} : {shown(taken['imports'])}",
        f"{taken['check'] / taken['imports']:.2f}",
        "at most 1.5",
    )


if __name__ == "__main__":
    main()
