import json
from pathlib import Path

import locks
import streamlit as st

FILE = Path(__file__).parent.absolute() / "counter.json"


def change(by):
    with locks.file_lock:
        try:
            with FILE.open(encoding="ascii") as file:
                number = 0 + json.load(file)
        except (OSError, ValueError, TypeError, RecursionError):
            number = 0
        if by:
            number += by
            with FILE.open("w") as file:
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
