"""What a format of marks is, and which ones there are."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from statecourse.classroom import formats
from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from statecourse.classroom.results import Results
    from statecourse.classroom.table import Table


@dataclass(frozen=True)
class Wanted:
    """What a teacher asks for, beside the marks.

    ``exercises`` are ids, all where none is named. ``table`` is the teacher's own, if one is to be filled in, and
    ``column`` the one in it that takes their sum. ``scale`` says whether points are converted to what a column is out
    of; None where nobody has said. ``zeros`` asks for a 0 for who handed in nothing that could be graded.
    ``environment`` are variables of the platform that it runs on.
    """

    exercises: tuple[str, ...] = ()
    table: Table | None = None
    column: str = ""
    scale: bool | None = None
    zeros: bool = False
    environment: Mapping[str, str] = field(default_factory=dict)

    def wants(self, exercise: str) -> bool:
        """Whether an exercise is one of those asked for; what could not be read at all may be any."""
        return not self.exercises or not exercise or exercise in self.exercises


@dataclass
class Output:
    """A file's text, in parts, and what the teacher is told; ``left_out`` are those whose marks are not in it."""

    text: Iterable[str]
    notes: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    encoding: str = "utf-8"


class Format(ABC):
    """A format of marks. Its module has an instance of it as ``FORMAT``."""

    name: ClassVar[str]
    """As it is asked for on the command line."""
    about: ClassVar[str]
    """What it is, in one line."""
    file: ClassVar[str] = ""
    """The name of the file that it writes."""
    each: ClassVar[bool] = False
    """Whether every student gets a file of their own, made of their results alone."""

    @abstractmethod
    def write(self, results: Results, wanted: Wanted) -> Output:
        """The results in this format. Raises `CourseError`, which says what to do, where that cannot be."""

    def fills(self, table: Table) -> bool:  # noqa: ARG002  # what is written new fills none
        """Whether this is the format of a teacher's own table, which it fills in."""
        return False

    @property
    def needs_table(self) -> bool:
        """Whether it fills in a teacher's own table."""
        return type(self).fills is not Format.fills


@functools.cache
def known() -> dict[str, Format]:
    """All formats by name: those of the modules here that have one."""
    names = (module.name for module in pkgutil.iter_modules(formats.__path__))
    modules = [importlib.import_module(f"{formats.__name__}.{name}") for name in names]
    found: list[Format] = [module.FORMAT for module in modules if hasattr(module, "FORMAT")]
    return {one.name: one for one in found}


def format_named(name: str) -> Format:
    """A format by its name. Raises `CourseError` where there is none, which names them all."""
    if name not in known():
        raise CourseError(f'there is no format "{name}"; there are {", ".join(known())}')
    return known()[name]


def format_of(table: Table) -> Format:
    """The format that fills in a teacher's own table. Raises `CourseError` where there is none."""
    for one in known().values():
        if one.fills(table):
            return one
    raise CourseError(
        f"{table.name} is neither a Canvas gradebook (it begins with Student, ID) nor a Moodle grading worksheet "
        f"(its first column is Participant and a number); its columns are {', '.join(table.header[:8])}"
    )
