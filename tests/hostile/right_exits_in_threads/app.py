import atexit
import os
import sys
import threading


class Gone:
    def __del__(self):
        raise SystemExit


Gone()
atexit.register(os._exit, 0)
threading.Thread(target=sys.exit).start()
