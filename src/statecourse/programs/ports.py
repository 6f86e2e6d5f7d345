"""Free ports, for the lessons and for the servers that they start."""

from __future__ import annotations

import os
import socket

from statecourse.course.manifest import CourseError

_TRIED = 50


def free_port(first: int = 0) -> int:
    """A free port: the first from ``first`` on, or any for 0. Raises `CourseError` if none of 50 is free."""
    for port in range(first, first + _TRIED) if first else (0,):
        with socket.socket() as tried:
            if os.name != "nt":
                # As Streamlit's server does, so that a port used a moment ago counts as free.
                tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(tried.getsockname()[1])
    raise CourseError(f"no port from {first} to {first + _TRIED - 1} is free; name another one: --port=9000")
