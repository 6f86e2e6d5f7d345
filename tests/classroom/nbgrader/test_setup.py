"""`statecourse nbgrader init`: a complete course, brought up to date without touching a teacher's own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from classroom.nbgrader.kit import EXERCISE, MINICOURSE, SOLUTION, cell
from nbgrader.nbgraderformat import MetadataValidator
from traitlets import import_item

from statecourse.classroom.nbgrader.gradebook import open_gradebook
from statecourse.classroom.nbgrader.make_notebook import make_notebook, starter
from statecourse.classroom.nbgrader.prepare import prepare
from statecourse.classroom.nbgrader.setup import Change, set_up
from statecourse.course.course import Course
from statecourse.course.manifest import CourseError

pytestmark = pytest.mark.slow


@pytest.fixture
def course(tmp_path: Path) -> Course:
    shutil.copytree(MINICOURSE, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__"))
    return Course(tmp_path / "course")


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new gradebook; nbgrader takes a while to make one."""
    folder = tmp_path_factory.mktemp("gradebook")
    with open_gradebook(folder):
        return folder / "gradebook.db"


@pytest.fixture
def target(tmp_path: Path, gradebook: Path) -> Path:
    folder = tmp_path / "class"
    folder.mkdir()
    shutil.copyfile(gradebook, folder / "gradebook.db")
    return folder


def again(course: Course, target: Path) -> dict[str, Change]:
    fresh = Course(course.root)
    return {c.path: c for c in set_up(fresh, target, list(fresh.exercises.values()))}


def notebook_path(target: Path) -> Path:
    return target / "source" / EXERCISE / f"{EXERCISE}.ipynb"


def edit(target: Path, change: Any) -> None:
    notebook = nbformat.read(notebook_path(target), as_version=4)
    change(notebook)
    notebook_path(target).write_text(nbformat.writes(notebook))


NOTEBOOK = f"source/{EXERCISE}/{EXERCISE}.ipynb"


def test_a_new_course(course: Course, tmp_path: Path) -> None:
    target = tmp_path / "new"
    done = again(course, target)
    assert {change.done for change in done.values()} == {"new"}
    assert (target / "gradebook.db").is_file()
    notebook = nbformat.read(notebook_path(target), as_version=4)
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)
    assert cell(notebook, "answer").source == f"%%writefile app.py\n{SOLUTION}".rstrip()
    assert "Your teacher has more checks, worth 2 points" in cell(notebook, "how").source
    points = {c.metadata.nbgrader.grade_id: c.metadata.nbgrader.get("points") for c in notebook.cells}
    manifest = course.exercises[EXERCISE].manifest
    assert {k: v for k, v in points.items() if v is not None} == manifest.checks | manifest.hidden_checks
    assert cell(notebook, "test_opens").source.startswith("# The app opens without an exception. (1 point)\n")


def test_nothing_to_do(course: Course, target: Path) -> None:
    again(course, target)
    before = {path: path.read_bytes() for path in target.rglob("*.*")}
    assert {change.done for change in again(course, target).values()} == {"unchanged"}
    assert {path: path.read_bytes() for path in target.rglob("*.*")} == before


def change_the_exercise(course: Course) -> None:
    """Another task, and other points for a check."""
    course.exercises[EXERCISE].task.write_text("# Another task\n")
    manifest = course.root / "exercises" / EXERCISE / "exercise.yaml"
    manifest.write_text(manifest.read_text().replace("test_counts_likes: 3", "test_counts_likes: 5"))


def by_the_teacher(notebook: Any) -> None:
    """A cell more, and another text in one of ours."""
    notebook.cells.insert(2, nbformat.v4.new_markdown_cell("Due on Friday."))
    cell(notebook, "how").source = "Ask me in the tutorial."


def test_an_update_of_a_notebook_that_nobody_changed(course: Course, target: Path) -> None:
    again(course, target)
    change_the_exercise(course)
    assert again(course, target)[NOTEBOOK] == Change(NOTEBOOK, "updated")
    notebook = nbformat.read(notebook_path(target), as_version=4)
    assert notebook.cells[0].source == "# Another task"
    assert cell(notebook, "test_counts_likes").metadata.nbgrader.points == 5
    assert again(course, target)[NOTEBOOK] == Change(NOTEBOOK, "unchanged")


def test_an_update_leaves_a_teachers_notebook(course: Course, target: Path) -> None:
    """The new one is beside it; once it is in its place with the teacher's changes, there is nothing to do."""
    again(course, target)
    edit(target, by_the_teacher)
    before = notebook_path(target).read_bytes()
    assert again(course, target)[NOTEBOOK] == Change(NOTEBOOK, "unchanged")
    change_the_exercise(course)
    new = f"source/{EXERCISE}.new.ipynb"
    change = Change(NOTEBOOK, "left", f"you changed it; the new one is {new}")
    assert again(course, target)[NOTEBOOK] == change
    assert notebook_path(target).read_bytes() == before
    notebook = nbformat.read(target / new, as_version=4)
    assert [c.source for c in notebook.cells[:1]] == ["# Another task"]
    assert cell(notebook, "test_counts_likes").metadata.nbgrader.points == 5
    shutil.move(target / new, notebook_path(target))
    edit(target, by_the_teacher)
    assert again(course, target)[NOTEBOOK] == Change(NOTEBOOK, "unchanged")
    assert not (target / new).exists()


def test_a_new_notebook_is_no_part_of_the_assignment(course: Course, target: Path) -> None:
    """Nbgrader takes every notebook in an assignment's folder for a part of it."""
    again(course, target)
    edit(target, by_the_teacher)
    change_the_exercise(course)
    again(course, target)
    assert [path.name for path in notebook_path(target).parent.glob("*.ipynb")] == [f"{EXERCISE}.ipynb"]


def test_a_check_comes_and_another_goes(course: Course, target: Path) -> None:
    again(course, target)
    checks = course.exercises[EXERCISE].graders / "test_checks.py"
    checks.write_text(checks.read_text().replace("def test_each_tab_counts_for_itself", "def test_tabs"))
    manifest = course.root / "exercises" / EXERCISE / "exercise.yaml"
    manifest.write_text(manifest.read_text().replace("test_each_tab_counts_for_itself", "test_tabs"))
    assert again(course, target)[NOTEBOOK].done == "updated"
    names = [c.metadata.nbgrader.grade_id for c in nbformat.read(notebook_path(target), as_version=4).cells]
    checks_in_order = ["test_opens", "test_starts_at_zero", "test_counts_likes", "test_tabs"]
    assert names == ["task", "how", "answer", *checks_in_order, "test_counts_beside_typing"]


def test_a_notebook_that_is_none_is_left(course: Course, target: Path) -> None:
    again(course, target)
    notebook_path(target).write_text("my notes")
    change = again(course, target)[NOTEBOOK]
    assert change.done == "left"
    assert "cannot be read as a notebook" in change.note
    assert notebook_path(target).read_text() == "my notes"


def test_a_teachers_settings_stay(course: Course, target: Path) -> None:
    again(course, target)
    config = target / "nbgrader_config.py"
    config.write_text(config.read_text() + "c.Exchange.root = '/srv'\n")
    moved = course.root.with_name("moved")
    shutil.move(course.root, moved)
    change = {c.path: c for c in set_up(Course(moved), target, [])}["nbgrader_config.py"]
    assert change.done == "updated"
    assert config.read_text().endswith("c.Exchange.root = '/srv'\n")
    assert f'c.Statecourse.course = "{moved}"' in config.read_text()


@pytest.mark.parametrize("own", ["c = get_config()\nc.CourseDirectory.course_id = 'old'\n", None])
def test_changed_settings_are_left(course: Course, target: Path, own: str | None) -> None:
    """Those of a course that was there before, or that a teacher has changed in the middle."""
    again(course, target)
    config = target / "nbgrader_config.py"
    text = own or config.read_text().replace('isolation = "full"', 'isolation = "process"')
    config.write_text(text)
    change = again(course, target)["nbgrader_config.py"]
    assert change.done == "left"
    assert 'load_subconfig("statecourse_config.py")' in change.note
    assert config.read_text() == text
    assert "c.Statecourse.course" in (target / "statecourse_config.py").read_text()


def test_the_settings_name_each_part_that_is_there(course: Course, target: Path) -> None:
    """A name with a slip would be told by nbgrader in the middle of grading."""
    again(course, target)
    run = "import runpy, sys; from traitlets.config import Config; from importlib import import_module\n"
    run += "c = Config(); runpy.run_path(sys.argv[1], {'get_config': lambda: c})\n"
    run += "names = [*c.GenerateAssignment.preprocessors, *c.Autograde.sanitize_preprocessors]\n"
    run += "names += [*c.Autograde.autograde_preprocessors, c.Autograde.exporter_class]\n"
    run += "names += [c.Autograde.pre_convert_hook]\n"
    run += "[getattr(import_module(n.rpartition('.')[0]), n.rpartition('.')[2]) for n in names]; print(len(names))"
    command = [sys.executable, "-W", "ignore", "-c", run, str(target / "nbgrader_config.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout == "20\n", done.stderr


OLD_NAMES = (
    "export.ChecksExporter",
    "judging.JudgeAnswers",
    "judging.SaveVerdicts",
    "prepare.prepare",
    "prepare.tidy",
    "reader.Reader",
    "release.PutStarter",
    "release.TakeOutHidden",
    "restore.Restore",
)
"""What stood in the settings of earlier versions, and in what their teachers typed."""


@pytest.mark.parametrize("name", OLD_NAMES)
def test_a_name_in_the_settings_of_an_earlier_version(name: str) -> None:
    """It is what nbgrader loads today."""
    old = import_item(f"statecourse.classroom.{name}")
    assert old is import_item(f"statecourse.classroom.nbgrader.{name}")


def test_the_hook_of_the_first_version() -> None:
    """What it did is part of what is done today."""
    assert import_item("statecourse.classroom.renamed.take_renamed") is prepare


def test_a_starter_is_the_stub_though_the_teacher_has_solved_it(course: Course) -> None:
    """From where `init` keeps it; there is no second copy of it anywhere."""
    exercise = course.exercises[EXERCISE]
    stub = exercise.app.read_text()
    assert starter(course, exercise) == stub
    kept = course.root / ".statecourse" / "stubs"
    kept.mkdir(parents=True)
    shutil.copyfile(exercise.app, kept / f"{EXERCISE}.py")
    exercise.app.write_text(SOLUTION)
    assert starter(course, exercise) == stub


def test_every_exercise_of_the_course_makes_a_notebook() -> None:
    for exercise in Course(Path(__file__).parents[3]).exercises.values():
        notebook = make_notebook(exercise)
        MetadataValidator().validate_nb(notebook)
        assert f"exercises/{exercise.id}/" not in notebook.cells[0].source


def test_what_is_missing_is_named(course: Course, target: Path) -> None:
    course.exercises[EXERCISE].solution.unlink()
    with pytest.raises(CourseError, match="solutions/ex01a_likes/app.py cannot be read"):
        again(course, target)
    assert [path.name for path in target.iterdir()] == ["gradebook.db"]


def test_data_files_travel(course: Course, target: Path) -> None:
    (course.exercises[EXERCISE].folder / "words.csv").write_text("a,b\n")
    assert again(course, target)[f"source/{EXERCISE}/words.csv"].done == "new"
    assert (target / "source" / EXERCISE / "words.csv").read_text() == "a,b\n"


def test_the_app_that_tests_are_about_comes_in_a_cell(tmp_path: Path) -> None:
    """Nbgrader copies no app.py, nor what the answer cell writes."""
    course = Course(Path(__file__).parents[3])
    exercise = next(found for found in course.exercises.values() if found.answer != "app.py")
    notebook = make_notebook(exercise)
    app = (exercise.folder / "app.py").read_text()
    assert cell(notebook, "app").source == f"%%writefile app.py\n{app}".rstrip()
    assert cell(notebook, "answer").source.startswith(f"%%writefile {exercise.answer}\n")
    set_up(course, tmp_path, [])
    assert f'"{exercise.answer}"' in (tmp_path / "nbgrader_config.py").read_text()
