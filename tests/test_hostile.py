"""Nothing that is handed in can hurt: a class of attackers and a few honest students, graded by one command.

What each case is and must come to stands in ``hostile/CASE/case.yaml``. Docs: ``docs/security.md``.
"""

from __future__ import annotations

import contextlib
import csv
import html
import importlib.util
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from statecourse.classroom.grade import inert
from statecourse.classroom.summary.page import read_summary
from statecourse.sandbox.confine import LANDLOCK_PARTS, LAYERS, layers, readable_paths
from statecourse.sandbox.optional_layers import OPTIONAL_LAYERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

pytestmark = pytest.mark.usefixtures("all_layers")
pytestmark = [pytestmark, pytest.mark.slow]

HERE = Path(__file__).parent
LIMITS = "{run_seconds: 10, check_seconds: 40, memory_mb: 512, disk_mb: 16}"
SOON = "ex03a_soon"
"""An exercise whose limit is soon reached, for what never ends by itself; otherwise it is the first one."""
BRIEF = "ex03b_brief"
"""One whose checks may take little time together."""
TESTS = "ex13a_write_the_tests"
WRONG = "This usually means: the likes are kept in an ordinary variable"


def _beside(name: str) -> Any:
    """A module of this folder, which is no package."""
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    sys.modules[name] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


hostile = _beside("hostile_class")
CASES = hostile.read_cases()
HONEST = hostile.HONEST


ORDINARY = 1_000
"""The number of an ordinary user, who need not exist."""


# --- grading -----------------------------------------------------------------------------------


@dataclass
class Canaries:
    """What must not be reached: sockets that must hear nothing, and a file that must stay as it is."""

    root: Path

    def __post_init__(self) -> None:
        (self.root / "home").mkdir()
        self.secret = self.root / "home" / "secret.txt"
        self.secret.write_text("a canary sings here")
        self.before = self.secret.stat()
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.datagrams = [socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) for _ in range(2)]
        self.abstract = f"statecourse-canary-{os.getpid()}-{self.root.name}"
        self.datagrams[0].bind(f"\0{self.abstract}")
        with contextlib.chdir(self.root / "home"):
            self.datagrams[1].bind("socket")
        for made in (self.listening, *self.datagrams):
            made.settimeout(0.1)

    def targets(self) -> dict[str, Any]:
        """Where everything is."""
        course, students = self.root / "course", self.root / "students"
        return {
            "home": str(self.secret),
            "socket": str(self.root / "home" / "socket"),
            "abstract": self.abstract,
            "port": self.listening.getsockname()[1],
            "out": str(self.root / "out"),
            "class": str(students),
            "other": str(students / "ada" / hostile.EXERCISE),
            "graders": str(course / "graders" / hostile.EXERCISE),
        }

    def touched(self) -> list[str]:
        """Which of them were."""
        after, found = self.secret.stat(), []
        if (after.st_mode, after.st_mtime, after.st_size) != (
            self.before.st_mode,
            self.before.st_mtime,
            self.before.st_size,
        ):
            found.append("the file")
        for made, what in zip(
            (self.listening, *self.datagrams), ("TCP", "abstract socket", "socket"), strict=True
        ):
            with contextlib.suppress(TimeoutError):
                _ = made.accept() if what == "TCP" else made.recv(1)
                found.append(what)
            made.close()
        return found


@dataclass(frozen=True)
class Graded:
    """What one ``statecourse grade`` left."""

    done: subprocess.CompletedProcess[str]
    out: Path
    temporary: Path
    rows: dict[str, dict[str, str]]
    results: dict[str, Any]
    data: dict[str, Any]

    def feedback(self, student: str) -> str:
        """The text of a student's page."""
        page = (self.out / "feedback" / f"{student}.html").read_text(encoding="utf-8")
        return html.unescape(re.sub(r"</?(strong|code|span)[^>]*>", "", page))

    def honest(self) -> dict[str, Any]:
        """All that the honest students get; columns for exercises that only others handed in are empty."""
        return {
            student: (
                {column: text for column, text in self.rows[student].items() if text},
                *((self.out / "feedback" / f"{student}.{kind}").read_bytes() for kind in ("md", "html")),
            )
            for student in HONEST
        }


_HELD = """
import sys
from functools import partial
from statecourse.classroom import grade
grade.Grading = partial(grade.Grading, without=tuple(sys.argv.pop(1).split()))
from statecourse.__main__ import main
main()
"""
"""Is ``statecourse``, and leaves out layers, or parts of them, that its first argument names."""


def grade(
    root: Path,
    students: Path,
    before: tuple[str, ...] = (),
    within: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
) -> Graded:
    """Run the real command; ``before`` is what makes it an ordinary user's, ``within`` what bounds all of it."""
    out, temporary = root / "out", root / "tmp"
    temporary.mkdir(exist_ok=True)
    if before:
        for path in [root, *root.rglob("*")]:
            os.chown(path, ORDINARY, ORDINARY, follow_symlinks=False)
    program = ["-c", _HELD, " ".join(without)] if without else ["-m", "statecourse"]
    command = [*within, *before, sys.executable, *program, "grade", str(students), "-o", str(out)]
    done = subprocess.run(
        [*command, "--seed", "known to the teacher alone", "--jobs", "2"],
        cwd=root / "course",
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
        env={**os.environ, "TMPDIR": str(temporary)},
    )
    assert (out / "results.json").exists(), done.stderr
    with (out / "grades.csv").open(newline="", encoding="utf-8") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    data = json.loads((out / "results.json").read_text(encoding="utf-8"))
    results = {result["student"]: result for result in data["results"]}
    return Graded(done, out, temporary, rows, results, data)


def make_course(root: Path) -> None:
    """The small course, and an exercise more."""
    unwanted = shutil.ignore_patterns("__pycache__", ".statecourse")
    shutil.copytree(HERE / "minicourse", root / "course", ignore=unwanted)
    exercises = root / "course" / "exercises"
    (exercises / "course.yaml").write_text(f"title: T\nformat: 1\nlimits: {LIMITS}\n")
    for name, limits in ((SOON, "{run_seconds: 1}"), (BRIEF, "{submission_seconds: 2}")):
        for folder in ("exercises", "graders", "solutions"):
            shutil.copytree(root / "course" / folder / hostile.EXERCISE, root / "course" / folder / name)
        with (exercises / name / "exercise.yaml").open("a") as manifest:
            manifest.write(f"limits: {limits}\n")
    # Whose answers are tests, as in the real course.
    for folder in ("exercises", "graders", "solutions"):
        real = HERE.parent / folder / TESTS
        shutil.copytree(real, root / "course" / folder / TESTS, ignore=unwanted)
    with (exercises / TESTS / "exercise.yaml").open("a") as manifest:
        manifest.write("limits: {run_seconds: 3}\n")
    shorten_tests(root / "course")


def shorten_tests(course: Path) -> None:
    """Of the exercise whose answers are tests only two wrong apps are left, and two right ones: fourteen take long."""
    manifest, graders = course / "exercises" / TESTS / "exercise.yaml", course / "graders" / TESTS
    checks = graders / "test_checks.py"
    kept, left_out = checks.read_text().split(
        '\n\n@needs("test_pass_on_other_tills")\ndef test_notice_late', 1
    )
    checks.write_text(kept)
    names = re.findall(r"^def (test_notice\w+)", f"def test_notice_late{left_out}", re.MULTILINE)
    manifest.write_text(
        re.sub(rf"^  ({'|'.join(names)}): \d+\n", "", manifest.read_text(), flags=re.MULTILINE)
    )
    for app in graders.glob("apps/*/*.py"):
        if app.stem not in {*re.findall(r'"(\w+)"', kept), "callbacks"}:
            app.unlink()


def grade_class(canaries: Canaries, names: Iterable[str], **options: Any) -> Graded:
    """Grade attackers and honest students together."""
    make_course(canaries.root)
    hostile.hand_in(names, canaries.root / "students", canaries.targets())
    return grade(canaries.root, canaries.root / "students", **options)


@pytest.fixture(scope="module")
def canaries(tmp_path_factory: pytest.TempPathFactory) -> Canaries:
    """What must not be reached, in the folder in which everything else lies, too."""
    return Canaries(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def graded(canaries: Canaries) -> Iterator[Graded]:
    """Everyone, graded once."""
    with little_room(canaries.root / "tmp"), little_memory() as within:
        yield grade_class(canaries, CASES, within=within)


@contextlib.contextmanager
def little_room(folder: Path) -> Iterator[None]:
    """Make a folder for temporary files that holds 1.2 GB, where we may; elsewhere it has what the disk has."""
    folder.mkdir()
    mounted = (
        shutil.which("mount")
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1200m,mode=755", "none", folder],
            check=False,
            capture_output=True,
        ).returncode
    )
    try:
        yield
    finally:
        if mounted:
            subprocess.run(["umount", folder], check=True)


MEMORY = 4 * 2**30
"""Bytes for the whole class: the command, its judges, all workers, and the disks that lie in memory."""


@contextlib.contextmanager
def little_memory() -> Iterator[tuple[str, ...]]:
    """What to put before a command, so that all of it has this much; nothing where we may not make a control group."""
    name = f"statecourse-{os.getpid()}"
    first, second = Path("/sys/fs/cgroup/memory", name), Path("/sys/fs/cgroup", name)
    for group, limit in ((first, "memory.limit_in_bytes"), (second, "memory.max")):
        try:
            group.mkdir()
            with (group / limit).open("r+") as file:  # which the kernel has made, or this is no control group
                file.write(str(MEMORY))
        except OSError:
            with contextlib.suppress(OSError):
                group.rmdir()
            continue
        try:
            yield "sh", "-c", 'echo $$ > "$0/cgroup.procs" && exec "$@"', str(group)
        finally:
            group.rmdir()
        return
    yield ()


def test_nothing_ended_the_run(graded: Graded) -> None:
    """Each submission has its row, and none is an error of the grader."""
    assert (graded.done.returncode, graded.done.stderr) == (0, "")
    assert len(graded.rows) == len(CASES) + len(HONEST) >= 100
    assert "grader error" not in graded.done.stdout


def test_who_used_up_the_time_is_named(graded: Graded) -> None:
    """In a line of its own, so that a teacher need not look for it."""
    assert "Used up the time of all checks (1): sleeps_for_long, ex03b_brief" in graded.done.stdout


SEEN = {
    *(
        "calls_home",
        "fork_bomb",
        "kills_the_judge",
        "reads_graders",
        "reads_proc",
        "reads_solutions",
        "reads_home",
    ),
    *(
        "os_exit",
        "segfault",
        "disk_fill",
        "wire_garbage",
        "wire_huge",
        "deletes_itself",
        "thread_bomb",
        "writes_results",
    ),
    *(
        "link_app",
        "link_data",
        "pipe_zip",
        "zip_dotdot",
        "zip_bomb",
        "zip_link",
        "tests_exit",
        "memory_elsewhere",
    ),
}
"""Some of those whose attack can be seen in what they handed in, or did."""


def test_the_summary_names_attackers_and_nobody_else(graded: Graded) -> None:
    """As students to look at; whoever is honest is not among them, and no text of theirs is markup on the page."""
    odd = next(
        look for look in read_summary(graded.out).look if look.title == "Does what no exercise asks for"
    )
    named = {case.student for case in odd.cases}
    assert named >= SEEN
    assert not named & set(HONEST)
    page = (graded.out / "summary.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "\x1b" not in page
    assert "BREACH" not in page


def complaints(name: str, graded: Graded) -> list[str]:
    """What is not as the case's file says."""
    case = CASES[name]
    student = case.hands_in_as or name
    row = graded.rows[inert(student)]
    page = graded.feedback(student)
    told = json.dumps(graded.results[student], ensure_ascii=False)
    # Where no check passed, the table says what stopped the app, in words that each case need not repeat.
    stopped = not case.reason and case.status == "not passed" and row["points"] == "0"
    result = (row["status"], int(row["points"]), "" if stopped else row["reason"])
    most = 5 if case.exercise == TESTS else 6 if case.base == "notes" else 10
    points = f"{case.points} of {most} points"
    said = case.student or [points, *([WRONG] if case.base == "wrong" else [])]
    return [
        *(["a breach"] if "BREACH" in page + told else []),
        *([str(result)] if result != (case.status, case.points, case.reason) else []),
        *(f"the student is not told: {phrase}" for phrase in said if phrase not in page),
        *(f"the teacher is not told: {phrase}" for phrase in case.teacher if phrase not in told),
        *(f"the student is told: {phrase}" for phrase in case.never if phrase in page),
    ]


def may_look_into_workers() -> bool:
    """Whether the judge sees what a worker has open: root needs a right for it that containers may lack."""
    rights = int(re.findall(r"CapEff:\s*(\w+)", Path("/proc/self/status").read_text())[0], 16)
    return os.geteuid() != 0 or bool(rights & 1 << 19)  # CAP_SYS_PTRACE


BY_OWN_DISK = {"disk_fill_deleted", "disk_fill_mapped", "disk_fill_unseen"}


@pytest.mark.parametrize("name", CASES)
def test_case(name: str, graded: Graded) -> None:
    """It earns what its app deserves, nothing worked that must not, and both are told what happened."""
    layers = graded.data["layers"]
    if name in BY_OWN_DISK and "own-disk" not in layers and not may_look_into_workers():
        pytest.skip(
            "root may not look into other users' processes here; docs/security.md says what that means"
        )
    if name == "thread_burst" and "own-user" not in layers:
        pytest.skip(
            "the kernel does not count a worker's threads here; docs/security.md says what that means"
        )
    assert complaints(name, graded) == []


def test_an_attack_changes_no_outcome(graded: Graded) -> None:
    """Check by check, an app with an attack in front of it comes to what it comes to without."""
    for name, case in CASES.items():
        honest = next((student for student, app in HONEST.items() if app == case.base), "")
        if honest and case.points == graded.results[honest]["report"]["points"]:
            assert outcomes(graded, name) == outcomes(graded, honest)


def outcomes(graded: Graded, student: str) -> dict[str, str]:
    """What came of each check."""
    return {check["name"]: check["outcome"] for check in graded.results[student]["report"]["checks"]}


@pytest.fixture(scope="module")
def without_attackers(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """The honest students alone."""
    root = tmp_path_factory.mktemp("honest")
    make_course(root)
    hostile.hand_in([], root / "students", {})
    return grade(root, root / "students")


def test_the_honest_get_what_they_would_have_got(graded: Graded, without_attackers: Graded) -> None:
    """Byte for byte, with nobody else in their class."""
    assert without_attackers.honest() == graded.honest()


def test_no_canary_was_touched(graded: Graded, canaries: Canaries) -> None:
    """Neither the sockets nor the file; what is in it stands nowhere."""
    assert canaries.touched() == []
    written = [path for path in graded.out.rglob("*") if path.is_file()]
    assert [path.name for path in written if b"a canary sings" in path.read_bytes()] == []


def test_nothing_is_left(graded: Graded, canaries: Canaries) -> None:
    """No process, no temporary file, no file beside the results, none where attackers would leave one."""
    assert list(graded.temporary.iterdir()) == []
    assert processes_with(str(graded.temporary)) == []
    written = {".statecourse", "feedback", "grades.csv", "results.json", "summary.html"}
    assert {path.name for path in graded.out.iterdir()} == written
    assert len(list((graded.out / "feedback").iterdir())) == 2 * len(graded.rows)
    places = ("/tmp", "/var/tmp", "/dev/shm", canaries.root, canaries.root / "home", canaries.root.parent)
    assert [place for place in places if Path(place, "statecourse-was-here").exists()] == []
    assert not Path("/tmp/escaped.py").exists()


def processes_with(text: str) -> list[str]:
    """The processes in whose environment a text stands; a sandbox and all that it starts have their folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if text in (process / "environ").read_text(errors="replace"):
                found.append(process.name)
    return found


def test_the_results_name_the_layers(graded: Graded) -> None:
    """All of them; what a worker says of itself does not count."""
    assert set(graded.data["layers"]) & set(LAYERS) == set(LAYERS)


NOT_HERE = {
    10: "the list has no such attack", 12: "the list has no such attack", 15: "the list has no such attack",
    13: "of notebooks", 16: "of notebooks", 17: "of notebooks",
    26: "the list has no such attack", 32: "the list has no such attack",
    44: "the list has no such attack", 47: "the list has no such attack",
    60: "a copy with other names is for who compares submissions, and earns what its app deserves",
    61: "an app may look at the clock; what it shows is what is graded",
    62: "the grader's own interruption is no attack of an app",
}  # fmt: skip


def test_every_attack_of_the_list_is_there() -> None:
    """Or is not one on this grader, and why."""
    assert {number for case in CASES.values() for number in case.facts} == set(range(1, 63)) - set(NOT_HERE)


# --- as an ordinary user -----------------------------------------------------------------------

FOR_ANY_USER = [
    name
    for name, case in CASES.items()
    if case.kind in {"leak", "state"}
    or name.startswith(("disk_fill_", "memory_else", "pipe_", "signals_", "fork_", "kills_the", "thread_"))
    or name in {"asks_the_kernel", "memory_in_sockets", "many_mappings"}
    or name in {"closed_folders", "deep_folders", "right_odd_file_names", "writes_results"}
]


_OPENED = """
set -e
place=$(mktemp -d)
mount --bind "$2" "$place"
mount -t tmpfs -o mode=755 none "$1"
mkdir -p "$2"
mount --move "$place" "$2"
rmdir "$place"
shift 2
exec "$@"
"""
"""Runs a program where of a closed folder only one within it is there, and that is open."""


def ways_to_be_ordinary() -> Iterator[tuple[str, ...]]:
    """What may stand in front of a command that an ordinary user is to run, the best first.

    Where Python lies in root's own folder, that user is to have a way to it, or else may read everything,
    which the sandbox must make up for; then there are no rooms, for which the user would have to lose that right.
    """
    numbers = (f"--reuid={ORDINARY}", f"--regid={ORDINARY}", "--clear-groups")
    right = ("--inh-caps=-all,+dac_read_search", "--ambient-caps=-all,+dac_read_search")
    user = ("prlimit", "--nproc=3000", "setpriv", *numbers)
    closed = [
        (parent, path.relative_to(parent).parts[0])
        for path in readable_paths()
        for parent in path.parents
        if not parent.stat().st_mode & 1
    ]
    if not closed:
        yield user
    for parent, name in closed[:1]:
        yield ("unshare", "-m", "sh", "-c", _OPENED, "sh", str(parent), str(parent / name), *user)
    yield (*user, *right)


def as_ordinary_user() -> tuple[str, ...]:
    """The first of these ways that there is; empty where there is none."""
    for before in ways_to_be_ordinary():
        with contextlib.suppress(OSError):
            if subprocess.run([*before, sys.executable, "-c", ""], check=False).returncode == 0:
                return before
    return ()


@pytest.fixture
def ordinary_folder() -> Iterator[Path]:
    """A folder that anybody may enter, which those of pytest are not."""
    with tempfile.TemporaryDirectory(prefix="ordinary-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="all of this test run is an ordinary user's"
)
def test_an_ordinary_user_is_as_safe(ordinary_folder: Path, without_attackers: Graded) -> None:
    """Who grades need not be root: the same cases come to the same."""
    before = as_ordinary_user()
    if not before:
        pytest.skip("no program can be run as another user here")
    canaries = Canaries(ordinary_folder)
    graded = grade_class(canaries, FOR_ANY_USER, before=before)
    assert (graded.done.returncode, graded.done.stderr) == (0, "")
    counted = "own-user" in graded.data["layers"]
    shown = [name for name in FOR_ANY_USER if counted or name != "thread_burst"]
    assert {name: found for name in shown if (found := complaints(name, graded))} == {}
    assert graded.honest() == without_attackers.honest()
    assert canaries.touched() == []
    assert list(graded.temporary.iterdir()) == processes_with(str(graded.temporary)) == []
    assert set(graded.data["layers"]) & set(LAYERS) == set(LAYERS)


# --- on older kernels --------------------------------------------------------------------------

WITH_ANY_LANDLOCK = [
    name
    for name, case in CASES.items()
    if (case.kind in {"leak", "state"} and case.exercise != TESTS)
    or name in {"asks_the_kernel", "closed_folders", "deep_folders", "fork_bomb", "kills_the_judge"}
    or name in {"memory_in_sockets", "rewrites_code", "right_odd_file_names", "signals_by_files"}
    or name in {"wire_sends_files", "writes_late", "writes_results"}
]


@pytest.mark.parametrize("version", range(1, max(LANDLOCK_PARTS.values())))
def test_an_older_landlock_is_as_safe(version: int, ordinary_folder: Path) -> None:
    """What it lacks another layer keeps, also for an ordinary user, to whom the class's files belong."""
    canaries = Canaries(ordinary_folder)
    before = as_ordinary_user() if os.geteuid() == 0 else ()
    without = tuple(part for part, since in LANDLOCK_PARTS.items() if since > version)
    graded = grade_class(canaries, WITH_ANY_LANDLOCK, before=before, without=without)
    assert (graded.done.returncode, graded.done.stderr) == (0, "")
    assert {name: found for name in WITH_ANY_LANDLOCK if (found := complaints(name, graded))} == {}
    assert canaries.touched() == []
    assert list(graded.temporary.iterdir()) == processes_with(str(graded.temporary)) == []
    assert set(graded.data["layers"]) - set(OPTIONAL_LAYERS) == set(layers(without))
    open_promises = {promise for promise, keepers in graded.data["promises"].items() if not keepers}
    assert open_promises <= {"writes to a small disk of its own", "has its threads counted by themselves"}
