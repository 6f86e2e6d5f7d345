# Odd but right: what cannot be read stays in the book itself, as a text beside the names.
import json
import pathlib
import threading

import streamlit as st

BOOK = pathlib.Path(__file__).parent / "book.json"


@st.cache_resource
def turn():
    return threading.Lock()


def load():
    """The names, and the texts that could not be read, each as it was found."""
    if not BOOK.exists():
        return {"names": [], "to be mended": []}
    text = BOOK.read_text(encoding="utf-8", errors="backslashreplace")
    try:
        book = json.loads(text)
        return {"names": list(book["names"]), "to be mended": list(book["to be mended"])}
    except Exception:
        return {"names": [], "to be mended": [text]}


def sign(name):
    book = load()
    book["names"].append(name)
    aside = BOOK.with_name("book.json.new")
    aside.write_text(json.dumps(book), encoding="utf-8")
    aside.replace(BOOK)


with st.form("guest"):
    name = st.text_input("Your name")
    if st.form_submit_button("Sign") and name.strip():
        with turn():
            sign(name.strip())
with turn():
    names = load()["names"]
st.write(f"Signatures: {len(names)}")
st.code("\n".join(names[::-1]), language=None)
