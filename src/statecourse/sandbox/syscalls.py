"""The filter of system calls that a worker runs under (seccomp).

Sources: seccomp(2), the kernel's tables of system calls, and what Landlock leaves to others.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import os
import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_REFUSED: list[str | int] = [
    "fork",
    "vfork",
    "execve",
    "execveat",
    "socket",
    # A pair of sockets needs none of these, and with them its ends would reach others.
    "bind",
    "connect",
    "listen",
    "accept",
    "accept4",
    # They carry open files, which lie in the socket where nobody counts them.
    "sendmsg",
    "sendmmsg",
    # Memory that no limit counts.
    "memfd_create",
    "memfd_secret",
    "setsockopt",
    "vmsplice",
    "io_setup",
    "seccomp",
    444,  # landlock_create_ruleset, and the two after it; libseccomp may not know their names
    445,
    446,
    "kill",
    "tkill",
    "rt_sigqueueinfo",
    "rt_tgsigqueueinfo",
    "pidfd_send_signal",
    "pidfd_getfd",
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "process_madvise",
    "process_mrelease",
    "kcmp",
    "mount",
    "umount2",
    "pivot_root",
    "chroot",
    "unshare",
    "setns",
    "move_mount",
    "open_tree",
    "fsopen",
    "fsconfig",
    "fsmount",
    "fspick",
    "mount_setattr",
    "swapon",
    "swapoff",
    "open_by_handle_at",
    "name_to_handle_at",
    "keyctl",
    "add_key",
    "request_key",
    "bpf",
    "perf_event_open",
    "userfaultfd",
    "fanotify_init",
    "inotify_init",
    "inotify_init1",
    "io_uring_setup",
    "io_uring_enter",
    "io_uring_register",
    "shmget",
    "shmat",
    "shmctl",
    "semget",
    "semop",
    "semctl",
    "semtimedop",
    "msgget",
    "msgsnd",
    "msgrcv",
    "msgctl",
    "mq_open",
    "mq_unlink",
    "mq_timedsend",
    "mq_timedreceive",
    "setpriority",
    "ioprio_set",
    "sched_setscheduler",
    "sched_setparam",
    "sched_setattr",
    "sched_setaffinity",
    "migrate_pages",
    "move_pages",
    "mknod",
    "mknodat",
    "init_module",
    "finit_module",
    "delete_module",
    "kexec_load",
    "kexec_file_load",
    "reboot",
    "acct",
    "quotactl",
    "quotactl_fd",
    "settimeofday",
    "clock_settime",
    "adjtimex",
    "clock_adjtime",
    "sethostname",
    "setdomainname",
    "syslog",
    "iopl",
    "ioperm",
    "modify_ldt",
    "personality",
    "vhangup",
    "lookup_dcookie",
]
# Landlock does not see these. They succeed without doing anything, so that an honest
# ``shutil.copy`` works and nobody's rights or times are changed.
_IGNORED = [
    "chmod",
    "fchmod",
    "fchmodat",
    "chown",
    "lchown",
    "fchown",
    "fchownat",
    "utime",
    "utimes",
    "utimensat",
    "futimesat",
    "sync",
    "syncfs",
]
_UNSUPPORTED = [f"{way}{what}xattr" for what in ("set", "get", "list", "remove") for way in ("", "l", "f")]
_UNSUPPORTED += ["fallocate"]  # the limit on a file's size does not hold for it; libc writes then
_UNKNOWN = range(452, 512)
"""Calls that came with Linux 6.6 or later, by their numbers, which all processors share.

A worker gets to hear that there is no such call, as on an older kernel. So it is with those that are
yet to come: some ways to change a file's rights or flags are new, and none of them is needed.
"""
_CLONE_NEEDED = (0x100, 0x200, 0x400, 0x800, 0x10000)
"""What makes a clone a thread: it shares memory, folder, open files and signals, so it can be looked into."""
_CLONE_REFUSED = (0x80, *(1 << bit for bit in (12, 13, 14, 15, 17, 23, 25, 26, 27, 28, 29, 30, 31)))
"""Namespaces, and what concerns whoever started it or looks into it."""
_AF_UNIX = 1
_SOCK_STREAM, _SOCK_KIND = 1, 0xF
_PR_SET_PDEATHSIG, _SIGKILL = 1, 9
_PRCTL = {
    "SET_PDEATHSIG": 1,
    "GET_PDEATHSIG": 2,
    "GET_DUMPABLE": 3,
    "GET_KEEPCAPS": 7,
    "SET_NAME": 15,
    "GET_NAME": 16,
    "GET_SECCOMP": 21,
    "CAPBSET_READ": 23,
    "GET_TIMERSLACK": 30,
    "SET_NO_NEW_PRIVS": 38,
    "GET_NO_NEW_PRIVS": 39,
    "GET_THP_DISABLE": 42,
}
"""The options that are allowed. Others hide a process from who watches it, or take memory of the kernel."""
_IOCTL = {
    "TCGETS": 0x5401,
    "TIOCGPGRP": 0x540F,
    "TIOCGWINSZ": 0x5413,
    "FIONREAD": 0x541B,
    "FIONBIO": 0x5421,
    "FIONCLEX": 0x5450,
    "FIOCLEX": 0x5451,
}
"""The requests that are allowed: those of Python. What others do to a file or a disk, no list says."""
_INT = 0xFFFF_FFFF
"""The kernel looks at the lower half of such an argument only, so the filter does, too."""
_FCNTL = {
    "F_SETOWN": 8,
    "F_SETSIG": 10,
    "F_SETOWN_EX": 15,
    "F_SETLEASE": 1024,
    "F_NOTIFY": 1026,
    "F_SETPIPE_SZ": 1031,
}
"""They have the kernel send signals, have others wait who open a file, or hold memory that no limit counts."""


_SOMEBODY = 0x5EAF00D
"""Stands in the program for the number of the process that loads it; no process has one so high."""


def program() -> bytes:
    """The filter of system calls, as the kernel takes it, for this very process.

    Raises OSError where it cannot be built.
    """
    return _program().replace(struct.pack("=I", _SOMEBODY), struct.pack("=I", os.getpid()))


@functools.cache
def _program() -> bytes:
    """The filter for somebody; to build it takes longer than all other layers together."""
    # In memory: a worker that was not forked may write no other file by now.
    with os.fdopen(os.memfd_create("seccomp"), "r+b") as file:
        _rules().export_bpf(file)
        file.seek(0)
        code = file.read()
    if struct.pack("=I", _SOMEBODY) not in code:
        raise OSError(errno.ENOSYS, "the filter of system calls has no place for the worker's own number")
    return code


def _rules() -> Any:
    import pyseccomp as seccomp  # noqa: PLC0415  # Linux only

    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    # Calls as programs of another processor make them: the whole process ends, not a thread of it.
    rules.set_attr(seccomp.Attr.ACT_BADARCH, seccomp.KILL_PROCESS)
    refuse = seccomp.ERRNO(errno.EPERM)
    for name, action in _actions(seccomp):
        # A kernel or processor without a call has nothing to refuse.
        with contextlib.suppress(OSError, ValueError):
            rules.add_rule(action, name)
    for number in _UNKNOWN:
        rules.add_rule(seccomp.ERRNO(errno.ENOSYS), number)
    # clone3 hides its flags from the filter; without it libc uses clone.
    rules.add_rule(seccomp.ERRNO(errno.ENOSYS), "clone3")
    for name, *arguments in _conditions(seccomp.Arg, seccomp):
        rules.add_rule(refuse, name, *arguments)
    unsupported = seccomp.ERRNO(errno.EOPNOTSUPP)  # who tries to clone a file copies it then
    for test in _all_but(_IOCTL.values(), seccomp.Arg, 1, seccomp):
        rules.add_rule(unsupported, "ioctl", test)
    return rules


def _actions(seccomp: Any) -> Iterator[tuple[str | int, int]]:
    yield from ((name, seccomp.ERRNO(errno.EPERM)) for name in _REFUSED)
    yield from ((name, seccomp.ERRNO(0)) for name in _IGNORED)
    yield from ((name, seccomp.ERRNO(errno.EOPNOTSUPP)) for name in _UNSUPPORTED)


def _conditions(argument: Any, seccomp: Any) -> Iterator[tuple[Any, ...]]:
    """The calls that are refused with some arguments, and with which."""
    # A thread is a clone, too.
    yield from (("clone", argument(0, seccomp.MASKED_EQ, flag, 0)) for flag in _CLONE_NEEDED)
    yield from (("clone", argument(0, seccomp.MASKED_EQ, flag, flag)) for flag in _CLONE_REFUSED)
    yield "socketpair", argument(0, seccomp.NE, _AF_UNIX)
    # One of another kind could send to any socket whose path it knows.
    for kind in range(_SOCK_KIND + 1):
        if kind != _SOCK_STREAM:
            yield "socketpair", argument(1, seccomp.MASKED_EQ, _SOCK_KIND, kind)
    yield "tgkill", argument(0, seccomp.NE, _SOMEBODY)
    yield "prlimit64", argument(0, seccomp.NE, 0)
    # To end with its parent is not to be undone.
    yield "prctl", argument(0, seccomp.MASKED_EQ, _INT, _PR_SET_PDEATHSIG), argument(1, seccomp.NE, _SIGKILL)
    yield from (("fcntl", argument(1, seccomp.MASKED_EQ, _INT, code)) for code in _FCNTL.values())
    yield from (("prctl", test) for test in _all_but(_PRCTL.values(), argument, 0, seccomp))


def _all_but(allowed: Collection[int], argument: Any, which: int, seccomp: Any) -> Iterator[Any]:
    """Tests that together refuse whatever is not allowed: a rule of the library compares an argument once."""
    first, last = min(allowed), max(allowed)
    yield argument(which, seccomp.LT, first)
    yield argument(which, seccomp.GT, last)
    yield from (argument(which, seccomp.EQ, n) for n in range(first, last) if n not in allowed)
