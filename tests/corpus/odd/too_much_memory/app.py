import streamlit as st

st.session_state.runs = st.session_state.get("runs", 0) + 1
st.text_input("Your name")
st.button("Wave")
st.write("Runs so far:", st.session_state.runs)
hoard = [bytearray(2**36) for _ in range(4)]
