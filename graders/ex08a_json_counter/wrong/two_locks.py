import json
import threading
from pathlib import Path

import streamlit as st

FILE = Path(__file__).with_name("counter.json")


@st.cache_resource
def reading():
    return threading.Lock()


@st.cache_resource
def writing():
    return threading.Lock()


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
    with reading():
        new = load() + 1
    with writing():
        FILE.write_text(json.dumps(new))
st.write("This session:", st.session_state.mine)
st.write("Everyone:", load())
