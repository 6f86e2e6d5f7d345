"""The YAML files of authors, typed: an unknown key, a wrong type or a duplicate key is refused."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Hashable
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, get_args

import msgspec
import yaml

from statecourse.course.deadlines import Deadlines, from_plain
from statecourse.course.limits import Limits
from statecourse.course.versions import refuse_unknown

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
"""The version of these files that this package reads."""


class CourseError(Exception):
    """A fault in the course. The message names the file and says what to do."""


class Misconception(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A wrong idea that learners have, and what to tell someone whose app shows it."""

    label: str
    message: str
    lesson: str


class ExerciseManifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An ``exercise.yaml``. ``checks`` gives the points of each check, by its function's name.

    ``settings`` are settings of Streamlit that the app runs with, such as
    ``runner.enforceSerializableSessionState``. ``answer`` is the file that a student writes: ``test_app.py`` if the
    exercise asks for tests of an app.
    ``streamlit`` is the first version that its verdicts are right with; without it, every supported one is.
    """

    title: str
    concepts: list[str]
    checks: dict[str, int]
    hints: list[str]
    misconceptions: dict[str, Misconception]
    hidden_checks: dict[str, int] = {}
    limits: dict[str, int | float] = {}
    settings: dict[str, bool | int | str] = {}
    answer: Annotated[str, msgspec.Meta(pattern=r"^[a-z_]+\.py$")] = "app.py"
    streamlit: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError for an unknown version."""
        refuse_unknown(self.streamlit)


class CourseManifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The ``course.yaml``: the course's title, the limits and packages of all apps, and when they are due."""

    title: str
    format: int
    limits: Limits = Limits()
    packages: tuple[str, ...] = ("streamlit", "pandas", "numpy")
    """What an app may import besides the standard library, by import name."""
    handed_out: bool = False
    """Whether this is a copy for students, in which checks that need a solution are left to the teacher."""
    deadlines: Deadlines = Deadlines()


T = TypeVar("T")


class _Loader(yaml.SafeLoader):
    """The safe loader, which also refuses a duplicate key; PyYAML would silently drop the first one."""


def _unique_keys(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key, line = loader.construct_object(key_node), key_node.start_mark.line + 1
        if not isinstance(key, Hashable):
            raise CourseError(f"line {line}: braces begin a table; put text with braces in quotation marks")
        if key in seen:
            raise CourseError(f'line {line}: the key "{key}" stands twice; keep one')
        seen.add(key)
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _unique_keys)


def load(path: Path, kind: type[T], name: str = "") -> T:
    """Read a YAML file as a type. Errors call it ``name``. Raises `CourseError`, in one line."""
    name = name or path.name
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as found:
        raise CourseError(
            f"{name} is missing; copy one from another exercise, or run `statecourse new`"
        ) from found
    except UnicodeDecodeError as found:
        raise CourseError(f"{name} is not UTF-8 text (byte {found.start + 1}); save it as UTF-8") from found
    except OSError as found:
        raise CourseError(f"{name} cannot be read: {found.strerror}") from found
    return parse(text, kind, name)


def parse(text: str, kind: type[T], name: str) -> T:
    """YAML text as a type. Raises `CourseError`, in one line that begins with ``name``."""
    try:
        data = _loaded(text)
    except CourseError as found:
        raise CourseError(f"{name}: {found}") from found
    except yaml.YAMLError as found:
        raise CourseError(f"{name}: not valid YAML: {_yaml_problem(found)}") from found
    except RecursionError as found:
        raise CourseError(f"{name}: not valid YAML: lists within lists, far too deep") from found
    except Exception as found:  # PyYAML raises anything for `!!int x`, or February 30th
        said = (str(found) or type(found).__name__).splitlines()[0]
        text = f"{name}: not valid YAML: a value is not what it looks like ({said})"
        raise CourseError(text) from found
    return convert(data, kind, name)


@functools.lru_cache(maxsize=1024)
def _loaded(text: str) -> Any:
    """Plain data, which callers must not change: it is cached, as a lesson's page reads its files in each run."""
    return yaml.load(text, Loader=_Loader)  # noqa: S506  # it is a safe one


def convert(data: Any, kind: type[T], name: str) -> T:
    """Plain data as a type. Raises `CourseError`, in one line that begins with ``name``."""
    try:
        return msgspec.convert(data, kind, dec_hook=from_plain)
    except msgspec.ValidationError as problem:
        raise CourseError(f"{name}: {_in_words(str(problem), kind, data)}") from problem


def _yaml_problem(problem: yaml.YAMLError) -> str:
    mark = getattr(problem, "problem_mark", None)
    where = f"line {mark.line + 1}: " if mark else ""
    return where + str(getattr(problem, "problem", None) or problem).splitlines()[0]


def _in_words(text: str, kind: Any, data: Any) -> str:
    """A message of msgspec in plain words, after the keys that lead to the place."""
    message, _, place = text.partition(" - at `")
    path = place.rpartition("$")[2].rstrip("`") + ("[...]" if place.startswith("key`") else "")
    keys, owner = _keys_along(path, kind, data)
    return "".join(f"{key}: " for key in keys) + _message(message, owner)


def _message(message: str, owner: Any) -> str:
    if found := re.search(r"unknown field `(.+?)`", message):
        known = [field.name for field in msgspec.structs.fields(owner)]
        near = difflib.get_close_matches(found[1], known, 1)
        hint = f'; did you mean "{near[0]}"?' if near else f"; known keys: {', '.join(known)}"
        return f'unknown key "{found[1]}"{hint}'
    if found := re.search(r"missing required field `(.+?)`", message):
        return f'the key "{found[1]}" is missing'
    if found := re.search(r"Expected `(.+?)`, got `(.+?)`", message):
        return f"expected {_plain_type(found[1])}, found {_plain_type(found[2])}"
    if found := re.search(r"Expected `(.+?)` (\S+) (\S+)", message):
        return f"expected {_plain_type(found[1])} {_BOUNDS[found[2]]} {float(found[3]):,.15g}"
    if message == "Expected `str`":  # msgspec says no more of a key
        return "a key has to be text; put it in quotation marks"
    return message


def _keys_along(path: str, kind: Any, data: Any) -> tuple[list[str], Any]:
    """The keys along a path of msgspec's, and the type at its end.

    In a path such as ``.checks[...]`` msgspec does not name the key: it is looked up in the data.
    """
    keys: list[str] = []
    for name, index in re.findall(r"\.(\w+)|\[(\d+|\.\.\.)\]", path):
        if name:
            kind, data = {f.name: f.type for f in msgspec.structs.fields(kind)}[name], data[name]
            keys.append(name)
        elif index == "..." and not get_args(kind):
            # A key of the struct itself is no text: YAML reads `on:` as true.
            return [*keys, str(next(key for key in data if not isinstance(key, str)))], kind
        elif index == "...":
            key = next(key for key, value in data.items() if not _fits({key: value}, kind))
            kind, data = get_args(kind)[1], data[key]
            keys.append(str(key))
        else:
            kind, data = get_args(kind)[0], data[int(index)]
            keys.append(f"number {int(index) + 1}")
    return keys, kind


def _fits(data: Any, kind: Any) -> bool:
    try:
        msgspec.convert(data, kind, dec_hook=from_plain)
    except msgspec.ValidationError:
        return False
    return True


_BOUNDS = {">": "above", ">=": "of at least", "<=": "of at most", "<": "below"}
_TYPES = {
    "object": "a table of keys",
    "array": "a list",
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "null": "nothing",
    "bool": "true or false",
}


def _plain_type(name: str) -> str:
    return " or ".join(_TYPES.get(part.strip(), part.strip()) for part in name.split("|"))
