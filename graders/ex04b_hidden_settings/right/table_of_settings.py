import random

import streamlit as st

QUESTIONS = ["What is 6 times 7?", "Where is Timbuktu?", "Who painted the Night Watch?"]

def settings():
    state = st.session_state
    kept = state.setdefault("kept", [["Player", "Guest"], ["Rounds", 3], ["Sound", True]])
    makers = {"Player": st.text_input, "Rounds": st.number_input, "Sound": st.checkbox}
    limits = {"Rounds": {"min_value": 1, "max_value": 10}}
    if st.checkbox("Show settings", value=True):
        for row in kept:
            label, value = row
            row[1] = makers[label](label, value=value, key=label, **limits.get(label, {}))
    for label, value in kept:
        shown = {True: "on", False: "off"}[value] if label == "Sound" else value
        st.text(f"{label}: {shown}")


settings()

if st.button("Next question"):
    st.write(random.choice(QUESTIONS))
