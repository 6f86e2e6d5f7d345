"""Each layer switched off in turn: what it promises can then happen, or another layer holds, which is named."""

from __future__ import annotations

import os
import socket
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import trying

from statecourse.app.app import App
from statecourse.app.server import bench
from statecourse.classroom.grade import Grading, grade_folder
from statecourse.classroom.store import ReportStore
from statecourse.cli import teacher
from statecourse.course.limits import Limits
from statecourse.course.manifest import CourseError
from statecourse.runtime.app_sandbox import AppSandbox
from statecourse.sandbox import confine
from statecourse.sandbox.confine import LANDLOCK_PARTS, LAYERS, Missing
from statecourse.sandbox.optional_layers import OPTIONAL_LAYERS
from statecourse.sandbox.worker_handle import WorkerLostError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from statecourse.course.course import Course
    from statecourse.sandbox.sandbox import Sandbox

    Tree = Callable[..., Path]
    Tried = Callable[..., dict[str, str]]

pytestmark = [pytest.mark.usefixtures("all_layers"), pytest.mark.slow]

LIMITS = Limits(run_seconds=20, check_seconds=60, memory_mb=512, disk_mb=8, open_files=64)
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
REFUSED = "PermissionError"

TRY = f"import ctypes, mmap, os, socket\n{trying.TRY}"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder outside of all sandboxes in which anybody may read and write."""
    with tempfile.TemporaryDirectory(prefix="open-") as folder:
        Path(folder).chmod(0o777)
        (Path(folder) / "secret.txt").write_text("secret")
        (Path(folder) / "secret.txt").chmod(0o666)
        yield Path(folder)


@pytest.fixture(scope="module")
def sandboxes(sandbox: Sandbox) -> Iterator[Callable[..., Sandbox]]:
    """Sandboxes without some layers; each is started once."""
    made: dict[tuple[str, ...], Sandbox] = {(): sandbox}

    def make(*without: str) -> Sandbox:
        if without not in made:
            made[without] = AppSandbox(without=without)
        return made[without]

    yield make
    for without in filter(None, made):
        made[without].close()


@pytest.fixture
def tried(tmp_path: Path, sandboxes: Callable[..., Sandbox]) -> Tried:
    """What came of each action of an app, by its name, in a sandbox without some layers."""

    def run(actions: str, *without: str) -> dict[str, str]:
        folder = tmp_path / "app"
        folder.mkdir(exist_ok=True)
        (folder / "app.py").write_text(TRY + actions)
        with bench(sandboxes(*without), LIMITS):
            app = App(folder / "app.py", default_timeout=20).run()
            assert not app.exception, app.exception[0].message
            assert set(app._server._worker.layers) & set(LAYERS) == set(LAYERS) - set(without)
            found = dict(text.value.split(": ", 1) for text in app.text)
        sandboxes(*without).wait_for_stopped()
        return found

    return run


def test_without_landlock_what_the_user_may_read_and_write_is_open(tried: Tried, open_folder: Path) -> None:
    """Files elsewhere, and what the system says of processes; not the network, which seccomp keeps away."""
    actions = f"""
tried("read", lambda: open({str(open_folder / "secret.txt")!r}).read())
tried("write", lambda: open({str(open_folder / "secret.txt")!r}, "r+").write("was here"))
tried("make", lambda: os.mkdir({str(open_folder / "made")!r}))
tried("processes", lambda: "1" in os.listdir("/proc"))
tried("network", lambda: socket.socket())
tried("signal", lambda: os.kill(os.getppid(), 0))
"""
    kept = {"network": REFUSED, "signal": REFUSED}
    opened = {"read": "secret", "write": "8", "make": "None", "processes": "True"}
    assert tried(actions) == dict.fromkeys(opened, REFUSED) | kept
    assert tried(actions, "landlock") == opened | kept


def test_without_seccomp_processes_and_datagrams_are_open(tried: Tried) -> None:
    """Processes and UDP; not TCP, sockets without a path and signals, which Landlock keeps in."""
    heard = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    heard.bind(("127.0.0.1", 0))
    listening = socket.create_server(("127.0.0.1", 0))
    with heard, listening:
        heard.settimeout(0.1)
        actions = f"""
def start():
    child = os.fork()
    if not child:
        os._exit(7)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

def send():
    return socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", {heard.getsockname()!r})

tried("start", start)
tried("datagram", send)
tried("connect", lambda: socket.create_connection({listening.getsockname()!r}, timeout=1))
tried("signal", lambda: os.kill(os.getppid(), 0))
"""
        kept = {"connect": REFUSED, "signal": REFUSED}
        assert tried(actions) == dict.fromkeys(("start", "datagram"), REFUSED) | kept
        with pytest.raises(TimeoutError):
            heard.recv(1)
        assert tried(actions, "seccomp") == {"start": "7", "datagram": "1"} | kept
        assert heard.recv(1) == b"x"


def test_without_seccomp_what_was_started_still_ends_with_the_check(tried: Tried) -> None:
    """The warm server ends its orphans, also those that have left the app's group."""
    actions = """
def start():
    reads, writes = os.pipe()
    if not os.fork():
        os.setsid()
        if os.fork():
            os._exit(0)
        os.write(writes, str(os.getpid()).encode())
        import time
        time.sleep(600)
    return int(os.read(reads, 20))

tried("start", start)
"""
    process = int(tried(actions, "seccomp")["start"])
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_without_rlimits_memory_and_files_are_unbounded(tried: Tried) -> None:
    """But for the disk, which the judge watches."""
    actions = """
tried("memory", lambda: len(mmap.mmap(-1, 2**33)))
tried("open files", lambda: len([open("app.py") for _ in range(100)]))
tried("file", lambda: os.truncate("app.py", 2**30))
"""
    assert tried(actions, "rlimits") == {"memory": str(2**33), "open files": "100", "file": "None"}
    assert tried(actions) == dict.fromkeys(("memory", "open files", "file"), "OSError")
    fill = "import time\nwith open('large', 'wb') as file: file.write(bytes(2**24))\ntime.sleep(15)\n"
    with pytest.raises(WorkerLostError, match="the app wrote more than 8 MB to disk"):
        tried(fill, "rlimits")


# --- older kernels --------------------------------------------------------------------------------

VERSIONS = range(1, max(LANDLOCK_PARTS.values()) + 1)


def parts_after(version: int) -> tuple[str, ...]:
    """What to leave out so that Landlock is held to a version."""
    return tuple(part for part, since in LANDLOCK_PARTS.items() if since > version)


@pytest.fixture
def readable_file() -> Iterator[Path]:
    """A file among those that all workers may read, which anybody may write as far as its rights go."""
    with tempfile.NamedTemporaryFile(dir=Path(confine.__file__).parent, suffix=".txt") as file:
        file.write(b"whole")
        file.flush()
        Path(file.name).chmod(0o666)
        yield Path(file.name)


SHORTENED = """
libc = ctypes.CDLL(None, use_errno=True)
def call(name, *arguments):
    if getattr(libc, name)(*arguments) < 0:
        raise OSError(ctypes.get_errno(), name)
    return "done"
path = {path!r}
how = struct.pack("QQQ", os.O_TRUNC, 0, 0)
tried("by path", lambda: call("truncate", path.encode(), 1))
tried("as if to read", lambda: os.open(path, os.O_TRUNC) and "done")
tried("as if to read, relative", lambda: os.open(path, os.O_TRUNC, dir_fd=os.open(".", os.O_RDONLY)) and "done")
tried("by the old call", lambda: call("syscall", 2, path.encode(), os.O_TRUNC))
tried("for neither", lambda: os.open(path, os.O_ACCMODE | os.O_TRUNC) and "done")
tried("by flags that no filter sees", lambda: call("syscall", 437, -100, path.encode(), how, len(how)))
tried("to write", lambda: os.open(path, os.O_WRONLY | os.O_TRUNC) and "done")
tried("signal", lambda: os.kill(os.getppid(), 0))
tried("signal to a thread", lambda: call("syscall", 234, os.getppid(), os.getppid(), 0))
tried("socket", lambda: socket.socket())
tried("abstract", lambda: socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))
tried("size", lambda: os.stat(path).st_size)
"""
KEPT = (
    *("by path", "as if to read", "as if to read, relative", "by the old call", "for neither", "to write"),
    *("signal", "signal to a thread", "socket", "abstract"),
)


@pytest.mark.parametrize("version", VERSIONS)
def test_what_an_older_landlock_lacks_another_layer_keeps(
    version: int, tried: Tried, readable_file: Path
) -> None:
    """Shortening files, above all, which the first two do not see."""
    actions = f"import struct\n{SHORTENED.format(path=str(readable_file))}"
    found = tried(actions, *parts_after(version))
    assert found.pop("by flags that no filter sees") == "OSError"
    assert found == dict.fromkeys(KEPT, REFUSED) | {"size": "5"}


def test_without_seccomp_an_older_landlock_lets_files_be_shortened(tried: Tried, readable_file: Path) -> None:
    """So the filter is what keeps them."""
    actions = f"import struct\n{SHORTENED.format(path=str(readable_file))}"
    found = tried(actions, "seccomp", *parts_after(2))
    assert [found[name] for name in KEPT[:6]] == ["done"] * 5 + [REFUSED]
    assert found["size"] == "0"


HONEST = """
import pathlib, shutil, tempfile
def write(path):
    pathlib.Path(path).parent.mkdir(exist_ok=True)
    pathlib.Path(path).write_text("12345")
    return path
tried("shorten", lambda: os.truncate(write("a/long.txt"), 2) or pathlib.Path("a/long.txt").read_text())
tried("shorten an open one", lambda: os.truncate(os.open("a/long.txt", os.O_RDWR), 1) or os.stat("a/long.txt").st_size)
tried("shorten none", lambda: os.truncate("none.txt", 2))
tried("write anew", lambda: open("a/long.txt", "w").close() or os.stat("a/long.txt").st_size)
tried("rename", lambda: os.rename(write("a/one.txt"), "b.txt") or pathlib.Path("b.txt").read_text())
tried("replace", lambda: pathlib.Path(write("a/two.txt")).replace("b.txt") and os.listdir("a"))
tried("from elsewhere", lambda: os.replace(tempfile.mkstemp()[1], "b.txt") or os.stat("b.txt").st_size)
tried("a folder", lambda: (os.mkdir("c"), os.rename("a", "c/a/")) and os.listdir("c/a"))
tried("by shutil", lambda: shutil.move("c/a", "d") and os.listdir("d"))
tried("none", lambda: os.rename("none.txt", "c/none.txt"))
tried("out", lambda: os.rename("b.txt", "/tmp/b.txt"))
tried("what is left", lambda: sorted(name for name in os.listdir(".") if not name.startswith("__")))
"""


@pytest.mark.parametrize("version", VERSIONS)
def test_an_honest_app_does_in_its_own_folder_what_it_does_elsewhere(version: int, tried: Tried) -> None:
    """The first Landlock lets no file go to another folder, and no filter knows whose file is shortened."""
    found = tried(HONEST, *parts_after(version))
    assert found.pop("out") in {REFUSED, "OSError"}
    assert found == {
        "shorten": "12",
        "shorten an open one": "1",
        "shorten none": "FileNotFoundError",
        "write anew": "0",
        "rename": "12345",
        "replace": "['long.txt']",
        "from elsewhere": "0",
        "a folder": "['long.txt']",
        "by shutil": "['long.txt']",
        "none": "FileNotFoundError",
        "what is left": "['app.py', 'b.txt', 'c', 'd']",
    }


# --- what the kernel holds where it can ---------------------------------------------------------

ODD = """
import time
kept = []
for number in range(20):
    name = f"a\\fb {number} (deleted)"
    file = os.open(name, os.O_RDWR | os.O_CREAT)
    os.posix_fallocate(file, 0, 2**20)
    kept.append(mmap.mmap(file, 4096))
    os.remove(name)
    os.close(file)
time.sleep(15)
"""
"""Files that have no name any more, and had an odd one."""
LONG = """
import time
path = "/".join(["d" * 200] * 15)
os.makedirs(path)
file = os.open(f"{path}/file", os.O_RDWR | os.O_CREAT)
os.truncate(file, 2**20)
os.remove(f"{path}/file")
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
for number in range(10_000):
    libc.mmap(None, 4096, 1 + number % 2, 1, file, ctypes.c_long(0))
time.sleep(15)
"""
"""A list of what is in memory that it would take a hundred megabytes to read as a whole."""


@pytest.mark.parametrize(
    ("actions", "reason"),
    [(ODD, "the app wrote more than 8 MB to disk"), (LONG, "the app's folder cannot be looked into")],
)
def test_without_a_disk_of_its_own_the_judge_looks(tried: Tried, actions: str, reason: str) -> None:
    """Also at files without a name; and it does not read for ever."""
    with pytest.raises(WorkerLostError, match=reason):
        tried(actions, "own-disk")


@pytest.fixture
def rooms(sandbox: Sandbox, tmp_path: Path) -> None:
    """Only where a worker has all that it can have for itself."""
    (tmp_path / "app.py").write_text("1")
    with bench(sandbox, LIMITS):
        App(tmp_path / "app.py", default_timeout=20).run()
    if missing := set(OPTIONAL_LAYERS) - set(sandbox.layers):
        pytest.skip(f"this machine does not have {missing}")


@pytest.mark.usefixtures("rooms")
def test_a_disk_of_its_own_is_as_large_as_it_may_be(tried: Tried) -> None:
    """The kernel says so: what an app may write, and as much again as the copy of an answer may have."""
    assert tried("""
disk = os.statvfs(".")
tried("megabytes", lambda: disk.f_blocks * disk.f_frsize // 2**20)
tried("files", lambda: disk.f_files)
""") == {"megabytes": "28", "files": "4100"}


THREADS = """
import _thread
lock = _thread.allocate_lock()
lock.acquire()
_thread.stack_size(65536)
for _ in range(400):
    _thread.start_new_thread(lock.acquire, ())
st.text("started")
"""


@pytest.mark.usefixtures("rooms")
def test_the_threads_of_one_are_not_counted_for_another(sandbox: Sandbox, tmp_path: Path) -> None:
    """Together they have more than either may."""
    (tmp_path / "app.py").write_text(f"import streamlit as st\n{THREADS}")
    with bench(sandbox, LIMITS), bench(sandbox, LIMITS):
        apps = [App(tmp_path / "app.py", default_timeout=20).run() for _ in range(2)]
        assert [app.text[0].value for app in apps] == ["started"] * 2


GAINS = """
libc = ctypes.CDLL(None)
tried("gains nothing", lambda: libc.prctl(39, 0, 0, 0, 0))
tried("runs a program", lambda: os.execv("/bin/true", ["true"]))
"""


def test_without_no_new_privileges_the_other_layers_imply_it(tried: Tried) -> None:
    """Landlock and seccomp ask for it themselves; and no program can be run at all."""
    assert tried(GAINS, "no-new-privileges") == {"gains nothing": "1", "runs a program": REFUSED}
    without = ("no-new-privileges", "landlock", "seccomp")
    assert tried(GAINS.replace('tried("runs', "#"), *without) == {"gains nothing": "0"}


@pytest.mark.skipif(not ROOT, reason="there is nothing to drop")
def test_without_unprivileged_a_worker_of_roots_is_root(tried: Tried, tmp_path: Path) -> None:
    """Which Landlock then keeps from root's files; without it, too, they are open."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    secret.chmod(0o600)
    actions = f"""
tried("root", lambda: os.getuid() == 0)
tried("read", lambda: open({str(secret)!r}).read())
"""
    assert tried(actions, "unprivileged") == {"root": "True", "read": REFUSED}
    assert tried(actions, "unprivileged", "landlock") == {"root": "True", "read": "secret"}
    assert tried(actions, "landlock") == {"root": "False", "read": REFUSED}


# --- what is said of them ----------------------------------------------------------------------


def test_the_results_name_the_layers_that_held(course: Course, tree: Tree, tmp_path: Path) -> None:
    """And not one that was left out."""
    solution = (course.root / "solutions" / "ex01a_likes" / "app.py").read_text()
    students = tree(tmp_path / "in", {"ada/ex01a_likes/app.py": solution})
    grading = Grading(without=("rlimits", "no-new-privileges"))
    store = ReportStore(tmp_path / "reports.db", fresh=True)
    found = grade_folder(course, students, grading, store, lambda *_: None)
    assert set(found.layers) & set(LAYERS) == {"landlock", "seccomp", "unprivileged"}
    assert [result.report and result.report.passed for result in found.results] == [True]


@pytest.mark.parametrize("layer", sorted(LAYERS))
def test_grade_refuses_without_a_layer(
    layer: str, course: Course, tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It names the layer, why it is missing, what it would have promised, and the way out."""
    monkeypatch.setattr(confine, "missing_layers", lambda: (Missing(layer, "made up"),))
    students = tree(tmp_path / "in", {"ada/ex01a_likes/app.py": "1"})
    with pytest.raises(CourseError) as problem:
        teacher.grade_submissions(course, students, tmp_path / "out", Grading(), require_full=True)
    said = str(problem.value)
    assert f"{layer} (made up; without it nothing ensures that an app {LAYERS[layer]})" in said
    assert "--isolation=process" in said
    assert not (tmp_path / "out").exists()


def test_whether_an_ordinary_user_comes_to_python_and_to_the_folder(
    tmp_path: Path, open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where root has its temporary folders to itself, a worker comes to its own by the right to read alone."""
    (tmp_path / "closed" / "app").mkdir(parents=True)
    (tmp_path / "closed").chmod(0o700)
    monkeypatch.setattr(confine, "readable_paths", lambda: (open_folder,))
    assert confine._all_may_enter(open_folder / "app")
    assert not confine._all_may_enter(tmp_path / "closed" / "app")
    monkeypatch.setattr(confine, "readable_paths", lambda: (tmp_path / "closed" / "app",))
    assert not confine._all_may_enter(open_folder / "app")
