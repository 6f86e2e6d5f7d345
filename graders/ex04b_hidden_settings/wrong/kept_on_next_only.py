import random

import streamlit as st

QUESTIONS = ["What is 6 times 7?", "Where is Timbuktu?", "Who painted the Night Watch?"]

state = st.session_state
state.setdefault("player", "Guest")
state.setdefault("rounds", 3)
state.setdefault("sound", True)
fields = None
st.title("Quiz")
if st.toggle("Show settings", value=True):
    player = st.text_input("Player", state.player, key="player field")
    rounds = st.slider("Rounds", 1, 10, state.rounds, key="rounds field")
    sound = st.checkbox("Sound", state.sound, key="sound field")
    fields = (player, rounds, sound)

if st.button("Next question"):
    st.write(random.choice(QUESTIONS))
    if fields:
        state.player, state.rounds, state.sound = fields

st.write(f"Player: {st.session_state.player}")
st.write(f"Rounds: {st.session_state.rounds}")
st.write(f"Sound: {'on' if st.session_state.sound else 'off'}")
