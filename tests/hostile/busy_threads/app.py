import hashlib
import os
import threading

from tries import refused

refused(lambda: os.sched_setaffinity(0, range(os.cpu_count())))
threading.stack_size(2**18)
for _ in range(20):
    threading.Thread(target=hashlib.pbkdf2_hmac, args=("sha256", b"x" * 99, b"y", 10**9), daemon=True).start()
hashlib.pbkdf2_hmac("sha256", b"x" * 99, b"y", 10**9)
