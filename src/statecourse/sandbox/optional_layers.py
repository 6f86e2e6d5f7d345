"""A small disk and a count of threads of each worker's own, which `grade` does without where a machine cannot have them.

The kernel keeps both small, so that no speed and no trick gets past it; without them, `usage_watch` is what there is.
Apart from `confine`, since the warm server has a part in them. Sources: user_namespaces(7), mount_namespaces(7),
tmpfs(5), setrlimit(2) on RLIMIT_NPROC, ``kernel/ucount.c``.
"""

from __future__ import annotations

import functools
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from statecourse.sandbox.confine import NOBODY, become_others, call_libc, capabilities

if TYPE_CHECKING:
    from statecourse.sandbox.messages import Spawn

OPTIONAL_LAYERS = {
    "own-disk": "writes to a small disk of its own, in memory, which the kernel keeps small",
    "own-user": "is a user of its own to the kernel, which counts its threads",
}
"""Each, and what it promises."""

WITHOUT = {
    "own-disk": "it takes the right to mount, or user namespaces; the judge looks ten times a second instead",
    "own-user": "it takes root, or user namespaces; the judge looks ten times a second instead",
}
"""What a machine without one lacks, and what holds then."""

MAX_FILES = 4_000
"""Files and folders that an app may have."""
MAX_THREADS = 500
_SPARE, _SPARE_MB = 100, 20
"""So many more files and threads, and megabytes, fit: who has too many is to be found out, not only hindered."""

_NEWNS, _NEWUSER = 0x20000, 0x10000000
_NOSUID, _NODEV, _NOEXEC = 2, 4, 8
_REC, _SLAVE, _DETACH = 0x4000, 1 << 19, 2

_FIRST_USER, _USERS_EACH, _PROCESSES = 0x7000_0000, 64, 2**22
"""Numbers of users that no system gives to anybody, up to 0x7fff_ffff; Linux has no more processes than these."""


def worker_uid(number: int) -> int | None:
    """The user that a worker becomes where we are root: for each of us and ``number`` another one; else None."""
    if not become_others():
        return None
    try:
        first, _, count = map(int, Path("/proc/self/uid_map").read_text().split())
    except (OSError, ValueError):
        first = count = 0
    if first + count < _FIRST_USER + _USERS_EACH * _PROCESSES:
        return NOBODY  # this system has no such users, as a container may have
    return _FIRST_USER + os.getpid() % _PROCESSES * _USERS_EACH + number % _USERS_EACH


def give_to(uid: int | None, folder: str | Path) -> None:
    """Make a user, if there is one, the owner of a folder and all in it."""
    if uid is not None:
        for place, _, files in os.walk(folder):
            for path in (place, *(f"{place}/{name}" for name in files)):
                os.chown(path, uid, uid)


# --- in the warm server --------------------------------------------------------------------------


@functools.cache
def unshare_mounts() -> bool:
    """Have this process, and those that it forks, see mounts that nobody else sees; tells whether it could.

    To be called while it has one thread. An ordinary user needs a user namespace for that, which is not made where
    Python is read by a right that would be lost in it.
    """
    if sys.platform != "linux" or _needs_its_rights():
        return False
    try:
        _unshare(_NEWNS)
        call_libc("mount", None, b"/", None, _REC | _SLAVE, None)
        _mount(Path.cwd(), 1, None)
        _unmount(Path.cwd())
    except OSError:
        return False
    return True


def _needs_its_rights() -> bool:
    return os.geteuid() != 0 and capabilities() != 0


def _unshare(what: int) -> None:
    """Leave namespaces for new ones; an ordinary user needs a new one of users first, with the same numbers in it."""
    user, group = os.geteuid(), os.getegid()
    call_libc("unshare", what | (_NEWUSER if user else 0))
    if user:
        maps = {"setgroups": "deny", "uid_map": f"{user} {user} 1", "gid_map": f"{group} {group} 1"}
        for name, text in maps.items():
            Path("/proc/self", name).write_text(text)


def _mount(folder: Path, megabytes: int, uid: int | None) -> None:
    owner = "" if uid is None else f",uid={uid},gid={uid}"
    options = f"size={megabytes + _SPARE_MB}m,nr_inodes={MAX_FILES + _SPARE},mode=700{owner}"
    flags = _NOSUID | _NODEV | _NOEXEC
    call_libc("mount", b"app", os.fsencode(folder), b"tmpfs", flags, options.encode())


def _unmount(folder: Path) -> None:
    call_libc("umount2", os.fsencode(folder), _DETACH)


# --- in a worker, before it is confined ----------------------------------------------------------


def apply_optional_layers(request: Spawn) -> list[str]:
    """Apply those of `OPTIONAL_LAYERS` that this machine has, and name them. Raises OSError.

    From then on the app's folder, with what is in it, lies on its own disk, also for later workers, until it is deleted.
    """
    steps = {"own-disk": _move_to_own_disk, "own-user": _limit_threads}
    return [layer for layer, step in steps.items() if layer not in request.without and step(request)]


def _move_to_own_disk(request: Spawn) -> bool:
    folder = Path(request.folder)
    if not unshare_mounts():
        return False
    if folder.is_mount() and not (folder / "app").exists():
        _unmount(folder)  # the worker that was to move in was killed before it had
    if not folder.is_mount():
        below, part = os.open(folder, os.O_RDONLY), folder / "part"
        _mount(folder, request.limits.disk_mb, request.uid)
        shutil.copytree(f"/proc/self/fd/{below}", part, copy_function=shutil.copyfile)
        os.close(below)
        give_to(request.uid, part)
        for name in ("tmp", "app"):  # `app` is there when all of it is
            (part / name).rename(folder / name)
        part.rmdir()
    return True


def _limit_threads(request: Spawn) -> bool:
    """Limit the threads of this process, where nobody else's count with them; tells whether it could."""
    if "unprivileged" in request.without or not _is_counted_alone(request.uid):
        return False
    import resource  # noqa: PLC0415  # Windows has none

    most = MAX_THREADS + _SPARE
    resource.setrlimit(resource.RLIMIT_NPROC, (most, most))
    return True


def _is_counted_alone(uid: int | None) -> bool:
    """Whether threads of this user are this worker's alone; the kernel counts in each user namespace by itself."""
    if uid is not None:
        return uid >= _FIRST_USER
    if sys.platform != "linux" or (_needs_its_rights() and not unshare_mounts()):
        return False
    try:
        _unshare(0)
    except OSError:
        return False
    return True
