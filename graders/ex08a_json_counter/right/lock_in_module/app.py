import json

import locks
import streamlit as st


def change(by):
    with locks.file_lock:
        try:
            with open("counter.json") as file:
                number = json.load(file)
        except (OSError, json.JSONDecodeError):
            number = 0
        if by:
            number += by
            with open("counter.json", "w") as file:
                json.dump(number, file)
        return number


state = st.session_state
state["mine"] = state.get("mine", 0)
with st.form("count", border=False, enter_to_submit=False):
    st.text_input("Your name")
    clicked = st.form_submit_button("Count")
if clicked:
    state["mine"] += 1
total = change(1 if clicked else 0)
left, right = st.columns(2)
left.metric("This session", state["mine"])
right.metric("Everyone", total)
