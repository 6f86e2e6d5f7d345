"""``statecourse grade`` that is killed, interrupted or out of room: nothing is lost, nothing done twice."""

from __future__ import annotations

import contextlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from statecourse.journal import _decoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals and /proc as Linux has them")

COMMAND = [sys.executable, "-m", "statecourse.cli", "grade", "in", "-o"]
KILLS = {"start": 12, "reports": 10, "results": 6, "again": 22}
"""Fifty: soon after the start, between two reports, after the last one, and where all were graded before."""
PATIENCE = 120
# The checks' own code may do what student code cannot: tell the test what was graded, and play the world.
SPY = """
import os, pathlib, pytest
from statecourse.plugin import STATE

@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item):
    if item.name == "test_opens":
        student = item.config.stash[STATE].submission.student
        with open({log!r}, "a") as file:
            file.write(student + "\\n")
        event(student)

def event(student):
    pass
"""


@dataclass
class Class:
    """A course with a class of students, and what its graders tell of whom they grade."""

    root: Path

    @property
    def log(self) -> Path:
        """One line for each time that somebody's answer was graded."""
        return self.root / "log"

    def graded(self) -> list[str]:
        """Who was graded, in order."""
        return self.log.read_text().split() if self.log.exists() else []

    def start(self, out: str, *options: str) -> subprocess.Popen[str]:
        """Begin to grade, as a teacher does."""
        return subprocess.Popen(
            [*COMMAND, out, *options],
            cwd=self.root,
            env=os.environ | {"TMPDIR": str(self.root / "tmp")},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def grade(
        self, out: str, *options: str, before: Callable[[], None] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Grade to the end."""
        return subprocess.run(
            [*COMMAND, out, *options],
            cwd=self.root,
            env=os.environ | {"TMPDIR": str(self.root / "tmp")},
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
            preexec_fn=before,
        )

    def play(self, event: str) -> None:
        """Have the graders do something when they come to somebody."""
        spy = SPY.format(log=str(self.log)).replace("    pass\n", event)
        (self.root / "graders" / "conftest.py").write_text(spy)

    def journal(self, out: str) -> Path:
        """The file that keeps what was graded."""
        return self.root / out / ".statecourse" / "grade-journal.jsonl"

    def kept(self, out: str) -> list[str]:
        """Whose reports are whole in the journal."""
        path = self.journal(out)
        lines = path.read_bytes().splitlines(keepends=True) if path.exists() else []
        return [entry.student for line in lines if line.endswith(b"\n") and (entry := _decoded(line))]

    def processes(self) -> list[str]:
        """The command lines of what runs for this class: every process inherits where it keeps its copies."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                ours = f"TMPDIR={self.root}".encode() in (folder / "environ").read_bytes()
                running = b") Z " not in (folder / "stat").read_bytes()
                if ours and running:
                    found.append((folder / "cmdline").read_text().replace("\0", " "))
        return found


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that every user may enter: workers are nobody where the tests run as root."""
    folder = Path(tempfile.mkdtemp(prefix="resume-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def class_of(place: Path) -> Callable[[int], Class]:
    """Make a class of right, wrong and odd answers, in folders and zip files, no two of them the same."""

    def make(count: int) -> Class:
        shutil.copytree(Path(__file__).with_name("minicourse"), place, dirs_exist_ok=True)
        shutil.rmtree(place / "exercises" / "ex02a_notes")
        shutil.rmtree(place / "graders" / "ex02a_notes")
        graders = place / "graders" / "ex01a_likes"
        answers = [place / "solutions" / "ex01a_likes" / "app.py", *sorted(graders.glob("*/*.py"))]
        for number in range(count):
            text = answers[number % len(answers)].read_text() + f"# {number}\n"
            hand_in(place / "in", f"s{number:02}", text, zipped=number % 4 == 3)
        (place / "tmp").mkdir()
        made = Class(place)
        made.play("    pass\n")
        return made

    return make


def hand_in(folder: Path, student: str, text: str, *, zipped: bool = False) -> Path:
    """Hand in an app; returns its folder or file."""
    target = folder / student
    target.mkdir(parents=True, exist_ok=True)
    if zipped:
        with zipfile.ZipFile(target / "ex01a.zip", "w") as opened:
            opened.writestr("app.py", text)
        return target / "ex01a.zip"
    (target / "ex01a").mkdir(exist_ok=True)
    (target / "ex01a" / "app.py").write_text(text)
    return target / "ex01a"


def output(folder: Path) -> dict[str, bytes]:
    """All that a teacher sees in the output folder."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    private = folder / ".statecourse"
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths if private not in path.parents}


# --- killed ------------------------------------------------------------------------------------


class Killer:
    """Kills one run after another at random moments, and looks at what each left."""

    def __init__(self, made: Class, total: int, seed: int) -> None:
        self.made = made
        self.total = total
        self.random = random.Random(seed)
        self.left = dict(KILLS)

    def series(self, out: str) -> None:
        """Start again and again until a run gets to its end; nobody is graded whose report is kept."""
        ended = False
        while not ended:
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


def test_fifty_kills_leave_no_trace(class_of: Callable[[int], Class]) -> None:
    """What comes out is byte for byte what a run comes to that nobody kills; no report is made twice."""
    made = class_of(8)
    assert made.grade("undisturbed").returncode == 0
    made.log.unlink()
    killer = Killer(made, 8, seed=1)
    number = 0
    while any(killer.left.values()):
        out, number = f"out{number}", number + 1
        killer.series(out)
        assert output(made.root / out) == output(made.root / "undisturbed")
    deadline = time.monotonic() + PATIENCE
    while made.processes() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert made.processes() == []
    assert made.grade("out0").returncode == 0
    assert list((made.root / "tmp").iterdir()) == []


def test_whatever_was_started_ends_with_a_killed_run(class_of: Callable[[int], Class]) -> None:
    """Judges, their servers and the workers, though an app is in the middle of an endless loop."""
    made = class_of(0)
    hand_in(made.root / "in", "ada", "while True: pass\n")
    process = made.start("out")
    wait_for(made.graded, process)
    assert any("statecourse.desk" in line for line in made.processes())
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


def test_ctrl_c_says_how_to_go_on(class_of: Callable[[int], Class]) -> None:
    """In one line; the next run takes what was done, and says so."""
    made = class_of(5)
    process = made.start("out", "--jobs", "1")
    wait_for(lambda: made.kept("out"), process)
    process.send_signal(signal.SIGINT)
    said, problem = process.communicate(timeout=PATIENCE)
    kept = len(made.kept("out"))
    line = f"Stopped. {kept} of 5 submissions are graded and kept; the same command goes on from there.\n"
    assert (process.returncode, said, problem) == (130, "", line)
    assert list((made.root / "tmp").iterdir()) == []
    first = made.grade("out").stdout.splitlines()[0]
    assert first == f"{kept} of 5 were graded already; --fresh grades all anew."


# --- run again ---------------------------------------------------------------------------------


def test_a_second_run_grades_what_has_changed(class_of: Callable[[int], Class]) -> None:
    """A new text, another data file, a new student; with --fresh, everything."""
    made = class_of(4)
    made.grade("out")
    before = (made.root / "out" / "results.json").stat()
    made.log.unlink()
    (made.root / "in" / "s01" / "ex01a" / "data.csv").write_text("1,2\n")
    hand_in(made.root / "in", "s02", "x = 1\n")
    hand_in(made.root / "in", "s09", "x = 2\n")
    shutil.rmtree(made.root / "in" / "s00")
    done = made.grade("out")
    assert sorted(made.graded()) == ["s01", "s02", "s09"]
    assert done.stdout.splitlines() == [
        "1 of 4 were graded already; --fresh grades all anew.",
        "4 submissions of 4 students: 3 not passed, 1 passed.",
        "Written: out/grades.csv, results.json, feedback/",
        "Note: out/feedback also has files that are not of this run, left as they were: s00.html, s00.md",
    ]
    made.grade("fresh")
    assert {**output(made.root / "fresh")} == {
        name: data for name, data in output(made.root / "out").items() if "s00." not in name
    }
    assert (made.root / "out" / "results.json").stat().st_ino != before.st_ino
    made.log.unlink()
    assert "already" not in made.grade("out", "--fresh").stdout
    assert sorted(made.graded()) == ["s01", "s02", "s03", "s09"]


def test_other_checks_grade_everything_anew(class_of: Callable[[int], Class]) -> None:
    """Old reports count no more where a grader or a manifest was changed."""
    made = class_of(2)
    made.grade("out")
    made.log.unlink()
    manifest = made.root / "exercises" / "ex01a_likes" / "exercise.yaml"
    manifest.write_text(manifest.read_text().replace("test_opens: 1", "test_opens: 2"))
    assert "already" not in made.grade("out").stdout
    assert sorted(made.graded()) == ["s00", "s01"]
    assert '"max_points": 11' in (made.root / "out" / "results.json").read_text()


def test_what_the_grader_failed_at_is_tried_again(class_of: Callable[[int], Class]) -> None:
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


def test_submissions_that_vanish_or_change_meanwhile(class_of: Callable[[int], Class]) -> None:
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


# --- no room -----------------------------------------------------------------------------------


def no_file_larger_than(size: int) -> Callable[[], None]:
    """Limit files in a process about to start: a disk that is full for everyone, root or not."""

    def limit() -> None:
        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))

    return limit


def test_no_room_for_the_journal(class_of: Callable[[int], Class]) -> None:
    """One line says where and how to go on; what was graded stays, and is not graded again."""
    made = class_of(5)
    made.grade("undisturbed")
    made.log.unlink()
    size = made.journal("undisturbed").stat().st_size
    done = made.grade("out", "--jobs", "1", before=no_file_larger_than(size * 2 // 3))
    kept = made.kept("out")
    assert 2 <= len(kept) <= 4
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "statecourse: out/.statecourse/grade-journal.jsonl cannot be written: File too large. "
        f"{len(kept)} of 5 submissions are graded and kept; the same command goes on from there.\n"
    )
    made.log.unlink()
    assert made.grade("out").returncode == 0
    assert not set(kept) & set(made.graded())
    assert output(made.root / "out") == output(made.root / "undisturbed")


def test_no_room_for_the_results(class_of: Callable[[int], Class]) -> None:
    """Old results stay as they were, and nothing half written does."""
    made = class_of(6)
    made.grade("out")
    old = output(made.root / "out")
    shutil.rmtree(made.root / "in" / "s00")
    size = (made.root / "out" / "results.json").stat().st_size
    done = made.grade("out", before=no_file_larger_than(size * 2 // 3))
    assert done.returncode == 2
    said = "statecourse: out/results.json cannot be written: File too large. 5 of 5 submissions are graded"
    assert done.stderr.startswith(said)
    assert set(output(made.root / "out")) == set(old)
    for name in ("results.json", "grades.csv"):
        assert output(made.root / "out")[name] == old[name]


def test_no_room_to_unpack_is_nobodys_fault(class_of: Callable[[int], Class]) -> None:
    """No student gets a row that says so."""
    made = class_of(0)
    hand_in(made.root / "in", "ada", "x = 1\n" * 100_000, zipped=True)
    done = made.grade("out", before=no_file_larger_than(100_000))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"statecourse: {made.root / 'tmp'}: File too large; mend that, and run the same command again\n"
    )
    assert not (made.root / "out" / "grades.csv").exists()


def test_a_disk_that_is_really_full(class_of: Callable[[int], Class]) -> None:
    """The same, on a file system of a few pages."""
    made = class_of(4)
    (made.root / "out").mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=36k,mode=755", "none", made.root / "out"],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("needs the right to mount; the tests above do without")
    try:
        done = made.grade("out", "--jobs", "1")
        assert done.returncode == 2
        assert ": No space left on device. 4 of 4 submissions are graded and kept; " in done.stderr
        assert len(made.kept("out")) == 4
        assert not list((made.root / "out").rglob("*.part"))
    finally:
        subprocess.run(["umount", made.root / "out"], check=True)
