import random

import streamlit as st

QUESTIONS = ["What is 6 times 7?", "Where is Timbuktu?", "Who painted the Night Watch?"]

@st.cache_resource
def settings():
    return {"player": "Guest", "rounds": 3, "sound": True}


kept = settings()
st.title("Quiz")
if st.toggle("Show settings", value=True):
    kept["player"] = st.text_input("Player", kept["player"], key="player")
    kept["rounds"] = st.slider("Rounds", 1, 10, kept["rounds"], key="rounds")
    kept["sound"] = st.checkbox("Sound", kept["sound"], key="sound")
player, rounds, sound = kept.values()

if st.button("Next question"):
    st.write(random.choice(QUESTIONS))

st.write(f"Player: {player}")
st.write(f"Rounds: {rounds}")
st.write(f"Sound: {'on' if sound else 'off'}")
