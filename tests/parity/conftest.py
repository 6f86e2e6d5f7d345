"""What the parity tests share: each of them runs twice, on the stock AppTest and on ours.

A test takes `make`, the class, or `show`, which runs a short script and gives the app. Every test body
is written once, and asserts the values that it expects of both.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
import streamlit as st
from streamlit.runtime import Runtime
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1 import app_test as stock

from statecourse.app.app import App
from statecourse.app.server import bench
from statecourse.apptest.app_session import components
from statecourse.course.limits import Limits
from statecourse.course.versions import SUPPORTED, lacks
from statecourse.runtime.app_sandbox import AppSandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from statecourse.sandbox.sandbox import Sandbox

    Show = Callable[[str], AppTest]


NEWEST = f"{SUPPORTED[1][0]}.{SUPPORTED[1][1] - 1}"
_stock_cannot: set[str] = set()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With an older Streamlit, what its own AppTest cannot do need not be done by ours, either."""
    report = yield
    if report.failed and lacks(NEWEST):
        name = item.nodeid.replace("sandboxed", "stock")
        if name == item.nodeid and "stock" in name:
            _stock_cannot.add(name)
        if name in _stock_cannot:
            report.outcome, report.wasxfail = "skipped", "the stock AppTest of this version cannot do it"
    return report


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """One warm server for all the tests."""
    made = AppSandbox()
    yield made
    made.close()


@pytest.fixture
def stock_class(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[AppTest]]:
    """Streamlit's own AppTest, which leaves nothing behind for the next test."""
    # The scan of the installed packages takes most of a first run; once is enough.
    monkeypatch.setattr(stock, "BidiComponentManager", components)
    monkeypatch.setattr(components(), "discover_and_register_components", lambda **_: None)
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    yield AppTest
    Runtime._instance = None
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture
def app_class(sandbox: Sandbox) -> Iterator[type[AppTest]]:
    """Our own, whose runs happen in a confined worker."""
    with bench(sandbox, Limits()):
        yield App


@pytest.fixture(params=["stock", "sandboxed"])
def make(request: pytest.FixtureRequest) -> type[AppTest]:
    """The class under test: the stock one, then ours."""
    name = "stock_class" if request.param == "stock" else "app_class"
    return request.getfixturevalue(name)


@pytest.fixture
def show(make: type[AppTest]) -> Show:
    """Run a script that has `st` at hand, and give the app with its first page."""

    def run(script: str) -> AppTest:
        # The first chart of a process loads a library, which takes long on a busy machine.
        return make.from_string(f"import streamlit as st\n{script}", default_timeout=30).run()

    return run
