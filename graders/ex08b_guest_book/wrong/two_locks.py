import json
import threading
from pathlib import Path

import streamlit as st

FILE = Path("book.json")


@st.cache_resource
def reading():
    return threading.Lock()


@st.cache_resource
def writing():
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
    with reading():
        new = [*load(), name]
    with writing():
        FILE.write_text(json.dumps(new))
names = load()
st.write("Signatures:", len(names))
for name in reversed(names):
    st.write(name)
