import json
import os
import tempfile
import threading

_lock = threading.Lock()


def _load(path):
    try:
        with open(path) as file:
            return json.load(file)
    except FileNotFoundError:
        return []
    except ValueError:
        os.replace(path, tempfile.mktemp(prefix="damaged-", dir=os.path.dirname(path)))
        return []


def update(path, change):
    with _lock:
        entries = change(_load(path))
        with open(path + "~", "w") as file:
            json.dump(entries, file)
        os.replace(path + "~", path)
        return entries
