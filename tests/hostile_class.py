"""The class that `test_hostile` grades: its attackers, of ``hostile``, and its honest students.

Each case is a folder with an app, what it tries, and what it must come to. What cannot lie in a
repository, such as links, pipes and damaged archives, is built here.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from statecourse.course.manifest import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CORPUS = Path(__file__).with_name("hostile")
EXERCISE = "ex01a_likes"


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A ``case.yaml``: what is tried, what it earns, and what its student and its teacher are told.

    ``base`` is the honest app that follows upon the attack in ``app.py``; ``facts`` are the numbers of
    the attack in the list that this corpus began with.
    """

    kind: Literal["forge", "wire", "exit", "leak", "resources", "data", "package", "state"]
    tries: str
    status: str
    points: int
    facts: list[int] = []
    exercise: str = EXERCISE
    base: Literal["wrong", "right", "notes", ""] = ""
    built: str = ""
    hands_in_as: str = ""
    reason: str = ""
    student: list[str] = []
    teacher: list[str] = []
    never: list[str] = []


def read_cases() -> dict[str, Case]:
    """All cases by name."""
    files = sorted(CORPUS.glob("*/case.yaml"))
    return {file.parent.name: load(file, Case, f"{file.parent.name}/case.yaml") for file in files}


HONEST = {"ada": "right", "mia": "wrong", "noa": "right", "zoe": "notes"}


# --- handing in --------------------------------------------------------------------------------


def lay_out(name: str, case: Case, students: Path, targets: dict[str, Any]) -> None:
    """Hand a case in: the attack, the honest app behind it, and where everything is that it may want."""
    student = students / (case.hands_in_as or name)
    folder = student / case.exercise
    unwanted = shutil.ignore_patterns("case.yaml", "__pycache__")
    shutil.copytree(CORPUS / name, folder, ignore=unwanted)
    app = folder / "app.py"
    if case.base:
        attack = app.read_text(encoding="utf-8") if app.exists() else ""
        app.write_text(f"{attack}\n{honest_app(case.base)}", encoding="utf-8")
    answers = [path for path in (app, folder / "test_app.py") if path.exists()]
    if any("tries" in path.read_text(errors="replace") for path in answers):
        shutil.copyfile(CORPUS / "base" / "tries.py", folder / "tries.py")
        (folder / "targets.json").write_text(json.dumps(targets))
    if case.built:
        BUILDERS[case.built](folder)


def honest_app(name: str) -> str:
    """An honest app."""
    return (CORPUS / "base" / f"{name}.py").read_text(encoding="utf-8")


def hand_in_honestly(students: Path) -> None:
    """What the rest of the class hands in; one of them as a zip file."""
    for student, name in HONEST.items():
        folder = students / student / ("ex02a_notes" if name == "notes" else EXERCISE)
        folder.mkdir(parents=True)
        (folder / "app.py").write_text(honest_app(name))
    with zipfile.ZipFile(students / "noa.zip", "w") as opened:
        opened.write(students / "noa" / EXERCISE / "app.py", f"{EXERCISE}/app.py")
    shutil.rmtree(students / "noa")


def archive(
    *entries: tuple[str, bytes], mode: int = 0, method: int = zipfile.ZIP_DEFLATED
) -> Callable[[Path], None]:
    """Hands in a zip file with these entries in place of the student's folder."""

    def build(folder: Path) -> None:
        shutil.rmtree(folder.parent)
        path = folder.parent.with_name(f"{folder.parent.name}.zip")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
            for name, data in entries:
                entry = zipfile.ZipInfo(name)
                entry.external_attr = mode << 16
                opened.writestr(entry, data, method)

    return build


def bomb(folder: Path) -> None:
    archive((f"{EXERCISE}/app.py", b"1"), ("zeros", bytes(101 * 2**20)))(folder)


def hundred_thousand(folder: Path) -> None:
    archive(*((f"{number}", b"") for number in range(100_000)))(folder)


def no_archive(folder: Path) -> None:
    shutil.rmtree(folder.parent)
    folder.parent.with_name(f"{folder.parent.name}.zip").write_bytes(b"PK\3\4 but not really")


def beside(build: Callable[[Path], Any], app: str = "right") -> Callable[[Path], None]:
    """Puts something beside an honest app."""

    def make(folder: Path) -> None:
        (folder / "app.py").write_text(honest_app(app))
        build(folder)

    return make


def link_folder(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.symlink_to(folder.parents[1] / "ada" / EXERCISE)


def pipe_zip(folder: Path) -> None:
    shutil.rmtree(folder)
    os.mkfifo(folder.with_suffix(".zip"))


def bind(folder: Path) -> None:
    """A socket lies there; its path may be too long to be bound as a whole."""
    with contextlib.chdir(folder), socket.socket(socket.AF_UNIX) as made:
        made.bind("socket")


def many(folder: Path) -> None:
    for number in range(600):
        (folder / f"{number:03}.txt").touch()


def nameless(folder: Path) -> None:
    """The exercise lies in a folder whose name is bytes that are no text."""
    (folder / "app.py").write_text(honest_app("right"))
    odd = os.path.join(os.fsencode(folder.parent), b"caf\xe9")
    os.mkdir(odd)
    os.rename(os.fsencode(folder), os.path.join(odd, EXERCISE.encode()))


def shadows(folder: Path) -> None:
    names = ("streamlit", "sitecustomize", "usercustomize", "conftest", "test_checks", "pytest", "landlockpy")
    for name in (*names, "statecourse/__init__", "msgspec/__init__"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / f"{name}.py").write_text('raise SystemExit("BREACH: imported")\n')
    (folder / "evil.pth").write_text("import os; os._exit(0)\n")
    (folder / "pytest.ini").write_text("[pytest]\naddopts = --collect-only\n")
    (folder / "pyproject.toml").write_text("[tool.pytest.ini_options]\naddopts = '--collect-only'\n")


def stale_bytecode(folder: Path) -> None:
    """The bytecode says that it belongs to a source which it does not check."""
    evil = folder / "evil.py"
    evil.write_text('raise SystemExit("BREACH: stale bytecode")\n')
    cache = folder / "__pycache__"
    cache.mkdir()
    code = (
        "import py_compile, sys; py_compile.compile(sys.argv[1], sys.argv[2], "
        "invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)"
    )
    target = cache / f"helper.{sys.implementation.cache_tag}.pyc"
    subprocess.run([sys.executable, "-c", code, str(evil), str(target)], check=True)
    evil.unlink()


def settings(folder: Path) -> None:
    for name, text in (
        (".streamlit/config.toml", "[runner]\nmagicEnabled = false\n[global]\nappTest = false\n"),
        (".streamlit/secrets.toml", "not toml at all"),
        (".git/config", "[core]\nfsmonitor = false\n"),
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)


def hidden(folder: Path) -> None:
    """Base64, which says nothing to who looks for words in the source."""
    text = base64.b64encode(honest_app("right").encode()).decode()
    (folder / "app.py").write_text(f"import base64\nexec(base64.b64decode({text!r}))\n")


def marked(folder: Path) -> None:
    (folder / "app.py").write_bytes(b"\xef\xbb\xbf# -*- coding: utf-8 -*-\n" + honest_app("right").encode())


BUILDERS: dict[str, Callable[[Path], None]] = {
    "zip_dotdot": archive((f"{EXERCISE}/app.py", b"1"), ("../../../escaped.py", b"x")),
    "zip_absolute": archive(("/tmp/escaped.py", b"x")),
    "zip_sibling": archive(("../zip_sibling-other/app.py", b"x")),
    "zip_link": archive((f"{EXERCISE}/app.py", b"/etc/passwd"), mode=0o120777),
    "zip_bomb": bomb,
    "zip_many": hundred_thousand,
    "zip_folders": archive(*((f"{number}/{'d/' * 30}app.py", b"") for number in range(4_000))),
    "zip_lzma": archive((f"{EXERCISE}/app.py", b"1"), ("zeros", bytes(2**20)), method=zipfile.ZIP_LZMA),
    "zip_bzip2": archive((f"{EXERCISE}/app.py", b"1"), ("zeros", bytes(2**20)), method=zipfile.ZIP_BZIP2),
    "zip_lies": no_archive,
    "link_app": lambda folder: (folder / "app.py").symlink_to("../../ada/ex01a_likes/app.py"),
    "link_data": beside(lambda folder: (folder / "data").symlink_to("/etc")),
    "link_folder": link_folder,
    "pipe_app": lambda folder: os.mkfifo(folder / "app.py"),
    "pipe_data": beside(lambda folder: os.mkfifo(folder / "pipe")),
    "pipe_zip": pipe_zip,
    "socket_data": beside(bind),
    "many_small_files": beside(many),
    "deep_submission": beside(lambda folder: (folder / "/".join("d" * 40)).mkdir(parents=True)),
    "right_name_is_no_text": nameless,
    "right_shadows": shadows,
    "stale_bytecode": stale_bytecode,
    "right_own_settings": settings,
    "right_byte_order_mark": marked,
    "right_hidden_by_encoding": hidden,
}


def hand_in(names: Iterable[str], students: Path, targets: dict[str, Any]) -> None:
    """Hand in these cases, and what the honest students have."""
    students.mkdir()
    hand_in_honestly(students)
    cases = read_cases()
    for name in names:
        lay_out(name, cases[name], students, targets)
