import begin  # noqa: F401
import streamlit as st

st.session_state.runs += 1
st.text_input("Your name")
st.button("Wave")
st.write(f"Runs so far: {st.session_state.runs}")
