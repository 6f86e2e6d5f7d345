"""Writes marks in a format, from results or from the folder that `grade` has left."""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING

import msgspec

from statecourse.classroom.formats.format import Format, Output, Wanted, format_named, format_of
from statecourse.classroom.grade import file_name
from statecourse.classroom.results import SCHEMA, Lazily, Results, StudentResult
from statecourse.classroom.table import Table
from statecourse.course.manifest import CourseError
from statecourse.course.whole_file import whole_file

if TYPE_CHECKING:
    from pathlib import Path


def export(results: Results, form: Format, wanted: Wanted, target: Path) -> Output:
    """Write results to ``target``: a file, or for a format with one for each student a folder with a folder for each.

    Returns what the teacher is to be told. Raises `CourseError` where it cannot be written, or something is unclear.
    """
    if form.needs_table and wanted.table is None:
        raise CourseError(f"{form.name} fills in a table of your own: say --into FILE")
    if not form.each:
        output = form.write(results, wanted)
        _write(target, output)
        return output
    told = Output([])
    for student, found in itertools.groupby(results.results, key=lambda result: result.student):
        mine = [result for result in found if wanted.wants(result.exercise)]
        if mine:
            output = form.write(msgspec.structs.replace(results, results=mine), wanted)
            _write(target / file_name(student) / form.file, output)
            told.notes += output.notes
    return told


def _write(path: Path, output: Output) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path, output.encoding) as file:
            file.writelines(output.text)
    except OSError as problem:
        raise CourseError(f"{problem.filename or path} cannot be written: {problem.strerror}") from problem


def chosen(name: str, into: Path | None) -> tuple[Format, Table | None]:
    """The format of a name, or the one that a teacher's own table has; with the table. Raises `CourseError`."""
    table = Table.read(into) if into else None
    if not name:
        assert table is not None  # the command line sees to it
        return format_of(table), table
    form = format_named(name)
    if table and not form.fills(table):
        other = f"; say --into {table.name} alone" if not form.needs_table else ""
        raise CourseError(f"{table.name} is nothing that {form.name} fills in{other}")
    return form, table


def place(form: Format, table: Table | None, out: Path) -> Path:
    """Where marks go where nobody says: into the results folder."""
    if form.each:
        return out / form.name
    return out / (table.name if table else form.file)


# --- results of an earlier run ---------------------------------------------------------------


class _Saved(Results, frozen=True):
    """Results, of which none is decoded yet."""

    results: list[msgspec.Raw]  # type: ignore[assignment]


def read_results(out: Path) -> Results:
    """The results that `grade` has left in a folder. Raises `CourseError` where there are none that can be read."""
    path = out / "results.json"
    try:
        saved = msgspec.json.decode(path.read_bytes(), type=_Saved)
    except OSError as problem:
        raise CourseError(
            f"{path} cannot be read: {problem.strerror}; give the folder that `statecourse grade … -o` wrote"
        ) from problem
    except msgspec.DecodeError as problem:
        raise CourseError(f"{path} is not what `statecourse grade` writes: {problem}") from problem
    if saved.schema_ != SCHEMA:
        raise CourseError(f"{path} is of another version ({saved.schema_}); grade again")
    # One at a time: a class of a thousand has hundreds of megabytes of reports.
    lazy = Lazily(saved.results, functools.partial(msgspec.json.decode, type=StudentResult))
    fields = msgspec.structs.asdict(saved) | {"results": lazy}
    return Results(**fields)
