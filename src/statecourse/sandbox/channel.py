"""Messages of fixed types over a stream socket: a length, and a MessagePack body.

What comes is bounded in size, decoded as its type, and never executed or unpickled.
"""

from __future__ import annotations

import contextlib
import functools
import select
import socket
import struct
import time
from typing import TYPE_CHECKING, Any

import msgspec

from statecourse.sandbox.part_count import packed_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from statecourse.sandbox.meter import Meter

MAX_MESSAGE = 32 * 2**20
"""Bytes that one message may have; a page of a million elements has more."""
MAX_PARTS = 1_000_000
"""Values that one message may have, those within others included, see `part_count`."""
_SMALL = 2**20
"""Bytes of a message whose parts are not counted: whatever they stand for is not much."""

_HEADER = struct.Struct("!I")
_SEND_SECONDS = 30.0


class ChannelError(Exception):
    """Nothing more will come: the other side has ended, is late, or breaks the protocol."""


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

    def send(self, message: object, *, fds: tuple[int, ...] = ()) -> None:
        """Send a message, and open files with it.

        Raises `ClosedError` where nobody reads any more, `LateError` where nobody reads for long.
        """
        body = self._encoder.encode(message)
        data = _HEADER.pack(len(body)) + body
        with self._at_most(_SEND_SECONDS):
            if fds:
                data = data[socket.send_fds(self._sock, [data], list(fds)) :]
            if data:  # to send nothing would fail where the other side has read all, and hung up
                self._sock.sendall(data)

    def receive(self, kind: Any, *, deadline: float | None = None, meter: Meter | None = None) -> Any:
        """Wait for a message of a type, until a moment of `time.monotonic`; a ``meter`` counts the waiting.

        Raises `ClosedError`, `LateError`, or `ProtocolError` where it is too large or does not fit its type.
        """
        head = self._read(_HEADER.size, deadline, meter)
        return self.decode(self._body(head, deadline, meter), kind)

    def receive_with_fd(self, kind: Any, *, deadline: float | None = None) -> tuple[Any, int | None]:
        """Wait for a message with which at most one open file comes. Raises as `receive` does."""
        with self._at_most(_left(deadline)):
            head, fds, _, _ = socket.recv_fds(self._sock, _HEADER.size, 1)
        if len(head) < _HEADER.size:
            raise ClosedError
        return self.decode(self._body(head, deadline), kind), (fds[0] if fds else None)

    def _body(self, head: bytes, deadline: float | None, meter: Meter | None = None) -> bytes:
        (size,) = _HEADER.unpack(head)
        if size > MAX_MESSAGE:
            raise ProtocolError(f"a message of {size:,} bytes is over the limit of {MAX_MESSAGE:,}")
        return self._read(size, deadline, meter)

    @staticmethod
    def decode(body: bytes, kind: Any) -> Any:
        """A message of a type. Raises `ProtocolError` where it does not fit, or has too many parts."""
        if len(body) > _SMALL and packed_parts(body, MAX_PARTS) > MAX_PARTS:
            raise ProtocolError(f"a message of more than {MAX_PARTS:,} parts")
        try:
            return _decoder(kind).decode(body)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError, ValueError) as problem:
            raise ProtocolError(f"a message does not fit its type: {problem}") from problem

    def _read(self, size: int, deadline: float | None, meter: Meter | None = None) -> bytes:
        data = bytearray()
        while len(data) < size:
            data += self._metered(min(size - len(data), 2**18), deadline, meter)
        return bytes(data)

    def _metered(self, size: int, deadline: float | None, meter: Meter | None) -> bytes:
        """One byte or more, up to a size; until they come, a meter looks at the worker now and then."""
        while meter is not None:
            began, left = time.monotonic(), _left(deadline)
            with contextlib.suppress(LateError):
                part = self._some(size, meter.until_look if left is None else min(left, meter.until_look))
                meter.waited(time.monotonic() - began)
                return part
            meter.look()
        return self._some(size, _left(deadline))

    def _some(self, size: int, seconds: float | None) -> bytes:
        with self._at_most(seconds):
            if part := self._sock.recv(size):
                return part
        raise ClosedError

    @contextlib.contextmanager
    def _at_most(self, seconds: float | None) -> Iterator[None]:
        """Limit what is done with the socket in here, and turn what goes wrong into a `ChannelError`."""
        try:
            self._sock.settimeout(seconds)
            yield
        except TimeoutError as problem:
            raise LateError from problem
        except OSError as problem:
            raise ClosedError from problem

    def waiting(self, seconds: float = 0.0) -> bool:
        """Whether something to read comes in time."""
        return bool(select.select([self._sock], [], [], seconds)[0])

    def cut(self) -> None:
        """Hang up, from another thread: who waits for a message here gets `ClosedError`."""
        with contextlib.suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the socket; twice is fine."""
        with contextlib.suppress(OSError):
            self._sock.close()


@functools.cache
def _decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    """A decoder takes longer to make than to use; a worker inherits it."""
    return msgspec.msgpack.Decoder(kind)


def _left(deadline: float | None) -> float | None:
    if deadline is None:
        return None
    left = deadline - time.monotonic()
    if left <= 0:
        raise LateError
    return left
