"""The authoring contract: the small course keeps it, and each way to break it is a finding."""

from __future__ import annotations

import dataclasses
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from statecourse.authoring.exercise_files import _suite
from statecourse.authoring.scaffold import new_exercise
from statecourse.authoring.verify import _answers, _wrong_answers, verify
from statecourse.course.course import Course
from statecourse.judge.reasons import read_catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

    Golden = Callable[[str, str], None]
    Tree = Callable[..., Path]

pytestmark = pytest.mark.slow


def findings(course: Course, *names: str, seeds: int = 1) -> list[str]:
    """What is found in these exercises, or in all."""
    course = Course(course.root)  # what was read before may have changed
    exercises = course.select(list(names))
    return [str(finding) for finding in verify(course, exercises, lambda *_: None, seeds=seeds)]


def change(course: Course, name: str, before: str, after: str) -> None:
    """Replace a text in one of the course's files."""
    path = course.root / name
    assert before in path.read_text()
    path.write_text(path.read_text().replace(before, after))


MANIFEST = "exercises/ex01a_likes/exercise.yaml"
CHECKS = "graders/ex01a_likes/test_checks.py"


def test_nothing_is_found_in_a_good_course(course: Course) -> None:
    """Progress is told, up to the last answer."""
    told: list[tuple[int, int]] = []
    assert verify(course, course.select([]), lambda done, total: told.append((done, total))) == []
    assert told[0] == (0, 20)
    assert told[-1] == (20, 20)


def test_what_is_written_badly(course: Course, tree: Tree, golden: Golden) -> None:
    """All that can be seen without running an app, each with what to do."""
    change(course, MANIFEST, "  - An ordinary variable lives for one run.\n", "")
    change(course, MANIFEST, "Click the button twice. What would the page have to remember?", "' '")
    change(course, MANIFEST, "test_opens: 1", "test_opens: 0")
    change(course, MANIFEST, "concepts: [session state]", "concepts: []")
    change(
        course,
        MANIFEST,
        "    label: the likes begin at 1\n    lesson: 01_likes",
        "    label: x\n    lesson: 09_no",
    )
    change(
        course,
        MANIFEST,
        "The likes are in st.session_state, but every run begins by setting them to 0 again.",
        "No.",
    )
    change(course, MANIFEST, "  counts_in_display:", "  counts_on_display:")
    change(course, CHECKS, '    """Each click on “Like” adds one."""\n', "")
    change(course, CHECKS, '@needs("test_counts_likes")', '@needs("test_counts_liks")')
    tree(course.root, {
        "exercises/ex01a_likes/helper.py": "",
        "exercises/ex01a_likes/task.md": " ",
        "exercises/notes.txt": "",
        "solutions/ex09z_gone/app.py": "",
        "graders/scratch/x.py": "",
        "graders/ex01a_likes/test_more.py": "def test_more_1(app):\n    pass\ndef test_opens(app):\n    pass\n",
        "graders/ex01a_likes/test_worse.py": "def broken(:\n",
    })  # fmt: skip
    (course.root / "exercises" / "ex01a_likes" / "app.py").write_bytes(b"# not even UTF-8: \xff\n")
    for path in (course.root / "lessons").glob("01_*"):
        path.unlink()
    (course.root / "solutions" / "ex01a_likes" / "app.py").unlink()
    shutil.rmtree(course.root / "graders" / "ex01a_likes" / "right" / "two_files")
    golden("findings_written.txt", "\n".join(findings(course, "ex01a")) + "\n")


def test_answers_that_do_not_do_what_they_should(course: Course, tree: Tree, golden: Golden) -> None:
    """All that is seen by running them, each with what to do, and each answer once."""
    graders = course.root / "graders" / "ex01a_likes"
    solution = (course.root / "solutions" / "ex01a_likes" / "app.py").read_text()
    right, wrong = graders / "right", graders / "wrong"
    (wrong / "plain_variable.py").write_text(solution)
    shutil.copyfile(wrong / "shared_by_all.py", wrong / "begins_at_one.py")
    (wrong / "counts_in_display.py").write_text("import streamlit as st\n1 / 0\n")
    (right / "callback.py").write_text((wrong / "reset_every_run.py").read_text())
    (right / "get_with_default.py").write_text("1 +\n")
    # The number of clicks is one of four; an answer that is right for some of them is not right.
    lucky = solution.replace(
        "st.session_state.likes += 1", "st.session_state.likes = st.session_state.likes % 2 + 1"
    )
    (right / "lucky.py").write_text(lucky)
    (right / "empty.py").write_text("\n")
    (course.root / "exercises" / "ex01a_likes" / "app.py").write_text(
        "# TODO\nimport streamlit as st\n{}['x']\n"
    )
    tree(
        graders,
        {
            "test_hidden.py": (graders / "test_hidden.py")
            .read_text()
            .replace("        1, misc", "        0, misc")
        },
    )
    golden("findings_run.txt", "\n".join(findings(course, "ex01a", seeds=2)) + "\n")


@pytest.mark.parametrize(
    ("file", "before", "after", "finding"),
    [
        (
            MANIFEST,
            "hints:",
            "hitns:",
            'exercises/ex01a_likes: unknown key "hitns"; did you mean "hints"?',
        ),
        (
            MANIFEST,
            "test_opens: 1",
            "test_opns: 1",
            "graders/ex01a_likes: exercises/ex01a_likes/exercise.yaml: checks: "
            "points for test_opns, but graders/ex01a_likes has no such check",
        ),
        (
            CHECKS,
            "from statecourse.checks import App,",
            "from statecourse.checks import Apps,",
            "graders/ex01a_likes: graders/ex01a_likes/test_checks.py: the checks cannot be loaded: line 3: "
            "ImportError: cannot import name 'Apps' from 'statecourse.checks'",
        ),
        (
            CHECKS,
            "to_be(clicks)",
            'to_be(clicks, misconception={1: "stuck"})',
            "graders/ex01a_likes/wrong/plain_variable.py: test_counts_likes went wrong itself: "
            "graders/ex01a_likes: the misconception stuck is not in exercises/ex01a_likes/exercise.yaml; "
            "mend the check",
        ),
    ],
    ids=["manifest", "points", "checks", "misconception"],
)
def test_a_finding_for_each_slip(file: str, before: str, after: str, finding: str, course: Course) -> None:
    """It stands among the findings, in one line."""
    shutil.rmtree(course.root / "graders" / "ex01a_likes" / "right")
    change(course, file, before, after)
    found = findings(course, "ex01a")
    assert finding in [line.partition(" (")[0] if "ImportError" in line else line for line in found]


def test_a_check_that_nothing_ever_fails_and_a_stub_that_is_done(course: Course) -> None:
    """A check may be unable to fail; a hidden one is named in its own file."""
    graders = course.root / "graders" / "ex01a_likes"
    shutil.rmtree(graders / "right")
    for name in ("begins_at_one", "counts_in_display"):
        (graders / "wrong" / f"{name}.py").unlink()
    stub = course.root / "exercises" / "ex01a_likes" / "app.py"
    stub.write_text("# TODO\n" + (course.root / "solutions" / "ex01a_likes" / "app.py").read_text())
    found = [
        line
        for line in findings(course, "ex01a")
        if line.startswith(("exercises/ex01a_likes/app", "graders"))
    ]
    assert found == [
        "graders/ex01a_likes/right: 0 of at least 3 answers",
        "graders/ex01a_likes/catalogue.json: was of other checks or wrong answers; it is written anew, so commit it",
        "exercises/ex01a_likes/app.py: the stub earns all points; leave something to do",
        "graders/ex01a_likes/test_checks.py: test_starts_at_zero is failed by no stub or wrong answer; "
        "write a wrong answer that fails it",
        "graders/ex01a_likes/test_hidden.py: test_counts_beside_typing is failed by no stub or wrong answer; "
        "write a wrong answer that fails it",
    ]


def test_wrong_answers_of_one_misconception_and_of_none(course: Course) -> None:
    """A variant is told the misconception of its name; another answer none, nor may it behave like one."""
    graders = course.root / "graders" / "ex01a_likes"
    shutil.rmtree(graders / "right")
    wrong = graders / "wrong"
    app = (wrong / "shared_by_all.py").read_text()
    (wrong / "shared_by_all-again.py").write_text(app)
    (wrong / "begins_at_one-not.py").write_text("import streamlit as st\nst.session_state.likes += 1\n")
    (wrong / "other-crash.py").write_text("1 / 0\n")
    (wrong / "other-shared.py").write_text(app)
    found = [line for line in findings(course, "ex01a") if "/wrong/" in line]
    told = "is told none (first by test_each_tab_counts_for_itself: the number of likes in the second tab, expected 0, seen 1)"
    opens = "(first by test_opens: AttributeError: st.session_state has no attribute"
    assert [line for line in found if "begins_at_one-not" not in line] == [
        f"graders/ex01a_likes/wrong/shared_by_all-again.py: should be told shared_by_all, {told}; it behaves like other-shared",
        f"graders/ex01a_likes/wrong/shared_by_all.py: should be told shared_by_all, {told}; it behaves like other-shared",
    ]
    (wrong / "other-shared.py").unlink()
    found = [line for line in findings(course, "ex01a") if "/wrong/" in line]
    assert len(found) == 2
    assert found[0].startswith(
        f"graders/ex01a_likes/wrong/begins_at_one-not.py: should be told begins_at_one, is told none {opens}"
    )
    assert found[0].endswith("it behaves like reads_before_init")
    assert found[1].endswith("it behaves like begins_at_one-not")


def test_a_reason_that_is_guessed(course: Course) -> None:
    """A name for any wrong value is one; of a live check nothing better is known."""
    for folder in ("right", "wrong"):
        shutil.rmtree(course.root / "graders" / "ex01a_likes" / folder)
    change(course, CHECKS, "to_be(clicks)", 'to_be(clicks, misconception={1: "a", ...: "begins_at_one"})')
    change(course, CHECKS, "to_run()", 'to_run(misconception="reads_before_init")')
    live = "def test_live(live_app):\n    'Lives.'\n    expect(live_app.run()).to_run(misconception='a')\n"
    path = course.root / CHECKS
    path.write_text(path.read_text() + live)
    assert [line for line in findings(course, "ex01a") if "guesses" in line] == [
        f"{CHECKS}: {check} guesses {name} for any wrong value; leave it out, as behaviour tells the reason"
        for check, name in (("test_opens", "reads_before_init"), ("test_counts_likes", "begins_at_one"))
    ]


def test_a_catalogue_that_cannot_be_written_is_found(course: Course) -> None:
    """As then the judges know no reasons."""
    file = course.root / "graders" / "ex01a_likes" / "catalogue.json"
    file.unlink()
    file.mkdir()
    assert [line.partition(": ")[0] for line in findings(course, "ex01a")] == [
        "graders/ex01a_likes/catalogue.json"
    ]


def test_a_new_exercise_lacks_what_only_its_author_can_write(course: Course) -> None:
    """Nothing else is found in what the scaffold writes."""
    files = new_exercise(course, "ex01b_my_own")
    assert [path.relative_to(course.root).as_posix() for path in files] == [
        "exercises/ex01b_my_own/exercise.yaml",
        "exercises/ex01b_my_own/task.md",
        "exercises/ex01b_my_own/app.py",
        "solutions/ex01b_my_own/app.py",
        "graders/ex01b_my_own/test_checks.py",
        "graders/ex01b_my_own/right/another_style.py",
        "graders/ex01b_my_own/wrong/plain_variable.py",
    ]
    assert findings(course, "ex01b") == [
        "exercises/ex01b_my_own/exercise.yaml: hints: 1 of at least 3",
        "exercises/ex01b_my_own/exercise.yaml: checks: 2 of at least 4",
        "graders/ex01b_my_own/right: 1 of at least 3 answers",
        "graders/ex01b_my_own/wrong: 1 of at least 3 answers",
        "graders/ex01b_my_own/test_checks.py: test_opens is failed by no stub or wrong answer; "
        "write a wrong answer that fails it",
    ]


def test_what_an_exercise_of_tests_needs(tmp_path: Path) -> None:
    """The app that the tests are about, and a check that asks for each wrong app."""
    repository = Course(Path(__file__).parents[2])
    exercise = next(found for found in repository.exercises.values() if found.answer != "app.py")
    for folder in (exercise.folder, exercise.graders, exercise.solution.parent):
        shutil.copytree(folder, tmp_path / folder.relative_to(repository.root))
    mine = dataclasses.replace(exercise, root=tmp_path)
    assert list(_suite(mine)) == []
    mine.folder.joinpath("app.py").unlink()
    (mine.graders / "apps" / "wrong" / "odd_one.py").write_text("import streamlit as st\n")
    assert [str(finding) for finding in _suite(mine)] == [
        f"exercises/{exercise.id}/app.py: missing; write the app that the tests are about",
        f"graders/{exercise.id}/apps/wrong/odd_one.py: no check asks for it; write one with "
        '`suite.missed("odd_one")`',
    ]


def test_a_catalogue_that_the_engine_does_not_see_any_more_is_written_anew(course: Course) -> None:
    """One answer is drawn and recorded again, in each exercise; where it differs, all are."""
    file = course.root / "graders" / "ex01a_likes" / "catalogue.json"
    before = file.read_text()
    file.write_text(re.sub(r"(not run|failed) [0-9a-f]{16}", r"\1 0123456789abcdef", before))
    anew = "graders/ex01a_likes/catalogue.json: was of other checks or wrong answers; it is written anew, so commit it"
    assert findings(course, "ex01a") == [anew]
    assert file.read_text() == before


def test_a_catalogue_of_other_outcomes_is_written_anew(course: Course) -> None:
    """What checks an answer fails is seen of every one."""
    file = course.root / "graders" / "ex01a_likes" / "catalogue.json"
    before = file.read_text()
    file.write_text(before.replace('"passed"', '"not run"'))
    assert len(findings(course, "ex01a")) == 1
    assert file.read_text() == before


def test_only_what_is_new_and_one_more_is_recorded(course: Course, tmp_path: Path) -> None:
    """To judge an answer is enough where it is known how it behaves."""
    wrong = course.root / "graders" / "ex01a_likes" / "wrong"
    (wrong / "other-crash.py").write_text("1 / 0\n")
    known = wrong / "shared_by_all.py"
    known.write_text(known.read_text() + "# changed\n")
    recorded = {
        a.path.stem for a in _wrong_answers(course.exercises["ex01a_likes"], tmp_path) if a.replay == "record"
    }
    new = {
        "other-crash",
        "shared_by_all",
        "counts_in_display",
    }  # the last one shows itself to a hidden check alone
    assert new < recorded
    assert len(recorded) == len(new) + 1


def test_a_wrong_answer_that_is_known_runs_what_it_did_not_pass(course: Course, tmp_path: Path) -> None:
    """And hidden checks, of which nothing is known; the one that is drawn runs all, and so does a changed one."""
    changed = course.root / "graders" / "ex01a_likes" / "wrong" / "shared_by_all.py"
    changed.write_text(changed.read_text() + "# changed\n")
    answers = {a.path.stem: a for a in _wrong_answers(course.exercises["ex01a_likes"], tmp_path)}
    assert {a.checks for a in answers.values() if a.replay == "record"} == {()}
    assert answers["shared_by_all"].checks == ()
    expected = {
        "plain_variable": (
            "test_counts_likes",
            "test_each_tab_counts_for_itself",
            "test_counts_beside_typing",
        ),
        "reset_every_run": (
            "test_counts_likes",
            "test_each_tab_counts_for_itself",
            "test_counts_beside_typing",
        ),
    }
    known = {name: answers[name].checks for name in expected if answers[name].replay == "skip"}
    assert known.items() <= expected.items()
    assert known


def test_a_wrong_answer_that_only_a_hidden_check_fails_runs_that_one(course: Course, tmp_path: Path) -> None:
    """Once it was seen to pass the others; one of these is drawn to run all."""
    wrong = course.root / "graders" / "ex01a_likes" / "wrong"
    again = wrong / "counts_in_display-again.py"
    again.write_text((wrong / "counts_in_display.py").read_text() + "# another\n")
    assert {
        a.checks for a in _wrong_answers(course.exercises["ex01a_likes"], tmp_path) if a.path == again
    } == {()}
    assert len(findings(course, "ex01a")) == 1  # the catalogue
    mine = [
        a
        for a in _wrong_answers(course.exercises["ex01a_likes"], tmp_path)
        if a.path.stem[:6] == again.stem[:6]
    ]
    assert sorted(a.checks for a in mine) == [(), ("test_counts_beside_typing",)]
    assert findings(course, "ex01a") == []


def test_a_right_answer_takes_all_walks_where_the_checks_have_changed(course: Course, tmp_path: Path) -> None:
    """Else one, and the next answer another one."""
    exercise = course.exercises["ex01a_likes"]
    right = [a.walk for a in _answers(exercise, tmp_path, 1) if a.role in {"solution", "right"}]
    assert {walk % 3 for walk in right if walk is not None} == {0, 1, 2}
    change(course, CHECKS, '"the number of likes in the second tab"', '"the likes in the second tab"')
    assert {a.walk for a in _answers(exercise, tmp_path, 1)} == {None}


@pytest.mark.parametrize(
    ("before", "after", "finding"),
    [
        (
            "second = app.new_session().run()",
            "second = app",
            "graders/ex01a_likes/right/callback.py: fails test_each_tab_counts_for_itself: ",
        ),
        (
            'the number of likes in the second tab").to_be(0)',
            'the number of likes in the second tab").not_to_be(-1)',
            "graders/ex01a_likes/wrong/shared_by_all.py: earns all points; no check notices shared_by_all, so write one",
        ),
        (
            "note(bool(own_keys(app)), ",
            "note(True, ",
            "graders/ex01a_likes/wrong/plain_variable.py: should be told plain_variable, is told none ",
        ),
    ],
    ids=["a right answer fails", "a wrong answer passes", "another reason"],
)
def test_a_check_that_is_made_faulty_is_found(before: str, after: str, finding: str, course: Course) -> None:
    """Though the catalogue knows all answers: with another check, all of them run anew."""
    change(course, CHECKS, before, after)
    assert [line for line in findings(course, "ex01a") if line.startswith(finding)] != []


LIVE = '''

def test_live(live_app):
    """Lives."""
    expect(live_app.run()).to_run()
'''


def test_what_a_live_check_has_shown_is_not_run_again(course: Course, tmp_path: Path) -> None:
    """A wrong answer that passed it is spared it; of three right answers that have not changed, two run half of the others."""
    change(course, MANIFEST, "\nchecks:", "\nchecks:\n  test_live: 1")
    checks = course.root / CHECKS
    checks.write_text(checks.read_text() + LIVE)
    findings(course, "ex01a")
    exercise = Course(course.root).exercises["ex01a_likes"]
    catalogue = read_catalogue(exercise)
    assert catalogue is not None
    assert catalogue.passed_live["plain_variable"] == ["test_live"]
    answers = list(_answers(exercise, tmp_path, 1))
    seen = [a for a in answers if a.role == "wrong" and a.checks]
    assert seen
    assert all(("test_live" in a.checks) != bool(catalogue.passed_live[a.path.stem]) for a in seen)
    right = [a for a in answers if a.role == "right"]
    assert [bool(a.checks) for a in right].count(True) == len(right) * 2 // 3
    others = (exercise.manifest.checks | exercise.manifest.hidden_checks).keys() - {"test_live"}
    spared = [set(a.checks) for a in right if a.checks]
    assert all(checks < others and len(checks) == (len(others) + 1) // 2 for checks in spared)
