import os

from tries import refused, targets

for path in (targets["home"], "/etc/passwd", "/etc/shadow", os.path.expanduser("~root/.bashrc"), "/etc/hostname", "/var/log/dpkg.log"):
    refused(lambda: open(path).read())
    refused(lambda: open(path, "a"))
    refused(lambda: os.truncate(path, 0))
refused(lambda: os.listdir(os.path.dirname(targets["home"])))
refused(lambda: os.listdir("/home"))
refused(lambda: os.open("/", os.O_TMPFILE | os.O_RDWR))
