"""Takes the place of standard output in a worker, and keeps the last part of what the app prints."""

from __future__ import annotations

import contextlib
import io
import threading
from typing import Any

MAX_PRINTED = 4_000


class _Tail(io.RawIOBase):
    """Keeps the last bytes that are written to it."""

    def __init__(self) -> None:
        self.data = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.data = (self.data + bytes(data))[-4 * MAX_PRINTED :]
        return len(data)


class Printed(io.TextIOWrapper):
    """Standard output that keeps the last ``MAX_PRINTED`` characters."""

    def __init__(self) -> None:
        self._tail = _Tail()
        self._ignored: set[int] = set()
        self._heard = ""
        super().__init__(io.BufferedWriter(self._tail), encoding="utf-8", errors="backslashreplace")

    def ignore(self, thread: int) -> None:
        """Drop what this thread writes: it runs no code of the app."""
        self._ignored.add(thread)

    def write(self, text: str) -> int:
        """Keep what the app prints or logs; returns the text's length."""
        if threading.get_ident() in self._ignored:
            return len(text)
        self._heard = (self._heard + text)[-MAX_PRINTED:]
        return super().write(text)

    def heard(self) -> str:
        """What was printed since the last call. It is for a film, and takes nothing away from `take`."""
        heard, self._heard = self._heard, ""
        return heard.encode("utf-8", "backslashreplace").decode()

    def take(self) -> str:
        """What was printed since the last call, which was after the last run."""
        with contextlib.suppress(ValueError):  # the app may have closed it
            self.flush()
        data, self._tail.data = self._tail.data, b""
        return data.decode("utf-8", "replace")[-MAX_PRINTED:]
