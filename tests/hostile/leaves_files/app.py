import os
import site
import sys
import tempfile

from tries import refused, targets

places = ["/tmp", "/var/tmp", "/dev/shm", "/run", "/run/lock", "/root", os.path.dirname(targets["home"])]
places += [*site.getsitepackages(), os.path.dirname(os.__file__), os.path.dirname(sys.modules["statecourse"].__file__)]
places += [os.path.dirname(os.path.dirname(os.getcwd())), targets["class"], targets["graders"]]
for place in places:
    path = os.path.join(place, "statecourse-was-here")
    refused(lambda: open(path, "w"))
    refused(lambda: os.mkdir(path))
    refused(lambda: os.remove(os.path.join(place, "__init__.py")))
for path in (os.__file__, sys.modules["statecourse"].__file__, sys.modules["streamlit"].__file__):
    refused(lambda: open(path, "r+"))
    refused(lambda: os.remove(path))
    refused(lambda: os.rename(path, "moved.py"))
    refused(lambda: os.truncate(path, 0))
with tempfile.NamedTemporaryFile(delete=False) as file:
    file.write(b"in my own folder")
