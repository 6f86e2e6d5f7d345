"""What the judge, the warm server and a worker say to each other about the worker itself."""

from __future__ import annotations

import msgspec

from statecourse.course.limits import Limits  # noqa: TC001  # msgspec reads the annotations


class Begin(msgspec.Struct, frozen=True, tag=True):
    """The first message to a server: load these of the `LIBRARIES`. Answered by `Ready`."""

    libraries: tuple[str, ...]


class Spawn(msgspec.Struct, frozen=True, tag=True):
    """Fork a worker; its socket comes with this message. Answered by `Spawned`; then as `ReapKilled`."""

    folder: str
    limits: Limits
    uid: int | None
    without: list[str]


class Reap(msgspec.Struct, frozen=True, tag=True):
    """Kill a worker and all it started, and wait for it to exit. Answered by `Reaped`."""

    pid: int


class Kill(msgspec.Struct, frozen=True, tag=True):
    """Kill a worker and all it started. Not answered: the judge goes on."""

    pid: int


class ReapKilled(msgspec.Struct, frozen=True, tag=True):
    """Wait for killed workers to exit. Answered by `Reaped`."""


ServerRequest = Spawn | Reap | Kill | ReapKilled


class Spawned(msgspec.Struct, frozen=True, tag=True):
    """The worker's process id."""

    pid: int


class Reaped(msgspec.Struct, frozen=True, tag=True):
    """How a worker had exited before it was killed; ``code`` and ``signal`` are None where it had not."""

    code: int | None = None
    signal: int | None = None


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The worker is confined, by these layers, and has not yet run any of the student's code."""

    layers: list[str]


class OwnDisk(msgspec.Struct, frozen=True, tag=True):
    """The worker writes to a disk of its own, whose open folder comes with this; then comes `Ready`."""


class Trouble(msgspec.Struct, frozen=True, tag=True):
    """What was asked could not be done. ``kind`` ``stuck``: sessions wait for each other."""

    kind: str
    message: str


ServerReply = Spawned | Reaped | Trouble

FirstWord = OwnDisk | Ready | Trouble
