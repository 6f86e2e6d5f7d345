import json

import streamlit as st


def load_state():
    try:
        with open("state.json", "r") as f:
            return json.load(f)
    except FileNotFoundError:
        return {}


state = load_state()
if st.button("Like"):
    state["likes"] = state.get("likes", 0) + 1
    with open("state.json", "w") as f:
        json.dump(state, f)
st.write(f"Likes: {state.get('likes', 0)}")
