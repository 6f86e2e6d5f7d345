import array
import fcntl
import os
import socket

from tries import refused

folder = os.open(".", os.O_RDONLY)
file = os.open("file", os.O_RDWR | os.O_CREAT)
requests = {
    "subvolume": 0x5000940E,
    "subvolume, the second way": 0x50009418,
    "snapshot": 0x50009401,
    "a file's flags": 0x40086602,
    "a file's other flags": 0x401C5820,
    "clone": 0x40049409,
    "freeze": 0xC0045877,
    "trim": 0xC0185879,
    "type into a terminal": 0x5412,
    "signals": 0x5452,
    "signals of a socket": 0x8901,
}
for number in requests.values():
    for descriptor in (folder, file):
        refused(lambda: fcntl.ioctl(descriptor, number, b"name" + bytes(1000)))

ours, theirs = socket.socketpair()
theirs.send(b"three")
waiting = array.array("i", [0])
fcntl.ioctl(ours, 0x541B, waiting)  # FIONREAD
os.set_blocking(file, False)
os.set_inheritable(file, True)
if waiting[0] != 5 or os.isatty(file):
    raise AssertionError(waiting)
