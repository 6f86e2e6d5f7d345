"""Gradescope: *Export Submissions* of a programming assignment.

A folder ``submission_NUMBER`` for each, and ``submission_metadata.yml``, which says who handed it in and when.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import yaml

from statecourse.classroom.layouts.entry import Entry, Piece
from statecourse.classroom.results import Person
from statecourse.course.answer_files import SubmissionError, reading
from statecourse.course.manifest import CourseError
from statecourse.course.opening import read_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from statecourse.classroom.layouts.entry import Place
    from statecourse.classroom.layouts.listing import Names

_METADATA = "submission_metadata.yml"
_MAX_BYTES = 256 * 2**20


class Gradescope:
    """The folder of an export, or its zip file."""

    name = "a Gradescope export"
    about_one = True
    dated_by_files = False

    def claims(self, place: Place, names: Names) -> set[str]:  # noqa: ARG002
        """The folders of submissions, where the metadata are beside them."""
        found = {path.name for path in place.items}
        return {name for name in found if name.startswith("submission_")} if _METADATA in found else set()

    def entries(self, place: Place, names: Names, notes: list[str]) -> Iterable[Entry]:  # noqa: ARG002
        """One for each folder; those in the metadata whose folder is missing are entries with a problem.

        Raises `CourseError` where the metadata cannot be read.
        """
        known = _metadata(place)
        folders = {path.name: path for path in place.items if path.name != _METADATA}
        for name in sorted({*folders, *known}):
            if name.startswith("submission_"):
                pieces = (Piece(folders[name], name),) if name in folders else ()
                problem = "" if pieces else f"the export has no folder {name}"
                people = tuple(_people(known.get(name)))
                yield Entry(
                    _called(people, name),
                    pieces,
                    people,
                    place.called,
                    _when(known.get(name)),
                    problem=problem,
                )


def _metadata(place: Place) -> dict[str, Any]:
    try:
        with reading(place.folder):
            text = read_file(place.folder / _METADATA, place.top, _MAX_BYTES)
        data = yaml.load(_wanted(text), Loader=_Loader)  # noqa: S506  # it is a safe one
    except (SubmissionError, yaml.YAMLError, ValueError, RecursionError) as problem:
        said = str(problem).splitlines()[0] if str(problem) else type(problem).__name__
        raise CourseError(f"{_METADATA} cannot be read: {said}; export the submissions anew") from problem
    if not isinstance(data, dict):
        raise CourseError(f"{_METADATA} names no submissions; export the submissions anew")
    return {str(name): entry for name, entry in data.items()}


def _wanted(text: bytes) -> str:
    """The lines of the keys that are read. Results and histories are most of the file, and take long to parse."""
    lines, wanted = [], True
    for line in text.decode("utf-8", "replace").splitlines():
        if found := _KEY.match(line):
            wanted = not found["key"] or found["key"] in {"submitters", "created_at"}
        if wanted:
            lines.append(line)
    return "\n".join(lines)


_KEY = re.compile(r"\S|  :?(?P<key>\w+):")
"""A line that begins a submission, or one of its keys."""


class _Loader(yaml.SafeLoader):
    """The safe loader, which takes what Ruby has tagged as plain data, or as nothing.

    Not the one in C, which crashes on lists within lists.
    """


def _untagged(loader: Any, _suffix: str, node: yaml.Node) -> Any:
    return loader.construct_mapping(node, deep=True) if isinstance(node, yaml.MappingNode) else None


_Loader.add_multi_constructor("!ruby/", _untagged)


def _of(entry: Any, key: str) -> Any:
    """A value whose key Ruby has written as a symbol, or as text."""
    return entry.get(f":{key}", entry.get(key)) if isinstance(entry, dict) else None


def _people(entry: Any) -> Iterator[Person]:
    submitters = _of(entry, "submitters")
    for one in submitters if isinstance(submitters, list) else []:
        known = {key: str(_of(one, key) or "") for key in ("name", "email", "sid")}
        ids = {"gradescope": known["sid"]} if known["sid"] else {}
        if any(known.values()):
            yield Person(known["name"], known["email"], ids=ids)


def _called(people: tuple[Person, ...], folder: str) -> str:
    """What the entry is called: by the submitter's id, else e-mail address, else name; by all of a group's."""
    called = [person.ids.get("gradescope") or person.email or person.name for person in people]
    return "+".join(called) or folder


def _when(entry: Any) -> dt.datetime | None:
    found = _of(entry, "created_at")
    found = _of(found, "utc") or found  # as a time with its zone is written
    if isinstance(found, str):
        try:
            found = dt.datetime.fromisoformat(found.replace(" UTC", "+00:00"))
        except ValueError:
            return None
    if not isinstance(found, dt.datetime):
        return None
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)
