import json
from pathlib import Path

import streamlit as st

FILE = Path(__file__).with_name("state.json")


def save_state(state):
    with open(FILE, "w", encoding="utf-8") as f:
        json.dump(state, f)


def load_state():
    try:
        with open(FILE, encoding="utf-8") as f:
            return json.load(f)
    except FileNotFoundError:
        return {}


if "counter" not in st.session_state:
    st.session_state.counter = 0
st.session_state.counter += 1

state = load_state()
state["counter"] = state.get("counter", 0) + 1
save_state(state)

st.button("Run again")
st.write(f"Sticky note: {st.session_state.counter}")
st.write(f"Ledger: {state['counter']}")
