import json
import threading
import time
from pathlib import Path

import streamlit as st

FILE = Path(__file__).with_name("book.json")


@st.cache_resource
def page_lock():
    return threading.Lock()


@st.cache_resource
def file_lock():
    return threading.Lock()


def load():
    try:
        found = json.loads(FILE.read_text())
        if not isinstance(found, list) or not all(isinstance(name, str) for name in found):
            raise ValueError
        return found
    except FileNotFoundError:
        return []
    except ValueError:
        FILE.rename(FILE.with_name(f"damaged.{time.time_ns()}.json"))
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
