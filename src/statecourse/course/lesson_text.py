"""A lesson's text: Markdown files that a teacher edits, each with a typed head, and the self-test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeVar

import msgspec

from statecourse.course.manifest import CourseError, parse
from statecourse.course.versions import refuse_unknown

if TYPE_CHECKING:
    from pathlib import Path

AFTER = "<!-- after -->"
"""In a round's prose: what follows is shown after the answer."""


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer to choose. ``because`` says why it is right, or which mistake leads to it."""

    text: str
    because: str
    right: bool = False


class Promise(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a program does after some steps; `statecourse.programs.promises` tests it.

    ``do`` are steps such as ``click "Add one"`` (see `statecourse.programs.doing`); without any, the page is only
    opened. Then the page ``shows`` some texts and ``hides`` others (the page of the last step's tab, or
    ``in tab 2: TEXT``), session ``state`` holds some values (as ``repr`` writes them), and the last run ended with
    the exception ``error``, or with none. ``since`` is the first version of Streamlit that does so.
    ``streamlit`` is the first version that keeps the promise to the letter, such as an exception's name: with an older
    one it is not played, and the page says that something may look otherwise.
    """

    since: str = ""
    streamlit: str = ""
    do: list[str] = []
    shows: list[str] = []
    hides: list[str] = []
    state: dict[str, str] = {}
    error: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError for an unknown version."""
        refuse_unknown(self.since)
        refuse_unknown(self.streamlit)


class Edit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An edit of a program's text: replaces a passage that occurs once, or appends lines."""

    replace: str = ""
    by: str = ""
    append: str = ""


class Change(Promise, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A small change to try, and what to look for.

    ``edit`` changes the program's text, or ``program`` is a file with the changed text. Without either, the learner
    does something with the program as it is.
    """

    change: str
    look_for: str
    edit: list[Edit] = []
    program: str = ""


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question with answers to choose from, as in a lesson's ``selftest.yaml``."""

    question: str
    answers: list[Answer]
    code: str = ""


class Round(Promise, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The head of a round's Markdown file: the question, its answers, and changes to try.

    - ``question`` asks what the page is like after ``do``. Without one, the program can be run at once. ``kind``
      says whether the learner chooses an answer, or types a number or a text; ``otherwise`` comments on a typed
      answer that is none of the ``answers``.
    - ``film`` says what to look for as one steps through the runs, under *Investigate*, where they are then shown line by
      line at first; ``ask`` are questions about the runs; ``modify`` are changes to try.
    - ``program`` is the program's file, if not of the Markdown file's name; ``helpers`` are further files of it, such
      as a module or ``pages/second.py``.
    - ``tabs`` is how many visitors see the program side by side, each in a frame of ``height`` pixels. ``address``
      shows the address of each tab, ``menu`` Streamlit's menu.
    - ``own_server`` runs it on a Streamlit server and in a folder of its own, with ``settings``; the page can restart
      that server. The page shows ``files`` of it, each with a button that damages it if ``damage`` says with what.
    - ``confined`` runs it in the sandbox of the checks, where nobody can use it; the page shows what it said when it
      was opened. ``tests`` does so with tests: of the program and its helpers, one is a file ``test_….py`` and one the
      app that it tests; the page shows the result of each test.
    """

    title: str
    question: str = ""
    kind: Literal["choice", "number", "text"] = "choice"
    answers: list[Answer] = []
    otherwise: str = ""
    film: str = ""
    ask: list[Question] = []
    modify: list[Change] = []
    program: str = ""
    height: int = 280
    tabs: int = 1
    own_server: bool = False
    settings: dict[str, bool | int | str] = {}
    files: list[str] = []
    helpers: list[str] = []
    damage: str = ""
    address: bool = False
    menu: bool = False
    confined: bool = False
    tests: bool = False

    @property
    def apart(self) -> bool:
        """Whether the program runs in the sandbox and not in a frame of the page."""
        return self.confined or self.tests


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The head of a lesson's ``lesson.md``: its title, its goals, and how long it takes."""

    title: str
    goals: list[str]
    minutes: int = 20


T = TypeVar("T")


def read(path: Path, kind: type[T]) -> tuple[T, str]:
    """A Markdown file's head, typed, and its prose. Raises `CourseError`, in one line that names the file."""
    name = f"lessons/{path.parent.name}/{path.name}"
    text = prose(path)
    if not text.startswith("---\n") or "\n---\n" not in text[4:]:
        raise CourseError(f"{name}: the file must begin with a head between two lines of ---")
    head, _, body = text[4:].partition("\n---\n")
    return parse(head, kind, name), body.strip()


def prose(path: Path) -> str:
    """The whole text of a file, its head included. Raises `CourseError` if it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise CourseError(f"lessons/{path.parent.name}/{path.name} cannot be read: {problem}") from problem


def read_round(path: Path) -> tuple[Round, str, str]:
    """A round's head, its prose before the answer, and its prose after it. Raises `CourseError`."""
    found, body = read(path, Round)
    name = f"lessons/{path.parent.name}/{path.name}"
    if found.question and sum(answer.right for answer in found.answers) != 1:
        raise CourseError(f"{name}: answers: exactly one must be right")
    if found.answers and not found.question:
        raise CourseError(f'{name}: there are answers, and the key "question" is missing')
    before, _, after = body.partition(AFTER)
    return found, before.strip(), after.strip()


def questions(folder: Path) -> list[str]:
    """The keys of a lesson's predictions: one for each round with a question. Raises `CourseError`."""
    found = [path for path in sorted(folder.glob("*.md")) if "\nquestion:" in prose(path)]
    return [f"{folder.name}/{path.stem}" for path in found if read_round(path)[0].question]


def edited(text: str, edits: list[Edit], place: str) -> str:
    """A program's text after some edits. Raises `CourseError` if one cannot be made."""
    for edit in edits:
        if edit.append:
            text = text.rstrip("\n") + "\n" + edit.append.rstrip("\n") + "\n"
            continue
        if not edit.replace or text.count(edit.replace) != 1:
            times = text.count(edit.replace) if edit.replace else 0
            raise CourseError(
                f"{place}: edit: “{edit.replace}” is {times} times in the program; it must be once"
            )
        text = text.replace(edit.replace, edit.by)
    return text


def changed(change: Change, folder: Path, program: str, place: str) -> str:
    """The program's text with a change made. Raises `CourseError` if it cannot be made."""
    if change.program:
        return (folder / change.program).read_text(encoding="utf-8")
    return edited(program, change.edit, place)


def read_selftest(folder: Path) -> list[Question]:
    """The questions of a lesson's ``selftest.yaml``, if there is one. Raises `CourseError`."""
    path = folder / "selftest.yaml"
    if not path.is_file():
        return []
    name = f"lessons/{folder.name}/{path.name}"
    found = parse(prose(path), list[Question], name)
    for number, question in enumerate(found, 1):
        if sum(answer.right for answer in question.answers) != 1:
            raise CourseError(f"{name}: number {number}: write `right: true` at exactly one answer")
    return found
