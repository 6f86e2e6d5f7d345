"""A class of every kind of submission through nbgrader's own commands: scores, and what feedback says."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

from classroom.handins.downloads import write, zipped
from classroom.nbgrader.kit import ANSWERS, EXERCISE, MINICOURSE, SOLUTION, Class, cell, make_class, text_of

pytestmark = pytest.mark.slow

WRONG = (ANSWERS / "wrong" / "plain_variable.py").read_text()
FULL, OF_WRONG = 10, 3
GRADED_0 = 0


@dataclass(frozen=True)
class Case:
    """A submission: what is handed in, what it deserves, and what its feedback says and does not say."""

    code: str | None
    points: float
    change: Callable[[Any], None] | None = None
    files: Callable[[Path], None] | None = None
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


def answer(notebook: Any) -> Any:
    return cell(notebook, "answer")


def source(name: str, text: str) -> Callable[[Any], None]:
    def change(notebook: Any) -> None:
        cell(notebook, name).source = text

    return change


def without(*names: str) -> Callable[[Any], None]:
    def change(notebook: Any) -> None:
        notebook.cells = [c for c in notebook.cells if c.metadata.nbgrader.grade_id not in names]

    return change


def adds(*cells: Any, at: int | None = None) -> Callable[[Any], None]:
    def change(notebook: Any) -> None:
        place = len(notebook.cells) if at is None else at
        notebook.cells[place:place] = cells

    return change


def both(*changes: Callable[[Any], None]) -> Callable[[Any], None]:
    def change(notebook: Any) -> None:
        for one in changes:
            one(notebook)

    return change


def doubled(name: str, text: str | None = None) -> Callable[[Any], None]:
    def change(notebook: Any) -> None:
        copy = nbformat.from_dict(json.loads(json.dumps(cell(notebook, name))))
        copy.id = "copied"
        copy.source = text if text is not None else copy.source
        notebook.cells.append(copy)

    return change


def metadata(name: str, **values: Any) -> Callable[[Any], None]:
    def change(notebook: Any) -> None:
        cell(notebook, name).metadata.nbgrader.update(values)

    return change


def all_worth_a_thousand(notebook: Any) -> None:
    for one in notebook.cells:
        one.metadata.nbgrader.update({"points": 1000, "grade": True})


def outputs_ready(notebook: Any) -> None:
    for one in notebook.cells:
        if one.cell_type == "code":
            data = {"text/plain": "3.0", "text/html": "<b>All done</b>"}
            one.outputs = [nbformat.v4.new_output("execute_result", data=data)]


def as_markdown(notebook: Any) -> None:
    at = notebook.cells.index(answer(notebook))
    old = notebook.cells[at]
    notebook.cells[at] = new_markdown_cell(old.source, metadata=old.metadata)


def reordered(notebook: Any) -> None:
    notebook.cells.reverse()


def odd_cells(notebook: Any) -> None:
    notebook.cells[0].metadata = {"nbgrader": "me", "tags": ["<script>alert(1)</script>"]}
    notebook.metadata = {"kernelspec": {"name": "<script>alert(2)</script>", "display_name": "x"}}


def writes(text: str | bytes, name: str = f"{EXERCISE}.ipynb") -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())

    return change


def to_a_link(folder: Path) -> None:
    (folder / f"{EXERCISE}.ipynb").unlink()
    (folder / f"{EXERCISE}.ipynb").symlink_to(folder.parents[2] / "source" / EXERCISE / f"{EXERCISE}.ipynb")


def odd_files(folder: Path) -> None:
    (folder / "passwords").symlink_to("/etc/passwd")
    (folder / "nowhere").symlink_to(folder / "gone")
    os.mkfifo(folder / "pipe")
    (folder / "locked.txt").write_text("x")
    (folder / "locked.txt").chmod(0)


def old_app(folder: Path) -> None:
    (folder / "app.py").write_text(WRONG)
    (folder / "app.py").chmod(0o444)


def old_format(folder: Path) -> None:
    """As a program of 2014 would have saved it."""
    path = folder / f"{EXERCISE}.ipynb"
    cells = json.loads(path.read_text())["cells"]
    for one in cells:
        if one["cell_type"] == "code":
            one.update(input=one.pop("source"), language="python", prompt_number=1, collapsed=False)
        one.pop("id")
        one.pop("execution_count", None)
    sheet = {"cells": cells, "metadata": {}}
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [sheet]}
    path.write_text(json.dumps(old))


PATCH = "import statecourse.notebook as n\nn.check = lambda *_: 10.0\nimport builtins\nbuiltins.float = lambda _: 10"
FORGES = """
import streamlit as st, sys
print('{"score": 10}'); print("10.0", file=sys.stderr)
for name in ("results.json", "grades.csv", "gradebook.db"):
    open(name, "w").write('{"test_counts_likes": 3}')
st.text_input("Name"); st.button("Like"); st.write("Likes: 0")
"""
PREDICTS = (MINICOURSE.parent / "hostile" / "predicts_inputs" / "app.py").read_text()
HELPERS = ANSWERS / "right" / "two_files"
TWO_FILES = (HELPERS / "app.py").read_text()
COUNTING = (HELPERS / "counting.py").read_text()
KILLS = "import os\nos._exit(0)"
PAGE = "<script>document.title = document.cookie</script>"


def pages(folder: Path) -> None:
    """What would run on a click: as a page in a teacher's browser, or as a teacher's settings."""
    (folder / "page.html").write_text(PAGE)
    (folder / "drawing.svg").write_text(PAGE)
    (folder / "nbgrader_config.py").write_text("raise SystemExit")


HTML = "<script>alert(3)</script><img src=x onerror=alert(4)> **mine** [x](javascript:alert(5))"

CASES = {
    "solved": Case(SOLUTION, FULL, says=("3 of 3",), never=("No response",)),
    "callback": Case((ANSWERS / "right" / "callback.py").read_text(), FULL),
    "wrong": Case(WRONG, OF_WRONG, says=("the likes are kept in an ordinary variable", "Not run: first fix")),
    "shared": Case(
        (ANSWERS / "wrong" / "shared_by_all.py").read_text(), 8, says=("all visitors share the likes",)
    ),
    "starter": Case(None, OF_WRONG, says=("No response.",)),
    "magic-gone": Case(None, FULL, source("answer", SOLUTION)),
    "magic-below-a-comment": Case(None, FULL, source("answer", f"# mine\n\n%%writefile app.py\n{SOLUTION}")),
    "magic-renamed": Case(None, FULL, source("answer", f"%%writefile my app.py\n{SOLUTION}")),
    "answer-as-text": Case(SOLUTION, FULL, as_markdown),
    "answer-deleted": Case(None, GRADED_0, without("answer"), says=("There is no answer cell",)),
    "answer-elsewhere": Case(
        None,
        FULL,
        both(without("answer"), adds(new_code_cell(f"%%writefile app.py\n{SOLUTION}"), at=2)),
        says=("The answer cell is gone",),
    ),
    "answer-doubled": Case(
        WRONG, FULL, doubled("answer", f"%%writefile app.py\n{SOLUTION}"), says=("2 cells hold an app",)
    ),
    "answer-doubled-untouched": Case(
        None, FULL, both(doubled("answer"), source("answer", f"%%writefile app.py\n{SOLUTION}"))
    ),
    "answer-empty": Case("", GRADED_0, says=("app.py is empty",)),
    "appended": Case(
        "import streamlit as st", FULL, adds(new_code_cell(f"%%writefile -a app.py\n\n{SOLUTION}"))
    ),
    "check-deleted": Case(SOLUTION, FULL, without("test_counts_likes")),
    "checks-all-deleted": Case(
        WRONG, OF_WRONG, without("test_opens", "test_starts_at_zero", "test_counts_likes")
    ),
    "check-doubled": Case(WRONG, OF_WRONG, doubled("test_counts_likes", "3.0")),
    "check-edited": Case(WRONG, OF_WRONG, source("test_counts_likes", "3.0")),
    "reordered": Case(SOLUTION, FULL, reordered),
    "points-patched": Case(WRONG, OF_WRONG, all_worth_a_thousand),
    "unlocked": Case(WRONG, OF_WRONG, metadata("test_counts_likes", locked=False, solution=True, grade=True)),
    "other-ids": Case(SOLUTION, FULL, metadata("test_counts_likes", grade_id="mine", schema_version=99)),
    "no-ids": Case(None, FULL, both(source("answer", f"%%writefile app.py\n{SOLUTION}"), odd_cells)),
    "outputs-ready": Case(WRONG, OF_WRONG, outputs_ready, never=("All done",)),
    "patches-check": Case(WRONG, OF_WRONG, adds(new_code_cell(PATCH), at=0), says=("builtins",)),
    "kills-kernel": Case(SOLUTION, FULL, adds(new_code_cell(KILLS), at=0)),
    "helper-cell": Case(TWO_FILES, FULL, adds(new_code_cell(f"%%writefile counting.py\n{COUNTING}"), at=2)),
    "helper-file": Case(TWO_FILES, FULL, files=writes(COUNTING, "counting.py")),
    "helper-missing": Case(TWO_FILES, GRADED_0, says=("No module named", "counting")),
    "other-notebook": Case(SOLUTION, FULL, files=writes('{"cells": []}', "notes.ipynb")),
    "not-json": Case(
        None,
        GRADED_0,
        files=writes('{"cells": ['),
        says=("The notebook cannot be read: it is not valid JSON",),
    ),
    "a-list": Case(
        None, GRADED_0, files=writes("[]"), says=("The notebook cannot be read: it has no cells",)
    ),
    "nothing": Case(None, GRADED_0, files=writes(""), says=("not valid JSON",)),
    "deep": Case(None, GRADED_0, files=writes("[" * 100_000), says=("not valid JSON",)),
    "binary": Case(None, GRADED_0, files=writes(bytes(range(256)) * 40), says=("not valid JSON",)),
    "many-cells": Case(
        None, GRADED_0, files=writes(json.dumps({"cells": [{}] * 3000})), says=("more than 2000 cells",)
    ),
    "half-a-character": Case(
        None, GRADED_0, files=writes('{"cells": [{"cell_type": "code", "source": "\\ud800"}]}')
    ),
    "a-link": Case(None, GRADED_0, files=to_a_link, says=("no ordinary file",)),
    "old-format": Case(SOLUTION, FULL, files=old_format),
    "odd-files": Case(SOLUTION, FULL, files=odd_files),
    "old-app": Case(SOLUTION, FULL, files=old_app),
    "no-timestamp": Case(SOLUTION, FULL, files=writes("yesterday, about noon", "timestamp.txt")),
    "loops": Case("while True:\n    pass", GRADED_0, says=("was still running after",)),
    "crashes": Case("import streamlit as st\n1/0", GRADED_0, says=("ZeroDivisionError", "app.py, line 2")),
    "exits": Case(KILLS, GRADED_0),
    "not-python": Case("def (:", GRADED_0, says=("SyntaxError",)),
    "forges": Case(FORGES, OF_WRONG),
    "predicts-inputs": Case(PREDICTS, OF_WRONG),
    "hostile-text": Case(
        SOLUTION,
        FULL,
        adds(new_markdown_cell(HTML)),
        says=("mine",),
        never=("<script>alert", "<img src=x", 'href="javascript:alert'),
    ),
    "picture-gone": Case(
        SOLUTION,
        FULL,
        adds(new_markdown_cell("![mine](attachment:pasted.png)"), at=0),
        says=("attachment:pasted.png",),
    ),
    "pages": Case(
        SOLUTION,
        FULL,
        adds(new_markdown_cell("[look](page.html)")),
        files=pages,
        says=("[look](page.html)",),
        never=('href="page',),
    ),
    "hostile-raw": Case(
        SOLUTION, FULL, adds(nbformat.v4.new_raw_cell(HTML)), never=("<script>alert", "<img src=x")
    ),
}
FEW = [
    "solved", "wrong", "starter", "magic-gone", "answer-doubled", "check-deleted", "check-doubled", "points-patched",
    "patches-check", "helper-file", "not-json", "loops", "crashes", "forges", "old-app", "odd-files", "kills-kernel",
]  # fmt: skip


INSTEAD: dict[str, tuple[dict[str, str | bytes], float, str]] = {
    "an-app": ({"app.py": SOLUTION}, FULL, "app.py was handed in in place of a notebook."),
    "an-App": ({"App.py": SOLUTION}, FULL, "App.py was graded as app.py."),
    "two-files-apart": (
        {"work.zip": zipped({"work/app.py": TWO_FILES, "work/counting.py": COUNTING})},
        FULL,
        "app.py was handed in in place of a notebook.",
    ),
    "an-archive": (
        {"work.rar": b"Rar!"},
        GRADED_0,
        "there is no app.py; there is work.rar (.rar archives are not opened",
    ),
    "nothing-at-all": ({}, GRADED_0, "there is no app.py; the folder is empty"),
    "two-notebooks": (
        {"a.ipynb": '{"cells": []}', "b.ipynb": '{"cells": []}'},
        GRADED_0,
        "which of 2 files is meant cannot be told: a.ipynb, b.ipynb",
    ),
}
"""What students hand in who hand in no notebook, or too many; what it deserves, and what is said."""


@dataclass
class Graded:
    """A class after grading."""

    klass: Class
    cases: dict[str, Case]
    checks: dict[str, dict[str, float]]
    totals: dict[str, float]
    log: str


@pytest.fixture(scope="module", params=["everyone", "as an ordinary user"])
def graded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graded]:
    """The class after `autograde`, both exports and `generate_feedback`."""
    ordinary = request.param == "as an ordinary user"
    klass = make_class(tmp_path_factory.mktemp("class"), ordinary=ordinary)
    with (klass.root / "nbgrader_config.py").open("a") as config:
        config.write('c.Statecourse.seed = "a text that no student knows"\n')
    cases = {name: CASES[name] for name in FEW} if ordinary else CASES
    for name, case in cases.items():
        folder = klass.hand_in(name, case.code, case.change).parent
        if case.files is not None:
            case.files(folder)
    renamed = klass.hand_in("renamed", SOLUTION)
    renamed.rename(renamed.with_name("My work (2).ipynb"))
    for name, (files, _, _) in INSTEAD.items():
        write(files, klass.folder(name))
    log = klass.nbgrader("autograde", EXERCISE)
    graded = Graded(klass, cases, klass.scores(), klass.totals(), log)
    klass.nbgrader("generate_feedback", EXERCISE)
    yield graded
    shutil.rmtree(klass.root.parent, ignore_errors=True)


@pytest.fixture(params=[*CASES])
def case(request: pytest.FixtureRequest, graded: Graded) -> tuple[str, Case]:
    if request.param not in graded.cases:
        pytest.skip("graded as root alone")
    return request.param, graded.cases[request.param]


def test_points(graded: Graded, case: tuple[str, Case]) -> None:
    """Nbgrader's export, and ours with a row for each check, have what the submission deserves."""
    name, expected = case
    assert graded.totals[name] == expected.points
    assert sum(graded.checks[name].values()) == expected.points
    assert list(graded.checks[name]) == CHECKS


CHECKS = ["test_opens", "test_starts_at_zero", "test_counts_likes", "test_each_tab_counts_for_itself"]
CHECKS += ["test_counts_beside_typing"]


def test_feedback(graded: Graded, case: tuple[str, Case]) -> None:
    """The feedback page says why, holds nothing that runs, and not how a hidden check works."""
    name, expected = case
    page = graded.klass.feedback(name)
    text = text_of(page)
    for words in expected.says:
        assert words in text
    for words in expected.never:
        assert words not in page
    assert f"Score: {float(expected.points)} / 10.0" in text
    hidden = (ANSWERS / "test_hidden.py").read_text()
    secret = [line.strip() for line in hidden.splitlines() if "expect(" in line or ".run()" in line]
    assert secret
    assert not [line for line in secret if line in text]


def test_nobody_is_dropped(graded: Graded) -> None:
    """Every student has a submission with a score, and nothing went wrong in the run."""
    assert set(graded.totals) == {*graded.cases, *INSTEAD, "renamed"}
    assert "There was an error processing assignment" not in graded.log
    assert "Traceback" not in graded.log


@pytest.mark.parametrize("name", INSTEAD)
def test_something_else_in_place_of_a_notebook(name: str, graded: Graded) -> None:
    """Has a row, a score and feedback as any other, and the feedback says what was taken."""
    _, points, said = INSTEAD[name]
    assert graded.totals[name] == points
    assert sum(graded.checks[name].values()) == points
    assert text_of(graded.klass.feedback(name)).count(said[1:].strip(".")) == 1


def test_why_a_notebook_cannot_be_read_is_said_once(graded: Graded) -> None:
    assert text_of(graded.klass.feedback("not-json")).count("it is not valid JSON") == 1


def test_a_renamed_notebook_is_graded(graded: Graded) -> None:
    assert graded.totals["renamed"] == FULL
    assert (graded.klass.folder("renamed") / "My work (2).ipynb").exists()
    assert "My work (2).ipynb is graded as ex01a_likes.ipynb" in graded.log


def test_what_was_handed_in_is_still_there(graded: Graded) -> None:
    aside = graded.klass.folder("odd-files") / ".not-graded"
    assert {path.name for path in aside.iterdir()} >= {"passwords", "nowhere", "pipe"}
    assert "passwords is no ordinary readable file" in graded.log


def test_nothing_that_would_run_is_left_where_formgrader_serves_it(graded: Graded) -> None:
    if "pages" not in graded.cases:
        pytest.skip("graded as root alone")
    served = graded.klass.root / "autograded" / "pages" / EXERCISE
    assert [path.name for path in served.iterdir()] == [f"{EXERCISE}.ipynb"]
    handed_in = graded.klass.folder("pages")
    assert (handed_in / "page.html").read_text() == PAGE
    assert not (handed_in / "nbgrader_config.py").exists()
    assert (handed_in / ".not-graded" / "nbgrader_config.py.txt").exists()


def test_a_cell_that_no_student_is_given_is_not_missed(graded: Graded) -> None:
    assert "The cell test_counts_likes was missing" in graded.log  # by those who deleted it
    assert "The cell test_counts_beside_typing was missing" not in graded.log


def test_no_cell_is_missed_in_a_notebook_that_was_made_of_a_file(graded: Graded) -> None:
    """Nobody deleted one there; a warning for each would hide those that matter."""
    told = graded.log.partition(f"Sanitizing {graded.klass.root}/submitted/an-app/")[2].partition("Writing")[
        0
    ]
    assert "app.py was handed in in place of a notebook." in told
    assert "was missing" not in told
