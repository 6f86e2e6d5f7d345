"""Tests of a project's own, outside of a course: which of its files an app can use."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Any

import pytest

from statecourse.app.app import App
from statecourse.app.server import bench
from statecourse.course.answer_files import SubmissionError
from statecourse.course.limits import Limits
from statecourse.runtime.app_sandbox import AppSandbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Tree

PROJECT = {
    "app.py": "import streamlit as st\nst.text('home')",
    "helper.py": "name = 'helper'",
    "data.txt": "data",
    "pages/second.py": (
        "import streamlit as st\nfrom helper import name\nst.text((name, open('data.txt').read()))\n"
        "if st.button('Home'): st.switch_page('app.py')"
    ),
    "tests/test_it.py": (
        "def script():\n    import streamlit as st\n    from app import st as same\n    from helper import name\n"
        "    st.text((name, open('data.txt').read()))"
    ),
}


@pytest.fixture(autouse=True)
def _here() -> Iterator[None]:
    made = AppSandbox()
    with bench(made, Limits(run_seconds=30)):
        yield
    made.close()


def function_of(path: Path) -> Any:
    """The function in a project's own test."""
    spec: Any = importlib.util.spec_from_file_location("project_test", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.script


def test_a_page_sees_its_project(tmp_path: Path, tree: Tree) -> None:
    """Its modules and its files; stock AppTest does where the tests are started there."""
    folder = tree(tmp_path / "project", PROJECT)
    at = App.from_file(folder / "pages/second.py", default_timeout=30).run()
    assert at.text[0].value == "('helper', 'data')"


def test_a_function_sees_its_project(tmp_path: Path, tree: Tree) -> None:
    """Also beside an app.py, and in a folder with links, which stay behind."""
    folder = tree(tmp_path / "project", PROJECT)
    (folder / "link").symlink_to("/etc")
    at = App.from_function(function_of(folder / "tests/test_it.py"), default_timeout=30).run()
    assert not at.exception, at.exception[0]
    assert at.text[-1].value == "('helper', 'data')"


def test_a_function_sees_a_folder_that_is_named(tmp_path: Path, tree: Tree) -> None:
    """In place of the one around it."""
    folder = tree(tmp_path / "project", PROJECT)
    other = tree(
        tmp_path / "other", {"app.py": "import streamlit as st", "helper.py": "name = 'o'", "data.txt": "d"}
    )
    script = function_of(folder / "tests/test_it.py")
    at = App.from_function(script, default_timeout=30, folder=other).run()
    assert at.text[0].value == "('o', 'd')"


def test_a_function_of_a_check_sees_no_checks(tmp_path: Path, tree: Tree) -> None:
    """What lies beside it are checks, and answers to them."""
    check = "def script():\n    import os, streamlit as st\n    st.text(os.listdir('.'))"
    folder = tree(tmp_path / "graders/ex01", {"test_checks.py": check})
    at = App.from_function(function_of(folder / "test_checks.py"), default_timeout=30).run()
    assert "test_checks.py" not in at.text[0].value


def test_a_large_project_is_told_which_setting_helps(tmp_path: Path, tree: Tree) -> None:
    """And with that it works."""
    folder = tree(tmp_path / "project", PROJECT | {f"many/{number}.txt": "" for number in range(501)})
    script = function_of(folder / "tests/test_it.py")
    with pytest.raises(SubmissionError, match=r"more than 500 files.*from_file\(…, folder=…\)"):
        App.from_file(folder / "app.py").run()
    with pytest.raises(SubmissionError, match=r"more than 500 files.*from_function\(…, folder=…\)"):
        App.from_function(script)
    (small := tmp_path / "small").mkdir()
    for name in ("app.py", "helper.py", "data.txt"):
        (small / name).write_bytes((folder / name).read_bytes())
    assert (
        App.from_function(script, folder=small, default_timeout=30).run().text[-1].value
        == "('helper', 'data')"
    )
    assert App.from_file(small / "app.py", folder=small, default_timeout=30).run().text[0].value == "home"
