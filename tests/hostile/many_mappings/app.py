import ctypes
import os

path = "/".join(["d" * 200] * 15)
os.makedirs(path)
descriptor = os.open(f"{path}/file", os.O_RDWR | os.O_CREAT)
os.truncate(descriptor, 2**20)
os.remove(f"{path}/file")
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
for number in range(30_000):  # reading and writing by turns, or they become one
    if libc.mmap(None, 4096, 1 + number % 2, 1, descriptor, ctypes.c_long(0)) == 2**64 - 1:
        raise AssertionError(number)
