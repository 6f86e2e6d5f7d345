"""Sessions at the same moment: a lost update is lost each time, and a lock keeps what it keeps in real life."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from statecourse.checks import number_after, run_together, widget

if TYPE_CHECKING:
    from conftest import Opener

BEGIN = """
import json, sqlite3, threading
from pathlib import Path
FILE = Path("count.json")
def load():
    return json.loads(FILE.read_text()) if FILE.exists() else 0
@st.cache_resource
def lock():
    return threading.Lock()
@st.cache_resource
def kept():
    return {"n": load()}
clicked = st.button("Add")
"""
LOCKED = """
if clicked:
    with lock():
        FILE.write_text(json.dumps(load() + 1))
"""
UNLOCKED = """
if clicked:
    FILE.write_text(json.dumps(load() + 1))
"""
SEPARATELY = """
if clicked:
    with lock():
        n = load()
    with lock():
        FILE.write_text(json.dumps(n + 1))
"""
KEPT = """
if clicked:
    kept()["n"] += 1
    FILE.write_text(json.dumps(kept()["n"]))
"""
REPAIRED = """
def repaired():
    if FILE.exists() and not FILE.read_text():
        FILE.write_text("0")
    return load()
if clicked:
    with lock():
        FILE.write_text(json.dumps(load() + 1))
repaired()
"""
DATABASE = """
base = sqlite3.connect("count.db")
base.execute("CREATE TABLE IF NOT EXISTS count (n)")
if clicked:
    with base:
        base.execute("INSERT INTO count VALUES (1)")
FILE.write_text(json.dumps(base.execute("SELECT count(*) FROM count").fetchone()[0]))
"""
ONE_LINE = """
if clicked:
    with open("count.json", "r+") as f: n = json.load(f); f.seek(0); f.write(str(n + 1))
"""


def counted(open_app: Opener, script: str, schedule: str) -> int | float | None:
    """What three clicks at the same moment come to, with a fourth tab that only looks."""
    app = open_app(BEGIN + script + "\nst.write('Count:', load())", live=True, **{"count.json": "0"})
    tabs = [app.run(), *(app.new_session().run() for _ in range(3))]
    for tab in tabs[:3]:
        widget(tab, "Add").click()
    run_together(*tabs, schedule=schedule)
    return number_after(app.restart().run(), "Count")


@pytest.mark.parametrize("schedule", ["free", "in step", "one late"])
@pytest.mark.parametrize("script", [LOCKED, DATABASE], ids=["locked", "database"])
def test_what_is_sound_loses_nothing(open_app: Opener, script: str, schedule: str) -> None:
    assert counted(open_app, script, schedule) == 3


@pytest.mark.parametrize(
    ("script", "schedule"),
    [
        (UNLOCKED, "in step"),
        (UNLOCKED, "one late"),
        (SEPARATELY, "in step"),
        (ONE_LINE, "in step"),
        (KEPT, "one late"),
        (REPAIRED, "one late"),
    ],
)
def test_what_can_be_lost_is_lost(open_app: Opener, script: str, schedule: str) -> None:
    lost = [counted(open_app, script, schedule) for _ in range(3)]

    assert all(count < 3 for count in lost)


def test_an_endless_loop_ends_by_the_clock(open_app: Opener) -> None:
    app = open_app("if st.button('Go'):\n    while True: pass", live=True).run()
    other = app.new_session().run()
    widget(app, "Go").click()

    with pytest.raises(RuntimeError, match="timed out"):
        run_together(app, other, schedule="in step")


def test_files_beside_the_app(open_app: Opener) -> None:
    app = open_app("open('made.txt', 'w').write('by the app')", **{"there.txt": "before"}).run()
    app.write_file("there.txt", b"\0\xff", "damage the file")
    app.delete_file("app.py")

    assert app.read_files() == {"made.txt": b"by the app", "there.txt": b"\0\xff"}
    assert app.steps == ["open the app", "damage the file", "delete the file “app.py”"]
