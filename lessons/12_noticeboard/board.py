import json
import os
import threading
from pathlib import Path

FILE = Path(__file__).with_name("notices.json")
NEW = FILE.with_suffix(".new")
lock = threading.Lock()  # made once, as a module is imported once


def read_board():
    return json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else []


def change_board(change):
    with lock:
        notices = change(read_board())
        NEW.write_text(json.dumps(notices), encoding="utf-8")
        os.replace(NEW, FILE)
