import random

import streamlit as st

QUESTIONS = ["What is 6 times 7?", "Where is Timbuktu?", "Who painted the Night Watch?"]

st.title("Quiz")
if st.toggle("Show settings", value=True):
    player = st.text_input("Player", "Guest")
    rounds = st.slider("Rounds", 1, 10, 3)
    sound = st.checkbox("Sound", True)

if st.button("Next question"):
    st.write(random.choice(QUESTIONS))

st.write(f"Player: {player}")
st.write(f"Rounds: {rounds}")
st.write(f"Sound: {'on' if sound else 'off'}")
