import os

from tries import frame, judges_socket


import msgspec

from statecourse import wire

ready = wire.Ready(["no confinement at all"])
os.write(judges_socket(), frame(msgspec.msgpack.encode(ready)))
