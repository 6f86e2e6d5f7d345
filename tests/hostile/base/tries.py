"""What the attacks are written with. It lies beside each app, with ``targets.json``: where everything is."""

import ctypes
import json
import os
import stat
import struct

with open("targets.json") as file:
    targets = json.load(file)


class Breach(Exception):
    """Something worked that must not."""


def refused(action, *errors):
    """Do what the system must refuse."""
    try:
        result = action()
    except (OSError, *errors):
        return
    raise Breach(repr(result)[:200])


def call(what, *arguments):
    """A function of the C library, or a system call by its number."""
    libc = ctypes.CDLL(None, use_errno=True)
    function = libc.syscall if isinstance(what, int) else getattr(libc, what)
    function.restype = ctypes.c_long if isinstance(what, int) else ctypes.c_int
    result = function(*([what] if isinstance(what, int) else []), *arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), str(what))
    return result


def judges_socket():
    """The open file that leads to the judge."""
    return next(number for number in range(3, 200) if _is_socket(number))


def _is_socket(number):
    try:
        return stat.S_ISSOCK(os.fstat(number).st_mode)
    except OSError:
        return False


def frame(body):
    """A message as the judge expects it: its length, and its body."""
    return struct.pack("!I", len(body)) + body
