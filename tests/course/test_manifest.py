"""A manifest with a mistake in it is one clear line, with file and key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from statecourse.course.manifest import CourseError, CourseManifest, ExerciseManifest, load, parse

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
title: A title
concepts: [state]
checks: {test_a: 1, test_b: 2}
hints: [look]
misconceptions:
  one: {label: l, message: m, lesson: 01_x}
  two: {label: l, message: m, lesson: 01_x}
"""
FILE = "exercises/ex01a_x/exercise.yaml"


def complaint(text: str | bytes, folder: Path, kind: type = ExerciseManifest, name: str = FILE) -> str:
    """What is said about a file with this text."""
    path = folder / "some.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(CourseError) as problem:
        load(path, kind, name)
    return str(problem.value)


def test_a_good_manifest_is_read_as_its_type(tmp_path: Path) -> None:
    """Everything in the file is there, and what is left out has its default."""
    path = tmp_path / "exercise.yaml"
    path.write_text(GOOD)
    manifest = load(path, ExerciseManifest)
    assert manifest.checks == {"test_a": 1, "test_b": 2}
    assert manifest.misconceptions["two"].label == "l"
    assert manifest.hidden_checks == {}
    assert manifest.limits == {}


MISTAKES = {
    "typo in a key": ("hints:", "hitns:", 'unknown key "hitns"; did you mean "hints"?'),
    "unknown key": (
        "hints:",
        "zzz: 1\nhints:",
        'unknown key "zzz"; known keys: title, concepts, checks, hints, misconceptions, hidden_checks, limits, settings, answer, streamlit',
    ),
    "version that nobody knows": (
        "hints:",
        'streamlit: "1.99"\nhints:',
        '"1.99" is no known version of Streamlit; write one up to "1.67", as "1.65"',
    ),
    "version that is none": (
        "hints:",
        "streamlit: new\nhints:",
        '"new" is no known version of Streamlit; write one up to "1.67", as "1.65"',
    ),
    "version as a number": ("hints:", "streamlit: 1.65\nhints:", "streamlit: expected text, found a number"),
    "typo in a misconception": (
        "two: {label: l, message",
        "two: {label: l, mesage",
        'misconceptions: two: unknown key "mesage"; did you mean "message"?',
    ),
    "missing key": ("hints: [look]\n", "", 'the key "hints" is missing'),
    "misconception without a message": (
        "two: {label: l, message: m,",
        "two: {label: l,",
        'misconceptions: two: the key "message" is missing',
    ),
    "number for text": (
        "two: {label: l",
        "two: {label: 3",
        "misconceptions: two: label: expected text, found a whole number",
    ),
    "text for points": ("test_b: 2", "test_b: two", "checks: test_b: expected a whole number, found text"),
    "text for all points": (
        "{test_a: 1, test_b: 2}",
        "{test_a: x, test_b: y}",
        "checks: test_a: expected a whole number, found text",
    ),
    "half a point": ("test_b: 2", "test_b: 2.5", "checks: test_b: expected a whole number, found a number"),
    "yes for points": (
        "test_b: 2",
        "test_b: yes",
        "checks: test_b: expected a whole number, found true or false",
    ),
    "number for a name": ("test_b: 2", "3: 2", "checks: 3: expected text, found a whole number"),
    "list for a table": (
        "{test_a: 1, test_b: 2}",
        "[test_a]",
        "checks: expected a table of keys, found a list",
    ),
    "colon in a hint": (
        "[look]",
        "\n  - first: look",
        "hints: number 1: expected text, found a table of keys",
    ),
    "empty title": ("title: A title", "title:", "title: expected text, found nothing"),
    "doubled key": ("hints:", "title: Again\nhints:", 'line 4: the key "title" stands twice; keep one'),
    "doubled check": ("test_b: 2", "test_a: 2", 'line 3: the key "test_a" stands twice; keep one'),
    "unclosed list": (
        "concepts: [state]",
        "concepts: [state",
        "not valid YAML: line 3: expected ',' or ']', but got ':'",
    ),
    "colon in the title": (
        "title: A title",
        "title: A: title",
        "not valid YAML: line 1: mapping values are not allowed here",
    ),
    "braces in the title": (
        "title: A title",
        "title: {{ title }}",
        "line 1: braces begin a table; put text with braces in quotation marks",
    ),
    "tab": (
        "  one:",
        "\tone:",
        "not valid YAML: line 6: found character '\\t' that cannot start any token",
    ),
}


@pytest.mark.parametrize(("before", "after", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_one_line_with_file_and_key(before: str, after: str, said: str, tmp_path: Path) -> None:
    """Each usual slip is said in one line that names the file and the key."""
    assert complaint(GOOD.replace(before, after), tmp_path) == f"{FILE}: {said}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ": expected a table of keys, found nothing"),
        ("- one\n", ": expected a table of keys, found a list"),
        (b"title: \xff", " is not UTF-8 text (byte 8); save it as UTF-8"),
        ("title: \0", ": not valid YAML: unacceptable character #x0000: special characters are not allowed"),
        (
            "title: !!python/name:os.system x",
            ": not valid YAML: line 1: could not determine a constructor for the tag "
            "'tag:yaml.org,2002:python/name:os.system'",
        ),
    ],
)
def test_a_file_that_is_no_manifest_at_all(text: str | bytes, said: str, tmp_path: Path) -> None:
    """Whatever lies in the file's place is one line, and is never run."""
    assert complaint(text, tmp_path) == f"{FILE}{said}"


def test_a_missing_file_says_how_to_get_one(tmp_path: Path) -> None:
    """The line says where one comes from."""
    said = "exercise.yaml is missing; copy one from another exercise, or run `statecourse new`"
    with pytest.raises(CourseError, match=said):
        load(tmp_path / "exercise.yaml", ExerciseManifest)


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ("run_secs: 3", 'unknown key "run_secs"; did you mean "run_seconds"?'),
        ("run_seconds: long", "run_seconds: expected a number, found text"),
        ("run_seconds: 0", "run_seconds: expected a number above 0"),
        ("run_seconds: .nan", "run_seconds: expected a number above 0"),
        ("check_seconds: .inf", "check_seconds: expected a number of at most 3,600"),
        ("memory_mb: 1.5", "memory_mb: expected a whole number, found a number"),
        ("disk_mb: -1", "disk_mb: expected a whole number of at least 1"),
    ],
)
def test_limits_are_held_against_their_bounds(limit: str, said: str, tmp_path: Path) -> None:
    """A limit that no app could run under is refused."""
    text = f"title: T\nformat: 1\nlimits: {{{limit}}}\n"
    name = "exercises/course.yaml"
    assert complaint(text, tmp_path, CourseManifest, name) == f"{name}: limits: {said}"


def test_a_key_that_yaml_takes_for_something_else() -> None:
    """`on` is a truth value in YAML, and `1` is a number."""
    with pytest.raises(CourseError, match="^e.yaml: True: a key has to be text; put it in quotation marks$"):
        parse("on: 1", ExerciseManifest, "e.yaml")
    nested = "misconceptions: {a: {1: x, label: a, message: b, lesson: c}}"
    with pytest.raises(CourseError, match="^e.yaml: misconceptions: a: 1: a key has to be text"):
        parse(f"title: t\nconcepts: []\nhints: []\nchecks: {{}}\n{nested}", ExerciseManifest, "e.yaml")
