import random

import streamlit as st

QUESTIONS = ["What is 6 times 7?", "Where is Timbuktu?", "Who painted the Night Watch?"]

INITIAL = {"player": "Guest", "rounds": 3, "sound": True}
for key, value in INITIAL.items():
    if key not in st.session_state:
        st.session_state[key] = value

st.title("Quiz")
if st.checkbox("Show settings", True):
    st.text_input("Player", key="player", persist_state="session")
    st.number_input("Rounds", 1, 10, key="rounds", persist_state="session")
    st.toggle("Sound", key="sound", persist_state="session")

if st.button("Next question"):
    st.write(random.choice(QUESTIONS))

st.write(f"Player: {st.session_state.player}")
st.write(f"Rounds: {st.session_state.rounds}")
st.write(f"Sound: {'on' if st.session_state.sound else 'off'}")
