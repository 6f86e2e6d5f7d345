import ctypes
import os

from tries import call, refused

parent = os.getppid()
buffer = ctypes.create_string_buffer(64)
vector = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), 64)
refused(lambda: call("process_vm_readv", parent, vector, 1, vector, 1, 0))
refused(lambda: call("process_vm_writev", parent, vector, 1, vector, 1, 0))
refused(lambda: call("ptrace", 16, parent, 0, 0))
refused(lambda: call("ptrace", 0x4206, parent, 0, 0))
pidfd = os.pidfd_open(parent)
for number in range(10):
    refused(lambda: call(438, pidfd, number, 0))  # pidfd_getfd
refused(lambda: call(312, os.getpid(), parent, 0, 0, 0))  # kcmp
refused(lambda: call(321, 0, 0, 0))  # bpf
refused(lambda: call(298, 0, 0, 0, 0, 0))  # perf_event_open
refused(lambda: call(323, 0))  # userfaultfd
