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


name = st.text_input("Your name")

sign = st.button("Sign")
names = read()
if sign and name:
    names.append(name)
    write(names)
st.write("Signatures:", len(names))
for name in reversed(names):
    st.write(name)
