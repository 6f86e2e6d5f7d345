"""The app in a worker: its sessions, its files, and the judge's requests about them."""

from __future__ import annotations

import os
import random
import sys
from typing import TYPE_CHECKING, Any

import msgspec
from streamlit import config

from statecourse.apptest import messages
from statecourse.apptest.app_session import AppSession, describe, parse_script, relative
from statecourse.apptest.keeper import Keeper
from statecourse.apptest.messages import HeldUp, Page, Run, StateLeft
from statecourse.apptest.printed import Printed
from statecourse.film.camera import Camera
from statecourse.runtime.turns import StuckError
from statecourse.sandbox.channel import ChannelError
from statecourse.sandbox.messages import Trouble

if TYPE_CHECKING:
    from pathlib import Path

    from statecourse.codec.forms import Value
    from statecourse.runtime.live import LiveServer
    from statecourse.sandbox.channel import Channel


def serve(channel: Channel, folder: Path) -> None:
    """Answer requests about the app in ``folder`` until the judge hangs up."""
    host = Host(folder)
    while True:
        try:
            request: Any = channel.receive(messages.Request)
            _reply(channel, host, request)
        except ChannelError:
            return


def _reply(channel: Channel, host: Host, request: Any) -> None:
    try:
        reply = _answer(channel, host, request)
    except StuckError as problem:
        reply = Trouble("stuck", str(problem))
    except RuntimeError as problem:
        if "timed out" in str(problem):
            left = host.left(request) if isinstance(request, messages.Run) else None
            reply = messages.RanOn(describe(problem), left)
        else:
            reply = Trouble("failed", describe(problem))
    except BaseException as problem:  # noqa: BLE001  # whatever it is, the judge is to be told
        reply = Trouble("failed", describe(problem))
    try:
        channel.send(reply)
    except ChannelError:
        raise
    except Exception as problem:  # noqa: BLE001  # the app may have broken the page, or the encoder
        channel.send(Trouble("failed", describe(problem)))


def _answer(channel: Channel, host: Host, request: Any) -> messages.Reply:
    match request:
        case messages.Open(session, script, args, kwargs, live, elsewhere, settings, repeatable, filmed):
            if repeatable:
                random.seed(0)
            # An app may write in the folder above, too: what it puts there by mistake stays, as in real life.
            os.chdir(host.folder.parent if elsewhere else host.folder)
            for name, value in settings.items():
                config.set_option(name, value)
            host.open(session, script, args, kwargs, live=live, filmed=filmed)
            return messages.Opened()
        case messages.Run():
            return host.run([request])[0]
        case messages.RunTogether(runs, in_turns):
            return messages.Pages(*host.race(runs)) if in_turns else messages.Pages(host.run(runs))
        case messages.Parse(script):
            return messages.Parsed(parse_script(host.folder / script))
        case messages.Call(handle, args):
            return _call(host, handle, args)
        case messages.WriteFile(name, data):
            host.write_file(name, data)
            return messages.Returned()
        case messages.ReadFiles():
            return messages.Files(host.read_files())
        case messages.RunTests():
            from statecourse.apptest.student_tests import run_tests  # noqa: PLC0415  # pytest, which no app needs

            return messages.Tested(run_tests(channel, host.folder, request))
    raise AssertionError(request)


def _call(host: Host, handle: int, args: list[Any]) -> messages.Returned:
    try:
        return messages.Returned(host.call(handle, args))
    except Exception as problem:  # noqa: BLE001  # the student's function may raise anything
        return messages.Returned(raised=describe(problem))


class Host:
    """Answers the judge's requests about one app, in this process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._keeper = Keeper(folder)
        self._sessions: dict[int, AppSession] = {}
        self._printed = Printed()
        self._live: LiveServer | None = None

    def open(
        self, session: int, script: str, args: Value, kwargs: Value, *, live: bool, filmed: bool
    ) -> None:
        """Open a session, as a new tab does; ``filmed``: each of its runs is recorded."""
        sys.stdout = sys.stderr = self._printed
        path = self.folder / script
        if path.parent != self.folder and str(self.folder) not in sys.path:
            sys.path.append(str(self.folder))  # a page of a project that was not started by its own file
        camera = Camera(self.folder, self._printed.heard) if filmed else None
        if live:
            self._live_server(path).open(session, camera)
        else:
            self._sessions[session] = AppSession(session, path, self._keeper, args, kwargs, camera=camera)

    def _live_server(self, script: Path) -> LiveServer:
        from statecourse.runtime.live import LiveServer  # noqa: PLC0415  # rarely needed, and not on every system

        if self._live is None:
            self._live = LiveServer(script, self._keeper)
            self._printed.ignore(self._live.thread)
        return self._live

    def run(self, runs: list[Run]) -> list[Page]:
        """Run sessions: live ones all at once, others one after another."""
        if self._live is not None:
            pages = self._live.run(runs)
        else:
            pages = [self._sessions[run.session].run(run) for run in runs]
        return self._with_printed(pages)

    def race(self, runs: list[Run]) -> tuple[list[Page], list[HeldUp]]:
        """Run live sessions all at once, interleaved by the next plan; also returns who was held up where."""
        assert self._live is not None  # the judge opens the sessions of a race live
        pages, held = self._live.race(runs)
        places = [HeldUp(role, relative(file, self.folder), line) for role, file, line in held]
        return self._with_printed(pages), places

    def _with_printed(self, pages: list[Page]) -> list[Page]:
        return [msgspec.structs.replace(page, printed=self._printed.take()) for page in pages]

    def left(self, run: Run) -> StateLeft | None:
        """The state that a timed-out run left; None for a live session, whose run may still go on."""
        return self._sessions[run.session].left() if run.session in self._sessions else None

    def call(self, handle: int, args: list[Value]) -> Value:
        """Call a function that the app holds."""
        decode, encode = self._keeper.decoder.decode, self._keeper.encoder.encode
        return encode(self._keeper.find(handle)(*(decode(arg) for arg in args)))

    def write_file(self, name: str, data: bytes | None) -> None:
        """Put a file into the app's folder, in place of one that is there; None deletes it."""
        if data is None:
            (self.folder / name).unlink(missing_ok=True)
        else:
            (self.folder / name).write_bytes(data)

    def read_files(self) -> dict[str, bytes]:
        """The files in the app's folder, without Python's caches."""
        found: dict[str, bytes] = {}
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and path.parent.name != "__pycache__":
                name = os.fsencode(path.relative_to(self.folder).as_posix()).decode("utf-8", "replace")
                found[name] = path.read_bytes()
        return found
