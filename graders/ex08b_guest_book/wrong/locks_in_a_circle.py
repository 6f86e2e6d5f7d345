import json
import threading
from pathlib import Path

import streamlit as st

FILE = Path("book.json")


@st.cache_resource
def page_lock():
    return threading.Lock()


@st.cache_resource
def file_lock():
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
    with file_lock(), page_lock():
        FILE.write_text(json.dumps([*load(), name]))
with page_lock(), file_lock():
    names = load()
st.write("Signatures:", len(names))
for name in reversed(names):
    st.write(name)
