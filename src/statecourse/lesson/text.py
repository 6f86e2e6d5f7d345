"""The prose of a lesson: Markdown files that a teacher edits, some with a question at the top."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec

from statecourse.manifest import CourseError, parse

if TYPE_CHECKING:
    from pathlib import Path

AFTER = "<!-- after -->"
"""In a round's prose: what follows is shown once the learner has answered."""


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer that a learner may commit to. ``because`` says why it is right, or where it comes from."""

    text: str
    because: str
    right: bool = False


class Change(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A small change to try in a program, and what to look for."""

    change: str
    look_for: str


class Round(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The head of a round's Markdown file: the question, its answers, and changes to try.

    Without a question there is nothing to predict: the program is shown and runs at once. ``program`` is the file's name where it is not that of the Markdown file. ``tabs`` is how many
    visitors see the program side by side. With ``own_server`` it runs on a Streamlit server of its
    own, in a folder of its own, which can be stopped and started; ``files`` are those of its files that
    the page shows, each with a button that damages it if ``damage`` says what to write.
    """

    title: str
    question: str = ""
    answers: list[Answer] = []
    modify: list[Change] = []
    program: str = ""
    height: int = 280
    tabs: int = 1
    own_server: bool = False
    files: list[str] = []
    helpers: list[str] = []
    damage: str = ""


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The head of a lesson's ``lesson.md``: what one can do after it, and how long it takes."""

    title: str
    goals: list[str]
    minutes: int = 20


T = TypeVar("T")


def read(path: Path, kind: type[T]) -> tuple[T, str]:
    """A Markdown file's head, typed, and its prose.

    Raises `CourseError`, in one line that names the file.
    """
    name = f"lessons/{path.parent.name}/{path.name}"
    text = prose(path)
    if not text.startswith("---\n") or "\n---\n" not in text[4:]:
        raise CourseError(f"{name}: the file must begin with a head between two lines of ---")
    head, _, body = text[4:].partition("\n---\n")
    return parse(head, kind, name), body.strip()


def prose(path: Path) -> str:
    """The text of a Markdown file. Raises `CourseError` where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        text = f"lessons/{path.parent.name}/{path.name} cannot be read: {problem}"
        raise CourseError(text) from problem


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
    """What the predictions of a lesson are kept under: one for each round that asks a question.

    Raises `CourseError`.
    """
    found = [path for path in sorted(folder.glob("*.md")) if "\nquestion:" in prose(path)]
    return [f"{folder.name}/{path.stem}" for path in found if read_round(path)[0].question]
