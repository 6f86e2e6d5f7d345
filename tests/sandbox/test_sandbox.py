"""The sandbox: each layer holds by itself, all of them together hold, and a cold worker is the same."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from streamlit.components.v2.component_manager import BidiComponentManager
from trying import TRY

from statecourse.app.app import App
from statecourse.app.server import bench
from statecourse.apptest import app_session
from statecourse.codec.forms import Thing
from statecourse.course.limits import Limits
from statecourse.course.submission import Job, Submission
from statecourse.judge.run import run_jobs
from statecourse.runtime.app_sandbox import AppSandbox
from statecourse.sandbox import optional_layers, processes
from statecourse.sandbox.channel import Channel
from statecourse.sandbox.confine import LANDLOCK_PARTS, LAYERS, NOBODY
from statecourse.sandbox.messages import Kill
from statecourse.sandbox.optional_layers import OPTIONAL_LAYERS, worker_uid
from statecourse.sandbox.processes import SandboxError
from statecourse.sandbox.worker_handle import WorkerLostError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from statecourse.course.course import Course
    from statecourse.report.report import Report
    from statecourse.sandbox.sandbox import Sandbox

    Tree = Callable[..., Path]
    Opener = Any

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux has the layers"),
    pytest.mark.slow,
]

LIMITS = Limits(run_seconds=10, check_seconds=30, memory_mb=512, disk_mb=8, open_files=64)


def tried(sandbox: Sandbox, folder: Path, actions: str) -> dict[str, str]:
    """What came of each action, by its name."""
    folder.mkdir(exist_ok=True)
    (folder / "app.py").write_text(TRY + actions)
    with bench(sandbox, LIMITS):
        app = App(folder / "app.py", default_timeout=10).run()
        assert not app.exception, app.exception[0].message
        return dict(text.value.split(": ", 1) for text in app.text)


@pytest.fixture
def only() -> Iterator[Callable[[str], Sandbox]]:
    """A sandbox with one layer alone."""
    made: list[Sandbox] = []

    def make(layer: str) -> Sandbox:
        made.append(AppSandbox(without=tuple(name for name in (*LAYERS, *OPTIONAL_LAYERS) if name != layer)))
        return made[-1]

    yield make
    for sandbox in made:
        sandbox.close()


def test_landlock_alone(only: Callable[[str], Sandbox], tmp_path: Path) -> None:
    """Reads and writes only what it may, and signals nobody outside."""
    found = tried(only("landlock"), tmp_path / "app", f"""
import json, os, pathlib
tried("users", lambda: open("/etc/passwd").read())
tried("grader", lambda: os.listdir({str(tmp_path)!r}))
tried("write", lambda: open("/tmp/statecourse-was-here", "w"))
tried("parent", lambda: os.kill(os.getppid(), 0))
tried("environment", lambda: open(f"/proc/{{os.getppid()}}/environ").read())
tried("own", lambda: pathlib.Path("own.txt").write_text("x"))
tried("python", lambda: len(pathlib.Path(json.__file__).read_text()) > 100)
""")  # fmt: skip
    refused = dict.fromkeys(["users", "grader", "write", "parent", "environment"], "PermissionError")
    assert found == refused | {"own": "1", "python": "True"}


def test_seccomp_alone(only: Callable[[str], Sandbox], tmp_path: Path) -> None:
    """Starts no process, opens no socket, signals nobody; threads and copies are fine."""
    found = tried(only("seccomp"), tmp_path / "app", """
import os, shutil, socket, subprocess, threading
tried("fork", lambda: os.fork())
tried("spawn", lambda: os.posix_spawn("/bin/true", ["true"], {}))
tried("run", lambda: subprocess.run(["/bin/true"]))
tried("socket", lambda: socket.socket())
tried("kill", lambda: os.kill(os.getppid(), 9))
tried("thread", lambda: threading.Thread(target=print).start())
tried("copy", lambda: shutil.copy("app.py", "copy.py"))
""")  # fmt: skip
    refused = dict.fromkeys(["fork", "spawn", "run", "socket", "kill"], "PermissionError")
    assert found == refused | {"thread": "None", "copy": "copy.py"}


def test_rlimits_alone(only: Callable[[str], Sandbox], tmp_path: Path) -> None:
    """Memory, the size of a file, and open files are bounded."""
    found = tried(only("rlimits"), tmp_path / "app", """
tried("some memory", lambda: len(bytearray(2**20)))
tried("much memory", lambda: len(bytearray(2**30)))
# With nothing in it: else the judge, which watches all files together, might be first.
tried("large file", lambda: open("large", "wb").truncate(9 * 2**20))
tried("open files", lambda: [open("app.py") for _ in range(65)])
""")  # fmt: skip
    assert found == {
        "some memory": "1048576",
        "much memory": "MemoryError",
        "large file": "OSError",
        "open files": "OSError",
    }


STATUS = """
import os
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
tried("privileges", lambda: status["NoNewPrivs"].strip())
tried("user", lambda: os.getuid())
tried("capabilities", lambda: int(status["CapEff"], 16))
tried("groups", lambda: os.getgroups())
"""


def test_no_new_privileges_alone(only: Callable[[str], Sandbox], tmp_path: Path) -> None:
    """A set-user-id program would gain nothing."""
    assert tried(only("no-new-privileges"), tmp_path / "app", STATUS)["privileges"] == "1"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="there is nothing to drop")
def test_unprivileged_alone(only: Callable[[str], Sandbox], tmp_path: Path) -> None:
    """Where the judge is root, the worker is an ordinary user whom nobody knows, without any capability."""
    found = tried(only("unprivileged"), tmp_path / "app", STATUS)
    assert int(found.pop("user")) >= NOBODY
    assert found == {"privileges": "0", "capabilities": "0", "groups": "[]"}


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="an ordinary user stays that user")
def test_each_worker_of_roots_is_a_user_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else's, and where there are not so many users, nobody."""
    numbers = {worker_uid(number) for number in range(64)}
    if NOBODY not in numbers:
        assert len(numbers) == 64
        assert all(0x7000_0000 <= number <= 0x7FFF_FFFF for number in numbers if number)
    (tmp_path / "proc/self").mkdir(parents=True)
    (tmp_path / "proc/self/uid_map").write_text("         0     100000      65536\n")
    monkeypatch.setattr(optional_layers, "Path", lambda path: tmp_path / path.lstrip("/"))
    assert worker_uid(1) == NOBODY


def test_all_layers_together(sandbox: Sandbox, tmp_path: Path) -> None:
    """What an app may do works, and nothing else does."""
    found = tried(sandbox, tmp_path / "app", """
import os, pathlib, sqlite3, tempfile
import pandas as pd
tried("users", lambda: open("/etc/passwd").read())
tried("fork", lambda: os.fork())
tried("user", lambda: os.getuid() != 0)
tried("environment", lambda: sorted(set(os.environ) & {"PATH", "USER", "PYTHONPATH", "VIRTUAL_ENV", "PYTEST_VERSION"}))
tried("home", lambda: pathlib.Path.home() == pathlib.Path(tempfile.gettempdir()))
tried("temporary", lambda: tempfile.NamedTemporaryFile().write(b"x"))
tried("table", lambda: pd.DataFrame({"a": [1]}).to_csv("a.csv"))
tried("database", lambda: sqlite3.connect("a.db").execute("create table t (a)").rowcount)
tried("rename", lambda: os.rename("a.csv", "b.csv"))
tried("delete", lambda: os.remove("b.csv"))
tried("folder", lambda: os.makedirs("one/two"))
""")  # fmt: skip
    assert found == {
        "users": "PermissionError",
        "fork": "PermissionError",
        "user": "True",
        "environment": "['PATH', 'USER']",
        "home": "True",
        "temporary": "1",
        "table": "None",
        "database": "-1",
        "rename": "None",
        "delete": "None",
        "folder": "None",
    }


def test_one_student_cannot_see_another(sandbox: Sandbox, tmp_path: Path, tree: Tree) -> None:
    """Not the folder beside its own, nor the submission that its copy was made of."""
    with bench(sandbox, LIMITS) as made:
        other = App(tree(tmp_path / "other", {"app.py": "1"}) / "app.py", default_timeout=10).run()
        assert not other.exception
        beside = str(made.servers[0]._scratch.folder)  # type: ignore[union-attr]
        actions = f"""
import os
for path in ({beside!r}, {beside + "/app/app.py"!r}, {str(tmp_path)!r}, os.path.dirname({beside!r})):
    tried("open", lambda: os.listdir(path) if os.path.isdir(path) else open(path).read())
"""
        found = tried(sandbox, tmp_path / "app", actions)
    assert found == {"open": "PermissionError"}


def test_a_worker_ends_with_its_app(sandbox: Sandbox, open_app: Opener) -> None:
    """What it left running is gone, too, and asking it again says so."""
    app = open_app("import threading, time\nthreading.Thread(target=time.sleep, args=(60,)).start()").run()
    app._server._worker.close()  # type: ignore[union-attr]
    with pytest.raises(WorkerLostError, match="the app's server was stopped"):
        app.run()


def test_a_sandbox_leaves_no_files_behind(tmp_path: Path, tree: Tree) -> None:
    """Its folder goes with it."""
    sandbox = AppSandbox()
    with bench(sandbox, LIMITS):
        App(tree(tmp_path / "app", {"app.py": "1"}) / "app.py", default_timeout=10).run()
    sandbox.wait_for_stopped()
    assert list(sandbox.root.glob("check-*")) == []
    sandbox.close()
    assert not sandbox.root.exists()


def test_a_folder_goes_while_the_app_after_the_next_one_is_at_work(tmp_path: Path, tree: Tree) -> None:
    """Not sooner: its worker may still be ending. There are never more than two to be deleted."""
    sandbox = AppSandbox()
    folder = tree(tmp_path / "app", {"app.py": "1"})
    found = []
    for _ in range(4):
        with bench(sandbox, LIMITS):
            App(folder / "app.py", default_timeout=10).run()
            found.append(len(list(sandbox.root.glob("check-*"))))
    assert found == [1, 2, 2, 2]
    sandbox.close()


def test_a_first_session_that_cannot_be_opened_is_not_the_apps_fault(
    open_app: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None of its code has run by then. Of a later one that cannot be said, and the others go on."""
    first, second = open_app("st.text(1)"), open_app("st.text(2)")
    second.run()
    with monkeypatch.context() as patch:
        patch.setattr("statecourse.app.server.plain", lambda _: Thing("lock", "a lock", 99))
        with pytest.raises(SandboxError, match="the app's first session could not be opened: .*IndexError"):
            first.run()
        with pytest.raises(WorkerLostError, match="Streamlit could not run the app: .*IndexError"):
            second.new_session().run()
    assert [element.value for element in second.run().text] == ["2"]


LOADED = (  # without a word of them
    "import sys\nnames = {name[::-1] for name in ('sadnap', 'riatla', 'biltolptam', 'nraelks')}\n"
    "before = sorted(names & set(sys.modules))\n"
)
SAYS = {
    "": [],
    "import json": [],
    "st.write('a table of numbers')": [],
    "st.write(f'{1}')": [],
    "st.write([1])": ["pandas"],
    "import numpy": ["pandas"],
    "st.line_chart([1])": ["altair", "pandas"],
    "import matplotlib.pyplot as plt": ["matplotlib"],
    "from sklearn.cluster import KMeans": ["pandas", "sklearn"],
}


@pytest.fixture(scope="module")
def one_sandbox() -> Iterator[Sandbox]:
    """For apps that need one library or another."""
    made = AppSandbox()
    yield made
    made.close()


@pytest.mark.parametrize("code", SAYS)
def test_what_an_app_names_is_loaded_before_it(
    one_sandbox: Sandbox, tmp_path: Path, tree: Tree, code: str
) -> None:
    """And nothing else is, whichever apps were there before it."""
    for name in SAYS[code]:
        pytest.importorskip(name)
    script = f"{LOADED}import streamlit as st\n{code}\nst.text(before)"
    folder = tree(tmp_path / "app", {"app.py": script})
    with bench(one_sandbox, LIMITS):
        assert App(folder / "app.py", default_timeout=60).run().text[-1].value == str(SAYS[code])


def test_what_an_app_finds_loaded_does_not_depend_on_others(tmp_path: Path, tree: Tree) -> None:
    """Alone or beside those that load as much as they can, without a word of it: the same."""
    loads = "__import__('pan' + 'das')\nimport streamlit as st\nst.text('loaded')"
    asks = f"{LOADED}import streamlit as st\nst.text(before)"
    one, other = (tree(tmp_path / name, {"app.py": code}) for name, code in (("a", loads), ("b", asks)))
    seen = []
    made = AppSandbox()
    for folder in (other, one, one, other):
        with bench(made, LIMITS):
            seen.append(App(folder / "app.py", default_timeout=60).run().text[0].value)
    made.close()
    assert seen == ["[]", "loaded", "loaded", "[]"]


def test_a_module_of_the_apps_own_is_found_before_a_library(
    one_sandbox: Sandbox, tmp_path: Path, tree: Tree
) -> None:
    """It stands before all that is installed, so that nothing of that name may have been loaded."""
    script = "import altair, pandas, streamlit as st\nst.text((altair.mine, pandas.__name__))"
    folder = tree(tmp_path / "app", {"app.py": script, "altair.py": "mine = 1"})
    with bench(one_sandbox, LIMITS):
        assert App(folder / "app.py", default_timeout=60).run().text[0].value == "(1, 'pandas')"


def test_there_are_only_a_few_servers(tmp_path: Path, tree: Tree) -> None:
    """The one that was not used for longest goes."""
    made = AppSandbox()
    for number, code in enumerate(
        ("", "import numpy", "st.line_chart([1])", "pyplot = 1", "import numpy", "")
    ):
        folder = tree(tmp_path / str(number), {"app.py": f"import streamlit as st\n{code}\nst.text(1)"})
        with bench(made, LIMITS):
            assert App(folder / "app.py", default_timeout=60).run().text[0].value == "1"
    assert [list(names) for names in made._servers] == [["matplotlib"], ["pandas"], []]
    assert list(made.root.glob("check-*")) != []
    made.wait_for_stopped()
    assert list(made.root.glob("check-*")) == []
    made.close()


def test_kmeans_finds_the_libraries_that_it_looks_for(
    one_sandbox: Sandbox, tmp_path: Path, tree: Tree
) -> None:
    """In the list of what is in the memory of its own process."""
    pytest.importorskip("sklearn")
    script = (
        "import numpy as np, streamlit as st\nfrom sklearn.cluster import KMeans\n"
        "st.text(len(KMeans(2, n_init=1).fit(np.eye(4)).labels_))"
    )
    folder = tree(tmp_path / "app", {"app.py": script})
    with bench(one_sandbox, LIMITS):
        app = App(folder / "app.py", default_timeout=60).run()
    assert app.text[0].value == "4"


# --- the next worker gets ready ahead ----------------------------------------------------------


@pytest.fixture
def ahead(tmp_path: Path) -> Iterator[Sandbox]:
    """A sandbox with a processor to spare."""
    if len(os.sched_getaffinity(0)) < 2:
        pytest.skip("it takes a second processor")
    made = AppSandbox()
    made.get_ready(tmp_path)
    assert made.server is not None
    made.server.wait_until_ready()
    yield made
    made.close()


def next_worker(sandbox: Sandbox) -> int:
    """The process that waits to become a worker, when there is one and nothing else."""
    assert sandbox.server is not None
    children = Path(f"/proc/{sandbox.server.pid}/task/{sandbox.server.pid}/children")
    until = time.monotonic() + 20
    while time.monotonic() < until:
        found = children.read_text().split()
        if len(found) == 1:
            return int(found[0])
        time.sleep(0.01)
    pytest.fail(f"the server's children are {children.read_text()}")


def pid_of(app: App) -> int:
    """The process that an app runs in."""
    found = app._server._worker._process
    assert found is not None
    return found.pid


def process_of(sandbox: Sandbox, script: Path, shows: str) -> int:
    """Run an app that shows a text; the process that it ran in."""
    with bench(sandbox, LIMITS):
        app = App(script, default_timeout=10).run()
        assert app.text[0].value == shows
        return pid_of(app)


def test_a_worker_is_made_ready_ahead_and_is_like_any_other(ahead: Sandbox, tmp_path: Path) -> None:
    """It is the very process that waited; it is confined, and has the next one waiting after it."""
    (tmp_path / "app.py").write_text("import streamlit as st\nst.text(st.session_state.get('n', 'new'))")
    seen = []
    for _ in range(3):
        waiting = next_worker(ahead)
        with bench(ahead, LIMITS):
            app = App(tmp_path / "app.py", default_timeout=10).run()
            seen.append(app.text[0].value)
            assert pid_of(app) == waiting
            assert (
                set(LAYERS) <= set(app._server._worker.layers) <= {*LAYERS, *LANDLOCK_PARTS, *OPTIONAL_LAYERS}
            )
        ahead.wait_for_stopped()
    assert seen == ["new"] * 3


def test_one_that_was_made_ready_and_has_died_is_not_missed(ahead: Sandbox, tmp_path: Path) -> None:
    """The worker is then forked when it is asked for."""
    (tmp_path / "app.py").write_text("import streamlit as st\nst.text('here')")
    waiting = next_worker(ahead)
    os.kill(waiting, signal.SIGKILL)
    while ") Z " not in Path(f"/proc/{waiting}/stat").read_text():
        time.sleep(0.01)
    assert process_of(ahead, tmp_path / "app.py", "here") != waiting


def test_one_that_dies_as_it_is_handed_over_is_replaced(ahead: Sandbox, tmp_path: Path) -> None:
    """None of the app's code has run in it: so that is nobody's fault, and nobody's loss."""
    (tmp_path / "app.py").write_text("import streamlit as st\nst.text('here')")
    waiting = next_worker(ahead)
    os.kill(waiting, signal.SIGSTOP)
    threading.Timer(0.5, os.kill, (waiting, signal.SIGKILL)).start()
    assert process_of(ahead, tmp_path / "app.py", "here") != waiting


def test_a_hundred_workers_in_a_row_answer_once_each(ahead: Sandbox, tmp_path: Path) -> None:
    """However close the handing over of one and the forking of the next come."""
    (tmp_path / "app.py").write_text("import streamlit as st\nst.button('Go')\nst.text('here')")
    for _ in range(100):
        with bench(ahead, LIMITS):
            app = App(tmp_path / "app.py", default_timeout=10).run()
            assert app.button[0].click().run().text[0].value == "here"


def test_files_that_went_with_their_server_are_no_fault_of_the_app(ahead: Sandbox, tmp_path: Path) -> None:
    """They lie on a disk that the server has; an app that is restarted is not judged without them."""
    (tmp_path / "app.py").write_text(
        "import os\nimport streamlit as st\nst.text(sorted(os.listdir()))\nopen('x', 'w')"
    )
    with bench(ahead, LIMITS):
        app = App(tmp_path / "app.py", default_timeout=10).run()
        if "own-disk" not in ahead.layers:
            pytest.skip("files lie on the judge's disk here")
        assert app.restart().run().text[0].value == "['app.py', 'x']"
        ahead.server.kill()  # type: ignore[union-attr]
        with pytest.raises(SandboxError, match="and its files with it"):
            app.restart().run()


def test_a_message_that_was_read_is_sent_even_if_the_reader_is_gone() -> None:
    """Nothing is sent after the last byte, so that nothing can fail there."""

    class ReadAtOnce(socket.socket):
        """Its other side has read all, and hung up, by the time that sending returns."""

        other: socket.socket

        def sendmsg(self, *args: Any) -> int:
            sent = super().sendmsg(*args)
            self.other.close()
            return sent

    ours, other = socket.socketpair()
    sending = ReadAtOnce(fileno=ours.detach())
    sending.other = other
    reads, writes = os.pipe()
    Channel(sending).send(Kill(1), fds=(reads,))
    for descriptor in (reads, writes):
        os.close(descriptor)
    sending.close()


def test_a_server_that_was_launched_for_nothing_leaves_nothing(course: Course) -> None:
    """Such as one for a check whose command was wrong: no folder, no process."""
    temporary = course.root / "temporary"
    temporary.mkdir()
    command = [sys.executable, "-m", "statecourse", "check", "ex09"]
    done = subprocess.run(
        command,
        cwd=course.root,
        env=os.environ | {"TMPDIR": str(temporary)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert b'there is no exercise "ex09"' in done.stderr
    assert list(temporary.iterdir()) == []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):  # ended meanwhile, or somebody else's
            assert str(temporary).encode() not in environment.read_bytes()


# --- what an AppTest does at first -------------------------------------------------------------


def test_components_are_looked_up_when_one_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, whichever way it is asked for; and not because the real runtime starts."""
    looked: list[bool] = []
    stock = BidiComponentManager.discover_and_register_components
    monkeypatch.setattr(
        BidiComponentManager,
        "discover_and_register_components",
        lambda self, *, start_file_watching: looked.append(start_file_watching) or stock(self),
    )
    monkeypatch.setattr(app_session, "_components", [])
    made = app_session.components()
    made.discover_and_register_components()
    assert looked == []
    assert (made.get("no.such"), made.get_metadata("no.such"), app_session.components(at_once=True)) == (
        None,
        None,
        made,
    )
    assert looked == [False]


def test_a_server_that_died_is_the_graders_error_and_is_started_again(tmp_path: Path, tree: Tree) -> None:
    """The check that it happened to is not the student's fault, and the next one runs."""
    sandbox = AppSandbox()
    folder = tree(tmp_path / "app", {"app.py": "1"})
    with bench(sandbox, LIMITS):
        app = App(folder / "app.py", default_timeout=10).run()
        sandbox.server.kill()  # type: ignore[union-attr]
        with pytest.raises(SandboxError, match="the warm server is gone"):
            app.run()
        assert not App(folder / "app.py", default_timeout=10).run().exception
    sandbox.close()


def test_a_server_that_answers_late_is_started_again(
    tmp_path: Path, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its late answer is nobody's: the next worker is the one that was asked for."""
    sandbox = AppSandbox()
    folder = tree(tmp_path / "app", {"app.py": "import streamlit as st\nst.text('here')"})
    sandbox.get_ready(folder)
    server = sandbox.server
    assert server is not None
    server.wait_until_ready()
    os.kill(server.pid, signal.SIGSTOP)
    with bench(sandbox, LIMITS):
        with monkeypatch.context() as patch, pytest.raises(SandboxError, match="the warm server is gone"):
            patch.setattr(processes, "_SPAWN_SECONDS", 0.3)
            App(folder / "app.py", default_timeout=10).run()
        assert App(folder / "app.py", default_timeout=10).run().text[0].value == "here"
        assert sandbox.server is not server
    sandbox.close()


# --- a worker that is started afresh -----------------------------------------------------------


def graded(course: Course, answer: str, sandbox: Sandbox) -> Report:
    """The report on one of the small course's answers."""
    exercise, reports = course.exercises["ex01a_likes"], []
    jobs = [Job(exercise, Submission(course.root / answer))]
    run_jobs(course, [exercise], jobs, lambda _, r: reports.append(r), sandbox=sandbox)
    return reports[0]


def test_a_cold_worker_gives_the_same_results(course: Course, sandbox: Sandbox, tree: Tree) -> None:
    """The same verdicts, steps, errors and layers, for a right app, a wrong one and one that ends Python."""
    cold = AppSandbox(forking=False)
    wrong = (course.root / "graders" / "ex01a_likes" / "wrong" / "plain_variable.py").read_text()
    tree(course.root, {
        "wrong/app.py": "print('hello')\n" + wrong,
        "raises/app.py": "import streamlit as st\nst.text('a')\n1 / 0\n",
        "ends/app.py": "import os; os._exit(3)",
    })  # fmt: skip
    for answer in ("wrong", "raises", "ends", "solutions/ex01a_likes"):
        reports = [graded(course, answer, used) for used in (cold, sandbox)]
        assert [set(report.layers) & set(LAYERS) for report in reports] == [set(LAYERS)] * 2
        assert len({repr(msgspec.structs.replace(report, layers=[])) for report in reports}) == 1
    cold.close()


def test_a_cold_worker_is_stopped_in_time(tree: Tree, tmp_path: Path) -> None:
    """As a warm one is."""
    cold = AppSandbox(forking=False)
    limits = Limits(run_seconds=1, check_seconds=20)
    folder = tree(tmp_path / "app", {"app.py": "while True: pass"})
    with bench(cold, limits), pytest.raises(RuntimeError, match=r"timed out after 1"):
        App(folder / "app.py", default_timeout=1).run()
    cold.close()
