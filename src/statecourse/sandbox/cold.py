"""A worker that is started afresh, where the system cannot fork a warm one.

It does in a second what a fork does in a hundredth of it; otherwise it is the same worker.
"""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

from statecourse import wire
from statecourse.sandbox import confine
from statecourse.sandbox.worker import let_go_of_output, serve, settle
from statecourse.seam.worker import hush


def main(channel: wire.Channel) -> None:
    """Be the worker that the judge's first message asks for."""
    channel.send(wire.Ready([]))
    request: Any = channel.receive(wire.Spawn)
    try:
        let_go_of_output()
        hush()
        folder = settle(Path(request.folder))
        layers = confine.confine(folder, request.limits, request.uid, request.without)
    except OSError as problem:
        channel.send(wire.Trouble("confine", str(problem)))
        return
    gc.enable()
    channel.send(wire.Ready(layers))
    serve(channel, folder / "app")
