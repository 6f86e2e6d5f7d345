"""The filter of system calls that a worker runs under (seccomp).

``syscalls.txt`` has the names and numbers, and this makes rules of them. Sources: seccomp(2), the
kernel's tables of system calls, and what Landlock leaves to others.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import os
import struct
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_UNKNOWN = range(452, 512)
"""Calls that came with Linux 6.6 or later, by their numbers, which all processors share.

A worker is told that there is no such call, as on an older kernel. So it is with those that are
yet to come: some ways to change a file's rights or flags are new, and none of them is needed.
"""
_AF_UNIX = 1
_SOCK_STREAM, _SOCK_KIND = 1, 0xF
_PR_SET_PDEATHSIG, _SIGKILL = 1, 9
_INT = 0xFFFF_FFFF
"""The kernel looks at the lower half of such an argument only, so the filter does, too."""
_OWN_PID = 0x5EAF00D
"""Stands in the program for the number of the process that loads it; no process has one so high."""


def program() -> bytes:
    """The filter for this very process, as the kernel takes it. Raises OSError where it cannot be built."""
    return _program().replace(struct.pack("=I", _OWN_PID), struct.pack("=I", os.getpid()))


@functools.cache
def _program() -> bytes:
    """The filter for any process; to build it takes longer than all other layers together."""
    # In memory: a worker that was not forked may write no other file by now.
    with os.fdopen(os.memfd_create("seccomp"), "r+b") as file:
        _rules().export_bpf(file)
        file.seek(0)
        code = file.read()
    if struct.pack("=I", _OWN_PID) not in code:
        raise OSError(errno.ENOSYS, "the filter of system calls has no place for the worker's own number")
    return code


def _rules() -> Any:
    import pyseccomp as seccomp  # noqa: PLC0415  # Linux only

    table = _table()
    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    # Calls as programs of another processor make them: the whole process ends, not a thread of it.
    rules.set_attr(seccomp.Attr.ACT_BADARCH, seccomp.KILL_PROCESS)
    for answer, error in (("EPERM", errno.EPERM), ("EOPNOTSUPP", errno.EOPNOTSUPP), ("SUCCESS", 0)):
        for name, _, number in (call.partition("=") for call in table[answer]):
            # A processor without a call has nothing to refuse.
            with contextlib.suppress(OSError, ValueError):
                rules.add_rule(seccomp.ERRNO(error), int(number) if number else name)
    # These hide their flags from the filter; without them libc uses clone and openat.
    for call in ("clone3", "openat2", *_UNKNOWN):
        rules.add_rule(seccomp.ERRNO(errno.ENOSYS), call)
    values = {key: [int(value.partition("=")[2], 0) for value in table[key]] for key in table if "-" in key}
    for name, *arguments in _conditions(seccomp.Arg, seccomp, values):
        rules.add_rule(seccomp.ERRNO(errno.EPERM), name, *arguments)
    for test in _all_but(values["ioctl-allowed"], seccomp.Arg, 1, seccomp):
        # Who tries to clone a file copies it then.
        rules.add_rule(seccomp.ERRNO(errno.EOPNOTSUPP), "ioctl", test)
    return rules


def _table() -> dict[str, list[str]]:
    """What ``syscalls.txt`` has, by the first word of its lines."""
    table: defaultdict[str, list[str]] = defaultdict(list)
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            key, *values = line.split()
            table[key] += values
    return dict(table)


def _conditions(argument: Any, seccomp: Any, values: dict[str, list[int]]) -> Iterator[tuple[Any, ...]]:
    """The calls that are refused with some arguments, and with which."""
    # A thread is a clone, too.
    yield from (("clone", argument(0, seccomp.MASKED_EQ, flag, 0)) for flag in values["clone-needs"])
    yield from (("clone", argument(0, seccomp.MASKED_EQ, flag, flag)) for flag in values["clone-refused"])
    yield "socketpair", argument(0, seccomp.NE, _AF_UNIX)
    # One of another kind could send to any socket whose path it knows.
    for kind in range(_SOCK_KIND + 1):
        if kind != _SOCK_STREAM:
            yield "socketpair", argument(1, seccomp.MASKED_EQ, _SOCK_KIND, kind)
    # Whoever may write to a file may cut it; these two would cut what is opened to be read, or for neither.
    for call, flags in (("open", 1), ("openat", 2)):
        for mode in (os.O_RDONLY, os.O_ACCMODE):
            test = argument(flags, seccomp.MASKED_EQ, os.O_ACCMODE | os.O_TRUNC, mode | os.O_TRUNC)
            yield call, test
    yield "tgkill", argument(0, seccomp.NE, _OWN_PID)
    yield "prlimit64", argument(0, seccomp.NE, 0)
    # To end with its parent is not to be undone.
    yield "prctl", argument(0, seccomp.MASKED_EQ, _INT, _PR_SET_PDEATHSIG), argument(1, seccomp.NE, _SIGKILL)
    yield from (("fcntl", argument(1, seccomp.MASKED_EQ, _INT, code)) for code in values["fcntl-refused"])
    yield from (("prctl", test) for test in _all_but(values["prctl-allowed"], argument, 0, seccomp))


def _all_but(allowed: Collection[int], argument: Any, which: int, seccomp: Any) -> Iterator[Any]:
    """Tests that together refuse whatever is not allowed: a rule of the library compares an argument once."""
    first, last = min(allowed), max(allowed)
    yield argument(which, seccomp.LT, first)
    yield argument(which, seccomp.GT, last)
    yield from (argument(which, seccomp.EQ, n) for n in range(first, last) if n not in allowed)
