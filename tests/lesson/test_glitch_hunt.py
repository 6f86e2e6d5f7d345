"""ex12b has seven faults, each with a check that the others do not disturb: with any one mended, and with any one left."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from statecourse.course.course import Course
from statecourse.course.submission import Job, Submission
from statecourse.judge.run import run_jobs

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from statecourse.report.report import Report
    from statecourse.sandbox.sandbox import Sandbox

ROOT = Path(__file__).parents[2]
EXERCISE = "ex12b_glitch_hunt"
STUB = (ROOT / "exercises" / EXERCISE / "app.py").read_text("utf-8")
WRONG = ROOT / "graders" / EXERCISE / "wrong"
WALK = "test_whatever_one_does"
LAST = "test_the_last_attempt_decides"
"""Builds on some of the seven."""
BUILT_ON = {"value_counts_once", "shown_too_early", "new_game_is_dead"}
CHECKS = {
    "secret_of_the_old_level": "test_secret_is_of_the_level",
    "value_counts_once": "test_attempts_follow_the_level",
    "shown_too_early": "test_a_guess_counts_at_once",
    "guesses_never_kept": "test_lists_the_guesses",
    "message_thrown_away": "test_says_correct",
    "code_counts_in_each_run": "test_code_counts_once",
    "new_game_is_dead": "test_new_game_can_be_played",
}
Mend = list[tuple[str, str]]
LIMIT = 'number_input("Attempts per game", 1, 20, value=attempts, key="limit")'
LEVEL = 'selectbox("Level", list(LEVELS), index=1'
LEFT = 'st.write(f"Attempts left: {attempts_left()}")\n'
MENDS: list[tuple[str, Mend]] = [
    (
        "secret_of_the_old_level",
        [('if "secret" not in state:', "if state.get('level') != level:\n    state.level = level")],
    ),
    ("secret_of_the_old_level", [(LEVEL, f'{LEVEL}, key="level", on_change=lambda: state.pop("secret")')]),
    (
        "value_counts_once",
        [(LIMIT, LIMIT.replace(', key="limit"', "")), ("st.sidebar.numb", "state.limit = st.sidebar.numb")],
    ),
    (
        "value_counts_once",
        [
            (
                "st.sidebar.numb",
                "if state.get('level') != level:\n    state.level, state.limit = level, attempts\nst.sidebar.numb",
            )
        ],
    ),
    ("shown_too_early", [(LEFT, ""), ("st.divider()\n", f"st.divider()\n{LEFT}")]),
    ("shown_too_early", [("st.info(hint_for(guess, state.secret))", "st.rerun()")]),
    (
        "guesses_never_kept",
        [
            (
                'guesses = state.get("guesses", [])\n        g',
                'guesses = state.setdefault("guesses", [])\n        g',
            )
        ],
    ),
    ("guesses_never_kept", [('    state.pop("guesses", None)', "    state.guesses = []")]),
    (
        "message_thrown_away",
        [("            st.balloons()\n            st.rerun()\n", "            st.balloons()\n")],
    ),
    (
        "message_thrown_away",
        [
            (
                "            st.rerun()\n        elif",
                "            state.correct = True\n            st.rerun()\n        elif",
            ),
            ("st.divider()\n", "if state.get('correct'):\n    st.write('Correct!')\n"),
        ],
    ),
    ("code_counts_in_each_run", [("    state.bonus += BONUS_ATTEMPTS", "    state.bonus = BONUS_ATTEMPTS")]),
    (
        "code_counts_in_each_run",
        [("if code == BONUS_CODE:", 'if code == BONUS_CODE and not state.get("had"):\n    state.had = True')],
    ),
    ("new_game_is_dead", [("    state.used = 0", '    state.used = 0\n    state.status = "playing"')]),
    ("new_game_is_dead", [("if new_game_clicked:", 'if new_game_clicked:\n    state.status = "playing"')]),
]


def report_on(app: str, folder: Path, sandbox: Sandbox) -> Report:
    """The judge's report on a text of ``app.py``."""
    folder.mkdir()
    (folder / "app.py").write_text(app, encoding="utf-8")
    course, reports = Course(ROOT), list["Report"]()
    exercise = course.exercises[EXERCISE]
    job = Job(exercise, Submission(folder))
    run_jobs(course, [exercise], [job], lambda _, report: reports.append(report), sandbox=sandbox)
    return reports[0]


def not_passed(report: Report) -> set[str]:
    """The checks that failed or did not run."""
    return {check.name for check in report.checks if check.outcome != "passed"}


def mended(mend: Mend) -> str:
    """The stub with this mended."""
    app = STUB
    for old, new in mend:
        assert app.count(old) == 1, old
        app = app.replace(old, new)
    return app


def test_the_stub_has_seven_faults(tmp_path: Path, sandbox: Sandbox):
    assert not_passed(report_on(STUB, tmp_path / "app", sandbox)) == {*CHECKS.values(), LAST, WALK}


@pytest.mark.parametrize(("fault", "mend"), MENDS, ids=lambda value: value if isinstance(value, str) else "")
def test_one_mended_is_one_passed(fault: str, mend: Mend, tmp_path: Path, sandbox: Sandbox):
    report = report_on(mended(mend), tmp_path / "app", sandbox)
    assert not_passed(report) == {*CHECKS.values(), LAST, WALK} - {CHECKS[fault]}


@pytest.mark.parametrize("fault", CHECKS)
def test_one_left_is_one_failed(fault: str, tmp_path: Path, sandbox: Sandbox):
    report = report_on((WRONG / f"{fault}.py").read_text("utf-8"), tmp_path / "app", sandbox)
    assert not_passed(report) - {LAST} == {CHECKS[fault], WALK}
    assert (LAST in not_passed(report)) == (fault in BUILT_ON)
