# do: type "sweep" in "What"
# do: click "Add"
# do: switch on "sweep"
# do: refresh
"""A list that a file keeps."""
import json
from pathlib import Path

import streamlit as st

FILE = Path(__file__).with_name("todo.json")


def load():
    return json.loads(FILE.read_text()) if FILE.exists() else {}


def save(items):
    FILE.write_text(json.dumps(items))


items = load()
what = st.text_input("What", key="what")
if st.button("Add") and what:
    items[what] = False
    save(items)
for name, done in items.items():
    if st.checkbox(name, done) != done:
        items[name] = not done
        save(items)
