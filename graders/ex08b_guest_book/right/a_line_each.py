# right: book.txt with a JSON string in each line, appended under a lock from the cache; damaged lines are skipped and stay where they are
import json
import threading
from pathlib import Path

import streamlit as st

BOOK = Path(__file__).with_name("book.txt")


@st.cache_resource
def lock():
    return threading.Lock()


def read():
    names = []
    for line in BOOK.read_bytes().split(b"\n") if BOOK.exists() else []:
        try:
            name = json.loads(line.decode("utf-8"))
        except (ValueError, RecursionError):
            continue
        if isinstance(name, str) and name:
            names.append(name)
    return names


def sign():
    name = st.session_state.name
    if not name:
        return
    with lock():
        with open(BOOK, "a+b") as file:
            end = file.seek(0, 2)
            file.seek(max(0, end - 1))
            if file.read() not in (b"", b"\n"):
                file.write(b"\n")
            file.write(json.dumps(name).encode() + b"\n")
    st.session_state.name = ""


st.title("Bo’s guest book")
st.text_input("Your name", key="name")
st.button("Sign", on_click=sign)
with lock():
    names = read()
st.write(f"Signatures: {len(names)}")
for name in reversed(names):
    st.text(name)
