import _thread
import contextlib
import sys

_thread.stack_size(32768 if sys.version_info < (3, 14) else 65536)  # the smallest there is
waiting = _thread.allocate_lock()
waiting.acquire()
with contextlib.suppress(RuntimeError):
    for _ in range(8000):
        _thread.start_new_thread(waiting.acquire, ())
