"""``statecourse grade`` that is killed, interrupted or run again: nothing is lost, and nothing done twice."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    from conftest import Classroom

    ClassOf = Callable[[int], Classroom]

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="signals and /proc as Linux has them"),
    pytest.mark.slow,
]

KILLS = {"start": 10, "reports": 9, "results": 6, "again": 25}
"""Fifty: soon after the start, between two reports, after the last one, and where all were graded before."""
if not os.environ.get("STATECOURSE_EVERYTHING"):  # each takes seconds
    KILLS = {kind: number // 3 for kind, number in KILLS.items()}
PATIENCE = 120


# --- killed ------------------------------------------------------------------------------------


class Killer:
    """Kills one run after another at random moments, and looks at what each left."""

    def __init__(self, made: Classroom, total: int, seed: int) -> None:
        self.made = made
        self.total = total
        self.random = random.Random(seed)
        self.left = dict(KILLS)

    def series(self, out: str) -> None:
        """Start again and again until a run gets to its end; nobody is graded whose report is kept."""
        ended = False
        # A run that has ended is run again, until enough of those that find all graded were killed.
        while not ended or self.left["again"]:
            kept, graded = self.made.kept(out), len(self.made.graded())
            assert len(kept) == len(set(kept))
            ended = self.one(out)
            assert not set(self.made.graded()[graded:]) & set(kept)
            assert set(kept) <= set(self.made.kept(out))
            self.look_at(out)

    def one(self, out: str) -> bool:
        """One run; returns whether it got to its end."""
        moment = self.choose(len(self.made.kept(out)) == self.total)
        process = self.made.start(out, "--jobs", self.random.choice("112"))
        if moment:
            self.wait(moment, out, process)
            process.kill()
        if process.wait(timeout=PATIENCE) == -signal.SIGKILL:
            self.left[moment] -= 1
            return False
        said, problem = process.communicate()
        assert (process.returncode, problem) == (0, ""), said
        return True

    def choose(self, complete: bool) -> str:
        """A kind of moment of which there are kills left; empty where there are none."""
        possible = ["again"] if complete else ["start", "reports", "results"]
        weights = [self.left[kind] for kind in possible]
        return self.random.choices(possible, weights)[0] if any(weights) else ""

    def wait(self, moment: str, out: str, process: subprocess.Popen[str]) -> None:
        """Wait for a random moment: soon after the start, between reports, while results are written."""
        done = len(self.made.kept(out))
        wanted = {"results": self.total, "reports": done + self.random.randint(1, 3)}.get(moment, 0)
        while len(self.made.kept(out)) < min(wanted, self.total) and process.poll() is None:
            time.sleep(0.01)
        longest = {"start": 1.0, "reports": 0.2, "results": 0.15, "again": 0.6}[moment]
        time.sleep(self.random.uniform(0, longest))

    def look_at(self, out: str) -> None:
        """What is there is whole."""
        folder = self.made.root / out
        if (folder / "results.json").exists():
            assert len(json.loads((folder / "results.json").read_text())["results"]) == self.total
        for path in folder.glob("feedback/*.html"):
            assert path.read_text().endswith("</html>")


def test_kills_leave_no_trace(class_of: ClassOf) -> None:
    """What comes out is byte for byte what a run comes to that nobody kills; no report is made twice."""
    made = class_of(8)
    assert made.grade("undisturbed").returncode == 0
    made.log.unlink()
    killer = Killer(made, 8, seed=1)
    number = 0
    while any(killer.left.values()):
        out, number = f"out{number}", number + 1
        killer.series(out)
        assert made.output(out) == made.output("undisturbed")
    deadline = time.monotonic() + PATIENCE
    while made.processes() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert made.processes() == []
    assert made.grade("out0").returncode == 0
    assert list((made.root / "tmp").iterdir()) == []


def test_whatever_was_started_ends_with_a_killed_run(class_of: ClassOf) -> None:
    """Judges, their servers and the workers, though an app is in the middle of an endless loop."""
    made = class_of(0)
    made.hand_in("ada", "while True: pass\n")
    process = made.start("out")
    wait_for(made.graded, process)
    assert any("statecourse.judge.judge_process" in line for line in made.processes())
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 30
    while made.processes() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert made.processes() == []


def wait_for(something: Callable[[], object], process: subprocess.Popen[str]) -> None:
    """Wait until there is something."""
    deadline = time.monotonic() + PATIENCE
    while not something():
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_ctrl_c_says_how_to_go_on(class_of: ClassOf) -> None:
    """In one line; the next run takes what was done, and says so."""
    made = class_of(29)
    made.hand_in("zoe", "while True: pass\n")  # it goes on until it is told to stop, however late
    process = made.start("out", "--jobs", "1")
    wait_for(lambda: made.kept("out"), process)
    process.send_signal(signal.SIGINT)
    said, problem = process.communicate(timeout=PATIENCE)
    kept = len(made.kept("out"))
    line = f"Stopped. {kept} of 30 submissions are graded and kept; the same command goes on from there.\n"
    assert (process.returncode, said, problem) == (130, "", line)
    assert list((made.root / "tmp").iterdir()) == []
    first = made.grade("out").stdout.splitlines()[0]
    assert first == f"{kept} of 30 were graded already; --fresh grades all anew."


# --- run again ---------------------------------------------------------------------------------


def test_a_second_run_grades_what_has_changed(class_of: ClassOf) -> None:
    """A new text, another data file, a new student; with --fresh, everything, to the same end."""
    made = class_of(4)
    made.grade("out")
    made.log.unlink()
    (made.root / "in" / "s01" / "ex01a" / "data.csv").write_text("1,2\n")
    made.hand_in("s02", "x = 1\n")
    made.hand_in("s09", "x = 2\n")
    shutil.rmtree(made.root / "in" / "s00")
    done = made.grade("out")
    assert sorted(made.graded()) == ["s01", "s02", "s09"]
    said = done.stdout.splitlines()
    assert said[:4] == [
        "1 of 4 were graded already; --fresh grades all anew.",
        "4 submissions of 4 students: 3 not passed, 1 passed.",
        "Written: out/grades.csv, results.json, summary.html, feedback/",
        "Note: out/feedback also has files that are not of this run, left as they were: s00.html, s00.md",
    ]
    assert said[4].startswith(
        "1 result is not as before (0 with more points, 1 with fewer): another answer was handed in."
    )
    assert said[5].startswith("  s02, ex01a_likes: ")
    assert len(said) == 6
    second = lasting(made.output("out"))
    made.log.unlink()
    assert made.grade("out", "--fresh").stdout.splitlines() == said[1:4]
    assert sorted(made.graded()) == ["s01", "s02", "s03", "s09"]
    assert lasting(made.output("out")) == second


def lasting(output: dict[str, bytes]) -> dict[str, object]:
    """What is the same after every run that comes to the same: all but what is told of the run before."""
    results = json.loads(output["results.json"])
    del results["changes"]
    return {**output, "summary.html": b"", "results.json": results}


def test_other_checks_grade_everything_anew(class_of: ClassOf) -> None:
    """Old reports count no more where a grader or a manifest was changed."""
    made = class_of(2)
    made.grade("out")
    manifest = made.root / "exercises" / "ex01a_likes" / "exercise.yaml"
    manifest.write_text(manifest.read_text().replace("test_opens: 1", "test_opens: 2"))
    assert "already" not in made.grade("out").stdout
    assert sorted(made.graded()) == ["s00", "s00", "s01", "s01"]
    assert '"max_points": 11' in (made.root / "out" / "results.json").read_text()


def test_what_the_grader_failed_at_is_tried_again(class_of: ClassOf) -> None:
    """The report that says so is not kept as a verdict."""
    made = class_of(2)
    once = made.root / "once"
    made.play(
        f"    if student == 's00' and not os.path.exists({str(once)!r}):\n"
        f"        open({str(once)!r}, 'w').close(); os._exit(3)\n"
    )
    done = made.grade("out", "--jobs", "1")
    assert done.returncode == 2
    assert "The grader went wrong at s00, ex01a_likes: the grader itself stopped" in done.stdout
    again = made.grade("out", "--jobs", "1")
    assert (again.returncode, made.graded()) == (0, ["s00", "s01", "s00"])
    assert again.stdout.splitlines()[1] == "2 submissions of 2 students: 2 passed."


# --- submissions that do not stay as they are ---------------------------------------------------


def test_submissions_that_vanish_or_change_meanwhile(class_of: ClassOf) -> None:
    """Who vanished is a row with the reason; who changed is graded as found, and again next time."""
    made = class_of(5)
    made.play(
        "    import shutil\n"
        f"    folder = pathlib.Path({str(made.root / 'in')!r})\n"
        "    if student == 's00':\n"
        "        shutil.rmtree(folder / 's01' / 'ex01a')\n"
        "        (folder / 's02' / 'ex01a' / 'app.py').unlink()\n"
        "        (folder / 's00' / 'ex01a' / 'app.py').write_text('x = 1')\n"
    )
    done = made.grade("out", "--jobs", "1")
    assert done.returncode == 0
    results = {
        r["student"]: r for r in json.loads((made.root / "out" / "results.json").read_text())["results"]
    }
    assert {name: r["problem"] for name, r in results.items()} == {
        "s00": "",
        "s01": "ex01a is not there any more",
        "s02": "there is no app.py; the folder is empty",
        "s03": "",
        "s04": "",
    }
    assert results["s00"]["report"]["points"] == 10
    made.log.unlink()
    made.play("    pass\n")
    made.grade("out", "--jobs", "1")
    assert "s00" in made.graded()
