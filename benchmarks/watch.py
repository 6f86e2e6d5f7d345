"""How long after a save ``statecourse watch`` shows the new verdict: ``python benchmarks/watch.py``."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from measuring import STATECOURSE, row, shown, solved_course

ROUNDS = 15
REST_SECONDS = 0.5
"""Between a verdict and the next save: as soon as one who types could be."""
END = "Waiting for you to save"


def main() -> None:
    """Measure, and print a row."""
    with tempfile.TemporaryDirectory() as temporary:
        course = solved_course(Path(temporary) / "course")
        app = course / "exercises" / "ex01a_likes" / "app.py"
        environment = os.environ | {"PYTHONUNBUFFERED": "1"}
        watch = subprocess.Popen(
            [*STATECOURSE, "watch", "ex01a"], cwd=course, env=environment, stdout=subprocess.PIPE, text=True
        )
        try:
            taken = [seconds_to_verdict(watch, app, number) for number in range(ROUNDS + 1)]
        finally:
            watch.kill()
            watch.wait()
    row(
        "`watch`: from the save to the new verdict of five checks",
        shown(statistics.median(taken[1:])),
        "",
        "at most 300 ms on an idle machine",
    )


def seconds_to_verdict(watch: subprocess.Popen[str], app: Path, number: int) -> float:
    """Wait for a verdict; for all but the first, save the app before."""
    if number:
        time.sleep(REST_SECONDS)
        app.write_text(f"{app.read_text()}\n# {number}\n")
    began = time.perf_counter()
    assert watch.stdout is not None
    while END not in (line := watch.stdout.readline()):
        if not line:
            raise AssertionError("watch has ended")
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
