import fcntl
import json
import uuid
from pathlib import Path

import streamlit as st

FILE = Path("book.json")


def load():
    try:
        return json.loads(FILE.read_text())
    except FileNotFoundError:
        return []
    except ValueError:
        FILE.rename(f"damaged.{uuid.uuid4().hex}.json")
        return []


name = st.text_input("Your name")
if st.button("Sign") and name:
    with open(FILE, "a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        aside = FILE.with_suffix(f".{uuid.uuid4().hex}")
        aside.write_text(json.dumps([*load(), name]))
        aside.replace(FILE)
names = load()
st.write("Signatures:", len(names))
for name in reversed(names):
    st.write(name)
