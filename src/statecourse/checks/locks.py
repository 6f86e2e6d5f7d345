"""Which misconception about locks an app's source shows.

A race shows that an update is lost, and not which idea of a lock was wrong. So this reads the program, and names
only what it is sure of. No verdict rests on it.
"""

from __future__ import annotations

import ast
import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCKS = {"Lock", "RLock", "Semaphore", "BoundedSemaphore", "Condition"}
_WAITING = re.compile(
    "lock|mutex|semaphore|condition|queue|executor|thread|barrier|event|o_excl|mkdir|begin|transaction|exclusive",
    re.IGNORECASE,
)
_UPDATES = re.compile(r"\bUPDATE\b.*\bSET\s+\w+\s*=\s*(\?|:\w+|$)", re.IGNORECASE | re.DOTALL)


def why_lost(source: ast.Module) -> str:
    """The name of a misconception about locks; ``lock_for_nobody`` if it is not clear what is wrong.

    The others are ``no_lock``, ``replace_without_lock``, ``select_then_update``, ``lock_of_each_run``,
    ``lock_of_each_tab``, ``lock_by_name``, ``lock_of_the_process``, ``goes_on_without_lock``, ``two_locks``,
    ``replaced_after_the_lock``, and ``lock_not_around_reading``.
    """
    seen = _Seen.of(source)
    if not seen.waits:
        return _without_lock(seen)
    found = (
        ("lock_of_the_process", "lockf" in seen.names and not seen.made),
        ("goes_on_without_lock", any(map(_ignored, ast.walk(source)))),
        ("lock_by_name", len(seen.made) == 1 and any(map(_by_argument, seen.cached))),
        ("lock_of_each_tab", len(seen.made) == 1 and any(map(_in_session, ast.walk(source)))),
        ("lock_of_each_run", len(seen.made) == 1 and not seen.cached and any(map(_assigned, source.body))),
        ("two_locks", len(seen.made) > 1 and len(seen.made) == len(seen.cached)),
        ("replaced_after_the_lock", seen.one_for_all and _replaced_outside(source)),
        ("lock_not_around_reading", seen.one_for_all),
    )
    return next((name for name, holds in found if holds), "lock_for_nobody")


@dataclass
class _Seen:
    names: set[str]
    texts: list[str]
    waits: bool
    replaces: bool
    made: list[ast.Call]
    """Where a lock is made."""
    cached: list[ast.FunctionDef]
    """The cached functions that make one."""

    @classmethod
    def of(cls, source: ast.Module) -> _Seen:
        nodes = list(ast.walk(source))
        texts = [
            node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        names = set(itertools.chain.from_iterable(map(_names, nodes)))
        waits = any(_WAITING.search(word) for word in itertools.chain(names, texts))
        functions = [node for node in nodes if isinstance(node, ast.FunctionDef) and _is_cached(node)]
        cached = [node for node in functions if any(map(_makes_lock, ast.walk(node)))]
        return cls(
            names,
            texts,
            waits,
            any(map(_replaces, nodes)),
            [node for node in nodes if isinstance(node, ast.Call) and _makes_lock(node)],
            cached,
        )

    @property
    def one_for_all(self) -> bool:
        """Whether there is one lock, the same for all, that is only ever taken by ``with``."""
        one = len(self.made) == 1 == len(self.cached)
        return one and not self.names & {"acquire", "flock", "lockf", "FileLock", "O_EXCL", "wait"}


def _without_lock(seen: _Seen) -> str:
    if any(_UPDATES.search(text) for text in seen.texts):
        return "select_then_update"
    if "sqlite3" in seen.names:
        return ""
    return "replace_without_lock" if seen.replaces else "no_lock"


def _names(node: ast.AST) -> Iterator[str]:
    for field in ("id", "attr", "name", "module", "arg"):
        if isinstance(found := getattr(node, field, None), str):
            yield found


def _makes_lock(node: ast.AST) -> bool:
    called: Any = node.func if isinstance(node, ast.Call) else None
    return getattr(called, "id", getattr(called, "attr", "")) in _LOCKS


def _assigned(line: ast.stmt) -> bool:
    """Whether a line of the script itself makes a lock and gives it a name."""
    return isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name) and _makes_lock(line.value)


def _is_cached(function: ast.FunctionDef) -> bool:
    return any(
        "cache_resource" in set(_names(node)) for it in function.decorator_list for node in ast.walk(it)
    )


def _by_argument(function: ast.FunctionDef) -> bool:
    # Streamlit leaves arguments that begin with an underscore out of the cache key.
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return any(not argument.arg.startswith("_") for argument in arguments)


def _in_session(node: ast.AST) -> bool:
    """Whether a lock is put into session state."""
    if isinstance(node, ast.Assign):
        into = [part for target in node.targets for part in ast.walk(target)]
        return any("session_state" in set(_names(part)) for part in into) and _makes_lock(node.value)
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "setdefault":
        of_session = any("session_state" in set(_names(part)) for part in ast.walk(node.func))
        return of_session and any(map(_makes_lock, node.args))
    return False


def _ignored(node: ast.AST) -> bool:
    """Whether a lock is acquired without waiting, or not for long, and the result is ignored."""
    call = node.value if isinstance(node, ast.Expr) else None
    if not isinstance(call, ast.Call) or getattr(call.func, "attr", "") != "acquire":
        return False
    return bool(call.args) or any(keyword.arg in {"timeout", "blocking"} for keyword in call.keywords)


def _replaced_outside(source: ast.Module) -> bool:
    """Whether files are replaced, and always outside of any ``with``."""
    replaced = [node for node in ast.walk(source) if _replaces(node)]
    blocks = [node for node in ast.walk(source) if isinstance(node, ast.With)]
    within = {id(part) for block in blocks for part in ast.walk(block)}
    functions = [node for node in ast.walk(source) if isinstance(node, ast.FunctionDef)]
    called = {id(part) for function in functions for part in ast.walk(function) if not _has_with(function)}
    return bool(replaced) and not any(id(node) in within | called for node in replaced)


def _has_with(function: ast.FunctionDef) -> bool:
    return any(isinstance(node, ast.With) for node in ast.walk(function))


def _replaces(node: ast.AST) -> bool:
    """Whether a file is moved over another one; a text's ``replace`` takes two arguments."""
    function = node.func if isinstance(node, ast.Call) else None
    if (
        not isinstance(node, ast.Call)
        or not isinstance(function, ast.Attribute)
        or function.attr != "replace"
    ):
        return False
    return len(node.args) == 1 or getattr(function.value, "id", "") == "os"
