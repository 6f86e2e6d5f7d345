"""Confines the calling process, before the first line of student code runs in it.

Each layer is applied where the system has it, and named where it is missing. Nothing here can be
undone by the process itself. Sources: kernel documentation of Landlock, seccomp and no_new_privs;
capabilities(7), setrlimit(2), prctl(2).
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
import site
import stat
import struct
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from statecourse.sandbox import detours, syscalls

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from statecourse.course.limits import Limits

LAYERS = {
    "landlock": "reads only Python and its own folder, writes only its own folder",
    "seccomp": "starts no process, opens no socket, signals nobody, shortens no file by its path",
    "rlimits": "uses limited memory, disk space and open files",
    "no-new-privileges": "gains no rights by running a set-user-id program",
    "unprivileged": "runs as an ordinary user",
}
"""Every layer, and what it promises. ``grade`` asks for all of them before it runs other people's code."""

LANDLOCK_PARTS = {
    "landlock-move": 2,
    "landlock-truncate": 3,
    "landlock-tcp": 4,
    "landlock-devices": 5,
    "landlock-scope": 6,
}
"""What Landlock has from a version on. Nothing is open before: without the first it allows less, and seccomp keeps the rest."""

NOBODY = 65_534
"""The user that a worker becomes where the judge is root, and has no user for it alone."""


def become_others() -> bool:
    """Whether workers become other users, as they do where we are root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


_TABLES_MB = 300
"""Address space of pandas and pyarrow: not the app's own, whether they are loaded before it or by it."""


class Missing(msgspec.Struct, frozen=True):
    """A layer that this system does not have, and why."""

    layer: str
    why: str


# --- what there is -----------------------------------------------------------------------------


@functools.cache
def missing_layers() -> tuple[Missing, ...]:
    """The layers that this system does not have."""
    not_linux = "" if sys.platform == "linux" else "only Linux has it"
    found = {
        "landlock": not_linux or _landlock_missing(),
        "seccomp": not_linux or _seccomp_missing(),
        "rlimits": "" if find_spec("resource") else "this system has no resource limits",
        "no-new-privileges": not_linux,
    }
    return tuple(Missing(layer, why) for layer, why in found.items() if why)


def layers(without: Collection[str] = ()) -> list[str]:
    """The layers that a worker gets, and the parts of Landlock: all that this system has, but for those to be left out."""
    out = {layer.layer for layer in missing_layers()} | set(without)
    parts = {} if "landlock" in out else LANDLOCK_PARTS
    has = [*LAYERS, *(part for part, since in parts.items() if since <= landlock_version())]
    return [layer for layer in has if layer not in out]


def landlock_version() -> int:
    """Which Landlock the kernel has. Raises what the library does where it has none."""
    from landlockpy import abi_version  # noqa: PLC0415  # not installed on other systems

    return abi_version()


def _landlock_missing() -> str:
    try:
        landlock_version()
    except ImportError:
        return "the package landlockpy is not installed"
    except Exception as problem:  # noqa: BLE001  # the library's own errors, and the system's
        return f"the kernel does not offer it ({problem})"
    return ""


def _seccomp_missing() -> str:
    try:
        import pyseccomp  # noqa: PLC0415, F401
    except ImportError:
        return "the package pyseccomp is not installed"
    except RuntimeError:
        return "the library libseccomp is not installed (Debian: libseccomp2)"
    return ""


# --- confining ---------------------------------------------------------------------------------


def confine(
    folder: Path, limits: Limits, uid: int | None, without: list[str], rules: Any = None
) -> list[str]:
    """Confine this process to ``folder``, and name the layers that now hold.

    ``uid`` is the user to become, where this process is root. ``without`` names layers to leave
    out: for tests, and where the user said so. ``rules`` are those of `file_rules`, where there was time
    to make them before. Raises OSError where a layer that the system has could not be applied; then no
    student code may run.
    """
    wanted = layers(without)
    if rules and set(LANDLOCK_PARTS) & set(without):
        rules.close()
        rules = None
    keep_reading = "landlock" in wanted and not _all_may_enter(folder)
    steps: dict[str, Callable[[], None]] = {
        "unprivileged": lambda: _drop_privileges(uid, keep_reading=keep_reading),
        "rlimits": lambda: _limit(limits),
        "no-new-privileges": _no_new_privileges,
        "landlock": lambda: _restrict_files(folder, rules or file_rules(without)),
        "seccomp": _restrict_calls,
    }
    # Where the machine runs out of memory, this process ends before a judge or a teacher's own.
    with contextlib.suppress(OSError), Path("/proc/self/oom_score_adj").open("wb", 0) as file:
        file.write(b"1000")
    for layer, step in steps.items():
        if layer in wanted:
            step()
        elif layer == "landlock" and rules:
            rules.close()
    if "seccomp" in wanted:
        detours.install(moves="landlock" in wanted and "landlock-move" not in wanted)
    return wanted


def prepare() -> None:
    """Find out once, in the process that forks workers, what is the same for all of them."""
    for path in readable_paths():
        open_to_all(path)
    if "seccomp" in layers():
        syscalls.program()


def _restrict_calls() -> None:
    _no_new_privileges()  # or the kernel takes no filter from an ordinary user
    code = syscalls.program()
    instructions = ctypes.create_string_buffer(code, len(code))
    # The kernel's `struct sock_fprog`: how many instructions, of eight bytes each, and where.
    program = struct.pack("@HP", len(code) // 8, ctypes.addressof(instructions))
    call_libc("prctl", 22, 2, program, 0, 0)  # PR_SET_SECCOMP, a filter


def call_libc(name: str, *args: Any) -> None:
    """Call a function of the C library. Raises OSError where it does not return 0."""
    if getattr(_libc(), name)(*args) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


@functools.cache
def _libc() -> Any:
    return ctypes.CDLL(None, use_errno=True)


def die_with_parent() -> None:
    """Have the kernel end this process when the one that forked it ends."""
    if sys.platform == "linux":
        call_libc("prctl", 1, 9)  # PR_SET_PDEATHSIG, SIGKILL


def adopt_orphans() -> None:
    """Have what a dead worker started become this process's own children, so that it can end them."""
    if sys.platform == "linux":
        call_libc("prctl", 36, 1)  # PR_SET_CHILD_SUBREAPER


def _no_new_privileges() -> None:
    call_libc("prctl", 38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS


_CAP_DAC_READ_SEARCH = 1 << 2
_Header, _Sets = ctypes.c_uint32 * 2, ctypes.c_uint32 * 6
"""Arguments of capget and capset: a version and a process; what is effective, permitted and inherited, 32 bits of each, twice."""
_CAP_VERSION = 0x20080522


def _drop_privileges(uid: int | None, *, keep_reading: bool) -> None:
    """Become an ordinary user for good, who may do no more than one, but for reading, of which Landlock says what."""
    if uid is not None and os.geteuid() == 0:
        if keep_reading:
            call_libc("prctl", 8, 1, 0, 0, 0)  # PR_SET_KEEPCAPS
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    if sys.platform == "linux":
        kept = capabilities() & (_CAP_DAC_READ_SEARCH if keep_reading else 0)
        call_libc("capset", _Header(_CAP_VERSION, 0), _Sets(kept, kept))


def capabilities() -> int:
    """The first 32 of the capabilities that this process may use, on Linux. Raises OSError."""
    found = _Sets()
    call_libc("capget", _Header(_CAP_VERSION, 0), found)
    return found[1]


def _all_may_enter(folder: Path) -> bool:
    """Whether an ordinary user comes to Python and to ``folder``, neither of which lies where only root may go.

    Otherwise what an app imports late could not be read any more, or its own folder not be opened.
    """
    return _is_within_reach(folder) and all(map(open_to_all, readable_paths()))


def _is_within_reach(path: Path) -> bool:
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in path.resolve().parents)


@functools.cache
def open_to_all(path: Path) -> bool:
    """Whether every user may read a path."""
    try:
        return bool(path.stat().st_mode & stat.S_IROTH) and _is_within_reach(path)
    except OSError:
        return True  # not there, so nothing to read


def _limit(limits: Limits) -> None:
    import resource  # noqa: PLC0415  # Windows has none

    tables = 0 if "pandas" in sys.modules else _TABLES_MB
    hard = {
        resource.RLIMIT_AS: _address_space() + (tables + limits.memory_mb) * 2**20,
        resource.RLIMIT_FSIZE: limits.disk_mb * 2**20,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_CORE: 0,
        # Timers that are set wait in the kernel's memory, as signals.
        resource.RLIMIT_SIGPENDING: 1_000,
        # The judge's clock ends a worker long before; this holds where the judge itself died.
        resource.RLIMIT_CPU: int(limits.check_seconds) + 10,
        resource.RLIMIT_MSGQUEUE: 0,
    }
    for which, value in hard.items():
        resource.setrlimit(which, (value, value))


def _address_space() -> int:
    with contextlib.suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        return pages * os.sysconf("SC_PAGE_SIZE")
    return 2 * 2**30


# --- files -------------------------------------------------------------------------------------

_LIBRARIES = ("/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache")
_SETTINGS = ("/usr/share/zoneinfo", "/etc/localtime", "/etc/mime.types", "/etc/ssl/openssl.cnf")
_PROCESSORS = ("/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu")
_SYSTEM_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")


@functools.cache
def readable_paths() -> tuple[Path, ...]:
    """What every worker may read: the Python installation with its packages, and shared libraries.

    Not the installation's ``share`` folder, where an installed course keeps its solutions.
    """
    python = {Path(path) for name, path in sysconfig.get_paths().items() if "lib" in name}
    packages = {Path(path) for path in [*site.getsitepackages(), site.getusersitepackages()]}
    base = {Path(sys.base_prefix) / "lib"}
    here = {Path(__file__).parents[1]}
    system = {Path(path) for path in _LIBRARIES + _SETTINGS + _PROCESSORS}
    found = {path for path in python | packages | base | here | system if path.exists()}
    # A folder within another needs no rule of its own.
    return tuple(sorted(path for path in found if not found & set(path.parents)))


def file_rules(without: Collection[str] = ()) -> Any:
    """Landlock's rules for what every worker may read, to be handed to `confine`; None without Landlock."""
    held = layers(without)
    if "landlock" not in held:
        return None
    from landlockpy import AccessFS, AccessNet, Ruleset, Scope  # noqa: PLC0415  # Linux only

    files, network, scoped = ~AccessFS.NONE, ~AccessNet.NONE, ~Scope.NONE
    later = {"move": AccessFS.REFER, "truncate": AccessFS.TRUNCATE, "devices": AccessFS.IOCTL_DEV}
    for part in LANDLOCK_PARTS.keys() - held:
        files &= ~later.get(part.partition("-")[2], AccessFS.NONE)
        network = AccessNet.NONE if part == "landlock-tcp" else network
        scoped = Scope.NONE if part == "landlock-scope" else scoped
    # The library leaves out what the kernel does not know.
    rules = Ruleset(handled_fs=files, handled_net=network, scoped=scoped)
    for path in readable_paths():
        below = AccessFS.READ_DIR | AccessFS.EXECUTE if path.is_dir() else AccessFS.NONE
        rules.allow_path(path, AccessFS.READ_FILE | below)
    # Of this process: scikit-learn looks for libraries there.
    rules.allow_path("/proc/self/maps", AccessFS.READ_FILE)
    for device in _SYSTEM_DEVICES:
        rules.allow_path(device, AccessFS.READ_FILE | AccessFS.WRITE_FILE)
    return rules


def _restrict_files(folder: Path, rules: Any) -> None:
    from landlockpy import AccessFS  # noqa: PLC0415  # Linux only

    reading = AccessFS.READ_FILE | AccessFS.READ_DIR
    writing = AccessFS.WRITE_FILE | AccessFS.TRUNCATE | AccessFS.REFER
    making = AccessFS.MAKE_REG | AccessFS.MAKE_DIR | AccessFS.REMOVE_FILE | AccessFS.REMOVE_DIR
    with rules:
        rules.allow_path(folder, reading | writing | making)
        rules.restrict()
