"""The folder that an answer out of a notebook is graded in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from statecourse.course.answer_files import copy_files, opened_files, reading, submission_files, write_file

if TYPE_CHECKING:
    from pathlib import Path

    from statecourse.course.course import Exercise

_NOT_PART = {"task.md", "exercise.yaml", "timestamp.txt"}


def travels(path: Path, answer: str) -> bool:
    """Whether a file beside a notebook is for the ``answer`` to use; notebooks and settings are not."""
    hidden = any(part.startswith(".") for part in path.parts)
    return not hidden and path.suffix not in {".ipynb", ".pyc"} and path.name not in {answer, *_NOT_PART}


def data_files(exercise: Exercise) -> list[Path]:
    """The files that an exercise gives its answer, relative to the exercise's folder."""
    files = (path.relative_to(exercise.folder) for path in submission_files(exercise.folder))
    return [path for path in files if travels(path, exercise.answer)]


def lay_out(files: dict[str, bytes], beside: Path, exercise: Exercise, folder: Path) -> None:
    """Write an answer into a new folder, as a submission.

    ``files`` are the answer and what else the notebook writes; ``beside`` is the folder that the
    notebook lies in. Where the exercise brings a file of the same name, that one counts.
    Raises `SubmissionError` for what cannot be graded, such as a link, and OSError for a full disk.
    """
    with reading(beside):
        copy_files(
            beside, folder, leave_out=lambda path: not travels(path.relative_to(beside), exercise.answer)
        )
        for name, content in files.items():
            write_file(folder / name, content)
        for file in opened_files(
            exercise.folder, lambda path: not travels(path.relative_to(exercise.folder), exercise.answer)
        ):
            write_file(folder / file.path.relative_to(exercise.folder), file.read())
