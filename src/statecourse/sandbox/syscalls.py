"""The filter of system calls that a worker runs under (seccomp).

Sources: seccomp(2), the kernel's tables of system calls, and what Landlock leaves to others.
"""

from __future__ import annotations

import contextlib
import errno
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_REFUSED = [
    "fork",
    "vfork",
    "execve",
    "execveat",
    "socket",
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
    "memfd_secret",
]
# Landlock does not see these. They succeed without doing anything, so that an honest
# ``shutil.copy`` works and nobody's rights or times are changed.
_IGNORED = [
    "chmod",
    "fchmod",
    "fchmodat",
    "fchmodat2",
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
_UNSUPPORTED = ["setxattr", "lsetxattr", "fsetxattr", "removexattr", "lremovexattr", "fremovexattr"]
_CLONE_THREAD = 0x10000
_AF_UNIX = 1


def seccomp_filter() -> Any:
    """The filter of system calls; built anew, as one rule names this very process."""
    import pyseccomp as seccomp  # noqa: PLC0415  # Linux only

    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    refuse = seccomp.ERRNO(errno.EPERM)
    for name, action in _actions(seccomp):
        # A kernel or processor without a call has nothing to refuse.
        with contextlib.suppress(OSError, ValueError):
            rules.add_rule(action, name)
    # A thread is a clone too. clone3 hides its flags from the filter; without it libc uses clone.
    no_thread = seccomp.Arg(0, seccomp.MASKED_EQ, _CLONE_THREAD, 0)
    rules.add_rule(refuse, "clone", no_thread)
    rules.add_rule(seccomp.ERRNO(errno.ENOSYS), "clone3")
    rules.add_rule(refuse, "socketpair", seccomp.Arg(0, seccomp.NE, _AF_UNIX))
    rules.add_rule(refuse, "tgkill", seccomp.Arg(0, seccomp.NE, os.getpid()))
    rules.add_rule(refuse, "prlimit64", seccomp.Arg(0, seccomp.NE, 0))
    rules.add_rule(refuse, "sched_setaffinity", seccomp.Arg(0, seccomp.NE, 0))
    return rules


def _actions(seccomp: Any) -> Iterator[tuple[str, int]]:
    yield from ((name, seccomp.ERRNO(errno.EPERM)) for name in _REFUSED)
    yield from ((name, seccomp.ERRNO(0)) for name in _IGNORED)
    yield from ((name, seccomp.ERRNO(errno.EOPNOTSUPP)) for name in _UNSUPPORTED)
