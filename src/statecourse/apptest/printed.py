"""What an app prints, instead of standard output."""

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
    """Stands for standard output: takes what the app prints, and keeps the last part of it."""

    def __init__(self) -> None:
        self._tail = _Tail()
        self._not_the_apps: set[int] = set()
        self._heard = ""
        super().__init__(io.BufferedWriter(self._tail), encoding="utf-8", errors="backslashreplace")

    def ignore(self, thread: int) -> None:
        """Take nothing that this thread writes: it runs no code of the app."""
        self._not_the_apps.add(thread)

    def write(self, text: str) -> int:
        """Take what the app prints or logs."""
        if threading.get_ident() in self._not_the_apps:
            return len(text)
        self._heard = (self._heard + text)[-MAX_PRINTED:]
        return super().write(text)

    def heard(self) -> str:
        """What was printed since this was last asked, for a film; `take` gives it as well."""
        heard, self._heard = self._heard, ""
        return heard.encode("utf-8", "backslashreplace").decode()

    def take(self) -> str:
        """What was printed since this was last asked."""
        with contextlib.suppress(ValueError):  # the app may have closed it
            self.flush()
        data, self._tail.data = self._tail.data, b""
        return data.decode("utf-8", "replace")[-MAX_PRINTED:]
