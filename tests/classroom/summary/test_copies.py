"""Answers that are copies of one another up to renaming, and answers that only look alike."""

from __future__ import annotations

import ast
import random
from pathlib import Path

import pytest

from statecourse.classroom.summary import prints_process
from statecourse.classroom.summary.copies import copies
from statecourse.classroom.summary.prints import Print, PrintMaker
from statecourse.classroom.summary.prints_process import MAX_TEXT, print_of, read

ROOT = Path(__file__).parents[3]

ONE = """\
import streamlit as st

# mine
if "clicks" not in st.session_state:
    st.session_state.clicks = 0
names = st.session_state.setdefault("names", [])
who = st.text_input("Name").strip()
left, right = st.columns(2)
if left.button("Wave") and who and who not in names:
    names.append(who)
    st.session_state.clicks += len(names) * 2 - 1
for place, person in enumerate(sorted(names, key=len, reverse=True), 1):
    right.write(f"{place}. {person.title()}")
"""
OTHER = """\
import streamlit as st
st.session_state["n"] = st.session_state.get("n", -1) + 1
with st.form("f", clear_on_submit=True):
    text = st.text_area("Say")
    sent = st.form_submit_button("Go")
if sent:
    st.success(text or "nothing")
while st.session_state["n"] > 100:
    st.session_state["n"] //= 2
st.metric("Runs", st.session_state["n"], delta=text.count("a"))
"""


def made(text: str) -> Print:
    """The print of a text, made here."""
    return frozenset(print_of(read(text.encode())[1]))


def renamed(text: str) -> str:
    """The text with other names, other keys and another layout, and with comments."""
    tree = ast.parse(text)
    stored = [n for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    names = {node.id: f"{node.id}_of_mine" for node in stored}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            node.id = names.get(node.id, node.id)
    return f"# all by myself\n{ast.unparse(tree)}\n".replace("clicks", "how_often").replace("    ", "  ")


def test_a_renamed_copy_is_found() -> None:
    """Other names, keys, comments, indentation and line breaks are no other answer."""
    assert renamed(ONE).split() != ONE.split()
    prints = {"ada": made(ONE), "ben": made(renamed(ONE)), "cleo": made(OTHER)}
    assert copies(prints, frozenset()) == [["ada", "ben"]]


def test_what_the_course_gave_is_nobodys() -> None:
    """Unchanged starters, and answers as the solution has it, are no copies of one another."""
    prints = {name: made(ONE) for name in ("ada", "ben", "cleo")}
    assert copies(prints, made(ONE)) == []
    assert copies(prints, frozenset()) == [["ada", "ben", "cleo"]]


def test_tiny_answers_are_no_copies() -> None:
    """Whoever writes three tokens writes them like everybody else."""
    assert copies({name: made("x = 1\nprint(x + 1)\n") for name in ("ada", "ben")}, frozenset()) == []
    assert copies({}, frozenset()) == []


def test_what_many_write_says_nothing_and_a_large_ring_is_found() -> None:
    """Idioms of a class do not make two of it alike; ten of thirty with one answer are no idiom."""
    number = random.Random(1)
    idioms = {number.getrandbits(60) for _ in range(60)}
    prints = {f"s{i:02}": frozenset(idioms | {number.getrandbits(60) for _ in range(10)}) for i in range(30)}
    assert copies(prints, frozenset()) == []
    ring = frozenset(number.getrandbits(60) for _ in range(80))
    prints |= {f"r{i:02}": ring for i in range(10)}
    assert copies(prints, frozenset()) == [[f"r{i:02}" for i in range(10)]]


def test_answers_written_apart_are_not_alike() -> None:
    """The right answers of an exercise, which were written in many styles on purpose."""
    folder = ROOT / "graders" / "ex05a_vote" / "right"
    prints = {path.stem: made(path.read_text("utf-8")) for path in sorted(folder.glob("*.py"))}
    assert len(prints) >= 8
    given = made((ROOT / "solutions" / "ex05a_vote" / "app.py").read_text("utf-8"))
    assert copies(prints, given) == []
    copied = {f"copy of {name}": made(renamed((folder / f"{name}.py").read_text("utf-8"))) for name in prints}
    assert copies(prints | copied, given) == sorted(sorted([name, f"copy of {name}"]) for name in prints)


def test_words_that_no_exercise_asks_for() -> None:
    """Told only where they mean it: in an import, a call of ``os``, or a text; not in a comment or a name."""
    text = "import os, ctypes\nfrom socket import create_connection\nos.system('ls /proc/1')\nresource = 1  # socket, pty\n"
    assert read(text.encode())[0] == ["/proc", "ctypes", "os.system", "socket"]
    assert read(b"site = resource = signal = 1\nst.write('a socket')\n")[0] == []


def test_no_right_answer_has_such_words() -> None:
    """Nor a wrong one: whom the summary names for it has done something else than the exercise asks."""
    answers = [*ROOT.glob("graders/*/right/*.py"), *ROOT.glob("graders/*/wrong/*.py")]
    some = random.Random(7).sample(sorted(answers), 60)
    assert [(path.name, words) for path in some if (words := read(path.read_bytes())[0])] == []


@pytest.mark.parametrize(
    "text",
    [
        b"(" * 60_000,
        b"\xff\xfe\x00" * 100,
        b"# -*- coding: rot13 -*-\nx = 1\n",
        b"if x:\n" + b"".join(b" " * depth + b"if x:\n" for depth in range(1, 300)),
        b"x = '" + b"a" * 70_000,
        b'"""' + b"\n" * 60_000,
        b"\\\n" * 30_000,
        b"x" * (MAX_TEXT + 10),
        b"\0\0\0",
        b"f'{" * 5_000,
        b"",
    ],
)
def test_hostile_texts_end_nothing(text: bytes) -> None:
    """They have a print or none, soon; and the next text has its own, from the same maker."""
    with PrintMaker() as maker:
        maker.make(text)
        assert maker.make(ONE.encode()).print == made(ONE)


def test_a_process_that_ends_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a text does to the tokenizer, it costs only its own print."""
    source = Path(prints_process.__file__).read_text("utf-8")
    crashing = tmp_path / "prints_process.py"
    crashing.write_text(
        source.replace("found, symbols =", 'sys.exit(9) if b"crash" in text else 0\n        found, symbols =')
    )
    monkeypatch.setattr(prints_process, "__file__", str(crashing))
    with PrintMaker() as maker:
        assert maker.make(b"crash = 1").print == frozenset()
        assert maker.make(ONE.encode()).print == made(ONE)
