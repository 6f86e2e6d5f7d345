"""``statecourse grade`` where there is no room: a clear line, nobody's fault, and what was graded stays."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Classroom

    ClassOf = Callable[[int], Classroom]

pytestmark = pytest.mark.slow

resource = pytest.importorskip("resource")


def no_file_larger_than(size: int) -> Callable[[], None]:
    """Limit files in a process about to start: a disk that is full for everyone, root or not."""

    def limit() -> None:
        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))

    return limit


def test_no_room_for_the_reports(class_of: ClassOf) -> None:
    """One line says where and how to go on; what was graded stays, and is not graded again."""
    made = class_of(5)
    made.grade("undisturbed")
    made.log.unlink()
    done = made.grade("out", "--jobs", "1", before=no_file_larger_than(76_000))
    kept = made.kept("out")
    assert 2 <= len(kept) <= 4
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "statecourse: out/.statecourse/reports.db cannot be written: disk I/O error. "
        f"{len(kept)} of 5 submissions are graded and kept; the same command goes on from there.\n"
    )
    made.log.unlink()
    assert made.grade("out").returncode == 0
    assert not set(kept) & set(made.graded())
    assert made.output("out") == made.output("undisturbed")


def test_no_room_for_the_results(class_of: ClassOf) -> None:
    """Old results stay as they were, and nothing half written does."""
    made = class_of(6)
    made.grade("out")
    old = made.output("out")
    shutil.rmtree(made.root / "in" / "s00")
    size = (made.root / "out" / "results.json").stat().st_size
    done = made.grade("out", before=no_file_larger_than(size * 2 // 3))
    assert done.returncode == 2
    said = "statecourse: out/results.json cannot be written: File too large. 5 of 5 submissions are graded"
    assert done.stderr.startswith(said)
    assert set(made.output("out")) == set(old)
    for name in ("results.json", "grades.csv"):
        assert made.output("out")[name] == old[name]


def test_no_room_to_unpack_is_nobodys_fault(class_of: ClassOf) -> None:
    """No student gets a row that says so."""
    made = class_of(0)
    made.hand_in("ada", "x = 1\n" * 100_000, zipped=True)
    done = made.grade("out", before=no_file_larger_than(100_000))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"statecourse: {made.root / 'tmp'}: File too large; mend that, and run the same command again\n"
    )
    assert not (made.root / "out" / "grades.csv").exists()


@pytest.mark.parametrize(
    ("size", "said", "kept"),
    [
        ("80k", "reports.db cannot be written: database or disk is full", 3),
        ("136k", "No space left on device", 4),
    ],
)
def test_a_disk_that_is_really_full(class_of: ClassOf, size: str, said: str, kept: int) -> None:
    """The same, on a file system of a few pages: while reports are saved, or results written."""
    made = class_of(4)
    (made.root / "out").mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size},mode=755", "none", made.root / "out"],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("needs the right to mount; the tests above do without")
    try:
        done = made.grade("out", "--jobs", "1")
        assert done.returncode == 2
        assert f"{said}. {kept} of 4 submissions are graded and kept; " in done.stderr
        assert len(made.kept("out")) == kept
        assert not list((made.root / "out").rglob("*.part"))
    finally:
        subprocess.run(["umount", made.root / "out"], check=True)
