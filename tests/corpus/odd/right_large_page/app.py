import streamlit as st

st.session_state.runs = st.session_state.get("runs", 0) + 1
st.text_input("Your name")
st.button("Wave")
st.write("Runs so far:", st.session_state.runs)

for number in range(800):
    st.text(f"line {number}")
st.code("x" * 1_000_000)
