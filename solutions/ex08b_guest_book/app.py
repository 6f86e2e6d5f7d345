import json
import threading
import time
from pathlib import Path

import streamlit as st

BOOK = Path(__file__).with_name("book.json")


# One lock for all sessions: a variable of this script would be a new lock in every run.
@st.cache_resource
def book_lock():
    return threading.Lock()


def read():
    """The names, the oldest first. Only to be called by who holds the lock."""
    if not BOOK.exists():
        return []
    try:
        names = json.loads(BOOK.read_text())
    except (ValueError, RecursionError):
        names = None
    if isinstance(names, list) and all(isinstance(name, str) for name in names):
        return names
    # Never write over what cannot be read: it is all that is left of the book.
    BOOK.rename(BOOK.with_name(f"damaged-{time.time_ns()}.json"))
    return []


def write(names):
    # Write aside, then replace: a crash in between leaves the old book whole.
    aside = BOOK.with_name("book.new")
    aside.write_text(json.dumps(names))
    aside.replace(BOOK)


st.title("Bo’s guest book")
name = st.text_input("Your name")
sign = st.button("Sign")

with book_lock():
    names = read()
    if sign and name:
        names.append(name)
        write(names)

st.write(f"Signatures: {len(names)}")
for name in reversed(names):
    st.text(name)
