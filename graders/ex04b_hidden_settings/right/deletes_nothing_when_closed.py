import random

import streamlit as st

QUESTIONS = ["What is 6 times 7?", "Where is Timbuktu?", "Who painted the Night Watch?"]

INITIAL = {"player": "Guest", "rounds": 3, "sound": True}
state = st.session_state
if "saved" not in state:
    state["saved"] = dict(INITIAL)
if st.toggle("Show settings", value=True):
    for name, value in state["saved"].items():
        state.setdefault(f"edit {name}", value)
    st.text_input("Player", key="edit player")
    st.slider("Rounds", 1, 10, key="edit rounds")
    st.checkbox("Sound", key="edit sound")
    state["saved"] = {name: state[f"edit {name}"] for name in INITIAL}
saved = state["saved"]
st.metric("Player:", saved["player"] or "nobody")
st.metric("Rounds:", saved["rounds"])
st.metric("Sound:", "on" if saved["sound"] else "off")

if st.button("Next question"):
    st.write(random.choice(QUESTIONS))
