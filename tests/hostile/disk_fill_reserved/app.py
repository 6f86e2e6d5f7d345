import ctypes
import os

from tries import call, refused

descriptor = os.open("large", os.O_RDWR | os.O_CREAT)
for mode in (0, 1):  # 1 keeps the file's size, so that no limit on it is met
    refused(lambda: call("fallocate", descriptor, mode, ctypes.c_long(0), ctypes.c_long(2**30)))
os.posix_fallocate(descriptor, 0, 2**20)
if os.fstat(descriptor).st_blocks * 512 > 2**21:
    raise SystemExit("BREACH: more than was asked for")
