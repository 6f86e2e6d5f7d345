"""Tests that are the answer: they are run on one app after another, of which some are right and some wrong.

Beside `checks`, as what is judged here is no app. Nothing that the tests say is trusted. For each app they run in a
worker of their own, which sees of that app what AppTest shows, never its text; and the apps' order is drawn anew
each time. So who says “failed” of the wrong ones only has told them apart by what they do.
"""

from __future__ import annotations

import contextlib
import hashlib
import random
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from statecourse import wire
from statecourse.app import App, AppServer, Bench
from statecourse.checks import CheckFailed
from statecourse.sandbox.client import WorkerLostError
from statecourse.values import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from statecourse.sandbox.client import Worker
    from statecourse.submission import Submission

MAX_SESSIONS = 100
"""Sessions that tests may open of one app."""
_GRACE_SECONDS = 1.0
_APP = "app.py"


@dataclass(frozen=True)
class Ran:
    """What came of all tests on one app: how many passed, and the first that did not, with what it said."""

    passed: int
    failed: str = ""
    said: str = ""

    @property
    def all_passed(self) -> bool:
        """Whether there are tests, and all passed."""
        return self.passed > 0 and not self.failed


@dataclass
class Suite:
    """The fixture: the student's tests, and what they say of the apps in a folder with ``right`` and ``wrong``.

    All apps are run at the first question, and known from then on.
    """

    submission: Submission
    apps: Path
    bench: Bench | None = None
    layers: list[str] = field(default_factory=list)
    _known: dict[str, Ran] = field(default_factory=dict)

    def pass_on(self, name: str) -> None:
        """Pass where there are tests, and all pass on the right app of this name."""
        _expect_passed(name, self._of("right")[name])

    def pass_on_right_apps(self) -> None:
        """Pass where the tests pass on each right app."""
        for name, ran in self._of("right").items():
            _expect_passed(name, ran)

    def missed(self, name: str) -> Iterator[App]:
        """The wrong app of this name, once, if no test fails on it; else nothing.

        Who gets it does with it what a test could have done, and expects what a right app shows: that fails,
        and its steps are what the student is told. Raises RuntimeError where nothing fails.
        """
        if not self._of("wrong")[name].all_passed:
            return
        yield self._opened(self.apps / "wrong" / f"{name}.py")
        text = f"what is done with {name} does not show what is wrong with it"
        raise RuntimeError(text)

    # --- running them ---

    def _of(self, kind: str) -> dict[str, Ran]:
        """What came of the right apps, or the wrong ones, by their names."""
        paths = sorted(self.apps.glob(f"{kind}/*.py"))
        if not self._known:
            everything = sorted(self.apps.glob("*/*.py"))
            # Not by a seed, which follows from the answer: the order says nothing of what an app is.
            random.SystemRandom().shuffle(everything)
            self._known = {f"{path.parent.name}/{path.stem}": self._run(path) for path in everything}
        return {path.stem: self._known[f"{kind}/{path.stem}"] for path in paths}

    def _here(self) -> Bench:
        assert self.bench is not None  # the fixture sets it for each check
        return self.bench

    def _opened(self, script: Path, bench: Bench | None = None) -> App:
        bench = bench or self._here()
        folder = bench.sandbox.root / f"app-{hashlib.sha256(str(script).encode()).hexdigest()[:16]}"
        folder.mkdir(exist_ok=True)
        shutil.copyfile(script, folder / _APP)
        server = AppServer(bench, folder, live=False, told=False)
        return App(folder / _APP, default_timeout=bench.limits.run_seconds, server=server)

    def _run(self, script: Path) -> Ran:
        """Run the tests on one app."""
        here = self._here()
        with contextlib.closing(Bench(here.sandbox, here.limits, here.settings)) as bench:
            app = self._opened(script, bench)
            folder = here.sandbox.scratch(self.submission.folder)
            tests = here.sandbox.worker(folder, here.limits)
            try:
                ran = _ran(_asked(tests, self.submission.script.name, app))
            except WorkerLostError as problem:
                ran = Ran(0, "one of your tests", _about_tests(problem))
            finally:
                here.sandbox.leave(tests, folder)
            self.layers = self.layers or tests.layers
        return ran


def _asked(tests: Worker, script: str, app: App) -> wire.Tested:
    """Have the tests run, and have the app's worker answer what they ask of it."""
    sessions: dict[int, int] = {}
    reply: Any = tests.ask(wire.RunTests(script, _APP))
    while isinstance(reply, wire.Run | wire.Call):
        tests.send(_answer(reply, app, sessions))
        reply = tests.answer()
    if not isinstance(reply, wire.Tested):
        raise WorkerLostError("protocol", shown(getattr(reply, "message", type(reply).__name__)))
    return reply


def _answer(request: wire.Run | wire.Call, app: App, sessions: dict[int, int]) -> wire.Answer:
    """What the app's worker answers; of the request nothing counts that AppTest could not ask for."""
    limit = app.default_timeout
    try:
        if isinstance(request, wire.Call):
            return app._server.ask(request, limit)  # type: ignore[no-any-return]
        if request.session not in sessions:
            if len(sessions) >= MAX_SESSIONS:
                return wire.Trouble("failed", f"the tests open more than {MAX_SESSIONS} sessions of the app")
            sessions[request.session] = app._server.open(app)
        timeout = request.timeout if 0 < request.timeout < limit else limit
        run = msgspec.structs.replace(
            request, session=sessions[request.session], timeout=timeout, fragment_id="", clear_cache=False
        )
        return app._server.ask(run, timeout + _GRACE_SECONDS)  # type: ignore[no-any-return]
    except WorkerLostError as problem:
        return wire.Trouble("failed", str(problem))


def _ran(tested: wire.Tested) -> Ran:
    failed = next((test for test in tested.tests if not test.passed), None)
    passed = sum(test.passed for test in tested.tests)
    return Ran(passed, f"“{failed.name}”", failed.said) if failed else Ran(passed)


def _about_tests(problem: WorkerLostError) -> str:
    return str(problem).replace("the app", "the tests")


def _expect_passed(name: str, ran: Ran) -> None:
    """Raise `CheckFailed` where a test failed on an app that is right, or where there is none."""
    if ran.failed:
        app = name.replace("_", " ")
        raise CheckFailed(
            f"{ran.failed} fails on an app that does all that the task says (“{app}”)",
            expected="that each test passes on it",
            seen=ran.said or "a failure",
        )
    if not ran.passed:
        text = "there is no test that runs"
        raise CheckFailed(text, expected="functions whose names begin with “test_”")
