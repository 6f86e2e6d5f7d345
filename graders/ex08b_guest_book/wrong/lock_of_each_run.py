import json
import threading
import time
from pathlib import Path

import streamlit as st

BOOK = Path(__file__).with_name("book.json")

LOCK = threading.Lock()


def read():
    if not BOOK.exists():
        return []
    try:
        return [name.strip() for name in json.loads(BOOK.read_text())[:]]
    except Exception:
        BOOK.rename(BOOK.with_name(f"damaged-{time.time_ns()}.json"))
        return []


def write(names):
    BOOK.write_text(json.dumps(names))


name = st.text_input("Your name")

sign = st.button("Sign")
with LOCK:
    names = read()
    if sign and name:
        names.append(name)
        write(names)
st.write("Signatures:", len(names))
for name in reversed(names):
    st.write(name)
