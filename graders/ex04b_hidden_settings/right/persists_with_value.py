import random

import streamlit as st

QUESTIONS = ["What is 6 times 7?", "Where is Timbuktu?", "Who painted the Night Watch?"]

if st.toggle("Show settings", value=True):
    player = st.text_input("Player", "Guest", key="p", persist_state="page")
    rounds = st.slider("Rounds", 1, 10, 3, key="r", persist_state="page")
    sound = st.checkbox("Sound", True, key="s", persist_state="page")
state = st.session_state
st.write("Player:", state.p)
st.write("Rounds:", state.r)
st.write("Sound:", "on" if state.s else "off")

if st.button("Next question"):
    st.write(random.choice(QUESTIONS))
