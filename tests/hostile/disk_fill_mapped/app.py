import mmap
import os
import time

kept = []
for number in range(20):
    descriptor = os.open(f"{number}.bin", os.O_RDWR | os.O_CREAT)
    os.posix_fallocate(descriptor, 0, 2**20)
    kept.append(mmap.mmap(descriptor, 4096))
    os.remove(f"{number}.bin")
    os.close(descriptor)
time.sleep(60)
