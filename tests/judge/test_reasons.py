"""The reason by behaviour: told where an app shows just what a misconception's own shows, and nowhere else."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from drawn import one_in

from statecourse.app import trace
from statecourse.checks import CheckFailed, exception_of, expect, names_in, note, page_text, widget
from statecourse.course.course import Course, Exercise
from statecourse.course.submission import Job, open_submission
from statecourse.judge.reasons import (
    NOTHING_WRONG,
    Catalogue,
    catalogue_file,
    misconception_of,
    outcomes_of,
    read_catalogue,
    reason,
    write_catalogue,
)
from statecourse.judge.run import run_jobs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Judge, Opener

    from statecourse.report.report import Report
    from statecourse.sandbox.sandbox import Sandbox

pytestmark = pytest.mark.slow

REPOSITORY = Course(Path(__file__).parents[2])
UNTHOUGHT_OF = [
    (exercise.id, path)
    for exercise in REPOSITORY.exercises.values()
    for path in sorted((exercise.graders / "wrong").glob("other-*"))
]


def graded(course: Course, name: str, path: Path, sandbox: Sandbox, temporary: Path) -> Report:
    """The report on an answer at a path."""
    reports: list[Report] = []
    exercise = Course(course.root).find(name)
    jobs = [Job(exercise, open_submission(path, temporary, exercise.answer))]
    run_jobs(course, [exercise], jobs, lambda _, report: reports.append(report), sandbox=sandbox)
    return reports[0]


def answer(course: Course, app: str, sandbox: Sandbox, **files: str) -> Report:
    """The report on an answer to the small course's exercise that has `st` at hand."""
    folder = course.root / "answer"
    folder.mkdir()
    for name, text in {"app.py": f"import streamlit as st\n{app}", **files}.items():
        (folder / name).write_text(text)
    return graded(course, "ex01a", folder, sandbox, course.root)


# --- what is told --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "path"), one_in(3, UNTHOUGHT_OF), ids=lambda value: getattr(value, "stem", value)
)
def test_what_nobody_has_thought_of_is_told_no_reason(
    name: str, path: Path, sandbox: Sandbox, tmp_path: Path
) -> None:
    """Also where its own app is not in the catalogue, which has only those of the misconceptions."""
    exercise = REPOSITORY.exercises[name]
    for folder in (exercise.folder, exercise.graders, exercise.solution.parent):
        shutil.copytree(folder, tmp_path / folder.relative_to(exercise.root))
    shutil.copyfile(REPOSITORY.root / "exercises" / "course.yaml", tmp_path / "exercises" / "course.yaml")
    file = tmp_path / "graders" / name / "catalogue.json"
    catalogue = json.loads(file.read_text())
    catalogue["apps"] = {app: seen for app, seen in catalogue["apps"].items() if app != path.stem}
    file.write_text(json.dumps(catalogue))
    report = graded(Course(tmp_path), name, path, sandbox, tmp_path)
    assert (report.passed, report.has_errors, report.misconceptions) == (False, False, set())


LIKES = """
st.text_input("Name")
if st.button("Like"):
    {click}
st.metric("Likes", {shown})
"""


@pytest.mark.parametrize(
    ("app", "told"),
    [
        ("likes = 0" + LIKES.format(click="likes += 1", shown="likes"), {"plain_variable"}),
        (
            "st.session_state['n'] = 0"
            + LIKES.format(click="st.session_state['n'] += 1", shown="st.session_state['n']"),
            {"reset_every_run"},
        ),
        ("n = st.session_state['n']" + LIKES.format(click="pass", shown="n"), {"reads_before_init"}),
        ("n = {}['n']" + LIKES.format(click="pass", shown="n"), set()),
        (
            "s = st.session_state\ns.setdefault('n', 0)" + LIKES.format(click="s.n += 2", shown="s.n"),
            set(),
        ),
        (
            "import box\nst.session_state.setdefault('n', 0)"
            + LIKES.format(click="box.n += 1", shown="box.n"),
            {"shared_by_all"},
        ),
    ],
    ids=[
        "another style",
        "item syntax",
        "of two types",
        "another KeyError",
        "counts by two",
        "another place",
    ],
)
def test_the_reason_of_another_style_is_told(
    app: str, told: set[str], course: Course, sandbox: Sandbox
) -> None:
    """By what it shows, however it is written; and none where something else shows."""
    report = answer(course, app, sandbox, **{"box.py": "n = 0\n"})
    assert (report.passed, report.has_errors, report.misconceptions) == (False, False, told)
    advice = {
        check.failure.advice.misconception
        for check in report.checks
        if check.failure and check.failure.advice
    }
    assert advice == told


def test_without_a_catalogue_of_these_checks_the_check_has_its_say(course: Course, sandbox: Sandbox) -> None:
    """One of other checks is not looked at."""
    checks = course.root / "graders" / "ex01a_likes" / "test_checks.py"
    checks.write_text(
        checks.read_text().replace("to_be(clicks)", 'to_be(clicks, misconception={1: "begins_at_one"})')
    )
    report = answer(course, "likes = 0" + LIKES.format(click="likes += 1", shown="likes"), sandbox)
    assert report.misconceptions == {"begins_at_one"}


def test_an_app_that_hangs_is_not_run_once_more(course: Course, sandbox: Sandbox) -> None:
    """It would hang in each check, to no avail."""
    manifest = course.root / "exercises" / "ex01a_likes" / "exercise.yaml"
    manifest.write_text(manifest.read_text() + "\nlimits: {run_seconds: 1}\n")
    began = time.monotonic()
    report = answer(course, "import time\ntime.sleep(20)", sandbox)
    assert "still running" in report.checks[0].failure.summary
    assert report.misconceptions == set()
    assert time.monotonic() - began < 2 * len(report.checks)


def test_a_reason_does_not_depend_on_how_long_it_took(course: Course, sandbox: Sandbox) -> None:
    """A busy machine gives the same one."""
    manifest = course.root / "exercises" / "ex01a_likes" / "exercise.yaml"
    manifest.write_text(manifest.read_text() + "\nlimits: {run_seconds: 1}\n")
    slow = "import time\ntime.sleep(.6)\nlikes = 0" + LIKES.format(click="likes += 1", shown="likes")
    assert answer(course, slow, sandbox).misconceptions == {"plain_variable"}


@pytest.mark.parametrize(
    ("named", "possible", "told"),
    [
        ("", set(), ""),
        ("", {"a"}, "a"),
        ("", {""}, ""),
        ("", {"a", "b"}, ""),
        ("", {"a", ""}, ""),
        ("a", {"a", "b"}, "a"),
        ("a", {"a", ""}, "a"),
        ("a", {"b"}, ""),
        ("a", set(), ""),
    ],
)
def test_a_check_can_choose_a_reason_but_not_invent_one(named: str, possible: set[str], told: str) -> None:
    """Among several, it decides; what behaves otherwise is not told."""
    assert reason(named, possible) == told


# --- the catalogue -------------------------------------------------------------------------------


def test_names_of_wrong_answers() -> None:
    """A hyphen begins a variant; `other` is none of the misconceptions."""
    assert [misconception_of(name) for name in ("lost", "lost-in_a_dict", "other-odd")] == [
        "lost",
        "lost",
        "",
    ]


def test_traces_are_asked_for_only_where_they_can_decide() -> None:
    """An app whose outcomes are nobody's is not run once more, and no more than needed of any."""
    asked = []

    def traced(*seen: str) -> Iterator[tuple[str, str]]:
        for check, text in zip("ab", seen, strict=True):
            asked.append(check)
            yield check, text

    one, two = "failed " + "1" * 16, "not run " + "2" * 16
    catalogue = Catalogue("", {"x": {"a": one, "b": two}, "y": {"a": one, "b": "not run " + "3" * 16}})
    assert catalogue.alike({"a": "failed", "b": "passed"}, traced(one, two)) == set()
    assert asked == []
    assert catalogue.alike({"a": "failed", "b": "not run"}, traced("failed 0", two)) == set()
    assert asked == ["a"]
    assert catalogue.alike({"a": "failed", "b": "not run"}, traced(one, two)) == {"x"}


COUNTED = """
n = st.session_state["n"] = st.session_state.get("n", -1) + 1
st.button("Go")
st.write("Runs:", min(n, {most}))
"""
COUNTS = """
from statecourse.checks import click
def test_walk(walk):
    walk([click("Go")], lambda app: {"runs": number_after(app, "Runs")})
"""


def test_a_fault_that_does_not_show_once_more_tells_no_reason(judge: Judge) -> None:
    """What is seen then, a right answer shows as well: here where a walk goes on for longer than a traced one."""
    judge.replay, judge.reference = "record", COUNTED.format(most=1000)
    seen = {most: judge(COUNTS, COUNTED.format(most=most)).traces["test_walk"] for most in (2, 20)}
    assert seen[2].startswith("failed ")
    assert seen[2] != NOTHING_WRONG
    assert seen[20] == NOTHING_WRONG
    catalogue = Catalogue("", {"x": {"test_walk": NOTHING_WRONG}, "y": {"test_walk": seen[2]}})
    assert catalogue.alike({"test_walk": "failed"}, iter([("test_walk", NOTHING_WRONG)])) == set()
    assert catalogue.just_like({"test_walk": NOTHING_WRONG}) == set()
    assert catalogue.just_like({"test_walk": seen[2]}) == {"y"}
    assert [outcomes_of(app) for app in catalogue.apps.values()] == [{"test_walk": "failed"}] * 2


def test_a_fixed_check_shows_by_itself_whether_anything_is_wrong(judge: Judge) -> None:
    """Whether it fails at an expectation, or at a widget that is not there."""
    judge.replay = "record"
    wrong = 'def test_it(app):\n    app.run()\n    expect(1, "one").to_be(2)'
    lucky = "from statecourse.app import trace\n" + wrong.replace(
        "1", "2 if trace.current.get() is not None else 1", 1
    )
    lacks = 'def test_it(app):\n    app.run()\n    widget(app, "Nowhere")'
    seen = [judge(checks).traces["test_it"] for checks in (wrong, lacks, lucky)]
    assert [text == NOTHING_WRONG for text in seen] == [False, False, True]


def test_a_catalogue_that_is_no_catalogue_is_none(course: Course) -> None:
    """Nobody's verdict depends on it."""
    exercise: Exercise = course.exercises["ex01a_likes"]
    kept = read_catalogue(exercise)
    assert kept is not None
    assert not write_catalogue(exercise, kept)
    for text in ("", "[]", '{"checks": 1}'):
        catalogue_file(exercise).write_text(text)
        assert read_catalogue(exercise) is None
    assert write_catalogue(exercise, kept)
    assert read_catalogue(exercise) == kept


# --- the trace -----------------------------------------------------------------------------------


def test_a_trace_goes_on_after_what_is_not_as_expected() -> None:
    """So that more is seen; without one the check ends there."""
    with trace.recording() as seen:
        expect(1, "one").to_be(2)
        expect(2.0, "two").to_be(3, misconception="any")
        note([1], "three")
    note("not kept", "four")
    assert seen == [("one", "1"), ("two", "2"), ("three", "[1]")]
    with pytest.raises(CheckFailed):
        expect(1, "one").to_be(2)


def test_a_trace_has_how_each_run_ended_and_ends_with_an_exception(open_app: Opener) -> None:
    """And whether a widget is the one that it was."""
    app = open_app(
        "st.text_input('Name', key=str(len(st.session_state)))\nst.button('Go')\nif st.button('End'): 1 / 0"
    )
    with trace.recording() as seen:
        app.run()
        widget(app, "Name")
        widget(app, "Go").click().run()
        widget(app, "Name")
        with pytest.raises(CheckFailed):
            widget(app, "Nowhere")
        with pytest.raises(trace.TraceEndsError):
            widget(app, "End").click().run()
    assert exception_of(app) == "ZeroDivisionError"
    assert seen == [
        ("run", "None"),
        ("another widget than before", "False"),
        ("another widget than before", "False"),
        ("run", "None"),
        ("another widget than before", "True"),
        ("no widget", "'Nowhere'"),
        ("another widget than before", "False"),
        ("run", "'ZeroDivisionError'"),
    ]


def test_a_trace_tells_a_run_of_a_fragment_alone(open_app: Opener) -> None:
    """What stands still outside of it does so for a reason of its own."""
    app = open_app("st.fragment(st.button)('Inside')\nst.button('Outside')", live=True)
    with trace.recording() as seen:
        app.run()
        widget(app, "Inside").click().run()
        widget(app, "Outside").click().run()
    assert [what for what, _ in seen if what != "another widget than before"] == [
        "run",
        "runs alone",
        "run",
        "run",
    ]


def test_digests_tell_traces_apart() -> None:
    """Also those that are one text when written one after another."""
    traces = [[], [("a", "b")], [("ab", "")], [("a", "b"), ("", "")]]
    assert len({trace.digest(entries) for entries in traces}) == len(traces)


def test_names_that_a_source_speaks_of() -> None:
    """Variables, attributes, and what is imported."""
    import ast  # noqa: PLC0415

    assert names_in(ast.parse("from a import b\nc.d(e='f')")) == {"b", "c", "d"}


def test_random_numbers_of_an_app_do_not_hide_its_reason(open_app: Opener) -> None:
    """Two apps that show a random number show the same one where they are compared."""
    app = "import random\nimport streamlit as st\nst.write('Secret:', random.randint(1, 10**9))"

    def seen() -> str:
        with trace.recording() as made:
            trace.record("the page", page_text(open_app(app).run()))
        return trace.digest(made)

    assert seen() == seen()
