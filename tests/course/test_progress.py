"""What a learner has reached is kept: by several terminals at once, and through crashes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import msgspec
import pytest

from statecourse.course.manifest import CourseError
from statecourse.course.progress import (
    ExerciseProgress,
    Progress,
    predict,
    read_progress,
    record,
    update_progress,
)
from statecourse.course.whole_file import write_whole
from statecourse.report.report import CheckResult, make_report

if TYPE_CHECKING:
    from pathlib import Path

    from statecourse.course.course import Course
    from statecourse.report.report import Report


def report(*outcomes: str) -> Report:
    """A report with these outcomes, two points each."""
    checks = [
        CheckResult(f"test_{n}", "", outcome, 2 if outcome == "passed" else 0, 2)  # type: ignore[arg-type]
        for n, outcome in enumerate(outcomes)
    ]
    return make_report("ex01a_likes", "T", checks)


def test_a_beginner_has_no_progress(course: Course) -> None:
    """And no file yet."""
    assert read_progress(course) == Progress()
    assert not (course.root / ".statecourse").exists()


def test_the_best_result_stays(course: Course) -> None:
    """Also where a later try is worse."""
    record(course, report("passed", "failed"))
    assert record(course, report("failed", "failed")) == ExerciseProgress(tries=2, best=2)
    record(course, report("passed", "passed"))
    assert record(course, report("failed", "failed")) == ExerciseProgress(tries=4, best=4, passed=True)


def test_the_first_prediction_stays(course: Course) -> None:
    """And nothing else is lost by it."""
    record(course, report("passed"))
    predict(course, "01_likes/1", 2)
    predict(course, "01_likes/1", 0)
    record(course, report("passed"))
    assert read_progress(course).predictions == {"01_likes/1": 2}
    assert read_progress(course).of("ex01a_likes").tries == 2


def test_the_file_is_readable_and_out_of_the_courses_history(course: Course) -> None:
    """JSON, in a folder that git leaves out."""
    record(course, report("passed"))
    folder = course.root / ".statecourse"
    assert json.loads((folder / "progress.json").read_text()) == {
        "exercises": {"ex01a_likes": {"tries": 1, "best": 2, "passed": True}},
        "predictions": {},
        "typed": {},
        "selftests": {},
    }
    assert (folder / ".gitignore").read_text() == "*\n"


COUNT_UP = """
import sys
from pathlib import Path
import msgspec
from statecourse.course.course import Course
from statecourse.course.progress import update_progress
course = Course(Path(sys.argv[1]))
for n in range(25):
    update_progress(course, sys.argv[2], lambda p: msgspec.structs.replace(p, tries=p.tries + 1))
    update_progress(course, "both", lambda p: msgspec.structs.replace(p, tries=p.tries + 1))
"""


def test_two_processes_at_once_lose_nothing(course: Course) -> None:
    """Each write of each of them is there in the end."""
    command = [sys.executable, "-c", COUNT_UP, str(course.root)]
    processes = [subprocess.Popen([*command, name]) for name in ("one", "two")]
    assert [process.wait(60) for process in processes] == [0, 0]
    tries = {name: known.tries for name, known in read_progress(course).exercises.items()}
    assert tries == {"one": 25, "two": 25, "both": 50}


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"{",
        b"[]",
        b'{"exercises": {"ex01a": {"tries": "many"}}}',
        b"\xff\xfe",
        b'{"exercises": {"\xff": {}}}',
    ],
)
def test_a_damaged_file_is_a_clear_error_and_stays_as_it_is(damaged: bytes, course: Course) -> None:
    """What can still be saved from it is the learner's to save."""
    path = course.root / ".statecourse" / "progress.json"
    path.parent.mkdir()
    path.write_bytes(damaged)
    for action in (lambda: read_progress(course), lambda: record(course, report("passed"))):
        with pytest.raises(CourseError, match=r"cannot be read .*; move it away to begin anew") as problem:
            action()
        assert str(problem.value).startswith(str(path))
        assert "\n" not in str(problem.value)
    assert path.read_bytes() == damaged


def test_keys_of_a_later_version_are_no_damage(course: Course) -> None:
    """The file may have been written by a newer statecourse."""
    path = course.root / ".statecourse" / "progress.json"
    path.parent.mkdir()
    path.write_text('{"exercises": {"ex01a_likes": {"tries": 3, "stars": 5}}, "theme": "dark"}')
    assert read_progress(course).of("ex01a_likes").tries == 3


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(course: Course) -> None:
    """One line says which."""
    course.root.chmod(0o500)
    with pytest.raises(CourseError, match="your progress cannot be kept in"):
        record(course, report("passed"))
    course.root.chmod(0o700)


def test_a_file_in_the_folders_place(course: Course) -> None:
    """One line says which."""
    (course.root / ".statecourse").write_text("")
    with pytest.raises(CourseError, match=r"your progress cannot be kept in .*\.statecourse: "):
        record(course, report("passed"))


def test_a_change_that_fails_changes_nothing(course: Course) -> None:
    """And lets go of the lock."""
    record(course, report("passed"))

    def change(_: ExerciseProgress) -> ExerciseProgress:
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        update_progress(course, "ex01a_likes", change)
    assert update_progress(course, "ex01a_likes", lambda p: msgspec.structs.replace(p, hints=1)).tries == 1


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """What cannot be encoded leaves the old file, and no other behind."""
    path = tmp_path / "file.txt"
    write_whole(path, "größe\n")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "much" * 100_000 + "\udcff")
    assert path.read_text(encoding="utf-8") == "größe\n"
    assert [found.name for found in tmp_path.iterdir()] == ["file.txt"]
