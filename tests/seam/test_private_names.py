"""The list of Streamlit's private names: each is there, none is missing from it, none is listed in vain."""

from __future__ import annotations

import ast
import inspect
import re
from functools import cache
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest, element_tree

import statecourse
from statecourse.seam import private_names

SOURCE = Path(statecourse.__file__).parent
FILES = [
    path
    for path in sorted(SOURCE.rglob("*.py"))
    if path.name in {"values.py", "encode.py"}
    or re.search(r"^\s*(from|import) streamlit", path.read_text("utf-8"), re.MULTILINE)
]
PUBLIC_MODULES = {"streamlit", "streamlit.testing.v1", "streamlit.testing.v1.errors"}
"""What the documentation of Streamlit has a page on."""
PUBLIC_CLASSES = {"ElementTree", "Widget"}
"""Classes of the element tree that the documentation names."""
LISTED = [*private_names.PRIVATE_NAMES, *private_names.SINCE]
PYTHONS_OWN = {
    "_fields",
    "_getframe",
    "_current_frames",
    "_active",
    "_RLock",
    "_PySimpleQueue",
    "_name_",
    "_value_",
}
"""Documented names of the standard library, whatever they look like."""


@cache
def nodes() -> list[ast.AST]:
    """The syntax trees of the engine's files that touch Streamlit, but for the list itself."""
    files = [path for path in FILES if path.name != "private_names.py"]
    return [node for path in files for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]


def imported() -> set[str]:
    """The names that are imported from undocumented modules, as ``module:name``."""
    imports = [node for node in nodes() if isinstance(node, ast.ImportFrom) and node.module]
    undocumented = [
        node for node in imports if node.module.startswith("streamlit.") and node.module not in PUBLIC_MODULES
    ]
    return {
        f"{node.module}:{alias.name}"
        for node in undocumented
        for alias in node.names
        if alias.name not in PUBLIC_CLASSES
    }


def touched() -> set[str]:
    """The private attributes that are touched and not the engine's own."""
    used = {node.attr for node in nodes() if isinstance(node, ast.Attribute) and is_private(node.attr)}
    return {name for name in used if name not in own() or name in vars(AppTest("", default_timeout=3))}


def spelled() -> set[str]:
    """The private attributes of Streamlit's test classes that stand in the engine as text, as for ``getattr``."""
    classes = [AppTest, *filter(inspect.isclass, vars(element_tree).values())]
    known = {name for kind in classes for name in {*vars(kind), *private_names._declared(kind)}}
    texts = {node.value for node in nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {name for name in texts & known if is_private(name)}


def own() -> set[str]:
    """The private names that the engine's own classes and modules define."""
    functions = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    stored = [node for node in nodes() if isinstance(getattr(node, "ctx", None), ast.Store)]
    return {
        *(node.name for node in nodes() if isinstance(node, functions)),
        *(node.id for node in stored if isinstance(node, ast.Name)),
        *(node.attr for node in stored if isinstance(node, ast.Attribute) and is_self(node.value)),
    }


def is_self(node: ast.expr) -> bool:
    """Whether an expression is a method's own object."""
    return isinstance(node, ast.Name) and node.id == "self"


def is_private(name: str) -> bool:
    """Whether a name has one underscore in front."""
    return name.startswith("_") and not name.startswith("__") and name not in PYTHONS_OWN


def last_part(name: str) -> str:
    """What stands after the last dot or colon of a listed name."""
    return name.replace(":", ".").rpartition(".")[2]


def test_no_name_is_missing_from_streamlit() -> None:
    """The installed Streamlit has all the names that the engine relies on."""
    assert private_names.missing_names() == []


@pytest.mark.parametrize("name", private_names.PRIVATE_NAMES)
def test_streamlit_has_the_name(name: str) -> None:
    """The name is there, wherever Streamlit keeps it."""
    assert private_names._has(name)


@pytest.mark.parametrize(
    "name",
    ["streamlit.nowhere:Name", "streamlit.runtime:Nothing", "streamlit.testing.v1.app_test:AppTest._never"],
)
def test_a_name_that_is_not_there_is_noticed(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A name that Streamlit does not have is told."""
    monkeypatch.setattr(private_names, "PRIVATE_NAMES", ("streamlit.runtime:Runtime", name))
    assert private_names.missing_names() == [name]


@pytest.mark.parametrize("name", sorted(imported()))
def test_an_undocumented_import_is_listed(name: str) -> None:
    """What is imported from an undocumented module is in the list, or a part of it is."""
    assert any(entry == name or entry.startswith(f"{name}.") for entry in LISTED)


@pytest.mark.parametrize("name", sorted(touched() | spelled()))
def test_a_private_attribute_is_listed(name: str) -> None:
    """A private attribute of Streamlit's objects is in the list."""
    assert name in {last_part(entry) for entry in LISTED}


def test_no_name_is_listed_in_vain() -> None:
    """Every name in the list is used, and stands there once."""
    text = "".join(path.read_text(encoding="utf-8") for path in FILES if path.name != "private_names.py")
    unused = [name for name in LISTED if last_part(name) not in text]
    assert unused == []
    assert sorted(set(private_names.PRIVATE_NAMES)) == list(private_names.PRIVATE_NAMES)
    assert not set(private_names.PRIVATE_NAMES) & set(private_names.SINCE)
