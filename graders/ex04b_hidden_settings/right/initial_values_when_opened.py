import random

import streamlit as st

QUESTIONS = ["What is 6 times 7?", "Where is Timbuktu?", "Who painted the Night Watch?"]

st.session_state.setdefault("player", "Guest")
st.session_state.setdefault("rounds", 3)
st.session_state.setdefault("sound", True)


def opened():
    state = st.session_state
    state.initial = (state.player, state.rounds, state.sound)


if "initial" not in st.session_state:
    opened()

st.title("Quiz")
if st.toggle("Show settings", value=True, on_change=opened):
    player, rounds, sound = st.session_state.initial
    st.session_state.player = st.text_input("Player", player)
    st.session_state.rounds = st.slider("Rounds", 1, 10, rounds)
    st.session_state.sound = st.checkbox("Sound", sound)

if st.button("Next question"):
    st.write(random.choice(QUESTIONS))

st.write(f"Player: {st.session_state.player}")
st.write(f"Rounds: {st.session_state.rounds}")
st.write(f"Sound: {'on' if st.session_state.sound else 'off'}")
