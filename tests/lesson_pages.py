"""The lessons' files, and their pages as Streamlit's own AppTest runs them on a copy of the course."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from streamlit.testing.v1 import AppTest

from statecourse.course.lesson_text import read_round

if TYPE_CHECKING:
    from statecourse.course.lesson_text import Round

ROOT = Path(__file__).parents[1]
LESSONS = sorted((ROOT / "lessons").glob("[0-9][0-9]_*.py"))
PAGES = [path for lesson in LESSONS for path in sorted(lesson.with_suffix("").glob("*.md"))]
ROUNDS = [path for path in PAGES if path.name != "lesson.md" and path.read_text("utf-8").startswith("---")]
HEADS = {path: read_round(path)[0] for path in ROUNDS}
QUESTIONS = [path for path in ROUNDS if HEADS[path].question]


def copy_course(target: Path, *names: str) -> Path:
    """Copy these folders of the course."""
    for name in names:
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    return target


def name_of(path: Path) -> str:
    """A round's name in the name of a test."""
    return f"{path.parent.name}-{path.stem}"


def place_of(path: Path) -> str:
    """What keys of a round's widgets begin with."""
    return f"{path.parent.name}/{path.stem}"


def program_of(path: Path) -> Path:
    """The program of a round."""
    return path.parent / f"{HEADS[path].program or path.stem}.py"


def in_order(script: Path) -> list[str]:
    """The rounds and the prose of a lesson as its script shows them."""
    return re.findall(r'lesson\.(?:round|prose)\("(\w+)"\)', script.read_text("utf-8"))


def rounds_of(script: Path, among: list[Path] = ROUNDS) -> list[Path]:
    """The rounds of a lesson, in the order of its page."""
    names = in_order(script)
    return sorted(
        (path for path in among if path.parent.name == script.stem), key=lambda path: names.index(path.stem)
    )


def number_of(head: Round, *, right: bool) -> int:
    """The number of the right answer of a round, or of the first wrong one."""
    return next(number for number, given in enumerate(head.answers) if given.right is right)


def keep_answers(course: Path, given: dict[Path, int]) -> None:
    """Have the learner of this course come back, who has answered these rounds, and nothing else."""
    kept = course / ".statecourse"
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir()
    predictions = {place_of(path): number for path, number in given.items()}
    (kept / "progress.json").write_text(json.dumps({"predictions": predictions}), "utf-8")


def opened(script: Path) -> AppTest:
    """A page, run once, without an exception."""
    at = AppTest.from_file(script, default_timeout=60).run()
    assert not at.exception
    return at


def texts(at: AppTest) -> str:
    """The words of a page."""
    return "\n".join(element.value for element in [*at.markdown, *at.title, *at.header, *at.subheader])


def verdicts(at: AppTest) -> list[str]:
    """What the page says of what was answered."""
    return [said.value for said in [*at.success, *at.warning]]


def answer(at: AppTest, path: Path, text: str) -> AppTest:
    """Commit to an answer."""
    head = HEADS[path]
    kinds = {"choice": at.radio, "number": at.number_input, "text": at.text_input}
    kinds[head.kind](key=f"{place_of(path)}/answer").set_value(int(text) if head.kind == "number" else text)
    next(b for b in at.button if b.proto.form_id == f"{place_of(path)}/form").click().run()
    assert not at.exception
    return at


def tell(at: AppTest, path: Path) -> AppTest:
    """Say that one has seen what the program does."""
    return at.button(key=f"{place_of(path)}/tell").click().run()
