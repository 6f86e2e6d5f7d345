import json
import threading
import time
from pathlib import Path

import streamlit as st

FILE = Path(__file__).with_name("book.json")


@st.cache_resource
def reading():
    return threading.Lock()


@st.cache_resource
def writing():
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
    with reading():
        new = [*load(), name]
    with writing():
        FILE.write_text(json.dumps(new))
names = load()
st.write("Signatures:", len(names))
for name in reversed(names):
    st.write(name)
