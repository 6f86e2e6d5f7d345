import json
from pathlib import Path

import streamlit as st

BOOK = Path("book.json")


def read():
    try:
        return json.loads(BOOK.read_text())
    except FileNotFoundError:
        return []
    except ValueError:
        BOOK.rename("damaged.json")
        return []


def write(names):
    BOOK.write_text(json.dumps(names))


if "names" not in st.session_state:
    st.session_state.names = read()
names = st.session_state.names
name = st.text_input("Your name")

if st.button("Sign") and name:
    names.append(name)
    write(names)
st.write("Signatures:", len(names))
for name in reversed(names):
    st.write(name)
