import os

from tries import refused, targets

for path in (targets["class"], targets["other"], os.path.dirname(os.path.dirname(os.getcwd()))):
    refused(lambda: os.listdir(path))
    refused(lambda: open(os.path.join(path, "app.py")))
    refused(lambda: open(os.path.join(path, "app.py"), "w"))
    refused(lambda: os.remove(os.path.join(path, "app.py")))
