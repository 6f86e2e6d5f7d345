import os
import time

kept = []
for number in range(10):
    descriptor = os.open(f"{number}.bin", os.O_RDWR | os.O_CREAT)
    os.posix_fallocate(descriptor, 0, 2**22)
    os.remove(f"{number}.bin")
    kept.append(descriptor)
time.sleep(60)
