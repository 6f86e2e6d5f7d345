"""The check cells in a student's own Jupyter: a table and a score, and nothing on standard error."""

from __future__ import annotations

import json
import signal
import sys
import threading
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from classroom.nbgrader.kit import ANSWERS, EXERCISE, SOLUTION, Class, cell, make_class, text_of
from nbclient import NotebookClient

from statecourse.notebook import check

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

WRONG = (ANSWERS / "wrong" / "plain_variable.py").read_text()


@pytest.fixture(scope="module")
def klass(tmp_path_factory: pytest.TempPathFactory) -> Class:
    return make_class(tmp_path_factory.mktemp("class"))


@pytest.fixture
def at_home(klass: Class, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A student's folder, somewhere below the course."""
    folder = klass.root / "students" / tmp_path.name
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


def run(klass: Class, folder: Path, code: str) -> Any:
    """The notebook as it is after a student ran all of its cells."""
    notebook = klass.released()
    notebook.cells.insert(0, nbformat.v4.new_code_cell("%precision 0"))
    cell(notebook, "answer").source = f"%%writefile app.py\n{code}"
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    return notebook


def test_a_right_answer(klass: Class, at_home: Path) -> None:
    """With full points, whatever precision Jupyter shows numbers with."""
    notebook = run(klass, at_home, SOLUTION)
    for name, points in (("test_opens", "1.0"), ("test_counts_likes", "3.0")):
        (output,) = cell(notebook, name).outputs
        assert output.output_type == "execute_result"
        assert output.data["text/plain"] == points
        assert f"✓ {points[0]} of {points[0]}" in text_of(output.data["text/html"])


def test_a_wrong_answer(klass: Class, at_home: Path) -> None:
    """The table says why; nothing is on standard error, whatever the app writes there."""
    noisy = "import sys, warnings\nwarnings.warn('x'); print('y', file=sys.stderr)\n"
    notebook = run(klass, at_home, noisy + WRONG)
    outputs = [output for one in notebook.cells if one.cell_type == "code" for output in one.outputs]
    assert [output for output in outputs if output.get("name") == "stderr"] == []
    assert {output.output_type for output in outputs} == {"execute_result", "stream"}
    (output,) = cell(notebook, "test_counts_likes").outputs
    table = text_of(output.data["text/html"])
    assert output.data["text/plain"] == "0.0"
    assert "✗ 0 of 3 Each click on “Like” adds one." in table
    assert "the likes are kept in an ordinary variable" in table
    assert "Checked app.py of" in table
    (output,) = cell(notebook, "test_each_tab_counts_for_itself").outputs
    assert "Not run: first fix" in text_of(output.data["text/html"])


def test_validate_tells_the_truth(klass: Class, at_home: Path) -> None:
    """It says so where not all checks pass."""
    notebook = klass.released()
    cell(notebook, "answer").source = f"%%writefile app.py\n{WRONG}"
    (at_home / "mine.ipynb").write_text(nbformat.writes(notebook))
    said = klass.run("nbgrader", "validate", "mine.ipynb", cwd=at_home)
    assert "VALIDATION FAILED ON 2 CELL(S)" in said
    assert "Success" not in said


def test_the_teachers_own_notebook_passes(klass: Class) -> None:
    """With the solution in it, hidden checks and all; and the solution does not get into a release."""
    said = klass.nbgrader("validate", f"source/{EXERCISE}/{EXERCISE}.ipynb")
    assert "Success! Your notebook passes all the tests." in said
    assert (klass.root / "source" / EXERCISE / "app.py").exists()
    klass.nbgrader("generate_assignment", EXERCISE, "--force")
    released = [path.name for path in (klass.root / "release" / EXERCISE).iterdir()]
    assert released == [f"{EXERCISE}.ipynb"]
    text = (klass.root / "release" / EXERCISE / f"{EXERCISE}.ipynb").read_text()
    assert "session_state" not in text
    assert "test_counts_beside_typing" not in text
    starter = (klass.root.parent / "exercises" / EXERCISE / "app.py").read_text()
    assert cell(klass.released(), "answer").source == f"%%writefile app.py\n{starter}".rstrip()


# --- without a kernel: what a student may run into ---------------------------------------------


def shown(result: Any) -> str:
    assert repr(result) == "0.0"
    return text_of(result._repr_html_())


def test_the_answer_cell_was_not_run(at_home: Path) -> None:
    assert "run the answer cell first, it writes it" in shown(check(EXERCISE, "test_opens"))


def test_no_such_check(at_home: Path) -> None:
    (at_home / "app.py").write_text(SOLUTION)
    assert "ex01a_likes has no check test_of_old here" in shown(check(EXERCISE, "test_of_old"))
    assert 'there is no exercise "ex99z_gone"' in shown(check("ex99z_gone", "test_opens"))


def test_an_answer_that_cannot_be_read(at_home: Path) -> None:
    (at_home / "app.py").write_text(SOLUTION)
    (at_home / "more.py").symlink_to("/etc/passwd")
    assert "more.py is not an ordinary file" in shown(check(EXERCISE, "test_opens"))


def test_a_change_is_seen(at_home: Path) -> None:
    """The answer is graded once for all cells, and anew when a file has changed."""
    (at_home / "app.py").write_text(WRONG)
    assert repr(check(EXERCISE, "test_counts_likes")) == "0.0"
    (at_home / "app.py").write_text(SOLUTION)
    assert repr(check(EXERCISE, "test_counts_likes")) == "3.0"


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_cell_that_was_stopped(at_home: Path) -> None:
    """The next one does not wait for what was to be checked in it."""
    (at_home / "app.py").write_text("while True: pass\n")
    stop = threading.Timer(1, signal.pthread_kill, (threading.get_ident(), signal.SIGINT))
    stop.start()
    with pytest.raises(KeyboardInterrupt):
        check(EXERCISE, "test_opens")
    (at_home / "app.py").write_text(SOLUTION)
    assert repr(check(EXERCISE, "test_opens")) == "1.0"


def test_the_course_can_be_named(klass: Class, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a student whose notebook lies in no course, and whose teacher has one of their own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "app.py").write_text(SOLUTION)
    assert "there is no exercise" in shown(check(EXERCISE, "test_opens"))
    monkeypatch.setenv("STATECOURSE_COURSE", str(klass.root.parent))
    assert repr(check(EXERCISE, "test_opens")) == "1.0"
    assert json.loads(repr(check(EXERCISE, "test_opens"))) == 1
