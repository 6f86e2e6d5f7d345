import json
import threading
from pathlib import Path

import streamlit as st

FILE = Path(__file__).with_name("counter.json")


@st.cache_resource
def lock():
    return threading.Lock()


def load():
    try:
        return int(json.loads(FILE.read_text()))
    except Exception:
        return 0


if "mine" not in st.session_state:
    st.session_state.mine = 0
st.text_input("Your name")
st.write("This session:", st.session_state.mine)
st.write("Everyone:", load())
if st.button("Count"):
    st.session_state.mine += 1
    with lock():
        FILE.write_text(json.dumps(load() + 1))
