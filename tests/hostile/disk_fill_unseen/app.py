import os
import time

from tries import call, refused

refused(lambda: call("prctl", 4, 0, 0, 0, 0))  # not to be looked into
refused(lambda: call("unshare", 0x400))  # open files of a thread's own
clone = {"x86_64": 56, "aarch64": 220}[os.uname().machine]
for flags in (0x10900, 0x10B00, 0x10010F00, 0x11F00, 0x12F00):  # threads that have them, or namespaces
    refused(lambda: call(clone, flags, 0, 0, 0, 0))

kept = []
for number in range(40):
    name = f"a\fb\v{number} 0 0 0:0 1 (deleted)"
    kept.append(os.open(name, os.O_RDWR | os.O_CREAT))
    os.posix_fallocate(kept[-1], 0, 2**20)
    os.remove(name)
time.sleep(60)
