"""What a worker has for itself where the machine allows it: a small disk, and a count of its threads.

The kernel holds both, so that no speed and no trick gets past them. Not with `confine`: the warm server has a
part in it, and where a machine does not allow it, the judge's watch is what there is. Sources:
user_namespaces(7), mount_namespaces(7), tmpfs(5), setrlimit(2) on RLIMIT_NPROC, ``kernel/ucount.c``.
"""

from __future__ import annotations

import functools
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from statecourse.sandbox.confine import capabilities, checked, libc

if TYPE_CHECKING:
    from statecourse.sandbox.messages import Spawn

ROOMS = {
    "own-disk": "writes to a small disk of its own, in memory, which the kernel keeps small",
    "own-user": "is a user of its own to the kernel, which counts its threads",
}
"""What a worker may have for itself, and what that promises; `grade` does without where it must."""

WITHOUT = {
    "own-disk": "it takes the right to mount, or user namespaces; the judge looks ten times a second instead",
    "own-user": "it takes root, or user namespaces; the judge looks ten times a second instead",
}
"""What a machine lacks that does not give it, and what holds then."""

MAX_FILES = 4_000
"""Files and folders that an app may have."""
MAX_THREADS = 500
_MORE = 100
"""So many more fit: who has too many is to be found out, not only hindered."""
_MORE_MB = 20
"""The same for the disk; an answer may be as large as this."""

_NEWNS, _NEWUSER = 0x20000, 0x10000000
_NOSUID, _NODEV, _NOEXEC = 2, 4, 8
_REC, _SLAVE, _DETACH = 0x4000, 1 << 19, 2

_FIRST_USER, _USERS_EACH, _PROCESSES = 0x7000_0000, 64, 2**22
"""Numbers of users that no system gives to anybody, up to 0x7fff_ffff; Linux has no more processes than these."""


def user_of_its_own(number: int) -> int | None:
    """The user that a worker is to become where we are root: for each of us and ``number`` another one.

    None where this system has no such users, as a container may have.
    """
    try:
        first, _, count = map(int, Path("/proc/self/uid_map").read_text().split())
    except (OSError, ValueError):
        return None
    if first + count < _FIRST_USER + _USERS_EACH * _PROCESSES:
        return None
    return _FIRST_USER + os.getpid() % _PROCESSES * _USERS_EACH + number % _USERS_EACH


# --- in the warm server --------------------------------------------------------------------------


@functools.cache
def enter() -> bool:
    """Have this process, and those that it forks, see mounts that nobody else sees; tells whether it could.

    To be called while it has one thread. An ordinary user becomes master of a user namespace for that, which
    is left alone where a right would be lost by it that Python itself is read by.
    """
    if sys.platform != "linux" or _needs_its_rights():
        return False
    try:
        _unshare(_NEWNS)
        checked(libc().mount(None, b"/", None, _REC | _SLAVE, None), "mount")
        _mount(Path.cwd(), 1, None)
        _unmount(Path.cwd())
    except OSError:
        return False
    return True


def _needs_its_rights() -> bool:
    return os.geteuid() != 0 and capabilities() != 0


def _unshare(what: int) -> None:
    """Have namespaces of our own; for an ordinary user that takes one of users, with the same numbers in it."""
    user, group = os.geteuid(), os.getegid()
    checked(libc().unshare(what | (_NEWUSER if user else 0)), "unshare")
    if user:
        for name, text in (
            ("setgroups", "deny"),
            ("uid_map", f"{user} {user} 1"),
            ("gid_map", f"{group} {group} 1"),
        ):
            Path("/proc/self", name).write_text(text)


def _mount(folder: Path, megabytes: int, uid: int | None) -> None:
    owner = "" if uid is None else f",uid={uid},gid={uid}"
    options = f"size={megabytes + _MORE_MB}m,nr_inodes={MAX_FILES + _MORE},mode=700{owner}"
    flags = _NOSUID | _NODEV | _NOEXEC
    checked(libc().mount(b"app", os.fsencode(folder), b"tmpfs", flags, options.encode()), "mount")


def _unmount(folder: Path) -> None:
    checked(libc().umount2(os.fsencode(folder), _DETACH), "umount")


# --- in a worker, before it is confined ----------------------------------------------------------


def take(request: Spawn) -> list[str]:
    """Take what is to be had of `ROOMS`, and name it.

    The app's folder, with what is in it, lies on its own disk from then on, also for workers that come after
    this one, until the folder is deleted. Raises OSError.
    """
    wanted = [room for room in ROOMS if room not in request.without]
    taken = {"own-disk": _move, "own-user": _be_counted}
    return [room for room in wanted if taken[room](request)]


def _move(request: Spawn) -> bool:
    folder = Path(request.folder)
    if not enter():
        return False
    if folder.is_mount() and not (folder / "app").exists():
        _unmount(folder)  # who was to move in was ended before that was done
    if not folder.is_mount():
        below = os.open(folder, os.O_RDONLY)
        _mount(folder, request.limits.disk_mb, request.uid)
        _fill(folder, f"/proc/self/fd/{below}", request.uid)
        os.close(below)
    return True


def _fill(folder: Path, source: str, uid: int | None) -> None:
    """Copy ``app`` and ``tmp`` into a new disk; ``app`` is there when all of it is."""
    part = folder / "part"
    part.mkdir()
    _copy(source, str(part), uid)
    for name in ("tmp", "app"):
        (part / name).rename(folder / name)
    part.rmdir()


def _copy(source: str, target: str, uid: int | None) -> None:
    """Copy ordinary files and folders, which is what `Scratch` has made."""
    with os.scandir(source) as entries:
        for entry in entries:
            to = f"{target}/{entry.name}"
            if entry.is_dir():
                os.mkdir(to)  # noqa: PTH102  # for each check, as all of this
                _copy(entry.path, to, uid)
            else:
                shutil.copyfile(entry.path, to)
            if uid is not None:
                os.chown(to, uid, uid)


def _be_counted(request: Spawn) -> bool:
    """Be the only one whose threads are counted against a limit, and have one."""
    if "unprivileged" in request.without or not _alone(request.uid):
        return False
    import resource  # noqa: PLC0415  # Windows has none

    most = MAX_THREADS + _MORE
    resource.setrlimit(resource.RLIMIT_NPROC, (most, most))
    return True


def _alone(uid: int | None) -> bool:
    """As an ordinary user that is who has a user namespace of its own: the kernel counts in each by itself."""
    if uid is not None:
        return uid >= _FIRST_USER
    if sys.platform != "linux" or (_needs_its_rights() and not enter()):
        return False
    try:
        _unshare(0)
    except OSError:
        return False
    return True
