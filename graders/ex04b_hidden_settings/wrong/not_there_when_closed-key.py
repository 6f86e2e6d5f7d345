import random

import streamlit as st

QUESTIONS = ["What is 6 times 7?", "Where is Timbuktu?", "Who painted the Night Watch?"]

st.title("Quiz")
if st.toggle("Show settings", value=True):
    st.text_input("Player", "Guest", key="player")
    st.slider("Rounds", 1, 10, 3, key="rounds")
    st.checkbox("Sound", True, key="sound")

if st.button("Next question"):
    st.write(random.choice(QUESTIONS))

st.write(f"Player: {st.session_state.player}")
st.write(f"Rounds: {st.session_state.rounds}")
st.write(f"Sound: {'on' if st.session_state.sound else 'off'}")
