import json
import os
import threading
import uuid
from pathlib import Path

import streamlit as st

FILE = Path("book.json")


@st.cache_resource
def lock():
    return threading.Lock()


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
    with lock():
        aside = FILE.with_suffix(f".{uuid.uuid4().hex}")
        aside.write_text(json.dumps([*load(), name]))
    os.replace(aside, FILE)
names = load()
st.write("Signatures:", len(names))
for name in reversed(names):
    st.write(name)
