import threading
from pathlib import Path

import streamlit as st

BOOK = Path(__file__).with_name("book.txt")


@st.cache_resource
def lock():
    return threading.Lock()


name = st.text_input("Your name")
with lock():
    if st.button("Sign") and name:
        with BOOK.open("a") as file:
            file.write(name + "\n")
    names = BOOK.read_text(errors="replace").splitlines() if BOOK.exists() else []
st.write("Signatures:", len(names))
for name in reversed(names):
    st.text(name)
