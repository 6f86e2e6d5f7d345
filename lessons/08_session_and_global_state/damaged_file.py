import json
from pathlib import Path

import streamlit as st

FILE = Path(__file__).with_name("state.json")


def load_state():
    try:
        with open(FILE, encoding="utf-8") as f:
            return json.load(f)
    except FileNotFoundError:
        return {}


state = load_state()
if st.button("Like"):
    state["likes"] = state.get("likes", 0) + 1
    with open(FILE, "w", encoding="utf-8") as f:
        json.dump(state, f)
st.write(f"Likes: {state.get('likes', 0)}")
