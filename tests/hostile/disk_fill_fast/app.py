import contextlib
import os
import threading

block = bytes(2**20)


def fill(part):
    for number in range(50):
        descriptor = os.open(f"{part}-{number}", os.O_WRONLY | os.O_CREAT)
        with contextlib.suppress(OSError):
            for _ in range(16):
                os.write(descriptor, block)


threads = [threading.Thread(target=fill, args=(part,)) for part in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
