import time

import streamlit as st

st.session_state.setdefault("pot", 60)
st.session_state.setdefault("each", 0)

people = st.number_input("People", 1, 10, value=3)
if st.button("Share"):
    pot = st.session_state.pot
    st.session_state.pot = 0
    time.sleep(3)  # this could be a slow question to a bank
    st.session_state.each += pot // people

st.button("Hurry up")
st.write(f"Pot: {st.session_state.pot}, each: {st.session_state.each}")
