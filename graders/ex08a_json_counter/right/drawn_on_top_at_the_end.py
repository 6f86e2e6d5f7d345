import json
import threading
from pathlib import Path

import streamlit as st

FILE = Path(__file__).with_name("counter.json")


@st.cache_resource
def lock():
    return threading.Lock()


def everyone():
    try:
        found = json.loads(FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return 0
    return found if type(found) is int else 0


top = st.empty()
st.session_state.setdefault("mine", 0)
st.text_input("Your name")
if st.button("Count"):
    st.session_state.mine += 1
    with lock():
        FILE.write_text(json.dumps(everyone() + 1), encoding="utf-8")
with top.container():
    st.write(f"This session: {st.session_state.mine}")
    with lock():
        st.write(f"Everyone: {everyone()}")
