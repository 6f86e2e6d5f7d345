"""Files beside the app: what may become of them, and where they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from statecourse.checks import Damage, damages

if TYPE_CHECKING:
    from conftest import Judge, Opener

KEEPS = """
from pathlib import Path
FILE = Path(__file__).with_name("kept.txt")
if st.button("Write"):
    FILE.write_text('["Ada Lantern10", "Bo Kettle20"]')
st.text(len(FILE.read_bytes()) if FILE.exists() else "none")
"""
DATABASE = """
import sqlite3
from pathlib import Path
with sqlite3.connect(Path(__file__).with_name("kept.db")) as kept:
    if st.button("Write"):
        kept.execute("CREATE TABLE IF NOT EXISTS names (name TEXT)")
        kept.execute("INSERT INTO names VALUES ('Ada Lantern10')")
"""
IN_TURN = ["empty", "cut", "cut", "zeros", "bytes", "other", "cut", "other", "zeros", "other", "cut", "other"]


def done_to(open_app: Opener, script: str, name: str) -> tuple[list[Damage], list[str]]:
    """All damages to a file that is written anew after each, and the steps at the end."""
    app = open_app(script).run()
    found = []
    app.button[0].click().run()
    for damage in damages(app, name):
        assert app.read_files()[name] == damage.data
        found.append(damage)
        if damage.kind != "empty" and name.endswith("db"):
            app.delete_file(name)
        app.run()
        app.button[0].click().run()
    return found, app.steps


def test_a_text_is_damaged_in_many_ways(open_app: Opener) -> None:
    """Each time anew; the last one is JSON with many lists within each other."""
    found, _ = done_to(open_app, KEEPS, "kept.txt")
    assert [damage.kind for damage in found] == [*IN_TURN, "other"]
    assert [damage.data for damage in found if damage.kind == "other"] == [
        b"null",
        b"[]",
        b'"x"',
        b'{"a": "many"}',
        b"[" * 200 + b"]" * 200,
    ]
    cuts = [damage.data for damage in found if damage.kind == "cut"]
    assert [len(cut) for cut in cuts] == [31, 21, 28, 10]
    assert all(damage.partial for damage in found if damage.kind in {"cut", "bytes"})
    with pytest.raises(UnicodeDecodeError):
        found[4].data.decode()


def test_a_database_is_damaged_as_databases_are(open_app: Opener) -> None:
    """No byte is taken that no reader would miss, and no JSON is put in its place but one text."""
    found, _ = done_to(open_app, DATABASE, "kept.db")
    assert [damage.kind for damage in found] == ["empty", "cut", "zeros", "cut", "bytes", "zeros"]


def test_what_is_legible_after_a_damage() -> None:
    """Whole texts, and their beginnings and ends of four letters or more."""
    damage = Damage("zeros", "", b'["Ada Lantern10", "Bo Ke\0\0\0le20", "Al"]')
    assert damage.legible(["Ada Lantern10", "Bo Kettle20", "Al", "Grace"]) == [
        "Ada Lantern10",
        "Bo Ke",
        "le20",
    ]


def test_the_steps_say_which_damage_it_was(judge: Judge) -> None:
    """In a person's words, with those before that the app survived in one line."""
    check = """def test_survives(app):
    \"\"\"It survives.\"\"\"
    app.run()
    app.button[0].click().run()
    for damage in damages(app, "kept.txt"):
        app.run()
        expect(damage.kind).not_to_be("bytes")
        app.button[0].click().run()
"""
    failure = judge.one(check, KEEPS).failure
    assert failure is not None
    assert failure.steps == [
        "open the app",
        "click “Write”",
        "(the same, each time with another damage, and survived: empty it; cut it off after 31 of its 32 bytes; "
        "cut it off after 21 of its 32 bytes; write zeros over all that is in it)",
        "stop the app’s server and start it again",
        "write bytes that are no text over the middle third of the file “kept.txt”, as a broken disk may",
        "open the app",
    ]


@pytest.mark.parametrize("script", ["st.button('Write')", "open('kept.txt', 'w').close()"])
def test_a_file_that_is_not_there_or_empty_is_the_apps_failure(judge: Judge, script: str) -> None:
    """It cannot be damaged, so there is nothing to see."""
    check = (
        "def test_survives(app):\n    app.run()\n    for damage in damages(app, 'kept.txt'):\n        pass"
    )
    result = judge.one(check, script)
    assert result.outcome == "failed"
    assert result.failure is not None
    assert result.failure.expected == "a file “kept.txt” beside app.py that is not empty"


def test_a_relative_path_leads_elsewhere_where_the_server_was_started_elsewhere(open_app: Opener) -> None:
    """And writing there is allowed, as in real life; what lies beside the app is found by `__file__`."""
    app = open_app(
        """
        import os, helper
        from pathlib import Path
        beside = Path(__file__).with_name("beside.txt")
        st.text(beside.exists()), st.text(Path("relative.txt").exists())
        beside.write_text("x"), Path("relative.txt").write_text("x"), print(os.getcwd())
    """.replace("\n        ", "\n"),
        **{"helper.py": ""},
    )
    assert [text.value for text in app.run().text] == ["False", "False"]
    assert [text.value for text in app.restart(elsewhere=True).run().text] == ["True", "False"]
    assert app.printed == "..\n"
    assert [text.value for text in app.restart(elsewhere=True).run().text] == ["True", "True"]
    assert app.steps[-2:] == [
        "stop the app’s server and start it again from the folder above, with the path of app.py",
        "open the app",
    ]
    assert sorted(app.read_files()) == ["app.py", "beside.txt", "helper.py", "relative.txt"]
    assert [text.value for text in app.restart().run().text] == ["True", "True"]


@pytest.mark.parametrize("live", [False, True])
def test_an_app_may_be_started_elsewhere_at_once(open_app: Opener, live: bool) -> None:
    """Also on the real runtime."""
    app = open_app("open('relative.txt', 'w').close()", live=live)
    assert not app.restart(elsewhere=True).run().exception
    assert sorted(app.read_files()) == ["app.py"]
