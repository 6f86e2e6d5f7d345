"""A learner's answer in the page's editor: what becomes of the file, and of whatever another editor wrote there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st
from lesson_pages import copy_course

from statecourse.course.course import Course
from statecourse.lesson.answer import Answer

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the page keeps."""
    state: dict[str, Any] = {}
    monkeypatch.setattr(st, "session_state", state)
    return state


@pytest.fixture
def answer(kept: dict[str, Any], tmp_path: Path) -> Answer:
    """An answer that is open in the editor."""
    course = Course(copy_course(tmp_path, "exercises", "graders", "solutions"))
    answer = Answer(course, course.exercises["ex01a_visit_counter"])
    answer.exercise.app.write_bytes(b"one = 1\n")
    answer.open()
    return answer


def type_in(kept: dict[str, Any], answer: Answer, text: str) -> None:
    """What the browser tells of the editor."""
    kept[answer.editor] = {"text": text}


def copies(answer: Answer) -> list[str]:
    """The texts that were kept as copies."""
    folder = answer.course.root / ".statecourse" / "backups"
    return sorted(path.read_text("utf-8") for path in folder.glob("*.py")) if folder.is_dir() else []


def test_to_run_or_check_is_to_save(kept: dict[str, Any], answer: Answer) -> None:
    """And nothing is written before that, nor where nothing was typed."""
    stamp = answer.exercise.app.stat().st_mtime_ns
    answer.run()
    assert answer.exercise.app.stat().st_mtime_ns == stamp
    type_in(kept, answer, "two = 2\n")
    assert answer.exercise.app.read_bytes() == b"one = 1\n"
    answer.check()
    assert answer.exercise.app.read_bytes() == b"two = 2\n"
    assert answer.draft
    assert (answer.draft.runs, answer.draft.checks) == (1, 1)
    assert copies(answer) == []


def test_line_ends_stay_what_they_were(kept: dict[str, Any], answer: Answer) -> None:
    """Of Windows, too: an editor in a browser has only plain ones."""
    answer.exercise.app.write_bytes(b"one = 1\r\n")
    answer.open()
    assert answer.mine == "one = 1\n"
    type_in(kept, answer, "one = 1\ntwo = 2\n")
    answer.run()
    assert answer.exercise.app.read_bytes() == b"one = 1\r\ntwo = 2\r\n"


@pytest.mark.parametrize("theirs", ["theirs = 3\n", ""], ids=["changed", "emptied"])
@pytest.mark.parametrize("does", ["run", "check", "close"])
def test_what_was_changed_elsewhere_is_not_written_over(
    kept: dict[str, Any], answer: Answer, does: str, theirs: str
) -> None:
    """Until the learner has said which one it is to be; the other one is kept."""
    type_in(kept, answer, "mine = 2\n")
    answer.exercise.app.write_text(theirs, "utf-8")
    getattr(answer, does)()
    assert answer.exercise.app.read_text("utf-8") == theirs
    assert answer.draft
    assert answer.draft.refused
    assert (answer.draft.runs, answer.draft.checks) == (0, 0)
    answer.insist()
    assert answer.exercise.app.read_text("utf-8") == "mine = 2\n"
    assert copies(answer) == [theirs] * bool(theirs)


def test_the_file_can_be_taken(kept: dict[str, Any], answer: Answer) -> None:
    """The editor begins anew with it, and what was typed is not in it any more."""
    type_in(kept, answer, "mine = 2\n")
    answer.exercise.app.write_text("theirs = 3\n", "utf-8")
    answer.take()
    assert answer.mine == "theirs = 3\n"
    answer.close()
    assert answer.draft is None
    assert answer.exercise.app.read_text("utf-8") == "theirs = 3\n"
    assert copies(answer) == ["mine = 2\n"]


def test_the_same_change_elsewhere_is_no_question(kept: dict[str, Any], answer: Answer) -> None:
    """Two editors that say the same."""
    type_in(kept, answer, "same = 2\n")
    answer.exercise.app.write_text("same = 2\n", "utf-8")
    answer.run()
    assert answer.draft
    assert answer.draft.runs == 1


@pytest.mark.parametrize("data", [b"name = '\xff'\n", None], ids=["no text", "a folder"])
def test_what_cannot_be_read_is_left_alone(kept: dict[str, Any], answer: Answer, data: bytes | None) -> None:
    """It is told, and nothing is lost."""
    type_in(kept, answer, "mine = 2\n")
    path = answer.exercise.app
    path.unlink()
    if data is None:
        path.mkdir()
    else:
        path.write_bytes(data)
    answer.run()
    assert answer.draft
    assert answer.draft.runs == 0
    assert answer.mine == "mine = 2\n"
    assert path.is_dir() if data is None else path.read_bytes() == data
