"""What an attack on the judge's own work comes to: values, texts, files and names that a student chooses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import types
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from statecourse.app.app import App
from statecourse.app.server import bench
from statecourse.classroom import unzip
from statecourse.classroom.grade import Grading, grade_folder
from statecourse.classroom.handins.read import read_handins
from statecourse.classroom.store import ReportStore
from statecourse.classroom.unzip import unpack
from statecourse.codec.forms import Array, BadValueError, Map, Seq, Text, Value
from statecourse.codec.values import Decoder
from statecourse.course.answer_files import SubmissionError
from statecourse.course.limits import Limits
from statecourse.course.submission import Job, Submission
from statecourse.judge import check_plugin, judges
from statecourse.judge.run import run_jobs
from statecourse.report.report import TOO_MUCH, AppError, CheckResult, Failure, Report
from statecourse.runtime.app_sandbox import AppSandbox
from statecourse.sandbox.worker_handle import WorkerLostError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from statecourse.course.course import Course
    from statecourse.sandbox.sandbox import Sandbox

    Tree = Callable[..., Path]
    Judge = Opener = Any

pytestmark = pytest.mark.slow

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has what this needs")


# --- values ------------------------------------------------------------------------------------

ONE_HASH: list[Value] = [Text("int", str(number * (2**61 - 1))) for number in range(1, 10_000)]


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (Text("range", f"0 {10**18} 1"), "a range of more than 200,000 numbers"),
        (Text("range", f"{10**18} 0 -1"), "a range of more than 200,000 numbers"),
        (Seq("set", ONE_HASH), "too many of its keys have the same hash"),
        (Map("dict", [(key, None) for key in ONE_HASH]), "too many of its keys have the same hash"),
        (Array("<f8", [10**15, 0], b""), "an array of nothing"),
    ],
)
def test_a_value_that_would_keep_the_judge_busy_for_good(value: Value, why: str) -> None:
    """Is refused before anything is done with it."""
    with pytest.raises(BadValueError, match=why):
        Decoder(lambda thing, _: thing, lambda *_: None).decode(value)


def test_a_check_that_reads_an_endless_range_fails(judge: Judge) -> None:
    """And is no error of the grader's."""
    checks = 'def test_one(app):\n    """One."""\n    app.run()\n    expect(app.session_state["n"]).to_contain("x")\n'
    result = judge.one(checks, "st.session_state.n = range(10**18)")
    assert result.outcome == "failed"
    assert result.failure.seen == "range(0, 1000000000000000000)"


def test_a_source_that_compiles_but_cannot_be_parsed_here(
    judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker's limits may differ from the judge's; either way it is the app's own failure."""

    def parse(_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(check_plugin, "ast", types.SimpleNamespace(parse=parse))
    result = judge.one('def test_one(app, source):\n    """One."""\n', "x = 1")
    assert result.outcome == "failed"
    assert result.failure.summary == "the app is too complicated to be read: too deep"


INPUTS = '''def test_one(app, inputs):
    """One."""
    app.run()
    expect(0, str(inputs.number(1, 10**9))).to_be(1)
'''


def number_drawn(course: Course, sandbox: Sandbox, folder: Path) -> str:
    """The random number that the only check draws."""
    reports: list[Any] = []
    exercise = course.exercises["ex01a_likes"]
    run_jobs(
        course,
        [exercise],
        [Job(exercise, Submission(folder))],
        lambda _, r: reports.append(r),
        sandbox=sandbox,
    )
    return reports[0].checks[0].failure.summary


@pytest.mark.parametrize(("file", "key"), [("test_checks.py", "checks"), ("test_hidden.py", "hidden_checks")])
def test_the_inputs_of_hidden_checks_follow_from_what_no_student_has(
    file: str, key: str, course: Course, sandbox: Sandbox, tree: Tree
) -> None:
    """Those of the other checks from the answer alone, so that the student sees the same."""
    drawn = []
    for text in ("", "# Another text.\n"):
        graders = course.root / "graders" / "ex01a_likes"
        for checks in graders.glob("test_*.py"):
            checks.unlink()
        (graders / file).write_text(f"from statecourse.checks import expect\n\n{text}{INPUTS}")
        points = f"checks: {{}}\n{key}: {{test_one: 1}}\n" if key != "checks" else "checks: {test_one: 1}\n"
        manifest = course.root / "exercises" / "ex01a_likes" / "exercise.yaml"
        manifest.write_text(f"title: T\nconcepts: []\nhints: []\nmisconceptions: {{}}\n{points}")
        answer = tree(course.root / "answer", {"app.py": "x = 1\n"})
        drawn.append(number_drawn(type(course)(course.root), sandbox, answer))
    assert (drawn[0] == drawn[1]) == (key == "checks")


# --- the scratch folder ------------------------------------------------------------------------


@linux
def test_a_restart_after_the_app_has_moved_its_own_folder(open_app: Opener) -> None:
    """Is the app's own failure, and says so."""
    app = open_app("import os\nos.rename(os.getcwd(), os.path.dirname(os.getcwd()) + '/elsewhere')").run()
    app.restart()
    with pytest.raises(WorkerLostError, match="the app moved or deleted its own folder"):
        app.run()


@linux
def test_what_a_cold_worker_writes_to_its_output_is_kept_nowhere(tmp_path: Path, tree: Tree) -> None:
    """It is not the grader's log, and it has a place for temporary files as a warm one has."""
    cold = AppSandbox(forking=False)
    script = (
        "import os, tempfile\nos.write(1, b'x' * 1000)\nos.write(2, b'x' * 1000)\ntempfile.TemporaryFile()\n"
    )
    with bench(cold, Limits(run_seconds=20)):
        app = App(tree(tmp_path / "app", {"app.py": script}) / "app.py", default_timeout=20).run()
        assert not app.exception
        assert (cold.root / "fresh_worker.log").read_bytes() == b""
    cold.close()
    assert not cold.root.exists()


@linux
def test_a_worker_ends_with_a_server_that_was_killed(tmp_path: Path, tree: Tree) -> None:
    """Also where it tries to outlive it."""
    script = """
import ctypes, os, threading, time
import streamlit as st
assert ctypes.CDLL(None).prctl(1, 0, 0, 0, 0) == -1
threading.Thread(target=time.sleep, args=(600,)).start()
st.text(os.getpid())
"""
    sandbox = AppSandbox()
    with bench(sandbox, Limits(run_seconds=20)):
        app = App(tree(tmp_path / "app", {"app.py": script}) / "app.py", default_timeout=20).run()
        assert not app.exception
        sandbox.server.kill()  # type: ignore[union-attr]
        status, deadline = Path("/proc", app.text[0].value, "status"), time.monotonic() + 60
        while status.exists() and "Z (zombie)" not in status.read_text() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert time.monotonic() < deadline
    sandbox.close()


# --- as an ordinary user -----------------------------------------------------------------------

AS_ORDINARY_USER = """
import json, os, sys
from pathlib import Path
from statecourse.course.course import Course
from statecourse.classroom.handins.read import read_handins
from statecourse.course.answer_files import SubmissionError, submission_files
from statecourse.sandbox.app_folder import Scratch, remove_tree
from statecourse.course.submission import Submission

os.umask(0o022)
if os.geteuid() == 0:
    os.setgroups([])
    os.setresgid(1000, 1000, 1000)
    os.setresuid(1000, 1000, 1000)
root = Path(sys.argv[1])
os.chdir(root)

def told(action):
    try:
        return action()
    except SubmissionError as problem:
        return str(problem)

"""


@pytest.fixture
def ordinary(course: Course) -> Iterator[Callable[[str], Any]]:
    """Run code as an ordinary user, in a folder of that user's; gives what it leaves in ``found``."""
    with tempfile.TemporaryDirectory(prefix="ordinary-") as name:
        folder = Path(name)
        folder.chmod(0o777)

        def run(code: str) -> Any:
            script = f"{AS_ORDINARY_USER}course = {str(course.root)!r}\n{code}\nprint(json.dumps(found))"
            command = [sys.executable, "-c", script, name]
            done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
            assert done.returncode == 0, done.stderr
            return json.loads(done.stdout)

        yield run
        for path in folder.rglob("*"):
            if path.is_dir():
                path.chmod(0o700)


@linux
def test_a_folder_goes_however_deep_it_is_and_whatever_its_rights(ordinary: Callable[[str], Any]) -> None:
    """Also where its owner, who is no root, may not look into it; and what is in it is seen before."""
    found = ordinary("""
for mode in (0, 0o100, 0o300, 0o400, 0o500):
    os.makedirs(f"left/{mode:o}/inner")
    Path(f"left/{mode:o}/file").write_text("x")
    os.chmod(f"left/{mode:o}/inner", mode)
    os.chmod(f"left/{mode:o}", mode)
scratch = object.__new__(Scratch)
scratch.folder = Path("left")
before = scratch.disk_usage(1000)
os.chdir("left")
for _ in range(1500):
    os.mkdir("deep"); os.chdir("deep")
os.chdir(root)
after = scratch.disk_usage(10_000)
remove_tree(Path("left"))
found = [before.files, before.hidden, after.hidden, Path("left").exists(), sorted(os.listdir())]
""")
    assert found == [15, False, True, False, []]


@linux
def test_files_that_may_not_be_read(ordinary: Callable[[str], Any]) -> None:
    """Are named, each in one line."""
    found = ordinary("""
def made(name, mode, file="app.py", file_mode=0o600):
    folder = Path(name)
    folder.mkdir()
    (folder / "app.py").write_text("x = 1")
    (folder / file).parent.mkdir(exist_ok=True)
    (folder / file).write_text("x")
    (folder / file).chmod(file_mode)
    (folder / file).parent.chmod(mode)
    return Submission(folder)

found = []
for submission in (
    made("app", 0o700, "app.py", 0),
    made("helper", 0o700, "helper.py", 0),
    made("closed", 0o200, "app.py"),
    made("listed", 0o400, "app.py"),
    made("inner", 0o400, "inner/data.txt"),
):
    found.append(told(lambda: submission.check() or submission.seed()))
""")
    denied = "cannot be read: Permission denied"
    assert [f"{name} {denied}" for name in ("app.py", "helper.py", "app.py", "app.py", "data.txt")] == found


@linux
def test_a_student_whose_folder_may_not_be_read(ordinary: Callable[[str], Any], course: Course) -> None:
    """Is a row with its reason, without the path on the grader's machine."""
    found = ordinary("""
from statecourse.course.manifest import CourseManifest
class Small:
    exercises, manifest = {}, CourseManifest("T", 1)
os.makedirs("in/ada"); os.makedirs("in/ben"); os.mkdir("temporary")
os.chmod("in/ada", 0)
found = [[h.student, h.problem] for h in read_handins(Path("in").resolve(), Small(), Path("temporary")).found]
""")
    assert found == [
        ["ada", "ada cannot be read: Permission denied"],
        ["ben", "no exercise found: no folder in it has the name of one"],
    ]


# --- names and archives ------------------------------------------------------------------------


@linux
def test_names_that_are_no_text_are_noted(course: Course, tree: Tree, tmp_path: Path) -> None:
    """As far as they can be read, so that the results can be written."""
    students = tree(tmp_path / "in", {"ada/ex01a_likes/app.py": "1"})
    for name in (b"caf\xe9.pdf", b"caf\xe9", b"caf\xe9.zip"):
        Path(os.fsdecode(os.fsencode(students) + b"/" + name)).write_text("x")
    handins = read_handins(students, course, tmp_path)
    assert [note for note in handins.notes if "caf" in note] == [
        "caf�: not a folder or a zip file, so not a student; left out",
        "caf�.pdf: not a folder or a zip file, so not a student; left out",
        "'caf\\udce9.zip': the name is not readable text; rename it; left out",
    ]


def test_nothing_stays_of_an_archive_that_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a hundred bombs do not fill the disk together."""
    monkeypatch.setattr(unzip, "MAX_BYTES", 1000)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w") as opened:
        opened.writestr("small", bytes(900))
        opened.writestr("large", bytes(2000))
    with pytest.raises(SubmissionError):
        unpack(tmp_path / "bomb.zip", tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["bomb.zip"]


# --- the judges --------------------------------------------------------------------------------


def test_a_judge_that_is_kept_busy_for_good_is_stopped(
    course: Course, tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That submission is an error of the grader, and the run goes on."""
    monkeypatch.setattr(judges, "_patience", lambda _: 3)
    checks = course.root / "graders" / "ex01a_likes" / "test_checks.py"
    checks.write_text(checks.read_text().replace("    app.run()\n", "    while True: pass\n", 1))
    students = tree(tmp_path / "in", {"ada/ex01a_likes/app.py": "1", "ben.zip": "no zip file"})
    store = ReportStore(tmp_path / "reports.db", fresh=True)
    results = grade_folder(course, students, Grading(), store, lambda *_: None)
    stopped = (
        "the grader itself stopped at this submission (no answer in 3 seconds); grade it again or by hand"
    )
    assert [result.problem for result in results.results] == [
        stopped,
        "ben.zip is not a readable zip file: File is not a zip file",
    ]


LARGE = """
n = 300_000
Error = type("E" * n, (Exception,), {"__module__": "m" * n})
for number in range(300):
    st.button(f"{number} " + "b" * 20_000, key=f"{number} " + "k" * 1_000)
st.text("t" * n)
st.session_state["s" * n] = {"d" * n: ["v" * n] * 5}
print("p" * n)
if st.checkbox("more"):
    raise Error("w" * n)
"""
LARGE_CHECKS = [
    "expect(app.text[0].value).to_be(1)",
    "expect(app.text[0].value, app.text[0].value).to_contain(app.text[0].value + 'x')",
    "expect(list(app.session_state.filtered_state.values())).to_be(1)",
    "app.checkbox[0].check().run()\n    expect(app).to_run()",
    "app.checkbox[0].check().run()\n    raise CheckFailed(str(app.exception[0].value))",
    "for button in app.button: button.click()\n    app.run()\n    for n in range(250): app.button[n].click().run()\n    expect(1).to_be(2)",
    "widget(app, 'nothing of this name')",
    "app.button(key='nothing')",
    "app.session_state['nothing']",
    "assert app.text[0].value == '', app.text[0].value",
    "raise ValueError(app.text[0].value)",
]


def test_whatever_an_app_shows_its_report_stays_small(judge: Judge) -> None:
    """Texts, labels, keys, names of exceptions, and how many there are of them."""
    checks = [
        f'def test_{n}(app):\n    """One."""\n    app.run()\n    {c}\n' for n, c in enumerate(LARGE_CHECKS)
    ]
    report = judge("\n".join(checks), LARGE)
    assert {check.outcome for check in report.checks} == {"failed", "error"}
    sizes = {check.name: len(msgspec.json.encode(check)) for check in report.checks}
    assert max(sizes.values()) < 100_000, sizes
    assert len(report.reason) < 10_000


@pytest.mark.parametrize("kind", [AppError, Failure, CheckResult, Report])
def test_no_part_of_a_report_is_large(kind: Any) -> None:
    """Whoever makes it."""
    fields = msgspec.structs.fields(kind)
    texts = {field.name: "x" * 10**6 for field in fields if field.type is str}
    lists = {field.name: ["y" * 10**4] * 10**4 for field in fields if field.type == list[str]}
    others = {field.name: [] if field.name == "checks" else 0 for field in fields if field.required}
    made = kind(**(others | texts | lists))
    for part in (made, msgspec.structs.replace(made, **texts, **lists)):
        assert len(msgspec.json.encode(part)) < 120_000


GREEDY = '''
import os
import pytest

KEPT = []

def test_one(app):
    """One."""
    app.run()
    expect(KEPT, "what is kept").to_be([])
    match app.text[0].value:
        case "too large":
            bytearray(2**31)
        case "kept":
            KEPT.append(bytearray(600 * 2**20))
        case "aborts":
            os.abort()
        case limit:
            expect(limit, "the limit").to_be("-1")
'''


@linux
def test_a_judge_has_a_limit_of_memory_of_its_own(course: Course, tree: Tree, tmp_path: Path) -> None:
    """What reaches it is the app's failure, what stays costs nobody anything, and a worker does not inherit it."""
    graders = course.root / "graders" / "ex01a_likes"
    (graders / "test_hidden.py").unlink()
    (graders / "test_checks.py").write_text(f"from statecourse.checks import expect\n{GREEDY}")
    (course.root / "exercises" / "ex01a_likes" / "exercise.yaml").write_text(
        "title: T\nconcepts: []\nhints: []\nmisconceptions: {}\nchecks: {test_one: 1}\nlimits: {judge_mb: 500}\n"
    )
    say = "import streamlit as st\nst.text({!r})\n"
    limit = "import pandas, resource\nimport streamlit as st\nst.text(resource.getrlimit(resource.RLIMIT_DATA)[0])\n"
    apps = {
        "1": say.format("too large"),
        "2": say.format("kept"),
        "3": limit,
        "4": say.format("aborts"),
        "5": limit,
    }
    students = tree(tmp_path / "in", {f"{name}/ex01a_likes/app.py": app for name, app in apps.items()})
    store = ReportStore(tmp_path / "reports.db", fresh=True)
    results = grade_folder(type(course)(course.root), students, Grading(), store, lambda *_: None)
    reports = [result.report for result in results.results]
    assert [report and (report.points, report.problem) for report in reports] == [
        (0, ""), (1, ""), (1, ""), (0, TOO_MUCH), (1, ""),
    ]  # fmt: skip
    assert reports[0].checks[0].failure.summary == TOO_MUCH  # type: ignore[union-attr]
    assert not any(report and report.has_errors for report in reports)


@linux
def test_each_judge_has_processors_of_its_own() -> None:
    """As many as there are, and all of them where there are too few."""
    own = sorted(os.sched_getaffinity(0))
    assert judges.processors_of_each(1) == [tuple(own)]
    assert sorted(sum(judges.processors_of_each(2), ())) == own
    assert judges.processors_of_each(len(own) + 1)[-1] == ()
