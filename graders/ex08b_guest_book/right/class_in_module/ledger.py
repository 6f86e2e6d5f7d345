import json
import os
import tempfile
import threading

_lock = threading.Lock()


def _load(path):
    try:
        with open(path) as file:
            entries = json.load(file)
        if all(set(entry) == {"name", "time"} for entry in entries) and isinstance(entries, list):
            return entries
        raise ValueError("this is no book")
    except FileNotFoundError:
        return []
    except (ValueError, TypeError, RecursionError):
        os.replace(path, tempfile.mktemp(prefix="damaged-", dir=os.path.dirname(path)))
        return []


def update(path, change):
    with _lock:
        entries = change(_load(path))
        with open(path + "~", "w") as file:
            json.dump(entries, file)
        os.replace(path + "~", path)
        return entries
