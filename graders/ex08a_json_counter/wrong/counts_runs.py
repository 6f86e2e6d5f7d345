import os
import json
import threading

import streamlit as st


@st.cache_resource
def lock():
    return threading.Lock()


def load_state():
    try:
        with open(os.path.join(os.path.dirname(__file__), "counter.json")) as f:
            return json.load(f)
    except (FileNotFoundError, json.JSONDecodeError):
        return {}


with lock():
    state = load_state()
    state["counter"] = state.get("counter", 0) + 1
    with open(os.path.join(os.path.dirname(__file__), "counter.json"), "w") as f:
        json.dump(state, f)
if "mine" not in st.session_state:
    st.session_state.mine = 0
st.text_input("Your name")
if st.button("Count"):
    st.session_state.mine += 1
st.write("This session:", st.session_state.mine)
st.write("Everyone:", state["counter"])
