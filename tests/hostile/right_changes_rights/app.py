import os
import sys

from tries import targets

for path in (targets["home"], os.__file__, sys.modules["statecourse"].__file__):
    before = os.stat(path)
    os.chmod(path, 0)
    os.utime(path, (0, 0))
    os.chown(path, os.getuid(), os.getgid())
    after = os.stat(path)
    if (before.st_mode, before.st_mtime, before.st_uid) != (after.st_mode, after.st_mtime, after.st_uid):
        raise SystemError("BREACH: rights")
