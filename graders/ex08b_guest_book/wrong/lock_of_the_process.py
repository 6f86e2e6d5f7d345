import fcntl
import json
from pathlib import Path

import streamlit as st

FILE = Path("book.json")


def load():
    try:
        return json.loads(FILE.read_text())
    except FileNotFoundError:
        return []
    except ValueError:
        FILE.rename("damaged.json")
        return []


name = st.text_input("Your name")
if st.button("Sign") and name:
    with open("signing.lock", "w") as file:
        fcntl.lockf(file, fcntl.LOCK_EX)
        FILE.write_text(json.dumps([*load(), name]))
names = load()
st.write("Signatures:", len(names))
for name in reversed(names):
    st.write(name)
