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
    from collections.abc import Iterator

_REFUSED = [
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
_UNKNOWN = range(452, 512)
"""Calls that came with Linux 6.6 or later, by their numbers, which all processors share.

A worker gets to hear that there is no such call, as on an older kernel. So it is with those that are
yet to come: some ways to change a file's rights or flags are new, and none of them is needed.
"""
_CLONE_THREAD = 0x10000
_AF_UNIX = 1
_SOCK_STREAM, _SOCK_KIND = 1, 0xF
_PR_SET_PDEATHSIG, _SIGKILL = 1, 9
_INT = 0xFFFF_FFFF
"""The kernel looks at the lower half of such an argument only, so the filter does, too."""
_FCNTL = {"F_SETOWN": 8, "F_SETSIG": 10, "F_SETOWN_EX": 15, "F_SETLEASE": 1024, "F_NOTIFY": 1026}
"""They have the kernel send signals, or have others wait who open a file."""
_IOCTL = {"FIOSETOWN": 0x8901, "SIOCSPGRP": 0x8902, "SETFLAGS": 0x40086602, "FSSETXATTR": 0x401C5820}
"""The first two are F_SETOWN by other names; the others change a file that is open for reading only."""


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
    return rules


def _actions(seccomp: Any) -> Iterator[tuple[str, int]]:
    yield from ((name, seccomp.ERRNO(errno.EPERM)) for name in _REFUSED)
    yield from ((name, seccomp.ERRNO(0)) for name in _IGNORED)
    yield from ((name, seccomp.ERRNO(errno.EOPNOTSUPP)) for name in _UNSUPPORTED)


def _conditions(argument: Any, seccomp: Any) -> Iterator[tuple[Any, ...]]:
    """The calls that are refused with some arguments, and with which."""
    # A thread is a clone, too.
    yield "clone", argument(0, seccomp.MASKED_EQ, _CLONE_THREAD, 0)
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
    yield from (("ioctl", argument(1, seccomp.MASKED_EQ, _INT, code)) for code in _IOCTL.values())
