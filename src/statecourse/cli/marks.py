"""The command ``marks``: what `grade` has found, in the form that a learning platform reads."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from statecourse.cli.exit_codes import ExitCode
from statecourse.course.manifest import CourseError
from statecourse.report.terminal import console, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from statecourse.classroom.formats.format import Output
    from statecourse.classroom.results import Results


def marks(  # noqa: PLR0917  # typer calls it by name
    results: Annotated[Path, typer.Argument(help="The folder that `statecourse grade … -o` wrote.")],
    into: Annotated[
        Path | None,
        typer.Option(help="Fill in this Canvas gradebook or Moodle grading worksheet, as you exported it."),
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", help="Write this format; without it and --into, all are listed.")
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="The file or folder to write; in RESULTS without it."),
    ] = None,
    exercise: Annotated[list[str] | None, typer.Option(help="Only this exercise; may be repeated.")] = None,
    column: Annotated[
        str, typer.Option(help="The column of your table that takes the sum of the exercises.")
    ] = "",
    *,
    scale: Annotated[
        bool | None,
        typer.Option(help="Convert the points to what the column is out of, or write them as they are."),
    ] = None,
    zeros: Annotated[
        bool, typer.Option("--zeros", help="Also write 0 for who handed in nothing that could be graded.")
    ] = False,
) -> None:
    """Write the marks for a gradebook or a platform.

    A table of your own stays as it is, but for the marks. Whoever cannot be found in it is named, and nobody
    is guessed.

    Exit code 0: written. 1: written, but somebody was not found. 2: could not run.

    Example: `statecourse marks grades --into gradebook.csv -o filled.csv`
    """
    if not into and not format_:
        _list_formats()
        return
    from statecourse.classroom.formats.export import read_results  # noqa: PLC0415

    found = read_results(results)
    told = write_marks(
        found,
        results,
        format_,
        into,
        output,
        exercises=_ids(found, exercise or []),
        column=column,
        scale=scale,
        zeros=zeros,
    )
    raise typer.Exit(ExitCode.NOT_PASSED if told.left_out else ExitCode.DONE)


def asked_formats(names: Sequence[str]) -> list[tuple[str, Path | None, Path | None]]:
    """What ``--format NAME[=FILE]`` asks for, tried out before hours of grading: FILE is a table to fill in, or the output.

    Raises `CourseError`.
    """
    from statecourse.classroom.formats.export import chosen  # noqa: PLC0415
    from statecourse.classroom.formats.format import format_named  # noqa: PLC0415

    asked: list[tuple[str, Path | None, Path | None]] = []
    for text in names:
        name, _, named = text.partition("=")
        file = Path(named) if named else None
        if not format_named(name).needs_table:
            if file and _is_gradebook(file):
                raise CourseError(f"{file} is a gradebook, and {name} fills in none; name a file to write")
            asked.append((name, None, file))
        elif file is None:
            raise CourseError(f"{name} fills in a table of your own: say --format {name}=FILE")
        else:
            chosen(name, file)
            asked.append((name, file, None))
    return asked


def _is_gradebook(file: Path) -> bool:
    """Whether a file is a table of a teacher's own, which nothing may be written over."""
    from statecourse.classroom.formats.export import chosen  # noqa: PLC0415

    with contextlib.suppress(CourseError):
        return chosen("", file)[0].needs_table
    return False


def write_marks(
    results: Results,
    out: Path,
    name: str,
    into: Path | None,
    output: Path | None = None,
    *,
    exercises: tuple[str, ...] = (),
    column: str = "",
    scale: bool | None = None,
    zeros: bool = False,
) -> Output:
    """Write results in a format, and print what the teacher has to know. Raises `CourseError`."""
    from statecourse.classroom.formats.export import chosen, export, place  # noqa: PLC0415
    from statecourse.classroom.formats.format import Wanted  # noqa: PLC0415

    form, table = chosen(name, into)
    target = output or place(form, table, out)
    if into and target.exists() and target.samefile(into):
        raise CourseError(f"{target} is your own file; say -o FILE to write another one")
    told = export(results, form, Wanted(exercises, table, column, scale, zeros), target)
    for note in told.notes:
        say(console(), f"Note: {note}")
    say(console(), f"Written: {target}")
    return told


def _ids(results: Results, names: list[str]) -> tuple[str, ...]:
    """The exercises that were asked for, by what was graded. Raises `CourseError`."""
    if not names:
        return ()
    ids = sorted({result.exercise for result in results.results} - {""})
    found = [[one for one in ids if one == name or one.startswith(name)] for name in names]
    for name, fits in zip(names, found, strict=True):
        if len(fits) != 1:
            raise CourseError(f'"{name}" is not one of the exercises that were graded: {", ".join(ids)}')
    return tuple(one for fits in found for one in fits)


def _list_formats() -> None:
    from statecourse.classroom.formats.format import known  # noqa: PLC0415

    for form in known().values():
        how = "--into FILE" if form.needs_table else f"--format {form.name}"
        typer.echo(f"{how:<22} {form.about}")
