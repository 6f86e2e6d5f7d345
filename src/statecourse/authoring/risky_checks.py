"""Finds code in checks that raises with some answer, which would then be an error of the grader.

``button_list[1]`` raises if an app has one button; ``2 in`` a value of session state raises if that is an array.
Apart from `exercise_files`, which looks at how a check is written and not at what it does.
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
"""Attributes of a page that hold its elements. A missing one is already told as the app's failure."""
_ADVICE = (
    "is an error of the check where an answer has fewer; use widget(app, label) or widgets(app, label), "
    "or expect the number first"
)


_COMPARE = "is an error of the check where an app keeps a table or an array there; use same(a, b) or has(whole, part)"


def risky_comparisons(tree: ast.Module) -> Iterator[str]:
    """Comparisons of a value of session state by ``==`` or ``in``, each in words that say what to do."""
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        states, values = _of_state(function)
        compared = [node for node in ast.walk(function) if isinstance(node, ast.Compare)]
        for node in compared:
            if any(_is_kept(inner, states, values) for part in _compared(node) for inner in _parts(part)):
                yield f"line {node.lineno}: {ast.unparse(node)} {_COMPARE}"


def _compared(node: ast.Compare) -> Iterator[ast.expr]:
    """The operands whose methods a comparison calls."""
    for left, operator, right in zip(
        [node.left, *node.comparators], node.ops, node.comparators, strict=False
    ):
        if not isinstance(operator, ast.Is | ast.IsNot):
            yield right
        if isinstance(operator, ast.Eq | ast.NotEq | ast.Lt | ast.LtE | ast.Gt | ast.GtE):
            yield left


def _of_state(function: ast.FunctionDef) -> tuple[set[str], set[str]]:
    """The variables of a function that hold session state itself, and those that hold values of it."""
    states: set[str] = set()
    values: set[str] = set()
    bindings = [bound for node in ast.walk(function) if (bound := _bound(node))]
    for names, source in sorted(bindings, key=lambda bound: bound[1].lineno):
        if _is_state(source, states):
            states |= names
        elif any(_is_kept(part, states, values) for part in _parts(source)):
            values |= names
    return states, values


def _bound(node: ast.AST) -> tuple[set[str], ast.expr] | None:
    """The variables that a node binds, and the value or iterable that they come from; None if it binds none."""
    targets: list[ast.expr] = []
    value: ast.expr | None = None
    if isinstance(node, ast.Assign):
        targets, value = node.targets, node.value
    elif isinstance(node, ast.AnnAssign | ast.NamedExpr):
        targets, value = [node.target], node.value
    elif isinstance(node, ast.For | ast.comprehension):
        targets, value = [node.target], node.iter
    names = {part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)}
    return None if value is None else (names, value)


def _parts(node: ast.expr) -> Iterator[ast.expr]:
    """An expression and its parts, except the arguments of calls."""
    yield node
    for part in ast.iter_child_nodes(node):
        if isinstance(part, ast.expr) and not isinstance(node, ast.Call):
            yield from _parts(part)


def _is_kept(node: ast.expr, states: set[str], values: set[str]) -> bool:
    """Whether an expression is a value of session state."""
    place = node.value if isinstance(node, ast.Subscript | ast.Attribute) else None
    return (isinstance(node, ast.Name) and node.id in values) or (
        place is not None and _is_state(place, states)
    )


def _is_state(node: ast.expr, states: set[str]) -> bool:
    if isinstance(node, ast.Name):
        return node.id in states
    return isinstance(node, ast.Attribute) and node.attr == "session_state"


def risky_indexes(tree: ast.Module) -> Iterator[str]:
    """Fixed indexes into a list whose length depends on the page, each in words that say what to do.

    Not those of a list whose `len` or truth the check has tested before.
    """
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        yield from _Reader(function).findings()


class _Reader:
    """Follows values that come from the page through one function."""

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
        elif bound := _bound(node):
            self._bind(*bound)

    def _bind(self, names: set[str], value: ast.expr) -> None:
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
    """Whether it is ``x or [default]``, or the parts from ``partition``."""
    if isinstance(value, ast.BoolOp):
        return isinstance(value.op, ast.Or)
    method = value.func if isinstance(value, ast.Call) else None
    return isinstance(method, ast.Attribute) and method.attr in {"partition", "rpartition"}


def _number(index: ast.expr) -> int | None:
    """The value of an index that is a literal whole number."""
    if isinstance(index, ast.UnaryOp) and isinstance(index.op, ast.USub):
        index = index.operand
    found = index.value if isinstance(index, ast.Constant) else None
    return found if isinstance(found, int) and not isinstance(found, bool) else None
