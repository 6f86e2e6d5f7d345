"""What pytest loads in every project on this machine: the options, and the rest once it meets a course's checks.

It is found by its entry point, so that ``pytest graders/ex01a_visit_counter --app path/to/app.py`` works by hand
and in an editor. It imports nothing of ours at its top, or others' tests would wait for Streamlit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--app`` and ``--seed``."""
    group = parser.getgroup("statecourse", "Streamlit apps as answers to exercises")
    group.addoption("--app", metavar="PATH", help="the answer to check (default: the exercise's own app.py)")
    group.addoption("--seed", default="", help="draw the random inputs from this instead of from the answer")


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known that `checks.needs` sets, also if checks are loaded as an ordinary module."""
    config.addinivalue_line("markers", "statecourse_needs(*checks): the checks that this one builds on")


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> None:
    """Load the plugins with the first module of a course's checks."""
    plugins = parent.config.pluginmanager
    if module_path.parent.parent.name == "graders" and not plugins.has_plugin("statecourse-by-hand"):
        from statecourse.judge import by_hand, check_plugin  # noqa: PLC0415

        plugins.register(check_plugin, "statecourse-checks")
        plugins.register(by_hand, "statecourse-by-hand")
