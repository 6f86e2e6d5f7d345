"""The messages between the judge, the warm server and a worker, and the channel they travel on.

Every message is a length and a MessagePack body that fits one of the types below. What a worker
sends is decoded against its type, bounded in size, and never executed or unpickled.
"""

from __future__ import annotations

import contextlib
import functools
import select
import socket
import struct
import time
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from statecourse.parts import packed_parts
from statecourse.values import Value  # noqa: TC001  # msgspec reads the annotations

if TYPE_CHECKING:
    from statecourse.budget import Meter

MAX_MESSAGE = 32 * 2**20
"""Bytes that one message may have; a page of a million elements has more."""
MAX_PARTS = 1_000_000
"""Values that one message may have, those within others included."""
_SMALL = 2**20
"""Bytes that are not worth counting: whatever they stand for is not much."""

_HEADER = struct.Struct("!I")
_SEND_SECONDS = 30.0


# --- judge to worker ---------------------------------------------------------------------------


class Open(msgspec.Struct, frozen=True, tag=True):
    """Open a session of the app, as a visitor's new tab does. Answered by `Opened`.

    ``settings`` are options of Streamlit's configuration that the app's server has.
    """

    session: int
    script: str
    args: Value = None
    kwargs: Value = None
    live: bool = False
    elsewhere: bool = False
    """The server was started in the folder above the app's."""
    settings: dict[str, bool | int | str] = {}
    repeatable: bool = False
    """Whether the app's random numbers are to be the same each time, as where two apps are compared."""


class Edit(msgspec.Struct, frozen=True, array_like=True):
    """A key of session state that the check set, deleted, or whose value it changed in place."""

    key: str
    value: Value
    deleted: bool = False
    in_place: bool = False


class Run(msgspec.Struct, frozen=True, tag=True):
    """Run the script once in a session. Answered by `Page`."""

    session: int
    widgets: bytes | None
    query_params: Value
    secrets: Value
    user: Value
    context: Value
    page_hash: str
    timeout: float
    edits: list[Edit] = []
    files: list[tuple[str, str, str, bytes]] = []
    fragment_id: str = ""
    clear_cache: bool = False
    """Whether *Clear cache* of the menu comes first; live sessions only."""
    closes_dialog: bool = False
    """Whether the dialog's ✕ is all that is clicked, which runs only what was asked for; live sessions only."""
    page_name: str = ""
    """The page that a session is opened at, as its address calls it; live sessions only."""
    clears: list[str] = []
    """The widgets whose form is sent, and clears itself then."""


class RunTogether(msgspec.Struct, frozen=True, tag=True):
    """Run several live sessions at the same moment. Answered by `Pages`.

    With ``in_turns`` their threads take turns by the next plan of a race; see `seam.turns`.
    """

    runs: list[Run]
    in_turns: bool = False


class Call(msgspec.Struct, frozen=True, tag=True):
    """Call a function that the app holds, such as a ``format_func``. Answered by `Returned`."""

    handle: int
    args: list[Value]


class Parse(msgspec.Struct, frozen=True, tag=True):
    """Compile the script without running it. Answered by `Parsed`."""

    script: str


class WriteFile(msgspec.Struct, frozen=True, tag=True):
    """Put a file into the app's folder, or delete it where ``data`` is None. Answered by `Returned`."""

    name: str
    data: bytes | None


class ReadFiles(msgspec.Struct, frozen=True, tag=True):
    """Read the files in the app's folder. Answered by `Files`."""


class RunTests(msgspec.Struct, frozen=True, tag=True):
    """Run the tests in ``script``. Answered by any number of `Run` and `Call`, and at last by `Tested`.

    What a test does with the ``app`` is asked back, as the app is another worker's. Each is to be
    answered as a worker would. Both files are named relative to the folder. ``all``: also after one has failed.
    """

    script: str
    app: str
    all: bool = False


Request = Open | Run | RunTogether | Call | Parse | WriteFile | ReadFiles | RunTests


# --- worker to judge ---------------------------------------------------------------------------


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The worker is confined, by these layers, and has not yet run any of the student's code."""

    layers: list[str]


class OwnDisk(msgspec.Struct, frozen=True, tag=True):
    """The worker writes to a disk of its own, whose open folder comes along with this; then comes `Ready`."""


class CompileError(msgspec.Struct, frozen=True):
    """The script is not Python, or cannot be decoded."""

    type: str
    message: str
    file: str
    line: int
    text: str


class PageInfo(msgspec.Struct, frozen=True):
    """A page that the app registered; ``script`` is relative to the app's folder."""

    hash: str
    script: str
    name: str
    url: str | None


class WidgetValue(msgspec.Struct, frozen=True, array_like=True):
    """The value of a widget; of a keyed one the key, as its value is in the state already."""

    id: str
    key: str | None
    value: Value


class Page(msgspec.Struct, frozen=True, tag=True):
    """What one run left: the messages for the browser, and the session's state."""

    session: int
    messages: list[bytes]
    state: list[tuple[str, Value]]
    widgets: list[WidgetValue]
    testing: list[tuple[str, Value]]
    query_params: Value
    secrets: Value
    user: Value
    page_hash: str
    pages: list[PageInfo]
    ok: bool
    compile_error: CompileError | None = None
    printed: str = ""
    stopped: str = ""
    runs: int = 1
    cleared: list[WidgetValue] = []
    """The first values of the widgets that the run was to clear."""


class Left(msgspec.Struct, frozen=True):
    """The session's state after a run without a page, as a `Page` has it."""

    state: list[tuple[str, Value]]
    widgets: list[WidgetValue]
    testing: list[tuple[str, Value]]


class HeldUp(msgspec.Struct, frozen=True, array_like=True):
    """Which of the sessions waited before a line while the others went on; the file is relative to the app's folder."""

    session: int
    file: str
    line: int


class Pages(msgspec.Struct, frozen=True, tag=True):
    """The pages that `RunTogether` left, in the order of its runs."""

    pages: list[Page]
    held: list[HeldUp] = []


class Opened(msgspec.Struct, frozen=True, tag=True):
    """The session is there."""


class Returned(msgspec.Struct, frozen=True, tag=True):
    """What the called function returned, or the text of what it raised."""

    value: Value = None
    raised: str = ""


class Parsed(msgspec.Struct, frozen=True, tag=True):
    """Whether the script compiles."""

    error: CompileError | None = None


class Files(msgspec.Struct, frozen=True, tag=True):
    """The files in the app's folder, by their names within it."""

    files: dict[str, bytes]


class Outcome(msgspec.Struct, frozen=True, array_like=True):
    """What came of one test, and what it said where it failed. All of it is the word of a stranger."""

    name: str
    passed: bool
    said: str = ""


class Tested(msgspec.Struct, frozen=True, tag=True):
    """The tests that ran to their end, or could not begin; without those that were skipped."""

    tests: list[Outcome]


class Trouble(msgspec.Struct, frozen=True, tag=True):
    """The worker could not do what it was asked.

    ``timeout``: the run went past its time, and ``left`` this; ``stuck``: sessions wait for each other.
    """

    kind: str
    message: str
    left: Left | None = None


FirstWord = OwnDisk | Ready | Trouble

Reply = Ready | Page | Pages | Opened | Returned | Parsed | Files | Tested | Run | Call | Trouble
"""`Run` and `Call` come from tests, see `RunTests`."""

Answer = Page | Returned | Trouble
"""What tests are told of the app that they asked something of."""


# --- judge and warm server ---------------------------------------------------------------------


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a worker may use. A course sets its own in ``course.yaml``."""

    run_seconds: Annotated[float, msgspec.Meta(gt=0, le=3_600)] = 8.0
    """Wall time of one run of the script."""
    check_seconds: Annotated[float, msgspec.Meta(gt=0, le=3_600)] = 60.0
    """Wall time of one check, with all its runs."""
    submission_seconds: Annotated[float, msgspec.Meta(gt=0, le=86_400)] = 60.0
    """What one submission may take with all its checks, see `budget.Budget`."""
    memory_mb: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] = 1024
    """Memory beyond what Streamlit itself takes."""
    disk_mb: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] = 64
    """Size of one file, and of all files together."""
    judge_mb: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] = 1024
    """Memory that a judge may take for what the app sends, beyond what it takes itself."""
    open_files: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] = 128


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


ServerReply = Spawned | Reaped | Settled | Trouble


class ChannelError(Exception):
    """Nothing more will come: the other side ended, is late, or does not keep to the protocol."""


class ClosedError(ChannelError):
    """The other side has ended."""


class LateError(ChannelError):
    """The other side did not answer by the deadline."""


class ProtocolError(ChannelError):
    """What came is no message, or too large for one."""


class Channel:
    """Messages of fixed types over a stream socket."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._encoder = msgspec.msgpack.Encoder()

    def fileno(self) -> int:
        """The socket's descriptor."""
        return self._sock.fileno()

    def send(self, message: object, *, fds: tuple[int, ...] = ()) -> None:
        """Send a message, and open files with it.

        Raises `ClosedError` where nobody reads any more, `LateError` where nobody reads for long.
        """
        body = self._encoder.encode(message)
        data = _HEADER.pack(len(body)) + body
        try:
            self._sock.settimeout(_SEND_SECONDS)
            if fds:
                data = data[socket.send_fds(self._sock, [data], list(fds)) :]
            if data:  # to send nothing would fail where the other side has read all, and hung up
                self._sock.sendall(data)
        except TimeoutError as problem:
            raise LateError from problem
        except OSError as problem:
            raise ClosedError from problem

    def receive(
        self,
        kind: Any,
        *,
        deadline: float | None = None,
        limit: int = MAX_MESSAGE,
        meter: Meter | None = None,
    ) -> Any:
        """Wait for a message of a type, until a moment of `time.monotonic`; a ``meter`` counts the waiting.

        Raises `ClosedError`, `LateError`, or `ProtocolError` where the message is larger than
        ``limit`` bytes or does not fit the type.
        """
        (size,) = _HEADER.unpack(self._read(_HEADER.size, deadline, meter))
        if size > limit:
            text = f"a message of {size:,} bytes is over the limit of {limit:,}"
            raise ProtocolError(text)
        return self.decode(self._read(size, deadline, meter), kind)

    def receive_with_fd(self, kind: Any, *, deadline: float | None = None) -> tuple[Any, int | None]:
        """Wait for a message with which at most one open file comes. Raises as `receive` does."""
        try:
            self._sock.settimeout(_left(deadline))
            head, fds, _, _ = socket.recv_fds(self._sock, _HEADER.size, 1)
        except TimeoutError as problem:
            raise LateError from problem
        except OSError as problem:
            raise ClosedError from problem
        if len(head) < _HEADER.size:
            raise ClosedError
        body = self._read(_HEADER.unpack(head)[0], deadline)
        return self.decode(body, kind), (fds[0] if fds else None)

    @staticmethod
    def decode(body: bytes, kind: Any) -> Any:
        """A message of a type. Raises `ProtocolError` where it does not fit, or has too many parts."""
        if len(body) > _SMALL and packed_parts(body, MAX_PARTS) > MAX_PARTS:
            text = f"a message of more than {MAX_PARTS:,} parts"
            raise ProtocolError(text)
        try:
            return _decoder(kind).decode(body)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError, ValueError) as problem:
            text = f"a message does not fit its type: {problem}"
            raise ProtocolError(text) from problem

    def _read(self, size: int, deadline: float | None, meter: Meter | None = None) -> bytes:
        data = bytearray()
        while len(data) < size:
            data += self._metered(min(size - len(data), 2**18), deadline, meter)
        return bytes(data)

    def _metered(self, size: int, deadline: float | None, meter: Meter | None) -> bytes:
        """Some bytes, at least one, and at most so many; a meter has a look now and then until they come."""
        while meter is not None:
            began, left = time.monotonic(), _left(deadline)
            with contextlib.suppress(LateError):
                part = self._some(size, meter.until_look if left is None else min(left, meter.until_look))
                meter.waited(time.monotonic() - began)
                return part
            meter.look()
        return self._some(size, _left(deadline))

    def _some(self, size: int, seconds: float | None) -> bytes:
        try:
            self._sock.settimeout(seconds)
            part = self._sock.recv(size)
        except TimeoutError as problem:
            raise LateError from problem
        except OSError as problem:
            raise ClosedError from problem
        if not part:
            raise ClosedError
        return part

    def waiting(self, seconds: float = 0.0) -> bool:
        """Whether something is there to be read by then."""
        return bool(select.select([self._sock], [], [], seconds)[0])

    def cut(self) -> None:
        """End the talk from another thread: who waits for a message here gets `ClosedError`."""
        with contextlib.suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the socket; twice is fine."""
        with contextlib.suppress(OSError):
            self._sock.close()


@functools.cache
def _decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    """To find out what a type asks for takes longer than to decode a message; a worker inherits it."""
    return msgspec.msgpack.Decoder(kind)


def _left(deadline: float | None) -> float | None:
    if deadline is None:
        return None
    left = deadline - time.monotonic()
    if left <= 0:
        raise LateError
    return left
