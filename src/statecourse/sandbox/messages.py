"""What the judge, the warm server and a worker say to each other about the worker itself."""

from __future__ import annotations

import msgspec

from statecourse.course.limits import Limits  # noqa: TC001  # msgspec reads the annotations


class Begin(msgspec.Struct, frozen=True, tag=True):
    """The first message to a server: get ready, and load these of the `LIBRARIES`. Answered by `Ready`."""

    libraries: tuple[str, ...]


class Spawn(msgspec.Struct, frozen=True, tag=True):
    """Fork a worker; its socket comes along with this message. Answered by `Spawned`; then as `Settle`."""

    folder: str
    limits: Limits
    uid: int | None
    without: list[str] = []


class Reap(msgspec.Struct, frozen=True, tag=True):
    """End a worker and all it started. Answered by `Reaped`."""

    pid: int


class Leave(msgspec.Struct, frozen=True, tag=True):
    """End a worker and all it started, while the judge goes on. Not answered."""

    pid: int


class Settle(msgspec.Struct, frozen=True, tag=True):
    """Wait until all workers have ended that were to. Answered by `Settled`."""


ServerRequest = Spawn | Reap | Leave | Settle


class Spawned(msgspec.Struct, frozen=True, tag=True):
    """The worker's process id."""

    pid: int


class Reaped(msgspec.Struct, frozen=True, tag=True):
    """How the worker had ended before it was killed; ``code`` and ``signal`` None where it had not."""

    code: int | None = None
    signal: int | None = None


class Settled(msgspec.Struct, frozen=True, tag=True):
    """No worker runs that was to end."""


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The worker is confined, by these layers, and has not yet run any of the student's code."""

    layers: list[str]


class OwnDisk(msgspec.Struct, frozen=True, tag=True):
    """The worker writes to a disk of its own, whose open folder comes along with this; then comes `Ready`."""


class Trouble(msgspec.Struct, frozen=True, tag=True):
    """What was asked could not be done. ``kind`` ``stuck``: sessions wait for each other."""

    kind: str
    message: str


ServerReply = Spawned | Reaped | Settled | Trouble

FirstWord = OwnDisk | Ready | Trouble
