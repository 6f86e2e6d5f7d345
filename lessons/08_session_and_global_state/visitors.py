import json

import streamlit as st


def save_state(state):
    with open("state.json", "w") as f:
        json.dump(state, f)


def load_state():
    try:
        with open("state.json", "r") as f:
            return json.load(f)
    except FileNotFoundError:
        return {}


state = load_state()
state["visitors"] = state.get("visitors", 0) + 1
save_state(state)

st.write(f"You are visitor number {state['visitors']}.")
st.text_input("Your name")
st.checkbox("Send me the news")
