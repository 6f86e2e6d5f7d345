import json
import threading
import time
from pathlib import Path

import streamlit as st

BOOK = Path(__file__).with_name("book.json")


@st.cache_resource
def lock():
    return threading.Lock()


def read():
    if not BOOK.exists():
        return []
    try:
        return json.loads(BOOK.read_text())
    except (ValueError):
        BOOK.rename(BOOK.with_name(f"damaged-{time.time_ns()}.json"))
        return []


name = st.text_input("Your name")

sign = st.button("Sign")
with lock():
    names = read()
    if sign and name:
        names.append(name)
        BOOK.write_text(json.dumps(names))
st.write("Signatures:", len(names))
for name in reversed(names):
    st.write(name)
