"""Sessions at the same moment: a lost update is lost each time, and a lock keeps what it keeps in real life."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from statecourse.app.server import DeadlockError
from statecourse.checks import exception_of, number_after, race, widget
from statecourse.runtime.plans import Explorer, Plan
from statecourse.runtime.turns import START_PATIENCE, State, Turns

if TYPE_CHECKING:
    from conftest import Opener

    from statecourse.app.app import App

BEGIN = """
import contextlib, fcntl, json, os, queue, sqlite3, threading, time, uuid
from pathlib import Path
FILE = Path("count.json")
def load():
    return json.loads(FILE.read_text() or "0") if FILE.exists() else 0
def add():
    FILE.write_text(json.dumps(load() + 1))
@st.cache_resource
def lock(which=0):
    return threading.Lock()
@st.cache_resource
def kept():
    return {"n": load()}
@st.cache_resource
def condition():
    return threading.Condition()
def write(jobs):
    while True:
        done = jobs.get()
        add()
        done.set()
@st.cache_resource
def jobs():
    made = queue.Queue()
    threading.Thread(target=write, args=(made,), daemon=True).start()
    return made
def base():
    made = sqlite3.connect("count.db", timeout=30)
    with made:
        made.execute("BEGIN IMMEDIATE")
        made.execute("CREATE TABLE IF NOT EXISTS c AS SELECT 0 AS n")
    return made
def add_from(made):
    FILE.write_text(str(made.execute("SELECT n FROM c").fetchone()[0]))
clicked = st.button("Add")
"""
SOUND = {
    "locked": "with lock(): add()",
    "asks again": "while not lock().acquire(timeout=0.01): pass\n    add()\n    lock().release()",
    "lock file": """
    while True:
        try:
            os.close(os.open("count.lock", os.O_CREAT | os.O_EXCL))
            break
        except FileExistsError:
            time.sleep(0.01)
    add()
    os.remove("count.lock")
""",
    "flock": 'file = open("count.lock", "w")\n    fcntl.flock(file, fcntl.LOCK_EX)\n    add()\n    file.close()',
    "one writer": "done = threading.Event()\n    jobs().put(done)\n    done.wait(5)",
    "condition": """
    with condition():
        condition().wait_for(lambda: not kept().get("taken"))
        kept()["taken"] = True
    add()
    with condition():
        kept()["taken"] = False
        condition().notify()
""",
    "transaction": """
    base = sqlite3.connect("count.db", isolation_level=None)
    base.execute("BEGIN IMMEDIATE")
    add()
    base.execute("COMMIT")
    base.close()
""",
    "read while others commit": """
    with base() as b:
        b.execute("UPDATE c SET n = n + 1")
        add_from(b)
    rows = b.execute("SELECT n FROM c UNION ALL SELECT 0")
    rows.fetchone()
    time.sleep(0.01)
    rows.close()
""",
    "tries again": """
    with contextlib.closing(base()) as b:
        while True:
            try:
                with b:
                    b.execute("BEGIN")
                    n = b.execute("SELECT n FROM c").fetchone()[0]
                    b.execute("UPDATE c SET n = ?", (n + 1,))
                    add_from(b)
                break
            except sqlite3.OperationalError:
                time.sleep(0.01)
""",
}
READ_FIRST = """
    b = base()
    b.execute("BEGIN")
    n = b.execute("SELECT n FROM c").fetchone()[0]
    b.execute("UPDATE c SET n = ?", (n + 1,))
    b.commit()
base().close()
"""
LOSING = {
    "no lock": "add()",
    "separately": "with lock(): n = load()\n    with lock(): FILE.write_text(json.dumps(n + 1))",
    "in memory": 'kept()["n"] += 1\n    FILE.write_text(json.dumps(kept()["n"]))',
    "one line": 'f = open("count.json", "r+"); n = json.load(f); f.seek(0); f.write(str(n + 1)); f.close()',
    "repaired": 'with lock(): add()\nif not FILE.read_text(): FILE.write_text("0")',
    "by name": 'with lock(st.session_state.setdefault("who", uuid.uuid4().hex)): add()',
    "lockf": 'file = open("count.lock", "w")\n    fcntl.lockf(file, fcntl.LOCK_EX)\n    add()\n    file.close()',
    "not had": "had = lock().acquire(timeout=0.1)\n    add()\n    if had: lock().release()",
    "not waited": "had = lock().acquire(blocking=False)\n    add()\n    if had: lock().release()",
    "locked file replaced": """
    with open(FILE) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        aside = Path(uuid.uuid4().hex)
        aside.write_text(json.dumps(load() + 1))
        os.replace(aside, FILE)
""",
    "replaced later": """
    with lock():
        aside = Path(uuid.uuid4().hex)
        aside.write_text(json.dumps(load() + 1))
    os.replace(aside, FILE)
""",
}


def opened(open_app: Opener, script: str) -> list[App]:
    """Three who click, and one who only looks."""
    text = f"{BEGIN}\nif clicked:\n    {script}\nst.write('Count:', load())"
    app = open_app(text, live=True, **{"count.json": "0"})
    return [app.run(), *(app.new_session().run() for _ in range(3))]


def loses(tabs: list[App]) -> int:
    """The round after which clicks are missing; 0 where none ever is."""
    for done in race(tabs, lambda tab: widget(tab, "Add").click()):
        ended = any(exception_of(tab) for tab in tabs)
        if ended or number_after(tabs[-1], "Count") != 3 * done:
            return done
    return 0


@pytest.mark.parametrize("script", SOUND.values(), ids=SOUND)
def test_what_is_sound_loses_nothing(open_app: Opener, script: str) -> None:
    assert loses(opened(open_app, script)) == 0


@pytest.mark.parametrize("script", LOSING.values(), ids=LOSING)
def test_what_can_be_lost_is_lost_each_time(open_app: Opener, script: str) -> None:
    assert all(loses(opened(open_app, script)) for _ in range(2))


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("lock().acquire(); lock().acquire()", "holds itself already"),
        ("lock().acquire(); add()", "never let go of"),
    ],
)
def test_a_deadlock_is_told_as_one(open_app: Opener, script: str, told: str) -> None:
    with pytest.raises(DeadlockError, match=told):
        loses(opened(open_app, script))


def test_a_plan_is_for_those_who_act() -> None:
    """Somebody who took part in one round may be missing in the next."""
    explorer = Explorer(random.Random(0))
    passed = [[((f"line {role}", 0), 0)] if role != 2 else [] for role in range(4)]
    explorer.learn(explorer.plan(4), passed)
    for roles in (3, 3, 3, 4) * 9:
        assert max(explorer.plan(roles).order) < roles


def test_who_waits_for_each_other_is_told(open_app: Opener) -> None:
    crossed = "with lock(1), lock(2): add()\nwith lock(2), lock(1): load()"

    with pytest.raises(DeadlockError, match="wait for each other’s lock"):
        loses(opened(open_app, crossed))


def test_a_database_that_somebody_reads_in_a_transaction_cannot_be_written(open_app: Opener) -> None:
    """SQLite says so at once, and does not wait for the 30 seconds; what it keeps locked is not waited for, either."""
    tabs = opened(open_app, READ_FIRST)

    assert loses(tabs) == 1
    assert "database is locked" in {tab.exception[0].message for tab in tabs if tab.exception}


def test_a_step_tells_who_was_held_up_where(open_app: Opener) -> None:
    tabs = opened(open_app, LOSING["replaced later"])

    assert loses(tabs)
    assert any("waits before line" in step and "“app.py”" in step for step in tabs[0].steps)


@pytest.mark.slow
def test_an_endless_loop_ends_by_the_clock(open_app: Opener) -> None:
    app = open_app("if st.button('Go'):\n    while True: pass", live=True).run()
    tabs = [app, app.new_session().run(), app.new_session().run()]

    with pytest.raises(RuntimeError, match="timed out"):
        list(race(tabs, lambda tab: widget(tab, "Go").click()))


def test_files_beside_the_app(open_app: Opener) -> None:
    app = open_app("open('made.txt', 'w').write('by the app')", **{"there.txt": "before"}).run()
    app.write_file("there.txt", b"\0\xff", "damage the file")
    app.delete_file("app.py")

    assert app.read_files() == {"made.txt": b"by the app", "there.txt": b"\0\xff"}
    assert app.steps == ["open the app", "damage the file", "delete the file “app.py”"]


def test_a_session_that_has_ended_never_counts_as_held_up() -> None:
    """Not even one that ended with the turn, while another one had not begun."""
    turns = Turns(["a", "b"], Plan((0, 1)), report_stuck=lambda _: None, known_threads=set())
    first, second = turns.players
    turns._holder = first
    turns.finish("a")
    turns._last_step -= START_PATIENCE
    turns._take_turn_from_idle()
    assert (first.state, second.state) == (State.DONE, State.STARTING)
