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

from statecourse.sandbox import syscalls

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from statecourse.course.limits import Limits

LAYERS = {
    "landlock": "reads only Python and its own folder, writes only its own folder, reaches no network",
    "seccomp": "starts no process, opens no socket, signals nobody",
    "rlimits": "uses limited memory, disk space and open files",
    "no-new-privileges": "gains no rights by running a set-user-id program",
    "unprivileged": "runs as an ordinary user",
}
"""Every layer, and what it promises."""

REQUIRED = frozenset({"landlock", "seccomp", "rlimits", "no-new-privileges", "unprivileged"})
"""What ``grade`` asks for before it runs other people's code."""

NOBODY = 65_534
"""The user that a worker becomes where the judge is root, and has no user for it alone."""


def become_others() -> bool:
    """Whether workers become other users, as they do where we are root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


_TABLES_MB = 300
"""Address space of pandas and pyarrow: not the app's own, whether they are loaded before it or by it."""

_LANDLOCK_SIGNALS = 6  # the first Landlock version that keeps signals in


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
    """The layers that a worker gets: all that this system has, but for those to be left out."""
    missing = {layer.layer for layer in missing_layers()}
    return [layer for layer in LAYERS if layer not in missing and layer not in without]


def require_isolation() -> None:
    """Raise `CourseError`, which names each layer that is missing to grade other people's code, and what to do."""
    from statecourse.course.manifest import CourseError  # noqa: PLC0415  # workers do without

    what = "; ".join(
        f"{m.layer} ({m.why}; without it nothing ensures that an app {LAYERS[m.layer]})"
        for m in missing_layers()
        if m.layer in REQUIRED
    )
    if what:
        raise CourseError(
            f"other people's code is not run here, because isolation is missing: {what}. "
            "Grade on Linux 6.12 or newer, or accept this with --isolation=process"
        )


def _landlock_missing() -> str:
    try:
        from landlockpy import abi_version  # noqa: PLC0415  # not installed on other systems
    except ImportError:
        return "the package landlockpy is not installed"
    try:
        version = abi_version()
    except Exception as problem:  # noqa: BLE001  # the library's own errors, and the system's
        return f"the kernel does not offer it ({problem})"
    if version < _LANDLOCK_SIGNALS:
        return f"the kernel has version {version}; {_LANDLOCK_SIGNALS} (Linux 6.12) keeps signals in"
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
    steps: dict[str, Callable[[], None]] = {
        "unprivileged": lambda: _drop_privileges(uid, keep_reading="landlock" in wanted),
        "rlimits": lambda: _limit(limits),
        "no-new-privileges": _no_new_privileges,
        "landlock": lambda: _restrict_files(folder, rules),
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
    return wanted


def prepare() -> None:
    """Find out once, in the process that forks workers, what is the same for all of them."""
    for path in readable_paths():
        _open_to_all(path)
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
    """Become an ordinary user for good, without any right beyond an ordinary user's.

    Where Python itself lies in a folder that only root may enter, what an app imports late could
    not be read any more. Then the right to read is kept, and nothing else; Landlock says what.
    """
    keep_reading = keep_reading and not all(map(_open_to_all, readable_paths()))
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


@functools.cache
def _open_to_all(path: Path) -> bool:
    try:
        may_read = path.stat().st_mode & stat.S_IROTH
        return bool(may_read) and all(
            parent.stat().st_mode & stat.S_IXOTH for parent in path.resolve().parents
        )
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


def file_rules() -> Any:
    """Landlock's rules for what every worker may read, to be handed to `confine`; None without Landlock."""
    if "landlock" not in layers():
        return None
    from landlockpy import AccessFS, Ruleset, Scope  # noqa: PLC0415  # Linux only

    rules = Ruleset(scoped=Scope.SIGNAL | Scope.ABSTRACT_UNIX_SOCKET)
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
    with rules or file_rules() as found:
        found.allow_path(folder, reading | writing | making)
        found.restrict()
