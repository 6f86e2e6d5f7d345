"""What a student handed in, by one rule for all layouts, wherever in their files it lies.

The file of the answer's name; else the only Python file; else the app in the only notebook. Whatever else there is
is told by its name.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from statecourse.classroom.handins.notebook_cells import read_answer
from statecourse.classroom.handins.notebook_file import read_cells
from statecourse.classroom.layouts.listing import ARCHIVES, files_in
from statecourse.course.answer_files import SubmissionError, copy_files, readable, reading
from statecourse.course.answer_folder import lay_out
from statecourse.course.opening import read_file
from statecourse.course.submission import MAX_SCRIPT, Submission
from statecourse.report.words import few

if TYPE_CHECKING:
    from statecourse.course.course import Exercise

_SHOWN = 6
_NOT_APPS = {"__init__.py", "conftest.py", "setup.py"}
_HINTS = {
    ".docx": "a text document; save the program itself as {answer}",
    ".pdf": "a document; save the program itself as {answer}",
    ".html": "a page; hand in {answer} as a file",
    ".py.txt": "save it as {answer}, without .txt behind it",
    ".pyc": "what Python made of a program; hand in {answer} itself",
}


@dataclass(frozen=True)
class Found:
    """A submission, the ``file`` that was handed in, and what to say where that has not just the right name."""

    submission: Submission
    file: Path
    note: str = ""


@dataclass(frozen=True)
class Searched:
    """The files of one student for one exercise: their folder, and the folder above which links are not refused."""

    folder: Path
    top: Path
    student: str
    exercise: Exercise
    temporary: Path

    @property
    def answer(self) -> str:
        """The name of the file that is asked for."""
        return self.exercise.answer

    def said(self, path: Path) -> str:
        """A file's name, seen from the folder."""
        return readable(path.relative_to(self.folder).as_posix())


def find_answer(searched: Searched) -> Found:
    """The answer to the exercise. Raises `SubmissionError` that names what is there instead, and OSError."""
    if (searched.folder / searched.answer).is_dir():
        return Found(_in(searched.folder, searched), searched.folder)  # whose check says that it is a folder
    with reading(searched.folder):
        files = files_in(searched.folder)
        for rule in (_of_its_name, _only_python, _only_notebook):
            if found := rule(searched, files):
                return found
    raise SubmissionError(_nothing(searched, files))


def _of_its_name(searched: Searched, files: list[Path]) -> Found | None:
    """The file of the answer's name; of several the uppermost, if no other lies as high."""
    named = [path for path in files if path.name.casefold() == searched.answer.casefold()]
    if not named:
        return None
    highest = [path for path in named if len(path.parts) == len(named[0].parts)]
    exact = [path for path in highest if path.name == searched.answer]
    if len(exact or highest) > 1:
        raise SubmissionError(f"which of {_several(searched, highest)}")
    path, rest = (exact or highest)[0], len(named) - 1
    note = f"{searched.said(path)} was graded, of {rest + 1} files of that name" if rest else ""
    return _graded(searched, path, note)


def _only_python(searched: Searched, files: list[Path]) -> Found | None:
    given = {path.name for path in searched.exercise.folder.iterdir()} | _NOT_APPS
    programs = [path for path in files if path.suffix.lower() == ".py" and path.name not in given]
    if len(programs) > 1:
        raise SubmissionError(f"there is no {searched.answer}, and which of {_several(searched, programs)}")
    return _graded(searched, programs[0]) if programs else None


def _graded(searched: Searched, path: Path, note: str = "") -> Found:
    """The submission around a file; in a copy, if the file has to be called otherwise."""
    if path.name == searched.answer:
        found = Submission(path.parent, searched.student, answer=searched.answer, top=searched.top)
        return Found(found, path, note)
    text = read_file(path, searched.top, MAX_SCRIPT + 1)
    folder = _new_folder(searched)
    copy_files(path.parent, folder, lambda other: other == path, searched.top)
    (folder / searched.answer).write_bytes(text)
    told = f"{searched.said(path)} was graded as {searched.answer}"
    return Found(_in(folder, searched), path, f"{told}; {note}" if note else told)


def _only_notebook(searched: Searched, files: list[Path]) -> Found | None:
    notebooks = [path for path in files if path.suffix.lower() == ".ipynb"]
    if not notebooks:
        return None
    if len(notebooks) > 1:
        raise SubmissionError(f"there is no {searched.answer}, and which of {_several(searched, notebooks)}")
    cells, problem = read_cells(notebooks[0], searched.top)
    name = searched.said(notebooks[0])
    if problem:
        raise SubmissionError(problem.replace("the notebook", name, 1))
    starter = read_file(searched.exercise.app).decode("utf-8", "replace")
    answer = read_answer(cells, starter, searched.answer)
    if answer.code is None:
        raise SubmissionError(f"{name}: {' '.join(answer.notes)}")
    folder = _new_folder(searched)
    lay_out(answer.contents(), notebooks[0].parent, searched.exercise, folder, searched.top)
    notes = " ".join([f"The app in {name} was graded.", *answer.notes])
    return Found(_in(folder, searched), notebooks[0], notes)


def _new_folder(searched: Searched) -> Path:
    return Path(tempfile.mkdtemp(prefix="answer-", dir=searched.temporary)) / "answer"


def _in(folder: Path, searched: Searched) -> Submission:
    return Submission(folder, searched.student, answer=searched.answer)


def _several(searched: Searched, files: list[Path]) -> str:
    names = [searched.said(path) for path in files]
    return f"{len(names)} files is meant cannot be told: {few(names, _SHOWN)}"


def _nothing(searched: Searched, files: list[Path]) -> str:
    """Why nothing in the files is the answer, by the first that tells."""
    if not files:
        return f"there is no {searched.answer}; the folder is empty"
    names = ", ".join(searched.said(path) for path in files[:_SHOWN])
    return f"there is no {searched.answer}; there is {names}{_hint(files, searched.answer)}"


def _hint(files: list[Path], answer: str) -> str:
    for name in [path.name.lower() for path in files]:
        if ending := next((ending for ending in ARCHIVES if name.endswith(ending)), ""):
            return f" ({ending} archives are not opened; a zip file is)"
        if ending := next((ending for ending in _HINTS if name.endswith(ending)), ""):
            return f" ({_HINTS[ending].format(answer=answer)})"
    return ""
