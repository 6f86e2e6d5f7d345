import os

from tries import frame, judges_socket


import msgspec

from statecourse.sandbox.messages import Ready

ready = Ready(["no confinement at all"])
os.write(judges_socket(), frame(msgspec.msgpack.encode(ready)))
