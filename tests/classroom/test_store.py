"""The journal, what its reports rest on, and the folders of a grading: also damaged, locked and abandoned ones."""

from __future__ import annotations

import os
import queue
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from filelock import FileLock

from statecourse.classroom import store as journal_module
from statecourse.classroom.fingerprint import basis, surroundings
from statecourse.classroom.grade import SCHEMA, Results, StudentResult, _json
from statecourse.classroom.output import output_folder
from statecourse.classroom.store import Journal
from statecourse.classroom.temporary import workspace
from statecourse.course.answer_files import SubmissionError, submission_files
from statecourse.course.manifest import CourseError
from statecourse.course.submission import Submission
from statecourse.course.whole_file import remove_parts, whole_file
from statecourse.judge.judge_process import _Inbox, require_space
from statecourse.judge.judges import Judge, JudgeStoppedError, Setup
from statecourse.judge.run import Job
from statecourse.report.report import CheckResult, Report, make_report
from statecourse.runtime.app_sandbox import AppSandbox

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from statecourse.course.course import Course

    AsUser = Callable[[], AbstractContextManager[None]]
    Tree = Callable[..., Path]

ADA, BEN, CLEO = ("ada", "ex01a_likes"), ("ben", "ex01a_likes"), ("cleo", "ex01a_likes")


def report(outcome: str = "passed", title: str = "T") -> Report:
    """A report of one check."""
    return make_report("ex01a_likes", title, [CheckResult("test_opens", "T", outcome, 1, 1)])  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A journal of three reports."""
    path = tmp_path / "journal.jsonl"
    journal = Journal(path)
    for key, title in ((ADA, "first"), (BEN, "größe\n\u2028 and more"), (CLEO, "third")):
        journal.add(key, report(title=title), "digest", "basis")
    journal.close()
    return path


def there(path: Path) -> list[str]:
    """Whose reports a journal holds."""
    journal = Journal(path)
    found = [key[0] for key in (ADA, BEN, CLEO) if journal.holds(key, "digest", "basis")]
    journal.close()
    return found


# --- the journal -------------------------------------------------------------------------------


def test_what_was_added_is_there_after_opening_it_again(path: Path) -> None:
    """As it was, and the last one of a student counts."""
    journal = Journal(path)
    assert journal.report(BEN) == report(title="größe\n\u2028 and more")
    journal.add(BEN, report("failed"), "other", "basis")
    assert journal.report(BEN) == report("failed")
    again = Journal(path)
    assert again.report(BEN) == report("failed")
    assert again.holds(BEN, "other", "basis")
    assert not again.holds(BEN, "digest", "basis")


@pytest.mark.parametrize(("submission", "at"), [("digest", "other"), ("other", "basis"), ("", "basis")])
def test_a_report_on_something_else_does_not_count(path: Path, submission: str, at: str) -> None:
    """Nor does one where there was nothing to take a digest of."""
    journal = Journal(path)
    journal.add(ADA, report(), submission, "basis")
    assert not journal.holds(ADA, submission if at == "basis" and not submission else "digest", at)


def test_a_report_where_the_grader_went_wrong_does_not_count(path: Path) -> None:
    """In a check, or as a whole; it is there to be shown all the same."""
    journal = Journal(path)
    journal.add(ADA, report("error"), "digest", "basis")
    journal.add(BEN, msgspec.structs.replace(report(), grader_failed=True), "digest", "basis")
    assert [journal.holds(key, "digest", "basis") for key in (ADA, BEN, CLEO)] == [False, False, True]
    assert journal.report(ADA) == report("error")


def test_a_torn_last_line_is_cut_off(path: Path) -> None:
    """Wherever it was torn; what comes next is whole."""
    data = path.read_bytes()
    third = data.rindex(b"\n", 0, -1) + 1
    for end in (third + 1, third + 5, third + 40, len(data) - 1):
        path.write_bytes(data[:end])
        assert there(path) == ["ada", "ben"]
        assert path.read_bytes() == data[:third]
    journal = Journal(path)
    journal.add(CLEO, report(title="third"), "digest", "basis")
    journal.close()
    assert path.read_bytes() == data


def test_every_damaged_byte_costs_one_report(path: Path) -> None:
    """That of its line, or of its line and the next where it was the line's end."""
    data = path.read_bytes()
    ends = [position for position, byte in enumerate(data) if byte == ord("\n")]
    for position in range(0, len(data), 7):
        path.write_bytes(data[:position] + bytes([data[position] ^ 0x15]) + data[position + 1 :])
        line = sum(end < position for end in ends)
        lost = {line, line + 1} if position in ends else {line}
        expected = [name for number, name in enumerate(("ada", "ben", "cleo")) if number not in lost]
        assert there(path) == expected


@pytest.mark.parametrize("rubbish", [b"", b"\0" * 5000, b"\xff\xfe\n\n\n", b"00000000 {}\n", b"a" * 100_000])
def test_rubbish_is_no_report(rubbish: bytes, path: Path) -> None:
    """Before others or alone; never a crash."""
    data = path.read_bytes()
    path.write_bytes(rubbish + b"\n" + data)
    assert there(path) == ["ada", "ben", "cleo"]
    path.write_bytes(rubbish)
    assert there(path) == []


def test_a_journal_of_another_version_is_graded_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its lines are whole, and say something else."""
    line = journal_module._encoded(msgspec.convert({"who": "ada"}, dict))  # type: ignore[arg-type]
    path.write_bytes(line)
    assert there(path) == []


def test_a_journal_that_is_changed_meanwhile(path: Path) -> None:
    """Is one line with what to do."""
    journal = Journal(path)
    path.write_bytes(b"x" * path.stat().st_size)
    with pytest.raises(
        CourseError, match=r"journal\.jsonl cannot be read: it was changed by something else; run"
    ):
        journal.report(ADA)
    assert not journal.holds(ADA, "digest", "basis")


def test_a_journal_that_is_none(tmp_path: Path) -> None:
    """A folder has its name: one line says what to do."""
    with pytest.raises(CourseError, match=r"folder cannot be opened: Is a directory; move it away to grade"):
        (tmp_path / "folder").mkdir()
        Journal(tmp_path / "folder")


def test_outdated_reports_are_dropped_where_they_are_most(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And only there; what counts stays as it is."""
    journal, size = Journal(path), path.stat().st_size
    journal.tidy({"ex01a_likes": "new basis"})
    assert path.stat().st_size == size
    monkeypatch.setattr(journal_module, "_WORTH_TIDYING", 100)
    journal.tidy({"ex01a_likes": "basis"})
    assert path.stat().st_size == size
    journal.add(ADA, report(title="new"), "digest", "new basis")
    journal.tidy({"ex01a_likes": "new basis"})
    assert path.read_bytes().count(b"\n") == 1
    assert journal.report(ADA) == report(title="new")
    journal.add(BEN, report(), "digest", "new basis")
    assert Journal(path).report(BEN) == report()
    assert [p.name for p in path.parent.iterdir()] == [path.name]


# --- what a report rests on --------------------------------------------------------------------


def test_the_digest_of_a_submission_is_of_all_its_files(tree: Tree, tmp_path: Path) -> None:
    """Their names and their bytes; not of what no app gets to see."""
    folder = tree(tmp_path / "a", {"app.py": "x", "data/b.csv": "1\n"})
    seen = {Submission(folder).digest()}
    tree(folder, {"__pycache__/app.pyc": "x", ".git/config": "x"})
    assert Submission(folder).digest() in seen
    for change in ({"data/b.csv": "1\r\n"}, {"data/c.csv": ""}, {"app.py": "x\n"}):
        digest = Submission(tree(folder, change)).digest()
        assert digest not in seen
        seen.add(digest)
    (folder / "data" / "c.csv").rename(folder / "data" / "d.csv")
    assert Submission(folder).digest() not in seen


def test_a_copy_has_the_same_digest_and_stays(tree: Tree, tmp_path: Path) -> None:
    """Whatever becomes of the first."""
    folder = tree(tmp_path / "a", {"app.py": "x", "data/b.csv": "1\n", "__pycache__/x": ""})
    digest = Submission(folder).digest()
    copy = Submission(folder, "ada").copied(tmp_path / "copy")
    shutil.rmtree(folder)
    assert (copy.digest(), copy.student) == (digest, "ada")
    gone = Submission(folder, "ada").copied(tmp_path / "other")
    with pytest.raises(SubmissionError, match="^a is not there any more$"):
        gone.check()


def test_a_file_that_vanishes_while_it_is_read(tree: Tree, tmp_path: Path) -> None:
    """Is the submission's problem, by name."""
    folder = tree(tmp_path / "a", {"app.py": "x", "b.csv": "1"})
    files = submission_files(folder)
    assert next(files).name == "app.py"
    (folder / "b.csv").unlink()
    with pytest.raises(SubmissionError, match="^b.csv cannot be read: No such file or directory$"):
        next(files)


def test_the_basis_changes_with_checks_manifests_and_packages(course: Course, tree: Tree) -> None:
    """Of this exercise, or of the course; not with another exercise's."""
    exercise = course.exercises["ex01a_likes"]
    seen = {basis(exercise, "around")}
    tree(course.root, {"graders/ex02a_notes/test_checks.py": "x", "exercises/ex01a_likes/app.py": "x"})
    assert basis(exercise, "around") in seen
    for name in (
        "exercises/ex01a_likes/exercise.yaml",
        "exercises/course.yaml",
        "graders/ex01a_likes/test_checks.py",
        "graders/ex01a_likes/data/names.txt",
        "graders/conftest.py",
    ):
        tree(course.root, {name: "new"})
        changed = basis(exercise, "around")
        assert changed not in seen
        seen.add(changed)
    assert basis(exercise, "elsewhere") not in seen
    assert surroundings(()) == surroundings(())
    assert surroundings(()) != surroundings(("seccomp",))


# --- folders -----------------------------------------------------------------------------------


def test_two_runs_into_one_folder(course: Course, tree: Tree, run: Callable[..., Any]) -> None:
    """The second one is refused before it does anything; afterwards the folder is free."""
    tree(course.root, {"in/ada/ex01a/app.py": "x"})
    with output_folder(course.root / "out"):
        done = run("statecourse", "grade", "in", "-o", "out", cwd=course.root)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "statecourse: another `statecourse grade` is writing to out; "
        "wait until it is done, or choose another folder\n"
    )
    with output_folder(course.root / "out") as journal:
        assert not journal.knows(ADA)


@pytest.mark.skipif(sys.platform == "win32", reason="rights as Unix has them")
@pytest.mark.parametrize("part", ["out", "out/feedback", "out/.statecourse"])
def test_a_folder_that_may_not_be_written(part: str, open_place: Path, ordinary_user: AsUser) -> None:
    """One line says which, before anything is graded."""
    for name in ("out", "out/feedback", "out/.statecourse"):
        (open_place / name).mkdir()
    for name in ("out", "out/feedback", "out/.statecourse"):
        (open_place / name).chmod(0o555 if name == part else 0o777)
    with ordinary_user(), pytest.raises(CourseError) as problem, output_folder(open_place / "out"):
        pass
    (open_place / part).chmod(0o755)
    assert str(open_place / part) in str(problem.value)
    assert "Permission denied; choose another folder" in str(problem.value)


@pytest.mark.skipif(sys.platform == "win32", reason="rights as Unix has them")
def test_a_new_folder_where_none_may_be_made(open_place: Path, ordinary_user: AsUser) -> None:
    """The same."""
    open_place.chmod(0o555)
    what = r"cannot be made: Permission denied; choose another"
    with ordinary_user(), pytest.raises(CourseError, match=what), output_folder(open_place / "out"):
        pass
    open_place.chmod(0o755)


def test_what_a_killed_run_had_begun_to_write_is_deleted(tmp_path: Path) -> None:
    """And nothing else that is there."""
    out = tmp_path / "out"
    (out / "feedback").mkdir(parents=True)
    mine = out / "feedback" / ".mine-abc.txt"
    mine.touch()
    script = (
        "import os, pathlib\nfrom statecourse.course.whole_file import whole_file\n"
        f"out = pathlib.Path({str(out)!r})\n"
        "opened = [whole_file(out / name) for name in ('results.json', 'feedback/ada.md')]\n"
        "for one in opened:\n    one.__enter__().write('half')\n"
        "os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
    assert len(list(out.rglob("*.part"))) == 2
    with output_folder(out):
        assert sorted(
            path.name for path in out.rglob("*") if path.is_file() and ".state" not in str(path)
        ) == [mine.name]


def test_a_file_that_could_not_be_written_is_named(tmp_path: Path) -> None:
    """And the old one stays."""
    path = tmp_path / "file"
    path.write_text("old")
    with pytest.raises(OSError, match="No space") as problem, whole_file(path) as file:
        file.write("new")
        with open("/dev/full", "w") as full:
            full.write("x")
    assert problem.value.filename == str(path)
    assert path.read_text() == "old"
    remove_parts(tmp_path)
    assert list(tmp_path.iterdir()) == [path]


def test_abandoned_workspaces_are_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With all that is in them; those that somebody holds, or that are no workspaces, stay."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in ("abandoned", "held", "other"):
        (tmp_path / f"statecourse-grade-{name}" / "zip-x").mkdir(parents=True)
    for name in ("abandoned", "held", "empty"):
        (tmp_path / f"statecourse-grade-{name}.lock").touch()
    (tmp_path / "statecourse-grade-link.lock").symlink_to(tmp_path / "statecourse-grade-held.lock")
    (tmp_path / "statecourse-grade-linked").symlink_to(tmp_path / "statecourse-grade-other")
    (tmp_path / "statecourse-grade-linked.lock").touch()
    before = {"held", "held.lock", "other", "link.lock", "linked", "linked.lock"}
    with FileLock(tmp_path / "statecourse-grade-held.lock"), workspace() as mine:
        found = {path.name.removeprefix("statecourse-grade-") for path in tmp_path.iterdir()}
        name = mine.name.removeprefix("statecourse-grade-")
        assert found == before | {name, f"{name}.lock"}
        (mine / "file").touch()
    assert (tmp_path / "statecourse-grade-other" / "zip-x").is_dir()
    assert {path.name.removeprefix("statecourse-grade-") for path in tmp_path.iterdir()} == before


@pytest.mark.skipif(sys.platform != "linux", reason="forks")
def test_a_workspace_is_swept_whenever_its_process_was_killed(tmp_path: Path) -> None:
    """Killed before each of the calls that make it and delete it, in turn."""
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", _KILLED]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 10
    assert list(tmp_path.iterdir()) == []


_KILLED = """
import itertools, os, signal, sys, tempfile
from statecourse.classroom.temporary import workspace

def use():
    with workspace() as folder:
        (folder / "zip-x").mkdir()
        (folder / "zip-x" / "app.py").touch()

def use_and_be_killed(left):
    def hook(event, _):
        nonlocal left
        left -= event.startswith(("open", "os.", "shutil.", "tempfile.", "fcntl."))
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(hook)
    use()
    os._exit(0)

use()
for moment in itertools.count(1):
    pid = os.fork()
    if not pid:
        use_and_be_killed(moment)
    if os.waitpid(pid, 0)[1] == 0:
        break
    use()
    assert os.listdir(tempfile.gettempdir()) == [], moment
print(moment)
"""


# --- the judge ---------------------------------------------------------------------------------


def test_a_disk_with_too_little_room() -> None:
    """No app is run there: what it could not write would be its failure."""
    require_space(Path(tempfile.gettempdir()), 0)
    with pytest.raises(
        CourseError, match=r"MB free, and an app may need 1,000,000,000 MB there; make room, or"
    ):
        require_space(Path(tempfile.gettempdir()), 10**9)


def test_what_is_about_to_be_deleted_is_no_lack_of_room(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full of the last apps' folders is looked at again when they are gone."""
    sandbox = AppSandbox()  # of its own, as others may have folders in the one that tests share

    def full(folder: Path, _: int) -> None:
        if list(folder.glob("check-*")):
            raise CourseError("no room")

    monkeypatch.setattr("statecourse.judge.judge_process.require_space", full)
    desk = _Inbox(course, queue.SimpleQueue(), sandbox)
    sandbox.leave(None, sandbox.scratch(course.exercises["ex01a_likes"].folder))
    desk._require_space(1)
    kept = sandbox.scratch(course.exercises["ex01a_likes"].folder)
    with pytest.raises(CourseError, match="no room"):
        desk._require_space(1)
    kept.remove()
    sandbox.close()


def test_a_check_that_never_ends_is_given_up(course: Course, tree: Tree) -> None:
    """The judge that hangs in it is ended, and the reason told."""
    checks = course.root / "graders" / "ex01a_likes" / "test_checks.py"
    hang = "    import time\n    time.sleep(10_000)\n"
    checks.write_text(
        checks.read_text().replace("    expect(app).to_run(", f"{hang}    expect(app).to_run(", 1)
    )
    folder = tree(course.root / "in", {"app.py": "x = 1"})
    judge = Judge(Setup(os.fsencode(course.root), ["ex01a_likes"]))
    with pytest.raises(JudgeStoppedError, match=r"^no answer in 0.5 seconds$"):
        judge.answer(Job(course.exercises["ex01a_likes"], Submission(folder)), seconds=0.5)
    judge.close()


def test_a_judge_removes_what_was_left_while_it_waits(
    course: Course, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The folders of the last checks, and the copy of the answer."""
    place = tmp_path / "tmp"
    place.mkdir()
    place.chmod(0o755)
    monkeypatch.setenv("TMPDIR", str(place))
    exercise = course.exercises["ex01a_likes"]
    judge = Judge(Setup(os.fsencode(course.root), [exercise.id]))
    try:
        assert judge.answer(Job(exercise, Submission(exercise.solution.parent))).report.passed
        until = time.monotonic() + 20
        while list(place.glob("*/check-*")) and time.monotonic() < until:
            time.sleep(0.01)
        assert list(place.glob("*/check-*")) == []
    finally:
        judge.close()


# --- the results -------------------------------------------------------------------------------


def test_results_written_one_by_one_are_the_same_json(course: Course) -> None:
    """Whatever characters are in them."""
    odd = StudentResult("ö\u2028 \x85 \x0b", "ex01a_likes", report(title='a\n"results": [\n  0\n'), "")
    found = Results(
        SCHEMA, "A course", "1.0", "1.67", ["a"], [odd, odd, StudentResult("b", "", None, "x")], ["n"]
    )
    text = "".join(_json(found))
    assert text == msgspec.json.format(msgspec.json.encode(found), indent=1).decode() + "\n"
    assert msgspec.json.decode(text, type=Results) == found
