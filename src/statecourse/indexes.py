"""Finds indexes in a check that not every answer has: ``button_list[1]`` ends as an error of the check.

A module of its own, as `verify` looks at what a check says, and this at what it means.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

_APPS = {"app", "live_app"}
_ELEMENTS = {name for kind in (AppTest, Block) for name in dir(kind) if not name.startswith("_")} - {
    "children"
}
"""What a page has under these names tells by itself that an element is missing, as the app's failure."""
_ADVICE = (
    "is an error of the check where an answer has fewer; use widget(app, label) or widgets(app, label), "
    "or expect the number first"
)


def risky_indexes(tree: ast.Module) -> Iterator[str]:
    """What is taken by a fixed number from a plain list that a page decides on, unless that it is there, or its `len`, was asked.

    In words that say what to do.
    """
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        yield from _Reader(function).findings()


class _Reader:
    """Follows what comes from the page through one function."""

    def __init__(self, function: ast.FunctionDef) -> None:
        self._function = function
        arguments = function.args.args
        self._of_page = {a.arg for a in arguments if a.arg in _APPS or "App" in ast.dump(a.annotation or a)}
        self._sound: set[str] = set()
        self._measured: set[str] = set()

    def findings(self) -> Iterator[str]:
        """Each risky index, in the order of the lines."""
        for node in sorted(ast.walk(self._function), key=lambda node: getattr(node, "lineno", 0)):
            self._learn(node)
            if isinstance(node, ast.Subscript) and _number(node.slice) is not None and self._risky(node):
                yield f"line {node.lineno}: {ast.unparse(node)} {_ADVICE}"

    def _learn(self, node: ast.AST) -> None:
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "len":
            self._measured.add(ast.unparse(node.args[0]) if node.args else "")
        elif isinstance(node, ast.If | ast.IfExp | ast.While | ast.Assert):
            self._measured |= {part.id for part in ast.walk(node.test) if isinstance(part, ast.Name)}
        elif isinstance(node, ast.Assign):
            self._bind(node.targets, node.value)
        elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
            self._bind([node.target], node.value)
        elif isinstance(node, ast.For | ast.comprehension):
            self._bind([node.target], node.iter)

    def _bind(self, targets: list[ast.expr], value: ast.expr) -> None:
        names = {node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)}
        elements = _is_elements(value) or isinstance(value, ast.Tuple | ast.List)
        self._sound = self._sound | names if elements else self._sound - names
        self._of_page = self._of_page | names if self._from_page(value) else self._of_page - names

    def _from_page(self, value: ast.AST) -> bool:
        return any(isinstance(node, ast.Name) and node.id in self._of_page for node in ast.walk(value))

    def _risky(self, node: ast.Subscript) -> bool:
        base = node.value
        sound = (
            _is_elements(base)
            or _is_never_empty(base)
            or (isinstance(base, ast.Name) and base.id in self._sound | _APPS)
        )
        return not sound and self._from_page(base) and ast.unparse(base) not in self._measured


def _is_elements(value: ast.expr) -> bool:
    return isinstance(value, ast.Attribute) and value.attr in _ELEMENTS


def _is_never_empty(value: ast.expr) -> bool:
    """Whether it is ``x or [default]``, or the parts that a text is taken apart into."""
    if isinstance(value, ast.BoolOp):
        return isinstance(value.op, ast.Or)
    method = value.func if isinstance(value, ast.Call) else None
    return isinstance(method, ast.Attribute) and method.attr in {"partition", "rpartition"}


def _number(index: ast.expr) -> int | None:
    """The whole number that an index is, if it is written as one."""
    if isinstance(index, ast.UnaryOp) and isinstance(index.op, ast.USub):
        index = index.operand
    found = index.value if isinstance(index, ast.Constant) else None
    return found if isinstance(found, int) and not isinstance(found, bool) else None
