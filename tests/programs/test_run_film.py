"""The film of a program's runs: what the page gets of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from statecourse.course.lesson_text import Round
from statecourse.film.reel import Change, FilmedRun, FilmedStep
from statecourse.programs.run_film import story_of_runs
from statecourse.programs.runs import Ledger, RunRecord

if TYPE_CHECKING:
    from pathlib import Path

    from statecourse.programs.program import Program
    from statecourse.programs.runs import Stage


class Shown:
    """As much of a program on a page as its film is made of."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / "program.py"
        self.head = Round(title="Two tabs", tabs=2)
        self.text = "x = 1\ny = 2\n"
        self.stages = [Ledger(folder).stage(token) for token in ("a1", "b2")]

    def stage(self, tab: int) -> Stage:
        return self.stages[tab]


@pytest.fixture
def program(tmp_path: Path) -> Shown:
    """A program that the learner has changed: its file has another text."""
    (tmp_path / "program.py").write_text("x = 0\n", "utf-8")
    return Shown(tmp_path)


def add(stage: Stage, number: int, trigger: str, began: float, value: str = "1") -> None:
    """A run of one line."""
    step = FilmedStep("line", "program.py", 2, 1, 0, "<module>", "", [Change("variable", "y", value)])
    film = FilmedRun(before=[], files=[], sent=[], steps=[step], drawn=[])
    stage.add(RunRecord(number, trigger, (), {}, {}, {}), film, began)


def story(program: Shown) -> dict[str, object]:
    shown: Program = program  # type: ignore[assignment]
    return story_of_runs(shown)


def test_tabs_take_turns_in_the_order_in_which_their_runs_began(program: Shown) -> None:
    """Each says what caused it."""
    ada, bo = program.stages
    add(ada, 1, "", 1.0)
    add(ada, 2, "click “Vote”", 3.0)
    add(bo, 1, "", 2.0)
    add(bo, 2, "", 4.0)
    runs = [(run["tab"], run["did"]) for run in story(program)["runs"]]  # type: ignore[attr-defined]
    opened, again = ["open the program"], ["run the program again"]
    assert runs == [(0, opened), (1, opened), (0, ["click “Vote”"]), (1, again)]
    assert story(program)["tabs"] == ["Ada’s tab", "Bo’s tab"]


def test_the_lines_are_those_that_ran(program: Shown) -> None:
    """And not those of the file, which the learner has changed; a path is a name."""
    add(program.stages[0], 1, "", 1.0, f"PosixPath('{program.folder}/state.json')")
    told = story(program)
    assert told["sources"] == {"program.py": ["x = 1", "y = 2"]}
    assert told["runs"][0]["steps"][0][7][0][2] == "PosixPath('state.json')"  # type: ignore[index]


def test_a_program_that_has_not_run_has_no_film(program: Shown) -> None:
    assert story(program)["runs"] == []
