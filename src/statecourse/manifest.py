"""What an author writes in YAML, typed: an unknown key, a wrong type or a doubled key is refused."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
import yaml

from statecourse.wire import Limits

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
"""The version of the files below that this package reads."""


class CourseError(Exception):
    """Something in the course is not as it must be: names the file, and says what to do."""


class Misconception(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A wrong idea that learners really have, and what to tell someone whose app shows it."""

    label: str
    message: str
    lesson: str


class ExerciseManifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An ``exercise.yaml``. ``checks`` gives the points of each check, by its function's name."""

    title: str
    concepts: list[str]
    checks: dict[str, int]
    hints: list[str]
    misconceptions: dict[str, Misconception]
    hidden_checks: dict[str, int] = {}
    limits: dict[str, float] = {}


class CourseManifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The ``course.yaml``: the course's title, and what every app may use."""

    title: str
    format: int
    limits: Limits = Limits()


T = TypeVar("T")


class _Loader(yaml.SafeLoader):
    """The safe loader; it also refuses a key that stands twice, which YAML would drop in silence."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node)
        if key in seen:
            text = f'line {key_node.start_mark.line + 1}: the key "{key}" stands twice; keep one'
            raise CourseError(text)
        seen.add(key)
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def load(path: Path, kind: type[T], name: str = "") -> T:
    """Read a YAML file as a type.

    ``name`` is what errors call the file. Raises `CourseError`, in one line.
    """
    name = name or path.name
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  # it is safe
        return msgspec.convert(data, kind)
    except CourseError as problem:
        text = f"{name}: {problem}"
    except FileNotFoundError:
        text = f"{name} is missing; copy one from another exercise, or run `statecourse new`"
    except (OSError, UnicodeDecodeError) as problem:
        text = f"{name} cannot be read: {problem}"
    except yaml.YAMLError as problem:
        text = f"{name}: not valid YAML: {_yaml_problem(problem)}"
    except msgspec.ValidationError as problem:
        text = f"{name}: {_in_words(str(problem), kind, data)}"
    raise CourseError(text)


def _yaml_problem(problem: yaml.YAMLError) -> str:
    mark = getattr(problem, "problem_mark", None)
    where = f"line {mark.line + 1}: " if mark else ""
    return where + str(getattr(problem, "problem", None) or problem).splitlines()[0]


def _in_words(text: str, kind: Any, data: Any) -> str:
    message, _, place = text.partition(" - at `$")
    where = f"{place.strip('.`')}: " if place.strip(".`") else ""
    where = where.replace("[...]", f" {_culprit(place, data)}" if _culprit(place, data) else "")
    if found := re.search(r"unknown field `(.+?)`", message):
        known = _fields(kind, place)
        near = difflib.get_close_matches(found[1], known, 1)
        hint = f'; did you mean "{near[0]}"?' if near else f"; known keys: {', '.join(known)}"
        return f'{where}unknown key "{found[1]}"{hint}'
    if found := re.search(r"missing required field `(.+?)`", message):
        return f'{where}the key "{found[1]}" is missing'
    if found := re.search(r"Expected `(.+?)`, got `(.+?)`", message):
        return f"{where}expected {_plain_type(found[1])}, found {_plain_type(found[2])}"
    return where + message


def _culprit(place: str, data: Any) -> str:
    """The key whose value is of the wrong type, where msgspec only says that there is one."""
    table = data.get(place.strip(".`").partition("[")[0]) if isinstance(data, dict) else None
    if not isinstance(table, dict) or not table:
        return ""
    kinds = [type(value) for value in table.values()]
    usual = max(kinds, key=kinds.count)
    odd = [str(key) for key, value in table.items() if type(value) is not usual]
    return odd[0] if odd else ""


def _fields(kind: Any, place: str) -> list[str]:
    inner = {"misconceptions": Misconception, "limits": Limits}
    owner = inner.get(place.strip(".`").partition("[")[0], kind)
    return [field.name for field in msgspec.structs.fields(owner)]


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
