"""The folder in which an answer from a notebook is graded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from statecourse.course.answer_files import copy_files, opened_files, reading, submission_files, write_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from statecourse.course.course import Exercise

_NOT_PART = {"task.md", "exercise.yaml", "timestamp.txt"}


def belongs_to_answer(path: Path, answer: str) -> bool:
    """Whether a file beside a notebook is handed in with the ``answer``; notebooks and settings are not."""
    hidden = any(part.startswith(".") for part in path.parts)
    return not hidden and path.suffix not in {".ipynb", ".pyc"} and path.name not in {answer, *_NOT_PART}


def data_files(exercise: Exercise) -> list[Path]:
    """The data files that an exercise gives its answer, relative to the exercise's folder."""
    files = (path.relative_to(exercise.folder) for path in submission_files(exercise.folder))
    return [path for path in files if belongs_to_answer(path, exercise.answer)]


def lay_out(
    files: dict[str, bytes], beside: Path, exercise: Exercise, folder: Path, top: Path | None = None
) -> None:
    """Write an answer into a new folder, as a submission.

    ``files`` are the answer and whatever else the notebook writes; ``beside`` is the notebook's folder. A file of
    the exercise replaces one of the same name. From ``top`` down, no folder may be a link. Raises `SubmissionError` for what cannot be graded, such as a link,
    and OSError for an error of the machine.
    """

    def unwanted(top: Path) -> Callable[[Path], bool]:
        return lambda path: not belongs_to_answer(path.relative_to(top), exercise.answer)

    with reading(beside):
        copy_files(beside, folder, unwanted(beside), top)
        for name, content in files.items():
            write_file(folder / name, content)
        for file in opened_files(exercise.folder, unwanted(exercise.folder)):
            write_file(folder / file.path.relative_to(exercise.folder), file.read())
