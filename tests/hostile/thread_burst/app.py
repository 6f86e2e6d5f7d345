import _thread
import contextlib

_thread.stack_size(32768)
waiting = _thread.allocate_lock()
waiting.acquire()
with contextlib.suppress(RuntimeError):
    for _ in range(8000):
        _thread.start_new_thread(waiting.acquire, ())
