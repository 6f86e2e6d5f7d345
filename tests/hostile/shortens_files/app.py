import os
import struct
import sys

from tries import call, refused, targets

paths = [targets["home"], os.path.join(targets["other"], "app.py"), os.path.join(targets["graders"], "test_checks.py")]
paths += [os.__file__, sys.modules["statecourse"].__file__, sys.modules["streamlit"].__file__]
how = struct.pack("QQQ", os.O_TRUNC, 0, 0)
for path in paths:
    refused(lambda: call("truncate", path.encode(), 0))
    refused(lambda: os.truncate(path, 0))
    refused(lambda: open(path, "w"))
    for mode in (os.O_RDONLY, os.O_WRONLY, os.O_RDWR, os.O_ACCMODE):
        refused(lambda: os.open(path, mode | os.O_TRUNC))
        refused(lambda: os.open(path, mode | os.O_TRUNC | os.O_CREAT))
    refused(lambda: call("creat", path.encode(), 0o600))
    refused(lambda: call(437, -100, path.encode(), how, len(how)))  # openat2
    refused(lambda: os.ftruncate(os.open(path, os.O_PATH), 0))
    refused(lambda: os.rename(path, "moved.py"))
    refused(lambda: os.link(path, "linked.py") or os.open("linked.py", os.O_WRONLY))
with open("own.txt", "w") as file:
    file.write("in my own folder")
os.truncate("own.txt", 2)
