import importlib
import os
import sys

from tries import refused, targets

for name in ("test_checks.py", "test_hidden.py", "wrong", "right"):
    path = os.path.join(targets["graders"], name)
    refused(lambda: open(path).read())
    refused(lambda: os.listdir(path))
sys.path.insert(0, targets["graders"])
refused(lambda: importlib.import_module("test_hidden"), ImportError)
