"""The loop of a worker: one request of the judge after another, until the judge hangs up."""

from __future__ import annotations

import os
import random
import signal
import tempfile
from typing import TYPE_CHECKING, Any

from statecourse import wire
from statecourse.seam.turns import StuckError
from statecourse.seam.worker import Host, describe

if TYPE_CHECKING:
    from pathlib import Path


def let_go_of_output() -> None:
    """Have what Python itself reads and writes lead nowhere."""
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.close(null)


def settle(folder: Path) -> Path:
    """Go to the app's folder, and have its home and its temporary files be there, too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    temporary = str(folder / "tmp")
    os.environ.update(HOME=temporary, TMPDIR=temporary)
    tempfile.tempdir = temporary
    os.chdir(folder / "app")
    return folder


def serve(channel: wire.Channel, folder: Path) -> None:
    """Answer requests about the app in ``folder`` until the judge hangs up."""
    host = Host(folder)
    while True:
        try:
            request: Any = channel.receive(wire.Request)
            _reply(channel, host, request)
        except wire.ChannelError:
            return


def _reply(channel: wire.Channel, host: Host, request: Any) -> None:
    try:
        reply = _answer(channel, host, request)
    except StuckError as problem:
        reply = wire.Trouble("stuck", str(problem))
    except RuntimeError as problem:
        late = "timed out" in str(problem)
        left = host.left(request) if late and isinstance(request, wire.Run) else None
        reply = wire.Trouble("timeout" if late else "failed", describe(problem), left)
    except BaseException as problem:  # noqa: BLE001  # the judge is to hear of it, whatever it is
        reply = wire.Trouble("failed", describe(problem))
    try:
        channel.send(reply)
    except wire.ChannelError:
        raise
    except Exception as problem:  # noqa: BLE001  # what the app left of the page, or of the encoder
        channel.send(wire.Trouble("failed", describe(problem)))


def _answer(channel: wire.Channel, host: Host, request: Any) -> wire.Reply:
    match request:
        case wire.Open(session, script, args, kwargs, live, elsewhere, settings, repeatable):
            if repeatable:
                random.seed(0)
            host.work_in(elsewhere=elsewhere)
            host.set(settings)
            host.open(session, script, args, kwargs, live=live)
            return wire.Opened()
        case wire.Run():
            return host.run([request])[0]
        case wire.RunTogether(runs, in_turns):
            return wire.Pages(*host.race(runs)) if in_turns else wire.Pages(host.run(runs))
        case wire.Parse(script):
            return wire.Parsed(host.parse(script))
        case wire.Call(handle, args):
            return _call(host, handle, args)
        case wire.WriteFile(name, data):
            host.write_file(name, data)
            return wire.Returned()
        case wire.ReadFiles():
            return wire.Files(host.read_files())
        case wire.RunTests():
            from statecourse.seam.tests import run_tests  # noqa: PLC0415  # pytest, which no app needs

            return wire.Tested(run_tests(channel, host.folder, request))
    raise AssertionError(request)


def _call(host: Host, handle: int, args: list[Any]) -> wire.Returned:
    try:
        return wire.Returned(host.call(handle, args))
    except Exception as problem:  # noqa: BLE001  # the student's function may raise anything
        return wire.Returned(raised=describe(problem))
