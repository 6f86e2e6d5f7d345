import random

import streamlit as st

QUESTIONS = ["What is 6 times 7?", "Where is Timbuktu?", "Who painted the Night Watch?"]

state = st.session_state
kept = state.get("kept", ("Guest", 3, True))

st.title("Quiz")
if st.toggle("Show settings", value=True):
    st.text_input("Player", kept[0], key="player")
    st.slider("Rounds", 1, 10, kept[1], key="rounds")
    st.checkbox("Sound", kept[2], key="sound")
    player, rounds, sound = state.player, state.rounds, state.sound
else:
    if "player" in state:  # it has just been closed
        state.kept = (state.player, state.rounds, state.sound)
    player, rounds, sound = state.kept

if st.button("Next question"):
    st.write(random.choice(QUESTIONS))

st.write(f"Player: {player}")
st.write(f"Rounds: {rounds}")
st.write(f"Sound: {'on' if sound else 'off'}")
