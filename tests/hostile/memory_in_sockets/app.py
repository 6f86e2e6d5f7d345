import contextlib
import fcntl
import os
import socket

from tries import call, refused

block = bytes(2**16)
kept = []
held = 0
with contextlib.suppress(OSError):
    while True:
        pair = socket.socketpair()
        kept.append(pair)
        for end in pair:
            refused(lambda: end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2**23))
            end.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                while True:
                    held += end.send(block)
if held > 2**26:
    raise SystemExit(f"BREACH: {held:,} bytes in {len(kept)} pairs")
for pair in kept:
    for end in pair:
        end.close()

reads, writes = os.pipe()
refused(lambda: fcntl.fcntl(writes, 1031, 2**20))  # F_SETPIPE_SZ
refused(lambda: call("vmsplice", writes, None, 0, 0))
refused(lambda: call(444, None, 0, 1))  # rules of Landlock
