"""Runs a student's tests in a worker; the app that they test runs in another one.

So a test sees of an app what AppTest shows, and nothing else: not its text, its name, or its files. `RemoteAppTest`, which elsewhere is
the judge's, is the student's here. Import this module only for tests: it loads pytest.
"""

from __future__ import annotations

import itertools
import re
import sys
import tempfile
import textwrap
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
import streamlit.testing.v1
from streamlit.testing.v1 import app_test as stock

import statecourse
from statecourse.apptest import messages
from statecourse.apptest.page_state import MissingStateError
from statecourse.apptest.remote import RemoteAppTest
from statecourse.codec.values import plain
from statecourse.sandbox.messages import Trouble
from statecourse.seam.stock_shortcuts import restore_pages

if TYPE_CHECKING:
    from statecourse.sandbox.channel import Channel

MAX_TESTS = 500
MAX_SAID = 500
_COMPLETED = {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED}
_APP = """raise ImportError(
    "the tests do not import app.py: AppTest.from_file runs it, and shows all that a test may look at"
)
"""
_OPTIONS = (
    "--disable-plugin-autoload",
    f"--config-file={Path(statecourse.__file__).with_name('judge.ini')}",
    "--rootdir=.",
    "--confcutdir=.",
    "-pno:cacheprovider",
    "-pno:faulthandler",
    "-pno:unraisableexception",
    "-pno:threadexception",
)


def run_tests(channel: Channel, folder: Path, asked: messages.RunTests) -> list[messages.Outcome]:
    """Run the tests in a file, and return their outcomes. What they ask of the app goes through the channel."""
    (folder / asked.app).write_text(_APP, encoding="utf-8")
    _replace_apptest(channel, folder / asked.app)
    seen = _Results()
    code = pytest.main([*_OPTIONS, *([] if asked.all else ["--exitfirst"]), asked.script], plugins=[seen])
    if code not in _COMPLETED and all(test.passed for test in seen.tests):
        seen.tests.append(
            messages.Outcome(asked.script, passed=False, said="the tests were not run to their end")
        )
    return seen.tests


class _AppChannel:
    """Sends requests about the app to the judge: one at a time, whatever threads a test has."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._lock = threading.Lock()

    def ask(self, request: messages.Run | messages.Call) -> Any:
        """The answer. Raises RuntimeError, as AppTest does, if there is none."""
        with self._lock:
            self._channel.send(request)
            reply = self._channel.receive(messages.Answer)
        if isinstance(reply, Trouble | messages.RanOn):
            raise RuntimeError(reply.message)  # noqa: TRY004  # as AppTest does
        return reply


def _replace_apptest(channel: Channel, app: Path) -> None:
    """Have `AppTest.from_file` run the app elsewhere; any other script runs here, under the stock AppTest."""
    restore_pages()
    made = type("AppTest", (_AppElsewhere,), {"elsewhere": app, "channel": _AppChannel(channel)})
    streamlit.testing.v1.AppTest = stock.AppTest = made  # type: ignore[misc,assignment]


class _AppElsewhere(RemoteAppTest):
    """An AppTest of the app; each is a session of the same server."""

    elsewhere: ClassVar[Path]
    channel: ClassVar[_AppChannel]
    _numbers: ClassVar[itertools.count[int]] = itertools.count()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._session = next(self._numbers)

    @classmethod
    def from_file(cls, script_path: str | Path, *, default_timeout: float = 3, **_: Any) -> Any:
        """As `AppTest.from_file`."""
        path = Path(sys._getframe(1).f_code.co_filename).parent / script_path
        if path.resolve() == cls.elsewhere.resolve():
            return cls(path, default_timeout=default_timeout)
        return _STOCK.from_file(path, default_timeout=default_timeout)

    @classmethod
    def _from_string(cls, script: str, **options: Any) -> Any:
        path = Path(tempfile.mkdtemp()) / "script.py"
        path.write_text(textwrap.dedent(script), encoding="utf-8")
        return _STOCK(path, **options)

    def _send(self, run: messages.Run) -> messages.Page:
        return self.channel.ask(run)  # type: ignore[no-any-return]

    def _call(self, handle: int, args: tuple[Any, ...]) -> Any:
        reply = self.channel.ask(messages.Call(handle, [plain(arg) for arg in args]))
        if reply.raised:
            raise RuntimeError(reply.raised)
        return self._state.decode(reply.value)


_STOCK = stock.AppTest


class _Results:
    """A pytest plugin that keeps the outcome of each test."""

    def __init__(self) -> None:
        self.tests: list[messages.Outcome] = []

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that cannot be loaded is a test that failed."""
        if report.failed:
            self._add(report.nodeid, report)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test that ran, or whose fixtures could not be set up or ended."""
        if report.failed or (report.when == "call" and report.passed):
            self._add(report.nodeid.partition("::")[2], report)

    def _add(self, name: str, report: Any) -> None:
        if len(self.tests) < MAX_TESTS or report.failed:
            self.tests.append(messages.Outcome(name[:MAX_SAID], report.passed, _said(report)))


def _said(report: Any) -> str:
    """Why a test failed: the first line of pytest's message, and the lines with what was compared."""
    if report.passed:
        return ""
    crash = getattr(report.longrepr, "reprcrash", None)
    if crash is None:
        return str(report.longrepr)[-MAX_SAID:]
    message = str(crash.message).replace(
        f"{MissingStateError.__module__}.{MissingStateError.__name__}", "KeyError"
    )
    message = re.sub(r"^(?:AssertionError: |[a-z_.]+\.(?=\w+: ))", "", message)
    first, *others = message.splitlines() or [""]
    return "\n".join([first, *(line for line in others if " = " in line)])[:MAX_SAID]
