"""The command line: its exit codes, and what it says."""

from __future__ import annotations

import csv
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from statecourse import version
from statecourse.cli import doctor, learner
from statecourse.cli.app import main
from statecourse.cli.exit_codes import MEANINGS, ExitCode
from statecourse.course import versions
from statecourse.sandbox import confine
from statecourse.sandbox.confine import LAYERS, Missing
from statecourse.sandbox.optional_layers import OPTIONAL_LAYERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from statecourse.course.course import Course

    Command = Callable[..., "Done"]
    Tree = Callable[..., Path]


@dataclass
class Done:
    """What came of a command."""

    code: int
    out: str
    err: str


@pytest.fixture
def command(course: Course, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command in the small course, in this process."""
    monkeypatch.chdir(course.root)

    def run(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["statecourse", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Done(int(ended.value.code or 0), said.out, said.err)

    return run


def solve(course: Course, exercise: str = "ex01a_likes") -> None:
    """Put the solution in the place of the stub."""
    found = course.exercises[exercise]
    found.app.write_bytes(found.solution.read_bytes())


# --- check -------------------------------------------------------------------------------------


def test_check_of_an_app_that_is_not_done(command: Command) -> None:
    """Exit code 1; what was done, expected and seen, and what to do next."""
    done = command("check", "ex02a")
    assert (done.code, done.err) == (1, "")
    note = re.search(r"type “(.+)” in “Note”", done.out)
    assert note
    assert (
        done.out
        == f"""
Notes that stay  ex02a_notes
✓ The app opens without an exception.  1/1
✓ At first there are no notes.  1/1
✗ Two notes are both kept.  0/2
    Not as expected: the number of notes.
    What was done:
      1. open the app
      2. type “{note[1]}” in “Note”
      3. click “Save”
      4. type “{re.findall("type “(.+)” in", done.out)[1]}” in “Note”
      5. click “Save”
    Expected: 2
    Seen:     0
– A note is still there after the server was stopped and started again.  0/2
    Not run: first fix “Two notes are both kept”.

2 of 6 points. Fix the first ✗ first.
Stuck? statecourse hint ex02a_notes
See it happen, line by line: open .statecourse/films/ex02a_notes.test_keeps_a_note.html in a browser.
"""
    )
    film = Path(".statecourse/films/ex02a_notes.test_keeps_a_note.html")
    assert f"type “{note[1]}” in “Note”" in film.read_text(encoding="utf-8")


def test_check_of_an_app_that_is_done(command: Command, course: Course) -> None:
    """Exit code 0, and where to compare."""
    solve(course)
    done = command("check", "ex01a")
    assert done.code == 0
    assert done.out.endswith(
        "All done: 10 of 10 points.\nCompare with one way to do it: statecourse solution ex01a_likes\n"
    )


def test_check_of_all_exercises(command: Command, course: Course) -> None:
    """Exit code 1 as long as one is not passed; each is kept as progress."""
    solve(course)
    done = command("check")
    assert (done.code, done.out.splitlines()[-1]) == (1, "1 of 2 exercises passed.")
    assert command("list").out.splitlines()[1:] == [
        "✓  ex01a_likes  A button that counts  10/10          01_likes",
        "…  ex02a_notes  Notes that stay       2/6            02_notes",
        "",
        "1 of 2 done.",
    ]


def test_check_with_json_is_json_and_nothing_else(command: Command) -> None:
    """The reports, for other tools."""
    done = command("check", "ex01a", "--json")
    (report,) = json.loads(done.out)
    assert (done.code, done.err) == (1, "")
    assert (report["exercise"], report["points"], report["max_points"]) == ("ex01a_likes", 3, 10)
    assert report["lesson"] == "01_likes"
    assert [check["outcome"] for check in report["checks"][:4]] == ["passed", "passed", "failed", "not run"]


def test_check_of_an_app_that_crashes_shows_its_line(command: Command, course: Course) -> None:
    """And what it printed."""
    course.exercises["ex01a_likes"].app.write_text("print('hello')\nvisits = {}\nvisits['today'] += 1\n")
    assert (
        """    The app stops with an exception.
    What was done:
      1. open the app
    The app stopped with KeyError: 'today'
      app.py, line 3:  visits['today'] += 1
    Your app printed:
      hello
"""
        in command("check", "ex01a").out
    )


def test_check_of_an_app_that_is_not_there(command: Command, course: Course) -> None:
    """Exit code 1: it is the learner's to mend."""
    course.exercises["ex01a_likes"].app.unlink()
    done = command("check", "ex01a")
    assert done.code == 1
    assert done.out.endswith(
        "This could not be checked: there is no app.py; there is exercise.yaml, task.md.\n"
    )


def test_check_with_a_broken_grader_is_exit_code_2(command: Command, course: Course) -> None:
    """The learner is told that it is not their app."""
    checks = course.root / "graders" / "ex01a_likes" / "test_checks.py"
    checks.write_text(checks.read_text().replace("    expect(app).to_run(", "    1 / 0\n    dict("))
    done = command("check", "ex01a")
    assert done.code == 2
    assert (
        "    The grader itself went wrong here, not your app: "
        "ZeroDivisionError: division by zero (test_checks.py, line 9)\n"
    ) in done.out


def test_check_says_which_layers_are_missing(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one line; one's own code is run all the same."""
    monkeypatch.setattr(learner, "missing_layers", lambda: (Missing("landlock", "only Linux has it"),))
    first = command("check", "ex01a").out.splitlines()[0]
    assert (
        first
        == "Your app runs without landlock here; fine for your own code. (`statecourse doctor` says more.)"
    )


# --- errors ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "ex09"), 'there is no exercise "ex09"; `statecourse list` shows them all'),
        (("check", "ex0"), '"ex0" is more than one exercise: ex01a_likes, ex02a_notes'),
        (("hint", "ex09"), 'there is no exercise "ex09"; `statecourse list` shows them all'),
        (
            ("reset", "ex01a"),
            "ex01a_likes: how app.py began is kept nowhere (not by `init`, git, or the package)",
        ),
        (("new", "ex1"), '"ex1" is not an exercise\'s id; it should look like ex03c_reading_list'),
        (
            ("grade", "nowhere", "-o", "out"),
            "nowhere does not exist; give what you downloaded, a folder or a zip file",
        ),
        (("init", "."), ". is there already and not empty; choose another name"),
        (("watch", "ex09"), 'there is no exercise "ex09"; `statecourse list` shows them all'),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_2(
    arguments: tuple[str, ...], said: str, command: Command
) -> None:
    """On standard error, with what to do."""
    assert command(*arguments) == Done(2, "", f"statecourse: {said}\n")


@pytest.mark.parametrize("name", ["check", "list", "verify", "hint", "grade", "new", "learn"])
def test_outside_of_a_course(
    name: str, command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Every command says how to get into one."""
    monkeypatch.chdir(tmp_path)
    more = {"hint": ["ex01a"], "grade": ["in", "-o", "out"], "new": ["ex01a_x"]}.get(name, [])
    assert command(name, *more) == Done(
        2,
        "",
        f"statecourse: {tmp_path} is not in a course (no exercises/course.yaml here or above); "
        "go to one, or make one with `statecourse init my-course`\n",
    )


@pytest.mark.parametrize(
    "arguments", [("chekc",), ("check", "--jsno"), ("grade", "x"), ("grade", "x", "-o", "y", "--jobs", "-1")]
)
def test_a_command_that_is_none(arguments: tuple[str, ...], command: Command) -> None:
    """Exit code 2, and how it is used."""
    done = command(*arguments)
    assert (done.code, done.out) == (2, "")
    assert "Usage: statecourse" in done.err


def test_a_broken_course_is_one_line(command: Command, course: Course) -> None:
    """With the file and the key."""
    (course.root / "exercises" / "course.yaml").write_text("titel: x\nformat: 1\n")
    said = 'statecourse: exercises/course.yaml: unknown key "titel"; did you mean "title"?\n'
    assert command("list") == Done(2, "", said)


def test_a_damaged_progress_is_one_line(command: Command, course: Course) -> None:
    """And the file stays."""
    path = course.root / ".statecourse" / "progress.json"
    path.parent.mkdir()
    path.write_text("{")
    done = command("list")
    assert done.code == 2
    assert done.err.startswith(f"statecourse: {path} cannot be read (")
    assert done.err.endswith("); move it away to begin anew\n")
    assert path.read_text() == "{"


def test_a_bug_of_the_tool_is_no_traceback(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """The details are in a file for whoever mends it."""
    monkeypatch.setattr("statecourse.cli.here.find_course", lambda _: 1 / 0)
    done = command("list")
    said = "something went wrong in statecourse itself (ZeroDivisionError: division by zero); details are in "
    assert (done.code, done.err[: len(said) + 13]) == (2, f"statecourse: {said}")
    log = Path(done.err[len(said) + 13 :].strip())
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    log.unlink()


# --- hints, solutions, reset -------------------------------------------------------------------


def test_hints_come_one_by_one(command: Command) -> None:
    """Each time one more; after the last one, where to go."""
    assert command("hint", "ex01a").out == (
        "Hint 1 of 3: Click the button twice. What would the page have to remember?\n"
    )
    assert command("hint", "ex01a").out.count("Hint") == 2
    last = command("hint", "ex01a").out
    assert last.endswith("Hint 3 of 3: `st.session_state` outlives a run.\n")
    assert command("hint", "ex01a").out == (
        "These are all the hints there are. `statecourse solution ex01a_likes --give-up` shows a solution.\n\n"
        + last
    )
    assert "3/3" in command("list").out


def test_a_solution_is_shown_after_passing_or_giving_up(command: Command, course: Course) -> None:
    """Giving up is remembered."""
    text = course.exercises["ex01a_likes"].solution.read_text()
    assert command("solution", "ex01a") == Done(
        1, "Pass ex01a_likes first, or see it now with: statecourse solution ex01a_likes --give-up\n", ""
    )
    assert command("solution", "ex01a", "--give-up") == Done(0, text, "")
    assert command("solution", "ex01a") == Done(0, text, "")
    assert command("solution", "ex02a").code == 1


def test_reset_says_where_the_old_app_is(command: Command, course: Course) -> None:
    """And puts the stub back."""
    stub = course.exercises["ex01a_likes"].app
    kept = course.root / ".statecourse" / "stubs" / "ex01a_likes.py"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(stub.read_bytes())
    stub.write_text("mine = 1\n")
    done = command("reset", "ex01a")
    said = re.fullmatch(
        r"exercises/ex01a_likes/app\.py is as it was at the beginning\.\nYours is kept in (.+)\.\n",
        done.out,
    )
    assert said
    assert (course.root / said[1]).read_text() == "mine = 1\n"
    assert "TODO" in stub.read_text()


# --- teachers and authors ----------------------------------------------------------------------


def test_grade_writes_everything_and_says_what(command: Command, course: Course, tree: Tree) -> None:
    """Exit code 0, bad submissions or not."""
    solution = course.exercises["ex01a_likes"].solution.read_text()
    tree(course.root / "in", {
        "ada/ex01a/app.py": solution,
        "ben/ex01a/app.py": "x = 1",
        "cleo.zip": "x",
        "list.txt": "x",
    })  # fmt: skip
    done = command("grade", "in", "-o", "out", "--jobs", "1")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "Note: list.txt: not a folder or a zip file, so not a student; left out\n"
        "3 submissions of 3 students: 1 not passed, 1 passed, 1 could not be graded.\n"
        "Written: out/grades.csv, results.json, summary.html, feedback/\n"
    )
    with (course.root / "out" / "grades.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["student"], row["status"], row["points"]) for row in rows] == [
        ("ada", "passed", "10"),
        ("ben", "not passed", "1"),
        ("cleo", "problem", "0"),
    ]


def test_grade_with_an_error_of_the_grader_is_exit_code_2(
    command: Command, course: Course, tree: Tree
) -> None:
    """It is told to the teacher with the check's name."""
    checks = course.root / "graders" / "ex01a_likes" / "test_checks.py"
    checks.write_text(checks.read_text().replace("    expect(app).to_run(", "    1 / 0\n    dict("))
    tree(course.root / "in", {"ada/ex01a/app.py": "x = 1"})
    done = command("grade", "in", "-o", "out", "--jobs", "1")
    assert done.code == 2
    assert done.out.splitlines()[-1] == "The grader went wrong at ada, ex01a_likes: test_opens"
    assert "grader error" in (course.root / "out" / "grades.csv").read_text()


def test_grade_refuses_where_isolation_is_missing(
    command: Command, tree: Tree, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It names the layer, what is not promised, and how to accept that."""
    monkeypatch.setattr(confine, "missing_layers", lambda: (Missing("seccomp", "only Linux has it"),))
    tree(course.root / "in", {"ada/ex01a/app.py": ""})
    done = command("grade", "in", "-o", "out")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "statecourse: other people's code is not run here, because isolation is missing: "
        "seccomp (only Linux has it; without it nothing ensures that an app starts no process, opens no socket, "
        "signals nobody, shortens no file by its path). Grade on Linux 5.13 or newer with Landlock, or accept this with --isolation=process\n"
    )
    assert command("grade", "in", "-o", "out", "--isolation", "process").code == 0


def test_verify_says_what_to_mend(command: Command, course: Course) -> None:
    """Exit code 1 with findings, one line each."""
    course.exercises["ex01a_likes"].solution.unlink()
    done = command("verify", "ex01a")
    assert (done.code, done.err) == (1, "")
    assert done.out == "solutions/ex01a_likes/app.py: missing or empty; write it\n\n1 to mend.\n"


def test_new_says_what_it_wrote(command: Command) -> None:
    """And what comes next."""
    done = command("new", "ex03a_reading_list")
    assert done.code == 0
    assert done.out.splitlines()[0] == "exercises/ex03a_reading_list/exercise.yaml"
    assert done.out.splitlines()[-1] == (
        "Make it yours; `statecourse verify ex03a_reading_list` says what is still missing."
    )


def test_init_makes_a_course_of_ones_own(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Complete, without hidden checks, and with a way back to each stub."""
    done = command("init", str(tmp_path / "mine"))
    assert (done.code, done.out) == (
        0,
        f"The course is in {tmp_path / 'mine'}. Begin with:\n\n  cd {tmp_path / 'mine'}\n  statecourse learn\n",
    )
    monkeypatch.chdir(tmp_path / "mine")
    assert not list((tmp_path / "mine").rglob("test_hidden.py"))
    first = next(line.split()[0] for line in command("list").out.splitlines()[1:])
    app = tmp_path / "mine" / "exercises" / first / "app.py"
    stub = app.read_text()
    app.write_text("mine = 1\n")
    assert command("reset", first).code == 0
    assert app.read_text() == stub


def test_doctor_tries_what_it_promises(command: Command) -> None:
    """Exit code 0 where all is well, with a line for each layer."""
    done = command("doctor")
    assert done.code == 0
    assert [line[2:] for line in done.out.splitlines() if "Isolation" in line] == [
        f"Isolation: {layer}: student code {promise}" for layer, promise in (LAYERS | OPTIONAL_LAYERS).items()
    ]
    assert done.out.splitlines()[-1] == (
        "✓ A trial run: a test app ran; it could not read, write, call or signal anything outside its folder"
    )


@pytest.mark.parametrize(
    ("version", "state", "said"),
    [
        ("1.61.1", "bad", "1.61.1 is too old, and checks will not run; tried are 1.62 to 1.67: pip install"),
        ("1.68.0", "note", "1.68.0 has not been tried; tried are 1.62 to 1.67. Where it does something new"),
        ("1.62.0", "good", "1.62.0 (tried are 1.62 to 1.67)"),
    ],
)
def test_doctor_says_what_a_version_means(
    monkeypatch: pytest.MonkeyPatch, version: str, state: str, said: str
) -> None:
    """Where Streamlit is older or newer than what was tried; pip refuses neither."""
    monkeypatch.setattr(versions, "installed", lambda: version)
    found = next(doctor._streamlit())
    assert found.state == state
    assert found.text.startswith(said)


def test_an_exercise_needs_a_newer_streamlit(
    course: Course, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A check says so, in place of a verdict that would be wrong."""
    manifest = course.exercises["ex01a_likes"].folder / "exercise.yaml"
    manifest.write_text(f'streamlit: "1.65"\n{manifest.read_text()}')
    monkeypatch.setattr(versions, "installed", lambda: "1.62.0")
    done = command("check", "ex01a")
    assert done.code != 0
    assert "ex01a_likes needs Streamlit 1.65 or newer, and this is 1.62.0" in done.out + done.err


def test_version_and_help(command: Command) -> None:
    """Both are exit code 0, and every command has an example."""
    assert command("--version") == Done(0, f"statecourse {version()}\n", "")
    names = re.findall(r"^│ (\w[\w-]*)", command("--help").out, re.MULTILINE)
    commands = [name for name in names if name not in {"help", "version"}]
    assert {"check", "doctor", "grade", "hint", "init", "list", "new", "verify", "watch"} <= set(commands)
    for name in commands:
        assert f"statecourse {name}" in command(name, "--help").out.partition("Example")[2]


def test_the_readme_has_the_exit_codes() -> None:
    """All of them, with what they mean; there is no other list."""
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| (.+) \|$", readme, re.MULTILINE)
    assert rows == [(str(code.value), MEANINGS[code]) for code in ExitCode]
