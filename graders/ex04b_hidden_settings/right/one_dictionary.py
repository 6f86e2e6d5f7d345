import random

import streamlit as st

QUESTIONS = ["What is 6 times 7?", "Where is Timbuktu?", "Who painted the Night Watch?"]

if "settings" not in st.session_state:
    st.session_state.settings = {"player": "Guest", "rounds": 3, "sound": True}
settings = st.session_state.settings

st.title("Quiz")
summary = st.container()
if st.toggle("Show settings", value=True, key="open"):
    settings["player"] = st.text_input("Player", settings["player"], key="player")
    settings["rounds"] = st.number_input("Rounds", 1, 10, settings["rounds"], key="rounds")
    settings["sound"] = st.toggle("Sound", settings["sound"], key="sound")

with summary:
    st.markdown(f"- Player: {settings['player']}\n- Rounds: {settings['rounds']}")
    st.caption("Sound: on" if settings["sound"] else "Sound: off")

if st.button("Next question"):
    st.write(random.choice(QUESTIONS))
