"""The program that unpacks one zip file, with limits on memory, time, and what is unpacked.

`statecourse.classroom.unzip` runs it: the zip file is standard input, the `Order` is the argument, and the `Outcome`
is printed, both as JSON. It imports the standard library only, so that it starts fast.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import stat
import sys
import time
import zipfile
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 2**16
_MAX_SAID = 200
"""Characters of an error of zipfile, which quotes names of any length."""
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""In the others, bzip2 and LZMA, a few bytes can demand gigabytes of memory."""


class Order(NamedTuple):
    """A zip file's name, the folder to unpack it into, and the limits.

    ``folders`` are all that are made, ``name`` is bytes of a path, ``size`` and ``memory`` are bytes, ``seconds``
    is processor time.
    """

    zip: str
    target: str
    entries: int
    folders: int
    depth: int
    name: int
    size: int
    memory: int
    seconds: int


class Outcome(NamedTuple):
    """What was wrong with the zip file, or which error of the machine ended it; and how much was unpacked."""

    fault: str = ""
    errno: int = 0
    entries: int = 0
    size: int = 0
    folders: int = 0


class RefusedError(Exception):
    """The zip file breaks a rule, which the message names."""


def main() -> None:
    """Unpack standard input, and print the `Outcome`."""
    order = Order(*json.loads(sys.argv[1]))
    _limit(order)
    sys.stdout.write(json.dumps(outcome(order, sys.stdin.buffer)))


def outcome(order: Order, file: IO[bytes]) -> Outcome:
    """Unpack a zip file; raises nothing."""
    try:
        return _unpack(order, file)
    except RefusedError as problem:
        return Outcome(str(problem))
    except OSError as problem:
        said = f"{order.zip} cannot be unpacked: {problem.strerror or problem}"
        return Outcome(said, 0 if problem.errno == errno.ENOMEM else problem.errno or 0)
    except MemoryError:
        return Outcome(f"{order.zip} takes too much memory to unpack")
    except Exception as problem:  # noqa: BLE001  # a damaged file makes zipfile and zlib raise anything
        said = " ".join(str(problem).split())[:_MAX_SAID] or type(problem).__name__
        return Outcome(f"{order.zip} is not a readable zip file: {said}")


def _limit(order: Order) -> None:
    with contextlib.suppress(ImportError):  # Windows has none
        import resource  # noqa: PLC0415

        for which, value in ((resource.RLIMIT_AS, order.memory), (resource.RLIMIT_CPU, order.seconds)):
            with contextlib.suppress(ValueError, OSError):  # a lower limit is set already
                resource.setrlimit(which, (value, value))


def _unpack(order: Order, file: IO[bytes]) -> Outcome:
    with zipfile.ZipFile(file) as opened:
        if (count := len(opened.infolist())) > order.entries:
            raise RefusedError(f"{order.zip} holds {count:,} files; at most {order.entries:,} are unpacked")
        folders: set[PurePosixPath] = set()
        found = list(_files(opened.infolist(), order, folders))
        for folder in sorted(folders):
            Path(order.target, folder).mkdir(exist_ok=True)
        left = order.size
        for entry, path in found:
            left -= _extract(opened, entry, Path(order.target, path), left)
            if left < 0:
                raise RefusedError(f"the archive unpacks to more than {order.size // 2**20} MB")
        return Outcome(entries=count, size=order.size - left, folders=len(folders - {PurePosixPath()}))


def _files(
    entries: list[zipfile.ZipInfo], order: Order, folders: set[PurePosixPath]
) -> Iterator[tuple[zipfile.ZipInfo, PurePosixPath]]:
    """Each entry that is a file, and its path; adds the folders they need to ``folders``."""
    seen: set[str] = set()
    for entry in entries:
        if entry.is_dir():
            continue
        path = PurePosixPath(entry.filename)
        why = _why_not(entry, path, order) or ("is in it twice" if path.as_posix().casefold() in seen else "")
        if why:
            raise RefusedError(f"{order.zip}: {entry.filename[:80]!r} {why}")
        seen.add(path.as_posix().casefold())
        folders.update(path.parents)
        if len(folders) > order.folders:
            raise RefusedError(f"{order.zip} holds more than {order.folders:,} folders")
        yield entry, path


def _why_not(entry: zipfile.ZipInfo, path: PurePosixPath, order: Order) -> str:
    """Why an entry is refused; empty for one that is unpacked."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    odd = "\\" in entry.orig_filename or ":" in entry.filename or "\0" in entry.orig_filename
    if path.is_absolute() or ".." in path.parts or odd:
        return "would be unpacked outside of its folder"
    if len(path.parts) > order.depth:
        return f"lies more than {order.depth} folders deep"
    if len(os.fsencode(entry.filename)) > order.name:
        return f"has a name of more than {order.name:,} bytes"
    if kind not in {0, stat.S_IFREG}:
        return "is not an ordinary file; links and devices are refused"
    if entry.flag_bits & 1:
        return "is encrypted"
    if entry.compress_type not in _METHODS:
        return "is compressed by another method than deflate; make the zip file anew with the usual one"
    return ""


def _extract(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path, left: int) -> int:
    """Unpack one entry, with its date; returns its real size, whatever it claims, and stops soon after ``left`` bytes."""
    size = 0
    with opened.open(entry) as reader, path.open("xb") as writer:
        while size <= left and (chunk := reader.read(_CHUNK)):
            size += len(chunk)
            writer.write(chunk)
    with contextlib.suppress(ValueError, OverflowError, OSError):  # a date that there is not
        moment = time.mktime((*entry.date_time, 0, 0, -1))
        os.utime(path, (moment, moment))
    return size


if __name__ == "__main__":
    main()
