"""A lesson is held to its contract: what is wrong is told with the file, the key and an example."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from statecourse.authoring.lesson_contract import hold_lessons
from statecourse.authoring.scaffold import new_lesson
from statecourse.course.course import Course
from statecourse.course.manifest import CourseError
from statecourse.programs.ports import free_port

if TYPE_CHECKING:
    from pathlib import Path


NAME = "13_testing_state"
FILES = f"lessons/{NAME}/"
QUESTION = "- question: Q{}\n  answers: [{{text: a, because: b, right: true}}, {{text: c, because: d}}]\n"


@pytest.fixture
def folder(course: Course) -> Path:
    """A lesson as ``new-lesson`` begins it, with the questions that it still lacks."""
    new_lesson(course, NAME)
    made = course.root / "lessons" / NAME
    (made / "selftest.yaml").write_text("".join(QUESTION.format(n) for n in range(5)))
    return made


def findings(folder: Path) -> list[str]:
    held = hold_lessons(Course(folder.parents[1]), ["13"], lambda _done, _total: None)
    return [str(finding) for finding in held]


def test_a_new_lesson_lacks_questions_only(course: Course, folder: Path):
    """And a plain script among the lessons is left alone."""
    assert findings(folder) == []
    assert hold_lessons(course, ["01"], lambda _done, _total: None) == []
    (folder / "selftest.yaml").unlink()
    assert findings(folder) == [f"{FILES}selftest.yaml: 0 of at least 5 questions"]


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("first_try.md", "title: A first try\n", "", 'first_try.md: the key "title" is missing'),
        ("first_try.md", "    right: true\n", "", "exactly one"),
        ("first_try.md", "question: You", "ask_: You", 'unknown key "ask_"'),
        ("first_try.md", 'shows: ["Clicks: 2"]', 'shows: ["Clicks: 3"]', "does not show “Clicks: 3”"),
        ("first_try.md", '    shows: ["Clicks: 20"]\n', "", 'such as `shows: ["Clicks: 1"]`'),
        ("first_try.md", 'shows: ["Clicks: 20"]', 'shows: ["Clicks: 2"]\n    hides: ["20"]', "shows “20”"),
        ("first_try.md", 'replace: "+= 1"', 'replace: "+= 2"', "is 0 times in the program"),
        ("first_try.md", 'by: "+= 10"', 'by: "+="', "line 5 of the program is no Python"),
        (
            "first_try.md",
            "Line 5 runs in the run that a click causes, before line 6 shows the value.",
            '""',
            "because: say",
        ),
        ("first_try.md", '"Clicks: 1"\n', '"Clicks: 0"\n', "two of them are the same"),
        ("first_try.md", "height: 170", "kind: number", "otherwise: is missing"),
        (
            "first_try.md",
            "height: 170",
            "confined: true\nfilm: step on",
            "film: what runs in the sandbox has none",
        ),
        ("first_try.md", "A sentence on the program.", "", "write a sentence or two"),
        ("first_try.md", 'click "Add one" 2', 'press "Add one" 2', "is no step"),
        ("lesson.md", "minutes: 30", "minutes: 0", "minutes: write how long"),
        ("lesson.md", "minutes: 30", "minutes: long", "minutes: expected a whole number"),
        ("selftest.yaml", "right: true", "right: false", "write `right: true` at exactly one"),
        (f"../{NAME}.py", 'lesson.prose("idea")\n', "", "idea.md: nothing shows this file"),
        (f"../{NAME}.py", 'prose("idea")', 'prose("ideas")', "ideas.md is missing; write it"),
        (f"../{NAME}.py", "lesson.selftest()\n", "", "write `lesson.selftest()` above"),
        (f"../{NAME}.py", "the title.", "the title", "begin it with a sentence"),
    ],
)
def test_what_is_wrong_is_told(folder: Path, file: str, old: str, new: str, says: str):
    """With the file that it is in."""
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    found = findings(folder)
    assert any(says in line for line in found), found
    assert all(line.startswith("lessons/13_testing_state") for line in found)


def test_a_picture_has_a_text_and_suits_dark_pages(folder: Path):
    (folder / "idea.svg").write_text("<svg></svg>")
    first, second = findings(folder)
    assert first.startswith(f"{FILES}idea.svg: the picture has no text; write `<title>")
    assert "prefers-color-scheme: dark" in second


@pytest.mark.parametrize("name", ["x", "1_x", "13_X", "../13_x"])
def test_a_lessons_name(course: Course, name: str):
    with pytest.raises(CourseError, match="it should look like 13_testing_state"):
        new_lesson(course, name)


@pytest.mark.parametrize("name", [NAME, "13_other", "01_likes"])
def test_a_number_is_taken_once(folder: Path, name: str):
    with pytest.raises(CourseError, match="choose another number"):
        new_lesson(Course(folder.parents[1]), name)


def test_a_port_that_is_taken_is_passed_over():
    """Whoever learns has often a page of their own open at the usual port."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert port < free_port(port) < port + 50
    assert free_port(port) == port
