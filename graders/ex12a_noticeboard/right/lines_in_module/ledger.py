"""Each line of the file is something that happened. Nothing is ever written over."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Lock
from uuid import uuid4

PATH = Path(__file__).with_name("notices.jsonl")
_lock = Lock()


@dataclass
class Notice:
    text: str
    topic: str
    author: str
    id: str = field(default_factory=lambda: uuid4().hex)


def _append(**what):
    with _lock, PATH.open("a", encoding="utf-8") as file:
        file.write(json.dumps(what) + "\n")


def add(notice):
    _append(add=asdict(notice))


def remove(number):
    _append(remove=number)


def notices():
    board = {}
    with _lock:
        lines = PATH.read_text(encoding="utf-8").splitlines() if PATH.exists() else []
    for line in map(json.loads, lines):
        if "add" in line:
            notice = Notice(**line["add"])
            board[notice.id] = notice
        else:
            board.pop(line["remove"], None)
    return list(board.values())
