"""The judge: what a check did to an app becomes passed, failed, not run, or an error of the grader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from statecourse.course.manifest import CourseError
from statecourse.course.submission import Job, Submission
from statecourse.judge.run import run_jobs
from statecourse.sandbox.confine import LAYERS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from statecourse.course.course import Course
    from statecourse.report.report import Report
    from statecourse.sandbox.sandbox import Sandbox

    Judge = Any
    Tree = Callable[..., Path]

PASSES = 'def test_one(app):\n    """One."""\n    app.run()\n    expect(app.text[0].value).to_be("yes")\n'
BUILDS_ON_IT = '''
@needs("test_one")
def test_two(app):
    """Two."""
    app.run()
    expect(app.text[0].value).to_be("yes")

@needs("test_two")
def test_three(app):
    """Three."""
'''


def outcomes(report: Report) -> list[str]:
    """The outcomes in order."""
    return [check.outcome for check in report.checks]


def test_all_checks_passed(judge: Judge) -> None:
    """Points are the sum of the passed checks' points."""
    report = judge(PASSES + BUILDS_ON_IT, 'st.text("yes")')
    assert outcomes(report) == ["passed", "passed", "passed"]
    assert (report.points, report.max_points, report.passed) == (3, 3, True)


def test_a_blocked_check_is_not_run_and_names_its_blocker(judge: Judge) -> None:
    """What builds on a check that did not pass is not run, however far down."""
    report = judge(PASSES + BUILDS_ON_IT, 'st.text("no")')
    assert outcomes(report) == ["failed", "not run", "not run"]
    assert [check.blocked_by for check in report.checks] == ["", "test_one", "test_two"]
    assert report.points == 0


def test_some_checks_alone(course: Course, sandbox: Sandbox) -> None:
    """What is left out blocks nothing; what fails blocks as ever."""
    exercise, reports = course.exercises["ex01a_likes"], []
    answer = Submission(course.root / "exercises" / "ex01a_likes")
    named = ("test_counts_likes", "test_each_tab_counts_for_itself", "test_counts_beside_typing")
    jobs = [Job(exercise, answer, checks=named), Job(exercise, answer)]
    run_jobs(course, [exercise], jobs, lambda _, r: reports.append(r), sandbox=sandbox)
    some, every = ({check.name: check for check in report.checks} for report in reports)
    assert tuple(some) == named
    assert some == {name: every[name] for name in named}
    assert some["test_counts_likes"].outcome == "failed"
    assert some["test_each_tab_counts_for_itself"].blocked_by == "test_counts_likes"


def test_the_title_of_a_check_is_the_first_line_of_its_docstring(judge: Judge) -> None:
    """A check without one goes by its name."""
    checks = 'def test_told(app):\n    """What it is.\n\n    More."""\ndef test_untold(app):\n    pass\n'
    assert [check.title for check in judge(checks).checks] == ["What it is.", "test_untold"]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero (test_checks.py, line 4)"),
        (
            "app.no_such_thing",
            "AttributeError: 'App' object has no attribute 'no_such_thing' (test_checks.py, line 4)",
        ),
        ("raise SystemExit(1)", "SystemExit: 1 (test_checks.py, line 4)"),
        (
            "run_together(app, app.new_session())",
            "ValueError: run_together takes sessions of one live app: live_app and its new_session()s "
            "(test_checks.py, line 4)",
        ),
        ("import pytest; pytest.skip('later')", "the check was skipped: later"),
        ("import pytest; pytest.xfail('later')", "the check was skipped: later"),
        (
            "expect(1).to_be(2, misconception='forgt_it')",
            "graders/ex01a_tried: the misconception forgt_it is not in exercises/ex01a_tried/exercise.yaml",
        ),
    ],
)
def test_what_the_grader_does_wrong_is_an_error_and_no_failure(body: str, error: str, judge: Judge) -> None:
    """It names the line of the check, gives no points, and is said to be the grader's."""
    report = judge(f"def test_x(app):\n    {body}\n")
    (check,) = report.checks
    assert (check.outcome, check.error, check.failure, check.points) == ("error", error, None, 0)
    assert report.has_errors


def test_a_check_that_asks_for_an_unknown_fixture_is_an_error(judge: Judge) -> None:
    """Nothing of it was run, and it is not the app's fault."""
    check = judge.one("def test_x(ap):\n    pass\n")
    assert (check.outcome, check.error) == ("error", "there is no fixture “ap” (test_checks.py, line 3)")


def test_a_check_that_builds_on_an_error_is_not_run(judge: Judge) -> None:
    """An error of the grader is not passed, either."""
    report = judge('def test_a(app):\n    1 / 0\n@needs("test_a")\ndef test_b(app):\n    pass\n')
    assert outcomes(report) == ["error", "not run"]


@pytest.mark.parametrize(
    ("body", "summary"),
    [
        ("assert False, 'it is so'", "it is so"),
        ("import pytest; pytest.fail('it failed')", "it failed"),
        ("import pytest\n    with pytest.raises(KeyError): app.run()", "DID NOT RAISE KeyError"),
    ],
)
def test_ordinary_ways_to_fail_a_test_are_failures(body: str, summary: str, judge: Judge) -> None:
    """A check is an ordinary pytest function, and may fail like one."""
    check = judge.one(f"def test_x(app):\n    {body}\n")
    assert (check.outcome, check.failure.summary) == ("failed", summary)


def test_a_parametrized_check_fails_where_one_of_its_cases_does(judge: Judge) -> None:
    """It is one check with one outcome, whichever case is last."""
    report = judge(
        "import pytest\n@pytest.mark.parametrize('n', [1, 2, 1])\ndef test_x(app, n):\n    assert n == 1, 'odd'\n"
    )
    assert outcomes(report) == ["failed"]


def test_what_a_check_prints_is_nobodys_feedback(judge: Judge, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither the report nor the terminal has it."""
    report = judge('def test_x(app):\n    print("a secret")\n    app.run()\n    assert False, "so"\n')
    assert "a secret" not in repr(report)
    assert "a secret" not in capsys.readouterr().out


def test_a_misconception_comes_with_its_message(judge: Judge) -> None:
    """The report has the author's words, and where to read."""
    check = judge.one("def test_x(app):\n    expect(1).to_be(2, misconception='forgot_it')\n")
    advice = check.failure.advice
    assert (advice.label, advice.message, advice.lesson) == ("it was forgotten", "Look again.", "01_lesson")


def test_the_layers_that_held_are_in_the_report(judge: Judge) -> None:
    """A teacher can see how the app was locked in."""
    report = judge("def test_x(app):\n    app.run()\n")
    assert set(report.layers) & set(LAYERS) == set(LAYERS)


def test_an_apps_folder_is_fresh_for_each_check(judge: Judge) -> None:
    """What an app wrote in one check is gone in the next."""
    check = 'def test_{}(app):\n    app.run()\n    expect(app.text[0].value).to_be("False")\n'
    app = "import os\nst.text(os.path.exists('x'))\nopen('x', 'w').close()"
    assert outcomes(judge(check.format("one") + check.format("two"), app)) == ["passed", "passed"]


# --- what ends a run before it begins ----------------------------------------------------------


def refused(course: Course, sandbox: Sandbox) -> str:
    """What is said where the checks of the first exercise cannot be run at all."""
    exercise = course.exercises["ex01a_likes"]
    jobs = [Job(exercise, Submission(exercise.folder))]
    with pytest.raises(CourseError) as problem:
        run_jobs(course, [exercise], jobs, lambda *_: None, sandbox=sandbox)
    return str(problem.value)


def change(course: Course, name: str, before: str, after: str) -> None:
    """Replace a text in one of the course's files."""
    path = course.root / name
    assert before in path.read_text()
    path.write_text(path.read_text().replace(before, after))


def test_points_for_a_check_that_is_not_there(course: Course, sandbox: Sandbox) -> None:
    """One line with the file and the check."""
    change(course, "exercises/ex01a_likes/exercise.yaml", "test_opens: 1", "test_opns: 1")
    assert refused(course, sandbox) == (
        "exercises/ex01a_likes/exercise.yaml: checks: "
        "points for test_opns, but graders/ex01a_likes has no such check"
    )


def test_a_check_without_points(course: Course, sandbox: Sandbox) -> None:
    """One line with the file and the check."""
    change(course, "exercises/ex01a_likes/exercise.yaml", "  test_opens: 1\n", "")
    assert refused(course, sandbox) == (
        "exercises/ex01a_likes/exercise.yaml: checks: "
        "no points for test_opens, which graders/ex01a_likes has; add a line for it"
    )


@pytest.mark.parametrize(
    ("after", "why"),
    [
        ("def test_opens(app App)", "line 6: invalid syntax"),
        (
            "import no_such_module\ndef test_opens(app: App)",
            "line 6: ModuleNotFoundError: No module named 'no_such_module'",
        ),
        (
            "@needs\ndef test_opens(app: App)",
            'line 6: TypeError: needs("test_opens", …) takes the names of checks',
        ),
    ],
)
def test_checks_that_cannot_be_loaded(after: str, why: str, course: Course, sandbox: Sandbox) -> None:
    """One line with the file and the reason."""
    change(course, "graders/ex01a_likes/test_checks.py", "def test_opens(app: App)", after)
    said = refused(course, sandbox)
    assert said == f"graders/ex01a_likes/test_checks.py: the checks cannot be loaded: {why}"


def test_no_checks_at_all(course: Course, sandbox: Sandbox, tree: Tree) -> None:
    """A folder with nothing in it is not an exercise without demands."""
    change(
        course, "exercises/ex01a_likes/exercise.yaml", "hidden_checks:\n  test_counts_beside_typing: 2\n", ""
    )
    tree(course.root / "graders" / "ex01a_likes", {"test_checks.py": "", "test_hidden.py": ""})
    assert refused(course, sandbox) == (
        "exercises/ex01a_likes/exercise.yaml: checks: "
        "points for test_opens, but graders/ex01a_likes has no such check"
    )


def test_a_missing_graders_folder(course: Course, sandbox: Sandbox) -> None:
    """The line says what to write."""
    (course.root / "graders" / "ex01a_likes").rename(course.root / "elsewhere")
    assert refused(course, sandbox) == (
        "graders/ex01a_likes is missing; write its checks in test_checks.py there"
    )


def test_what_lies_beside_the_course_is_not_looked_at(course: Course, sandbox: Sandbox) -> None:
    """Not the checks of whatever project it lies in, nor each of a thousand folders."""
    (course.root.parent / "conftest.py").write_text("raise RuntimeError")
    beside = course.root.parent / "beside"
    beside.mkdir()
    (beside / "__init__.py").write_text("raise RuntimeError")
    exercise = course.exercises["ex01a_likes"]
    reports: list[Report] = []
    job = Job(exercise, Submission(exercise.solution.parent))
    run_jobs(course, [exercise], [job], lambda _, report: reports.append(report), sandbox=sandbox)
    assert [report.passed for report in reports] == [True]


def test_changed_checks_are_loaded_anew(course: Course, sandbox: Sandbox) -> None:
    """The same process may judge by another version of the checks."""
    exercise, reports = course.exercises["ex01a_likes"], []
    jobs = [Job(exercise, Submission(course.root / "solutions" / "ex01a_likes"))]
    run_jobs(course, [exercise], jobs, lambda _, r: reports.append(r), sandbox=sandbox)
    change(course, "graders/ex01a_likes/test_checks.py", "    expect(app).to_run(", "    assert dict(")
    run_jobs(course, [exercise], jobs, lambda _, r: reports.append(r), sandbox=sandbox)
    assert [report.passed for report in reports] == [True, False]


# --- submissions with nothing to grade ---------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({}, "there is no app.py; the folder is empty"),
        ({"main.py": "x", "data.csv": ""}, "there is no app.py; there is data.csv, main.py"),
        ({"app.py": ""}, "app.py is empty"),
        ({"app.py": " \n\t\n"}, "app.py is empty"),
        ({"app.py/inside.txt": ""}, "app.py is a folder; only a file can be graded"),
        ({"app.py": "#" * 300_000}, "app.py is larger than 256 KB"),
    ],
)
def test_nothing_to_grade_is_a_report_with_the_reason(
    files: dict[str, str], problem: str, course: Course, sandbox: Sandbox, tree: Tree
) -> None:
    """No check is run, no point given, and the report says why."""
    exercise, reports = course.exercises["ex01a_likes"], []
    jobs = [Job(exercise, Submission(tree(course.root / "answer", files)))]
    run_jobs(course, [exercise], jobs, lambda _, r: reports.append(r), sandbox=sandbox)
    (report,) = reports
    assert (report.problem, report.points, report.max_points) == (problem, 0, 10)
    assert set(outcomes(report)) == {"not run"}
    assert not report.passed
    assert not report.has_errors
