import json
from pathlib import Path

FILE = Path(__file__).with_name("state.json")


def save_state(state):
    with open(FILE, "w", encoding="utf-8") as f:
        json.dump(state, f)


def load_state():
    try:
        with open(FILE, encoding="utf-8") as f:
            return json.load(f)
    except FileNotFoundError:
        return {}
