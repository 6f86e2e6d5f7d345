import streamlit as st

runs = st.session_state.get("runs", 0)
runs += 1
st.text_input("Your name")
st.button("Wave")
st.write(f"Runs so far: {runs}")
