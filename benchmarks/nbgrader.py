"""`nbgrader autograde`: a class graded by the judge, and the same class in kernels with stock AppTest.

Both sides are the real nbgrader on the same answers. The stock side is what a careful teacher would
write without this package: six check cells that drive the app with Streamlit's AppTest, warnings
silenced so that correct work is not scored 0.

    python benchmarks/nbgrader.py [STUDENTS] [ROUNDS]
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import nbformat
from measuring import row, shown
from nbformat.v4 import new_code_cell, new_notebook

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
EXERCISE = "ex01a_visit_counter"

FIRST = """
import logging, re
logging.disable(50)  # AppTest warns on standard error, which nbgrader scores as 0
from pathlib import Path
from streamlit.testing.v1 import AppTest

def opened():
    return AppTest.from_file(str(Path("app.py").resolve()), default_timeout=10).run()

def runs(at):
    page = " ".join(str(e.value) for e in [*at.markdown, *at.text]) + " ".join(f"{m.label} {m.value}" for m in at.metric)
    return int(re.search(r"Runs so far\\W*(\\d+)", page)[1])

at = opened()
assert not at.exception
"""
STOCK_CHECKS = {
    "test_opens": (1, FIRST),
    "test_starts_at_one": (2, "at = opened()\nassert runs(at) == 1"),
    "test_counts_a_click": (2, "at = opened()\nat.button[0].click().run()\nassert runs(at) == 2"),
    "test_counts_typing": (2, 'at = opened()\nat.text_input[0].input("Ada").run()\nassert runs(at) == 2'),
    "test_keeps_counting": (
        2,
        (
            "at = opened()\nfor n in range(4):\n    at.button[0].click().run()\n"
            'for name in ("Ada", "Bob", ""):\n    at.text_input[0].input(name).run()\nassert runs(at) == 8'
        ),
    ),
    "test_each_tab_counts_for_itself": (
        1,
        "at = opened()\nat.button[0].click().run()\nassert runs(opened()) == 1",
    ),
}


def cell(name: str, source: str, points: int | None = None) -> Any:
    """A cell as nbgrader wants it: the answer, or a check with its points."""
    meta: dict[str, Any] = {"schema_version": 3, "grade_id": name, "task": False}
    if points is None:
        meta |= {"grade": False, "solution": True, "locked": False}
    else:
        meta |= {"grade": True, "solution": False, "locked": True, "points": points}
    return new_code_cell(source, id=name, metadata={"nbgrader": meta})


def stock_course(folder: Path) -> None:
    """A course whose check cells run the app in the notebook's own kernel."""
    source = folder / "source" / EXERCISE
    source.mkdir(parents=True)
    answer = "%%writefile app.py\n### BEGIN SOLUTION\n### END SOLUTION"
    checks = [cell(name, code.strip(), points) for name, (points, code) in STOCK_CHECKS.items()]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = new_notebook(cells=[cell("answer", answer), *checks], metadata=kernel)
    (source / f"{EXERCISE}.ipynb").write_text(nbformat.writes(notebook))
    config = f'c = get_config()\nc.CourseDirectory.root = "{folder}"\nc.CourseDirectory.ignore = ["app.py"]\n'
    (folder / "nbgrader_config.py").write_text(config)


def run(folder: Path, *command: str) -> float:
    """Run a command in a course's folder; returns the seconds it took."""
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    began = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"PATH": path, "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stderr.decode())
    return time.perf_counter() - began


def answers() -> list[str]:
    """Right and wrong answers of the course, as students hand them in."""
    graders = ROOT / "graders" / EXERCISE
    files = sorted([*graders.glob("right/*.py"), *graders.glob("wrong/*.py")])
    return [path.read_text(encoding="utf-8") for path in files]


def hand_in(folder: Path, students: int) -> None:
    """Fill a course's submitted/ with so many students, and forget what was graded."""
    for name in ("submitted", "autograded"):
        shutil.rmtree(folder / name, ignore_errors=True)
    shutil.copyfile(folder / "empty.db", folder / "gradebook.db")
    released = nbformat.read(folder / "release" / EXERCISE / f"{EXERCISE}.ipynb", as_version=4)
    known = answers()
    for number in range(students):
        target = folder / "submitted" / f"student{number:03}" / EXERCISE
        target.mkdir(parents=True)
        code = f"%%writefile app.py\n{known[number % len(known)]}\n# student {number}\n"
        next(c for c in released.cells if c.metadata.nbgrader.grade_id == "answer").source = code
        (target / f"{EXERCISE}.ipynb").write_text(nbformat.writes(released))


def measure(folder: Path, students: int) -> float:
    """How long `nbgrader autograde` takes for so many students."""
    hand_in(folder, students)
    return run(folder, "nbgrader", "autograde", EXERCISE)


def main() -> None:
    """Measure, and print two rows."""
    students = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 2  # noqa: PLR2004
    with tempfile.TemporaryDirectory() as temporary:
        ours, stock = Path(temporary) / "ours", Path(temporary) / "stock"
        run(ROOT, str(BIN / "statecourse"), "nbgrader", "init", str(ours), "--exercise", EXERCISE)
        stock_course(stock)
        for folder in (ours, stock):
            run(folder, "nbgrader", "generate_assignment", EXERCISE)
            shutil.copyfile(folder / "gradebook.db", folder / "empty.db")
        times: dict[tuple[str, int], list[float]] = {}
        for _ in range(rounds):
            for count in (1, students):
                for folder in (ours, stock):
                    times.setdefault((folder.name, count), []).append(measure(folder, count))
    found = {key: statistics.median(values) for key, values in times.items()}
    ours, stock = found["ours", students], found["stock", students]
    further = {name: (found[name, students] - found[name, 1]) / (students - 1) for name in ("ours", "stock")}
    row(
        f"`nbgrader autograde` of {students} students, against the same in kernels with stock AppTest",
        f"{shown(ours)} : {shown(stock)}",
        f"{stock / ours:.1f} times as fast",
        "at least 8 times",
    )
    row(
        "each further submission of these",
        f"{shown(further['ours'])} : {shown(further['stock'])}",
        f"{further['stock'] / further['ours']:.1f} times as fast",
        "at least 20 times",
    )


if __name__ == "__main__":
    main()
