# Right: the operating system locks a file that nobody replaces.
import fcntl
import json
from pathlib import Path

import streamlit as st

FILE = Path(__file__).with_name("counter.json")


def load():
    try:
        found = json.loads(FILE.read_text())
        return found if type(found) is int else 0
    except (FileNotFoundError, ValueError):
        return 0


if "mine" not in st.session_state:
    st.session_state.mine = 0
name = st.text_input("Your name")
if st.button("Count"):
    st.session_state.mine += 1
    with open("counter.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        aside = FILE.with_suffix(".new")
        aside.write_text(json.dumps(load() + 1))
        aside.replace(FILE)
st.write("This session:", st.session_state.mine)
st.write("Everyone:", load())
