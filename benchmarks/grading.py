"""What the benchmarks of classes share: `statecourse grade` of a folder, with what it took."""

from __future__ import annotations

import contextlib
import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import STATECOURSE

if TYPE_CHECKING:
    from statecourse.course.course import Course


@dataclass(frozen=True)
class Figures:
    """How many submissions a run graded, and what it took: seconds, and MB at its peak."""

    count: int
    seconds: float
    memory: float

    @property
    def rate(self) -> float:
        """Submissions a minute."""
        return 60 * self.count / self.seconds


def grade(course: Course, folder: Path, *options: str, jobs: int) -> Figures:
    """Grade a folder anew with the real command, and say what it took."""
    out = folder.with_name(f"{folder.name}-{jobs}")
    command = [*STATECOURSE, "grade", folder, "-o", out, "--fresh", "--jobs", str(jobs), *options]
    began = time.perf_counter()
    peaks: dict[int, float] = {}
    with subprocess.Popen(command, cwd=course.root, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            for pid in (process.pid, *children(process.pid)):
                peaks[pid] = max(peaks.get(pid, 0), peak(pid))
            time.sleep(0.2)
        seconds = time.perf_counter() - began
        said = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise AssertionError(said)
    if (summary := re.search(r"^([\d,]+) submissions? of ", said, re.MULTILINE)) is None:
        raise AssertionError(said)
    count = int(summary[1].replace(",", ""))
    command_peak, judges = peaks.pop(process.pid), sorted(peaks.values())
    print(*said.splitlines()[:1], sep="\n")
    print(
        f"{count} submissions, {jobs} judges: {seconds:.0f} s, {60 * count / seconds:.0f} a minute; peak memory: "
        f"command {command_peak:.0f} MB, judges {' '.join(f'{mb:.0f}' for mb in judges)} MB",
        flush=True,
    )
    return Figures(count, seconds, command_peak + sum(judges[-jobs:]))


def children(pid: int) -> list[int]:
    """The processes that a process started, by any of its threads."""
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += map(int, path.read_text().split())
    return found


def peak(pid: int) -> float:
    """The most memory that a process has had so far, in MB."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0
