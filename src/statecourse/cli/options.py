"""The options of ``grade``. A module of their own, as `app` has all commands to hold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

HandedIn = Annotated[
    Path, typer.Argument(help="What was handed in: a platform's download, or STUDENT/EXERCISE/app.py.")
]
Exercises = Annotated[
    list[str] | None, typer.Option(help="What it is about; only this exercise. May be repeated.")
]
RosterFile = Annotated[Path | None, typer.Option(help="The class, as a CSV file of yours or a platform's.")]
Pattern = Annotated[
    str, typer.Option(metavar="REGEX", help="What in the names is the student: the group in it.")
]
Keep = Annotated[Literal["last", "best"], typer.Option(help="Which of a student's attempts counts.")]
GroupWork = Annotated[
    bool, typer.Option("--group-work", help="What one hands in counts for their group in the roster.")
]
Jobs = Annotated[int, typer.Option(min=0, help="How many at once; 0: one a processor.")]
IsolationLevel = Annotated[Literal["full", "process"], typer.Option(help="What to require.")]
Gradebook = Annotated[
    Path | None, typer.Option(help="Also write the scores into this nbgrader course or gradebook.db.")
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Grade all anew.")]
Out = Annotated[Path, typer.Option("--out", "-o", help="Where the grades and the feedback go.")]
Films = Annotated[bool, typer.Option("--films", help="Also film the first failed check of each.")]
Seed = Annotated[str, typer.Option(help="Draw the random inputs from this text, which no student knows.")]
Scheduler = Annotated[
    str, typer.Option(metavar="ADDRESS", help="Grade on a Dask cluster, such as tcp://HOST:8786.")
]
ExerciseNames = Annotated[
    list[str] | None,
    typer.Argument(metavar="EXERCISE", help="Exercises, such as ex01a; all of them if left out."),
]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        metavar="NAME[=FILE]",
        help="Also write the marks in this format: to FILE, or for Canvas and Moodle into a copy of your FILE.",
    ),
]
