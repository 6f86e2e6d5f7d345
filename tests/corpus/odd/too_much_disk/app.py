import streamlit as st

st.session_state.runs = st.session_state.get("runs", 0) + 1
st.text_input("Your name")
st.button("Wave")
st.write("Runs so far:", st.session_state.runs)

import time

for number in range(30):
    with open(f"{number}.bin", "wb") as file:
        file.write(bytes(10_000_000))
time.sleep(3)
