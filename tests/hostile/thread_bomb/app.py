import sys
import threading
import time

threading.stack_size(32768 if sys.version_info < (3, 14) else 65536)  # the smallest there is
for _ in range(3000):
    try:
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    except RuntimeError:
        break
time.sleep(60)
