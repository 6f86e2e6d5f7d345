"""The store of reports, what its reports rest on, and the folders of a grading: also damaged, locked and abandoned ones."""

from __future__ import annotations

import os
import queue
import re
import shutil
import sqlite3
import subprocess
import sys
import sysconfig
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from filelock import FileLock

from statecourse.classroom.fingerprint import basis, surroundings
from statecourse.classroom.grade import _json
from statecourse.classroom.output import output_folder
from statecourse.classroom.results import SCHEMA, Results, StudentResult
from statecourse.classroom.store import ReportStore
from statecourse.classroom.temporary import workspace
from statecourse.course.answer_files import SubmissionError, submission_files
from statecourse.course.manifest import CourseError
from statecourse.course.submission import Job, Submission
from statecourse.course.whole_file import remove_parts, whole_file
from statecourse.judge.judge_process import _Inbox, require_space
from statecourse.judge.judges import Judge, JudgeStoppedError, Setup
from statecourse.report.report import CheckResult, Report, make_report
from statecourse.runtime.app_sandbox import AppSandbox

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from statecourse.course.course import Course

    AsUser = Callable[[], AbstractContextManager[None]]
    Tree = Callable[..., Path]

ADA, BEN, CLEO = ("ada", "ex01a_likes"), ("ben", "ex01a_likes"), ("cleo", "ex01a_likes")
TITLES = {ADA: "first", BEN: "größe\n\u2028 and more", CLEO: "third"}


def report(outcome: str = "passed", title: str = "T") -> Report:
    """A report of one check."""
    return make_report("ex01a_likes", title, [CheckResult("test_opens", "T", outcome, 1, 1)])  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of three reports."""
    path = tmp_path / "reports.db"
    with closing(ReportStore(path)) as store:
        for key, title in TITLES.items():
            store.add(key, report(title=title), "digest", "basis")
    return path


def there(path: Path) -> list[str]:
    """Whose reports a store holds, each as it was added."""
    with closing(ReportStore(path)) as store:
        found = [key for key in TITLES if store.holds(key, "digest", "basis")]
        assert [store.report(key) for key in found] == [report(title=TITLES[key]) for key in found]
    return [student for student, _ in found]


# --- the store ---------------------------------------------------------------------------------


def test_what_was_added_is_there_after_opening_it_again(path: Path) -> None:
    """As it was, and the last one of a student counts."""
    with closing(ReportStore(path)) as store:
        assert store.report(BEN) == report(title="größe\n\u2028 and more")
        store.add(BEN, report("failed"), "other", "basis")
        assert store.report(BEN) == report("failed")
    with closing(ReportStore(path)) as again:
        assert again.report(BEN) == report("failed")
        assert again.holds(BEN, "other", "basis")
        assert not again.holds(BEN, "digest", "basis")


@pytest.mark.parametrize(("submission", "at"), [("digest", "other"), ("other", "basis"), ("", "basis")])
def test_a_report_on_something_else_does_not_count(path: Path, submission: str, at: str) -> None:
    """Nor does one where there was nothing to take a digest of."""
    store = ReportStore(path)
    store.add(ADA, report(), submission, "basis")
    assert not store.holds(ADA, submission if at == "basis" and not submission else "digest", at)


def test_a_report_where_the_grader_went_wrong_does_not_count(path: Path) -> None:
    """In a check, or as a whole; it is there to be shown all the same."""
    store = ReportStore(path)
    store.add(ADA, report("error"), "digest", "basis")
    store.add(BEN, msgspec.structs.replace(report(), grader_failed=True), "digest", "basis")
    assert [store.holds(key, "digest", "basis") for key in (ADA, BEN, CLEO)] == [False, False, True]
    assert store.report(ADA) == report("error")


def test_fresh_forgets_all(path: Path) -> None:
    """Also of a file that is none, with all that lies beside it."""
    path.write_text("no database")
    path.with_name("reports.db-wal").write_text("nor this")
    with closing(ReportStore(path, fresh=True)) as store:
        assert not store.knows(ADA)
    assert there(path) == []
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_what_results_came_to_before(path: Path) -> None:
    """Of the last time that something changed, and of those asked about alone; it is told again until more changes."""
    store = ReportStore(path)
    assert store.turn([(ADA, b"1"), (BEN, b"1")]) == []
    assert store.turn([(ADA, b"2"), (BEN, b"1"), (CLEO, b"1")]) == [(ADA, b"1", b"2")]
    assert store.turn([(ADA, b"2"), (BEN, b"1")]) == [(ADA, b"1", b"2")]
    assert store.turn([(BEN, b"1")]) == []
    for _ in range(2):
        assert store.turn([(ADA, b"2"), (BEN, b"3")]) == [(BEN, b"1", b"3")]
    store.close()
    with closing(ReportStore(path, fresh=True)) as anew:
        assert anew.turn([(ADA, b"2"), (BEN, b"4")]) == [(BEN, b"3", b"4")]
    with closing(ReportStore(path, fresh=True)) as anew:
        assert anew.turn([(ADA, b"2"), (BEN, b"4")]) == []


def killed_while_adding(path: Path) -> bytes:
    """The WAL of a store whose process was killed after it had added Ben's and Cleo's reports anew."""
    script = (
        "import os, pathlib, sys, msgspec\nfrom statecourse.classroom.store import ReportStore\n"
        "store = ReportStore(pathlib.Path(sys.argv[1]))\n"
        "for key in (('ben', 'ex01a_likes'), ('cleo', 'ex01a_likes')):\n"
        "    again = store.report(key)\n"
        "    store.add(key, msgspec.structs.replace(again, problem='again'), 'digest', 'basis')\n"
        "os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=True)
    return path.with_name("reports.db-wal").read_bytes()


def test_a_report_that_was_not_written_to_its_end(path: Path) -> None:
    """Is not there, wherever it was cut off; those before it are, and so is what comes next."""
    wal, data = killed_while_adding(path), path.read_bytes()
    seen = set()
    for end in (*range(0, len(wal), 997), len(wal)):
        path.write_bytes(data)
        path.with_name("reports.db-wal").write_bytes(wal[:end])
        with closing(ReportStore(path)) as store:
            found = tuple(store.report(key).problem for key in TITLES)
            assert all(store.holds(key, "digest", "basis") for key in TITLES)
            store.add(CLEO, report("failed"), "digest", "basis")
        seen.add(found)
        with closing(ReportStore(path)) as store:
            assert (store.report(BEN).problem, store.report(CLEO)) == (found[1], report("failed"))
    assert seen == {("", "", ""), ("", "again", ""), ("", "again", "again")}


def test_no_damaged_byte_makes_another_report(path: Path) -> None:
    """The report is not there, or one line says what to do; with few exceptions, the others are."""
    data, told = path.read_bytes(), 0
    for position in range(0, len(data), 7):
        path.write_bytes(data[:position] + bytes([data[position] ^ 0x15]) + data[position + 1 :])
        try:
            assert len(there(path)) >= 2
        except CourseError as problem:
            assert re.search(r"reports\.db cannot be (opened|read): .+; move it away to grade", str(problem))
            told += 1
    assert told < len(data) / 7 / 10


@pytest.mark.parametrize("rubbish", [b"\0" * 5000, b"\xff\xfe\n\n\n", b"00000000 {}\n", b"a" * 100_000])
def test_a_file_that_is_no_store(rubbish: bytes, path: Path) -> None:
    """Before what was there or alone: one line says what to do, and the file stays as it is."""
    for content in (rubbish + b"\n" + path.read_bytes(), rubbish):
        path.write_bytes(content)
        what = r"reports\.db cannot be opened: file is not a database; move it away to grade everything anew"
        with pytest.raises(CourseError, match=what):
            ReportStore(path)
        assert path.read_bytes() == content


def test_a_store_of_somebody_else(tmp_path: Path) -> None:
    """A database with other tables is told, too."""
    with closing(sqlite3.connect(tmp_path / "other.db")) as database:
        database.execute("CREATE TABLE reports (title TEXT)")
    store = ReportStore(tmp_path / "other.db")
    with pytest.raises(CourseError, match=r"other\.db cannot be read: no such column: .*; move it away"):
        store.holds(ADA, "digest", "basis")


def test_a_report_of_another_version_is_graded_anew(path: Path) -> None:
    """It is whole, and says something else."""
    other: Any = {"who": "ada"}
    with closing(ReportStore(path)) as store:
        store.add(ADA, other, "digest", "basis")
    assert there(path) == ["ben", "cleo"]


def test_a_store_that_is_changed_meanwhile(path: Path) -> None:
    """Is one line with what to do."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE reports SET basis = 'mine' WHERE student = 'ada'")
    store = ReportStore(path)
    with pytest.raises(
        CourseError, match=r"reports\.db cannot be read: it was changed by something else; run"
    ):
        store.report(ADA)
    assert not store.holds(ADA, "mine", "basis")
    assert not store.holds(ADA, "digest", "mine")


def test_a_folder_in_place_of_a_store(tmp_path: Path) -> None:
    """One line says what to do."""
    with pytest.raises(
        CourseError, match=r"folder cannot be opened: unable to open .*; move it away to grade"
    ):
        (tmp_path / "folder").mkdir()
        ReportStore(tmp_path / "folder")


def test_outdated_reports_take_no_room(path: Path) -> None:
    """What was graded again stands in their place."""
    size = path.stat().st_size
    with closing(ReportStore(path)) as store:
        for number in range(200):
            store.add(ADA, report(title=f"new {number}"), "digest", f"basis {number}")
    assert path.stat().st_size == size
    with closing(ReportStore(path)) as store:
        assert store.report(ADA) == report(title="new 199")
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
        tree(course.root, {name: "title: new\nformat: 1\n"})
        changed = basis(exercise, "around")
        assert changed not in seen
        seen.add(changed)
    assert basis(exercise, "elsewhere") not in seen
    assert surroundings(()) == surroundings(())
    assert surroundings(()) != surroundings(("seccomp",))


def test_what_a_package_has_within_it_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who imports setuptools puts such a folder into ``sys.path``; the next process has not, and grades no other way."""
    before = surroundings(())
    monkeypatch.setitem(sysconfig.get_config_vars(), "base", str(tmp_path))
    within = Path(sysconfig.get_path("purelib")) / "setuptools" / "_vendor"
    (within / "autocommand-0.1.dist-info").mkdir(parents=True)
    (within / "autocommand-0.1.dist-info" / "METADATA").write_text("Name: autocommand\nVersion: 0.1\n")
    monkeypatch.syspath_prepend(str(within))
    assert surroundings(()) == before


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
    with output_folder(course.root / "out") as store:
        assert not store.knows(ADA)


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
    sandbox.discard(None, sandbox.scratch(course.exercises["ex01a_likes"].folder))
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
