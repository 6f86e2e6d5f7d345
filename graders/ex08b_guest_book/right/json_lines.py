# Odd but right: each signature is a line at the end of the file, which nobody ever rewrites.
import json
from pathlib import Path

import streamlit as st

BOOK = Path(__file__).parent / "book.jsonl"


def entries():
    if not BOOK.exists():
        return
    for line in reversed(BOOK.read_text(errors="replace").splitlines()):
        try:
            yield json.loads(line)["name"]
        except (ValueError, TypeError, KeyError):
            continue


def sign():
    if name := st.session_state.name.strip():
        with BOOK.open("a") as file:
            file.write("\n" + json.dumps({"name": name}) + "\n")
        st.session_state.name = ""


st.text_input("Your name", key="name")
st.button("Sign", on_click=sign)
names = list(entries())
st.metric("Signatures", len(names))
st.markdown("\n".join(f"1. {name}" for name in names))
