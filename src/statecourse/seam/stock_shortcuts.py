"""Faster replacements for parts of the stock AppTest in a worker, and stubs for parts that a worker does not need.

Pages stay the same.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any
from unittest.mock import MagicMock

from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import app_test, local_script_runner
from streamlit.testing.v1.element_tree import ElementTree, parse_tree_from_messages

if TYPE_CHECKING:
    from streamlit.testing.v1.local_script_runner import LocalScriptRunner


def install() -> None:
    """Have all AppTests of this process use the shortcuts: in a worker there are no others."""
    app_test.MagicMock = _runtime  # type: ignore[assignment, attr-defined]
    local_script_runner.require_widgets_deltas = _wait
    local_script_runner.parse_tree_from_messages = _no_tree  # type: ignore[assignment, attr-defined]
    local_script_runner.ScriptCache = _Scripts  # type: ignore[attr-defined]


def restore_pages() -> None:
    """Have AppTests parse pages again, for a student's test that runs a small script of its own."""
    app_test.LocalScriptRunner = local_script_runner.LocalScriptRunner  # type: ignore[attr-defined]
    local_script_runner.parse_tree_from_messages = parse_tree_from_messages  # type: ignore[attr-defined]


def _wait(runner: LocalScriptRunner, timeout: float = 3) -> None:
    """Wait for a run to end. Stock polls every millisecond, so that no run takes less.

    Raises RuntimeError, as stock does, if it takes more than ``timeout`` seconds.
    """
    if runner._script_thread is not None:
        runner._script_thread.join(timeout)
    if not runner.script_stopped():
        runner.request_stop()
        runner.join()
        raise RuntimeError(f"AppTest script run timed out after {timeout}(s)")


@functools.cache
def _runtime(spec: type) -> Any:
    """A mock of the server, which AppTest runs without; stock makes one for each run."""
    return MagicMock(spec=spec)


class _Scripts(ScriptCache):
    """Compiled scripts by their text. Stock compiles a script again for each run; the real server does not."""

    def get_bytecode(self, script_path: str) -> Any:
        """The script's code, compiled if it is new or has changed; raises what reading or compiling raises."""
        with open(script_path, "rb") as file:  # noqa: PTH123  # for each run
            key = (script_path, file.read())
        if key not in _compiled:
            _compiled[key] = super().get_bytecode(script_path)
        return _compiled[key]


_compiled: dict[tuple[str, bytes], Any] = {}


def _no_tree(_: object) -> ElementTree:
    """An empty page: the judge parses the real one."""
    return ElementTree()
