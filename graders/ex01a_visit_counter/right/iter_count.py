# right: an itertools.count object is kept in the session, next() gives the number; shown with st.write and several arguments
from itertools import count

import streamlit as st

if (numbers := st.session_state.get("numbers")) is None:
    numbers = st.session_state.numbers = count(1)

st.header("Hello from Ines")
run = next(numbers)
st.write("Runs so far:", run, "(in this tab)")
name = st.text_input("Your name")
st.button("Wave")
st.caption(f"Nice to meet you, {name}" if name else "Who are you?")
