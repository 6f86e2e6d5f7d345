"""Judges answers that are tests: runs them on apps some of which are right and some wrong.

The tests are a student's, so nothing that they do is trusted. For each app they run in a worker of their own, which
sees what AppTest shows of that app, and never its source. The order of the apps is random each time. So tests that fail
on just the wrong apps have told them apart by their behaviour.
"""

from __future__ import annotations

import contextlib
import hashlib
import random
import shutil
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from statecourse.app.app import App
from statecourse.app.server import GRACE_SECONDS, AppServer, Bench
from statecourse.apptest import messages
from statecourse.apptest.page_tree import without_traces
from statecourse.checks.expect import CheckFailed
from statecourse.codec.encode import shown
from statecourse.sandbox.messages import Trouble
from statecourse.sandbox.worker_handle import WorkerLostError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from statecourse.course.submission import Submission

MAX_SESSIONS = 100
"""Sessions that tests may open of one app."""
_APP = "app.py"


@dataclass(frozen=True)
class Ran:
    """The result of all tests on one app: how many passed, and the first that failed, with its message."""

    passed: int
    failed: str = ""
    said: str = ""
    ended: bool = True
    """Whether all tests ran to their end."""

    @property
    def all_passed(self) -> bool:
        """Whether there are tests, and all passed."""
        return self.passed > 0 and not self.failed and self.ended


@dataclass
class Suite:
    """The fixture: the student's tests, and the apps to run them on, in the folders ``right`` and ``wrong`` of ``apps``.

    The first question that a check asks runs the tests on all apps.
    """

    submission: Submission
    apps: Path
    bench: Bench | None = None
    uses_apps: bool = False
    """Whether the tests do more with an app than open it."""
    _results: dict[str, Ran] | None = None
    _failed: bool = False
    """Whether the tests did not pass on some right app."""
    _stopped: str = ""
    """Why the tests did not run to their end on a right app, if so."""

    def pass_on(self, name: str) -> None:
        """Pass if there are tests, and all pass on the right app of this name."""
        results = self._on_all_apps()
        _expect_passed(name, results[f"right/{name}"])

    def pass_on_right_apps(self) -> None:
        """Pass if the tests pass on each right app."""
        for path in self._apps("right"):
            self.pass_on(path.stem)

    def missed(self, name: str) -> Iterator[App]:
        """Yield the wrong app of this name if no test fails on it; else nothing.

        The check then does with it what a test could have done, and expects what a right app shows. That fails,
        and the steps of that failure are what the student is told. Raises RuntimeError if nothing fails, and
        `CheckFailed` for tests that fail on right apps, too.
        """
        results = self._on_all_apps()
        if self._failed:
            raise CheckFailed(
                "your tests fail on apps that are right, too: so nothing follows where they fail on this one"
            )
        if not results[f"wrong/{name}"].all_passed:
            return
        yield self._opened(self.apps / "wrong" / f"{name}.py", self._bench_of_check())
        raise RuntimeError(f"what is done with {name} does not show what is wrong with it")

    # --- running them ---

    def _apps(self, kind: str) -> list[Path]:
        return sorted(self.apps.glob(f"{kind}/*.py"))

    def _on_all_apps(self) -> dict[str, Ran]:
        """The tests' result on each app, by ``right/…`` or ``wrong/…``, as far as anything follows from it.

        Raises `CheckFailed` if the tests do not run to their end.
        """
        if self._results is None:
            self._results = {}
            apps = [*self._apps("right"), *self._apps("wrong")]
            # Not from the seed, which follows from the answer: tests must not know from the order what an app is.
            random.SystemRandom().shuffle(apps)
            for path in apps:
                kind = path.parent.name
                if not self._stopped and (kind == "right" or not self._failed):
                    ran = self._results[f"{kind}/{path.stem}"] = self._run(path)
                    self._failed |= kind == "right" and not ran.all_passed
                    self._stopped = ran.said if kind == "right" and not ran.ended else ""
        if self._stopped:
            raise CheckFailed(f"your tests do not come to their end: {self._stopped}")
        return self._results

    def _bench_of_check(self) -> Bench:
        assert self.bench is not None  # the fixture sets it for each check
        return self.bench

    def _opened(self, script: Path, bench: Bench) -> App:
        folder = bench.sandbox.root / f"app-{hashlib.sha256(str(script).encode()).hexdigest()[:16]}"
        folder.mkdir(exist_ok=True)
        shutil.copyfile(script, folder / _APP)
        server = AppServer(bench, folder, live=False, is_answer=False)
        return App(folder / _APP, default_timeout=bench.limits.run_seconds, server=server)

    def _run(self, script: Path) -> Ran:
        """Run the tests on one app."""
        with contextlib.closing(self._bench_of_check().another()) as bench:
            app = AskedApp(self._opened(script, bench))
            tests = messages.RunTests(self.submission.script.name, _APP)
            try:
                outcomes = run_tests(bench, self.submission.folder, tests, app)
                failed = next((test for test in outcomes if not test.passed), None)
                passed = sum(test.passed for test in outcomes)
                ran = Ran(passed, failed.name, failed.said) if failed else Ran(passed)
            except WorkerLostError as problem:
                ran = Ran(0, said=str(problem).replace("the app", "the tests"), ended=False)
            self.uses_apps |= app.was_used
        return ran


def run_tests(bench: Bench, folder: Path, asked: messages.RunTests, app: AskedApp) -> list[messages.Outcome]:
    """Run the tests in a copy of a folder; ``app`` answers what they ask of their app.

    Raises `WorkerLostError` if they do not run to their end.
    """
    copy = bench.sandbox.scratch(folder)
    tests = bench.sandbox.worker(copy, bench.limits)
    try:
        reply: Any = tests.ask(asked)
        while isinstance(reply, messages.Run | messages.Call):
            tests.send(app.answer(reply))
            reply = tests.answer()
    finally:
        bench.sandbox.discard(tests, copy)
    if not isinstance(reply, messages.Tested):
        raise WorkerLostError("protocol", shown(getattr(reply, "message", type(reply).__name__)))
    return reply.tests


class AskedApp:
    """The app under the student's tests: passes their requests on to its worker, as far as AppTest can make such."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._numbers: dict[int, int] = {}
        self._runs: Counter[int] = Counter()

    @property
    def was_used(self) -> bool:
        """Whether a session of it ran again after it was opened."""
        return any(count > 1 for count in self._runs.values())

    def answer(self, request: messages.Run | messages.Call) -> messages.Answer:
        """The reply of the app's worker."""
        try:
            if isinstance(request, messages.Call):
                return self._app._server.ask(request, self._app.default_timeout)  # type: ignore[no-any-return]
            return self._run(request)
        except WorkerLostError as problem:
            return Trouble("failed", str(problem))

    def _run(self, request: messages.Run) -> messages.Answer:
        asked, limit = request.session, self._app.default_timeout
        if asked not in self._numbers:
            if len(self._numbers) >= MAX_SESSIONS:
                return Trouble("failed", f"the tests open more than {MAX_SESSIONS} sessions of the app")
            self._numbers[asked] = self._app._server.open(self._app)
        self._runs[asked] += 1
        timeout = request.timeout if 0 < request.timeout < limit else limit
        own = {"session": self._numbers[asked], "timeout": timeout, "fragment_id": "", "page_name": ""}
        run = msgspec.structs.replace(request, **own, clear_cache=False, closes_dialog=False)
        reply = self._app._server.ask(run, timeout + GRACE_SECONDS)
        return without_traces(reply) if isinstance(reply, messages.Page) else reply


def _expect_passed(name: str, ran: Ran) -> None:
    """Raise `CheckFailed` if a test failed on an app that is right, or if there is none."""
    if ran.failed:
        # The summary is the same for all tests, as reasons are found by it.
        raise CheckFailed(
            "a test fails on an app that does all that the task says",
            expected=f"each test passes on the app “{name.replace('_', ' ')}”",
            seen=f"{ran.failed}: {ran.said or 'it fails'}",
        )
    if not ran.passed:
        raise CheckFailed("there is no test that runs", expected="functions whose names begin with “test_”")
